"""A case with its plan, as most tests take them."""

from functools import cache
from typing import NamedTuple

from domain.bundle import CityBundle
from domain.measures import Measure
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from planning.case import Case
from planning.pipeline import make_plan
from planning.plan import Plan
from storage.plans import PlanStore
from tests.model_city.bundled_city import bundled_city
from tests.toy_city import make_toy_bundle, toy_settings
from use_cases.plan_service import PlanService


class Made(NamedTuple):
    """A case and the plan that was made of it."""

    case: Case
    plan: Plan


def make(
    bundle: CityBundle,
    scenario: str | HazardScenario,
    settings: Settings,
    measures: tuple[Measure, ...] = (),
) -> Made:
    """Make the plan of a bundle for one of its scenarios, by id, or for another."""
    chosen = bundle.scenario(scenario) if isinstance(scenario, str) else scenario
    case = Case.of(bundle, chosen, settings, measures=measures)
    return Made(case, make_plan(case))


def make_toy(
    scenario_id: str = "toy-tsunami-night",
    settings: Settings | None = None,
    measures: tuple[Measure, ...] = (),
) -> Made:
    """Return the plan of the toy city for one of its scenarios: made once in a process, changed by nobody."""
    return _made_of_toy(scenario_id, settings or toy_settings(), measures)


def make_city(scenario_id: str) -> Made:
    """Return the plan of the bundled city for one of its scenarios: made once in a run, changed by nobody.

    All processes of a run keep plans in one folder (``tests/conftest.py``).
    """
    case = Case.of(bundled_city(), bundled_city().scenario(scenario_id), Settings())
    return Made(case, PlanService(PlanStore()).plan(case))


@cache
def _made_of_toy(scenario_id: str, settings: Settings, measures: tuple[Measure, ...]) -> Made:
    return make(make_toy_bundle(), scenario_id, settings, measures)
