"""Why somebody has no place: capacity, unknown capacity, no safe way, too late, nothing suitable."""

from dataclasses import dataclass

import numpy as np

from domain.vocabulary import Outcome
from evacuation.kernels.search import HORIZON, UNREACHED
from evacuation.network import BoolArray, IntArray, Network
from evacuation.reach import Reach, Search, Walkers, grow_tree
from evacuation.targets import PlaceGroups, Targets


@dataclass(frozen=True, slots=True, eq=False)
class CauseInputs:
    """Whether each demand row could reach something, by what stood in its way.

    All arrays have the shape (rows,). ``unknown_near``: a usable place of unknown capacity in the
    own district, in time; ``unknown_in_time``: one anywhere. ``none_suits_near``: the own district
    has designated places, none of them usable in this scenario. ``target_in_time``,
    ``target_ever``: a target of the plan, in time or at any time. ``unsuitable_in_time``: a
    designated place that is not usable.
    """

    unknown_near: BoolArray
    none_suits_near: BoolArray
    target_in_time: BoolArray
    unknown_in_time: BoolArray
    target_ever: BoolArray
    unsuitable_in_time: BoolArray


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """Demand rows of one walker group, shapes (rows,).

    Access node (−1 none), when they are there [0.1 s after t0], their district, and whether any
    target of the plan is reached in time.
    """

    node: IntArray
    leave_ticks: IntArray
    district_id: np.ndarray[tuple[int], np.dtype[np.object_]]
    target_in_time: BoolArray


_CAUSES = (
    Outcome.CAPACITY_UNKNOWN,
    Outcome.NO_SUITABLE_PLACE,
    Outcome.NO_CAPACITY,
    Outcome.CAPACITY_UNKNOWN,
    Outcome.TOO_LATE,
    Outcome.NO_SUITABLE_PLACE,
    Outcome.NO_SAFE_WAY,
)


def find_causes(inputs: CauseInputs) -> list[Outcome]:
    """Return the cause of each row, would it have no place.

    In this order: a place of unknown capacity in the own district (capacity_unknown); targets
    within reach are full, and the own district has no usable place (no_suitable_place); targets
    within reach are full (no_capacity); nothing in reach but a place of unknown capacity
    (capacity_unknown); a target that is reached too late (too_late); only places that are not
    usable (no_suitable_place); nothing that a passable street leads to (no_safe_way).
    """
    conditions = [
        inputs.unknown_near,
        inputs.target_in_time & inputs.none_suits_near,
        inputs.target_in_time,
        inputs.unknown_in_time,
        inputs.target_ever,
        inputs.unsuitable_in_time,
    ]
    index = np.select(conditions, list(range(len(conditions))), default=len(conditions))
    return [_CAUSES[i] for i in index]


def gather_causes(
    network: Network, reach: Reach, targets: Targets, groups: PlaceGroups, origins: Origins
) -> CauseInputs:
    """Look at what the rows of one walker group could have reached.

    Parameters
    ----------
    network, reach
        The network and the trees of the group.
    targets, groups
        Targets of the plan, and places that are not.
    origins
        The rows.
    """
    walkers, on_net = reach.walkers, origins.node >= 0
    ever = np.zeros(origins.node.size, np.bool_)
    if len(targets):
        nodes = np.unique(np.concatenate(targets.nodes))
        start = np.zeros(nodes.size, np.int64)
        tree = grow_tree(network, walkers, nodes, start, Search(by_latest=False, ignore_closings=True))
        ever = on_net & (tree.walk[origins.node] < UNREACHED)
    near = np.zeros(origins.node.size, np.bool_)
    districts = np.array(groups.unknown_district, dtype=object)
    for district in sorted(set(groups.unknown_district)):
        here = origins.district_id == district
        near |= here & _in_time(network, walkers, groups.capacity_unknown[districts == district], origins)
    return CauseInputs(
        unknown_near=near,
        none_suits_near=np.isin(origins.district_id.astype(str), sorted(groups.unsuitable_districts)),
        target_in_time=origins.target_in_time,
        unknown_in_time=_in_time(network, walkers, groups.capacity_unknown, origins),
        target_ever=ever,
        unsuitable_in_time=_in_time(network, walkers, groups.unsuitable, origins),
    )


def _in_time(network: Network, walkers: Walkers, nodes: IntArray, origins: Origins) -> BoolArray:
    if nodes.size == 0:
        return np.zeros(origins.node.size, np.bool_)
    tree = grow_tree(network, walkers, nodes, np.zeros(nodes.size, np.int64), Search(by_latest=True))
    return (origins.node >= 0) & (origins.leave_ticks <= HORIZON - tree.cost[origins.node])
