"""Measures with some arcs closed besides: patched, for to measure all anew takes as long as the search."""

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from evacuation.kernels.measure import CLOSED_TICKS
from evacuation.network import Int32Array, IntArray
from evacuation.search_graph import SearchGraph

if TYPE_CHECKING:
    # Measures are patched when they are made.
    from evacuation.measures import Measure


@dataclass(frozen=True, slots=True, eq=False)
class ArcsInGraph:
    """Where the arcs of a network stand in a search graph.

    Parameters
    ----------
    row
        Row of the core that each arc is part of; −1 for none, shape (arcs,).
    side
        2 · node beside the core + direction for the arc from that node along its chain; −1 for none, shape
        (arcs,).
    """

    row: Int32Array
    side: Int32Array


_lock = threading.Lock()
_kept: WeakKeyDictionary[SearchGraph, ArcsInGraph] = WeakKeyDictionary()


def with_closed(measure: "Measure", arcs: IntArray) -> "Measure":
    """Return a measure with arcs closed from the start.

    Parameters
    ----------
    measure
        A measure; it is not changed.
    arcs
        Positions of the arcs.

    Returns
    -------
    Measure
        As it would be had the arcs been closed when all was measured, but for what nobody reads of them.
    """
    placed = arcs_in_graph(measure.graph, measure.ticks.size)
    ticks, rows, beside = measure.ticks.copy(), measure.rows.copy(), measure.beside.copy()
    ticks[arcs] = CLOSED_TICKS
    row, side = placed.row[arcs], placed.side[arcs]
    rows[row[row >= 0], 1] = CLOSED_TICKS
    later = np.flatnonzero(measure.graph.segment)
    if later.size:
        rows[later[np.isin(measure.graph.first_arc[later], arcs)], 1] = CLOSED_TICKS
    side = side[side >= 0]
    beside[side >> 1, 4 * (side & 1)] = CLOSED_TICKS
    return replace(measure, ticks=ticks, rows=rows, beside=beside)


def arcs_in_graph(graph: SearchGraph, n_arcs: int) -> ArcsInGraph:
    """Return where the arcs stand in a graph; worked out once for each.

    Parameters
    ----------
    graph
        The graph.
    n_arcs
        Arcs of its network.

    Returns
    -------
    ArcsInGraph
        Rows and nodes beside the core by arc.
    """
    with _lock:
        if graph not in _kept:
            _kept[graph] = _placed(graph, n_arcs)
        return _kept[graph]


def _placed(graph: SearchGraph, n_arcs: int) -> ArcsInGraph:
    row, side = np.full((2, n_arcs), -1, np.int32)
    at = np.argwhere(graph.side_arc >= 0)
    side[graph.side_arc[at[:, 0], at[:, 1]]] = 2 * at[:, 0] + at[:, 1]
    # The row of a chain takes the arcs of its nodes in one direction; to its last end it runs with theirs.
    chains = graph.chain_start.size - 1
    of_chain = np.full((chains, 2), -1, np.int32)
    along = np.flatnonzero(graph.chain[:, 0] >= 0)
    of_chain[graph.chain[along, 0], graph.chain[along, 1]] = along
    length = np.diff(graph.chain_start)
    chain = np.repeat(np.arange(chains), length)
    on_chain = graph.side_arc[: graph.n_chain]
    row[on_chain[:, 0]] = of_chain[chain, 1]
    row[on_chain[:, 1]] = of_chain[chain, 0]
    first = np.flatnonzero(graph.segment == 0)
    row[graph.first_arc[first]] = first
    return ArcsInGraph(row, side)
