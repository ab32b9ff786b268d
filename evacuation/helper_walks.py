"""How soon helpers from some blocks are at others, over streets that are still open when they pass."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from evacuation.clock import UNREACHED
from evacuation.kernels.forward import search_forward
from evacuation.network import BoolArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork


@dataclass(frozen=True, slots=True, eq=False)
class HelperWalks:
    """Pairs of blocks within a walk, by rows of the block table; arrays of shape (pairs,).

    Parameters
    ----------
    helper_block, person_block
        Where the helper starts, and whom she walks to.
    walk_ticks
        The walk from the middle of one block to that of the other [0.1 s].
    """

    helper_block: IntArray
    person_block: IntArray
    walk_ticks: IntArray


def helper_walks(
    network: Network,
    on_network: ProfileOnNetwork,
    helper_blocks: IntArray,
    person_blocks: IntArray,
    *,
    leave_ticks: int,
    longest_ticks: int,
    ignore_closings: bool = False,
    threads: int = 2,
) -> HelperWalks:
    """Return who is near whom under a scenario.

    Streets count as they are when they are passed: a bridge that closes before the helper is across
    is none. Nothing else bars her: she may go towards the water where people are not led, for it is
    time that decides.

    Parameters
    ----------
    network, on_network
        The network and how helpers walk on it.
    helper_blocks, person_blocks
        Rows of the block table, each at most once.
    leave_ticks
        When helpers set out [0.1 s after t0].
    longest_ticks
        Longest walk from middle to middle [0.1 s].
    ignore_closings
        Take every street that is open at first as open for ever.
    threads
        Searches at the same time.

    Returns
    -------
    HelperWalks
        Sorted by helper block and person block; blocks that no street reaches are near nobody.
    """
    release = on_network.release_open if ignore_closings else on_network.release
    usable = np.ones(network.n_arcs, np.bool_)
    connector = on_network.block_connector
    reached = person_blocks[network.block_node[person_blocks] >= 0]
    there = network.block_node[reached]

    def walk_from(block: int) -> tuple[BoolArray, IntArray]:
        first = int(connector[block])
        if network.block_node[block] < 0 or first > longest_ticks:
            return np.zeros(reached.size, np.bool_), np.zeros(0, np.int64)
        at_node = search_forward(
            network.arc_start, network.arc_head, on_network.ticks, release, usable,
            int(network.block_node[block]), leave_ticks + first, longest_ticks - first,
        )  # fmt: skip
        walk = np.minimum(at_node[there], UNREACHED - 1) + first + connector[reached]
        near = walk <= longest_ticks
        return near, walk[near]

    helpers = np.sort(helper_blocks)
    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(walk_from, helpers.tolist()))
    counts = np.array([walk.size for _, walk in found], np.int64)
    pairs = HelperWalks(
        np.repeat(helpers, counts).astype(np.int64),
        np.concatenate([np.zeros(0, np.int64), *(reached[near] for near, _ in found)]),
        np.concatenate([np.zeros(0, np.int64), *(walk for _, walk in found)]),
    )
    order = np.lexsort((pairs.person_block, pairs.helper_block))
    return HelperWalks(pairs.helper_block[order], pairs.person_block[order], pairs.walk_ticks[order])
