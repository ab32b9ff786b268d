"""People walk their routes through streets of finite width: queues with storage and spillback.

Time goes by ticks of 0.1 s. In each tick, in this order: what closes is closed; queues whose next may leave
ask the gate of the link that he wants; who leaves home or has walked his link, in the order in which they set
out on it, goes on at once where nobody waits before him and the gate has a person's time and ground, else he
stands at the end of the queue; each gate that is asked lets in who stands ready for longest, as long as it
can; the queues that moved ask again, in rounds, until nobody can move; rings that are stuck move on; and
ground that somebody waited for is free from the next tick on. docs/model/crowding.md states the model.

In all kernels here: ``w`` and ``e`` are the tables of walkers, ``q`` of approaches, ``g`` of gates, ``b`` of
bundles of people who walk, ``ways`` the links of the routes, ``shut`` the windows in which links are shut,
``rings`` the alarms, ``lists`` and ``sizes`` what is to be looked at.
"""

import numpy as np
from numba import njit

from evacuation.kernels.queue_bundles import COUNT, FIRST_OF_BUNDLE, NEXT, _fetch
from evacuation.kernels.queue_moves import (
    _alarm_queue,
    _ask,
    _ask_moved,
    _end,
    _enter,
    _leave_ground,
    _look_at,
    _no_alarm,
    _put,
    _put_in_order,
    _serve,
    _take_first,
    _withdraw,
)
from evacuation.kernels.queue_rings import _turn_rings
from evacuation.kernels.queue_state import (
    ALARM_AT,
    ALARM_NEXT,
    ALARMS,
    ASKED,
    ASKS,
    AT,
    AT_HOME,
    BEHIND,
    CAUGHT,
    CLOSED,
    CLOSES,
    CLOSES_AT,
    FINE,
    FIRST,
    FREED,
    GATE,
    LAST,
    LATER,
    LEAVING,
    LEFT_NOW,
    LINK,
    MOST,
    MOVED,
    NEXT_IN,
    NEXT_OUT,
    NOW,
    PENDING,
    READY,
    ROOM,
    SLOT_NEXT,
    SLOT_SET,
    SLOTS,
    SPARE,
    STALL_NEXT,
    STALL_SET,
    STALLS,
    STAMP,
    STANDING,
    STUCK,
    TOMORROW,
    UNCOUNTED,
    WALKING,
    WAY_GATE,
    WAY_LINK,
    WAY_SHUT,
)
from evacuation.kernels.queue_windows import _crowded, _enters_from, _last_entry


@njit(cache=True, nogil=True, **UNCOUNTED)
def _clear(w, e, q, g, ways, shut, rings, lists, sizes, approach, outcome, tick):
    """End the walk of everybody in a queue."""
    if q[approach, ASKS] >= 0:
        _withdraw(q, g, approach)
    _no_alarm(rings, q, approach)
    while q[approach, FIRST] >= 0:
        person = _take_first(w, e, q, g, ways, shut, lists, sizes, approach, tick)
        _end(e, sizes, person, outcome, tick, approach)


