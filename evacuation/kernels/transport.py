"""People to places at least cost: exact successive shortest paths on the graph of places.

Everybody begins at the cheapest place, whether it has room or not. A place that holds more than its seats
sends people on: along the cheapest chain of moves (somebody moves from here to the next place, somebody of
that place to the next but one, …) that ends where seats are left. One search from all places with seats
left, backwards, gives the cheapest chain of every place; prices that rise by its length keep everybody
content with the place he has, so that nobody could ever gain by another chain, and that is the proof.

The last column of the costs stands for having no place, which has room for all.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

#: Cost of a pair that is not allowed. Costs that are given stay below a quarter of it.
NEVER = 1 << 61
_FAR = 1 << 62
#: One search serves until this part of the places that are too full has been reached: later ones are
#: served better by a search of their own.
_PARTS = 4

_ROW, _PLACE, _NEXT_HERE, _BEFORE_HERE, _NEXT_OF_ROW = range(5)


class Seated(NamedTuple):
    """Who sits where: entries of a row and a place, linked by place and by row.

    ``link`` is int32 (5, entries): row, place, next and former entry of the place, next of the row; −1 ends.
    ``held`` are the people of each entry; ``first_here`` and ``first_of_row`` begin the chains;
    ``free`` holds the number of unused entries, then their numbers.
    """

    link: np.ndarray
    held: np.ndarray
    first_here: np.ndarray
    first_of_row: np.ndarray
    free: np.ndarray


@njit(cache=True, nogil=True)
def _empty(n_rows, n_places, entries):
    free = np.empty(entries + 1, np.int32)
    free[0] = entries
    for i in range(entries):
        free[i + 1] = entries - 1 - i
    return Seated(
        np.full((5, entries), -1, np.int32),
        np.zeros(entries, np.int64),
        np.full(n_places, -1, np.int32),
        np.full(n_rows, -1, np.int32),
        free,
    )


@njit(cache=True, nogil=True)
def _enter(seated, row, place, persons):
    """Seat people of a row at a place; whether they are the first of their row there."""
    link, held, first_here, first_of_row, free = seated
    entry = first_of_row[row]
    while entry >= 0 and link[_PLACE, entry] != place:
        entry = link[_NEXT_OF_ROW, entry]
    if entry >= 0:
        held[entry] += persons
        return False
    entry = free[free[0]]
    free[0] -= 1
    held[entry] = persons
    link[_ROW, entry] = row
    link[_PLACE, entry] = place
    link[_NEXT_OF_ROW, entry] = first_of_row[row]
    first_of_row[row] = entry
    link[_NEXT_HERE, entry] = first_here[place]
    link[_BEFORE_HERE, entry] = -1
    if first_here[place] >= 0:
        link[_BEFORE_HERE, first_here[place]] = entry
    first_here[place] = entry
    return True


@njit(cache=True, nogil=True)
def _leave(seated, entry, persons):
    """Take people of an entry away; whether nobody is left of it."""
    link, held, first_here, first_of_row, free = seated
    held[entry] -= persons
    if held[entry] > 0:
        return False
    before, after = link[_BEFORE_HERE, entry], link[_NEXT_HERE, entry]
    if before >= 0:
        link[_NEXT_HERE, before] = after
    else:
        first_here[link[_PLACE, entry]] = after
    if after >= 0:
        link[_BEFORE_HERE, after] = before
    row = link[_ROW, entry]
    if first_of_row[row] == entry:
        first_of_row[row] = link[_NEXT_OF_ROW, entry]
    else:
        other = first_of_row[row]
        while link[_NEXT_OF_ROW, other] != entry:
            other = link[_NEXT_OF_ROW, other]
        link[_NEXT_OF_ROW, other] = link[_NEXT_OF_ROW, entry]
    free[0] += 1
    free[free[0]] = entry
    return True


@njit(cache=True, nogil=True)
def cheapest_moves(cost, link, first_here, place, moves):
    """Fill what the cheapest move of anybody who sits at a place costs, to each place.

    Parameters
    ----------
    cost
        Cost of each row at each place, shape (rows, places).
    link, first_here
        Who sits where, as ``Seated`` has them.
    place
        The place that they would leave.
    moves
        Filled in place, shape (places,).
    """
    n_places = moves.size
    for k in range(n_places):
        moves[k] = NEVER
    entry = first_here[place]
    while entry >= 0:
        costs = cost[link[_ROW, entry]]
        here = costs[place]
        for k in range(n_places):
            moves[k] = min(moves[k], costs[k] - here)
        entry = link[_NEXT_HERE, entry]
    for k in range(n_places):
        if moves[k] > NEVER >> 1:
            moves[k] = _FAR


@njit(cache=True, nogil=True)
def _least(values):
    """Return where the least of some values stands, the first of equal ones."""
    # numpy's own takes seconds to compile. The first loop takes many values at a time.
    least = values[0]
    for i in range(values.size):
        least = min(least, values[i])
    at = 0
    while values[at] != least:
        at += 1
    return at


@njit(cache=True, nogil=True)
def _search(load, seats, moves_to, price, distance, toward):
    """Find the cheapest chain of each place to one with seats left, and how far the search went."""
    n_places = load.size
    key = np.empty(n_places, np.int64)
    waiting = 0
    for j in range(n_places):
        distance[j] = key[j] = NEVER
        toward[j] = -1
        if load[j] < seats[j]:
            distance[j] = key[j] = 0
        elif load[j] > seats[j]:
            waiting += 1
    waiting = (waiting + _PARTS - 1) // _PARTS
    while True:
        k = _least(key)
        reached = distance[k]
        key[k] = NEVER
        if load[k] > seats[k]:
            waiting -= 1
            if waiting == 0:
                return reached
        behind = reached + price[k]
        moves = moves_to[k]
        for j in range(n_places):
            length = behind + moves[j] - price[j]
            shorter = length < distance[j]
            distance[j] = length if shorter else distance[j]
            key[j] = length if shorter else key[j]
            toward[j] = k if shorter else toward[j]


@njit(cache=True, nogil=True)
def _smallest_mover(cost, seated, place, to, loss):
    """Find the entry whose move costs just this much, of equal ones the one of fewest people, then by row.

    Many lose the same: all who come by one street corner. Few people moved whole divide fewer blocks.
    """
    link, held = seated.link, seated.held
    smallest = np.int32(-1)
    entry = seated.first_here[place]
    while entry >= 0:
        row = link[_ROW, entry]
        if cost[row, to] - cost[row, place] == loss and (
            smallest < 0
            or held[entry] < held[smallest]
            or (held[entry] == held[smallest] and row < link[_ROW, smallest])
        ):
            smallest = entry
        entry = link[_NEXT_HERE, entry]
    return smallest


@njit(cache=True, nogil=True)
def _chain(cost, seated, price, toward, mover, place):
    """Choose who moves along the chain of a place; where it ends, and how many can (0: it has broken)."""
    persons = np.int64(NEVER)
    while toward[place] >= 0:
        to = toward[place]
        entry = mover[place]
        if entry < 0:
            entry = _smallest_mover(cost, seated, place, to, price[place] - price[to])
            if entry < 0:
                return place, np.int64(0)
            mover[place] = entry
        persons = min(persons, seated.held[entry])
        place = to
    return place, persons


@njit(cache=True, nogil=True)
def _send_on(cost, seats, seated, load, price, distance, reached, toward, is_stale):
    """Send people from places that are too full along their chains, as long as these cost what they did.

    Whether there were entries enough for it.
    """
    mover = np.full(load.size, -1, np.int32)
    for full in range(load.size):
        if distance[full] > reached:
            continue
        while load[full] > seats[full]:
            end, persons = _chain(cost, seated, price, toward, mover, full)
            persons = min(persons, load[full] - seats[full], seats[end] - load[end])
            if persons <= 0:
                break
            # A chain adds one entry at most for each place that it passes.
            if seated.free[0] < load.size:
                return False
            load[full] -= persons
            load[end] += persons
            is_stale[end] = True
            place = full
            while toward[place] >= 0:
                to, entry = toward[place], mover[place]
                if _enter(seated, seated.link[_ROW, entry], to, persons):
                    is_stale[to] = True
                if _leave(seated, entry, persons):
                    is_stale[place] = True
                    mover[place] = -1
                place = to
    return True


@njit(cache=True, nogil=True)
def least_gaps(pays, start, row):
    """Return by how much each move would cost more than staying, the least of all who could make it.

    Parameters
    ----------
    pays
        Cost and price of one person of each row at each place, ``NEVER`` where not allowed; the last
        column is that of having no place. int64 (rows, places + 1).
    start, row
        Rows of the people of each place, by place: int64 (places + 2,) and (entries,).

    Returns
    -------
    gap, mover : int64 (places + 1, places + 1)
        From a place to another: what it costs more, and whose move it is; ``NEVER`` and −1 for none.
    """
    n_places = pays.shape[1]
    gap = np.full((n_places, n_places), NEVER, np.int64)
    mover = np.full((n_places, n_places), -1, np.int64)
    for place in range(n_places):
        for at in range(start[place], start[place + 1]):
            one = row[at]
            own = pays[one, place]
            for to in range(n_places):
                more = pays[one, to] - own
                if more < gap[place, to] and pays[one, to] < NEVER:
                    gap[place, to] = more
                    mover[place, to] = one
    return gap, mover


@njit(cache=True, nogil=True)
def transport(cost, persons, seats, entries):
    """Return who goes where at least cost, and prices of seats that prove it.

    Parameters
    ----------
    cost
        Cost of one person of each row at each place, ``NEVER`` where not allowed; the last column is that
        of having no place. int64 (rows, places + 1), from 0 to a quarter of ``NEVER``.
    persons
        People of each row, int64 (rows,).
    seats
        Seats of each place, and room for all in the last, int64 (places + 1,). A place without a seat
        must not be allowed to anybody.
    entries
        How many pairs may hold people at a time.

    Returns
    -------
    enough : bool
        False where ``entries`` were too few; nothing else is right then.
    row, place, held : (entries,)
        People on each pair that is used; entries without people mean nothing.
    price : int64 (places + 1,)
        Of a seat of each place; 0 where seats are left.
    """
    n_rows, n_places = cost.shape
    seated = _empty(n_rows, n_places, entries)
    load = np.zeros(n_places, np.int64)
    price = np.zeros(n_places, np.int64)
    for i in range(n_rows):
        if persons[i] > 0:
            place = _least(cost[i])
            _enter(seated, i, place, persons[i])
            load[place] += persons[i]
    moves_to = np.full((n_places, n_places), _FAR, np.int64)
    moves = np.empty(n_places, np.int64)
    is_stale = np.ones(n_places, np.bool_)
    distance = np.empty(n_places, np.int64)
    toward = np.empty(n_places, np.int64)
    enough = True
    while enough:
        too_full = False
        for j in range(n_places):
            too_full |= load[j] > seats[j]
            if is_stale[j] and load[j] >= seats[j]:
                cheapest_moves(cost, seated.link, seated.first_here, j, moves)
                for k in range(n_places):
                    moves_to[k, j] = moves[k]
                is_stale[j] = False
        if not too_full:
            break
        reached = _search(load, seats, moves_to, price, distance, toward)
        for j in range(n_places):
            # Where nobody can be seated nobody has to be kept content.
            if seats[j] > 0:
                price[j] += min(distance[j], reached)
        enough = _send_on(cost, seats, seated, load, price, distance, reached, toward, is_stale)
    return enough, seated.link[_ROW], seated.link[_PLACE], seated.held, price
