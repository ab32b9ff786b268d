"""Streets that are shut for a while, as the walk through queues knows them: who may enter when, who waits.

A walk over a street lies within one span in which it is open: nobody enters who would not be through as it
shuts, and who stands on it then, in the queue at its end, is caught. Who comes while it is shut waits where
that is granted, and is cut off elsewhere. The table of windows is that of
``evacuation.kernels.queue_state``: one row a window of a link, those of a link one after the other.
"""

from numba import njit

from evacuation.kernels.queue_state import (
    AT,
    BEHIND,
    FIRST,
    NEVER,
    READY,
    SHUT_LAST,
    SHUT_MORE,
    SHUT_UNTIL,
    SHUT_WAITS,
    UNCOUNTED,
    WAY_GATE,
    WAY_LINK,
    WAY_SHUT,
    WAY_TICKS,
)


@njit(cache=True, nogil=True, **UNCOUNTED)
def _enters_from(ways, shut, at, tick):
    """Return the first tick from now on at which somebody may enter; after NEVER where he may not wait."""
    row = ways[at, WAY_SHUT]
    while row >= 0 and tick + ways[at, WAY_TICKS] > shut[row, SHUT_LAST]:
        if tick < shut[row, SHUT_UNTIL]:
            if shut[row, SHUT_WAITS] == 0:
                return 2 * NEVER
            tick = shut[row, SHUT_UNTIL]
        row = row + 1 if shut[row, SHUT_MORE] == 1 else -1
    return tick


@njit(cache=True, nogil=True, **UNCOUNTED)
def _last_entry(ways, shut, at, tick):
    """Return the last tick at which somebody may enter who may enter now; NEVER where it shuts no more."""
    row = ways[at, WAY_SHUT]
    while row >= 0:
        if tick < shut[row, SHUT_UNTIL]:
            return shut[row, SHUT_LAST] - ways[at, WAY_TICKS]
        row = row + 1 if shut[row, SHUT_MORE] == 1 else -1
    return NEVER


@njit(cache=True, nogil=True, **UNCOUNTED)
def _time_shut(ways, shut, at, since, until):
    """Return for how long of a time, its end not counted, somebody could not enter what he wants [0.1 s]."""
    row, total = ways[at, WAY_SHUT], 0
    while row >= 0:
        begin = max(since, shut[row, SHUT_LAST] - ways[at, WAY_TICKS] + 1)
        end = min(until, shut[row, SHUT_UNTIL])
        if end > begin:
            total += end - begin
            since = end
        row = row + 1 if shut[row, SHUT_MORE] == 1 else -1
    return total


@njit(cache=True, nogil=True, **UNCOUNTED)
def _crowded(w, q, ways, shut, approach, tick):
    """Return how many of a queue wait for others at a tick, and not for an opening."""
    count, person = 0, q[approach, FIRST]
    while person >= 0:
        if w[person, READY] <= tick and _time_shut(ways, shut, w[person, AT], tick, tick + 1) == 0:
            count += 1
        person = w[person, BEHIND]
    return count


@njit(cache=True, nogil=True, **UNCOUNTED)
def walk_alone(ways, shut, starts, closes, home_closes, route, leaves, arrives, through):
    """Let everybody walk as if nobody else did.

    Parameters
    ----------
    ways, shut
        Links of the routes, −1 after the last of each, and windows (``evacuation.kernels.queue_state``).
    starts
        Where each route starts in ``ways``, shape (routes,).
    closes, home_closes
        Last tick of each gate, shape (gates,), and of the home of each route, shape (routes,).
    route, leaves
        Route of each person, and when he stands where it begins [0.1 s after t0], shape (walkers,).
    arrives, through
        Filled with when he has walked the last link, waits for openings counted, and whether nothing closed
        before, at home neither, shape (walkers,); who is not through is taken as if he walked on.
    """
    for person in range(route.size):
        at, tick, stands = starts[route[person]], leaves[person], home_closes[route[person]]
        open_all = tick <= stands
        while ways[at, WAY_LINK] >= 0:
            last, opens = closes[ways[at, WAY_GATE]], _enters_from(ways, shut, at, tick)
            if opens > min(last, stands):
                open_all = False
            else:
                tick = opens
            # Until when he may stand at the end of it: on a street that shuts he is caught.
            stands = min(last, _last_entry(ways, shut, at, tick) + ways[at, WAY_TICKS])
            tick += ways[at, WAY_TICKS]
            if tick > last:
                open_all = False
            at += 1
        arrives[person], through[person] = tick, open_all
