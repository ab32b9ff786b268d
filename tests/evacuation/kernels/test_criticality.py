"""The kernel on a line with a loop: who lies behind a piece, and how they go without it."""

import numpy as np

from evacuation.clock import HORIZON, UNREACHED
from evacuation.kernels.criticality import lost_by_piece
from evacuation.searching import Limits
from tests.evacuation.kernels.test_search import find
from tests.evacuation.small_networks import small_network

#: Place 0 – 1 – 2 – 3, and 1 – 3 the long way: streets of 10, 10, 10 and 25 ticks; arcs by tail.
NETWORK = small_network(4, [(0, 1), (1, 2), (2, 3), (1, 3)])
TICKS = np.array([10, 10, 10, 25, 10, 10, 25, 10])


def lost(*, leave=0, limit=UNREACHED - 1, end_at_2=UNREACHED):
    nothing, no_bars = np.zeros(8, np.int64), np.zeros(8, np.bool_)
    ends = np.array([[0, UNREACHED, end_at_2, UNREACHED]])
    at = np.flatnonzero(ends[0] < UNREACHED)
    there = {int(node): (0, int(ends[0, node])) for node in at}
    found = find(NETWORK, TICKS, nothing, no_bars, there, Limits(walk=limit), by_latest=True)
    cost, walk = (np.array(part) for part in found[:2])
    next_arc = np.array(found[2], np.int32)
    # 1, 100 and 10,000 people at the nodes 1, 2 and 3.
    lost = lost_by_piece(
        NETWORK.arc_start, NETWORK.arc_head, NETWORK.arc_reverse, TICKS, nothing[None], no_bars,
        np.array([-1]), np.array([limit]), cost[None], walk[None], next_arc[None], ends, ends,
        np.array([0, 0, 1, 2, 3]), np.full(3, leave), np.zeros(3, np.int64), np.array([1, 100, 10_000]),
        np.ones((1, 3), np.bool_), walk[1:],
    )  # fmt: skip
    return [part.tolist() for part in lost]


def test_who_has_no_other_way_is_cut_off_and_the_others_go_round() -> None:
    cut_off, ticks = lost()
    # Piece 0–1 (arc 0) cuts off everybody; 1–2 (arc 2) sends 2 round by 3: 35 + 10 in place of 20, 3 by 1:
    # 35 in place of 30; 2–3 (arc 5) only 3: 35 in place of 30; nobody takes 1–3 (arc 3).
    assert cut_off == [10_101, 0, 0, 0, 0, 0, 0, 0]
    assert ticks == [0, 0, 100 * 25 + 10_000 * 5, 0, 0, 10_000 * 5, 0, 0]


def test_a_detour_that_is_too_long_or_too_late_cuts_off() -> None:
    for few, enough in (({"limit": 44}, {"limit": 45}), ({"leave": HORIZON - 44}, {"leave": HORIZON - 45})):
        assert [lost(**few)[0][2], lost(**enough)[0][2]] == [100, 0]


def test_a_place_behind_the_piece_still_serves() -> None:
    # At 2 a place 60 ticks away: worse than 20 to the place 0, better than nothing.
    cut_off, ticks = lost(end_at_2=60)
    # Without 0–1 all go there: 1 by 70 in place of 10, 2 by 60 for 20, 3 by 70 for 30.
    assert cut_off[0] == 0
    assert ticks[0] == 60 + 100 * 40 + 10_000 * 40
