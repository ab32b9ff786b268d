"""What kinds ask of people: floors, care, union, strongest reason."""

import numpy as np

from hazard.impact import (
    REASON_RANK,
    Category,
    Impact,
    LeaveReason,
    care_persons,
    expected_persons,
    floor_persons,
    no_impact,
    reason_words,
    strongest,
    strongest_reason,
    union,
)
from tests.hazard.fields import make_blocks

OUT, STAY, UNKNOWN, LEAVE = Category.OUTSIDE, Category.STAY, Category.UNKNOWN, Category.LEAVE


def impact(categories, *, care=False, reason=None, depth=(0.0, 0.0), arrival=np.inf):
    """One block whose six floors have these categories."""
    cases = [(reason, np.array([True]))] if reason else []
    return Impact(
        category=np.array([categories], dtype=np.int8),
        care_leaves=np.array([care]),
        concerned=np.array([max(categories) > OUT]),
        depth_m_min=np.array([depth[0]]),
        depth_m_max=np.array([depth[1]]),
        arrival_s=np.array([arrival]),
        reason=strongest(1, cases),
    )


def test_the_union_is_the_strictest_per_floor_the_deepest_and_the_earliest():
    flood = impact([LEAVE, STAY, STAY, OUT, OUT, UNKNOWN], care=True, depth=(0.5, 3.0), arrival=900.0,
                   reason=LeaveReason.LIVING_FLOOR)  # fmt: skip
    inland = impact([OUT, UNKNOWN, OUT, OUT, OUT, STAY], depth=(0.3, 5.0), arrival=600.0,
                    reason=LeaveReason.STAY_UPSTAIRS)  # fmt: skip
    both = union([flood, inland], 1)
    assert both.category[0].tolist() == [LEAVE, UNKNOWN, STAY, OUT, OUT, UNKNOWN]
    assert (both.care_leaves[0], both.concerned[0]) == (True, True)
    assert (both.depth_m_min[0], both.depth_m_max[0], both.arrival_s[0]) == (0.5, 5.0, 600.0)
    assert set(reason_words(both.reason[0])) == {"living_floor"}


def test_no_kind_concerns_nobody():
    nothing = union([], 2)
    assert nothing.category.tolist() == [[OUT] * 6] * 2
    assert not nothing.concerned.any()
    assert set(reason_words(no_impact(1).reason[0])) == {""}


def test_the_strongest_reason_wins_for_whole_blocks_and_for_floors():
    floors = np.zeros((2, 6), dtype=bool)
    floors[0, 1] = True
    rank = strongest(
        2, [(LeaveReason.STAY_UPSTAIRS, np.array([True, False])), (LeaveReason.LIVING_FLOOR, floors)]
    )
    words = reason_words(rank)
    assert words[0].tolist() == ["stay_upstairs", "living_floor", *["stay_upstairs"] * 4]
    assert set(words[1]) == {""}


def test_the_reason_is_one_that_holds_for_somebody():
    leaves = np.zeros((1, 6), dtype=bool)
    leaves[0, 1] = True
    one = impact([OUT, LEAVE, STAY, STAY, STAY, STAY])
    one = Impact(**{**{name: getattr(one, name) for name in Impact.__slots__}, "reason": strongest(
        1, [(LeaveReason.LIVING_FLOOR, leaves), (LeaveReason.STAY_UPSTAIRS, np.array([True]))])})  # fmt: skip
    on_floor = {name: np.eye(6)[[index]] for name, index in (("one", 1), ("two", 2))}
    nobody = np.zeros((1, 6))
    assert strongest_reason(one, on_floor["one"], nobody)[0] == REASON_RANK[LeaveReason.LIVING_FLOOR]
    assert strongest_reason(one, on_floor["two"], nobody)[0] == REASON_RANK[LeaveReason.STAY_UPSTAIRS]
    # Where nobody is, the strongest of all floors.
    assert strongest_reason(one, nobody, nobody)[0] == REASON_RANK[LeaveReason.LIVING_FLOOR]


def test_care_is_the_reason_only_where_it_moves_somebody():
    floors, care = np.array([[0, 0, 0, 0, 10.0, 0]]), np.array([[0, 0, 0, 0, 2.0, 0]])
    dry = impact([OUT, OUT, OUT, OUT, STAY, OUT], care=True, reason=LeaveReason.STAY_UPSTAIRS)
    assert strongest_reason(dry, floors, care)[0] == REASON_RANK[LeaveReason.POWER_CARE]
    assert strongest_reason(dry, floors, np.zeros((1, 6)))[0] == REASON_RANK[LeaveReason.STAY_UPSTAIRS]
    all_leave = impact([LEAVE] * 6, care=True, reason=LeaveReason.LONG_DURATION)
    assert strongest_reason(all_leave, floors, care)[0] == REASON_RANK[LeaveReason.LONG_DURATION]


def test_people_are_counted_by_category_and_care_moves_from_any_floor():
    floors, care = np.array([[1.0, 2, 3, 4, 5, 6]]), np.array([[0.0, 1, 1, 0, 1, 0]])
    one = impact([LEAVE, LEAVE, UNKNOWN, STAY, OUT, UNKNOWN], care=True)
    # Leave: 1 + 2, and of care 1 (floor 2) + 1 (floor 4+), for the one of floor 1 leaves already.
    expected = {LEAVE: 5.0, UNKNOWN: 8.0, STAY: 4.0, OUT: 4.0}
    assert expected_persons(one, floors, care)[0].tolist() == [expected[category] for category in Category]
    unmoved = impact([LEAVE, LEAVE, UNKNOWN, STAY, OUT, UNKNOWN])
    assert expected_persons(unmoved, floors, care)[0, LEAVE] == 3.0


def test_those_present_are_spread_over_floors_in_proportion_and_care_with_them():
    blocks = make_blocks([(0, 10, 30, 0, 0, 0), (0, 0, 0, 0, 0, 0)], power_care_persons=[8, 3])
    floors = floor_persons(blocks, np.array([20, 4]))
    assert floors.tolist() == [[0, 5, 15, 0, 0, 0], [0, 0, 0, 0, 0, 4]]
    # 8 of 20 need care: two of five on floor 1 and 6 of 15 on floor 2; no more than are present.
    assert care_persons(blocks, floors).tolist() == [[0, 2, 6, 0, 0, 0], [0, 0, 0, 0, 0, 3]]
    few = floor_persons(blocks, np.array([4, 0]))
    assert care_persons(blocks, few).tolist() == [[0, 1, 3, 0, 0, 0], [0] * 6]
