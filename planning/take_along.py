"""Whom to take along: people near a block who need help to leave, as one count for all of them."""

from dataclasses import dataclass

import numpy as np

from domain.profiles import walking_profiles
from evacuation.clock import span_ticks
from evacuation.kernels.forward import search_forward
from evacuation.network import BoolArray, IntArray, Network
from planning.block_ground import block_row
from planning.case import Case
from planning.plan import Plan


@dataclass(frozen=True, slots=True)
class TakeAlong:
    """People who need help to leave, in a block and near it.

    Parameters
    ----------
    within_m
        Longest walk from the block to its neighbours [m] (``departure.take_along_m``).
    blocks
        Blocks within it, the block itself among them.
    persons
        People of these blocks who must leave and need help. Never a count of one block alone: whoever
        shows it, shows it rounded, and below ten not at all.
    is_known
        Whether it is known of every one of these blocks how many need help.
    """

    within_m: float
    blocks: int
    persons: int
    is_known: bool = True


def take_along(case: Case, plan: Plan, block_id: str) -> TakeAlong:
    """Return whom the people of a block could take along.

    Parameters
    ----------
    case, plan
        A case and its plan.
    block_id
        Id of the block.

    Returns
    -------
    TakeAlong
        One count for the block and those around it.
    """
    within_m = case.settings.departure.take_along_m
    near = blocks_near(case.network, block_row(case, block_id), within_m)
    ids = case.city.blocks.index[near]
    helped = [one.profile_id for one in walking_profiles(case.settings) if one.first_to_seats]
    demand = plan.demand
    counted = demand["block_id"].isin(ids) & demand["profile_id"].isin(helped)
    needing = demand["persons"] - demand["helpers"]
    # Where nobody has counted who needs help, everybody is planned as walking alone: that is no count.
    known = bool(case.city.blocks["support_persons"].reindex(ids).notna().all())
    return TakeAlong(within_m, len(ids), int(needing[counted].sum()), known)


def blocks_near(network: Network, block_row: int, within_m: float) -> BoolArray:
    """Return the blocks that a walk of some length leads to, whatever a hazard closes, shape (blocks,).

    Parameters
    ----------
    network
        The network.
    block_row
        Row of the block in the block table.
    within_m
        Longest walk [m], from the middle of the block to that of the other.

    Returns
    -------
    BoolArray
        The block itself is always among them; a block that no street reaches is near nobody.
    """
    node = network.block_node
    near = np.zeros(node.size, np.bool_)
    if node[block_row] >= 0:
        connector = _decimetres(np.nan_to_num(network.block_connector_m))
        limit = span_ticks(within_m) - int(connector[block_row])
        walk = search_forward(
            network.arc_start, network.arc_head, _decimetres(network.arc_length_m),
            np.zeros(network.n_arcs, np.int64), np.ones(network.n_arcs, np.bool_),
            int(node[block_row]), 0, limit,
        )  # fmt: skip
        near = (node >= 0) & (walk[node] + connector <= limit)
    near[block_row] = True
    return near


def _decimetres(length_m: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> IntArray:
    return np.rint(length_m * 10).astype(np.int64)
