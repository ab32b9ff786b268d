"""One move in the walk through queues: somebody asks at a gate, is let in, and leaves his ground.

The tables are those of ``evacuation.kernels.queues``.
"""

import numpy as np
from numba import njit

from evacuation.kernels.queue_bundles import _set_out
from evacuation.kernels.queue_state import (
    ALARM_AT,
    ALARM_NEXT,
    ALARMS,
    ARRIVED,
    ASKED,
    ASKS,
    ASKS_NEXT,
    AT,
    BEHIND,
    CLOSES_AT,
    CUT_OFF,
    ENDED,
    FINE,
    FIRST,
    FREED,
    GATE,
    INTERVAL_IN,
    INTERVAL_OUT,
    LAST,
    LATER,
    LEFT_NOW,
    LISTED,
    LONGEST,
    MOVED,
    MOVES,
    NEXT_IN,
    NEXT_OUT,
    OUTCOME,
    PATIENCE,
    PENDING,
    Q_WAITED,
    READY,
    ROOM,
    SHUT_WAITED,
    SLOT_NEXT,
    SLOT_SET,
    SLOTS,
    STALL_NEXT,
    STALL_SET,
    STALLS,
    STAMP,
    STANDING,
    STUCK,
    UNCOUNTED,
    WAITED,
    WAY_GATE,
    WAY_LINK,
    WAY_SHUT,
    WAY_TICKS,
    WHERE,
)
from evacuation.kernels.queue_windows import _enters_from, _last_entry, _time_shut


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _after(due, tick, interval):
    """Return when the next may pass, after one who passes now; a rate is kept over ticks."""
    return (due if due > (tick - 1) * FINE else tick * FINE) + interval


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _alarm(rings, which, table, column, item, due, tick):
    """Set the alarm of an item for a time [0.1 s / FINE], at most a turn of the ring ahead."""
    size = rings.shape[1]
    at = min(max(-(-due // FINE), tick + 1), tick + size - 1) & (size - 1)
    table[item, column] = rings[which, at]
    rings[which, at] = item


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _unlink(heads, row, head, q, following, approach):
    """Take an approach off the list that begins at ``heads[row, head]``, each followed as its column says."""
    if heads[row, head] == approach:
        heads[row, head] = q[approach, following]
    else:
        other = heads[row, head]
        while q[other, following] != approach:
            other = q[other, following]
        q[other, following] = q[approach, following]


@njit(cache=True, nogil=True, **UNCOUNTED)
def _no_alarm(rings, q, approach):
    """Take back the alarm of a queue."""
    place = q[approach, ALARM_AT]
    if place >= 0:
        q[approach, ALARM_AT] = -1
        _unlink(rings, ALARMS, place, q, ALARM_NEXT, approach)


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _alarm_queue(rings, q, approach, due, tick):
    """Set the alarm of a queue for a time [0.1 s / FINE]."""
    _no_alarm(rings, q, approach)
    size = rings.shape[1]
    q[approach, ALARM_AT] = min(max(-(-due // FINE), tick + 1), tick + size - 1) & (size - 1)
    _alarm(rings, ALARMS, q, ALARM_NEXT, approach, due, tick)


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _put(lists, sizes, which, item):
    """Put an item on a list."""
    lists[which, sizes[which]] = item
    sizes[which] += 1


@njit(cache=True, nogil=True, **UNCOUNTED)
def _put_in_order(lists, sizes, which, item):
    """Put an item on a list that is in order."""
    j = sizes[which]
    while j > 0 and lists[which, j - 1] > item:
        lists[which, j] = lists[which, j - 1]
        j -= 1
    lists[which, j] = item
    sizes[which] += 1


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _look_at(g, lists, sizes, gate):
    """Put a gate on the list of the next round, once."""
    if g[gate, LISTED] != sizes[STAMP]:
        g[gate, LISTED] = sizes[STAMP]
        _put(lists, sizes, LATER, gate)


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _leave_ground(g, lists, sizes, gate):
    """Leave a gate's ground: free at once, or from the next tick on where somebody waits for it."""
    if gate >= 0:
        if g[gate, ASKED] < 0:
            g[gate, ROOM] += 1
        else:
            if g[gate, LEFT_NOW] == 0:
                _put(lists, sizes, FREED, gate)
            g[gate, LEFT_NOW] += 1


@njit(cache=True, nogil=True, **UNCOUNTED)
def _take_first(w, e, q, g, ways, shut, lists, sizes, approach, tick):
    """Take the first out of a queue; he leaves his ground."""
    person = q[approach, FIRST]
    q[approach, FIRST] = w[person, BEHIND]
    if w[person, BEHIND] < 0:
        q[approach, LAST] = -1
    w[person, BEHIND] = -1
    lists[STANDING, approach] -= 1
    waited = tick - w[person, READY]
    if waited > 0 and ways[w[person, AT], WAY_SHUT] >= 0:
        # What he waited for an opening is no queue's doing.
        held = _time_shut(ways, shut, w[person, AT], w[person, READY], tick)
        e[person, SHUT_WAITED] += held
        waited -= held
    if waited > 0:
        e[person, WAITED] += waited
        q[approach, Q_WAITED] += waited
        q[approach, LONGEST] = max(q[approach, LONGEST], waited)
    _leave_ground(g, lists, sizes, q[approach, GATE])
    return person


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _end(e, sizes, person, outcome, tick, where):
    e[person, OUTCOME] = outcome
    e[person, ENDED] = tick
    e[person, WHERE] = where
    sizes[PENDING] -= 1


@njit(cache=True, nogil=True, **UNCOUNTED)
def _ask(w, e, q, g, ways, shut, rings, lists, sizes, approach, tick):
    """Let the first of a queue ask for the link that he wants; who has no further one has arrived."""
    while q[approach, FIRST] >= 0:
        if q[approach, NEXT_OUT] > tick * FINE:
            _alarm_queue(rings, q, approach, q[approach, NEXT_OUT], tick)
            return
        person = q[approach, FIRST]
        at = w[person, AT]
        if ways[at, WAY_LINK] < 0:
            _take_first(w, e, q, g, ways, shut, lists, sizes, approach, tick)
            q[approach, NEXT_OUT] = _after(q[approach, NEXT_OUT], tick, q[approach, INTERVAL_OUT])
            _end(e, sizes, person, ARRIVED, tick, approach)
            continue
        gate = ways[at, WAY_GATE]
        if tick > g[gate, CLOSES_AT]:
            _take_first(w, e, q, g, ways, shut, lists, sizes, approach, tick)
            _end(e, sizes, person, CUT_OFF, tick, ways[at, WAY_LINK])
            continue
        if ways[at, WAY_SHUT] >= 0:
            opens = _enters_from(ways, shut, at, tick)
            if opens > g[gate, CLOSES_AT]:
                _take_first(w, e, q, g, ways, shut, lists, sizes, approach, tick)
                _end(e, sizes, person, CUT_OFF, tick, ways[at, WAY_LINK])
                continue
            if opens > tick:
                _alarm_queue(rings, q, approach, opens * FINE, tick)
                return
            last = _last_entry(ways, shut, at, tick)
            if last < g[gate, CLOSES_AT]:
                _alarm_queue(rings, q, approach, (last + 1) * FINE, tick)
        q[approach, ASKS] = gate
        q[approach, ASKS_NEXT] = g[gate, ASKED]
        g[gate, ASKED] = approach
        _look_at(g, lists, sizes, gate)
        return


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _withdraw(q, g, approach):
    """Take an approach off the list of the gate that it asks."""
    gate = q[approach, ASKS]
    q[approach, ASKS] = -1
    _unlink(g, gate, ASKED, q, ASKS_NEXT, approach)


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _enter(q, g, b, ways, rings, sizes, person, at, approach, gate, tick, stall):
    """Let somebody of an approach enter the link that he wants."""
    q[approach, NEXT_OUT] = _after(q[approach, NEXT_OUT], tick, q[approach, INTERVAL_OUT])
    g[gate, NEXT_IN] = _after(g[gate, NEXT_IN], tick, g[gate, INTERVAL_IN])
    g[gate, ROOM] -= 1
    g[gate, PATIENCE] = tick + stall
    place = (tick + ways[at, WAY_TICKS]) & (rings.shape[1] - 1)
    _set_out(b, rings, sizes, place, person, at + 1)
    sizes[MOVES] += 1


@njit(cache=True, nogil=True, **UNCOUNTED)
def _go_on(w, e, q, g, b, ways, shut, rings, lists, sizes, approach, tick, stall):
    """Let the first of an approach enter the link that he asks for."""
    gate = q[approach, ASKS]
    _withdraw(q, g, approach)
    _no_alarm(rings, q, approach)
    person = _take_first(w, e, q, g, ways, shut, lists, sizes, approach, tick)
    _enter(q, g, b, ways, rings, sizes, person, np.int64(w[person, AT]), approach, gate, tick, stall)


@njit(cache=True, nogil=True, **UNCOUNTED)
def _serve(w, e, q, g, b, ways, shut, rings, lists, sizes, gate, tick, stall):
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
        _go_on(w, e, q, g, b, ways, shut, rings, lists, sizes, best, tick, stall)
        _put(lists, sizes, MOVED, best)


@njit(cache=True, nogil=True, **UNCOUNTED)
def _ask_moved(w, e, q, g, ways, shut, rings, lists, sizes, tick):
    """Let ask the queues on the list of those that moved."""
    for i in range(sizes[MOVED]):
        _ask(w, e, q, g, ways, shut, rings, lists, sizes, lists[MOVED, i], tick)
    sizes[MOVED] = 0
