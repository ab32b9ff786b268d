"""Demand rows of a profile are chosen together."""

import numpy as np

from evacuation.rows import WalkingRows


def test_chosen_rows_keep_all_that_belongs_to_them():
    numbers = [np.array([start, start + 1, start + 2]) for start in (0, 10, 20, 30, 40)]
    rows = WalkingRows(*numbers, np.array(["a", "b", "c"], object), np.array([True, False, True]))
    some = rows.only(np.array([False, True, True]))
    kept = (some.row, some.block_row, some.node, some.connector_ticks, some.leave_ticks)
    assert [part.tolist() for part in kept] == [[1, 2], [11, 12], [21, 22], [31, 32], [41, 42]]
    assert some.district_id.tolist() == ["b", "c"]
    assert some.destination_in_time.tolist() == [False, True]
