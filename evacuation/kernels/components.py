"""Which corners hang together when some arcs are closed."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _root(above, node):
    while above[node] != node:
        above[node] = above[above[node]]
        node = above[node]
    return node


@njit(cache=True, nogil=True)
def components(arc_start, arc_head, closed):
    """Return a node for each node, the same for all that hang together.

    Parameters
    ----------
    arc_start, arc_head
        The network (``evacuation.network.Network``).
    closed
        Whether each arc is closed, shape (arcs,); an arc that is open joins its ends in both directions.

    Returns
    -------
    int64 (nodes,)
        The lowest position of the nodes that hang together.
    """
    n = arc_start.size - 1
    above = np.arange(n)
    for tail in range(n):
        for arc in range(arc_start[tail], arc_start[tail + 1]):
            if not closed[arc]:
                a, b = _root(above, tail), _root(above, arc_head[arc])
                if a < b:
                    above[b] = a
                else:
                    above[a] = b
    for node in range(n):
        above[node] = _root(above, node)
    return above
