"""One backward search over the walking network, for shortest routes and for latest departures.

Times are encoded as ``evacuation.clock`` says. Instead of a latest departure L(u) the search minimises
``C(u) = HORIZON − L(u)``, so that one label-setting search serves both questions::

    L(u) = max over arcs (u, v) of min(L(v), closes(u, v)) - walk(u, v)
    C(u) = min over arcs (u, v) of max(C(v), HORIZON - closes(u, v)) + walk(u, v)

With every street open for ever, C is the walking time itself.
"""

import numpy as np
from numba import njit

from evacuation.clock import UNREACHED, is_closed

_NODE_BITS = 21
_NODE_MASK = (1 << _NODE_BITS) - 1


@njit(cache=True, nogil=True)
def _push(heap, size, key):
    i = size
    while i > 0:
        parent = (i - 1) >> 1
        if heap[parent] <= key:
            break
        heap[i] = heap[parent]
        i = parent
    heap[i] = key
    return size + 1


@njit(cache=True, nogil=True)
def _pop(heap, size):
    top = heap[0]
    size -= 1
    key = heap[size]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and heap[child + 1] < heap[child]:
            child += 1
        if heap[child] >= key:
            break
        heap[i] = heap[child]
        i = child
    heap[i] = key
    return top, size


@njit(cache=True, nogil=True)
def search_back(
    arc_start,
    arc_head,
    arc_reverse,
    ticks,
    release,
    barred,
    destinations,
    destination_ticks,
    destination_release,
    allowance_ticks,
    by_latest,
    limit_cost,
    limit_walk,
    wanted,
):
    """Search backwards from destinations to every node.

    Parameters
    ----------
    arc_start, arc_head, arc_reverse
        The network (``evacuation.network.Network``).
    ticks
        Walking time of each arc [0.1 s].
    release
        ``HORIZON - closes`` of each arc: 0 where it never closes, at least HORIZON + walking time
        where it is closed from the start.
    barred
        Arcs that must not be walked (towards an earlier arrival, or from outside into a zone).
    destinations, destination_ticks
        Node positions, and the walking time that is left from there (the connector) [0.1 s].
    destination_release
        ``HORIZON - closing`` of each destination: when the last metres to it, and the destination itself, can
        no longer be walked; 0 without a closing.
    allowance_ticks
        Barred arcs may be walked within this walking time of a destination.
    by_latest
        True: minimise C (latest departure). False: minimise walking time, over arcs that are not
        closed from the start.
    limit_cost
        With ``by_latest``: stop where C exceeds it, for nobody leaves early enough for that.
    limit_walk
        Longest walk [0.1 s]; what lies farther is not reached.
    wanted
        Without ``by_latest``: stop when all nodes so marked are settled; empty for all nodes.

    Returns
    -------
    cost : int64 (n,)
        C(u) on the tree found, whichever way it was minimised; UNREACHED elsewhere.
    walk : int64 (n,)
        Walking time on the tree [0.1 s]; UNREACHED elsewhere. Where a search stopped early, nodes
        beyond hold some route, not the best.
    next_arc : int32 (n,)
        Arc to take at each node; −1 at destinations and where unreached.
    """
    n = arc_start.size - 1
    cost = np.full(n, UNREACHED, np.int64)
    walk = np.full(n, UNREACHED, np.int64)
    next_arc = np.full(n, -1, np.int32)
    settled = np.zeros(n, np.bool_)
    heap = np.empty(arc_head.size + destinations.size + 1, np.int64)
    size = 0
    missing = np.int64(wanted.sum()) if wanted.size else np.int64(-1)
    for k in range(destinations.size):
        t = destinations[k]
        new_cost = destination_release[k] + destination_ticks[k]
        better = new_cost < cost[t] if by_latest else destination_ticks[k] < walk[t]
        if better and not is_closed(destination_release[k]):
            cost[t] = new_cost
            walk[t] = destination_ticks[k]
            key = cost[t] if by_latest else walk[t]
            size = _push(heap, size, (key << _NODE_BITS) | t)
    while size > 0:
        top, size = _pop(heap, size)
        v = top & _NODE_MASK
        if settled[v]:
            continue
        settled[v] = True
        if by_latest:
            if cost[v] > limit_cost:
                break
        elif wanted.size and wanted[v]:
            missing -= 1
            if missing == 0:
                break
        for out in range(arc_start[v], arc_start[v + 1]):
            u = arc_head[out]
            if settled[u]:
                continue
            a = arc_reverse[out]
            new_walk = walk[v] + ticks[a]
            if is_closed(release[a]) or (barred[a] and new_walk > allowance_ticks):
                continue
            if new_walk > limit_walk:
                continue
            new_cost = max(cost[v], release[a]) + ticks[a]
            if by_latest:
                better = new_cost < cost[u] or (new_cost == cost[u] and new_walk < walk[u])
            else:
                better = new_walk < walk[u] or (new_walk == walk[u] and new_cost < cost[u])
            if better:
                cost[u] = new_cost
                walk[u] = new_walk
                next_arc[u] = a
                key = new_cost if by_latest else new_walk
                size = _push(heap, size, (key << _NODE_BITS) | u)
    return cost, walk, next_arc
