"""The search on its own arrays: a heap that sorts, bars, allowance and limits."""

import heapq

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evacuation.clock import UNREACHED, closing_release
from evacuation.kernels.search import _pop, _push, search_back

#: A line of four nodes 0 - 1 - 2 - 3, each street 10 ticks long; arcs by tail.
START = np.array([0, 1, 3, 5, 6], np.int32)
HEAD = np.array([1, 0, 2, 1, 3, 2], np.int32)
REVERSE = np.array([1, 0, 3, 2, 5, 4], np.int32)
TICKS = np.full(6, 10)
OPEN, NO_BARS = np.zeros(6, np.int64), np.zeros(6, np.bool_)


def search(*, release=OPEN, barred=NO_BARS, left=0, closing=0, allowance=-1, by_latest=False,
           limit_cost=UNREACHED, limit_walk=UNREACHED, wanted=()):  # fmt: skip
    """Search back from node 3; return cost, walk and next arc of each node."""
    found = search_back(
        START, HEAD, REVERSE, TICKS, release, barred, np.array([3]), np.array([left]), np.array([closing]),
        allowance, by_latest, limit_cost, limit_walk, np.array(wanted, np.bool_),
    )  # fmt: skip
    return [[None if value >= UNREACHED else int(value) for value in part] for part in found]


@given(st.lists(st.integers(0, 1 << 40), max_size=40))
def test_the_heap_gives_the_least_first(keys: list[int]):
    heap, size = np.zeros(len(keys) + 1, np.int64), 0
    for key in keys:
        size = _push(heap, size, key)
    out = []
    while size:
        top, size = _pop(heap, size)
        out.append(int(top))
    assert out == heapq.nsmallest(len(keys), keys)


def test_walks_add_up_and_the_tree_leads_to_the_target():
    cost, walk, next_arc = search(left=7)
    assert walk == cost == [37, 27, 17, 7]
    assert next_arc == [0, 2, 4, -1]


def test_a_barred_arc_is_walked_only_within_the_allowance_of_the_target():
    # The arc from 2 to 3 is barred.
    barred = np.array([False, False, False, False, True, False])
    assert search(barred=barred)[1] == [None, None, None, 0]
    assert search(barred=barred, allowance=9)[1] == [None, None, None, 0]
    assert search(barred=barred, allowance=10)[1] == [30, 20, 10, 0]


def test_latest_departures_keep_to_closings():
    # The last street closes at tick 100: from node 0 one leaves 30 ticks before.
    release = OPEN.copy()
    release[4:] = closing_release(np.array([10.0]))[0]
    cost, _, _ = search(release=release, by_latest=True)
    from evacuation.clock import latest_departure_s

    assert latest_departure_s(np.array(cost[:3])).tolist() == [7.0, 8.0, 9.0]


def test_who_is_too_far_or_too_late_is_not_reached():
    assert search(limit_walk=20)[1] == [None, 20, 10, 0]
    assert search(limit_walk=19)[1] == [None, None, 10, 0]
    assert search(by_latest=True, limit_cost=19)[0][:2] == [None, 20]
