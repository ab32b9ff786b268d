"""The same assignment in two exact stages, where one set of weights would not fit into 64 bits."""

import numpy as np

from evacuation.aims import (
    AimWeights,
    Options,
    People,
    aim_weights,
    first_aims,
    later_aims,
    more_than_a_cycle_loses,
)
from evacuation.flow import LARGEST_COST, FlowProblem, Solved, solve_flow
from evacuation.network import BoolArray, IntArray


def assignment_weights(
    people: People,
    options: Options,
    n_destinations: int,
    *,
    minutes_decide: bool,
    largest_cost: int = LARGEST_COST,
) -> AimWeights:
    """Return the weights of an assignment, by which its cost, its bound and its prices are told.

    Where the aims have to be solved in two stages, the earlier ones weigh so much more that the prices of
    both stages prove the whole (``solve_in_stages``).

    Parameters
    ----------
    people, options
        Demand rows and their pairs.
    n_destinations
        Number of destinations.
    minutes_decide
        Whether walking comes before the own district.
    largest_cost
        Where weights would grow beyond this the aims are solved in two stages.

    Returns
    -------
    AimWeights
        ``aim_weights``, or larger ones where ``largest`` is above ``largest_cost``.
    """
    weights = aim_weights(people, options, n_destinations, minutes_decide=minutes_decide)
    if weights.largest <= largest_cost:
        return weights
    later = later_aims(people, options, n_destinations, minutes_decide=minutes_decide)
    first = first_aims(people, options, n_destinations)
    # A person's price of the second stage is at most its dearest row, two penalties and the last aim.
    return later.after(first, 4 * more_than_a_cycle_loses(later, options, n_destinations))


def solve_in_stages(
    people: People, seats: IntArray, options: Options, ticks: IntArray, *, minutes_decide: bool
) -> Solved:
    """Solve the aims down to the reserve, then the others among all answers as good.

    The prices of seats of the first answer describe all others that cost as little: they use only
    pairs, and leave only people, that pay no more than the least of their row, and fill every
    destination whose seats have a price (complementary slackness). The second stage solves among these.

    The prices of both stages, those of the first as often as its aims weigh more, are prices of the whole: a
    pair that the first stage rules out is dearer by one of its units, which is more than the second can lose.

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
    Solved
        Of all aims; prices are whole numbers of any size (dtype object), in the unit of
        ``assignment_weights``.
    """
    n = seats.size
    first_weights = first_aims(people, options, n)
    problem = FlowProblem(
        persons=people.persons, unassigned_cost=first_weights.unassigned_cost(people), seats=seats,
        row=options.row, destination=options.destination, cost=first_weights.pair_cost(options, ticks),
    )  # fmt: skip
    first = solve_flow(problem)
    pays = problem.cost + first.price[problem.destination]
    least = problem.unassigned_cost.copy()
    np.minimum.at(least, problem.row, pays)
    on_face = pays == least[problem.row]
    weights = later_aims(people, options, n, minutes_decide=minutes_decide)
    later = weights.pair_cost(options, ticks)
    face = FlowProblem(
        persons=people.persons, unassigned_cost=weights.unassigned_cost(people), seats=seats,
        row=options.row[on_face], destination=options.destination[on_face], cost=later[on_face],
    )  # fmt: skip
    penalty, must_be_full = more_than_a_cycle_loses(weights, options, n), first.price > 0
    second = solve_flow(on_face_only(face, problem.unassigned_cost == least, must_be_full, penalty=penalty))
    again = np.zeros(options.row.size, np.int64)
    again[on_face] = second.flow
    own = second.price.astype(object) - np.where(must_be_full, penalty, 0)
    return Solved(again, second.left, 4 * penalty * first.price.astype(object) + own)


def on_face_only(
    problem: FlowProblem, may_be_left: BoolArray, must_be_full: BoolArray, *, penalty: int
) -> FlowProblem:
    """Return the problem with penalties on what the first stage forbids: none is paid by the cheapest flow.

    A flow that breaks no rule exists. Were a cheapest flow to break one, one of the simple cycles by
    which the two differ would break fewer, and lose less than the penalty.

    Parameters
    ----------
    problem
        The pairs that may be used.
    may_be_left
        Rows of which people may have no place, shape (rows,).
    must_be_full
        Destinations that have to be filled, shape (destinations,).
    penalty
        What a breach costs (``aims.more_than_a_cycle_loses``).

    Returns
    -------
    FlowProblem
        The same people, seats and pairs; a seat that stays empty where it must not costs as much as a
        person who is left and must not be.
    """
    # A seat that must be taken is cheaper by the penalty: all others are dearer by it.
    return FlowProblem(
        persons=problem.persons,
        unassigned_cost=problem.unassigned_cost + np.where(may_be_left, penalty, 2 * penalty),
        seats=problem.seats,
        row=problem.row,
        destination=problem.destination,
        cost=problem.cost + np.where(must_be_full[problem.destination], 0, penalty),
    )