@njit(cache=True, nogil=True, **UNCOUNTED)
def _close(w, e, q, g, ways, shut, rings, lists, sizes, gate, tick):
    """Close a gate: who stands there is caught, and who asks for it asks once more, and is cut off."""
    for side in range(2):
        if g[gate, LINK + side] >= 0:
            _clear(w, e, q, g, ways, shut, rings, lists, sizes, g[gate, LINK + side], CAUGHT, tick)
    while g[gate, ASKED] >= 0:
        approach = g[gate, ASKED]
        _withdraw(q, g, approach)
        _no_alarm(rings, q, approach)
        _put_in_order(lists, sizes, MOVED, approach)
    _ask_moved(w, e, q, g, ways, shut, rings, lists, sizes, tick)


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _come(w, e, q, g, b, ways, shut, rings, lists, sizes, person, at, approach, tick, stall):
    """Let somebody come to the end of what he walked: he goes on, or stands behind those who wait."""
    first = q[approach, FIRST] < 0
    if first and q[approach, NEXT_OUT] <= tick * FINE:
        gate = ways[at, WAY_GATE]
        if (
            gate >= 0
            and g[gate, ASKED] < 0
            and g[gate, ROOM] > 0
            and g[gate, NEXT_IN] <= tick * FINE
            and g[gate, CLOSES_AT] >= tick
            and (ways[at, WAY_SHUT] < 0 or _enters_from(ways, shut, at, tick) == tick)
        ):
            _leave_ground(g, lists, sizes, q[approach, GATE])
            _enter(q, g, b, ways, rings, sizes, person, at, approach, gate, tick, stall)
            return
    w[person, AT] = at
    w[person, READY] = tick
    if first:
        q[approach, FIRST] = person
    else:
        w[q[approach, LAST], BEHIND] = person
        if shut.shape[0] == 0:
            q[approach, MOST] = max(q[approach, MOST], lists[STANDING, approach] + 1)
    q[approach, LAST] = person
    lists[STANDING, approach] += 1
    if not first and shut.shape[0] > 0 and lists[STANDING, approach] > q[approach, MOST]:
        q[approach, MOST] = max(q[approach, MOST], _crowded(w, q, ways, shut, approach, tick))
    if first:
        _ask(w, e, q, g, ways, shut, rings, lists, sizes, approach, tick)


@njit(cache=True, nogil=True, **UNCOUNTED)
def _leave_home(w, e, q, g, b, ways, shut, home, rings, lists, sizes, tick, stall):
    """Let those come to the street who leave their homes now."""
    while sizes[LEAVING] < home.size and w[sizes[LEAVING], READY] == tick:
        person = sizes[LEAVING]
        sizes[LEAVING] += 1
        sizes[PENDING] += 1
        if tick > q[home[person], CLOSES]:
            _end(e, sizes, person, AT_HOME, tick, home[person])
        else:
            at = np.int64(w[person, AT])
            _come(w, e, q, g, b, ways, shut, rings, lists, sizes, person, at, home[person], tick, stall)


@njit(cache=True, nogil=True, **UNCOUNTED)
def _end_links(w, e, q, g, b, ways, shut, rings, lists, sizes, tick, stall):
    """Let those come to the end of their link who have walked it, who set out first on it first."""
    place = tick & (rings.shape[1] - 1)
    bundle = rings[WALKING, place]
    rings[WALKING, place] = -1
    while bundle >= 0:
        until = _fetch(q, g, b, ways, sizes, bundle)
        while bundle != until:
            for i in range(np.int64(b[bundle, COUNT])):
                person = np.int64(b[bundle, FIRST_OF_BUNDLE + 2 * i])
                at = np.int64(b[bundle, FIRST_OF_BUNDLE + 2 * i + 1])
                link = np.int64(ways[at - 1, WAY_LINK])
                closes = g[ways[at - 1, WAY_GATE], CLOSES_AT]
                if tick > closes:
                    w[person, AT] = at
                    w[person, READY] = tick
                    _end(e, sizes, person, CAUGHT, closes + 1, link)
                else:
                    _come(w, e, q, g, b, ways, shut, rings, lists, sizes, person, at, link, tick, stall)
            following = np.int64(b[bundle, NEXT])
            b[bundle, NEXT] = sizes[SPARE]
            sizes[SPARE] = bundle
            bundle = following


