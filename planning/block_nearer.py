"""Why people of a block are not sent to a place that is nearer than their destination."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from evacuation.aims import counted_ticks
from evacuation.clock import TICKS_PER_S, UNREACHED, departure_ticks, seconds_of
from evacuation.growing import destination_ends
from evacuation.kernels.forward import search_forward
from evacuation.network import IntArray
from evacuation.placing import demand_people, reachable_options
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.reach import Choices, reach_destinations
from evacuation.rows import WalkingRows
from evacuation.search import walking_rows
from planning.block_ground import BlockGround
from planning.block_routes import Group
from planning.case import Case
from planning.plan import Plan

#: A place counts as nearer whose walk is shorter by as much [0.1 s]: walks are told in minutes.
_NEARER_TICKS = 60 * TICKS_PER_S
#: Nearer destinations whose routes are searched, the nearest first.
_SEARCHED = 8
#: Why a place is not used that nobody takes for one to flee to now.
_NEVER = frozenset({"", "not_a_target", "welfare_second_stage"})
#: Times that differ by less are the same [s].
_SAME_S = 1e-6


class WhyNotNearer(StrEnum):
    """Why a nearer place is not used; words below ``block.nearer.``.

    ``full_*`` say what would get worse if somebody of the block took a seat there, that aim or an earlier
    one: at least as much is lost as the block would gain on all aims after it, or more on the same.
    """

    NOT_IN_PLAN = "not_in_plan"
    NO_WAY = "no_way"
    LONGER = "longer"
    FOR_CARE = "for_care"
    KEPT = "kept"
    FULL = "full"
    FULL_FOR_TWO = "full_for_two"
    FULL_SERVED = "full_served"
    FULL_HELP = "full_help"
    FULL_ZONE = "full_zone"
    FULL_RESERVE = "full_reserve"
    FULL_ASIDE = "full_aside"
    FULL_WALK = "full_walk"
    RESERVE = "reserve"
    ASIDE = "aside"
    WHOLE_CITY = "whole_city"


_AIMS = {
    "served": WhyNotNearer.FULL_SERVED,
    "help_served": WhyNotNearer.FULL_HELP,
    "zone_served": WhyNotNearer.FULL_ZONE,
    "in_reserve": WhyNotNearer.FULL_RESERVE,
    "less_aside": WhyNotNearer.FULL_ASIDE,
    "less_walk_s": WhyNotNearer.FULL_WALK,
}


@dataclass(frozen=True, slots=True)
class Nearer:
    """Places nearer than the destination that are not used for the same reason.

    Parameters
    ----------
    why
        The reason.
    place_id
        The nearest of them, a place or ``safe_area``.
    walk_s
        Walk to it by the shortest way, whether or not that is open in time [s].
    others
        How many more there are.
    why_not
        Why it is in no plan, a key below ``why_not.``; empty for a destination of the plan.
    open_walk_s
        Walk to it by the way that is open in time [s], of one that is farther by it; None of every other.
    """

    why: WhyNotNearer
    place_id: str
    walk_s: float
    others: int
    why_not: str = ""
    open_walk_s: float | None = None


class _Gain(NamedTuple):
    """What one of a group would gain at another destination: reserve, district or kind, walk [s]."""

    in_reserve: int
    less_aside: int
    less_walk_s: float


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Who asks: a group of a block, its row, and the position of its destination."""

    case: Case
    plan: Plan
    ground: BlockGround
    on_network: ProfileOnNetwork
    group: Group
    rows: WalkingRows
    destination: int

    @property
    def walk(self) -> int:
        """Shortest walk to the destination [0.1 s]."""
        route = self.group.route
        return round((route.walk_time_s - route.extra_walk_s) * TICKS_PER_S)


