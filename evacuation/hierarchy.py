"""The core of a search graph as a hierarchy: searches go up from where routes end, then down again."""

import threading
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from evacuation.kernels.eliminate import eliminate
from evacuation.network import Int32Array
from evacuation.search_graph import SearchGraph


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Hierarchy:
    """The core by rank, whoever walks. Nodes beside the core keep their numbers.

    Parameters
    ----------
    rank
        Rank of each core node, then the numbers of the others, shape (nodes,).
    place
        The same of each node of the network, shape (nodes,).
    up_start
        First row upwards of each rank, shape (n_core + 1,).
    up
        Rank that each row leads up to, ascending by rank, shape (rows upwards,).
    row_at
        Row upwards that each row of the core is walked along; its complement where it is walked downwards,
        shape (rows of the core,).
    side
        As of the graph, in ranks; 0 for none.
    """

    rank: Int32Array
    place: Int32Array
    up_start: Int32Array
    up: Int32Array
    row_at: Int32Array
    side: Int32Array


_lock = threading.Lock()
_kept: WeakKeyDictionary[SearchGraph, Hierarchy] = WeakKeyDictionary()


def hierarchy_of(graph: SearchGraph) -> Hierarchy:
    """Return the hierarchy of a search graph; it is kept as long as the graph.

    Parameters
    ----------
    graph
        The graph.

    Returns
    -------
    Hierarchy
        The same object for the same graph.
    """
    with _lock:
        if graph not in _kept:
            _kept[graph] = build_hierarchy(graph)
        return _kept[graph]


def build_hierarchy(graph: SearchGraph) -> Hierarchy:
    """Return the hierarchy of a search graph.

    Parameters
    ----------
    graph
        The graph.

    Returns
    -------
    Hierarchy
        Nodes with few neighbours are low in it.
    """
    n = graph.n_core
    head = np.repeat(np.arange(n), np.diff(graph.start))
    pairs = np.unique(np.concatenate([head * n + graph.tail, graph.tail.astype(np.int64) * n + head]))
    begins = np.searchsorted(pairs, np.arange(n + 1) * n).astype(np.int32)
    at, size = begins[:-1].copy(), np.diff(begins)
    rank = np.arange(graph.number.size, dtype=np.int32)
    pool = eliminate(
        at, size, (pairs % max(n, 1)).astype(np.int32), rank[:n], np.full(n + 1, -1, np.int32),
        *np.empty((2, n + 1), np.int32),
    )  # fmt: skip
    node = np.argsort(rank[:n])
    up_start = np.concatenate([[0], np.cumsum(size[node])])
    own = np.repeat(np.arange(n), size[node])
    up = rank[pool[np.repeat(at[node] - up_start[:-1], size[node]) + np.arange(own.size)]]
    keys = np.sort(own * n + up)
    tails, heads = rank[graph.tail].astype(np.int64), rank[head].astype(np.int64)
    row = np.searchsorted(keys, np.minimum(tails, heads) * n + np.maximum(tails, heads))
    return Hierarchy(
        rank=rank, place=rank[graph.number], up_start=up_start.astype(np.int32),
        up=(keys % max(n, 1)).astype(np.int32), row_at=np.where(tails < heads, row, ~row).astype(np.int32),
        side=np.where(graph.side >= 0, rank[graph.side], 0).astype(np.int32),
    )  # fmt: skip
