"""Everybody goes to the nearest place, and on from there where it is full: one arrival after the other."""

import numpy as np
from numba import njit

#: Bits of an event that name the row; the time stands above them.
_ROW_BITS = 24


@njit(cache=True, nogil=True)
def _push(events, size, event):
    """Add an event to a binary heap; how many it holds then."""
    i = size
    while i > 0 and events[(i - 1) >> 1] > event:
        events[i] = events[(i - 1) >> 1]
        i = (i - 1) >> 1
    events[i] = event
    return size + 1


@njit(cache=True, nogil=True)
def _pop(events, size):
    """Take the first event from a binary heap; and how many it holds then."""
    first, last = events[0], events[size - 1]
    size -= 1
    i = 0
    while 2 * i + 1 < size:
        child = 2 * i + 1
        if child + 1 < size and events[child + 1] < events[child]:
            child += 1
        if events[child] >= last:
            break
        events[i] = events[child]
        i = child
    events[i] = last
    return first, size


@njit(cache=True, nogil=True)
def walk_on(first, arrive, walked, persons, seats, may, walk, latest, most_walk, profile):
    """Seat people where they arrive while seats are left, and send the others on to the next nearest place.

    Whoever arrives first sits; at the same tick, the row that stands first. Nobody knows what is full
    before he stands there, and nobody comes twice to the same place.

    Parameters
    ----------
    first, arrive, walked
        Place that people of each row go to first (−1 for none), when they arrive [0.1 s after t0], and what
        they have walked then [0.1 s]: int64 (rows,).
    persons
        People of each row, int64 (rows,).
    seats
        Seats of each place, −1 without limit, int64 (places,).
    may
        Whether people of each row may be led to each place, bool (places, rows).
    walk, latest
        Walk from each place to each other, and the latest departure from it that still arrives [0.1 s], of
        each walking profile and of two sorts of routes, the preferred first: int64 (profiles, 2, places,
        places).
    most_walk
        Longest walk to each place [0.1 s], of each profile: int64 (profiles, places).
    profile
        Walking profile of each row, int64 (rows,).

    Returns
    -------
    came, turned_away, full_at_first, seated : int64 (places,)
        People who come to a place, those of them who find no seat there, those for whom it was the first
        place, and those who have a seat.
    seated_of : int64 (rows,)
        People of each row who have a seat in the end.
    tick_persons : int64 (rows,)
        What those have walked, summed over them [0.1 s].
    """
    n_places, n_rows = may.shape
    came, turned_away, full_at_first, seated = np.zeros((4, n_places), np.int64)
    seated_of, tick_persons = np.zeros((2, n_rows), np.int64)
    at, left, walked = first.copy(), persons.copy(), walked.copy()
    been = np.zeros((n_rows, n_places), np.bool_)
    # One event a row that is on its way: when it arrives, with the row in the low bits.
    begin = arrive.min() if n_rows > 0 else np.int64(0)
    events = np.empty(n_rows, np.int64)
    waiting = 0
    for i in range(n_rows):
        if at[i] >= 0 and left[i] > 0:
            waiting = _push(events, waiting, ((arrive[i] - begin) << _ROW_BITS) | i)
    while waiting > 0:
        event, waiting = _pop(events, waiting)
        row, now = event & ((1 << _ROW_BITS) - 1), (event >> _ROW_BITS) + begin
        place = at[row]
        came[place] += left[row]
        free = left[row] if seats[place] < 0 else min(left[row], seats[place] - seated[place])
        seated[place] += free
        seated_of[row] += free
        tick_persons[row] += free * walked[row]
        left[row] -= free
        turned_away[place] += left[row]
        if not been[row].any():
            full_at_first[place] += left[row]
        been[row, place] = True
        if left[row] == 0:
            continue
        nearest, ticks = -1, 0
        for sort in range(2):
            for to in range(n_places):
                way = walk[profile[row], sort, place, to]
                if (
                    may[to, row]
                    and not been[row, to]
                    and now <= latest[profile[row], sort, place, to]
                    and walked[row] + way <= most_walk[profile[row], to]
                    and (nearest < 0 or way < ticks)
                ):
                    nearest, ticks = to, way
        if nearest >= 0:
            at[row] = nearest
            walked[row] += ticks
            waiting = _push(events, waiting, ((now + ticks - begin) << _ROW_BITS) | row)
    return came, turned_away, full_at_first, seated, seated_of, tick_persons
