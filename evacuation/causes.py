"""Why somebody has no place: capacity, unknown capacity, no safe way, too late, nothing suitable."""

from dataclasses import dataclass

import numpy as np

from domain.vocabulary import Outcome
from evacuation.kernels.search import HORIZON, UNREACHED
from evacuation.network import BoolArray, IntArray, Network
from evacuation.reach import Reach, Walkers, grow_tree
from evacuation.targets import PlaceGroups, Targets


@dataclass(frozen=True, slots=True, eq=False)
class CauseInputs:
    """Whether each demand row could reach something, by what stood in its way.

    All arrays have the shape (rows,). ``target_in_time`` and ``target_ever``: a target of the
    plan, in time or at any time. ``unknown_in_time``: a usable place of unknown capacity.
    ``unsuitable_in_time``: a designated place that is not usable in this scenario.
    """

    target_in_time: BoolArray
    target_ever: BoolArray
    unknown_in_time: BoolArray
    unsuitable_in_time: BoolArray


_CAUSES = (
    Outcome.CAPACITY_UNKNOWN,
    Outcome.NO_CAPACITY,
    Outcome.TOO_LATE,
    Outcome.NO_SUITABLE_PLACE,
    Outcome.NO_SAFE_WAY,
)


def find_causes(inputs: CauseInputs) -> list[Outcome]:
    """Return the cause of each row, would it have no place.

    In this order: a place of unknown capacity within reach (capacity_unknown); a target within
    reach that is full (no_capacity); a target that is reached too late (too_late); only places
    that are not usable (no_suitable_place); nothing that a passable street leads to (no_safe_way).
    """
    conditions = [
        inputs.unknown_in_time,
        inputs.target_in_time,
        inputs.target_ever,
        inputs.unsuitable_in_time,
    ]
    index = np.select(conditions, list(range(len(conditions))), default=len(conditions))
    return [_CAUSES[i] for i in index]


def gather_causes(
    network: Network,
    reach: Reach,
    targets: Targets,
    groups: PlaceGroups,
    origin_node: IntArray,
    leave_ticks: IntArray,
    target_in_time: BoolArray,
) -> CauseInputs:
    """Look at what the rows of one walker group could have reached.

    Parameters
    ----------
    network, reach
        The network and the trees of the group.
    targets, groups
        Targets of the plan, and places that are not.
    origin_node, leave_ticks
        Access point of each row (−1 none) and when it is there [0.1 s after t0].
    target_in_time
        Whether any target of the plan is reached in time.
    """
    ever = np.zeros(origin_node.size, np.bool_)
    if len(targets):
        nodes = np.unique(np.concatenate(targets.nodes))
        start = np.zeros(nodes.size, np.int64)
        tree = grow_tree(network, reach.walkers, nodes, start, by_latest=False, ignore_closings=True)
        ever = (origin_node >= 0) & (tree.walk[origin_node] < UNREACHED)
    return CauseInputs(
        target_in_time=target_in_time,
        target_ever=ever,
        unknown_in_time=_in_time(network, reach.walkers, groups.capacity_unknown, origin_node, leave_ticks),
        unsuitable_in_time=_in_time(network, reach.walkers, groups.unsuitable, origin_node, leave_ticks),
    )


def _in_time(
    network: Network, walkers: Walkers, nodes: IntArray, origin_node: IntArray, leave_ticks: IntArray
) -> BoolArray:
    if nodes.size == 0:
        return np.zeros(origin_node.size, np.bool_)
    tree = grow_tree(network, walkers, nodes, np.zeros(nodes.size, np.int64), by_latest=True)
    return (origin_node >= 0) & (leave_ticks <= HORIZON - tree.cost[origin_node])
