"""Weights of the aims: whatever is gained on a later aim never outweighs one unit of an earlier."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evacuation.aims import (
    AimTotals,
    AimWeights,
    Options,
    People,
    aim_weights,
    counted_ticks,
    first_aims,
    later_aims,
)


def whole(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def people(persons=(1, 1), group=(0, 1), helped=(False, True), zone=(False, True), leaving=None) -> People:
    rank = np.arange(len(persons))
    none = np.zeros(len(persons), bool)
    leaving = none if leaving is None else np.array(leaving)
    return People(whole(*persons), whole(*group), np.array(helped), np.array(zone), rank, none, leaving)


def options(row=(0, 1), destination=(0, 0), ticks=(7, 9), aside=(0, 2), below=(0, 1)) -> Options:
    return Options(*(whole(*values) for values in (row, destination, ticks, aside, below)))


@given(st.integers(1, 5), st.integers(1, 1000), st.integers(1, 4), st.booleans())
def test_each_aim_outweighs_all_that_a_cycle_loses_on_later_ones(
    destinations, longest, aside, minutes_decide
):
    pairs = options(ticks=(longest, 0), aside=(0, aside))
    found = aim_weights(people(leaving=(True, False)), pairs, destinations, minutes_decide=minutes_decide)
    # A cycle changes the number of leaving people without a place by one.
    assert found.leaving == 1
    assert min(found.ticks, found.aside) > found.leaving
    # The most that pairs can lose: each destination once, by the largest difference.
    lost_ticks, lost_aside = destinations * longest * found.ticks, destinations * aside * found.aside
    if minutes_decide:
        assert found.ticks > destinations * aside * found.aside + found.leaving
    else:
        assert found.aside > lost_ticks + found.leaving
    lost = lost_ticks + lost_aside + found.leaving
    assert found.below > lost
    lost += destinations * found.below
    assert found.zone_first > lost
    assert found.help_first > found.zone_first + lost
    assert found.unserved > found.help_first + found.zone_first + lost


def test_aims_that_concern_nobody_are_left_out():
    nobody = people(helped=(False, False), zone=(False, False))
    found = aim_weights(nobody, options(below=(0, 0)), 2, minutes_decide=False)
    assert (found.below, found.zone_first) == (0, 0)
    # Two destinations of at most 9 ticks, and of at most 2 aside at 2 × 9 + 1 each.
    assert (found.ticks, found.aside) == (1, 19)
    assert found.help_first == 2 * (9 + 2 * 19) + 1


def test_where_minutes_decide_walking_comes_before_the_district():
    found = aim_weights(people(), options(), 2, minutes_decide=True)
    assert (found.ticks, found.aside) == (2 * 2 + 1, 1)


def test_costs_are_sums_of_the_aims():
    weights = AimWeights(
        ticks=2, aside=10, below=100, zone_first=1000, help_first=2000, unserved=10000, leaving=1
    )  # fmt: skip
    assert weights.largest == 13001
    both = people(helped=(False, True), zone=(True, True), leaving=(True, False))
    assert weights.unassigned_cost(both).tolist() == [11001, 13000]
    assert weights.pair_cost(options(), whole(7, 9)).tolist() == [14, 18 + 20 + 100]
    totals = AimTotals(
        unserved=1, help_unserved=2, zone_unserved=3, below=4, aside=5, ticks=6, leaving_unserved=7
    )  # fmt: skip
    assert weights.total(totals) == 10000 + 4000 + 3000 + 400 + 50 + 12 + 7


def test_the_two_stages_have_the_aims_of_the_whole():
    first = first_aims(people(), options(), 3)
    later = later_aims(people(), options(), 3, minutes_decide=False)
    assert (first.ticks, first.aside, first.below) == (0, 0, 1)
    # A cycle passes at most three destinations: 3 below; zone 4, help 8 > 4 + 3, unserved 16 > 8 + 4 + 3.
    assert (first.zone_first, first.help_first, first.unserved) == (4, 8, 16)
    assert (later.ticks, later.aside, later.below, later.unserved) == (1, 3 * 9 + 1, 0, 0)
    swift = later_aims(people(), options(), 3, minutes_decide=True)
    assert (swift.ticks, swift.aside) == (3 * 2 + 1, 1)


def group_ticks(ticks, *, below=(0, 0), minutes_decide=False, persons=(1, 3)):
    one_group = people(persons=persons, group=(0, 0))
    pairs = options(row=(0, 1), destination=(1, 1), ticks=ticks, below=below)
    found, shared = counted_ticks(one_group, pairs, 2, minutes_decide=minutes_decide)
    return found.tolist(), shared.tolist()


def test_a_block_counts_by_its_mean_walk_weighted_by_people():
    # (1 × 10 + 3 × 20) ÷ 4 = 17.5, rounded to the even whole number.
    assert group_ticks((10, 20)) == ([18, 18], [True, True])


def test_blocks_with_other_destinations_are_not_mixed():
    # Block 0 goes to destination 1, block 1 to destination 0: means of 10 and 20, of 30 and 50.
    two = people(persons=(1, 1, 1, 1), group=(0, 0, 1, 1), helped=(False,) * 4, zone=(False,) * 4)
    pairs = options(
        row=(0, 1, 2, 3), destination=(1, 1, 0, 0), ticks=(10, 20, 30, 50), aside=(0,) * 4, below=(0,) * 4
    )
    found, shared = counted_ticks(two, pairs, 2, minutes_decide=False)
    assert (found.tolist(), shared.tolist()) == ([15, 15, 40, 40], [True] * 4)


def test_rows_that_differ_in_the_reserve_are_not_one():
    assert group_ticks((10, 20), below=(0, 1)) == ([10, 20], [False, False])
    assert group_ticks((10, 20), below=(1, 1)) == ([18, 18], [True, True])


def test_where_minutes_decide_everybody_counts_by_his_own_walk():
    assert group_ticks((10, 20), minutes_decide=True) == ([10, 20], [False, False])
    assert group_ticks((20, 20), minutes_decide=True) == ([20, 20], [True, True])


def test_a_destination_that_not_all_rows_have_and_a_group_of_one_are_not_shared():
    two = people(persons=(1, 3), group=(0, 0))
    found, shared = counted_ticks(
        two, options(row=(0, 1), destination=(0, 1), ticks=(10, 20), below=(0, 0)), 2, minutes_decide=False
    )
    assert (found.tolist(), shared.tolist()) == ([10, 20], [False, False])
    alone = people(persons=(1, 3), group=(0, 1))
    _, shared = counted_ticks(alone, options(below=(0, 0)), 1, minutes_decide=False)
    assert shared.tolist() == [False, False]
