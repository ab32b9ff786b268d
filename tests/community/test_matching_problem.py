"""Who could be covered at all, and what a gap is."""

import numpy as np

from community.matching_problem import Match
from tests.community.test_matching import problem


def test_possible_is_who_has_enough_supporters_and_the_car():
    pairs = [(0, 0, 0, 1), (1, 0, 0, 1), (1, 1, 0, 1), (2, 0, 0, 1), (3, 1, 0, 1)]
    one = problem([2, 2, 1, 1, 0], pairs, wants_car=[2, 3], cars=[1])
    assert one.possible().tolist() == [False, True, False, True, True]


def test_pairs_are_taken_out_together():
    one = problem([1], [(0, 0, 3, 7), (0, 1, 4, 8)]).only(np.array([False, True]))
    assert (one.person.tolist(), one.supporter.tolist()) == ([0], [1])
    assert (one.danger.tolist(), one.walk.tolist()) == ([4], [8])


def test_a_gap_is_what_the_bound_leaves():
    covered = np.array([True, True, False])
    match = Match(np.zeros(0, np.bool_), covered, np.array([True, False, False]), 3, 3)
    assert (match.gap, match.spared_gap) == (1, 2)
