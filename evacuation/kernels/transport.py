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

from evacuation.kernels.seated import NEXT_HERE, PLACE, ROW, enter, leave, nobody

#: Cost of a pair that is not allowed. Costs that are given stay below a quarter of it.
NEVER = 1 << 61
_FAR = 1 << 62
#: One search serves until this part of the places that are too full has been reached: later ones are
#: served better by a search of their own.
_PARTS = 4

#: Who moves on from a place has not been looked for; −1 stands for nobody.
_NOT_SOUGHT = -2


class Moves(NamedTuple):
    """What the cheapest move from each place to each other costs, of anybody who sits there.

    ``of_place`` has a row for each place that people leave, ``to_place`` one for each that they come to,
    int64 (places, places) both. ``is_known`` says of which places they are known; ``doubtful`` marks those
    whose people have gone, by places as ``of_place``, and ``is_doubtful`` places with one at least.
    """

    of_place: np.ndarray
    to_place: np.ndarray
    is_known: np.ndarray
    doubtful: np.ndarray
    is_doubtful: np.ndarray


@njit(cache=True, nogil=True)
def _no_moves(n_places):
    return Moves(
        np.full((n_places, n_places), _FAR, np.int64),
        np.full((n_places, n_places), _FAR, np.int64),
        np.zeros(n_places, np.bool_),
        np.zeros((n_places, n_places), np.bool_),
        np.zeros(n_places, np.bool_),
    )


@njit(cache=True, nogil=True)
def _by_place(cost):
    """Return the costs place by place: who looks through the people of one place reads two of them only."""
    n_rows, n_places = cost.shape
    by_place = np.empty((n_places, n_rows), np.int64)
    for i in range(n_rows):
        for j in range(n_places):
            by_place[j, i] = cost[i, j]
    return by_place


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
        costs = cost[link[ROW, entry]]
        here = costs[place]
        for k in range(n_places):
            moves[k] = min(moves[k], costs[k] - here)
        entry = link[NEXT_HERE, entry]
    for k in range(n_places):
        if moves[k] > NEVER >> 1:
            moves[k] = _FAR


@njit(cache=True, nogil=True)
def _came(cost, row, place, moves):
    """Lower the cheapest moves from a place by those of a row that has come there."""
    costs, of_place = cost[row], moves.of_place[place]
    here = costs[place]
    for k in range(costs.size):
        move = costs[k] - here
        if move <= NEVER >> 1 and move < of_place[k]:
            of_place[k] = move
            moves.to_place[k, place] = move


@njit(cache=True, nogil=True)
def _went(cost, row, place, moves):
    """Mark the cheapest moves from a place that were those of a row that has gone."""
    costs, of_place, doubtful = cost[row], moves.of_place[place], moves.doubtful[place]
    here = costs[place]
    for k in range(costs.size):
        if costs[k] - here == of_place[k]:
            doubtful[k] = True
            moves.is_doubtful[place] = True


@njit(cache=True, nogil=True)
def _settle(by_place, seated, place, moves):
    """Find the marked moves from a place again: none costs less than it did, many as much."""
    link, here, doubtful = seated.link, by_place[place], moves.doubtful[place]
    for k in range(doubtful.size):
        if not doubtful[k]:
            continue
        doubtful[k] = False
        there = by_place[k]
        least, was = np.int64(_FAR), moves.of_place[place, k]
        entry = seated.first_here[place]
        while entry >= 0 and least != was:
            row = link[ROW, entry]
            least = min(least, there[row] - here[row])
            entry = link[NEXT_HERE, entry]
        least = least if least <= NEVER >> 1 else np.int64(_FAR)
        moves.of_place[place, k] = least
        moves.to_place[k, place] = least
    moves.is_doubtful[place] = False


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
def _smallest_mover(by_place, seated, place, to, loss):
    """Find the entry whose move costs just this much, of equal ones the one of fewest people, then by row.

    Many lose the same: all who come by one street corner. Few people moved whole divide fewer blocks.
    """
    link, held = seated.link, seated.held
    there, here = by_place[to], by_place[place]
    smallest = np.int32(-1)
    entry = seated.first_here[place]
    while entry >= 0:
        row = link[ROW, entry]
        if there[row] - here[row] == loss and (
            smallest < 0
            or held[entry] < held[smallest]
            or (held[entry] == held[smallest] and row < link[ROW, smallest])
        ):
            smallest = entry
        entry = link[NEXT_HERE, entry]
    return smallest


@njit(cache=True, nogil=True)
def _chain(by_place, seated, price, toward, mover, place):
    """Choose who moves along the chain of a place; where it ends, and how many can (0: it has broken)."""
    persons = np.int64(NEVER)
    while toward[place] >= 0:
        to = toward[place]
        entry = mover[place]
        if entry == _NOT_SOUGHT:
            entry = _smallest_mover(by_place, seated, place, to, price[place] - price[to])
            mover[place] = entry
        if entry < 0:
            return place, np.int64(0)
        persons = min(persons, seated.held[entry])
        place = to
    return place, persons


@njit(cache=True, nogil=True)
def _send_on(cost, by_place, seats, seated, load, price, distance, reached, toward, moves):
    """Send people from places that are too full along their chains, as long as these cost what they did.

    Whether there were entries enough for it.
    """
    mover = np.full(load.size, _NOT_SOUGHT, np.int32)
    for full in range(load.size):
        if distance[full] > reached:
            continue
        while load[full] > seats[full]:
            end, persons = _chain(by_place, seated, price, toward, mover, full)
            persons = min(persons, load[full] - seats[full], seats[end] - load[end])
            if persons <= 0:
                break
            # A chain adds one entry at most for each place that it passes.
            if seated.free[0] < load.size:
                return False
            load[full] -= persons
            load[end] += persons
            place = full
            while toward[place] >= 0:
                to, entry = toward[place], mover[place]
                row = seated.link[ROW, entry]
                if enter(seated, row, to, persons):
                    if mover[to] < 0:
                        mover[to] = _NOT_SOUGHT
                    if moves.is_known[to]:
                        _came(cost, row, to, moves)
                if leave(seated, entry, persons):
                    _went(cost, row, place, moves)
                    mover[place] = _NOT_SOUGHT
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
    seated = nobody(n_rows, n_places, entries)
    load = np.zeros(n_places, np.int64)
    price = np.zeros(n_places, np.int64)
    for i in range(n_rows):
        if persons[i] > 0:
            place = _least(cost[i])
            enter(seated, i, place, persons[i])
            load[place] += persons[i]
    by_place, moves = _by_place(cost), _no_moves(n_places)
    distance = np.empty(n_places, np.int64)
    toward = np.empty(n_places, np.int64)
    enough = True
    while enough:
        too_full = False
        for j in range(n_places):
            too_full |= load[j] > seats[j]
            if moves.is_doubtful[j]:
                _settle(by_place, seated, j, moves)
            if not moves.is_known[j] and load[j] >= seats[j]:
                # Who is full stays full: from now on it is enough to look at who comes and goes.
                cheapest_moves(cost, seated.link, seated.first_here, j, moves.of_place[j])
                for k in range(n_places):
                    moves.to_place[k, j] = moves.of_place[j, k]
                moves.is_known[j] = True
        if not too_full:
            break
        reached = _search(load, seats, moves.to_place, price, distance, toward)
        for j in range(n_places):
            # Where nobody can be seated nobody has to be kept content.
            if seats[j] > 0:
                price[j] += min(distance[j], reached)
        enough = _send_on(cost, by_place, seats, seated, load, price, distance, reached, toward, moves)
    return enough, seated.link[ROW], seated.link[PLACE], seated.held, price
