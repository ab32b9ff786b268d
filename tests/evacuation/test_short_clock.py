"""Times in 32 bits read as they were written."""

import numpy as np
import pytest

from evacuation.clock import HORIZON, NO_LIMIT, UNREACHED
from evacuation.short_clock import (
    LONGEST_WALK,
    NOT_REACHED,
    SHORT_HORIZON,
    decode_cost,
    decode_walk,
    encode_cost,
    encode_limit,
    short_release,
    to_label,
)

COSTS = np.array([0, 7, LONGEST_WALK, HORIZON - LONGEST_WALK, HORIZON - 5, HORIZON, HORIZON + LONGEST_WALK])


def test_costs_come_back_as_they_were_and_keep_their_order():
    label = encode_cost(COSTS)
    assert decode_cost(label.astype(np.int32)).tolist() == COSTS.tolist()
    assert (np.diff(label) > 0).all()
    assert label.max() < NOT_REACHED
    assert to_label(np.append(COSTS, UNREACHED)).tolist() == [*label.tolist(), NOT_REACHED]


def test_what_is_not_reached_stays_so():
    assert decode_cost(np.array([NOT_REACHED], np.int32)).tolist() == [UNREACHED]
    assert decode_walk(np.array([3, NOT_REACHED], np.int32)).tolist() == [3, UNREACHED]


@pytest.mark.parametrize("cost", [LONGEST_WALK + 1, HORIZON - LONGEST_WALK - 1])
def test_a_time_that_cannot_be_told_is_refused(cost):
    with pytest.raises(OverflowError, match="621 days"):
        encode_cost(np.array([0, cost]))


@pytest.mark.parametrize(
    ("limit", "label"),
    [
        (19, 19),
        (NO_LIMIT, NOT_REACHED),
        (2 * HORIZON, NOT_REACHED),
        (HORIZON - 5, SHORT_HORIZON - 5),
        # Who leaves years after t0 may still go where nothing closes.
        (HORIZON - (1 << 35), LONGEST_WALK),
    ],
)
def test_limits_are_told_or_are_none(limit, label):
    assert encode_limit(limit) == label


def test_a_release_is_told_for_kernels_as_for_all():
    releases = np.array([0, HORIZON - LONGEST_WALK, HORIZON - 5, HORIZON])
    assert [short_release(one) for one in releases] == encode_cost(releases).tolist()
