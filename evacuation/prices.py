"""Prices of seats: which pairs could still make an assignment cheaper.

In the dual of the assignment each destination has a price, 0 where seats are left. An assignment is
cheapest if nobody could pay less (walking plus price) elsewhere.
"""

import numpy as np

from evacuation.flow import FlowProblem
from evacuation.network import BoolArray, IntArray

#: Stands for "cannot move there"; far above any cost, far below overflow when added up.
_NEVER = np.int64(1 << 61)


def cheapest_pairs(row: IntArray, destination: IntArray, cost: IntArray, count: int) -> BoolArray:
    """Mark the ``count`` cheapest pairs of each row, and all that cost as little as the last.

    Parameters
    ----------
    row, destination, cost
        Pairs, shape (pairs,).
    count
        Pairs of each row.

    Returns
    -------
    BoolArray
        Shape (pairs,).
    """
    if row.size == 0 or destination.max() < count:
        return np.ones(row.size, np.bool_)
    dense = np.full((int(row.max()) + 1, int(destination.max()) + 1), _NEVER, np.int64)
    dense[row, destination] = cost
    limit = np.partition(dense, count - 1, axis=1)[:, count - 1]
    return cost <= limit[row]


def seat_prices(
    row: IntArray,
    destination: IntArray,
    cost: IntArray,
    flow: IntArray,
    unassigned_cost: IntArray,
    seats: IntArray,
) -> IntArray:
    """Return the highest prices that keep everybody content with the present flow, shape (destinations,).

    Whoever sits at j must not prefer k: price(j) ≤ price(k) + cost(k) − cost(j), for each pair
    given; nor having no place: price(j) ≤ unassigned_cost − cost(j); and price(j) = 0 where seats are
    left. The highest prices are shortest distances to the destinations with seats left (Bellman–Ford).

    Parameters
    ----------
    row, destination, cost, flow
        Pairs that the solver saw, and its flow on them.
    unassigned_cost
        Cost of having no place, shape (rows,).
    seats
        Seats of each destination.

    Returns
    -------
    IntArray
        Prices in the unit of the costs, shape (destinations,).
    """
    n_destinations = seats.size
    taken = np.bincount(destination, flow, minlength=n_destinations)
    price = np.where(taken < seats, np.int64(0), _NEVER)
    used = np.flatnonzero(flow)
    np.minimum.at(price, destination[used], unassigned_cost[row[used]] - cost[used])
    move = np.full((n_destinations, n_destinations), _NEVER, np.int64)
    # Join each used pair with every pair of the same row.
    order = np.argsort(row, kind="stable")
    begin = np.searchsorted(row[order], row[used])
    end = np.searchsorted(row[order], row[used], side="right")
    count = end - begin
    here = np.repeat(used, count)
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    there = order[np.repeat(begin, count) + offset]
    np.minimum.at(move, (destination[here], destination[there]), cost[there] - cost[here])
    for _ in range(n_destinations):
        through = np.min(np.minimum(move + np.minimum(price, _NEVER - 1)[None, :], _NEVER), axis=1)
        lower = np.minimum(price, through)
        if (lower == price).all():
            break
        price = lower
    return np.maximum(price, 0)


def unseen_gains(
    problem: FlowProblem, flow: IntArray, left: IntArray, seen: BoolArray, *, slack: int = 0
) -> BoolArray:
    """Mark the pairs the solver has not seen that could make the assignment cheaper.

    Nothing is marked where none could. Where some could, so are those that miss it by less than
    ``slack``, because prices move from one solution to the next.

    Parameters
    ----------
    problem
        All pairs.
    flow, left
        People on each pair (0 where unseen), and people of each row without a place.
    seen
        Pairs that the solver saw.
    slack
        In the unit of costs.

    Returns
    -------
    BoolArray
        Shape (pairs,).
    """
    none = np.zeros(seen.size, np.bool_)
    if seen.all():
        return none
    row, destination, cost, unassigned_cost = (
        problem.row,
        problem.destination,
        problem.cost,
        problem.unassigned_cost,
    )
    known = np.flatnonzero(seen)
    price = seat_prices(
        row[known], destination[known], cost[known], flow[known], unassigned_cost, problem.seats
    )
    pays = np.where(left > 0, unassigned_cost, -1)
    used = np.flatnonzero(flow)
    np.maximum.at(pays, row[used], cost[used] + price[destination[used]])
    gain = pays[row] - cost - price[destination]
    return ~seen & (gain > -slack) if (~seen & (gain > 0)).any() else none
