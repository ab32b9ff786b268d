"""Searches of one thread, one after the other: the kernels with the memory that they share."""

from dataclasses import dataclass, field

import numpy as np

from evacuation.clock import NO_LIMIT
from evacuation.kernels.search import BUCKETS, begin, gather, search_core, spread
from evacuation.measures import Measure
from evacuation.network import IntArray, Network
from evacuation.search_graph import SearchGraph, search_graph
from evacuation.short_clock import LONGEST_WALK, NOT_REACHED, encode_cost, encode_limit

#: Room beside one place for each row and each node.
_SPARE = 64
_NONE = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class EndNodes:
    """Nodes that a search starts from, backwards.

    Parameters
    ----------
    nodes, ticks, release
        Node positions, the walk that is left from there [0.1 s], and when that walk closes
        (a release of ``evacuation.clock``).
    """

    nodes: IntArray
    ticks: IntArray
    release: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """How far a search goes.

    Parameters
    ----------
    allowance
        Barred arcs may be walked within this walking time of a destination [0.1 s]; −1 never.
    cost
        Stop where C exceeds it.
    walk
        Longest walk [0.1 s].
    wanted
        Nodes of the network that must be known; empty for all.
    """

    allowance: int = -1
    cost: int = NO_LIMIT
    walk: int = NO_LIMIT
    wanted: IntArray = field(default_factory=lambda: np.zeros(0, np.int64))


class Searching:
    """Searches of one thread over a network.

    Parameters
    ----------
    network
        The network.

    Attributes
    ----------
    labels
        Answer of the last search, as ``evacuation.kernels.search`` writes it.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.labels = np.empty((network.n_nodes, 4), np.int32)
        self._heads = np.full(BUCKETS, -1, np.int32)
        self._entry, self._far = np.empty((0, 2), np.int32), np.empty(0, np.int64)

    def graph_for(self, ends: EndNodes, again: IntArray = _NONE) -> SearchGraph:
        """Return the graph to search on from some nodes.

        Who ends on a chain may have to be passed by others there, unless all destinations are alike: then
        every node has to be in the core.

        Parameters
        ----------
        ends
            Where the search starts.
        again
            Arcs with several segments, once for each after the first.

        Returns
        -------
        SearchGraph
            A graph of the network.
        """
        graph = search_graph(self.network, again=again)
        beside = bool((graph.number[ends.nodes] >= graph.n_core).any())
        if beside and not (_alike(ends.ticks) and _alike(ends.release)):
            return search_graph(self.network, whole=True, again=again)
        return graph

    def label(self, measure: Measure, ends: EndNodes, limits: Limits, *, by_latest: bool) -> None:
        """Search back from nodes.

        Parameters
        ----------
        measure
            What arcs take, on ``graph_for(ends)``.
        ends
            Where the search starts; nothing of it is closed from the start.
        limits
            How far it goes.
        by_latest
            Minimise C (latest departure) instead of walking time.
        """
        graph, labels, allowance = measure.graph, self.labels, limits.allowance
        longest = min(limits.walk, LONGEST_WALK)
        limit = encode_limit(limits.cost) if by_latest else NOT_REACHED
        wanted = graph.decides[graph.number[limits.wanted]].ravel()
        number = graph.number[ends.nodes]
        start = np.column_stack([number, encode_cost(ends.release), ends.ticks])
        chains = (graph.n_core, graph.n_chain, graph.chain_start)
        if self._far.size < graph.tail.size + graph.n_core:
            self._make_room(graph.tail.size + graph.n_core + _SPARE)
        done = False
        while not done:
            begin(labels, start, by_latest, longest)
            if (number >= graph.n_core).any():
                gather(
                    labels, *chains, graph.chain_enter, graph.side, graph.side_arc, measure.beside,
                    self.network.arc_reverse, measure.ticks, measure.release, measure.ceiling, measure.barred,
                    by_latest, allowance, longest,
                )  # fmt: skip
            done = search_core(
                labels, graph.start, measure.rows, measure.special, by_latest, allowance, limit, longest,
                wanted, self._heads, self._entry, self._far,
            )  # fmt: skip
            if not done:
                self._make_room(2 * self._far.size)
        spread(labels, *chains, graph.side, graph.side_arc, measure.beside, by_latest, allowance, longest)

    def _make_room(self, count: int) -> None:
        self._entry, self._far = np.empty((count, 2), np.int32), np.empty(count, np.int64)


def _alike(values: IntArray) -> bool:
    """Whether all values are the same."""
    return bool((values[1:] == values[:-1]).all())
