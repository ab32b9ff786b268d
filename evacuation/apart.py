"""Another route for people who have one: it shares as little with the first as can be, and is in time.

The rule, in this order: the least time on pieces of street that the first route takes too, whichever way;
then the least walking time. Among all routes to the same destination that are in time and within the longest
walk this is exact: labels of (shared time, walking time) are settled in this order, and of two labels at a
corner that one is kept which is better in either; who is earlier always finds more streets open. The first
route is not changed: it is the one that people were told. Searched for one (``evacuation.one_apart``) and for
many at once (``evacuation.many_apart``): what is asked, what is answered and what both rest on.
"""

from dataclasses import dataclass

import numpy as np

from evacuation.clock import NO_LIMIT, UNREACHED, closed_at_first
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.trees import EndNodes, Search, grow_tree


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """People who have a route.

    Parameters
    ----------
    node, leave_ticks
        Where they start, and when they are there [0.1 s after t0].
    first
        Arcs of their route, in walking order.
    ends
        Nodes of their destination.
    closed_for
        Row of ``ProfileOnNetwork.closed_for_arcs`` that nobody may take to it; −1 for none.
    allowance
        Whether barred arcs may be walked close to it (a refuge building).
    longest_ticks
        Longest walk from the node [0.1 s].
    """

    node: int
    leave_ticks: int
    first: Int32Array
    ends: EndNodes
    closed_for: int = -1
    allowance: bool = False
    longest_ticks: int = NO_LIMIT


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """Another route.

    Parameters
    ----------
    arcs
        Its arcs, in walking order.
    walk, cost
        Walking time and C from the node where people start [0.1 s].
    shared
        Whether the first route takes the piece of street of each arc too, shape (arcs,).
    shared_ticks
        Walking time on these [0.1 s].
    """

    arcs: Int32Array
    walk: int
    cost: int
    shared: BoolArray
    shared_ticks: int


def usable_towards(
    network: Network, on_network: ProfileOnNetwork, asked: Asked
) -> tuple[BoolArray, IntArray]:
    """Return the arcs that a route to a destination may use, and the least walk that is left from nodes.

    Parameters
    ----------
    network, on_network, asked
        The network, who walks on it, and where to.

    Returns
    -------
    tuple[BoolArray, IntArray]
        Shape (arcs,); and ticks [0.1 s], the last metres included, UNREACHED where no way is, shape (nodes,).
    """
    usable = ~closed_at_first(on_network.release)
    if asked.closed_for >= 0:
        usable &= ~on_network.closed_for_arcs[asked.closed_for]
    search = Search(
        by_latest=False, allowance=asked.allowance, ignore_closings=True, closed_for=asked.closed_for
    )
    left = grow_tree(network, on_network, asked.ends, search).walk
    onward = np.where(
        left[network.arc_head] < UNREACHED, left[network.arc_head] + on_network.ticks, UNREACHED
    )
    usable &= ~on_network.barred | (asked.allowance & (onward <= on_network.allowance_ticks))
    return usable, left


def shared_ticks(network: Network, on_network: ProfileOnNetwork, asked: Asked) -> IntArray:
    """Return what each arc shares with the first route, whichever way it is walked [0.1 s], shape (arcs,).

    Parameters
    ----------
    network, on_network, asked
        The network, who walks on it, and whose route.

    Returns
    -------
    IntArray
        Walking time of arcs on the same piece of street, 0 elsewhere.
    """
    shared = np.zeros(network.n_arcs, np.int64)
    both = np.concatenate([asked.first, network.arc_reverse[asked.first]])
    shared[both] = on_network.ticks[both]
    return shared


def barred_too_far(
    network: Network, on_network: ProfileOnNetwork, asked: Asked, route: Int32Array
) -> Int32Array:
    """Return the barred arcs of a route that are farther from its end than the allowance.

    Parameters
    ----------
    network, on_network, asked
        The network, who walks on it, and whose route.
    route
        Arcs in walking order.

    Returns
    -------
    Int32Array
        Some of these arcs.
    """
    if not on_network.barred[route].any():
        return route[:0]
    last = int(asked.ends.ticks[asked.ends.nodes == network.arc_head[route[-1]]].min())
    ahead = np.cumsum(on_network.ticks[route][::-1])[::-1] + last
    return route[on_network.barred[route] & (ahead > on_network.allowance_ticks)]


def apart_of(
    network: Network, on_network: ProfileOnNetwork, asked: Asked, route: Int32Array, shared: IntArray
) -> Apart:
    """Return a route with its times and what it shares.

    Parameters
    ----------
    network, on_network, asked
        The network, who walks on it, and whose route.
    route
        Arcs in walking order.
    shared
        What an arc of the first route counts [0.1 s], 0 on all others, shape (arcs,).

    Returns
    -------
    Apart
        The route.
    """
    ends = asked.ends
    end = int(network.arc_head[route[-1]]) if route.size else asked.node
    here = ends.nodes == end
    closes = np.maximum(ends.release[here], on_network.deadline_release)
    cost = int((closes + ends.ticks[here]).min())
    for arc in route[::-1].tolist():
        cost = max(cost, int(on_network.release[arc])) + int(on_network.ticks[arc])
    walk = int(on_network.ticks[route].sum()) + int(ends.ticks[here].min())
    return Apart(route, walk, cost, shared[route] > 0, int(shared[route].sum()))
