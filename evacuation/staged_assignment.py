"""The same assignment in two exact stages, where one set of weights would not fit into 64 bits."""

import numpy as np

from evacuation.aims import Options, People, first_aims, later_aims
from evacuation.flow import FlowProblem, Solved, solve_flow
from evacuation.network import BoolArray, IntArray


def solve_in_stages(
    people: People, seats: IntArray, options: Options, ticks: IntArray, *, minutes_decide: bool
) -> tuple[Solved, Solved]:
    """Solve the aims down to the reserve, then the others among all answers as good.

    The prices of seats of the first answer describe all others that cost as little: they use only
    pairs, and leave only people, that pay no more than the least of their row, and fill every
    destination whose seats have a price (complementary slackness). The second stage solves among these.

    Parameters
    ----------
    people, seats, options
        Demand rows, seats of each destination, and the pairs.
    ticks
        Walking time that counts for each pair [0.1 s].
    minutes_decide
        Whether walking comes before the own district.

    Returns
    -------
    tuple[Solved, Solved]
        Of the first aims, and of all of them: its prices are those of the second stage.
    """
    problem = first_problem(people, seats, options, ticks)
    first = solve_flow(problem)
    pays = problem.cost + first.price[problem.destination]
    least = problem.unassigned_cost.copy()
    np.minimum.at(least, problem.row, pays)
    on_face = pays == least[problem.row]
    later = later_aims(options, seats.size, minutes_decide=minutes_decide).pair_cost(options, ticks)
    face = FlowProblem(
        persons=people.persons, unassigned_cost=np.zeros_like(least), seats=seats,
        row=options.row[on_face], destination=options.destination[on_face], cost=later[on_face],
    )  # fmt: skip
    second = solve_flow(on_face_only(face, problem.unassigned_cost == least, first.price > 0))
    again = np.zeros(options.row.size, np.int64)
    again[on_face] = second.flow
    return first, Solved(again, second.left, second.price)


def first_problem(people: People, seats: IntArray, options: Options, ticks: IntArray) -> FlowProblem:
    """Return the problem of the aims down to the reserve.

    Parameters
    ----------
    people, seats, options, ticks
        As ``solve_in_stages`` takes them.

    Returns
    -------
    FlowProblem
        With small costs.
    """
    first = first_aims(seats.size)
    return FlowProblem(
        persons=people.persons, unassigned_cost=first.unassigned_cost(people), seats=seats,
        row=options.row, destination=options.destination, cost=first.pair_cost(options, ticks),
    )  # fmt: skip


def on_face_only(problem: FlowProblem, may_be_left: BoolArray, must_be_full: BoolArray) -> FlowProblem:
    """Return the problem with penalties on what the first stage forbids: none is paid by the cheapest flow.

    A flow that breaks no rule exists. Were a cheapest flow to break one, one of the simple cycles by
    which the two differ would break fewer, and lose less than the destinations times the largest cost of
    a pair: each breach costs more than that.

    Parameters
    ----------
    problem
        The pairs that may be used.
    may_be_left
        Rows of which people may have no place, shape (rows,).
    must_be_full
        Destinations that have to be filled, shape (destinations,).

    Returns
    -------
    FlowProblem
        The same people, seats and pairs; a seat that stays empty where it must not costs as much as a
        person who is left and must not be.
    """
    largest = max(int(problem.cost.max(initial=0)), int(problem.unassigned_cost.max(initial=0)))
    penalty = (problem.seats.size + 1) * largest + 1
    # A seat that must be taken is cheaper by the penalty: all others are dearer by it.
    return FlowProblem(
        persons=problem.persons,
        unassigned_cost=problem.unassigned_cost + np.where(may_be_left, penalty, 2 * penalty),
        seats=problem.seats,
        row=problem.row,
        destination=problem.destination,
        cost=problem.cost + np.where(must_be_full[problem.destination], 0, penalty),
    )
