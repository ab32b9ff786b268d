"""Largest remainder: every sum holds, and every level keeps its expectation."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.shares import split_in_groups, split_persons


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


def test_people_of_many_small_blocks_do_not_vanish() -> None:
    # 100 blocks of 4 in two districts of 50, 6 % need help: 0.24 a block, 12 a district, 24 in all,
    # and none of them if every block were rounded alone.
    persons = np.full(100, 4)
    district = np.repeat(["a", "b"], 50)
    helped = split_in_groups(persons, np.array([0.06, 0.94]), [district])[:, 0]
    assert [helped[:50].sum(), helped[50:].sum()] == [12, 12]
    assert helped.max() == 1


def test_the_whole_is_rounded_to_the_nearest_person_and_groups_by_their_remainder() -> None:
    # Districts expect 1.3, 1.4 and 1.6, the city 4.3: 4 persons, the one beyond 1 + 1 + 1 to the
    # third; in the third the blocks expect 0.9 and 0.7: both.
    persons = np.full(6, 10)
    share = np.array([0.06, 0.07, 0.1, 0.04, 0.09, 0.07])
    got = split_in_groups(persons, np.column_stack([share, 1 - share]), [[1, 1, 2, 2, 3, 3]])
    assert got[:, 0].tolist() == [0, 1, 1, 0, 1, 1]


def test_half_a_person_in_the_whole_is_rounded_up_and_equal_remainders_go_to_the_first() -> None:
    assert split_in_groups(np.array([1]), np.array([0.5, 0.5]), []).tolist() == [[1, 0]]
    # 0.25 each, 0.5 in all: one person, in the first row.
    assert split_in_groups(np.ones(2, np.int64), np.array([0.25, 0.75]), [])[:, 0].tolist() == [1, 0]


def test_whole_expectations_stay_whole() -> None:
    # 0.3 × 10 is 3 whatever the last bit of the product, whatever the neighbours.
    persons = np.array([10, 10, 3])
    share = np.array([[0.3, 0.1, 0.6], [0.3, 0.1, 0.6], [1 / 3, 1 / 3, 1 / 3]])
    assert split_in_groups(persons, share, []).tolist() == [[3, 1, 6], [3, 1, 6], [1, 1, 1]]


def test_a_part_without_a_share_gets_nobody() -> None:
    got = split_in_groups(np.array([3, 4, 5]), np.array([0.5, 0.0, 0.5]), [["a", "a", "b"]])
    assert got[:, 1].tolist() == [0, 0, 0]
    assert got.sum(axis=1).tolist() == [3, 4, 5]


def test_nobody_and_no_rows_are_split_into_nothing() -> None:
    assert split_in_groups(np.zeros(2, np.int64), np.zeros((2, 3)), [[0, 1]]).tolist() == [[0] * 3] * 2
    assert split_in_groups(np.empty(0, np.int64), np.empty((0, 3)), [[]]).shape == (0, 3)
    assert split_in_groups(np.array([7]), np.array([1.0]), []).tolist() == [[7]]


def test_groups_that_cross_still_keep_both_levels() -> None:
    # District "a" lies in two wards: each of its halves is a group of its own.
    persons = np.full(8, 1)
    got = split_in_groups(persons, np.array([0.5, 0.5]), [["a"] * 8, ["x"] * 4 + ["y"] * 4])[:, 0]
    assert [got[:4].sum(), got[4:].sum()] == [2, 2]


@st.composite
def _cities(draw):
    count = draw(st.integers(1, 14))
    parts = draw(st.integers(2, 5))
    persons = draw(st.lists(st.integers(0, 12), min_size=count, max_size=count))
    weight = st.sampled_from([0.0, 0.1, 0.25, 1 / 3, 0.5, 1.0])
    rows = draw(st.lists(st.lists(weight, min_size=parts, max_size=parts), min_size=count, max_size=count))
    shares = np.array([np.array(row) / sum(row) if sum(row) else np.eye(parts)[0] for row in rows])
    district = draw(st.lists(st.integers(0, 3), min_size=count, max_size=count))
    return np.array(persons, np.int64), shares, np.array(district)


@settings(deadline=None, max_examples=30)
@given(_cities())
def test_every_block_district_ward_and_the_city_stay_within_one(city) -> None:
    persons, shares, district = city
    ward = district // 2
    got = split_in_groups(persons, shares, [district, ward])
    expected = persons[:, None] * shares
    assert (got >= 0).all()
    assert got.sum(axis=1).tolist() == persons.tolist()
    levels = [np.arange(persons.size), district, ward, np.zeros(persons.size)]
    for level in levels:
        for group in np.unique(level):
            inside = level == group
            difference = got[inside].sum(axis=0) - expected[inside].sum(axis=0)
            assert (np.abs(difference) < 1).all()
    assert np.array_equal(got, split_in_groups(persons, shares, [district, ward]))


@pytest.mark.parametrize("parts", [2, 3])
def test_a_city_of_a_thousand_blocks_keeps_each_district(parts: int) -> None:
    rng = np.random.default_rng(5)
    persons, district = rng.integers(0, 9, 1000), np.sort(rng.integers(0, 20, 1000))
    shares = rng.dirichlet(np.full(parts, 0.4), 1000)
    got = split_in_groups(persons, shares, [district])
    expected = persons[:, None] * shares
    for part in range(parts):
        by_district = np.bincount(district, got[:, part] - expected[:, part])
        assert np.abs(by_district).max() < 1
    assert (np.abs(got - expected) < 1).all()