def nearer_places(
    case: Case, plan: Plan, block_id: str, groups: tuple[Group, ...], ground: BlockGround
) -> tuple[tuple[Nearer, ...], ...]:
    """Return for each group of a block why places nearer than its destination are not used.

    Parameters
    ----------
    case, plan, block_id, groups
        A case and its plan, the block and its groups (``planning.block_answer``).
    ground
        The network under the plan.

    Returns
    -------
    tuple
        In the order of the groups: one entry a reason, the nearest place first; empty where none is nearer.
    """
    found: dict[tuple[object, ...], tuple[Nearer, ...]] = {}
    told = []
    for group in groups:
        key = (group.profile_id, group.destination.destination_id, group.route.depart_s, group.in_pairs)
        if key not in found:
            found[key] = _of_group(_asked(case, plan, block_id, group, ground))
        told.append(found[key])
    return tuple(told)


def _asked(case: Case, plan: Plan, block_id: str, group: Group, ground: BlockGround) -> _Asked:
    on_network, blocks = ground.on_network[group.profile_id], case.city.blocks
    block = np.array([blocks.index.get_loc(block_id)], np.int64)
    connector = on_network.block_connector[block]
    rows = WalkingRows(
        row=np.zeros(1, np.int64), block_row=block, node=ground.inputs.network.block_node[block],
        connector_ticks=connector,
        leave_ticks=departure_ticks(np.array([group.route.depart_s])) + connector,
        district_id=blocks["district_id"].to_numpy(object)[block],
        destination_in_time=np.ones(1, np.bool_),
    )  # fmt: skip
    ids = ground.inputs.destinations.destination_id
    return _Asked(case, plan, ground, on_network, group, rows, ids.index(group.destination.destination_id))


def _of_group(asked: _Asked) -> tuple[Nearer, ...]:
    inputs = asked.ground.inputs
    at_node = _shortest_anywhere(asked)
    nearest = _destination_walks(asked, at_node)
    nearest[asked.destination] = UNREACHED
    near = np.flatnonzero(nearest <= asked.walk - _NEARER_TICKS)
    near = near[np.argsort(nearest[near], kind="stable")]
    kept = _is_kept(asked, near)
    told = [
        (WhyNotNearer.KEPT, "", int(nearest[i]), inputs.destinations.destination_id[i]) for i in near[kept]
    ]
    searched = near[~kept][:_SEARCHED]
    open_walk_s = {}
    for i, (why, walk_s) in zip(searched.tolist(), _reasons(asked, searched), strict=True):
        told.append((why, "", int(nearest[i]), inputs.destinations.destination_id[i]))
        if why is WhyNotNearer.LONGER:
            open_walk_s[inputs.destinations.destination_id[i]] = walk_s
    told += _not_in_plan(asked, at_node)
    told.sort(key=lambda one: (one[2], one[3]))
    grouped: dict[tuple[WhyNotNearer, str], list[tuple[int, str]]] = {}
    for why, why_not, ticks, place_id in told:
        grouped.setdefault((why, why_not), []).append((ticks, place_id))
    return tuple(
        Nearer(
            why,
            own[0][1],
            float(seconds_of(np.array(own[0][0]))),
            len(own) - 1,
            why_not,
            open_walk_s.get(own[0][1]),
        )
        for (why, why_not), own in grouped.items()
    )


def _shortest_anywhere(asked: _Asked) -> IntArray:
    """Return the shortest walk to each node by what these people can walk, whatever closes [0.1 s]."""
    network, on_network = asked.ground.inputs.network, asked.on_network
    return np.asarray(search_forward(
        network.arc_start, network.arc_head, on_network.ticks, np.zeros_like(on_network.release),
        ~on_network.never_walked, int(asked.rows.node[0]), int(asked.rows.leave_ticks[0]),
        max(asked.walk, 0),
    ), np.int64)  # fmt: skip


def _destination_walks(asked: _Asked, at_node: IntArray) -> IntArray:
    destinations, connector = asked.ground.inputs.destinations, int(asked.rows.connector_ticks[0])
    found = np.full(len(destinations), UNREACHED, np.int64)
    for i in range(len(destinations)):
        ends = destination_ends(asked.on_network, destinations, i)
        walk = at_node[ends.nodes]
        walk = np.where(walk < UNREACHED, walk + ends.ticks + connector, UNREACHED)
        found[i] = walk.min(initial=UNREACHED)
    return found


