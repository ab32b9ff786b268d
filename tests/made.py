"""A case with its plan, as most tests take them."""

from typing import NamedTuple

from domain.bundle import CityBundle
from domain.measures import Measure
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from planning.case import Case
from planning.pipeline import make_plan
from planning.plan import Plan


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
