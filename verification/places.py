"""Which places may be used and by how many: the rules of places read again, one place after the other."""

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from domain.measures import OnlyPlaceOpened, PlaceOpened, SeatsAdded
from domain.scenario import ALL_PLACES
from domain.tables.ranges import MOST_UNDER_A_ROOF
from domain.vocabulary import DestinationKind, HazardKind, OpenClass, Phase, Suitability
from planning.case import Case
from planning.plan import Plan

#: A row of a table, by column.
_Row = Mapping[Hashable, Any]

_USABLE, _UPSTAIRS, _UNUSABLE, _TO_CONFIRM = (
    Suitability.USABLE.value,
    Suitability.UPPER_FLOORS.value,
    Suitability.UNUSABLE.value,
    Suitability.TO_CONFIRM.value,
)
#: Reasons by which a place is no destination in the scenario, whatever its ground is like.
_NOWHERE = ("closed", "not_a_target", "welfare_second_stage", "no_flag", "not_opened")
#: Flags of the places that the city opens, by class.
_OPENED_FOR = {
    OpenClass.WIND_WATER: ("flood", "storm_surge", "inland_flood", "landslide"),
    OpenClass.EARTHQUAKE: ("earthquake", "tsunami", "large_fire"),
}


def places_told_otherwise(case: Case, plan: Plan) -> Iterator[str]:
    """Yield the places of which the plan tells otherwise than the rules of places give.

    Parameters
    ----------
    case, plan
        A case and its plan: what reaches its places is taken from the plan.

    Yields
    ------
    str
        Id of the place.
    """
    reached = plan.place_exposure.to_dict("index")
    rows = case.city.places.drop(columns="geometry").to_dict("index")
    own = {place: _rule(case, str(place), row, reached[place]) for place, row in rows.items()}
    told = plan.usable_places.astype({"capacity_persons": "Float64"}).to_dict("index")
    for place in dict.fromkeys([*own, *told]):
        if place not in own or place not in told or not _alike(own[place], told[place]):
            yield str(place)


def _alike(own: Mapping[str, Any], told: _Row) -> bool:
    for name, value in own.items():
        other = told[name]
        if value is None or pd.isna(other):
            if not (value is None and pd.isna(other)):
                return False
        elif value != other:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _ByHand:
    """What measures say of a place: opened or closed itself, one of a few or none of them, seats added."""

    is_open: bool | None
    others_close: bool
    seats: int

    @classmethod
    def of(cls, case: Case, place_id: str) -> "_ByHand":
        """Return what the measures of a case say; of several for one place the last counts for opening."""
        own = [one for one in case.measures if getattr(one, "place_id", None) == place_id]
        opened = [one.is_open for one in own if isinstance(one, PlaceOpened)]
        few = [one for one in case.measures if isinstance(one, OnlyPlaceOpened)]
        is_open = opened[-1] if opened else None
        # Closed by name it stays closed; else one of the few that open is opened.
        if is_open is None and any(isinstance(one, OnlyPlaceOpened) for one in own):
            is_open = True
        seats = sum(one.seats for one in own if isinstance(one, SeatsAdded))
        return cls(is_open, others_close=bool(few), seats=seats)


def _rule(case: Case, place_id: str, place: _Row, met: _Row) -> dict[str, Any]:
    """Return the row of ``UsablePlaces`` of a place; None for what is not known."""
    kinds = [one for one in str(met["kinds"]).split(",") if one]
    stays, by_hand = case.scenario.phase is Phase.STAY, _ByHand.of(case, place_id)
    welfare = stays and place["welfare_shelter"] and not place["shelter"]
    for_care = welfare and place["direct_admission"] == "yes"
    kind = _destination(case, place, for_care=for_care)
    if stays:
        designated, is_opened = place["shelter"] or welfare, True
    else:
        designated = kind != "" and any(place[one.value] for one in case.scenario.kinds)
        is_opened = any(place[one] for one in _OPENED_FOR[case.scenario.open_class])
    suitability, trouble = _ground(case, place, met, kinds)
    vouched = "tsunami" in kinds and suitability == _TO_CONFIRM
    fit = suitability in (_USABLE, _UPSTAIRS) or vouched
    reasons = (
        ("closed", by_hand.is_open is False),
        ("welfare_second_stage", welfare and not for_care),
        ("not_a_target", kind == ""),
        ("no_flag", not designated),
        ("not_opened", not is_opened and by_hand.is_open is None),
        (trouble, not vouched and trouble != ""),
        ("closed", by_hand.others_close and fit and by_hand.is_open is None),
    )
    why_not = next((reason for reason, holds in reasons if holds), "")
    share = _dry_share(case, place, met, kinds)
    seats, standard, area_m2 = _seats(case, place, share) if kind else (None, "", None)
    return {
        "state": f"{'designated' if designated else 'undesignated'}_{'in' if met['exposed'] else 'out'}side",
        "suitability": suitability,
        "standing": "not_destination" if why_not in _NOWHERE else suitability,
        "destination_kind": kind,
        "capacity_persons": None if seats is None else seats + by_hand.seats,
        "capacity_standard": standard,
        "area_per_person_m2": area_m2,
        "in_plan": why_not == "" and fit,
        "why_not": why_not,
        "for_care": bool(for_care),
        "opens_at_s": _opens_s(case, place_id),
    }


