"""The forward search on its own arrays: walks add up, closings, bars and limits stop them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.clock import CLOSED, UNREACHED, closing_release
from evacuation.kernels.forward import search_forward
from tests.evacuation.kernels.test_search import LINE, NO_BARS, OPEN, find


def walks(*, release=OPEN, usable=~NO_BARS, origin=0, leave=0, limit=UNREACHED):
    found = search_forward(
        LINE.arc_start, LINE.arc_head, np.full(6, 10), release, usable, origin, leave, limit
    )
    return [None if value >= UNREACHED else int(value) for value in found]


def test_walks_add_up_from_the_origin():
    assert walks() == [0, 10, 20, 30]
    assert walks(origin=2) == [20, 10, 0, 10]


def test_an_arc_that_may_not_be_used_stops_only_its_own_direction():
    usable = ~NO_BARS
    usable[2] = False  # from 1 to 2
    assert walks(usable=usable) == [0, 10, None, None]
    assert walks(usable=usable, origin=3) == [30, 20, 10, 0]


@pytest.mark.parametrize(
    # The last street takes ticks 20 to 30 after leaving and closes at tick 100.
    ("leave", "last"),
    [(70, 30), (71, None), (-1000, 30)],
)
def test_a_street_is_walked_to_its_end_by_the_tick_at_which_it_closes(leave, last):
    release = OPEN.copy()
    release[4] = closing_release(np.array([10.0]))[0]
    assert walks(release=release, leave=leave) == [0, 10, 20, last]


def test_what_is_closed_from_the_start_is_never_walked():
    release = OPEN.copy()
    release[0] = CLOSED
    assert walks(release=release, leave=-(10**9)) == [0, None, None, None]


@pytest.mark.parametrize(("limit", "found"), [(20, [0, 10, 20, None]), (19, [0, 10, None, None])])
def test_nothing_beyond_the_limit_is_reached(limit, found):
    assert walks(limit=limit) == found


@settings(max_examples=60)
@given(
    ticks=st.lists(st.integers(1, 9), min_size=6, max_size=6),
    closes=st.lists(st.sampled_from([-np.inf, 0.5, 1.0, 1.5, 2.0, 3.0, np.inf]), min_size=6, max_size=6),
    leave=st.integers(-10, 30),
    goal=st.integers(0, 3),
)
def test_a_node_is_reached_exactly_where_its_latest_departure_is_not_past(ticks, closes, leave, goal):
    """The backward search for latest departures is the referee."""
    release, ticks = closing_release(np.array(closes)), np.array(ticks)
    for origin in range(4):
        forward = search_forward(
            LINE.arc_start, LINE.arc_head, ticks, release, ~NO_BARS, origin, leave, UNREACHED
        )
        cost, _, _ = find(LINE, ticks, release, NO_BARS, {goal: (0, 0)}, by_latest=True)
        in_time = leave <= (1 << 40) - cost[origin] and cost[origin] < UNREACHED
        assert (forward[goal] < UNREACHED) == (in_time or origin == goal)
