"""People walk their routes through streets of finite width: queues with storage and spillback.

Time goes by ticks of 0.1 s. In each tick, in this order: what closes is closed; queues whose next may leave
ask the gate of the link that he wants; who leaves home or has walked his link, in the order in which they set
out on it, goes on at once where nobody waits before him and the gate has a person's time and ground, else he
stands at the end of the queue; each gate that is asked lets in who stands ready for longest, as long as it
can; the queues that moved ask again, in rounds, until nobody can move; rings that are stuck move on; and
ground that somebody waited for is free from the next tick on. docs/model/crowding.md states the model.

In all kernels here: ``w`` and ``e`` are the tables of walkers, ``q`` of approaches, ``g`` of gates, ``ways`` the
links of the routes, ``rings`` the alarms, ``lists`` and ``sizes`` what is to be looked at.
"""

import numpy as np
from numba import njit

from evacuation.kernels.queue_state import (
    ALARMS, ALARM_NEXT, ARRIVED, ASKED, ASKS, ASKS_NEXT, AT, AT_HOME, BEHIND, CAUGHT, CLOSED, CLOSES,
    CLOSES_AT, CUT_OFF, ENDED, FINE, FIRST, FREED, GATE, INTERVAL_IN, INTERVAL_OUT, LAST, LATER, LEAVING,
    LEFT_NOW, LINK, LISTED, LONGEST, MOST, MOVED, MOVES, NEXT_IN, NEXT_OUT, NOW, OUTCOME, PATIENCE,
    PENDING, Q_WAITED, READY, RING, ROOM, SIZE, SLOTS, SLOT_NEXT, SLOT_SET, STALLS, STALL_NEXT, STALL_SET,
    STAMP, STUCK, TOMORROW, TURNS, WAITED, WALKING, WALKING_LAST, WAY_GATE, WAY_LINK, WAY_TICKS, WHERE,
)  # fmt: skip


@njit(cache=True, nogil=True, inline="always")
def _after(due, tick, interval):
    """Return when the next may pass, after one who passes now; a rate is kept over ticks."""
    return (due if due > (tick - 1) * FINE else tick * FINE) + interval


