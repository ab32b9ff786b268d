"""What kinds ask of the people of each floor, and their union."""

from dataclasses import replace

import numpy as np
import pytest

from hazard.impact import (
    REASON_RANK,
    Category,
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

OUTSIDE, STAY, UNKNOWN, LEAVE = Category


def impact(*categories, care: bool = False, **values):
    """Return one part whose floors b1, 1, 2, 3, 4+ and unknown are asked these."""
    return replace(
        no_impact(1), category=np.array([categories], dtype=np.int8), care_leaves=np.array([care]), **values
    )


def test_nobody_is_reached_where_nothing_is():
    nothing = no_impact(2)
    assert (nothing.category == OUTSIDE).all()
    assert nothing.arrival_s.tolist() == [np.inf, np.inf]
    assert reason_words(nothing.reason).tolist() == [[""] * 6] * 2
    assert not nothing.concerned.any()


def test_a_union_is_the_strictest_deepest_earliest():
    one = impact(
        LEAVE,
        STAY,
        OUTSIDE,
        OUTSIDE,
        OUTSIDE,
        OUTSIDE,
        arrival_s=np.array([9.0]),
        depth_m_max=np.array([2.0]),
    )
    other = impact(
        STAY,
        UNKNOWN,
        STAY,
        OUTSIDE,
        OUTSIDE,
        OUTSIDE,
        care=True,
        arrival_s=np.array([5.0]),
        depth_m_min=np.array([1.0]),
        concerned=np.array([True]),
    )
    both = union([one, other], 1)
    assert both.category.tolist() == [[LEAVE, UNKNOWN, STAY, OUTSIDE, OUTSIDE, OUTSIDE]]
    assert (both.arrival_s[0], both.depth_m_min[0], both.depth_m_max[0]) == (5.0, 1.0, 2.0)
    assert both.care_leaves.tolist() == both.concerned.tolist() == [True]
    assert union([], 1).category.tolist() == [[OUTSIDE] * 6]


def test_the_strongest_reason_is_that_first_in_the_list():
    cases = [
        (LeaveReason.STAY_UPSTAIRS, np.array([True, True])),
        (LeaveReason.LONG_DURATION, np.array([True, False])),
        (LeaveReason.UNDERGROUND, np.array([[True, False, False, False, False, False]] * 2)),
    ]
    assert reason_words(strongest(2, cases))[:, :2].tolist() == [
        ["long_duration", "long_duration"],
        ["underground", "stay_upstairs"],
    ]


def ranks(*reasons):
    return np.array([[REASON_RANK[reason] for reason in reasons]], dtype=np.int64)


def word(rank):
    return reason_words(rank)[0]


def test_the_reason_of_a_block_is_the_strongest_that_holds_for_anybody():
    part = impact(
        LEAVE, STAY, STAY, STAY, STAY, UNKNOWN,
        reason=ranks(
            LeaveReason.UNDERGROUND, *[LeaveReason.STAY_UPSTAIRS] * 4, LeaveReason.UNKNOWN_FLOOR
        ),
    )  # fmt: skip
    nobody = np.zeros((1, 6))
    upstairs = np.array([[0.0, 0.0, 3.0, 0.0, 0.0, 0.0]])
    # Nobody lives underground; where nobody lives at all the strongest of all floors is shown.
    assert word(strongest_reason(part, upstairs, nobody)) == "stay_upstairs"
    assert word(strongest_reason(part, nobody, nobody)) == "underground"


def test_power_and_care_are_a_reason_where_they_move_somebody_who_would_stay():
    reasons = ranks(*[LeaveReason.STAY_UPSTAIRS] * 6)
    stays = impact(STAY, STAY, STAY, STAY, STAY, STAY, care=True, reason=reasons)
    floors, care = np.array([[0.0, 0.0, 4.0, 0.0, 0.0, 0.0]]), np.array([[0.0, 0.0, 1.0, 0.0, 0.0, 0.0]])
    assert word(strongest_reason(stays, floors, care)) == "power_care"
    assert word(strongest_reason(stays, floors, np.zeros((1, 6)))) == "stay_upstairs"
    leaves = replace(stays, category=np.full((1, 6), LEAVE, dtype=np.int8))
    assert word(strongest_reason(leaves, floors, care)) == "stay_upstairs"
    not_moved = replace(stays, care_leaves=np.array([False]))
    assert word(strongest_reason(not_moved, floors, care)) == "stay_upstairs"


def test_those_present_are_spread_over_the_floors_of_the_residents():
    blocks = make_blocks([(0, 3, 1, 0, 0, 0), (0, 0, 0, 0, 0, 0)])
    # Eight people by day over 3 : 1 are six and two; of a block without residents nothing is known.
    assert floor_persons(blocks, np.array([8, 5])).tolist() == [[0, 6, 2, 0, 0, 0], [0, 0, 0, 0, 0, 5]]


@pytest.mark.parametrize(("care", "spread"), [(2, [0, 1.5, 0.5, 0, 0, 0]), (9, [0, 3, 1, 0, 0, 0])])
def test_people_in_need_are_spread_as_everybody_and_never_more_than_there_are(care, spread):
    blocks = make_blocks([(0, 3, 1, 0, 0, 0)], power_care_persons=[care])
    floors = np.array([[0.0, 3.0, 1.0, 0.0, 0.0, 0.0]])
    assert care_persons(blocks, floors).tolist() == [spread]
    assert care_persons(blocks, np.zeros((1, 6))).tolist() == [[0.0] * 6]


def test_people_are_counted_by_what_their_floor_is_asked():
    part = impact(LEAVE, UNKNOWN, STAY, OUTSIDE, STAY, UNKNOWN, care=True)
    floors = np.array([[1.0, 10.0, 20.0, 30.0, 40.0, 5.0]])
    care = np.array([[1.0, 1.0, 2.0, 3.0, 4.0, 1.0]])
    # Those in need leave from every floor: 1 + 2 + 3 + 4 + 1 = 11 beside the one underground.
    # Outside 27, at home 18 + 36, unknown 9 + 4, leaving 1 + 11.
    assert expected_persons(part, floors, care).tolist() == [[27.0, 54.0, 13.0, 12.0]]
    without = replace(part, care_leaves=np.array([False]))
    assert expected_persons(without, floors, care).tolist() == [[30.0, 60.0, 15.0, 1.0]]
