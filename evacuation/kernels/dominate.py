"""Which single arc every route from a node to safety takes, by dominators of the network walked backwards.

A node dominates another when every route of the other to safety passes it. The algorithm is the iteration of
Cooper, Harvey and Kennedy (A Simple, Fast Dominance Algorithm, 2001).
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _order(arc_start, arc_head, arc_reverse, kept, safe):
    """Return the nodes from which safety is reached in reverse postorder of a depth-first search.

    Also the place of each in this order: 0 for safety, −1 where no route is.
    """
    n = safe.size
    order = np.empty(n, np.int64)
    place = np.full(n, -1, np.int64)
    nxt = arc_start[:-1].astype(np.int64)
    stack = np.empty(n, np.int64)
    seen = safe.copy()
    count = 0
    for root in range(n):
        if not safe[root]:
            continue
        stack[0] = root
        size = 1
        while size > 0:
            v = stack[size - 1]
            out = nxt[v]
            if out == arc_start[v + 1]:
                size -= 1
                if not safe[v]:
                    order[count] = v
                    count += 1
                continue
            nxt[v] = out + 1
            u = arc_head[out]
            if not seen[u] and kept[arc_reverse[out]]:
                seen[u] = True
                stack[size] = u
                size += 1
    order = order[:count][::-1].copy()
    for v in range(n):
        if safe[v]:
            place[v] = 0
    for k in range(count):
        place[order[k]] = k + 1
    return order, place


@njit(cache=True, nogil=True)
def _meet(above, a, b):
    while a != b:
        if a > b:
            a = above[a]
        else:
            b = above[b]
    return a


@njit(cache=True, nogil=True)
def single_arcs_back(arc_start, arc_head, arc_reverse, kept, safe):
    """Return for each node its next dominator on the way to safety, and the arc to it that nobody can avoid.

    Parameters
    ----------
    arc_start, arc_head, arc_reverse
        The network (``evacuation.network.Network``).
    kept
        Whether each arc may be walked, shape (arcs,); none of them leaves a safe node.
    safe
        Whether a node is safe, shape (nodes,); all of them together are the end of every route.

    Returns
    -------
    dominator : int64 (n,)
        Position of the next dominator; −1 where that is safety itself, −2 on safe nodes and where no
        route is.
    arc : int64 (n,)
        The arc from the node to its dominator, where every route takes it; −1 elsewhere.
    """
    order, place = _order(arc_start, arc_head, arc_reverse, kept, safe)
    count = order.size
    above = np.full(count + 1, -1, np.int64)
    above[0] = 0
    changed = True
    while changed:
        changed = False
        for k in range(1, count + 1):
            u = order[k - 1]
            new = np.int64(-1)
            for a in range(arc_start[u], arc_start[u + 1]):
                at = place[arc_head[a]] if kept[a] else np.int64(-1)
                if at >= 0 and above[at] >= 0:
                    new = at if new < 0 else _meet(above, new, at)
            if new != above[k]:
                above[k] = new
                changed = True
    depth = np.zeros(count + 1, np.int64)
    for k in range(1, count + 1):
        depth[k] = depth[above[k]] + 1
    dominator = np.full(safe.size, -2, np.int64)
    arc = np.full(safe.size, -1, np.int64)
    for k in range(1, count + 1):
        u = order[k - 1]
        dominator[u] = -1 if above[k] == 0 else order[above[k] - 1]
        for a in range(arc_start[u], arc_start[u + 1]):
            at = place[arc_head[a]] if kept[a] else np.int64(-1)
            if at < 0:
                continue
            if at == above[k]:
                if arc[u] >= 0:
                    arc[u] = -1
                    break
                arc[u] = a
            else:
                while depth[at] > depth[k]:
                    at = above[at]
                if at != k:
                    arc[u] = -1
                    break
    return dominator, arc
