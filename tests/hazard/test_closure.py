"""When streets close: the earliest of several causes, with its reason."""

import numpy as np

from hazard.closure import ClosureReason, closing, earliest

INF = np.inf


def flags(*values):
    return np.array(values, dtype=bool)


def test_a_street_that_stays_open_has_no_reason():
    closure = closing(np.array([600.0, INF, -INF]), flags(True, False, True), ClosureReason.LEVEL5)
    assert closure.reason.tolist() == ["level5", "", "level5"]
    assert closure.in_hazard.tolist() == [True, False, True]


def test_the_earliest_closing_counts_and_at_equal_times_the_first():
    first = closing(np.array([600.0, 900.0, 600.0]), flags(True, False, False), ClosureReason.WATER_ARRIVAL)
    second = closing(np.array([600.0, 600.0, 601.0]), flags(False, True, False), ClosureReason.LEVEL5)
    both = earliest([first, second], 3)
    assert both.closes_at_s.tolist() == [600.0, 600.0, 600.0]
    assert both.reason.tolist() == ["water_arrival", "level5", "water_arrival"]
    assert both.in_hazard.tolist() == [True, True, False]


def test_without_a_cause_every_street_stays_open():
    nothing = earliest([], 2)
    assert np.isposinf(nothing.closes_at_s).all()
    assert nothing.reason.tolist() == ["", ""]
    assert not nothing.in_hazard.any()
