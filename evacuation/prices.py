"""Prices of seats: the proof that no assignment costs less, and what one more seat would be worth.

A price for each seat and one for each person bound the cost of every assignment from below, whoever set
them: where nobody's price is above what any place open to him costs with its seat, everybody together
pays at most the cost and the price of the seats (weak duality)::

    row(i) ≤ cost(i, j) + seat(j),   row(i) ≤ unassigned(i),   seat(j) ≥ 0
    Σ persons(i) · row(i) − Σ seats(j) · seat(j)  ≤  cost of any assignment

An assignment that costs as much as the bound is cheapest. Prices are not unique; one more seat is worth
the least of them, which is not what the proof needs and is worked out apart.
"""

from dataclasses import dataclass

import numpy as np

from evacuation.flow import FlowProblem
from evacuation.kernels.fall import shortest_falls
from evacuation.kernels.transport import NEVER, least_gaps
from evacuation.network import IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Certificate:
    """Prices with the lower bound that they prove, in weighted ticks.

    Parameters
    ----------
    seat_price, row_price
        Of one seat of each destination, and of one person of each row: shapes (destinations,), (rows,).
    cost
        Of the assignment.
    bound
        No assignment costs less.
    """

    seat_price: IntArray
    row_price: IntArray
    cost: int
    bound: int

    @property
    def gap(self) -> int:
        """What the assignment may cost too much; 0 proves that none costs less."""
        return self.cost - self.bound


def certify(problem: FlowProblem, flow: IntArray, left: IntArray, seat_price: IntArray) -> Certificate:
    """Return the bound that prices of seats prove for an assignment.

    Parameters
    ----------
    problem
        The people, the seats and the pairs.
    flow, left
        People on each pair, and people of each row without a place.
    seat_price
        Any prices from 0, shape (destinations,).

    Returns
    -------
    Certificate
        With the highest prices of rows that the prices of seats allow, which give the best bound.
    """
    row_price = problem.unassigned_cost.copy()
    begin = np.flatnonzero(np.diff(problem.row, prepend=-1))
    if begin.size:
        pays = np.minimum.reduceat(problem.cost + seat_price[problem.destination], begin)
        some = problem.row[begin]
        row_price[some] = np.minimum(row_price[some], pays)
    cost = _exact_sum(flow, problem.cost) + _exact_sum(left, problem.unassigned_cost)
    bound = _exact_sum(problem.persons, row_price) - _exact_sum(problem.seats, seat_price)
    return Certificate(seat_price, row_price, cost, bound)


def _exact_sum(count: IntArray, each: IntArray) -> int:
    """Return Σ count · each, however large; each from 0."""
    high, low = each >> 31, each & ((1 << 31) - 1)
    return (int(count @ high) << 31) + int(count @ low)


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """What one more seat of each destination would be worth, and which moves would make use of it.

    A seat more is taken by somebody who comes from elsewhere (``comes_from``), whose seat is then taken by
    another, and so on, until a seat is freed that nobody gains by, or somebody without a place has one.

    Parameters
    ----------
    worth
        By how much the cheapest assignment would cost less, shape (destinations,).
    row
        Row of the person who comes; −1 where nobody would gain, shape (destinations,).
    comes_from
        His destination now; the number of destinations for none; −1 where nobody would gain.
    order
        Destinations in an order in which each comes after the one that it depends on.
    """

    worth: IntArray
    row: IntArray
    comes_from: IntArray
    order: IntArray


def one_more_seat(problem: FlowProblem, flow: IntArray, left: IntArray, seat_price: IntArray) -> Moves:
    """Return what one more seat would be worth: the least prices that prove the assignment.

    How far a price may fall until somebody would rather have that seat is a shortest distance: to 0 it
    may fall by itself, and by the cost of a move more than the price of the place that it starts from.

    Parameters
    ----------
    problem, flow, left
        The problem and its cheapest flow.
    seat_price
        Prices that prove it, shape (destinations,).

    Returns
    -------
    Moves
        Of each destination.
    """
    n = problem.seats.size
    price = np.append(seat_price, 0)
    gap, mover = _gaps(problem, flow, left, price)
    fall, comes_from, order = shortest_falls(gap, price)
    row = np.where(comes_from >= 0, mover[comes_from, np.arange(n + 1)], -1)
    return Moves(seat_price - fall[:-1], row[:-1], comes_from[:-1], order[order < n])


def _gaps(problem: FlowProblem, flow: IntArray, left: IntArray, price: IntArray) -> tuple[IntArray, IntArray]:
    """Return what a move from each destination to each other costs more than the prices say, and whose it is.

    Both have the shape (destinations + 1, destinations + 1); the last stands for having no place.
    """
    n = problem.seats.size
    pays = np.full((problem.persons.size, n + 1), NEVER, np.int64)
    pays[problem.row, problem.destination] = problem.cost + price[problem.destination]
    pays[:, n] = problem.unassigned_cost
    used = np.flatnonzero(flow)
    by_place = used[np.argsort(problem.destination[used], kind="stable")]
    start = np.searchsorted(problem.destination[by_place], np.arange(n + 1))
    without = np.flatnonzero(left)
    row = np.concatenate([problem.row[by_place], without])
    gap, mover = least_gaps(pays, np.append(start, row.size), row)
    # Having no place takes nobody's seat.
    gap[:, n] = NEVER
    return gap, mover
