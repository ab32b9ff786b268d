"""The min-cost flow and the handing out among the rows of a group, on small cases."""

import numpy as np

from evacuation.aims import Options, People
from evacuation.flow import FlowProblem, hand_out, solve_flow


def whole(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def _people(persons, group, rank) -> People:
    none = np.zeros(2, bool)
    return People(persons, group, none, none, rank, in_pairs=none, leaving=~none)


#: Two rows of 3 and 2 people; destination 0 has 3 seats and is cheap, destination 1 has 2 and is dear.
PROBLEM = FlowProblem(
    persons=whole(3, 2),
    unassigned_cost=whole(100, 90),
    seats=whole(3, 2),
    row=whole(0, 0, 1),
    destination=whole(0, 1, 0),
    cost=whole(5, 20, 4),
)


def test_everybody_has_a_place_where_that_costs_less():
    solved = solve_flow(PROBLEM)
    # Row 1 can go to destination 0 only: two there, one of row 0 beside them, two at the dear one.
    assert solved.flow.tolist() == [1, 2, 2]
    assert solved.left.tolist() == [0, 0]


def test_those_are_left_whose_place_costs_more_than_having_none():
    dear = FlowProblem(
        persons=whole(3), unassigned_cost=whole(10), seats=whole(2, 5), row=whole(0, 0),
        destination=whole(0, 1), cost=whole(3, 11),
    )  # fmt: skip
    solved = solve_flow(dear)
    assert (solved.flow.tolist(), solved.left.tolist()) == ([2, 0], [1])


def test_a_divided_group_sends_its_first_rows_to_the_nearest_destination():
    # One group of two rows (rank 1 and 0) with 2 and 3 people; both destinations shared.
    people = _people(whole(2, 3), whole(0, 0), rank=whole(1, 0))
    options = Options(whole(0, 0, 1, 1), whole(0, 1, 0, 1), *(np.zeros(4, np.int64),) * 3)
    cost, flow = whole(10, 5, 10, 5), whole(0, 2, 3, 0)
    out = hand_out(people, options, cost, flow, shared=np.ones(4, bool), n_destinations=2)
    # Two seats at the near destination (1) and three at the far: row 1 comes first, two of it go near.
    assert out.tolist() == [2, 0, 1, 2]
    assert (flow.tolist(), out.sum()) == ([0, 2, 3, 0], 5)


def test_what_is_not_shared_stays():
    people = _people(whole(2, 3), whole(0, 0), rank=whole(1, 0))
    options = Options(whole(0, 0, 1, 1), whole(0, 1, 0, 1), *(np.zeros(4, np.int64),) * 3)
    shared = np.array([True, False, True, False])
    out = hand_out(people, options, whole(10, 5, 10, 5), whole(0, 2, 3, 0), shared=shared, n_destinations=2)
    assert out.tolist() == [0, 2, 3, 0]


def test_groups_keep_to_themselves():
    people = _people(whole(1, 1), whole(0, 1), rank=whole(0, 0))
    options = Options(whole(0, 1), whole(0, 1), *(np.zeros(2, np.int64),) * 3)
    out = hand_out(people, options, whole(9, 1), whole(1, 1), shared=np.ones(2, bool), n_destinations=2)
    assert out.tolist() == [1, 1]
