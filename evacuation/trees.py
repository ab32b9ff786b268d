"""One backward search over the whole network, as a tree of routes."""

from dataclasses import dataclass, field

import numpy as np

from evacuation.clock import CLOSED, NO_LIMIT, UNREACHED, never_closing
from evacuation.kernels.search import search_back
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork


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
    if search.ignore_closings:
        closes, release = never_closing(ends.release), on_network.release_open
    else:
        closes = np.maximum(ends.release, on_network.deadline_release)
        release = on_network.release if search.by_latest else on_network.passable
    if search.closed_for >= 0:
        release = np.where(on_network.closed_for_arcs[search.closed_for], CLOSED, release)
    cost, walk, next_arc = search_back(
        network.arc_start, network.arc_head, network.arc_reverse,
        on_network.ticks, release, on_network.barred,
        ends.nodes, ends.ticks, closes,
        on_network.allowance_ticks if search.allowance else -1,
        search.by_latest, search.limit_cost, search.limit_walk, search.wanted,
    )  # fmt: skip
    return Tree(cost, walk, next_arc)
