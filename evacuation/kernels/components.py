"""What hangs together: corners when some arcs are closed, and people whose routes have anything in common."""

import numpy as np
from numba import njit

from evacuation.kernels.queue_state import WAY_GATE, WAY_LINK


@njit(cache=True, nogil=True)
def _root(above, node):
    while above[node] != node:
        above[node] = above[above[node]]
        node = above[node]
    return node


@njit(cache=True, nogil=True)
def _join(above, one, other):
    a, b = _root(above, one), _root(above, other)
    if a < b:
        above[b] = a
    else:
        above[a] = b


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
                _join(above, tail, arc_head[arc])
    for node in range(n):
        above[node] = _root(above, node)
    return above


@njit(cache=True, nogil=True)
def meetings(ways, starts, home, gates, homes):
    """Return a number for each gate and home, the same for all whose people can meet, be it through others.

    Parameters
    ----------
    ways
        Links of the routes, −1 after the last of each (``evacuation.kernels.queue_state``).
    starts, home
        Where each route starts in ``ways``, and its home, shape (routes,).
    gates, homes
        How many there are.

    Returns
    -------
    int64 (gates + homes,)
        The lowest number of the gates, and of the homes, which are numbered after them, that hang together.
    """
    above = np.arange(gates + homes)
    for route in range(starts.size):
        at = starts[route]
        while ways[at, WAY_LINK] >= 0:
            _join(above, gates + home[route], np.int64(ways[at, WAY_GATE]))
            at += 1
    for node in range(above.size):
        above[node] = _root(above, node)
    return above
