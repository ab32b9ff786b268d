"""Why somebody has no place: capacity, unknown capacity, no safe way, too late, nothing suitable."""

from dataclasses import dataclass

import numpy as np

from domain.vocabulary import Outcome
from evacuation.kernels.search import HORIZON, UNREACHED
from evacuation.network import BoolArray, IntArray, Network
from evacuation.reach import Reach, Search, grow_tree
from evacuation.starts import place_starts, target_starts
from evacuation.targets import PlaceGroups, Targets
from evacuation.walkers import NO_LIMIT, Walkers


@dataclass(frozen=True, slots=True, eq=False)
class CauseInputs:
    """Whether each demand row could reach something, by what stood in its way.

    All arrays have the shape (rows,). ``unknown_near``: a usable place of unknown capacity in the
    own district, in time; ``unknown_in_time``: one anywhere. ``target_in_time``, ``target_far``,
    ``target_ever``: a target of the plan, in time within the longest walk, in time but farther, or at
    any time. ``unsuitable_in_time``: a designated place that is not usable, or that is not designated
    for what lies on the way to it.
    """

    unknown_near: BoolArray
    target_in_time: BoolArray
    unknown_in_time: BoolArray
    target_far: BoolArray
    target_ever: BoolArray
    unsuitable_in_time: BoolArray


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """Demand rows of one walking profile, shapes (rows,).

    Row of the block, access node (−1 none), when they are there [0.1 s after t0] and the walk so far
    [0.1 s], their district, and whether any target of the plan is reached in time.
    """

    block_row: IntArray
    node: IntArray
    leave_ticks: IntArray
    connector_ticks: IntArray
    district_id: np.ndarray[tuple[int], np.dtype[np.object_]]
    target_in_time: BoolArray


_CAUSES = (
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

    In this order: a place of unknown capacity in the own district (capacity_unknown); targets
    within reach are full (no_capacity); nothing in reach but a place of unknown capacity
    (capacity_unknown); only targets that are too far to walk (no_suitable_place); a target that is
    reached too late (too_late); only places that are not usable (no_suitable_place); nothing that a
    passable street leads to (no_safe_way). No suitable place is said only where there is none: who
    finds places within reach, but all of them full, lacks a seat.
    """
    conditions = [
        inputs.unknown_near,
        inputs.target_in_time,
        inputs.unknown_in_time,
        inputs.target_far,
        inputs.target_ever,
        inputs.unsuitable_in_time,
    ]
    index = np.select(conditions, list(range(len(conditions))), default=len(conditions))
    return [_CAUSES[i] for i in index]


def gather_causes(
    network: Network, reach: Reach, targets: Targets, groups: PlaceGroups, origins: Origins
) -> CauseInputs:
    """Look at what the rows of one walking profile could have reached.

    Parameters
    ----------
    network, reach
        The network and the trees of the group.
    targets, groups
        Targets of the plan, and places that are not.
    origins
        The rows.
    """
    walkers = reach.walkers
    near = np.zeros(origins.node.size, np.bool_)
    districts = np.array(groups.unknown_district, dtype=object)
    for district in sorted(set(groups.unknown_district)):
        here = origins.district_id == district
        near |= here & _in_time(network, walkers, groups.capacity_unknown[districts == district], origins)
    places = targets.place_row[targets.place_row >= 0]
    # A place that lacks the designation for what lies on the way stands for one that is not usable.
    unflagged = places[walkers.place_shut[places] >= 0]
    unsuitable = np.concatenate([groups.unsuitable, unflagged])
    return CauseInputs(
        unknown_near=near,
        target_in_time=origins.target_in_time,
        unknown_in_time=_in_time(network, walkers, groups.capacity_unknown, origins),
        target_far=_far(network, walkers, places, origins),
        target_ever=_ever(network, walkers, targets, origins),
        unsuitable_in_time=_in_time(network, walkers, unsuitable, origins, flagged=False),
    )


def _far(network: Network, walkers: Walkers, place_row: IntArray, origins: Origins) -> BoolArray:
    """Whether a place is reached in time by a longer walk than anybody is asked to make."""
    if walkers.longest_ticks == NO_LIMIT:
        return np.zeros(origins.node.size, np.bool_)
    return _in_time(network, walkers, place_row, origins, limited=False)


def _ever(network: Network, walkers: Walkers, targets: Targets, origins: Origins) -> BoolArray:
    """Whether a street that is open at first leads to a target, whenever it closes."""
    found = np.zeros(origins.node.size, np.bool_)
    for starts in target_starts(network, walkers, targets):
        search = Search(by_latest=False, ignore_closings=True, shut=starts.shut)
        tree = grow_tree(network, walkers, starts.roots, search)
        found |= (tree.walk[origins.node] < UNREACHED) & walkers.may_leave(starts.shut, origins.block_row)
    return found & (origins.node >= 0)


def _in_time(
    network: Network,
    walkers: Walkers,
    place_row: IntArray,
    origins: Origins,
    *,
    limited: bool = True,
    flagged: bool = True,
) -> BoolArray:
    """Whether any of some places is reached in time, within the longest walk if ``limited``.

    Unless ``flagged``, the way may lie in a hazard that the place is not designated for.
    """
    found = np.zeros(origins.node.size, np.bool_)
    longest = walkers.longest_ticks if limited else NO_LIMIT
    for starts in place_starts(network, walkers, place_row):
        shut = starts.shut if flagged else -1
        search = Search(
            by_latest=True, shut=shut,
            limit_walk=longest,
        )  # fmt: skip
        tree = grow_tree(network, walkers, starts.roots, search)
        in_time = origins.leave_ticks <= HORIZON - tree.cost[origins.node]
        in_time &= walkers.may_leave(shut, origins.block_row)
        found |= in_time & (tree.walk[origins.node] <= longest - origins.connector_ticks)
    return found & (origins.node >= 0)