def _not_in_plan(asked: _Asked, at_node: IntArray) -> list[tuple[WhyNotNearer, str, int, str]]:
    """Return nearer places that no plan of the scenario uses though people may think of them."""
    network, usable = asked.ground.inputs.network, asked.plan.usable_places
    why_not = usable["why_not"].reindex(asked.case.city.places.index).fillna("").astype(str)
    known = (network.place_node >= 0) & ~why_not.isin(_NEVER).to_numpy(dtype=bool)
    walk = np.full(network.place_node.size, UNREACHED, np.int64)
    there = at_node[network.place_node[known]]
    more = asked.on_network.place_connector[known] + int(asked.rows.connector_ticks[0])
    walk[known] = np.where(there < UNREACHED, there + more, UNREACHED)
    near = np.flatnonzero(walk <= asked.walk - _NEARER_TICKS)
    return [
        (WhyNotNearer.NOT_IN_PLAN, str(why_not.iloc[i]), int(walk[i]), str(why_not.index[i]))
        for i in near.tolist()
    ]


def _is_kept(asked: _Asked, near: IntArray) -> np.ndarray:
    """Return which places are of a later kind than ground without limit that these people reach in time.

    As ``evacuation.assignment.keep_preferred``: with the reserve.
    """
    destinations, own = asked.ground.inputs.destinations, asked.destination
    has = destinations.capacity[own] < 0 and not asked.group.route.below_reserve
    return (destinations.tier[near] > destinations.tier[own]) & has


def _reasons(asked: _Asked, near: IntArray) -> list[tuple[WhyNotNearer, float]]:
    """Return why destinations of the plan are not used by people of a group, and the walk in time [s]."""
    if not near.size:
        return []
    wanted = np.unique(np.append(near, asked.destination))
    destinations = asked.ground.inputs.destinations
    kept = np.zeros(len(destinations), np.bool_)
    kept[wanted] = True
    reach = reach_destinations(
        asked.ground.inputs.network, asked.on_network, destinations.only(kept), access_node=asked.rows.node,
        threads=1,
    )  # fmt: skip
    choices = reach.choices(asked.rows)
    own = int(np.searchsorted(wanted, asked.destination))
    walk_s = seconds_of(choices.walk[:, 0] + asked.rows.connector_ticks[0])
    return [
        (_reason(asked, choices, own, int(at), int(i)), float(walk_s[at]))
        for i, at in zip(near, np.searchsorted(wanted, near), strict=True)
    ]


def _reason(asked: _Asked, choices: Choices, own: int, at: int, i: int) -> WhyNotNearer:
    """Return why the group does not go to destination ``i``; ``own`` and ``at`` are rows of ``choices``."""
    free = int(asked.ground.free[i])
    if not asked.ground.inputs.destinations.open_to(asked.on_network.profile)[i]:
        return WhyNotNearer.FOR_CARE
    if not choices.feasible[at, 0]:
        return WhyNotNearer.NO_WAY
    if choices.walk[at, 0] >= choices.walk[own, 0]:
        return WhyNotNearer.LONGER
    aside = asked.ground.inputs.destinations.aside(
        np.array([asked.destination, i]), asked.rows.district_id[[0, 0]]
    )
    gain = _Gain(
        int(choices.in_reserve[at, 0]) - int(choices.in_reserve[own, 0]), int(aside[0] - aside[1]),
        float(seconds_of(np.array(choices.walk[own, 0] - choices.walk[at, 0]))),
    )  # fmt: skip
    if 0 <= free < _seats_of_one(asked):
        return WhyNotNearer.FULL_FOR_TWO if free else _full(asked, i, gain)
    return _behind(asked, gain)


def _behind(asked: _Asked, gain: _Gain) -> WhyNotNearer:
    """Return on which aim a place with free seats stands behind the destination."""
    if gain.in_reserve < 0:
        return WhyNotNearer.RESERVE
    if gain.less_aside < 0 and not asked.ground.inputs.minutes_decide:
        return WhyNotNearer.ASIDE
    return WhyNotNearer.WHOLE_CITY


