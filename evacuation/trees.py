"""Backward searches over the network, as trees of routes."""

from dataclasses import dataclass, field

import numpy as np

from evacuation.clock import NO_LIMIT, UNREACHED, closed_at_first, never_closing
from evacuation.closed_arcs import with_closed
from evacuation.kernels.search import read_labels
from evacuation.measures import Passable, measure_of
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.search_graph import SearchGraph
from evacuation.searching import EndNodes, Limits, Searching
from evacuation.short_clock import decode_cost, decode_walk

__all__ = ["EndNodes", "Search", "Tree", "grow_tree", "label_tree", "open_ends", "read_tree"]


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The routes to one destination from everywhere: C, walking time and next arc, shape (nodes,)."""

    cost: IntArray
    walk: IntArray
    next_arc: Int32Array


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What a search minimises, what it may use, and where it may stop.

    Parameters
    ----------
    by_latest
        Minimise C (latest departure) instead of walking time.
    allowance
        Let barred arcs be walked close to the destination.
    ignore_closings
        Take every street that is open at first as open for ever.
    closed_for
        Row of ``ProfileOnNetwork.closed_for_arcs`` that nobody may take; −1 for none.
    reopening
        Let arcs be walked that are shut for a while, before and after: whoever comes to one while it is shut
        waits there. Without, nobody waits, and an arc that closes stays closed.
    closed_arcs
        Positions of arcs that are closed besides; empty for none.
    limit_cost, limit_walk, wanted
        Where the search may stop (``evacuation.kernels.search``).
    """

    by_latest: bool
    allowance: bool = True
    ignore_closings: bool = False
    closed_for: int = -1
    reopening: bool = False
    closed_arcs: IntArray = field(default_factory=lambda: np.zeros(0, np.int64))
    limit_cost: int = int(UNREACHED)
    limit_walk: int = NO_LIMIT
    wanted: BoolArray = field(default_factory=lambda: np.zeros(0, np.bool_))


def label_tree(searching: Searching, on_network: ProfileOnNetwork, ends: EndNodes, search: Search,
               wanted: IntArray) -> SearchGraph:  # fmt: skip
    """Search back from nodes; the labels of ``searching`` hold the answer until its next search.

    Parameters
    ----------
    searching
        Searches of this thread.
    on_network
        Who walks.
    ends
        Where the search starts. Everybody must be there by the deadline of the profile, too.
    search
        What to look for; of its ``wanted`` nothing is read.
    wanted
        Nodes of the network that must be known; empty for all.

    Returns
    -------
    SearchGraph
        What the numbers of the labels belong to.
    """
    release = ends.release
    if search.ignore_closings:
        release = never_closing(release)
    else:
        release = np.maximum(release, on_network.deadline_release)
    ends = open_ends(EndNodes(ends.nodes, ends.ticks, release))
    segments = on_network.segments if search.reopening and not search.ignore_closings else None
    graph = searching.graph_for(ends) if segments is None else searching.graph_for(ends, segments.again())
    passable = Passable(
        ignore_closings=search.ignore_closings,
        before_leaving=not search.by_latest and not search.ignore_closings,
        closed_for=search.closed_for,
        reopening=segments is not None,
    )
    limits = Limits(
        allowance=on_network.allowance_ticks if search.allowance else -1,
        cost=search.limit_cost if search.by_latest else NO_LIMIT,
        walk=search.limit_walk,
        wanted=wanted,
    )
    measure = measure_of(graph, on_network, passable)
    if search.closed_arcs.size:
        measure = with_closed(measure, search.closed_arcs)
    searching.label(measure, ends, limits, by_latest=search.by_latest)
    return graph


def open_ends(ends: EndNodes) -> EndNodes:
    """Return the nodes of a destination that are not closed from the start.

    Parameters
    ----------
    ends
        Nodes of a destination.

    Returns
    -------
    EndNodes
        Some of them, or none.
    """
    there = np.flatnonzero(~closed_at_first(ends.release))
    return EndNodes(ends.nodes[there], ends.ticks[there], ends.release[there])


def grow_tree(network: Network, on_network: ProfileOnNetwork, ends: EndNodes, search: Search) -> Tree:
    """Search back from nodes to everywhere.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    ends
        Where the search starts. Everybody must be there by the deadline of the profile, too.
    search
        What to look for.

    Returns
    -------
    Tree
        Routes from everywhere.
    """
    searching = Searching(network)
    graph = label_tree(searching, on_network, ends, search, np.flatnonzero(search.wanted))
    return read_tree(searching, graph, by_latest=search.by_latest)


def read_tree(searching: Searching, graph: SearchGraph, *, by_latest: bool) -> Tree:
    """Return the answer of a search.

    Parameters
    ----------
    searching, graph
        Where it stands, and what its numbers belong to.
    by_latest
        What was minimised.

    Returns
    -------
    Tree
        Routes from everywhere.
    """
    cost, walk, next_arc = read_labels(searching.labels, graph.number, by_latest)
    return Tree(decode_cost(cost), decode_walk(walk), next_arc)
