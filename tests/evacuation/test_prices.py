"""What prices of seats prove, and what one more seat is worth, on random small assignments."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.flow import FlowProblem, solve_flow
from evacuation.prices import certify, one_more_seat


@st.composite
def problems(draw) -> FlowProblem:
    rows, destinations = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    pairs = [(r, t) for r in range(rows) for t in range(destinations) if draw(st.booleans())]
    largest = draw(st.sampled_from([2, 20]))
    return FlowProblem(
        persons=np.array([draw(st.integers(0, 3)) for _ in range(rows)]),
        unassigned_cost=np.array([draw(st.integers(10, 40)) for _ in range(rows)]),
        seats=np.array([draw(st.integers(0, 4)) for _ in range(destinations)]),
        row=np.array([r for r, _ in pairs], np.int64),
        destination=np.array([t for _, t in pairs], np.int64),
        cost=np.array([draw(st.integers(0, largest)) for _ in pairs], np.int64),
    )


def total(problem: FlowProblem) -> int:
    solved = solve_flow(problem)
    return int((solved.flow * problem.cost).sum() + (solved.left * problem.unassigned_cost).sum())


@settings(deadline=None, max_examples=30)
@given(problems(), st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_no_prices_prove_more_than_the_least_cost(problem: FlowProblem, prices: list[int]) -> None:
    solved = solve_flow(problem)
    certificate = certify(problem, solved.flow, solved.left, np.array(prices[: problem.seats.size]))
    assert certificate.cost == total(problem)
    assert certificate.bound <= certificate.cost
    pays = problem.cost + certificate.seat_price[problem.destination]
    assert (certificate.row_price[problem.row] <= pays).all()
    assert (certificate.row_price <= problem.unassigned_cost).all()


@settings(deadline=None, max_examples=30)
@given(problems())
def test_the_prices_of_the_solver_leave_no_gap(problem: FlowProblem) -> None:
    solved = solve_flow(problem)
    certificate = certify(problem, solved.flow, solved.left, solved.price)
    assert certificate.gap == 0
    taken = np.bincount(problem.destination, solved.flow, minlength=problem.seats.size)
    assert (solved.price[taken < problem.seats] == 0).all()
    assert (solved.price >= 0).all()


def test_a_worse_assignment_leaves_a_gap() -> None:
    # One person, places at 3 and 5: sent to the second he costs 5, and 3 is what can be proved.
    problem = FlowProblem(
        persons=np.array([1]), unassigned_cost=np.array([9]), seats=np.array([1, 1]),
        row=np.array([0, 0]), destination=np.array([0, 1]), cost=np.array([3, 5]),
    )  # fmt: skip
    certificate = certify(problem, np.array([0, 1]), np.array([0]), np.zeros(2, np.int64))
    assert (certificate.cost, certificate.bound, certificate.gap) == (5, 3, 2)


def test_sums_beyond_64_bits_are_exact() -> None:
    # 2³² people at 2⁵⁸ each.
    problem = FlowProblem(
        persons=np.array([1 << 32]), unassigned_cost=np.array([1 << 58]), seats=np.array([0]),
        row=np.zeros(0, np.int64), destination=np.zeros(0, np.int64), cost=np.zeros(0, np.int64),
    )  # fmt: skip
    certificate = certify(problem, np.zeros(0, np.int64), problem.persons, np.zeros(1, np.int64))
    assert certificate.cost == certificate.bound == 1 << 90


@settings(deadline=None, max_examples=40)
@given(problems())
def test_one_more_seat_is_worth_what_solving_again_saves(problem: FlowProblem) -> None:
    solved = solve_flow(problem)
    moves = one_more_seat(problem, solved.flow, solved.left, solved.price)
    for destination in range(problem.seats.size):
        seats = problem.seats.copy()
        seats[destination] += 1
        assert moves.worth[destination] == total(problem) - total(replace(problem, seats=seats))
    assert ((moves.worth > 0) == (moves.row >= 0)).all()
    assert sorted(moves.order.tolist()) == list(range(problem.seats.size))


def test_a_price_may_be_higher_than_what_one_more_seat_is_worth() -> None:
    # One seat, one person who has it: any price up to 9 proves the assignment, a further seat is worth
    # nothing.
    problem = FlowProblem(
        persons=np.array([1]), unassigned_cost=np.array([9]), seats=np.array([1]),
        row=np.array([0]), destination=np.array([0]), cost=np.array([0]),
    )  # fmt: skip
    for price in (0, 9):
        assert certify(problem, np.array([1]), np.array([0]), np.array([price])).gap == 0
        assert one_more_seat(problem, np.array([1]), np.array([0]), np.array([price])).worth.tolist() == [0]