@njit(cache=True, nogil=True, **UNCOUNTED)
def _wake_queues(w, e, q, g, ways, shut, rings, lists, sizes, tick):
    """Let ask the queues whose next may leave from now on, and those whose street shuts."""
    place = tick & (rings.shape[1] - 1)
    approach = rings[ALARMS, place]
    rings[ALARMS, place] = -1
    while approach >= 0:
        following = q[approach, ALARM_NEXT]
        q[approach, ALARM_AT] = -1
        if q[approach, ASKS] < 0:
            _put_in_order(lists, sizes, MOVED, approach)
        elif _enters_from(ways, shut, w[q[approach, FIRST], AT], tick) > tick:
            # The street that he waits for lets nobody in any more who is not through as it shuts.
            _withdraw(q, g, approach)
            _put_in_order(lists, sizes, MOVED, approach)
        else:
            last = _last_entry(ways, shut, w[q[approach, FIRST], AT], tick)
            _alarm_queue(rings, q, approach, (last + 1) * FINE, tick)
        approach = following
    _ask_moved(w, e, q, g, ways, shut, rings, lists, sizes, tick)


@njit(cache=True, nogil=True, **UNCOUNTED)
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


@njit(cache=True, nogil=True, **UNCOUNTED)
def _rounds(w, e, q, g, b, ways, shut, rings, lists, sizes, tick, stall):
    """Let people move in rounds until nobody can; gates in the order of their numbers."""
    while sizes[LATER] > 0:
        sizes[NOW] = 0
        for i in range(sizes[LATER]):
            _put_in_order(lists, sizes, NOW, lists[LATER, i])
        sizes[LATER] = 0
        sizes[STAMP] += 1
        for i in range(sizes[NOW]):
            _serve(w, e, q, g, b, ways, shut, rings, lists, sizes, lists[NOW, i], tick, stall)
        _ask_moved(w, e, q, g, ways, shut, rings, lists, sizes, tick)


@njit(cache=True, nogil=True, **UNCOUNTED)
def _free_ground(g, lists, sizes):
    """Free the ground that was left; its gates are looked at in the next tick."""
    for i in range(sizes[FREED]):
        gate = lists[FREED, i]
        g[gate, ROOM] += g[gate, LEFT_NOW]
        g[gate, LEFT_NOW] = 0
        if g[gate, ASKED] >= 0:
            _put(lists, sizes, TOMORROW, gate)
    sizes[FREED] = 0


