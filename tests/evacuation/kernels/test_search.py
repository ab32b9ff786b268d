"""The search on its own arrays: a heap that sorts, bars, allowance and limits."""

import heapq

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.clock import CLOSED, HORIZON, UNREACHED, closing_release, latest_departure_s
from evacuation.kernels.search import _pop, _push, search_back
from evacuation.kernels.trace import time_routes, trace_arcs

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


def test_walks_add_up_and_the_tree_leads_to_the_destination():
    cost, walk, next_arc = search(left=7)
    assert walk == cost == [37, 27, 17, 7]
    assert next_arc == [0, 2, 4, -1]


def test_a_barred_arc_is_walked_only_within_the_allowance_of_the_destination():
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
    assert latest_departure_s(np.array(cost[:3])).tolist() == [7.0, 8.0, 9.0]


def test_who_is_too_far_or_too_late_is_not_reached():
    assert search(limit_walk=20)[1] == [None, 20, 10, 0]
    assert search(limit_walk=19)[1] == [None, None, 10, 0]
    assert search(by_latest=True, limit_cost=19)[0][:2] == [None, 20]


@pytest.mark.parametrize(
    ("wanted", "walk"),
    [
        ((False, False, True, False), [None, None, 10, 0]),
        # One of two that are wanted is not enough.
        ((False, True, True, False), [None, 20, 10, 0]),
        ((True, False, True, False), [30, 20, 10, 0]),
        ((), [30, 20, 10, 0]),
    ],
)
def test_a_search_stops_when_all_that_is_wanted_is_settled(wanted, walk):
    assert search(wanted=wanted)[1] == walk


@pytest.mark.parametrize("by_latest", [False, True])
def test_of_routes_alike_the_one_over_the_lower_node_is_kept(by_latest: bool):
    # A ring 0 - 1 - 3 - 2 - 0; arcs by tail: 0>1, 0>2, 1>0, 1>3, 2>0, 2>3, 3>1, 3>2, 10 ticks each.
    cost, walk, next_arc = search_back(
        np.array([0, 2, 4, 6, 8], np.int32), np.array([1, 2, 0, 3, 0, 3, 1, 2], np.int32),
        np.array([2, 4, 0, 6, 1, 7, 3, 5], np.int32), np.full(8, 10), np.zeros(8, np.int64),
        np.zeros(8, np.bool_), np.array([3]), np.array([0]), np.array([0]), -1, by_latest,
        UNREACHED, UNREACHED, np.zeros(0, np.bool_),
    )  # fmt: skip
    assert cost.tolist() == walk.tolist() == [20, 10, 10, 0]
    assert next_arc.tolist() == [0, 3, 5, -1]


@st.composite
def networks(draw):
    n = draw(st.integers(2, 8))
    pairs = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda p: p[0] != p[1])
    streets = draw(st.lists(pairs, min_size=1, max_size=14))
    times = st.integers(1, 30)
    walk = draw(st.lists(st.tuples(times, times), min_size=len(streets), max_size=len(streets)))
    closes = draw(
        st.lists(st.sampled_from([None, -1, 5, 20, 40, 80]), min_size=len(streets), max_size=len(streets))
    )
    destination = draw(st.integers(0, n - 1))
    return n, streets, walk, closes, destination


def _arrays(n, streets, walk, closes):
    tail, head, ticks, release, twin = [], [], [], [], []
    for (u, v), (there, back), close in zip(streets, walk, closes, strict=True):
        r = 0 if close is None else CLOSED if close < 0 else HORIZON - close
        i = len(tail)
        tail += [u, v]
        head += [v, u]
        ticks += [there, back]
        release += [r, r]
        twin += [i + 1, i]
    order = np.argsort(tail, kind="stable")
    position = np.argsort(order)
    start = np.searchsorted(np.array(tail)[order], np.arange(n + 1)).astype(np.int32)
    return (
        start, np.array(head, np.int32)[order], position[np.array(twin)[order]].astype(np.int32),
        np.array(ticks)[order], np.array(release)[order],
    )  # fmt: skip


def _search(arrays, n_arcs, destination, *, by_latest):
    start, head, reverse, ticks, release = arrays
    return search_back(
        start, head, reverse, ticks, release, np.zeros(n_arcs, np.bool_),
        np.array([destination]), np.array([0]), np.array([0]), 0, by_latest,
        UNREACHED, UNREACHED, np.zeros(0, np.bool_),
    )  # fmt: skip


