"""Which places can be used under a scenario, in which of the four states, with how many seats.

Who decides what: the role of a place decides whether it is a destination of the phase; the eight flags
whether it is designated for the kinds; water, zones and floors whether it can be used; the open
class whether the city opens it. Nothing unknown is taken for yes, with one exception: a place that
the city designated for tsunami enters the plan although its floors are unknown (要確認).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.measures import Measure, OnlyPlaceOpened, PlaceOpened, SeatsAdded
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.tables.stages import UsablePlaces
from domain.vocabulary import (
    DestinationKind,
    HazardKind,
    OpenClass,
    Phase,
    PlaceStanding,
    PlaceState,
    Suitability,
    YesNoUnknown,
)
from shelters.capacity import seats
from shelters.floors import FloorCheck, check_floors
from shelters.opening import opens_at_s

BoolArray = npt.NDArray[np.bool_]
WordArray = npt.NDArray[np.object_]

#: Kinds against which the city opens its 風水害時 places.
WIND_WATER_KINDS = (HazardKind.FLOOD, HazardKind.STORM_SURGE, HazardKind.INLAND_FLOOD, HazardKind.LANDSLIDE)
#: Kinds against which the city opens its 地震・津波時 places.
QUAKE_KINDS = (HazardKind.EARTHQUAKE, HazardKind.TSUNAMI, HazardKind.LARGE_FIRE)


class WhyNot(StrEnum):
    """Why a place is not in the plan, the first that holds; words below ``why_not.``."""

    NONE = ""
    CLOSED = "closed"
    NOT_A_DESTINATION = "not_a_target"
    WELFARE_SECOND_STAGE = "welfare_second_stage"
    NOT_OPENED = "not_opened"
    NO_FLAG = "no_flag"
    EXPOSED_WITHOUT_FLAG = "exposed_without_flag"
    INSIDE_AREA = "inside_area"
    COLLAPSE_ZONE = "collapse_zone"
    LANDSLIDE_ZONE = "landslide_zone"
    WOODEN = "wooden"
    WATER_ABOVE = "water_above"
    DEPTH_UNKNOWN = "depth_unknown"
    FLOORS_UNKNOWN = "floors_unknown"


#: Reasons by which a place is no destination in the scenario, whatever its ground is like.
_NO_DESTINATION = (
    WhyNot.CLOSED,
    WhyNot.NOT_A_DESTINATION,
    WhyNot.WELFARE_SECOND_STAGE,
    WhyNot.NO_FLAG,
    WhyNot.NOT_OPENED,
)


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """What the rules ask of each place, one value per place."""

    destination: WordArray
    designated: BoolArray
    flag_missing: BoolArray
    reached: dict[HazardKind, BoolArray]
    exposed: BoolArray
    opened: BoolArray
    second_stage: BoolArray
    for_care: BoolArray


def assess_places(
    places: pd.DataFrame,
    place_exposure: pd.DataFrame,
    scenario: HazardScenario,
    settings: Settings,
    measures: Sequence[Measure] = (),
) -> pd.DataFrame:
    """Return ``UsablePlaces``, sorted by id.

    Parameters
    ----------
    places
        ``Places``.
    place_exposure
        ``PlaceExposure`` of the same places.
    scenario
        Kinds, phase, destinations and open class.
    settings
        ``hazard`` and ``capacity`` are used.
    measures
        Places opened or not opened, and seats added; of several for one place the last counts for
        opening, and all count for seats. Where only some places are opened, no other is but by a
        measure of its own.

    Returns
    -------
    pd.DataFrame
        ``UsablePlaces``, sorted by id.
    """
    places = places.sort_index()
    exposure = place_exposure.reindex(places.index)
    facts = _facts(places, exposure, scenario)
    floors = check_floors(places, exposure, facts.reached, settings)
    suitability, trouble = _suitability(places, exposure, facts, floors, scenario.phase)
    by_hand = {one.place_id: one.is_open for one in measures if isinstance(one, PlaceOpened)}
    opened, closed = (
        places.index.isin([place_id for place_id, is_open in by_hand.items() if is_open is wanted])
        for wanted in (True, False)
    )
    only = [one.place_id for one in measures if isinstance(one, OnlyPlaceOpened)]
    among = opened | places.index.isin(only)
    facts = replace(facts, opened=facts.opened | among)
    why_not = _why_not(closed, facts, trouble)
    vouched = facts.reached[HazardKind.TSUNAMI] & (suitability == Suitability.TO_CONFIRM.value)
    fit = np.isin(suitability, [Suitability.USABLE.value, Suitability.UPPER_FLOORS.value]) | vouched
    if only:
        # What is no destination anyway keeps its own reason.
        why_not = np.where(~among & fit & (why_not == ""), WhyNot.CLOSED.value, why_not).astype(object)
    in_plan = (why_not == "") & fit
    capacity = seats(places, facts.destination, floors.share, scenario, settings.capacity)
    own_seats = pd.Series(capacity.persons, places.index)
    table = pd.DataFrame(
        {
            "state": pd.array(_states(facts), dtype="str"),
            "suitability": pd.array(suitability, dtype="str"),
            "standing": pd.array(_standing(why_not, suitability), dtype="str"),
            "destination_kind": pd.array(facts.destination, dtype="str"),
            "capacity_persons": own_seats + _added_seats(places.index, measures),
            "capacity_standard": pd.array(capacity.standard, dtype="str"),
            "area_per_person_m2": capacity.area_per_person_m2,
            "in_plan": in_plan,
            "why_not": pd.array(why_not, dtype="str"),
            "for_care": facts.for_care,
            "opens_at_s": opens_at_s(list(places.index), scenario, settings.capacity),
        },
        index=places.index,
    )
    return UsablePlaces.check(table)


def _added_seats(place_ids: "pd.Index[str]", measures: Sequence[Measure]) -> "pd.Series[int]":
    """Return the seats that measures add to each place."""
    added = [one for one in measures if isinstance(one, SeatsAdded)]
    seats = pd.Series([one.seats for one in added], [one.place_id for one in added], dtype="int64")
    return seats.groupby(level=0).sum().reindex(place_ids, fill_value=0)


def _facts(places: pd.DataFrame, exposure: pd.DataFrame, scenario: HazardScenario) -> _Facts:
    met = exposure["kinds"].str.split(",").explode()
    reached = {
        kind: np.asarray(places.index.isin(met.index[met == kind.value]), dtype=bool) for kind in HazardKind
    }
    count = len(places)
    if scenario.phase is Phase.STAY:
        shelter = places["shelter"].to_numpy(dtype=bool)
        welfare = places["welfare_shelter"].to_numpy(dtype=bool) & ~shelter
        direct = (places["direct_admission"] == YesNoUnknown.YES.value).to_numpy(dtype=bool)
        usable = (shelter | (welfare & direct)) & (DestinationKind.SHELTER in scenario.targets)
        return _Facts(
            destination=np.where(usable, DestinationKind.SHELTER.value, "").astype(object),
            designated=shelter | welfare,
            flag_missing=np.zeros(count, dtype=bool),
            reached=reached,
            exposed=exposure["exposed"].to_numpy(dtype=bool),
            opened=np.ones(count, dtype=bool),
            second_stage=welfare & ~direct,
            for_care=welfare & direct,
        )
    flags = {kind: places[kind.value].to_numpy(dtype=bool) for kind in HazardKind}
    some_flag = np.any([flags[kind] for kind in scenario.kinds], axis=0)
    destination = _escape_destination(places, flags, scenario)
    return _Facts(
        destination=destination,
        designated=some_flag & (destination != ""),
        flag_missing=np.any([reached[kind] & ~flags[kind] for kind in scenario.kinds], axis=0),
        reached=reached,
        exposed=exposure["exposed"].to_numpy(dtype=bool),
        opened=_opened(flags, scenario.open_class),
        second_stage=np.zeros(count, dtype=bool),
        for_care=np.zeros(count, dtype=bool),
    )


def _escape_destination(
    places: pd.DataFrame, flags: dict[HazardKind, BoolArray], scenario: HazardScenario
) -> WordArray:
    """Return the first kind of destination of the scenario that each place can be, else ``""``.

    In a tsunami an emergency site with the tsunami flag is a building to go up in, as a refuge
    building is: both are 津波避難ビル等 of the plan.
    """
    site = places["emergency_site"].to_numpy(dtype=bool)
    refuge = places["refuge_building"].to_numpy(dtype=bool)
    if HazardKind.TSUNAMI in scenario.kinds:
        refuge = (refuge | site) & flags[HazardKind.TSUNAMI]
    roles = {
        DestinationKind.EMERGENCY_SITE: site,
        DestinationKind.REFUGE_BUILDING: refuge,
        DestinationKind.SHELTER: places["shelter"].to_numpy(dtype=bool),
    }
    destination = np.full(len(places), "", dtype=object)
    for kind in scenario.targets:
        if kind in roles:
            destination = np.where((destination == "") & roles[kind], kind.value, destination)
    return destination


def _opened(flags: dict[HazardKind, BoolArray], open_class: OpenClass) -> BoolArray:
    """Whether the city opens each place: those that it designated for the class of hazard."""
    kinds = WIND_WATER_KINDS if open_class is OpenClass.WIND_WATER else QUAKE_KINDS
    return np.any([flags[kind] for kind in kinds], axis=0)


def _suitability(
    places: pd.DataFrame, exposure: pd.DataFrame, facts: _Facts, floors: FloorCheck, phase: Phase
) -> tuple[WordArray, WordArray]:
    """Return ○ △ × 要確認 of each place, and what is wrong with it (``WhyNot``)."""
    wooden = places["structure"].str.contains("木造").to_numpy(dtype=bool)
    depth_open = np.isinf(exposure["depth_m_max"].to_numpy(dtype=np.float64))
    needs_floors = floors.needed
    surge = facts.reached[HazardKind.STORM_SURGE]
    cases = [
        (facts.flag_missing, Suitability.UNUSABLE, WhyNot.EXPOSED_WITHOUT_FLAG),
        (facts.reached[HazardKind.LANDSLIDE], Suitability.UNUSABLE, WhyNot.LANDSLIDE_ZONE),
        (exposure["in_collapse_zone"].to_numpy(dtype=bool), Suitability.UNUSABLE, WhyNot.COLLAPSE_ZONE),
        # Shelters for days, and surge destinations, lie outside the area: who-leaves.md.
        (facts.exposed & (phase is Phase.STAY), Suitability.UNUSABLE, WhyNot.INSIDE_AREA),
        (surge, Suitability.UNUSABLE, WhyNot.INSIDE_AREA),
        (needs_floors & wooden, Suitability.UNUSABLE, WhyNot.WOODEN),
        (needs_floors & floors.below_water, Suitability.UNUSABLE, WhyNot.WATER_ABOVE),
        (needs_floors & ~floors.known & depth_open, Suitability.TO_CONFIRM, WhyNot.DEPTH_UNKNOWN),
        (needs_floors & ~floors.known, Suitability.TO_CONFIRM, WhyNot.FLOORS_UNKNOWN),
        (needs_floors, Suitability.UPPER_FLOORS, WhyNot.NONE),
    ]
    masks = [mask for mask, _, _ in cases]
    suitability = np.select(masks, [value.value for _, value, _ in cases], Suitability.USABLE.value)
    trouble = np.select(masks, [why.value for _, _, why in cases], WhyNot.NONE.value)
    return suitability.astype(object), trouble.astype(object)


def _why_not(closed: BoolArray, facts: _Facts, trouble: WordArray) -> WordArray:
    vouched = facts.reached[HazardKind.TSUNAMI] & np.isin(
        trouble, [WhyNot.FLOORS_UNKNOWN.value, WhyNot.DEPTH_UNKNOWN.value]
    )
    no_role = (facts.destination == "") & ~facts.second_stage
    words = np.select(
        [closed, facts.second_stage, no_role, ~facts.designated, ~facts.opened, vouched],
        [
            WhyNot.CLOSED.value,
            WhyNot.WELFARE_SECOND_STAGE.value,
            WhyNot.NOT_A_DESTINATION.value,
            WhyNot.NO_FLAG.value,
            WhyNot.NOT_OPENED.value,
            WhyNot.NONE.value,
        ],
        trouble.astype(str),
    )
    return words.astype(object)


def _standing(why_not: WordArray, suitability: WordArray) -> WordArray:
    """Return the one sign of each place (``PlaceStanding``): what its reason says, never more.

    A place that is no destination in this scenario is －; every other is what ground and floors
    allow. A building that the city vouches for stays 要確認 in the plan.
    """
    nowhere = np.isin(why_not, [reason.value for reason in _NO_DESTINATION])
    return np.where(nowhere, PlaceStanding.NOT_DESTINATION.value, suitability).astype(object)


def _states(facts: _Facts) -> WordArray:
    inside = facts.exposed
    return np.select(
        [facts.designated & ~inside, facts.designated, ~inside],
        [
            PlaceState.DESIGNATED_OUTSIDE.value,
            PlaceState.DESIGNATED_INSIDE.value,
            PlaceState.UNDESIGNATED_OUTSIDE.value,
        ],
        PlaceState.UNDESIGNATED_INSIDE.value,
    ).astype(object)