@njit(cache=True, nogil=True, **UNCOUNTED)
def walk_queues(w, e, q, g, b, ways, shut, home, closing, rings, lists, sizes, tick, until, stall_ticks):
    """Walk everybody on until a time, or to the end, and change the tables that are given.

    Parameters
    ----------
    w, e, q, g, b
        Tables of walkers (in the order in which they leave), what became of them, approaches and gates
        (``evacuation.kernels.queue_state``), and bundles (``evacuation.kernels.queue_bundles``).
    ways, shut
        Link, walking time [0.1 s, at least 1], gate and first window of the routes, end to end, shape (k, 4),
        and the windows, shape (windows, 4).
    home
        Approach where each person leaves, shape (walkers,).
    closing
        Gates, and −1 − approach for homes, that close at some time, for good or for a while: number and last
        tick, by time, shape (c, 2).
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
        # In most ticks nothing comes to pass, and to call a kernel takes longer than to see that.
        place = tick & (rings.shape[1] - 1)
        wakes = rings[SLOTS, place] >= 0 or rings[STALLS, place] >= 0 or sizes[TOMORROW] > 0
        alarms, ends, leaves, closes = (
            rings[ALARMS, place] >= 0,
            rings[WALKING, place] >= 0,
            sizes[LEAVING] < home.size and w[sizes[LEAVING], READY] == tick,
            sizes[CLOSED] < closing.shape[0] and closing[sizes[CLOSED], 1] < tick,
        )
        if not (wakes or alarms or ends or leaves or closes):
            tick += 1
            continue
        sizes[STAMP] += 1
        # 1. What closed with the tick before is closed now.
        while sizes[CLOSED] < closing.shape[0] and closing[sizes[CLOSED], 1] < tick:
            item = closing[sizes[CLOSED], 0]
            if item >= 0:
                _close(w, e, q, g, ways, shut, rings, lists, sizes, item, tick)
            else:
                _clear(w, e, q, g, ways, shut, rings, lists, sizes, -1 - item, AT_HOME, tick)
            sizes[CLOSED] += 1
        # 2. Queues whose next may leave ask; who leaves home or ends his link goes on, or queues.
        if alarms:
            _wake_queues(w, e, q, g, ways, shut, rings, lists, sizes, tick)
        if leaves:
            _leave_home(w, e, q, g, b, ways, shut, home, rings, lists, sizes, tick, stall_ticks)
        if ends:
            _end_links(w, e, q, g, b, ways, shut, rings, lists, sizes, tick, stall_ticks)
        # 3. Gates let in those who ask, in rounds.
        if wakes:
            _wake_gates(g, rings, lists, sizes, tick)
        if sizes[LATER] > 0:
            _rounds(w, e, q, g, b, ways, shut, rings, lists, sizes, tick, stall_ticks)
        # 4. Rings that are stuck move on; ground that somebody waited for is free from the next tick on.
        if sizes[STUCK] > 0:
            _turn_rings(w, e, q, g, b, ways, shut, rings, lists, sizes, tick, stall_ticks)
        if sizes[FREED] > 0:
            _free_ground(g, lists, sizes)
        tick += 1
    return tick


@njit(cache=True, nogil=True, **UNCOUNTED)
def _note_queues(w, q, ways, shut, lists, tick, at, noted, rows, most):
    """Note the queues of people who wait for others at a tick, or (``most``) only how long they are at most.

    Return how many rows are noted.
    """
    for approach in range(q.shape[0]):
        people = lists[STANDING, approach]
        if people > 0 and shut.shape[0] > 0:
            people = _crowded(w, q, ways, shut, approach, tick)
        if people > 0 and most:
            q[approach, MOST] = max(q[approach, MOST], people)
        elif people > 0:
            noted[rows, 0], noted[rows, 1], noted[rows, 2] = at, approach, people
            rows += 1
    return rows


@njit(cache=True, nogil=True, **UNCOUNTED)
def walk_noted(
    w, e, q, g, b, ways, shut, openings, home, closing, rings, lists, sizes, tick, until, bin_ticks,
    stall_ticks, noted, bins,
):  # fmt: skip
    """Walk everybody on as ``walk_queues`` does, and note the queues at the start of each bin of time.

    Parameters
    ----------
    w, e, q, g, b, ways, shut, home, closing, rings, lists, sizes
        As ``walk_queues`` takes them.
    openings
        Ticks at which a street opens again, ascending: it is then seen who waits for others.
    tick, until, stall_ticks
        As ``walk_queues`` takes them.
    bin_ticks
        How often the queues are noted [0.1 s].
    noted
        Filled with bin, approach and people of each queue, bin after bin, shape (k, 3); a bin is walked where
        there is room for all approaches.
    bins
        Bins at most.

    Returns
    -------
    tick, rows : int
        The tick that comes next, and how many rows of ``noted`` are filled.
    """
    rows, opening = 0, np.searchsorted(openings, tick)
    while (sizes[LEAVING] < home.size or sizes[PENDING] > 0) and tick < until:
        if bins == 0 or rows + q.shape[0] > noted.shape[0]:
            break
        bins -= 1
        at = tick // bin_ticks
        rows = _note_queues(w, q, ways, shut, lists, tick - 1, at, noted, rows, False)
        end = min((at + 1) * bin_ticks, until)
        while tick < end and (sizes[LEAVING] < home.size or sizes[PENDING] > 0):
            while opening < openings.size and openings[opening] < tick:
                opening += 1
            # It stops where a street opens, to see who then waits for others.
            stop = min(openings[opening] + 1, end) if opening < openings.size else end
            tick = walk_queues(
                w, e, q, g, b, ways, shut, home, closing, rings, lists, sizes, tick, stop, stall_ticks
            )  # fmt: skip
            if openings.size > 0:
                _note_queues(w, q, ways, shut, lists, tick - 1, at, noted, rows, True)
    return tick, rows
