"""Prices of seats against what they promise, on random small assignments."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.flow import FlowProblem, solve_flow
from evacuation.prices import cheapest_pairs, seat_prices, unseen_gains


@st.composite
def problems(draw) -> FlowProblem:
    rows, destinations = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    pairs = [(r, t) for r in range(rows) for t in range(destinations) if draw(st.booleans())]
    whole = st.integers(0, 20)
    return FlowProblem(
        persons=np.array([draw(st.integers(1, 3)) for _ in range(rows)]),
        unassigned_cost=np.array([draw(st.integers(10, 40)) for _ in range(rows)]),
        seats=np.array([draw(st.integers(0, 4)) for _ in range(destinations)]),
        row=np.array([r for r, _ in pairs], np.int64),
        destination=np.array([t for _, t in pairs], np.int64),
        cost=np.array([draw(whole) for _ in pairs], np.int64),
    )


def total(problem: FlowProblem, flow, left) -> int:
    return int((flow * problem.cost).sum() + (left * problem.unassigned_cost).sum())


@settings(deadline=None, max_examples=150)
@given(problems())
def test_nobody_would_rather_have_another_seat_at_its_price(problem: FlowProblem):
    flow, _ = solve_flow(problem)
    price = seat_prices(
        problem.row, problem.destination, problem.cost, flow, problem.unassigned_cost, problem.seats
    )
    taken = np.bincount(problem.destination, flow, minlength=problem.seats.size)
    assert (price >= 0).all()
    assert (price[taken < problem.seats] == 0).all()
    for pair in np.flatnonzero(flow):
        row, pays = problem.row[pair], problem.cost[pair] + price[problem.destination[pair]]
        others = problem.cost[problem.row == row] + price[problem.destination[problem.row == row]]
        assert pays <= others.min()
        assert pays <= problem.unassigned_cost[row]


@settings(deadline=None, max_examples=150)
@given(problems(), st.integers(1, 2))
def test_pairs_that_nobody_gains_by_may_stay_unseen(problem: FlowProblem, first: int):
    seen = cheapest_pairs(problem.row, problem.destination, problem.cost, first)
    flow = np.zeros(problem.row.size, np.int64)
    flow[seen], left = solve_flow(problem.only(seen))
    best = total(problem, *solve_flow(problem))
    gains = unseen_gains(problem, flow, left, seen)
    assert not (gains & seen).any()
    # No gain is left exactly where the assignment is as cheap as with all pairs, or prices say so.
    if not gains.any():
        assert total(problem, flow, left) == best


def test_where_something_is_gained_near_gains_are_seen_too():
    # Row 0 sits at destination 0 for 10; destination 1 would cost 8, destination 2 costs 11.
    problem = FlowProblem(
        persons=np.array([1]), unassigned_cost=np.array([99]), seats=np.array([2, 1, 1]),
        row=np.array([0, 0, 0]), destination=np.array([0, 1, 2]), cost=np.array([10, 8, 11]),
    )  # fmt: skip
    seen, flow, left = np.array([True, False, False]), np.array([1, 0, 0]), np.array([0])
    assert unseen_gains(problem, flow, left, seen).tolist() == [False, True, False]
    assert unseen_gains(problem, flow, left, seen, slack=1).tolist() == [False, True, False]
    assert unseen_gains(problem, flow, left, seen, slack=2).tolist() == [False, True, True]
    # Without a gain nothing is marked, however near.
    dear = replace(problem, cost=np.array([10, 10, 11]))
    assert not unseen_gains(dear, flow, left, seen, slack=5).any()
    assert not unseen_gains(problem, flow, left, np.ones(3, bool)).any()


def test_the_cheapest_pairs_of_each_row_and_all_that_cost_as_little():
    row, destination = np.array([0, 0, 0, 1, 1]), np.array([0, 1, 2, 0, 2])
    cost = np.array([5, 3, 5, 9, 1])
    assert cheapest_pairs(row, destination, cost, 1).tolist() == [False, True, False, False, True]
    assert cheapest_pairs(row, destination, cost, 2).tolist() == [True, True, True, True, True]
    # Fewer destinations than asked for: all.
    assert cheapest_pairs(row, destination, cost, 3).all()
    assert cheapest_pairs(row[:0], destination[:0], cost[:0], 1).size == 0