def _earliest_arrival(n, streets, walk, closes, origin, leave):
    """Plain forward search: a street is walked only if its end is reached before it closes."""
    best = {origin: leave}
    queue = [(leave, origin)]
    while queue:
        time, node = heapq.heappop(queue)
        if time > best[node]:
            continue
        for (u, v), (there, back), close in zip(streets, walk, closes, strict=True):
            for a, b, w in ((u, v, there), (v, u, back)):
                if a != node or (close is not None and (close < 0 or time + w > close)):
                    continue
                if time + w < best.get(b, 1 << 40):
                    best[b] = time + w
                    heapq.heappush(queue, (time + w, b))
    return best


@settings(deadline=None, max_examples=200)
@given(networks(), st.integers(0, 60))
def test_latest_departure_decides_who_arrives(network, leave) -> None:
    n, streets, walk, closes, destination = network
    arrays = _arrays(n, streets, walk, closes)
    cost, _, _ = _search(arrays, 2 * len(streets), destination, by_latest=True)
    for origin in range(n):
        arrives = destination in _earliest_arrival(n, streets, walk, closes, origin, leave)
        assert arrives == (leave <= HORIZON - cost[origin])


@settings(deadline=None, max_examples=200)
@given(networks())
def test_shortest_walk_matches_bellman_ford(network) -> None:
    n, streets, walk, closes, destination = network
    arrays = _arrays(n, streets, walk, closes)
    _, found, next_arc = _search(arrays, 2 * len(streets), destination, by_latest=False)
    best = [0 if node == destination else UNREACHED for node in range(n)]
    for _ in range(n):
        for (u, v), (there, back), close in zip(streets, walk, closes, strict=True):
            if close is None or close >= 0:
                best[u] = min(best[u], best[v] + there)
                best[v] = min(best[v], best[u] + back)
    assert [int(value) for value in found] == [min(value, UNREACHED) for value in best]
    assert next_arc[destination] == -1


@settings(deadline=None, max_examples=200)
@given(networks())
def test_cost_on_a_tree_is_that_of_its_own_way(network) -> None:
    n, streets, walk, closes, destination = network
    arrays = _arrays(n, streets, walk, closes)
    _, head, _, ticks, release = arrays
    for by_latest in (True, False):
        cost, found, next_arc = _search(arrays, 2 * len(streets), destination, by_latest=by_latest)
        for origin in range(n):
            way, node = [], origin
            while next_arc[node] >= 0:
                way.append(next_arc[node])
                node = head[next_arc[node]]
            if found[origin] >= UNREACHED:
                assert not way
                continue
            back_cost = 0
            for arc in reversed(way):
                back_cost = max(back_cost, release[arc]) + ticks[arc]
            assert back_cost == cost[origin]
            assert sum(ticks[arc] for arc in way) == found[origin]


@settings(deadline=None, max_examples=100)
@given(networks(), st.integers(0, 30))
def test_routes_timed_again_have_the_times_of_the_search(network, left) -> None:
    n, streets, walk, closes, destination = network
    start, head, reverse, ticks, release = _arrays(n, streets, walk, closes)
    for by_latest in (True, False):
        cost, found, next_arc = search_back(
            start, head, reverse, ticks, release, np.zeros(ticks.size, np.bool_),
            np.array([destination]), np.array([left]), np.array([7]), 0, by_latest,
            UNREACHED, UNREACHED, np.zeros(0, np.bool_),
        )  # fmt: skip
        there = np.flatnonzero(found < UNREACHED)
        arcs, offsets = trace_arcs(next_arc, head, there)
        ends = np.full((2, there.size), [[left], [7 + left]], np.int64)
        again = time_routes(arcs, offsets, ticks, release, *ends)
        assert [part.tolist() for part in again] == [found[there].tolist(), cost[there].tolist()]


@settings(deadline=None, max_examples=100)
@given(networks(), st.integers(0, 60))
def test_nobody_is_led_beyond_the_longest_walk(network, limit) -> None:
    n, streets, walk, closes, destination = network
    start, head, reverse, ticks, release = _arrays(n, streets, walk, closes)
    no_bars, everybody = np.zeros(ticks.size, np.bool_), np.zeros(0, np.bool_)
    _, free, _ = _search((start, head, reverse, ticks, release), ticks.size, destination, by_latest=False)
    _, found, _ = search_back(
        start, head, reverse, ticks, release, no_bars, np.array([destination]), np.array([0]), np.array([0]),
        0, False, UNREACHED, limit, everybody,
    )  # fmt: skip
    assert found.tolist() == [w if w <= limit else UNREACHED for w in free.tolist()]
