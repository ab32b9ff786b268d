"""Which places could be open in a case, and what everybody could reach if they were."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from domain.bundle import LayerSource
from domain.data_kind import RestsOnSources
from domain.measures import Measure, OnlyPlaceOpened, PlaceOpened, SeatsAdded
from domain.settings.places import CapacitySettings
from domain.vocabulary import HazardKind
from evacuation.openable import Openable
from evacuation.opening_order import Supply, served_persons, supply_of
from evacuation.search import search_routes
from planning.case import Case
from planning.openable import openers_in_time
from planning.sources import plan_sources
from planning.stage_inputs import case_demand, case_exposure, evacuation_inputs
from shelters.openable_seats import openable_seats
from shelters.usable import QUAKE_KINDS, WIND_WATER_KINDS, assess_places

#: Settings that decide how many seats a place has, and nothing else.
_SEAT_SETTINGS = (
    "tsunami_area_m2", "overnight_area_m2", "stay_area_m2", "open_ground_area_m2", "usable_share",
)  # fmt: skip
#: Measures that change no route.
_NO_ROUTE = (OnlyPlaceOpened, PlaceOpened, SeatsAdded)


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """What does not depend on which places are open, nor on how their seats are counted.

    Parameters
    ----------
    openable
        People, and every place that could be open to them.
    place_exposure
        ``PlaceExposure``.
    reachable
        Ids of places that a street reaches.
    missing_kinds
        Kinds of the scenario that the bundle does not hold (未収録).
    openers
        ``OpenersInTime``.
    """

    openable: Openable
    place_exposure: pd.DataFrame
    reachable: frozenset[str]
    missing_kinds: tuple[HazardKind, ...]
    openers: pd.DataFrame


@dataclass(frozen=True, slots=True, eq=False)
class Opening(RestsOnSources):
    """What could be opened in a case.

    Parameters
    ----------
    openable, supply
        People and the places that could be open to them, with the seats of the case.
    usable
        ``UsablePlaces`` with every place opened.
    usual
        Ids of the places that are open as the scenario has it, without any measure.
    now
        Ids of the places that are open with the measures of the case.
    wind_water, quake
        Ids of the places that could be open and that the city designated against wind and water
        (風水害時), and against earthquakes and their fires and tsunamis (地震時).
    most_served
        People who have a place with every place open.
    key
        Key of the case.
    provenance
        Sources of the layers that the answers rest on.
    missing_kinds
        Kinds of the scenario that the bundle does not hold (未収録).
    seats
        ``OpenableSeats``: seats of each place that can be opened, and what binds.
    """

    openable: Openable
    supply: Supply
    usable: pd.DataFrame
    usual: frozenset[str]
    now: frozenset[str]
    wind_water: frozenset[str]
    quake: frozenset[str]
    most_served: int
    key: str
    provenance: tuple[LayerSource, ...]
    missing_kinds: tuple[HazardKind, ...]
    seats: pd.DataFrame

    @property
    def every(self) -> frozenset[str]:
        """Ids of all places that could be open; of some the seats are not known."""
        return _ids(self.usable["in_plan"])


def search_case(case: Case) -> Case:
    """Return the case that decides what everybody could reach; equal keys, equal searches.

    Parameters
    ----------
    case
        Any case.

    Returns
    -------
    Case
        The case without places opened or closed, without seats added, and with the usual standards.
    """
    usual = {name: CapacitySettings.model_fields[name].default for name in _SEAT_SETTINGS}
    capacity = case.settings.capacity.model_copy(update=usual)
    return replace(
        case,
        settings=case.settings.model_copy(update={"capacity": capacity}),
        measures=tuple(one for one in case.measures if not isinstance(one, _NO_ROUTE)),
    )


def search_openings(case: Case) -> Searched:
    """Search once for the routes to every place that could be open.

    Parameters
    ----------
    case
        Any case; only what ``search_case`` keeps of it counts.

    Returns
    -------
    Searched
        Who could go where.
    """
    case = search_case(case)
    city, scenario, settings = case.city, case.scenario, case.settings
    exposure = case_exposure(case)
    usable = assess_places(city.places, exposure.places, scenario, settings, _all_opened(case))
    demand = case_demand(case, exposure)
    inputs = evacuation_inputs(case, case.network, exposure, usable, demand)
    on_streets = city.places.index[case.network.place_node >= 0]
    return Searched(
        openable=Openable.of(inputs, search_routes(inputs)),
        place_exposure=exposure.places,
        reachable=frozenset(on_streets.astype(str)),
        missing_kinds=exposure.missing_kinds,
        openers=openers_in_time(case, case.network, inputs.passage),
    )


def opening_of(case: Case, searched: Searched) -> Opening:
    """Return what could be opened in a case, with the seats that it counts.

    Parameters
    ----------
    case
        The case.
    searched
        What ``search_openings`` found for it, or for another case with the same ``search_case``.

    Returns
    -------
    Opening
        People, places and seats.
    """
    places, seats = case.city.places, [one for one in case.measures if isinstance(one, SeatsAdded)]

    def assessed(measures: tuple[Measure, ...]) -> pd.DataFrame:
        return assess_places(places, searched.place_exposure, case.scenario, case.settings, measures)

    usable = assessed((*_all_opened(case), *seats))
    # A place that no street reaches could be open, but nobody could come.
    usable = usable.assign(in_plan=usable["in_plan"] & usable.index.isin(searched.reachable))
    every = _ids(usable["in_plan"])
    openable = searched.openable.with_seats(usable["capacity_persons"])
    supply = supply_of(openable)
    designated = places.sort_index()
    return Opening(
        openable=openable,
        supply=supply,
        usable=usable,
        usual=_ids(assessed(())["in_plan"]) & every,
        now=_ids(assessed(case.measures)["in_plan"]) & every,
        wind_water=_flagged(designated, WIND_WATER_KINDS) & every,
        quake=_flagged(designated, QUAKE_KINDS) & every,
        most_served=served_persons(supply, openable.mask(every)),
        key=case.key,
        provenance=plan_sources(case.city, case.scenario),
        missing_kinds=searched.missing_kinds,
        seats=openable_seats(
            places, usable, case.strength.place_facts["toilets"], searched.openers, case.scenario.day_time,
            case.settings,
        ),
    )  # fmt: skip


def opening_measures(opening: Opening, is_open: frozenset[str]) -> tuple[OnlyPlaceOpened | PlaceOpened, ...]:
    """Return the fewest measures that open just these places: what differs from the scenario, or all.

    Parameters
    ----------
    opening
        What could be opened.
    is_open
        Ids of the places to open.

    Returns
    -------
    tuple
        By id: the only places that are open, or places that stay closed and those that the scenario
        does not open.
    """
    only = sorted(is_open & opening.every)
    opened = sorted((is_open - opening.usual) & opening.every)
    closed = sorted(opening.usual - is_open)
    if max(len(only), 1) < len(opened) + len(closed):
        return tuple(OnlyPlaceOpened(one) for one in only or [""])
    return (
        *(PlaceOpened(one, is_open=False) for one in closed),
        *(PlaceOpened(one, is_open=True) for one in opened),
    )


def _all_opened(case: Case) -> tuple[PlaceOpened, ...]:
    return tuple(PlaceOpened(str(place_id)) for place_id in case.city.places.index)


def _ids(chosen: "pd.Series[Any]") -> frozenset[str]:
    return frozenset(chosen.index[chosen.to_numpy(bool)].astype(str))


def _flagged(places: pd.DataFrame, kinds: tuple[HazardKind, ...]) -> frozenset[str]:
    flags = np.any([places[kind.value].to_numpy(bool) for kind in kinds], axis=0)
    return _ids(pd.Series(flags, places.index))
