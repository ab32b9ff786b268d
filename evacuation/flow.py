"""The assignment as a min-cost flow, and which people of a divided group go where."""

from dataclasses import dataclass

import numpy as np

from evacuation.aims import Options, People
from evacuation.kernels.transport import NEVER, transport
from evacuation.network import BoolArray, IntArray

#: The solver adds up few costs and prices at a time: sums of them must stay whole numbers of 64 bits.
LARGEST_COST = NEVER >> 2


@dataclass(frozen=True, slots=True, eq=False)
class FlowProblem:
    """People and the pairs that they may use.

    Parameters
    ----------
    persons, unassigned_cost
        People of each row, and what it costs that one of them has no place, shape (rows,).
    seats
        Of each destination, shape (destinations,).
    row, destination, cost
        Pairs, sorted by row and destination, shape (pairs,).
    """

    persons: IntArray
    unassigned_cost: IntArray
    seats: IntArray
    row: IntArray
    destination: IntArray
    cost: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """The cheapest flow of a problem, and prices of seats that prove it.

    Parameters
    ----------
    flow
        People on each pair, shape (pairs,).
    left
        People of each row without a place, shape (rows,).
    price
        Of a seat of each destination, in the unit of the costs; 0 where seats are left, shape
        (destinations,).
    """

    flow: IntArray
    left: IntArray
    price: IntArray


def solve_flow(problem: FlowProblem, *, entries: int | None = None) -> Solved:
    """Return people on each pair, and people left of each row, at least cost.

    Parameters
    ----------
    problem
        The people, the seats and the pairs.
    entries
        Pairs that the solver has room for at first; None for what is usual. Changes the time only.

    Returns
    -------
    Solved
        The flow with its prices.

    Raises
    ------
    OverflowError
        When a cost is negative or too large for whole numbers of 64 bits.
    """
    n_rows, n_destinations = problem.persons.size, problem.seats.size
    dense = _dense_costs(problem)
    first = _first_of_alike(dense)
    persons = np.add.reduceat(problem.persons, first) if n_rows else problem.persons
    seats = np.append(problem.seats, problem.persons.sum() + 1)
    costs = dense if first.size == n_rows else dense[first]
    room = 2 * (first.size + n_destinations) + 16 if entries is None else entries
    while True:
        enough, row, place, held, price = transport(costs, persons, seats, room)
        if enough:
            break
        room *= 2
    used = np.flatnonzero(held)
    used = used[np.lexsort((place[used], row[used]))]
    row, place, held = _among_alike(problem.persons, place[used].astype(np.int64), held[used])
    without = place == n_destinations
    left = np.zeros(n_rows, np.int64)
    left[row[without]] = held[without]
    key = problem.row * n_destinations + problem.destination
    flow = np.zeros(problem.row.size, np.int64)
    flow[np.searchsorted(key, row[~without] * n_destinations + place[~without])] = held[~without]
    return Solved(flow, left, _price_everywhere(problem, dense, price[:-1]))


def _first_of_alike(dense: IntArray) -> IntArray:
    """Return the first of rows that stand together and cost the same everywhere: one row to the solver.

    It has less to do, and a block whose rows are alike is divided no more often than it must be.
    """
    same = np.zeros(len(dense), np.bool_)
    same[1:] = (dense[1:] == dense[:-1]).all(axis=1)
    return np.flatnonzero(~same)


def _among_alike(persons: IntArray, place: IntArray, held: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return row, place and people of flows of rows that were one to the solver, row by row in their order.

    ``place`` and ``held`` are sorted by joined row, of which all people go somewhere: people of the rows
    and of the flows are two ways to cut the same line of people.
    """
    row_end, flow_end = np.cumsum(persons), np.cumsum(held)
    cuts = np.union1d(row_end, flow_end)
    cuts = cuts[cuts > 0]
    return np.searchsorted(row_end, cuts), place[np.searchsorted(flow_end, cuts)], np.diff(cuts, prepend=0)


def _dense_costs(problem: FlowProblem) -> IntArray:
    """Return what every row costs everywhere, the last column without a place: (rows, destinations + 1)."""
    largest = max(int(problem.unassigned_cost.max(initial=0)), int(problem.cost.max(initial=0)))
    least = min(int(problem.unassigned_cost.min(initial=0)), int(problem.cost.min(initial=0)))
    if least < 0 or largest > LARGEST_COST:
        msg = f"costs from {least} to {largest}: they must lie between 0 and {LARGEST_COST}"
        raise OverflowError(msg)
    dense = np.full((problem.persons.size, problem.seats.size + 1), NEVER, np.int64)
    has_seats = problem.seats[problem.destination] > 0
    dense[problem.row[has_seats], problem.destination[has_seats]] = problem.cost[has_seats]
    dense[:, -1] = problem.unassigned_cost
    return dense


def _price_everywhere(problem: FlowProblem, dense: IntArray, price: IntArray) -> IntArray:
    """Return the prices with those of destinations without a seat: the least that keep everybody away."""
    nowhere = problem.seats[problem.destination] == 0
    if not nowhere.any():
        return price
    pays = (dense + np.append(price, 0)).min(axis=1, initial=NEVER)
    out = price.copy()
    would_pay = pays[problem.row[nowhere]] - problem.cost[nowhere]
    np.maximum.at(out, problem.destination[nowhere], would_pay)
    return out


def hand_out(
    people: People,
    options: Options,
    cost: IntArray,
    flow: IntArray,
    *,
    shared: BoolArray,
    n_destinations: int,
) -> IntArray:
    """Return the flow with the shared destinations of each group handed out anew among its rows.

    To the solver the rows of a group are alike. Rows by rank and destinations by cost are laid side by
    side, each as long as its people: where they overlap, people of that row go to that destination. What
    the aims look at stays the same, and so do the people of each row and of each destination.

    Parameters
    ----------
    people, options
        Demand rows and all their pairs, sorted by row and destination.
    cost
        Cost of each pair, the same for all rows of a group where it is shared, shape (pairs,).
    flow
        People on each pair.
    shared
        Pairs whose destination all rows of the group have at the same cost.
    n_destinations
        Number of destinations.

    Returns
    -------
    IntArray
        People on each pair, shape (pairs,).
    """
    used = np.flatnonzero((flow > 0) & shared)
    row, group = options.row[used], people.group[options.row[used]]
    by_rank = used[np.lexsort((row, people.rank[row], group))]
    by_cost = used[np.lexsort((options.destination[used], cost[used], group))]
    row_end, destination_end = np.cumsum(flow[by_rank]), np.cumsum(flow[by_cost])
    cuts = np.union1d(row_end, destination_end)
    persons = np.diff(cuts, prepend=0)
    from_row = options.row[by_rank[np.searchsorted(row_end, cuts)]]
    to_destination = options.destination[by_cost[np.searchsorted(destination_end, cuts)]]
    out = flow.copy()
    out[used] = 0
    key = options.row * n_destinations + options.destination
    np.add.at(out, np.searchsorted(key, from_row * n_destinations + to_destination), persons)
    return out
