"""Two stages give what one set of weights gives, and their prices prove it."""

import numpy as np
from hypothesis import given, settings

from evacuation.aims import aim_weights, counted_ticks
from evacuation.flow import FlowProblem, solve_flow
from evacuation.prices import certify
from evacuation.staged_assignment import assignment_weights, solve_in_stages
from tests.evacuation.test_assignment import cases


@settings(deadline=None, max_examples=60)
@given(cases())
def test_stages_cost_as_much_as_all_aims_at_once(case):
    people, capacity, options, minutes_decide = case
    seats = capacity.copy()
    seats[seats < 0] = people.persons.sum()
    ticks, _ = counted_ticks(people, options, seats.size, minutes_decide=minutes_decide)
    staged = solve_in_stages(people, seats, options, ticks, minutes_decide=minutes_decide)

    def problem(weights) -> FlowProblem:
        cost, unassigned = weights.pair_cost(options, ticks), weights.unassigned_cost(people)
        return FlowProblem(people.persons, unassigned, seats, options.row, options.destination, cost)

    def cost_of(weights, solved) -> int:
        costs = problem(weights)
        return int((solved.flow * costs.cost).sum() + (solved.left * costs.unassigned_cost).sum())

    at_once = aim_weights(people, options, seats.size, minutes_decide=minutes_decide)
    assert cost_of(at_once, staged) == cost_of(at_once, solve_flow(problem(at_once)))
    # The earlier aims weigh more where there are two stages: by these weights the prices prove the whole.
    weights = assignment_weights(people, options, seats.size, minutes_decide=minutes_decide, largest_cost=0)
    certificate = certify(problem(weights), staged.flow, staged.left, staged.price)
    assert (certificate.gap, certificate.cost) == (0, cost_of(weights, staged))
    assert all(price >= 0 for price in staged.price)


def test_weights_beyond_64_bits_are_whole_numbers_all_the_same():
    # One person, 40 places 2³⁰ ticks away, one of them below the reserve: 64 bits do not hold its cost.
    from evacuation.aims import Options
    from tests.evacuation.test_assignment import _people

    n = 40
    pairs = Options(
        np.zeros(n, np.int64), np.arange(n), np.full(n, 1 << 50), np.zeros(n, np.int64),
        (np.arange(n) == 0).astype(np.int64),
    )  # fmt: skip
    weights = assignment_weights(_people([1]), pairs, n, minutes_decide=True)
    assert weights.largest > 1 << 63
    assert weights.pair_cost(pairs, pairs.ticks)[0] == weights.below + weights.ticks * (1 << 50)
