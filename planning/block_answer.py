"""The answer for one block: who must leave and why, where to, which way, by when, and where else."""

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
import shapely

from domain.vocabulary import UNSERVED_CAUSES, Outcome
from hazard.impact import FLOOR_COLUMNS
from planning.block_ground import BlockGround
from planning.block_nearer import Nearer, nearer_places
from planning.block_routes import (
    Alternative,
    BlockRoute,
    Group,
    SecondDestination,
    block_groups,
    second_destinations,
)
from planning.block_ways_out import WayOut, route_out_of_area
from planning.case import Case
from planning.plan import Plan
from planning.take_along import TakeAlong, take_along


@dataclass(frozen=True, slots=True)
class Danger:
    """Why people of a block must leave, or may stay.

    Parameters
    ----------
    concerned
        Whether the hazard reaches the block at all.
    kinds
        Kinds that concern it.
    reason
        Strongest reason, a key below ``leave_reason.``; empty for none.
    depth_m_min, depth_m_max
        Bounds of the water [m]; 0.0 where dry, inf where open.
    arrival_time_s
        When it arrives [s after t0]; +inf never, or not published.
    in_special_zone
        Whether it lies in a 土砂災害特別警戒区域.
    zones
        Types and names of the administrative zones of the scenario's kinds that it touches.
    floor_persons
        Residents by living floor, in the order of ``hazard.impact.FLOOR_COLUMNS``.
    """

    concerned: bool
    kinds: tuple[str, ...]
    reason: str
    depth_m_min: float
    depth_m_max: float
    arrival_time_s: float
    in_special_zone: bool
    zones: tuple[tuple[str, str], ...]
    floor_persons: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """People of a block, as the hazard rules count them.

    Parameters
    ----------
    present
        Everybody there at the scenario's time of day.
    outside, stay_home, must_leave, unknown
        Their parts; they sum to ``present``. People of whom it is not known whether they must leave are
        planned for as if they must.
    elsewhere
        Part of ``must_leave`` that goes to relatives, hotels or cars.
    attention
        Part of ``outside`` in the attention zone of a tsunami.
    """

    present: int
    outside: int
    stay_home: int
    must_leave: int
    unknown: int
    elsewhere: int
    attention: int


@dataclass(frozen=True, slots=True)
class WithoutPlace:
    """People of a block without a place: why, and whether they can still walk out of the area.

    They leave at ``departure_s`` [s after t0].
    """

    profile_id: str
    departure: str
    cause: Outcome
    persons: int
    can_leave_area: bool
    cannot_reach_safety: bool
    departure_s: float


@dataclass(frozen=True, slots=True)
class KeptSeat:
    """People who are assumed not to leave, and the destination where their seats are kept."""

    profile_id: str
    destination_id: str
    persons: int


@dataclass(frozen=True, slots=True, eq=False)
class BlockAnswer:
    """What a plan says of one block. No person, no address.

    Parameters
    ----------
    block_id, town, district_id, ward_code
        The block.
    counts, danger
        Who is there, and what reaches them.
    outcomes
        People by outcome, as the ledger has them; only those above zero.
    groups
        Who leaves, largest first, with destination and route.
    seconds
        Of each group its second destination, None where it has none; empty where it was not asked for.
    kept_seats, without_place
        People assumed not to leave, and people without a place.
    ways_out
        How those without a place get out of the hazard area, one a walking profile; empty where nobody
        needs it or can, and where it was not asked for.
    take_along
        People nearby who need help.
    alternatives
        Of each group another route to its destination, None where every route in time is the first; empty
        where it was not asked for (``planning.block_alternatives``).
    nearer
        Of each group why nearer places are not used; empty where it was not asked for
        (``planning.block_nearer``).
    """

    block_id: str
    town: str
    district_id: str
    ward_code: str
    counts: Counts
    danger: Danger
    outcomes: dict[Outcome, int]
    groups: tuple[Group, ...]
    seconds: tuple[SecondDestination | None, ...]
    kept_seats: tuple[KeptSeat, ...]
    without_place: tuple[WithoutPlace, ...]
    ways_out: tuple[WayOut, ...]
    take_along: TakeAlong
    alternatives: tuple[Alternative | None, ...] = ()
    nearer: tuple[tuple[Nearer, ...], ...] = ()

    @property
    def earliest(self) -> BlockRoute | None:
        """The route with the earliest limit that is told; None where none has a limit, or none is told."""
        limits = [(group.route.latest_departure_s, i) for i, group in enumerate(self.groups)]
        finite = [(limit, i) for limit, i in limits if limit is not None and math.isfinite(limit)]
        return self.groups[min(finite)[1]].route if finite else None


