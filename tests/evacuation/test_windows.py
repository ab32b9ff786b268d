"""Windows in which a street is shut: which of them people may plan to wait for."""

import numpy as np

from tests.evacuation.test_arc_segments import LINE, segments_of, windows_of


def test_nobody_waits_where_the_hazard_is_before_the_reserve_after_the_opening():
    ticks, never = np.full(6, 10), np.full(3, np.inf)
    # Corners are safe until second 8 (tick 80); the street opens at 60: two seconds are the most reserve.
    windows = windows_of([(1, 40, 60)], 4, wait_s=8.0)
    assert segments_of(LINE, ticks, never, windows, reserve=2.0) is not None
    assert segments_of(LINE, ticks, never, windows, reserve=2.1) is None


def test_windows_that_touch_are_one_and_those_that_are_over_are_none():
    closes = np.array([np.inf, 50.0])
    windows = windows_of([(0, 400, 500), (0, 100, 200), (0, 200, 300), (1, 0, 100), (1, 500, 600)], 4)
    left = windows.still_to_come(-np.inf, closes)
    assert (left.street.tolist(), left.from_s.tolist(), left.until_s.tolist()) == (
        [0, 0, 1], [10.0, 40.0, 0.0], [30.0, 50.0, 10.0],
    )  # fmt: skip
    assert windows.still_to_come(30.0, closes).from_s.tolist() == [40.0]
    assert left.first_closing_s(closes).tolist() == [10.0, 0.0]


def test_a_street_that_opens_only_after_it_closes_for_good_closes_with_its_window():
    ticks = np.full(6, 10)
    segments = segments_of(LINE, ticks, [np.inf, 60, np.inf], windows_of([(1, 40, 60)], 4))
    assert segments is None
