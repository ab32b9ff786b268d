"""Who is covered where several helpers are needed at once."""

import numpy as np

from community.matching_choice import choose_covered
from tests.community.test_matching import problem

_PAIRS = [(p, s, 0, 1) for p in range(3) for s in range(3)]


def test_two_with_one_helper_come_before_one_with_two():
    one = problem([2, 1, 1], _PAIRS[:9])
    every = np.ones(3, np.bool_)
    found = choose_covered(one, every, np.array([True, False, False]), np.array([False, True, True]))
    assert found.covered.sum() == found.covered_bound == 2
    assert found.spares_most


def test_where_nobody_is_partial_nothing_is_decided_anew():
    one = problem([2, 1], [(0, 0, 0, 1), (1, 0, 0, 1)])
    covered = np.array([False, True])
    found = choose_covered(one, np.array([False, True]), np.zeros(2, np.bool_), covered)
    assert found.covered.tolist() == [False, True]
    assert found.covered_bound == 1


def test_parts_that_share_nobody_are_decided_apart():
    # Person 0 and 1 share supporters 0-2; person 2 has supporter 3 for herself.
    one = problem([2, 2, 1], [(p, s, 0, 1) for p in range(2) for s in range(3)] + [(2, 3, 0, 1)])
    found = choose_covered(
        one, np.ones(3, np.bool_), np.array([True, True, False]), np.array([False, False, True])
    )
    assert found.covered[2]
    assert found.covered.sum() == found.covered_bound == 2


def test_of_choices_that_cover_as_many_one_that_spares_most_is_taken():
    # Either 0 (needs two) or 1 (needs two) can be covered by supporters 0-2; only 1 wants a spare.
    one = problem([2, 2], [(p, s, 0, 1) for p in range(2) for s in range(3)], spare=[0, 1])
    found = choose_covered(one, np.ones(2, np.bool_), np.ones(2, np.bool_), np.zeros(2, np.bool_))
    assert found.covered.tolist() == [False, True]
