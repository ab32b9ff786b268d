"""The same assignment in two exact stages, where one set of weights would not fit into 64 bits."""

import numpy as np

from evacuation.aims import Options, People, first_aims, later_aims
from evacuation.flow import FlowProblem, solve_flow
from evacuation.network import IntArray
from evacuation.prices import seat_prices


def solve_in_stages(
    people: People, seats: IntArray, options: Options, ticks: IntArray, *, minutes_decide: bool
) -> tuple[IntArray, IntArray]:
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
    flow, left : int64 (pairs,), (rows,)
        People on each pair, and people without a place.
    """
    first = first_aims(seats.size)
    problem = FlowProblem(
        persons=people.persons, unassigned_cost=first.unassigned_cost(people), seats=seats,
        row=options.row, destination=options.destination, cost=first.pair_cost(options, ticks),
    )  # fmt: skip
    flow, _ = solve_flow(problem)
    price = seat_prices(
        problem.row, problem.destination, problem.cost, flow, problem.unassigned_cost, problem.seats
    )
    pays = problem.cost + price[problem.destination]
    least = problem.unassigned_cost.copy()
    np.minimum.at(least, problem.row, pays)
    on_face = pays == least[problem.row]
    later = later_aims(options, seats.size, minutes_decide=minutes_decide)
    second = FlowProblem(
        persons=people.persons, unassigned_cost=np.zeros_like(least), seats=seats,
        row=options.row[on_face], destination=options.destination[on_face],
        cost=later.pair_cost(options, ticks)[on_face],
    )  # fmt: skip
    again = np.zeros(options.row.size, np.int64)
    again[on_face], left = solve_flow(
        second, may_be_left=problem.unassigned_cost == least, must_be_full=price > 0
    )
    return again, left
