"""Why somebody has no place: capacity, unknown capacity, no safe route, too late, nothing suitable."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from domain.vocabulary import Outcome
from evacuation.clock import NO_LIMIT, UNREACHED, cost_limit, in_time
from evacuation.destination_sets import destination_sets, place_sets
from evacuation.destinations import Destinations, PlaceGroups
from evacuation.network import BoolArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.rows import WalkingRows
from evacuation.trees import Search, grow_tree


@dataclass(frozen=True, slots=True, eq=False)
class CauseInputs:
    """Whether each demand row could reach something, by what stood in its way.

    All arrays have the shape (rows,). ``off_network``: no held street is near the block, so that no route
    could be looked for. ``unknown_near``: a usable place of unknown capacity in the
    own district, in time; ``unknown_in_time``: one anywhere. ``destination_in_time``,
    ``destination_far``, ``destination_ever``: a destination of the plan, in time within the longest
    walk, in time but farther, or at any time. ``unsuitable_in_time``: a designated place that is not
    usable, or that is not designated for what lies on the route to it.

    Beyond what decides the cause of a row (``find_causes``) nothing is looked for: False there.
    """

    off_network: BoolArray
    unknown_near: BoolArray
    destination_in_time: BoolArray
    unknown_in_time: BoolArray
    destination_far: BoolArray
    destination_ever: BoolArray
    unsuitable_in_time: BoolArray


_CAUSES = (
    Outcome.WAY_UNKNOWN,
    Outcome.CAPACITY_UNKNOWN,
    Outcome.NO_CAPACITY,
    Outcome.CAPACITY_UNKNOWN,
    Outcome.NO_SUITABLE_PLACE,
    Outcome.TOO_LATE,
    Outcome.NO_SUITABLE_PLACE,
    Outcome.NO_SAFE_WAY,
)


def find_causes(inputs: CauseInputs) -> list[Outcome]:
    """Return the cause of each row, would it have no place.

    In this order: no street held near the block (way_unknown); a place of unknown capacity in the own
    district (capacity_unknown); destinations
    within reach are full (no_capacity); nothing in reach but a place of unknown capacity
    (capacity_unknown); only destinations that are too far to walk (no_suitable_place); a destination that is
    reached too late (too_late); only places that are not usable (no_suitable_place); nothing that a
    passable street leads to (no_safe_way). No suitable place is said only where there is none: who
    finds places within reach, but all of them full, lacks a seat.

    Parameters
    ----------
    inputs
        What was gathered of the rows.

    Returns
    -------
    list[Outcome]
        Of each row.
    """
    conditions = [
        inputs.off_network,
        inputs.unknown_near,
        inputs.destination_in_time,
        inputs.unknown_in_time,
        inputs.destination_far,
        inputs.destination_ever,
        inputs.unsuitable_in_time,
    ]
    index = np.select(conditions, list(range(len(conditions))), default=len(conditions))
    return [_CAUSES[i] for i in index]


def gather_causes(
    network: Network,
    on_network: ProfileOnNetwork,
    destinations: Destinations,
    groups: PlaceGroups,
    rows: WalkingRows,
) -> CauseInputs:
    """Look at what the rows of one walking profile could have reached.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    destinations, groups
        Destinations of the plan, and places that are not.
    rows
        The rows.

    Returns
    -------
    CauseInputs
        What explains the rows.
    """
    undecided = rows.node >= 0

    def looked(reaches: Callable[[WalkingRows], BoolArray]) -> BoolArray:
        """Look at the rows whose cause is not decided yet; of those that reach it, it is."""
        found = np.zeros(rows.node.size, np.bool_)
        if undecided.any():
            found[undecided] = reaches(rows.only(undecided))
            undecided[found] = False
        return found

    def in_own_district(some: WalkingRows) -> BoolArray:
        near, districts = np.zeros(some.node.size, np.bool_), np.array(groups.unknown_district, dtype=object)
        for district in sorted(set(groups.unknown_district)):
            here = some.district_id == district
            if here.any():
                own = groups.capacity_unknown[districts == district]
                near[here] = _in_time(network, on_network, own, some.only(here))
        return near

    places = destinations.place_row[destinations.place_row >= 0]
    # A place that lacks the designation for what lies on the route stands for one that is not usable.
    unflagged = places[on_network.place_closed_for[places] >= 0]
    unsuitable = np.concatenate([groups.unsuitable, unflagged])
    return CauseInputs(
        off_network=rows.node < 0,
        unknown_near=looked(in_own_district),
        destination_in_time=looked(lambda some: some.destination_in_time),
        unknown_in_time=looked(lambda some: _in_time(network, on_network, groups.capacity_unknown, some)),
        destination_far=looked(lambda some: _far(network, on_network, places, some)),
        destination_ever=looked(lambda some: _ever(network, on_network, destinations, some)),
        unsuitable_in_time=looked(
            lambda some: _in_time(network, on_network, unsuitable, some, flagged=False)
        ),
    )


def _far(network: Network, on_network: ProfileOnNetwork, place_row: IntArray, rows: WalkingRows) -> BoolArray:
    """Whether a place is reached in time by a longer walk than anybody is asked to make."""
    if on_network.longest_ticks == NO_LIMIT:
        return np.zeros(rows.node.size, np.bool_)
    return _in_time(network, on_network, place_row, rows, limited=False)


def _ever(
    network: Network, on_network: ProfileOnNetwork, destinations: Destinations, rows: WalkingRows
) -> BoolArray:
    """Whether a street that is open at first leads to a destination, whenever it closes."""
    found = np.zeros(rows.node.size, np.bool_)
    for one in destination_sets(network, on_network, destinations):
        search = Search(by_latest=False, ignore_closings=True, closed_for=one.closed_for,
                        wanted=_wanted(network, rows))  # fmt: skip
        tree = grow_tree(network, on_network, one.ends, search)
        found |= (tree.walk[rows.node] < UNREACHED) & on_network.may_leave(one.closed_for, rows.block_row)
    return found


def _in_time(
    network: Network,
    on_network: ProfileOnNetwork,
    place_row: IntArray,
    rows: WalkingRows,
    *,
    limited: bool = True,
    flagged: bool = True,
) -> BoolArray:
    """Whether any of some places is reached in time, within the longest walk if ``limited``.

    Unless ``flagged``, the route may lie in a hazard that the place is not designated for.
    """
    found = np.zeros(rows.node.size, np.bool_)
    longest = on_network.longest_ticks if limited else NO_LIMIT
    # Whatever is too late for whoever leaves first is too late for all.
    latest = cost_limit(int(rows.leave_ticks.min()))
    for one in place_sets(network, on_network, place_row):
        closed_for = one.closed_for if flagged else -1
        search = Search(
            by_latest=True, closed_for=closed_for,
            limit_walk=longest, limit_cost=latest, wanted=_wanted(network, rows),
        )  # fmt: skip
        tree = grow_tree(network, on_network, one.ends, search)
        reached = in_time(rows.leave_ticks, tree.cost[rows.node])
        reached &= on_network.may_leave(closed_for, rows.block_row)
        found |= reached & (tree.walk[rows.node] <= longest - rows.connector_ticks)
    return found


def _wanted(network: Network, rows: WalkingRows) -> BoolArray:
    """Mark the nodes that rows start from: searches may stop when they know them, shape (nodes,)."""
    wanted = np.zeros(network.n_nodes, np.bool_)
    wanted[rows.node] = True
    return wanted
