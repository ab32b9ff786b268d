"""Largest remainder: every sum holds."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.shares import split_persons


def test_largest_remainder_goes_first() -> None:
    # 10 × (0.55, 0.25, 0.2) = 5.5, 2.5, 2.0: one left, to the earlier of the equal remainders.
    assert split_persons(np.array([10]), np.array([0.55, 0.25, 0.2])).tolist() == [[6, 2, 2]]


@given(
    st.lists(st.integers(0, 500), min_size=1, max_size=20),
    st.lists(st.floats(0.01, 1.0), min_size=1, max_size=6),
)
def test_parts_sum_to_the_whole_and_stay_within_one_person(persons: list[int], weights: list[float]) -> None:
    shares = np.array(weights) / sum(weights)
    whole = np.array(persons, np.int64)
    parts = split_persons(whole, shares)
    assert parts.sum(axis=1).tolist() == persons
    assert (np.abs(parts - whole[:, None] * shares) <= 1 + 1e-6).all()
    assert (parts >= 0).all()
