"""Set two plans of a city side by side: the one entry for the command and other programs."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.bundle import CityBundle
from domain.vocabulary import Preset
from planning.comparison import Comparison, compare
from use_cases.make_case import make_case
from use_cases.plan_service import PlanService


@dataclass(frozen=True, slots=True)
class SideQuestion:
    """One side: scenario, preset and overrides of settings and measures."""

    scenario_id: str
    preset: Preset = Preset.CURRENT
    overrides: Mapping[str, str] = field(default_factory=dict, hash=False)


def compare_plans(
    bundle: CityBundle, sides: tuple[SideQuestion, SideQuestion], area_id: str, service: PlanService
) -> Comparison:
    """Return two plans side by side; a plan that nobody made yet is made.

    Parameters
    ----------
    bundle
        City.
    sides
        What is asked on both sides.
    area_id
        District, ward or city.
    service
        Gives the plans.

    Raises
    ------
    domain.faults.UnknownScenarioError, domain.faults.SettingError
        When there is no such scenario, or a setting is at fault.
    KeyError
        When the city has no such area.
    """
    first, second = (
        make_case(bundle, side.scenario_id, preset=side.preset, overrides=side.overrides) for side in sides
    )
    return compare((first, second), (service.plan(first), service.plan(second)), area_id)