@njit(cache=True, nogil=True, inline="always")
def _alarm(rings, which, table, column, item, due, tick):
    """Set the alarm of an item for a time [0.1 s / FINE], at most a turn of the ring ahead."""
    size = rings.shape[1]
    at = min(max(-(-due // FINE), tick + 1), tick + size - 1) & (size - 1)
    table[item, column] = rings[which, at]
    rings[which, at] = item


@njit(cache=True, nogil=True, inline="always")
def _put(lists, sizes, which, item):
    """Put an item on a list."""
    lists[which, sizes[which]] = item
    sizes[which] += 1


@njit(cache=True, nogil=True)
def _put_in_order(lists, sizes, which, item):
    """Put an item on a list that is in order."""
    j = sizes[which]
    while j > 0 and lists[which, j - 1] > item:
        lists[which, j] = lists[which, j - 1]
        j -= 1
    lists[which, j] = item
    sizes[which] += 1


@njit(cache=True, nogil=True, inline="always")
def _look_at(g, lists, sizes, gate):
    """Put a gate on the list of the next round, once."""
    if g[gate, LISTED] != sizes[STAMP]:
        g[gate, LISTED] = sizes[STAMP]
        _put(lists, sizes, LATER, gate)


@njit(cache=True, nogil=True, inline="always")
def _leave_ground(g, lists, sizes, gate):
    """Leave a gate's ground: free at once, or from the next tick on where somebody waits for it."""
    if gate >= 0:
        if g[gate, ASKED] < 0:
            g[gate, ROOM] += 1
        else:
            if g[gate, LEFT_NOW] == 0:
                _put(lists, sizes, FREED, gate)
            g[gate, LEFT_NOW] += 1


@njit(cache=True, nogil=True)
def _take_first(w, e, q, g, lists, sizes, approach, tick):
    """Take the first out of a queue; he leaves his ground."""
    walker = q[approach, FIRST]
    q[approach, FIRST] = w[walker, BEHIND]
    if w[walker, BEHIND] < 0:
        q[approach, LAST] = -1
    w[walker, BEHIND] = -1
    q[approach, SIZE] -= 1
    waited = tick - w[walker, READY]
    if waited > 0:
        e[walker, WAITED] += waited
        q[approach, Q_WAITED] += waited
        q[approach, LONGEST] = max(q[approach, LONGEST], waited)
    _leave_ground(g, lists, sizes, q[approach, GATE])
    return walker


@njit(cache=True, nogil=True, inline="always")
def _end(e, sizes, walker, outcome, tick, where):
    e[walker, OUTCOME] = outcome
    e[walker, ENDED] = tick
    e[walker, WHERE] = where
    sizes[PENDING] -= 1


@njit(cache=True, nogil=True)
def _ask(w, e, q, g, ways, rings, lists, sizes, approach, tick):
    """Let the first of a queue ask for the link that he wants; who has no further one has arrived."""
    while q[approach, FIRST] >= 0:
        if q[approach, NEXT_OUT] > tick * FINE:
            _alarm(rings, ALARMS, q, ALARM_NEXT, approach, q[approach, NEXT_OUT], tick)
            return
        walker = q[approach, FIRST]
        at = w[walker, AT]
        if ways[at, WAY_LINK] < 0:
            _take_first(w, e, q, g, lists, sizes, approach, tick)
            q[approach, NEXT_OUT] = _after(q[approach, NEXT_OUT], tick, q[approach, INTERVAL_OUT])
            _end(e, sizes, walker, ARRIVED, tick, approach)
            continue
        gate = ways[at, WAY_GATE]
        if tick > g[gate, CLOSES_AT]:
            _take_first(w, e, q, g, lists, sizes, approach, tick)
            _end(e, sizes, walker, CUT_OFF, tick, ways[at, WAY_LINK])
            continue
        q[approach, ASKS] = gate
        q[approach, ASKS_NEXT] = g[gate, ASKED]
        g[gate, ASKED] = approach
        _look_at(g, lists, sizes, gate)
        return


@njit(cache=True, nogil=True, inline="always")
def _withdraw(q, g, approach):
    """Take an approach off the list of the gate that it asks."""
    gate = q[approach, ASKS]
    q[approach, ASKS] = -1
    if g[gate, ASKED] == approach:
        g[gate, ASKED] = q[approach, ASKS_NEXT]
        return
    other = g[gate, ASKED]
    while q[other, ASKS_NEXT] != approach:
        other = q[other, ASKS_NEXT]
    q[other, ASKS_NEXT] = q[approach, ASKS_NEXT]


@njit(cache=True, nogil=True, inline="always")
def _enter(w, q, g, ways, rings, sizes, walker, approach, gate, tick, stall):
    """Let somebody of an approach enter the link that he wants."""
    q[approach, NEXT_OUT] = _after(q[approach, NEXT_OUT], tick, q[approach, INTERVAL_OUT])
    g[gate, NEXT_IN] = _after(g[gate, NEXT_IN], tick, g[gate, INTERVAL_IN])
    g[gate, ROOM] -= 1
    g[gate, PATIENCE] = tick + stall
    at = w[walker, AT]
    ready = tick + ways[at, WAY_TICKS]
    w[walker, AT] = at + 1
    w[walker, READY] = ready
    place = ready & (rings.shape[1] - 1)
    if rings[WALKING, place] < 0:
        rings[WALKING, place] = walker
    else:
        w[rings[WALKING_LAST, place], BEHIND] = walker
    rings[WALKING_LAST, place] = walker
    sizes[MOVES] += 1


@njit(cache=True, nogil=True)
def _go_on(w, e, q, g, ways, rings, lists, sizes, approach, tick, stall):
    """Let the first of an approach enter the link that he asks for."""
    gate = q[approach, ASKS]
    _withdraw(q, g, approach)
    walker = _take_first(w, e, q, g, lists, sizes, approach, tick)
    _enter(w, q, g, ways, rings, sizes, walker, approach, gate, tick, stall)


@njit(cache=True, nogil=True)
def _serve(w, e, q, g, ways, rings, lists, sizes, gate, tick, stall):
    """Let in at a gate who stands ready for longest, as long as it can."""
    while g[gate, ASKED] >= 0:
        if g[gate, NEXT_IN] > tick * FINE:
            if g[gate, SLOT_SET] == 0:
                g[gate, SLOT_SET] = 1
                _alarm(rings, SLOTS, g, SLOT_NEXT, gate, g[gate, NEXT_IN], tick)
            return
        if g[gate, ROOM] <= 0:
            if g[gate, STALL_SET] == 1:
                return
            g[gate, STALL_SET] = 1
            if g[gate, PATIENCE] <= tick:
                _put_in_order(lists, sizes, STUCK, gate)
            else:
                _alarm(rings, STALLS, g, STALL_NEXT, gate, g[gate, PATIENCE] * FINE, tick)
            return
        best = g[gate, ASKED]
        other = q[best, ASKS_NEXT]
        while other >= 0:
            since, least = w[q[other, FIRST], READY], w[q[best, FIRST], READY]
            if since < least or (since == least and other < best):
                best = other
            other = q[other, ASKS_NEXT]
        _go_on(w, e, q, g, ways, rings, lists, sizes, best, tick, stall)
        _put(lists, sizes, MOVED, best)


@njit(cache=True, nogil=True)
def _next_in_ring(w, e, q, g, gate):
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


@njit(cache=True, nogil=True)
def _turn(w, e, q, g, ways, rings, lists, sizes, gate, tick, stall):
    """Move a ring on, in which each full gate waits for the next: everybody takes the ground of the next.

    Return when to look again [0.1 s].
    """
    size, at, ready = 0, gate, tick
    while True:
        approach = _next_in_ring(w, e, q, g, at)
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
        _go_on(w, e, q, g, ways, rings, lists, sizes, approach, tick, stall)
        if q[approach, FIRST] >= 0:
            _alarm(rings, ALARMS, q, ALARM_NEXT, approach, q[approach, NEXT_OUT], tick)
    return tick + 1


@njit(cache=True, nogil=True)
def _turn_rings(w, e, q, g, ways, rings, lists, sizes, tick, stall):
    """Move on the rings of the gates that count as stuck, in the order of their numbers."""
    stuck, size = lists[STUCK], sizes[STUCK]
    sizes[STUCK] = 0
    for i in range(size):
        gate = stuck[i]
        g[gate, STALL_SET] = 0
        if g[gate, ASKED] < 0:
            continue
        sizes[STAMP] += 1
        g[gate, PATIENCE] = _turn(w, e, q, g, ways, rings, lists, sizes, gate, tick, stall)
        g[gate, STALL_SET] = 1
        _alarm(rings, STALLS, g, STALL_NEXT, gate, g[gate, PATIENCE] * FINE, tick)


@njit(cache=True, nogil=True)
def _clear(w, e, q, g, lists, sizes, approach, outcome, tick):
    """End the walk of everybody in a queue."""
    if q[approach, ASKS] >= 0:
        _withdraw(q, g, approach)
    while q[approach, FIRST] >= 0:
        walker = _take_first(w, e, q, g, lists, sizes, approach, tick)
        _end(e, sizes, walker, outcome, tick, approach)


@njit(cache=True, nogil=True)
def _ask_moved(w, e, q, g, ways, rings, lists, sizes, tick):
    """Let ask the queues on the list of those that moved."""
    for i in range(sizes[MOVED]):
        _ask(w, e, q, g, ways, rings, lists, sizes, lists[MOVED, i], tick)
    sizes[MOVED] = 0


@njit(cache=True, nogil=True)
def _close(w, e, q, g, ways, rings, lists, sizes, gate, tick):
    """Close a gate: who stands there is caught, and who asks for it asks once more, and is cut off."""
    for side in range(2):
        if g[gate, LINK + side] >= 0:
            _clear(w, e, q, g, lists, sizes, g[gate, LINK + side], CAUGHT, tick)
    while g[gate, ASKED] >= 0:
        approach = g[gate, ASKED]
        _withdraw(q, g, approach)
        _put_in_order(lists, sizes, MOVED, approach)
    _ask_moved(w, e, q, g, ways, rings, lists, sizes, tick)


@njit(cache=True, nogil=True, inline="always")
def _come(w, e, q, g, ways, rings, lists, sizes, walker, approach, tick, stall):
    """Let somebody come to the end of what he walked: he goes on, or stands behind those who wait."""
    first = q[approach, FIRST] < 0
    if first and q[approach, NEXT_OUT] <= tick * FINE:
        gate = ways[w[walker, AT], WAY_GATE]
        if (
            gate >= 0
            and g[gate, ASKED] < 0
            and g[gate, ROOM] > 0
            and g[gate, NEXT_IN] <= tick * FINE
            and g[gate, CLOSES_AT] >= tick
        ):
            _leave_ground(g, lists, sizes, q[approach, GATE])
            _enter(w, q, g, ways, rings, sizes, walker, approach, gate, tick, stall)
            return
    if first:
        q[approach, FIRST] = walker
    else:
        w[q[approach, LAST], BEHIND] = walker
        q[approach, MOST] = max(q[approach, MOST], q[approach, SIZE] + 1)
    q[approach, LAST] = walker
    q[approach, SIZE] += 1
    if first:
        _ask(w, e, q, g, ways, rings, lists, sizes, approach, tick)


@njit(cache=True, nogil=True)
def _leave_home(w, e, q, g, ways, home, rings, lists, sizes, tick, stall):
    """Let those come to the street who leave their homes now."""
    while sizes[LEAVING] < home.size and w[sizes[LEAVING], READY] == tick:
        walker = sizes[LEAVING]
        sizes[LEAVING] += 1
        sizes[PENDING] += 1
        if tick > q[home[walker], CLOSES]:
            _end(e, sizes, walker, AT_HOME, tick, home[walker])
        else:
            _come(w, e, q, g, ways, rings, lists, sizes, walker, home[walker], tick, stall)


@njit(cache=True, nogil=True)
def _end_links(w, e, q, g, ways, rings, lists, sizes, tick, stall):
    """Let those come to the end of their link who have walked it, who set out first on it first."""
    place = tick & (rings.shape[1] - 1)
    walker = rings[WALKING, place]
    rings[WALKING, place] = -1
    while walker >= 0:
        following = np.int64(w[walker, BEHIND])
        w[walker, BEHIND] = -1
        link = np.int64(ways[w[walker, AT] - 1, WAY_LINK])
        closes = g[q[link, GATE], CLOSES_AT]
        if tick > closes:
            _end(e, sizes, walker, CAUGHT, closes + 1, link)
        else:
            _come(w, e, q, g, ways, rings, lists, sizes, walker, link, tick, stall)
        walker = following


@njit(cache=True, nogil=True)
def _wake_queues(w, e, q, g, ways, rings, lists, sizes, tick):
    """Let ask the queues whose next may leave from now on."""
    place = tick & (rings.shape[1] - 1)
    approach = rings[ALARMS, place]
    rings[ALARMS, place] = -1
    while approach >= 0:
        if q[approach, ASKS] < 0:
            _put_in_order(lists, sizes, MOVED, approach)
        approach = q[approach, ALARM_NEXT]
    _ask_moved(w, e, q, g, ways, rings, lists, sizes, tick)


@njit(cache=True, nogil=True)
def _wake_gates(g, rings, lists, sizes, tick):
    """List the gates that have time or ground from now on, and those that may be stuck."""
    place = tick & (rings.shape[1] - 1)
    gate = rings[SLOTS, place]
    rings[SLOTS, place] = -1
    while gate >= 0:
        g[gate, SLOT_SET] = 0
        _look_at(g, lists, sizes, gate)
        gate = g[gate, SLOT_NEXT]
    gate = rings[STALLS, place]
    rings[STALLS, place] = -1
    while gate >= 0:
        g[gate, STALL_SET] = 0
        _look_at(g, lists, sizes, gate)
        gate = g[gate, STALL_NEXT]
    for i in range(sizes[TOMORROW]):
        _look_at(g, lists, sizes, lists[TOMORROW, i])
    sizes[TOMORROW] = 0


@njit(cache=True, nogil=True)
def _rounds(w, e, q, g, ways, rings, lists, sizes, tick, stall):
    """Let people move in rounds until nobody can; gates in the order of their numbers."""
    while sizes[LATER] > 0:
        sizes[NOW] = 0
        for i in range(sizes[LATER]):
            _put_in_order(lists, sizes, NOW, lists[LATER, i])
        sizes[LATER] = 0
        sizes[STAMP] += 1
        for i in range(sizes[NOW]):
            _serve(w, e, q, g, ways, rings, lists, sizes, lists[NOW, i], tick, stall)
        _ask_moved(w, e, q, g, ways, rings, lists, sizes, tick)


@njit(cache=True, nogil=True)
def _free_ground(g, lists, sizes):
    """Free the ground that was left; its gates are looked at in the next tick."""
    for i in range(sizes[FREED]):
        gate = lists[FREED, i]
        g[gate, ROOM] += g[gate, LEFT_NOW]
        g[gate, LEFT_NOW] = 0
        if g[gate, ASKED] >= 0:
            _put(lists, sizes, TOMORROW, gate)
    sizes[FREED] = 0


@njit(cache=True, nogil=True)
def walk_queues(w, e, q, g, ways, home, closing, rings, lists, sizes, tick, until, stall_ticks):
    """Walk everybody on until a time, or to the end, and change the tables that are given.

    Parameters
    ----------
    w, e, q, g
        Tables of walkers (in the order in which they leave), what became of them, approaches and gates
        (``evacuation.kernels.queue_state``).
    ways
        Link, walking time [0.1 s, at least 1] and gate of the routes, end to end, shape (k, 3).
    home
        Approach where each walker leaves, shape (walkers,).
    closing
        Gates, and −1 − approach for homes, that close at some time: number and last tick, by time,
        shape (c, 2).
    rings, lists, sizes
        Alarms, a power of two long, and lists, as the call before left them.
    tick, until
        The first tick to walk, and the tick before which to stop [0.1 s].
    stall_ticks
        After how long without anybody entering a full gate counts as stuck [0.1 s].

    Returns
    -------
    tick : int
        The tick that comes next; before ``until`` where nobody is left.
    """
    while (sizes[LEAVING] < home.size or sizes[PENDING] > 0) and tick < until:
        sizes[STAMP] += 1
        # 1. What closed with the tick before is closed now.
        while sizes[CLOSED] < closing.shape[0] and closing[sizes[CLOSED], 1] < tick:
            item = closing[sizes[CLOSED], 0]
            if item >= 0:
                _close(w, e, q, g, ways, rings, lists, sizes, item, tick)
            else:
                _clear(w, e, q, g, lists, sizes, -1 - item, AT_HOME, tick)
            sizes[CLOSED] += 1
        # 2. Queues whose next may leave ask; who leaves home or ends his link goes on, or queues.
        _wake_queues(w, e, q, g, ways, rings, lists, sizes, tick)
        _leave_home(w, e, q, g, ways, home, rings, lists, sizes, tick, stall_ticks)
        _end_links(w, e, q, g, ways, rings, lists, sizes, tick, stall_ticks)
        # 3. Gates let in those who ask, in rounds.
        _wake_gates(g, rings, lists, sizes, tick)
        _rounds(w, e, q, g, ways, rings, lists, sizes, tick, stall_ticks)
        # 4. Rings that are stuck move on; ground that somebody waited for is free from the next tick on.
        if sizes[STUCK] > 0:
            _turn_rings(w, e, q, g, ways, rings, lists, sizes, tick, stall_ticks)
        _free_ground(g, lists, sizes)
        tick += 1
    return tick
