"""The network as searches see it: its core, and the chains and dead ends that are told from it.

Nodes are numbered anew: the core along a space-filling curve, so that neighbours lie close in memory, then
the nodes of each chain in a row, then dead ends from the inside out. The ids outside stay as they are.
"""

import threading
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from evacuation.kernels.contract import follow_chains, strip_dead_ends
from evacuation.network import BoolArray, FloatArray, Int32Array, IntArray, Network

#: Steps of the grid of the space-filling curve along each side.
_GRID = 1 << 16


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class SearchGraph:
    """What searches run on, whoever walks. Numbers of nodes are those of the search.

    Parameters
    ----------
    number
        Number of each node of the network, shape (nodes,).
    node
        Node of the network of each number, shape (nodes,).
    n_core
        Nodes of the core: numbers below.
    n_chain
        Nodes on chains: the numbers that follow.
    start
        First row of each core node in the arrays below, shape (n_core + 1,).
    tail, first_arc
        Core node that a row comes from, walking, and the first arc of the network on it, shape (rows,).
    chain
        Chain that each row runs along, −1 where it is a single arc, and whether from its last end to its
        first, shape (rows, 2).
    chain_start
        First number of each chain, shape (chains + 1,).
    chain_enter
        Arc from the first end to the first node, and from the last end to the last, shape (chains, 2).
    side, side_arc
        Of each node beside the core the neighbour and the arc to it, towards the first end of its chain (or
        inwards) and towards the last (−1 in a dead end), shape (nodes − n_core, 2).
    decides
        Numbers of the core nodes that decide the answer at each number: itself, the ends of its chain, or
        those of what its dead end hangs on, shape (nodes, 2).
    segment
        Which segment of its arc each row is (``evacuation.arc_segments``): 0 for the first, shape (rows,).
    """

    number: Int32Array
    node: Int32Array
    n_core: int
    n_chain: int
    start: Int32Array
    tail: Int32Array
    first_arc: Int32Array
    chain: Int32Array
    chain_start: Int32Array
    chain_enter: Int32Array
    side: Int32Array
    side_arc: Int32Array
    decides: Int32Array
    segment: Int32Array


_lock = threading.Lock()
_graphs: WeakKeyDictionary[Network, dict[int, tuple[bytes, SearchGraph]]] = WeakKeyDictionary()
_NONE = np.zeros(0, np.int64)


def search_graph(network: Network, *, whole: bool = False, again: IntArray = _NONE) -> SearchGraph:
    """Return the graph of a network that searches run on; it is kept as long as the network.

    Parameters
    ----------
    network
        The network. Access points of its places are in the core: routes end there.
    whole
        All nodes are in the core: routes may end anywhere, each with another walk left.
    again
        Arcs that have a row more, as often as they stand here: for each segment after their first. Of such
        graphs the last one is kept.

    Returns
    -------
    SearchGraph
        The same object for the same network.
    """
    with _lock:
        kept = _graphs.setdefault(network, {})
        place, key = whole + 2 * bool(again.size), again.tobytes()
        if place not in kept or kept[place][0] != key:
            places = network.place_node[network.place_node >= 0]
            ends = np.arange(network.n_nodes) if whole else places
            kept[place] = key, build_search_graph(network, ends, again)
        return kept[place][1]


def build_search_graph(network: Network, ends: IntArray, again: IntArray = _NONE) -> SearchGraph:
    """Return the graph of a network with some nodes in its core.

    Parameters
    ----------
    network
        The network.
    ends
        Nodes that stay in the core, for routes may end there.
    again
        Arcs that have a row more, as often as they stand here; their nodes stay in the core, too.

    Returns
    -------
    SearchGraph
        Nodes at arcs of no length are in its core, too: routes there and back may be alike.
    """
    n, tail, head = network.n_nodes, network.arc_tail(), network.arc_head
    keep = np.zeros(n, np.bool_)
    keep[ends] = True
    flat = network.arc_length_m <= 0
    flat[again] = True
    keep[tail[flat]] = True
    keep[head[flat]] = True
    out_arc, order, degree = strip_dead_ends(network.arc_start, head, keep)
    is_core = (out_arc < 0) & ((degree != 2) | keep)
    along = np.argsort(_curve(network.x_m, network.y_m), kind="stable").astype(np.int32)
    whole = False
    while not whole:
        nodes, onward, backward, chain_start, enter, whole = follow_chains(
            network.arc_start, head, network.arc_reverse, out_arc, is_core, along
        )
    core = along[is_core[along]]
    outwards = order[::-1]
    node = np.concatenate([core, nodes, outwards])
    number = np.empty(n, np.int32)
    number[node] = np.arange(n, dtype=np.int32)
    side_arc = np.concatenate([
        np.column_stack([backward, onward]),
        np.column_stack([out_arc[outwards], np.full(outwards.size, -1, np.int32)]),
    ])  # fmt: skip
    side = np.where(side_arc >= 0, number[head[side_arc]], -1)
    rows = _core_rows(network, is_core, number, enter, again)
    return SearchGraph(
        number=number, node=node.astype(np.int32), n_core=core.size, n_chain=nodes.size, **rows,
        chain_start=(chain_start + core.size).astype(np.int32), chain_enter=enter,
        side=side.astype(np.int32), side_arc=side_arc.astype(np.int32),
        decides=_deciding(side, chain_start, core.size, n),
    )  # fmt: skip


