"""Backward searches over the network, as trees of routes."""

from dataclasses import dataclass, field

import numpy as np

from evacuation.clock import NO_LIMIT, UNREACHED, never_closing, opens
from evacuation.kernels.search import read_labels
from evacuation.kernels.trace import retime_tree
from evacuation.measures import Passable, measure_of
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.search_graph import SearchGraph
from evacuation.searching import EndNodes, Limits, Searching
from evacuation.short_clock import decode_cost, decode_walk


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
    limit_cost, limit_walk, wanted
        Where the search may stop (``evacuation.kernels.search``).
    """

    by_latest: bool
    allowance: bool = True
    ignore_closings: bool = False
    closed_for: int = -1
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
    there = np.flatnonzero(opens(release))
    ends = EndNodes(ends.nodes[there], ends.ticks[there], release[there])
    graph = searching.graph_for(ends)
    passable = Passable(
        by_preference=not search.by_latest,
        ignore_closings=search.ignore_closings,
        before_leaving=not search.by_latest and not search.ignore_closings,
        closed_for=search.closed_for,
    )
    limits = Limits(
        allowance=on_network.allowance_ticks if search.allowance else -1,
        cost=search.limit_cost if search.by_latest else NO_LIMIT,
        walk=search.limit_walk,
        wanted=wanted,
    )
    searching.label(measure_of(graph, on_network, passable), ends, limits, by_latest=search.by_latest)
    return graph


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
    tree = read_tree(searching, graph, by_latest=search.by_latest)
    if search.by_latest or on_network.generalised_ticks is None:
        return tree
    return timed_again(network, on_network, search, tree)


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


def timed_again(network: Network, on_network: ProfileOnNetwork, search: Search, tree: Tree) -> Tree:
    """Return a tree that was grown by preference with the times that its routes take to walk.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    search
        What was looked for.
    tree
        What was found.

    Returns
    -------
    Tree
        The same routes.
    """
    # At the end nodes nothing was walked by preference: what the search found there is right.
    at_end = (tree.next_arc < 0) & (tree.walk < UNREACHED)
    left, first = np.where(at_end, tree.walk, UNREACHED), np.where(at_end, tree.cost, UNREACHED)
    release = on_network.release_open if search.ignore_closings else on_network.passable
    cost, walk = retime_tree(tree.next_arc, network.arc_head, on_network.ticks, release, left, first)
    return Tree(cost, walk, tree.next_arc)
