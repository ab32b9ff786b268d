"""Seats of a place in a phase: given in persons, else area ÷ standard, else unknown."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.scenario import HazardScenario
from domain.settings.places import CapacitySettings
from domain.tables.ranges import MOST_UNDER_A_ROOF
from domain.vocabulary import HazardKind, Phase

FloatArray = npt.NDArray[np.float64]


class CapacityStandard(StrEnum):
    """How seats were counted; words below ``capacity_standard.``."""

    UNKNOWN = ""
    GIVEN = "given"
    TSUNAMI_AREA = "tsunami_area"
    OVERNIGHT_AREA = "overnight_area"
    STAY_AREA = "stay_area"
    OPEN_GROUND = "open_ground"
    OFFICIAL = "official"
    #: Published, and more than are hardly all under one roof: the list may have counted its ground.
    OFFICIAL_LARGE = "official_large"


@dataclass(frozen=True, slots=True, eq=False)
class Seats:
    """Seats per place: persons (<NA> unknown), standard, and its area a person [m²] (NaN: given)."""

    persons: "pd.api.extensions.ExtensionArray"
    standard: npt.NDArray[np.object_]
    area_per_person_m2: FloatArray


@dataclass(frozen=True, slots=True)
class _Rule:
    """Columns and standard of a phase and kind."""

    given: str
    area: str
    area_per_person_m2: float
    usable_share: float
    standard: CapacityStandard


def _rule(scenario: HazardScenario, settings: CapacitySettings) -> _Rule:
    """Return the rule of a scenario.

    Floor and refuge areas are gross, so the usable share applies to both; ground is taken whole.
    """
    if scenario.phase is Phase.STAY:
        return _Rule(
            "stay_capacity_persons",
            "floor_area_m2",
            settings.stay_area_m2,
            settings.usable_share,
            CapacityStandard.STAY_AREA,
        )
    given = "refuge_capacity_persons"
    if HazardKind.TSUNAMI in scenario.kinds:
        return _Rule(
            given,
            "refuge_area_m2",
            settings.tsunami_area_m2,
            settings.usable_share,
            CapacityStandard.TSUNAMI_AREA,
        )
    if HazardKind.LARGE_FIRE in scenario.kinds:
        return _Rule(given, "open_area_m2", settings.open_ground_area_m2, 1.0, CapacityStandard.OPEN_GROUND)
    return _Rule(
        given,
        "floor_area_m2",
        settings.overnight_area_m2,
        settings.usable_share,
        CapacityStandard.OVERNIGHT_AREA,
    )


def area_setting(scenario: HazardScenario) -> str:
    """Return the setting of ``capacity`` that says how much area a person takes in a scenario.

    Parameters
    ----------
    scenario
        Its phase and kinds decide.

    Returns
    -------
    str
        Name of the setting, without its group.
    """
    if scenario.phase is Phase.STAY:
        return "stay_area_m2"
    if HazardKind.TSUNAMI in scenario.kinds:
        return "tsunami_area_m2"
    return "open_ground_area_m2" if HazardKind.LARGE_FIRE in scenario.kinds else "overnight_area_m2"


def size_columns(scenario: HazardScenario, settings: CapacitySettings) -> tuple[str, str, str]:
    """Return the columns of ``Places`` that seats are counted from, the first known one wins.

    Parameters
    ----------
    scenario, settings
        Choose the columns.

    Returns
    -------
    tuple[str, str, str]
        The capacity given for the phase, the area, and the official capacity.
    """
    rule = _rule(scenario, settings)
    return rule.given, rule.area, "official_capacity_persons"


def seats(
    places: pd.DataFrame,
    destination: npt.NDArray[np.object_],
    floor_share: FloatArray,
    scenario: HazardScenario,
    settings: CapacitySettings,
) -> Seats:
    """Return the seats of each place for the scenario's phase and kinds.

    In this order: the capacity given for the phase; area × usable share ÷ standard; the official
    figure, whose standard may be another. Whole persons, rounded down. Where floors decide, only
    the share of them above the water counts. Places that are no destination have no seats to count.

    Parameters
    ----------
    places
        ``Places``.
    destination
        Destination kind of each place, ``""`` for none.
    floor_share
        Share of the capacity on usable floors, NaN unknown.
    scenario, settings
        Choose columns and standard.

    Returns
    -------
    Seats
        Seats of every place.
    """
    rule = _rule(scenario, settings)
    given = _figures(places[rule.given])
    by_area = _figures(places[rule.area]) * rule.usable_share / rule.area_per_person_m2
    official = _figures(places["official_capacity_persons"])
    counted = [~np.isnan(given), ~np.isnan(by_area), ~np.isnan(official)]
    gross = np.select(counted, [given, by_area, official], np.nan)
    names = [CapacityStandard.GIVEN.value, rule.standard.value, CapacityStandard.OFFICIAL.value]
    standard = np.select(counted, names, CapacityStandard.UNKNOWN.value).astype(object)
    is_large = (standard == CapacityStandard.OFFICIAL.value) & (official > MOST_UNDER_A_ROOF)
    standard[is_large] = CapacityStandard.OFFICIAL_LARGE.value
    persons = np.floor(gross * floor_share + 1e-9)
    persons = np.where(destination == "", np.nan, persons)
    standard = np.where(np.isnan(persons), CapacityStandard.UNKNOWN.value, standard)
    area = np.where(standard == rule.standard.value, rule.area_per_person_m2, np.nan)
    return Seats(pd.array(persons, dtype="Int64"), standard.astype(object), area)


def _figures(column: "pd.Series[Any]") -> FloatArray:
    return np.asarray(column.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)
