"""One forward search over the walking network: how soon people of one node are everywhere."""

import numpy as np
from numba import njit

from evacuation.clock import UNREACHED, has_closed
from evacuation.kernels.heap import NODE_BITS, NODE_MASK, pop, push


@njit(cache=True, nogil=True)
def search_forward(arc_start, arc_head, ticks, release, usable, origin, leave_ticks, limit_walk):
    """Search from one node to every other, over streets that are still open when they are walked.

    Parameters
    ----------
    arc_start, arc_head
        The network (``evacuation.network.Network``).
    ticks
        Walking time, or any other measure, of each arc [0.1 s].
    release
        Release of each arc (``evacuation.clock``), as ``search_back`` takes it.
    usable
        Whether each arc may be walked at all.
    origin, leave_ticks
        Node where people start, and when [0.1 s after t0].
    limit_walk
        Longest walk [0.1 s]; what lies farther is not reached.

    Returns
    -------
    walk : int64 (n,)
        Shortest walk that ends before its streets close [0.1 s]; UNREACHED elsewhere.
    """
    n = arc_start.size - 1
    walk = np.full(n, UNREACHED, np.int64)
    settled = np.zeros(n, np.bool_)
    heap = np.empty(arc_head.size + 2, np.int64)
    walk[origin] = 0
    size = push(heap, 0, np.int64(origin))
    while size > 0:
        top, size = pop(heap, size)
        u = top & NODE_MASK
        if settled[u]:
            continue
        settled[u] = True
        for a in range(arc_start[u], arc_start[u + 1]):
            v = arc_head[a]
            new_walk = walk[u] + ticks[a]
            if settled[v] or not usable[a] or new_walk > limit_walk or new_walk >= walk[v]:
                continue
            # Nobody gains by waiting: who is earlier finds more streets open.
            if has_closed(release[a], leave_ticks + new_walk):
                continue
            walk[v] = new_walk
            size = push(heap, size, (new_walk << NODE_BITS) | v)
    return walk
