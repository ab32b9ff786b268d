"""Full streets that wait for each other in a ring: they move on together, lest they stand for ever.

The tables are those of ``evacuation.kernels.queues``.
"""

from numba import njit

from evacuation.kernels.queue_moves import _alarm, _alarm_queue, _go_on
from evacuation.kernels.queue_state import (
    ASKED,
    ASKS,
    FINE,
    FIRST,
    LINK,
    LISTED,
    NEXT_IN,
    NEXT_OUT,
    PATIENCE,
    READY,
    RING,
    ROOM,
    STALL_NEXT,
    STALL_SET,
    STALLS,
    STAMP,
    STUCK,
    TURNS,
    UNCOUNTED,
)


@njit(cache=True, nogil=True, **UNCOUNTED)
def _next_in_ring(w, q, g, gate):
    """Return the queue on a gate that asks for a full gate, the longest ready first; −1 for none."""
    best = -1
    for side in range(2):
        approach = g[gate, LINK + side]
        if approach < 0 or q[approach, ASKS] < 0:
            continue
        wanted = q[approach, ASKS]
        if g[wanted, ROOM] > 0:
            continue
        if best < 0 or w[q[approach, FIRST], READY] < w[q[best, FIRST], READY]:
            best = approach
    return best


@njit(cache=True, nogil=True, **UNCOUNTED)
def _turn(w, e, q, g, b, ways, shut, rings, lists, sizes, gate, tick, stall):
    """Move a ring on, in which each full gate waits for the next: everybody takes the ground of the next.

    Return when to look again [0.1 s].
    """
    size, at, ready = 0, gate, tick
    while True:
        approach = _next_in_ring(w, q, g, at)
        if approach < 0 or g[at, LISTED] == sizes[STAMP]:
            return tick + stall
        g[at, LISTED] = sizes[STAMP]
        lists[RING, size] = approach
        size += 1
        at = q[approach, ASKS]
        ready = max(ready, -(-g[at, NEXT_IN] // FINE))
        if at == gate:
            break
    if ready > tick:
        return ready
    for i in range(size):
        approach = lists[RING, i]
        g[q[approach, ASKS], TURNS] += 1
        _go_on(w, e, q, g, b, ways, shut, rings, lists, sizes, approach, tick, stall)
        if q[approach, FIRST] >= 0:
            _alarm_queue(rings, q, approach, q[approach, NEXT_OUT], tick)
    return tick + 1


@njit(cache=True, nogil=True, **UNCOUNTED)
def _turn_rings(w, e, q, g, b, ways, shut, rings, lists, sizes, tick, stall):
    """Move on the rings of the gates that count as stuck, in the order of their numbers."""
    stuck, size = lists[STUCK], sizes[STUCK]
    sizes[STUCK] = 0
    for i in range(size):
        gate = stuck[i]
        g[gate, STALL_SET] = 0
        if g[gate, ASKED] < 0:
            continue
        sizes[STAMP] += 1
        g[gate, PATIENCE] = _turn(w, e, q, g, b, ways, shut, rings, lists, sizes, gate, tick, stall)
        g[gate, STALL_SET] = 1
        _alarm(rings, STALLS, g, STALL_NEXT, gate, g[gate, PATIENCE] * FINE, tick)
