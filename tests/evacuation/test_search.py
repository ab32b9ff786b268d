"""The backward search against plain definitions on random small networks."""

import heapq

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.clock import CLOSED, HORIZON, UNREACHED
from evacuation.kernels.search import search_back
from evacuation.kernels.trace import retime_tree


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
    target = draw(st.integers(0, n - 1))
    return n, streets, walk, closes, target


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


def _search(arrays, n_arcs, target, *, by_latest):
    start, head, reverse, ticks, release = arrays
    return search_back(
        start, head, reverse, ticks, release, np.zeros(n_arcs, np.bool_),
        np.array([target]), np.array([0]), np.array([0]), 0, by_latest,
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
    n, streets, walk, closes, target = network
    arrays = _arrays(n, streets, walk, closes)
    cost, _, _ = _search(arrays, 2 * len(streets), target, by_latest=True)
    for origin in range(n):
        arrives = target in _earliest_arrival(n, streets, walk, closes, origin, leave)
        assert arrives == (leave <= HORIZON - cost[origin])


@settings(deadline=None, max_examples=200)
@given(networks())
def test_shortest_walk_matches_bellman_ford(network) -> None:
    n, streets, walk, closes, target = network
    arrays = _arrays(n, streets, walk, closes)
    _, found, next_arc = _search(arrays, 2 * len(streets), target, by_latest=False)
    best = [0 if node == target else UNREACHED for node in range(n)]
    for _ in range(n):
        for (u, v), (there, back), close in zip(streets, walk, closes, strict=True):
            if close is None or close >= 0:
                best[u] = min(best[u], best[v] + there)
                best[v] = min(best[v], best[u] + back)
    assert [int(value) for value in found] == [min(value, UNREACHED) for value in best]
    assert next_arc[target] == -1


@settings(deadline=None, max_examples=200)
@given(networks())
def test_cost_on_a_tree_is_that_of_its_own_way(network) -> None:
    n, streets, walk, closes, target = network
    arrays = _arrays(n, streets, walk, closes)
    _, head, _, ticks, release = arrays
    for by_latest in (True, False):
        cost, found, next_arc = _search(arrays, 2 * len(streets), target, by_latest=by_latest)
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
def test_a_tree_timed_again_has_the_times_of_the_search(network, left) -> None:
    n, streets, walk, closes, target = network
    start, head, reverse, ticks, release = _arrays(n, streets, walk, closes)
    for by_latest in (True, False):
        cost, found, next_arc = search_back(
            start, head, reverse, ticks, release, np.zeros(ticks.size, np.bool_),
            np.array([target]), np.array([left]), np.array([7]), 0, by_latest,
            UNREACHED, UNREACHED, np.zeros(0, np.bool_),
        )  # fmt: skip
        walk_there, cost_there = np.full((2, n), UNREACHED, np.int64)
        walk_there[target], cost_there[target] = left, 7 + left
        again = retime_tree(next_arc, head, ticks, release, walk_there, cost_there)
        assert [part.tolist() for part in again] == [cost.tolist(), found.tolist()]


@settings(deadline=None, max_examples=100)
@given(networks(), st.integers(0, 60))
def test_nobody_is_led_beyond_the_longest_walk(network, limit) -> None:
    n, streets, walk, closes, target = network
    start, head, reverse, ticks, release = _arrays(n, streets, walk, closes)
    no_bars, everybody = np.zeros(ticks.size, np.bool_), np.zeros(0, np.bool_)
    _, free, _ = _search((start, head, reverse, ticks, release), ticks.size, target, by_latest=False)
    _, found, _ = search_back(
        start, head, reverse, ticks, release, no_bars, np.array([target]), np.array([0]), np.array([0]), 0,
        False, UNREACHED, limit, everybody,
    )  # fmt: skip
    assert found.tolist() == [w if w <= limit else UNREACHED for w in free.tolist()]