def _destination(case: Case, place: _Row, *, for_care: bool) -> str:
    """Return what kind of destination a place can be in the scenario, the first that is asked for."""
    scenario = case.scenario
    if scenario.phase is Phase.STAY:
        is_one = (place["shelter"] or for_care) and DestinationKind.SHELTER in scenario.targets
        return DestinationKind.SHELTER.value if is_one else ""
    is_refuge = place["refuge_building"]
    if HazardKind.TSUNAMI in scenario.kinds:
        is_refuge = place["tsunami"] and (is_refuge or place["emergency_site"])
    can_be = {
        DestinationKind.EMERGENCY_SITE: place["emergency_site"],
        DestinationKind.REFUGE_BUILDING: is_refuge,
        DestinationKind.SHELTER: place["shelter"],
    }
    return next((one.value for one in scenario.targets if can_be.get(one)), "")


def _ground(case: Case, place: _Row, met: _Row, kinds: list[str]) -> tuple[str, str]:
    """Return ○ △ × 要確認, and what is wrong: the first that holds."""
    stays, scenario = case.scenario.phase is Phase.STAY, case.scenario
    by_floors, known = _floors_decide(met, kinds), _is_known(place, met)
    no_flag = [one for one in scenario.kinds if one.value in kinds and not place[one.value]]
    depth_open = math.isinf(float(met["depth_m_max"]))
    signs = (
        (_UNUSABLE, "exposed_without_flag", bool(no_flag) and not stays),
        (_UNUSABLE, "landslide_zone", "landslide" in kinds),
        (_UNUSABLE, "collapse_zone", met["in_collapse_zone"]),
        (_UNUSABLE, "inside_area", (met["exposed"] and stays) or "storm_surge" in kinds),
        (_UNUSABLE, "wooden", by_floors and "木造" in place["structure"]),
        (_UNUSABLE, "water_above", by_floors and _is_too_low(case, place, met, kinds)),
        (_TO_CONFIRM, "depth_unknown" if depth_open else "floors_unknown", by_floors and not known),
        (_UPSTAIRS, "", by_floors),
    )
    return next(((sign, why) for sign, why, holds in signs if holds), (_USABLE, ""))


def _floors_decide(met: _Row, kinds: list[str]) -> bool:
    return bool("tsunami" in kinds or met["water"])


def _is_known(place: _Row, met: _Row) -> bool:
    return not pd.isna(place["floors"]) and math.isfinite(float(met["depth_m_max"]))


def _is_too_low(case: Case, place: _Row, met: _Row, kinds: list[str]) -> bool:
    """Whether no floor is high enough: above the least depth, or above a known one."""
    if pd.isna(place["floors"]):
        return False
    depths = [float(met["depth_m_min"]), *([float(met["depth_m_max"])] if _is_known(place, met) else [])]
    return any(place["floors"] < _refuge_floor(case, depth_m, kinds) for depth_m in depths)


def _dry_share(case: Case, place: _Row, met: _Row, kinds: list[str]) -> float | None:
    """Return the share of the seats on floors high enough; None where it is not known."""
    if not _floors_decide(met, kinds):
        return 1.0
    tsunami = "tsunami" in kinds
    if not _is_known(place, met):
        return 1.0 if tsunami else None
    floors = int(place["floors"])
    # The area of a tsunami building is that of its refuge floors alone.
    begins = case.settings.capacity.first_refuge_floor if tsunami else 1
    dry = floors - _refuge_floor(case, float(met["depth_m_max"]), kinds) + 1
    return max(dry, 0) / (floors - begins + 1) if floors >= begins else 0.0


def _refuge_floor(case: Case, depth_m: float, kinds: list[str]) -> int:
    """Return the lowest floor for refuge above water of a depth; one that is not known is no bar."""
    if math.isnan(depth_m):
        return 0
    hazard = case.settings.hazard
    wet = max(math.ceil((depth_m - hazard.floor_base_m) / hazard.storey_height_m - 1e-9), 1)
    return max(wet + 2, case.settings.capacity.first_refuge_floor) if "tsunami" in kinds else wet + 1


def _seats(case: Case, place: _Row, share: float | None) -> tuple[int | None, str, float | None]:
    """Return seats, how they were counted, and the area that a person takes; None for what is not known."""
    scenario, capacity = case.scenario, case.settings.capacity
    part = capacity.usable_share
    if scenario.phase is Phase.STAY:
        given, area, standard, person_m2 = "stay", "floor_area_m2", "stay_area", capacity.stay_area_m2
    elif HazardKind.TSUNAMI in scenario.kinds:
        given, area, standard = "refuge", "refuge_area_m2", "tsunami_area"
        person_m2 = capacity.tsunami_area_m2
    elif HazardKind.LARGE_FIRE in scenario.kinds:
        given, area, standard, part = "refuge", "open_area_m2", "open_ground", 1.0
        person_m2 = capacity.open_ground_area_m2
    else:
        given, area, standard = "refuge", "floor_area_m2", "overnight_area"
        person_m2 = capacity.overnight_area_m2
    official = place["official_capacity_persons"]
    if not pd.isna(place[f"{given}_capacity_persons"]):
        gross, counted = float(place[f"{given}_capacity_persons"]), "given"
    elif not pd.isna(place[area]):
        gross, counted = float(place[area]) * part / person_m2, standard
    elif not pd.isna(official):
        gross, counted = float(official), "official_large" if official > MOST_UNDER_A_ROOF else "official"
    else:
        return None, "", None
    if share is None:
        return None, "", None
    return math.floor(gross * share + 1e-9), counted, person_m2 if counted == standard else None


def _opens_s(case: Case, place_id: str) -> float:
    stated = case.scenario.opens_at_s
    if place_id in stated or ALL_PLACES in stated:
        return float(stated.get(place_id, stated.get(ALL_PLACES, np.nan)))
    if case.scenario.open_class is OpenClass.WIND_WATER:
        return case.scenario.alerts_s.get("level3", 0.0) + case.settings.capacity.opening_delay_s
    return 0.0
