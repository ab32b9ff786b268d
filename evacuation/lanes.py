"""Shortest walks to many destinations, some at a time, where nothing closes while people walk."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from evacuation.hierarchy import Hierarchy, hierarchy_of
from evacuation.kernels.eliminate import customise
from evacuation.kernels.lanes import FAR, first_arcs, read_walks, search_together
from evacuation.measures import Measure
from evacuation.network import Int32Array, IntArray, Network
from evacuation.route_trees import AtAccess, Grown, turn_type
from evacuation.search_graph import SearchGraph
from evacuation.searching import EndNodes
from evacuation.short_clock import LONGEST_WALK, NOT_REACHED

#: Most destinations that are searched together: as many as two lines of memory hold.
MOST = 32


@dataclass(frozen=True, slots=True, eq=False)
class LaneMeasure:
    """What a hierarchy takes to walk, where what is barred is closed.

    Parameters
    ----------
    graph
        The search graph.
    hierarchy
        Its hierarchy.
    time
        Of its rows upwards, shape (rows upwards, 2); ``FAR`` where nobody may walk.
    beside, inwards
        Of the arcs of each node beside the core, and of those back, shape (nodes − n_core, 2).
    ticks
        Of each arc of the network, shape (arcs,).
    """

    graph: SearchGraph
    hierarchy: Hierarchy
    time: Int32Array
    beside: Int32Array
    inwards: Int32Array
    ticks: Int32Array


def lane_measure(network: Network, measure: Measure) -> LaneMeasure:
    """Return what the hierarchy of a measure's graph takes to walk.

    Parameters
    ----------
    network
        The network.
    measure
        What arcs take; no closing of it is read.

    Returns
    -------
    LaneMeasure
        Arrays for the kernels.
    """
    hierarchy, side_arc = hierarchy_of(measure.graph), measure.graph.side_arc
    ticks = np.where(measure.barred, FAR, np.minimum(measure.ticks, FAR)).astype(np.int32)
    rows = np.where(measure.special[:, 1] >= 0, FAR, np.minimum(measure.rows[:, 1], FAR))
    beside, inwards = (
        np.where(side_arc >= 0, ticks[arcs], FAR).astype(np.int32)
        for arcs in (side_arc, network.arc_reverse[side_arc])
    )
    time = np.full((hierarchy.up.size, 2), FAR, np.int32)
    customise(hierarchy.up_start, hierarchy.up, hierarchy.row_at, rows.astype(np.int32), time)
    return LaneMeasure(measure.graph, hierarchy, time, beside, inwards, ticks)


class LaneSearching:
    """Searches of one thread for several destinations at a time.

    Parameters
    ----------
    network
        The network.
    access
        Nodes of the network that walks are kept at.
    """

    def __init__(self, network: Network, access: IntArray) -> None:
        self.network, self.access = network, access
        self._flat = _Flat.of(network)
        self._walk = np.empty(0, np.int32)
        self._last = self._walk.reshape(0, 0)

    def find(self, lanes: LaneMeasure, ends: list[EndNodes], longest: list[int]) -> list[AtAccess]:
        """Return the shortest walks to some destinations.

        Parameters
        ----------
        lanes
            What walking takes.
        ends
            Where the routes to each end, on the graph of the measure; nothing of it ever closes.
        longest
            Longest walk to each [0.1 s].

        Returns
        -------
        list[AtAccess]
            Of each destination; C is the walking time.
        """
        hierarchy, network = lanes.hierarchy, self.network
        walk = self.walks(lanes, ends)
        limit = np.minimum(longest, LONGEST_WALK).astype(np.int32)
        walks = np.empty((len(ends), self.access.size), np.int32)
        read_walks(walk, hierarchy.place[self.access], limit, NOT_REACHED, walks)
        turns = np.empty((len(ends), network.n_nodes), turn_type(network.arc_start))
        first_arcs(
            walk, hierarchy.place, limit, network.arc_start, network.arc_head, lanes.ticks, turns
        )  # fmt: skip
        there = self._ended(lanes, ends, walk, turns)
        if self._flat.arcs.size:
            self._flat.take(lanes, there, walk, turns, limit)
        return [
            AtAccess(walks[k], walks[k], turns[k], Grown(False, int(limit[k]), NOT_REACHED - 1))
            for k in range(len(ends))
        ]

    def walks(self, lanes: LaneMeasure, ends: list[EndNodes]) -> Int32Array:
        """Return the shortest walks to some destinations.

        Parameters
        ----------
        lanes, ends
            As for ``find``.

        Returns
        -------
        Int32Array
            Shape (nodes, destinations): rows as ``Hierarchy.place`` has them, FAR or more where none leads
            there. They stand until the next search.
        """
        hierarchy, graph = lanes.hierarchy, lanes.graph
        walk = self._begun(hierarchy, ends)
        search_together(
            hierarchy.up_start, hierarchy.up, lanes.time, walk, graph.n_core, graph.chain_start,
            hierarchy.side, lanes.beside, lanes.inwards,
        )  # fmt: skip
        return walk

    def last(self) -> Int32Array:
        """Return the walks of the last search, as ``walks`` does.

        Returns
        -------
        Int32Array
            Shape (nodes, destinations).
        """
        return self._last

    def _begun(self, hierarchy: Hierarchy, ends: list[EndNodes]) -> Int32Array:
        """Return walks with those that are left where routes end, and nothing else."""
        size = hierarchy.rank.size * len(ends)
        if self._walk.size < size:
            self._walk = np.empty(size, np.int32)
        walk = self._last = self._walk[:size].reshape(-1, len(ends))
        walk.fill(FAR)
        for k, one in enumerate(ends):
            np.minimum.at(walk[:, k], hierarchy.place[one.nodes], np.minimum(one.ticks, FAR).astype(np.int32))
        return walk

    @staticmethod
    def _ended(
        lanes: LaneMeasure, ends: list[EndNodes], walk: Int32Array, turns: "np.ndarray[Any, Any]"
    ) -> list[IntArray]:
        """Nobody goes on from where the route ends, in place; return these nodes of each destination."""
        found = []
        for k, one in enumerate(ends):
            there = one.nodes[walk[lanes.hierarchy.place[one.nodes], k] == one.ticks]
            turns[k, there] = np.iinfo(turns.dtype).max
            found.append(there)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class _Flat:
    """Arcs of no length: whoever can only go on by them takes one that leads to who can go on or is there."""

    arcs: IntArray
    nodes: IntArray
    tail: IntArray
    head: IntArray
    turn: IntArray

    @classmethod
    def of(cls, network: Network) -> "_Flat":
        arcs = np.flatnonzero(network.arc_length_m <= 0)
        tail, head = network.arc_tail()[arcs].astype(np.int64), network.arc_head[arcs].astype(np.int64)
        nodes = np.unique(np.concatenate([tail, head]))
        at = (np.searchsorted(nodes, tail), np.searchsorted(nodes, head))
        return cls(arcs, nodes, *at, arcs - network.arc_start[tail])

    def take(
        self,
        lanes: LaneMeasure,
        ended: list[IntArray],
        walk: Int32Array,
        turns: "np.ndarray[Any, Any]",
        limit: Int32Array,
    ) -> None:
        """Write the turns of nodes that are left without one, in place."""
        none = np.iinfo(turns.dtype).max
        here = walk[lanes.hierarchy.place[self.nodes]].T
        there = np.array([np.isin(self.nodes, nodes) for nodes in ended])
        turn = turns[:, self.nodes]
        settled = there & (turn == none) | (turn != none)
        waiting = ~settled & (here <= limit[:, None])
        changed = True
        while changed and waiting.any():
            changed = False
            for i in np.flatnonzero(lanes.ticks[self.arcs] == 0):
                u, v = self.tail[i], self.head[i]
                takes = waiting[:, u] & settled[:, v] & (here[:, u] == here[:, v])
                turns[takes, self.nodes[u]] = self.turn[i]
                settled[takes, u], waiting[takes, u] = True, False
                changed |= bool(takes.any())