def block_answer(case: Case, plan: Plan, block_id: str, ground: BlockGround | None = None) -> BlockAnswer:
    """Return what a plan says of one block.

    Parameters
    ----------
    case, plan
        A case and its plan.
    block_id
        Id of the block.
    ground
        The network under the plan (``block_ground``); without it there are no closings on the way and
        no second destinations.

    Returns
    -------
    BlockAnswer
        Times are seconds after the scenario's t0; what is unknown stays None.

    Raises
    ------
    KeyError
        When the city has no such block.
    """
    row: dict[Any, Any] = case.city.blocks.loc[[block_id]].to_dict(orient="records")[0]
    own = plan.assignment[plan.assignment["block_id"] == block_id]
    groups = block_groups(case, plan, own, ground)
    without = _without_place(own)
    ledger: dict[Any, Any] = plan.ledgers.blocks.loc[[block_id]].to_dict(orient="records")[0]
    return BlockAnswer(
        block_id=block_id,
        town=str(row["town"]), district_id=str(row["district_id"]), ward_code=str(row["ward_code"]),
        counts=_counts(plan, block_id),
        danger=_danger(case, plan, block_id, row),
        outcomes={outcome: int(ledger[outcome.value]) for outcome in Outcome if ledger[outcome.value] > 0},
        groups=groups,
        seconds=() if ground is None else second_destinations(case, plan, block_id, groups, ground),
        kept_seats=_kept_seats(own),
        without_place=without,
        ways_out=() if ground is None else _ways_out(case, plan, ground, block_id, without),
        take_along=take_along(case, plan, block_id),
        nearer=() if ground is None else nearer_places(case, plan, block_id, groups, ground),
    )  # fmt: skip


def _counts(plan: Plan, block_id: str) -> Counts:
    row: dict[Any, Any] = plan.block_exposure.loc[[block_id]].to_dict(orient="records")[0]
    names = ("present", "outside", "stay_home", "must_leave", "unknown", "elsewhere", "attention")
    return Counts(**{name: int(row[f"{name}_persons"]) for name in names})


def _danger(case: Case, plan: Plan, block_id: str, block: dict[Any, Any]) -> Danger:
    row: dict[Any, Any] = plan.block_exposure.loc[[block_id]].to_dict(orient="records")[0]
    zones = case.city.zones[case.city.zones["kind"].isin([kind.value for kind in case.scenario.kinds])]
    touched = zones[shapely.intersects(zones.geometry.to_numpy(), block["geometry"])]
    return Danger(
        concerned=bool(row["concerned"]),
        kinds=tuple(kind for kind in str(row["kinds"]).split(",") if kind),
        reason=str(row["reason"]),
        depth_m_min=float(row["depth_m_min"]),
        depth_m_max=float(row["depth_m_max"]),
        arrival_time_s=float(row["arrival_time_s"]),
        in_special_zone=bool(row["in_special_zone"]),
        zones=tuple(
            dict.fromkeys(zip(touched["zone_type"].astype(str), touched["name"].astype(str), strict=True))
        ),
        floor_persons=tuple(int(block[column]) for column in FLOOR_COLUMNS),
    )


def _kept_seats(own: pd.DataFrame) -> tuple[KeptSeat, ...]:
    staying = own[own["outcome"] == Outcome.NOT_LEAVING.value]
    return tuple(
        KeptSeat(str(profile_id), str(destination), int(persons))
        for profile_id, destination, persons in zip(
            staying["profile_id"], staying["destination_id"], staying["persons"], strict=True
        )
    )


def _without_place(own: pd.DataFrame) -> tuple[WithoutPlace, ...]:
    rows = own[own["outcome"].isin([cause.value for cause in UNSERVED_CAUSES])]
    return tuple(
        WithoutPlace(
            profile_id=str(row["profile_id"]),
            departure=str(row["departure"]),
            cause=Outcome(row["outcome"]),
            persons=int(row["persons"]),
            can_leave_area=bool(row["can_leave_area"]),
            cannot_reach_safety=bool(row["cannot_reach_safety"]),
            departure_s=float(row["departure_s"]),
        )
        for row in rows.to_dict(orient="records")
    )


def _ways_out(
    case: Case, plan: Plan, ground: BlockGround, block_id: str, without: tuple[WithoutPlace, ...]
) -> tuple[WayOut, ...]:
    """Return the way out of each walking profile that has no place and can still get out."""
    last: dict[str, float] = {}
    for part in without:
        if part.can_leave_area:
            last[part.profile_id] = max(part.departure_s, last.get(part.profile_id, part.departure_s))
    found = (route_out_of_area(case, plan, ground, block_id, who, depart_s) for who, depart_s in last.items())
    return tuple(way for way in found if way is not None)
