"""Costs of shortest routes to several destinations whose walks are known: of routes alike the latest.

Of the arcs on shortest walks the one is taken over which one may leave latest, of those alike the lowest.
Nodes are gone through by their walk, so what lies ahead is known; arcs of no length are looked at last.
"""

import numpy as np
from numba import njit

from evacuation.kernels.lanes import FAR
from evacuation.short_clock import LONGEST_WALK, NOT_REACHED


@njit(cache=True, nogil=True)
def nodes_beside(walk, ever, place, late, count, out):
    """Write the nodes whose shortest walk is not one that is open for ever, a row for each lane, in place.

    Parameters
    ----------
    walk, ever : int32 (nodes, lanes)
        Shortest walks, and those by ways that are open for ever, as ``search_together`` leaves them.
    place : int32 (nodes,)
        Row of each node in them.
    late : bool (nodes,)
        Nodes without a way that is open for ever; what ``ever`` says of them is not read.
    count : int64 (lanes,)
        Zeros; in place: how many nodes each lane has.
    out : int64 (lanes, nodes)
        Walk and number of these nodes, the number in the lower 32 bits, in any order.
    """
    node = np.empty(place.size, np.int64)
    for u in range(place.size):
        node[place[u]] = u
    # Row by row, as they lie in memory.
    for x in range(place.size):
        u = node[x]
        for k in range(count.size):
            here = walk[x, k]
            if (late[u] or here < ever[x, k]) and here <= LONGEST_WALK and here < FAR:
                out[k, count[k]] = (np.int64(here) << 32) | u
                count[k] += 1


@njit(cache=True, nogil=True)
def second_labels(order, walk, arc_start, arc_head, ticks, release, flat_tail, flat_arc, cost, turn):
    """Write C and the arc to take of some nodes to one destination, in place.

    Parameters
    ----------
    order : int64 (k,)
        Walk and number of the nodes, ascending.
    walk : int32 (nodes,)
        Shortest walk of each node to the destination.
    arc_start, arc_head, ticks, release : int32
        The network, what its arcs take, FAR at most, and their releases.
    flat_tail, flat_arc : int64 (f,)
        Arcs of no length, and where they begin.
    cost : int32 (nodes,)
        −1 everywhere; in place C of these nodes. That of all others is their walk.
    turn : unsigned (nodes,)
        Which of its own arcs each takes, counted from its first; its highest number for none.
    """
    at = 0
    while at < order.size:
        here, end = order[at] >> 32, at
        while end < order.size and order[end] >> 32 == here:
            u = order[end] & 0xFFFFFFFF
            cost[u] = NOT_REACHED
            turn[u] = -1
            for a in range(arc_start[u], arc_start[u + 1]):
                v = arc_head[a]
                if ticks[a] > 0 and walk[v] + ticks[a] == here:
                    _take(cost, turn, u, walk[v] if cost[v] < 0 else cost[v], ticks[a], release[a],
                          a - arc_start[u])  # fmt: skip
            end += 1
        changed = flat_arc.size > 0
        while changed:
            changed = False
            for f in range(flat_arc.size):
                u, a = flat_tail[f], flat_arc[f]
                v = arc_head[a]
                if cost[u] >= 0 and ticks[a] == 0 and walk[u] == here and walk[v] == here:
                    ahead = walk[v] if cost[v] < 0 else cost[v]
                    if ahead < NOT_REACHED:
                        changed |= _take(cost, turn, u, ahead, ticks[a], release[a], a - arc_start[u])
        at = end


@njit(cache=True, nogil=True)
def _take(cost, turn, u, ahead, ticks, release, arc):
    found = max(ahead, release) + ticks
    if found >= cost[u]:
        return False
    cost[u] = found
    turn[u] = arc
    return True