def _deciding(side: IntArray, chain_start: Int32Array, n_core: int, n: int) -> Int32Array:
    """Return the core nodes that decide each number, shape (n, 2)."""
    found = np.repeat(np.arange(n), 2).reshape(-1, 2)
    length = np.diff(chain_start)
    if length.size:
        on_chain = slice(n_core, n_core + int(chain_start[-1]))
        found[on_chain, 0] = np.repeat(side[chain_start[:-1], 0], length)
        found[on_chain, 1] = np.repeat(side[chain_start[1:] - 1, 1], length)
    first = n_core + int(chain_start[-1])
    hangs_on = np.arange(n)
    hangs_on[first:] = side[first - n_core :, 0]
    while (hangs_on >= first).any():
        hangs_on = hangs_on[hangs_on]
    return found[hangs_on].astype(np.int32)


def _core_rows(
    network: Network,
    is_core: BoolArray,
    number: Int32Array,
    enter: Int32Array,
    again: IntArray,
) -> dict[str, Int32Array]:
    """Return rows of single arcs between core nodes and of chains, by the node that they lead to."""
    tail, head = network.arc_tail(), network.arc_head
    single = np.flatnonzero(is_core[tail] & is_core[head] & (tail != head))
    single = np.concatenate([single, again[tail[again] != head[again]]])
    chains = enter.shape[0]
    first = np.concatenate([single, enter[:, 0], enter[:, 1]])
    count = np.arange(chains)
    chain = np.column_stack([
        np.concatenate([np.full(single.size, -1), count, count]),
        np.concatenate([np.zeros(single.size + chains), np.ones(chains)]),
    ]).astype(np.int32)  # fmt: skip
    begins = np.concatenate([tail[single], tail[enter[:, 0]], tail[enter[:, 1]]])
    leads = np.concatenate([head[single], tail[enter[:, 1]], tail[enter[:, 0]]])
    used = begins != leads
    begins, leads, first, chain = number[begins[used]], number[leads[used]], first[used], chain[used]
    order = np.lexsort((first, begins, leads))
    n_core = int(is_core.sum())
    return {
        "start": np.searchsorted(leads[order], np.arange(n_core + 1)).astype(np.int32),
        "tail": begins[order].astype(np.int32),
        "first_arc": first[order].astype(np.int32),
        "chain": chain[order],
        "segment": _turn(first[order]),
    }


def _turn(arc: IntArray) -> Int32Array:
    """Return how often each arc stood before; those alike stand together among their row's node."""
    order = np.argsort(arc, kind="stable")
    alike = arc[order]
    begins = np.searchsorted(alike, alike)
    turn = np.empty(arc.size, np.int32)
    turn[order] = np.arange(arc.size) - begins
    return turn


def _curve(x_m: FloatArray, y_m: FloatArray) -> IntArray:
    """Return where points lie along the Morton curve."""
    place = np.zeros(x_m.size, np.int64)
    for shift, values in enumerate((x_m, y_m)):
        low = values.min(initial=np.inf)
        span = max(values.max(initial=-np.inf) - low, 1e-9) if values.size else 1.0
        cell = np.floor((values - low) / span * (_GRID - 1)).astype(np.int64)
        for bit in range(16):
            place |= ((cell >> bit) & 1) << (2 * bit + shift)
    return place