def _seats_of_one(asked: _Asked) -> int:
    """Return how many seats the smallest part of the group takes: two go together where one needs help."""
    return 2 if asked.group.in_pairs else 1


def _somebody_alone(asked: _Asked, i: int) -> bool:
    """Whether anybody who goes alone has a seat at a place: pairs stay where they are."""
    seated = asked.plan.assignment
    at_place = seated["destination_id"] == asked.ground.inputs.destinations.destination_id[i]
    return bool((at_place & (seated["helpers"] == 0)).any())


def _full(asked: _Asked, i: int, gain: _Gain) -> WhyNotNearer:
    """Return what would get worse if one of the group had a seat at a full place.

    By the prices of the proof whoever sits down at i instead of at his own place costs the others at least
    what one more seat at i is worth, less what one more seat at his own is worth (docs/model/assignment.md).
    """
    if asked.group.in_pairs or not _somebody_alone(asked, i):
        # What a seat is worth is known of people who go alone: they give it up for others who do.
        return WhyNotNearer.FULL
    ids = asked.ground.inputs.destinations.destination_id
    worth = asked.plan.seat_prices.loc[[ids[i], ids[asked.destination]], list(_AIMS)]
    if worth.isna().to_numpy().any():
        return WhyNotNearer.FULL
    there, here = worth.to_dict(orient="records")
    own = {"in_reserve": gain.in_reserve, "less_aside": gain.less_aside, "less_walk_s": gain.less_walk_s}
    later = ["less_walk_s", "less_aside"]
    if not asked.ground.inputs.minutes_decide:
        own["less_walk_s"] = _counted_gain_s(asked, i)
        later.reverse()
    for name in ("served", "help_served", "zone_served", "in_reserve", *later):
        lost = float(there[name]) - float(here[name]) - own.get(name, 0.0)
        # What is not known is no number.
        if not abs(lost) <= _SAME_S:
            return _AIMS[name] if lost > 0 else WhyNotNearer.FULL
    return WhyNotNearer.FULL


def _counted_gain_s(asked: _Asked, i: int) -> float:
    """Return by how much the walk to destination i that counts is shorter than that to the own [s].

    Where minutes do not decide a block's mean walk counts to what all of it may go to
    (``evacuation.aims.counted_ticks``). NaN where ground without limit may take some of them.
    """
    inputs, demand = asked.ground.inputs, asked.plan.demand
    if (inputs.destinations.capacity < 0).any():
        return math.nan
    block = int(asked.rows.block_row[0])
    own = demand[demand["block_id"] == inputs.blocks.index[block]]
    inputs = replace(inputs, demand=own)
    kept = np.isin(np.arange(len(inputs.destinations)), [asked.destination, i])
    two, block_row = inputs.destinations.only(kept), np.full(len(own), block, np.int64)
    feasible, in_reserve, by_shortest = np.zeros((3, 2, len(own)), np.bool_)
    choices = Choices(feasible, in_reserve, by_shortest, np.zeros((2, len(own)), np.int64))
    connector = np.zeros(len(own), np.int64)
    for profile_id in own["profile_id"].unique():
        on_network = asked.ground.on_network[profile_id]
        rows = walking_rows(inputs, on_network, block_row)
        reach = reach_destinations(inputs.network, on_network, two, access_node=rows.node, threads=1)
        found = reach.choices(rows)
        for name in Choices.__slots__:
            getattr(choices, name)[:, rows.row] = getattr(found, name)
        connector[rows.row] = rows.connector_ticks
    options = reachable_options(own, two, choices, connector)
    ticks, _ = counted_ticks(demand_people(inputs), options, len(two), minutes_decide=False)
    group = asked.group
    mine = (own["profile_id"] == group.profile_id) & (own["departure"] == group.departure)
    row = int(np.flatnonzero(mine & (own["helpers"] == 0))[0])
    of_row = ticks[options.row == row]
    less = of_row[0] - of_row[1] if asked.destination < i else of_row[1] - of_row[0]
    return float(seconds_of(np.array(less)))
