"""Routes that begin in one tree and go on in another: safer routes, out of the hazard area and on from there.

Trees are kept as numbers of arcs at each node (``evacuation.route_trees``), the highest number for none.
"""

import numpy as np
from numba import njit

_BEFORE_GONE, _AFTER_GONE, _BEFORE_SEEN, _AFTER_SEEN = 1, 2, 4, 8


@njit(cache=True, nogil=True)
def trace_both(before, after, arc_start, arc_head, node):
    """Return the arcs of routes: by the first tree to where it ends, and by the second from there.

    Parameters
    ----------
    before, after
        Which of its own arcs each node takes in both trees, shape (nodes,).
    arc_start, arc_head
        The network.
    node
        Where the routes start, shape (routes,).

    Returns
    -------
    arcs : int32 (k,)
        Arcs of all routes, one route after the other.
    offsets : int64 (routes + 1,)
        Where each route starts in ``arcs``.
    end : int64 (routes,)
        Where each route ends.
    """
    none = np.iinfo(before.dtype).max
    offsets = np.zeros(node.size + 1, np.int64)
    end = np.empty(node.size, np.int64)
    for i in range(node.size):
        u = np.int64(node[i])
        count = 0
        for tree in (before, after):
            while tree[u] != none:
                u = np.int64(arc_head[arc_start[u] + tree[u]])
                count += 1
        offsets[i + 1] = offsets[i] + count
        end[i] = u
    arcs = np.empty(offsets[-1], np.int32)
    for i in range(node.size):
        u = np.int64(node[i])
        k = offsets[i]
        for tree in (before, after):
            while tree[u] != none:
                arcs[k] = arc_start[u] + tree[u]
                u = np.int64(arc_head[arcs[k]])
                k += 1
    return arcs, offsets, end


@njit(cache=True, nogil=True)
def routes_stay(
    before, after, gone_tail, gone_turn, unsure, loose_tail, loose_turn, arc_start, arc_head, node
):  # fmt: skip
    """Whether a search without some arcs would find the same routes from some nodes.

    What is gone makes no route better, so that one that takes none of it stays, and of routes alike the one
    over the lowest arc. But for two things: where the order of the search decides; and where the second tree
    goes on otherwise at a node that costs as much in both, so that the first may end there now.

    Parameters
    ----------
    before, after
        Which of its own arcs each node takes in both trees, shape (nodes,).
    gone_tail, gone_turn : int64 (k,)
        Node where each arc starts that is gone, and its number there.
    unsure : int64 (m,)
        Nodes where the order of the search decides which of routes alike is kept.
    loose_tail, loose_turn : int64 (l,)
        The same of arcs that the first tree may take, and that cost as much in both.
    arc_start, arc_head
        The network.
    node
        Where the routes start, shape (routes,).

    Returns
    -------
    bool
        False for trees that have to be searched for.
    """
    taken = False
    for k in range(gone_tail.size):
        v = gone_tail[k]
        taken |= before[v] == gone_turn[k] or after[v] == gone_turn[k]
    if not taken:
        return True
    none = np.iinfo(before.dtype).max
    state = np.zeros(before.size, np.uint8)
    for k in range(gone_tail.size):
        v = gone_tail[k]
        if before[v] == gone_turn[k]:
            state[v] |= _BEFORE_GONE
        if after[v] == gone_turn[k]:
            state[v] |= _AFTER_GONE
    for k in range(unsure.size):
        state[unsure[k]] |= _BEFORE_GONE | _AFTER_GONE
    for k in range(loose_tail.size):
        if after[loose_tail[k]] == loose_turn[k] and not _stays(
            after, none, arc_start, arc_head, state, np.int64(loose_tail[k])
        ):
            return False
    for i in range(node.size):
        u = np.int64(node[i])
        while not state[u] & _BEFORE_SEEN:
            if state[u] & _BEFORE_GONE:
                return False
            state[u] |= _BEFORE_SEEN
            if before[u] == none:
                if not _stays(after, none, arc_start, arc_head, state, u):
                    return False
                break
            u = np.int64(arc_head[arc_start[u] + before[u]])
    return True


@njit(cache=True, nogil=True)
def _stays(after, none, arc_start, arc_head, state, u):
    """Whether a route by the second tree meets nothing that is gone; nodes once seen are not looked at."""
    while not state[u] & _AFTER_SEEN:
        if state[u] & _AFTER_GONE:
            return False
        state[u] |= _AFTER_SEEN
        if after[u] == none:
            break
        u = np.int64(arc_head[arc_start[u] + after[u]])
    return True
