"""Which layers a plan rests on, and where they come from."""

import dataclasses
from typing import TYPE_CHECKING, TypeVar

from domain.bundle import City, LayerSource
from domain.scenario import HazardScenario
from domain.vocabulary import DayTime

if TYPE_CHECKING:
    from planning.changed_day import ChangedDay
    from planning.crowding import Crowding
    from planning.openings import Opening
    from planning.plan import Plan

#: Layer of a city that holds its scenarios: a plan rests on one of them.
SCENARIO_LAYER = "scenarios"

_Result = TypeVar("_Result", "Plan", "Opening", "Crowding", "ChangedDay")


def plan_sources(city: City, scenario: HazardScenario) -> tuple[LayerSource, ...]:
    """Return the layers that a plan of this scenario rests on, in the bundle's order.

    Parameters
    ----------
    city
        Holds the layers and their sources.
    scenario
        Names the hazard layers.

    Returns
    -------
    tuple[LayerSource, ...]
        Layers without the hazards of other scenarios, and without zones where none is of its kinds:
        their notices concern nobody then.
    """
    unused = {f"hazards/{name}" for name in city.hazards if name not in scenario.layers}
    if not city.zones["kind"].isin([kind.value for kind in scenario.kinds]).any():
        unused.add("zones")
    return tuple(_used(layer, scenario) for layer in city.meta.layers if layer.layer not in unused)


def _used(layer: LayerSource, scenario: HazardScenario) -> LayerSource:
    """Return a layer without what is assumed of the people of another time of day."""
    if layer.layer != "blocks" or scenario.day_time is DayTime.DAY:
        return layer
    assumed = tuple(one for one in layer.assumed_columns if one != "daytime_persons")
    return dataclasses.replace(layer, assumed_columns=assumed) if layer.assumed_columns else layer


def with_sources(result: _Result, city: City, scenario: HazardScenario) -> _Result:
    """Return a result that was kept, with the sources as the city states them now.

    Equal keys are equal figures; the files of a city may have been sealed anew since, or other scenarios
    edited.

    Parameters
    ----------
    result
        A plan, what could be opened, crowding, or a changed day.
    city, scenario
        Of the case that it is shown for; its key is that of the result.

    Returns
    -------
    Plan | Opening | Crowding | ChangedDay
        The same object where its sources are the city's.
    """
    sources = plan_sources(city, scenario)
    return result if result.provenance == sources else dataclasses.replace(result, provenance=sources)
