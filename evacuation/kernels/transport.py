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
    int64 (places, places) both. ``is_known`` says of which places they are known, and still right;
    ``to_free`` which place with seats left is nearest, −1 where that is to be found again.
    """

    of_place: np.ndarray
    to_place: np.ndarray
    is_known: np.ndarray
    to_free: np.ndarray


@njit(cache=True, nogil=True)
def _no_moves(n_places):
    return Moves(
        np.full((n_places, n_places), _FAR, np.int64),
        np.full((n_places, n_places), _FAR, np.int64),
        np.zeros(n_places, np.bool_),
        np.full(n_places, -1, np.int64),
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
def _know_moves(cost, seated, place, moves):
    """Find what the cheapest move of anybody who sits at a place costs, to each place."""
    link, least = seated.link, np.full(moves.is_known.size, np.int64(NEVER))
    entry = seated.first_here[place]
    while entry >= 0:
        costs = cost[link[ROW, entry]]
        here = costs[place]
        for k in range(least.size):
            least[k] = min(least[k], costs[k] - here)
        entry = link[NEXT_HERE, entry]
    of_place = moves.of_place[place]
    for k in range(least.size):
        now = least[k] if least[k] <= NEVER >> 1 else np.int64(_FAR)
        if now != of_place[k]:
            of_place[k] = now
            moves.to_place[k, place] = now
    moves.is_known[place] = True
    moves.to_free[place] = -1


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
    moves.to_free[place] = -1


@njit(cache=True, nogil=True)
def _went(cost, row, place, moves):
    """Forget the cheapest moves from a place if one of them was that of a row that has gone."""
    costs, of_place = cost[row], moves.of_place[place]
    here = costs[place]
    alike = 0
    for k in range(costs.size):
        alike += costs[k] - here == of_place[k]
    # To stay costs everybody nothing.
    if alike > 1:
        moves.is_known[place] = False


@njit(cache=True, nogil=True)
def _least(values):
    """Return where the least of some values stands, the first of equal ones."""
    # numpy's own takes seconds to compile. Both loops take many values at a time.
    least = values[0]
    for i in range(values.size):
        least = min(least, values[i])
    at = values.size
    for i in range(values.size):
        at = min(at, i if values[i] == least else values.size)
    return at


@njit(cache=True, nogil=True)
def _nearest_free(of_place, place, load, seats):
    """Return which place with seats left is nearest by one move, the first of equally near ones."""
    least, nearest = np.int64(_FAR), load.size - 1
    for k in range(load.size):
        if load[k] < seats[k] and of_place[place, k] < least:
            least, nearest = of_place[place, k], k
    # From where nobody sits nobody moves: to have no place is as good as any.
    return nearest


@njit(cache=True, nogil=True)
def _come_nearer(start, to, to_place, behind, toward):
    """Lead chains by way of a place where that is cheaper; whether it is anywhere."""
    # Half the places make no chain cheaper: to see that takes a third of the time. Both loops take many
    # values at a time, and read the table itself: a row taken out of it is counted, which takes longer.
    gain = np.int64(0)
    for j in range(behind.size):
        gain = min(gain, start + to_place[to, j] - behind[j])
    if gain == 0:
        return False
    for j in range(behind.size):
        length = start + to_place[to, j]
        toward[j] = to if length < behind[j] else toward[j]
        behind[j] = min(length, behind[j])
    return True


@njit(cache=True, nogil=True)
def _closest(behind, less):
    """Return how far the nearest place is that a search has not passed."""
    least = np.int64(_FAR)
    for j in range(behind.size):
        least = min(least, behind[j] - less[j])
    return least


@njit(cache=True, nogil=True)
def _next(behind, less, reached):
    """Return the first place that is just so far, the number of places where there is none."""
    at = behind.size
    for j in range(behind.size):
        at = min(at, j if behind[j] - less[j] == reached else behind.size)
    return at


@njit(cache=True, nogil=True)
def _search(load, seats, of_place, to_place, to_free, price, distance, toward):
    """Find the cheapest chain of each place to one with seats left, and how far the search went."""
    n_places = load.size
    # What a chain costs with the price of the place that it begins at, and that price: the rest is its
    # distance. Less than nothing where the search need not pass, or has passed.
    behind = np.zeros(n_places, np.int64)
    less = np.full(n_places, np.int64(-NEVER))
    # Of a place with seats left only those moves matter whose nearest it is: they are linked.
    first, following = np.full(n_places, np.int64(-1)), np.full(n_places, np.int64(-1))
    waiting = 0
    for j in range(n_places):
        toward[j] = -1
        if load[j] < seats[j]:
            continue
        behind[j], less[j] = NEVER + price[j], price[j]
        waiting += load[j] > seats[j]
        to = to_free[j]
        if to < 0 or load[to] >= seats[to]:
            to = to_free[j] = _nearest_free(of_place, j, load, seats)
        less[to] = 0
        following[j], first[to] = first[to], j
    waiting = (waiting + _PARTS - 1) // _PARTS
    k, reached = 0, np.int64(0)
    while True:
        # Most places are as far as the last one was: the first of them is next.
        while k < n_places and behind[k] - less[k] != reached:
            k += 1
        if k == n_places:
            reached = _closest(behind, less)
            k = _next(behind, less, reached)
        less[k] = -NEVER
        if load[k] < seats[k]:
            back, j = k, first[k]
            while j >= 0:
                length = of_place[j, k]
                if length < behind[j]:
                    behind[j], toward[j] = length, k
                    if length == less[j]:
                        back = min(back, j)
                j = following[j]
            k = back
            continue
        if load[k] > seats[k]:
            waiting -= 1
            if waiting == 0:
                break
        if _come_nearer(behind[k], k, to_place, behind, toward):
            k = _next(behind, less, reached)
    for j in range(n_places):
        distance[j] = behind[j] - price[j]
    return reached


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
                    if moves.is_known[place]:
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
    distance = np.full(n_places, np.int64(NEVER))
    toward = np.full(n_places, np.int64(-1))
    enough = True
    while enough:
        too_full = False
        for j in range(n_places):
            too_full |= load[j] > seats[j]
            # Who is full stays full: from now on it is enough to look at who comes and goes.
            if not moves.is_known[j] and load[j] >= seats[j]:
                _know_moves(cost, seated, j, moves)
        if not too_full:
            break
        reached = _search(load, seats, moves.of_place, moves.to_place, moves.to_free, price, distance, toward)
        for j in range(n_places):
            # Where nobody can be seated nobody has to be kept content.
            if seats[j] > 0:
                price[j] += min(distance[j], reached)
        enough = _send_on(cost, by_place, seats, seated, load, price, distance, reached, toward, moves)
    return enough, seated.link[ROW], seated.link[PLACE], seated.held, price
