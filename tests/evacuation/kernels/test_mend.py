"""A tree is mended in place, and rooms are left as they were found."""

import numpy as np
import pytest

from evacuation.kernels.measure import CLOSED_TICKS
from evacuation.kernels.mend import mend_tree
from evacuation.short_clock import NOT_REACHED
from tests.evacuation.small_networks import small_network

#: A ring 0 - 1 - 2 - 3 - 0, each street 10 ticks; arcs by tail: 0>1, 0>3, 1>0, 1>2, 2>1, 2>3, 3>0, 3>2.
RING = small_network(4, [(0, 1), (1, 2), (2, 3), (3, 0)])
NONE = 255


@pytest.mark.parametrize(
    ("known", "sure", "most", "fine", "walk", "turn"),
    [
        (99, False, 4, True, [0, 30, 20, 10], [NONE, 1, 1, 0]),
        (20, False, 4, False, None, None),
        # Beyond what was known nobody has a route then.
        (20, True, 4, True, [0, NOT_REACHED, 20, 10], [NONE, NONE, 1, 0]),
        # 1 and 2 hang on the street.
        (99, False, 2, True, [0, 30, 20, 10], [NONE, 1, 1, 0]),
        (99, False, 1, False, None, None),
    ],
)
def test_a_ring_is_walked_the_other_way(known, sure, most, fine, walk, turn):
    # All to 0, and from 2 by 1; the street from 1 to 0 is gone.
    tree = np.array([NONE, 0, 0, 0], np.uint8)
    costs, walks = np.array([[0, 10, 20, 10]] * 2, np.int32)
    ticks = np.full(8, 10, np.int32)
    ticks[2] = CLOSED_TICKS
    state, room = np.zeros(4, np.int32), np.empty((2, 4), np.int32)
    assert fine == mend_tree(
        tree, NONE, np.array([1]), np.array([0]), RING.arc_start, RING.arc_head, RING.arc_reverse, ticks,
        np.zeros(8, np.int32), np.zeros(8, np.bool_), np.array([[0, 0, 0]], np.int32), False, -1, 1000, known,
        np.ones(4, np.bool_), sure, np.arange(4, dtype=np.int32), most, costs, walks,
        state, np.empty((4, 3), np.int32), *room, np.empty(12, np.int64),
    )  # fmt: skip
    assert not state.any()
    if fine:
        assert walks.tolist() == costs.tolist() == walk
        assert tree.tolist() == turn
