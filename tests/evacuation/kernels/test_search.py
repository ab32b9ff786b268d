"""The search held against an obvious one, on small networks of every shape."""

import heapq
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.clock import CLOSED, HORIZON, UNREACHED, closing_release, latest_departure_s
from evacuation.kernels.search import BUCKETS, read_labels, read_turns
from evacuation.kernels.trace import time_routes, trace_arcs
from evacuation.measures import measure_arcs
from evacuation.searching import EndNodes, Limits, Searching
from evacuation.short_clock import decode_cost, decode_walk
from tests.evacuation.small_networks import obvious_search, small_network, small_networks

#: A line of four nodes 0 - 1 - 2 - 3, each street 10 ticks long; arcs by tail: 0>1, 1>0, 1>2, 2>1, 2>3, 3>2.
LINE = small_network(4, [(0, 1), (1, 2), (2, 3)])
OPEN, NO_BARS = np.zeros(6, np.int64), np.zeros(6, np.bool_)


def find(network, ticks, release, barred, ends, limits=None, *, by_latest=False):
    """Search back from ``{node: (release, walk left)}``; cost, walk and next arc of each node."""
    searching = Searching(network)
    parts = (list(ends), [left for _, left in ends.values()], [closing for closing, _ in ends.values()])
    start = EndNodes(*(np.array(part, np.int64) for part in parts))
    measure = measure_arcs(searching.graph_for(start), ticks, release, barred)
    searching.label(measure, start, limits or Limits(), by_latest=by_latest)
    cost, walk, next_arc = read_labels(searching.labels, measure.graph.number, by_latest)
    return decode_cost(cost).tolist(), decode_walk(walk).tolist(), next_arc.tolist()


def on_line(*, release=OPEN, barred=NO_BARS, left=0, by_latest=False, **limits):
    """Search back from node 3 of the line; None where nothing is reached."""
    found = find(LINE, np.full(6, 10), release, barred, {3: (0, left)}, Limits(**limits), by_latest=by_latest)
    return [[None if value >= UNREACHED else value for value in part] for part in found]


def test_walks_add_up_and_the_tree_leads_to_the_destination():
    cost, walk, next_arc = on_line(left=7)
    assert walk == cost == [37, 27, 17, 7]
    assert next_arc == [0, 2, 4, -1]


def test_a_barred_arc_is_walked_only_within_the_allowance_of_the_destination():
    # The arc from 2 to 3 is barred.
    barred = np.array([False, False, False, False, True, False])
    assert on_line(barred=barred)[1] == [None, None, None, 0]
    assert on_line(barred=barred, allowance=9)[1] == [None, None, None, 0]
    assert on_line(barred=barred, allowance=10)[1] == [30, 20, 10, 0]


def test_latest_departures_keep_to_closings():
    # The last street closes at tick 100: from node 0 one leaves 30 ticks before.
    release = OPEN.copy()
    release[4:] = closing_release(np.array([10.0]))[0]
    cost, _, _ = on_line(release=release, by_latest=True)
    assert latest_departure_s(np.array(cost[:3])).tolist() == [7.0, 8.0, 9.0]


def test_who_is_too_far_is_not_reached():
    assert on_line(walk=20)[1] == [None, 20, 10, 0]
    assert on_line(walk=19)[1] == [None, None, 10, 0]
    assert on_line(walk=-1)[1] == [None, None, None, None]


def test_a_search_stops_at_the_limit_of_cost_and_when_all_that_is_wanted_is_known():
    # A ring of six corners, each with a dead end of two streets: all corners are of the core. From 0.
    ring = [(i, (i + 1) % 6) for i in range(6)]
    hang = [(i, i + 6) for i in range(6)] + [(i, i + 12) for i in range(6)]
    network = small_network(18, ring + hang, places=range(6))
    m = network.n_arcs
    arrays = np.full(m, 10), np.zeros(m, np.int64), np.zeros(m, np.bool_)
    far = int(UNREACHED)
    assert find(network, *arrays, {0: (0, 0)})[1][:6] == [0, 10, 20, 30, 20, 10]
    stopped = find(network, *arrays, {0: (0, 0)}, Limits(wanted=np.array([7, 1])))[1]
    assert stopped[:6] == [0, 10, 20, far, 20, 10]
    assert stopped[7] == 20
    one_of_two = find(network, *arrays, {0: (0, 0)}, Limits(wanted=np.array([1, 2])))[1]
    assert one_of_two[:6] == [0, 10, 20, 30, 20, 10]
    at_limit = find(network, *arrays, {0: (0, 0)}, Limits(cost=19), by_latest=True)[0]
    assert at_limit[:6] == [0, 10, 20, far, 20, 10]


@pytest.mark.parametrize("by_latest", [False, True])
def test_of_routes_alike_the_one_over_the_lowest_arc_is_kept(by_latest: bool):
    # A ring 0 - 1 - 3 - 2 - 0; arcs by tail: 0>1, 0>2, 1>0, 1>3, 2>0, 2>3, 3>1, 3>2, 10 ticks each.
    ring = small_network(4, [(0, 1), (1, 3), (0, 2), (2, 3)], places=[3])
    found = find(
        ring, np.full(8, 10), np.zeros(8, np.int64), np.zeros(8, np.bool_), {3: (0, 0)}, by_latest=by_latest
    )
    assert found == ([20, 10, 10, 0], [20, 10, 10, 0], [0, 3, 5, -1])


def test_streets_longer_than_there_are_buckets_are_found_in_order():
    # Straight 0 - 3 takes longer than both streets over 1; each is longer than all buckets.
    network = small_network(4, [(0, 1), (1, 3), (0, 3), (1, 2), (2, 0)], places=range(4))
    ticks = np.array([{0: 2, 1: 3, 2: 9, 3: 1, 4: 30}[s] * BUCKETS for s in network.arc_street])
    nothing = np.zeros(network.n_arcs, np.int64)
    walk = find(network, ticks, nothing, nothing.astype(np.bool_), {3: (0, 1)})[1]
    assert walk == [5 * BUCKETS + 1, 3 * BUCKETS + 1, 4 * BUCKETS + 1, 1]


def test_a_search_that_lacks_room_is_made_again_with_more():
    searching = Searching(LINE)
    start = EndNodes(np.array([3]), np.array([0]), np.array([0]))
    measure = measure_arcs(searching.graph_for(start), np.full(6, 10), OPEN, NO_BARS)
    searching.label(measure, start, Limits(), by_latest=False)
    searching._make_room(1)
    searching._far = np.resize(searching._far, 99)  # what waits in buckets has less room
    searching.label(measure, start, Limits(), by_latest=False)
    assert read_labels(searching.labels, measure.graph.number, False)[1].tolist() == [30, 20, 10, 0]


def _ends(draw, network, *, alike: bool):
    nodes = draw(st.lists(st.integers(0, network.n_nodes - 1), min_size=1, max_size=3, unique=True))
    closing, left = st.sampled_from([0, HORIZON - 60, HORIZON - 15, CLOSED]), st.integers(0, 9)
    one = (draw(closing), draw(left))
    return {node: one if alike else (draw(closing), draw(left)) for node in nodes}


@settings(deadline=None, max_examples=150)
@given(small_networks(), st.data(), st.booleans(), st.booleans(), st.sampled_from([-1, 0, 8, 25]),
       st.sampled_from([20, 45, 1 << 40]))  # fmt: skip
def test_every_answer_is_that_of_the_obvious_search(arrays, data, alike, by_latest, allowance, longest):
    network, ticks, release, barred = arrays
    ends = _ends(data.draw, network, alike=alike)
    there = {node: one for node, one in ends.items() if one[0] <= HORIZON}
    found = find(
        network, ticks, release, barred, there, Limits(allowance=allowance, walk=longest), by_latest=by_latest
    )
    expected = obvious_search(
        network, ticks, release, barred, ends, by_latest=by_latest, allowance=allowance, limit_walk=longest
    )
    assert found == expected


@settings(deadline=None, max_examples=60)
@given(small_networks(), st.data(), st.booleans())
def test_what_is_wanted_is_as_if_all_were(arrays, data, by_latest):
    network, *measured = arrays
    ends = {data.draw(st.integers(0, network.n_nodes - 1)): (0, 0)}
    wanted = data.draw(st.lists(st.integers(0, network.n_nodes - 1), min_size=1, max_size=3))
    all_known = find(network, *measured, ends, by_latest=by_latest)
    known = find(network, *measured, ends, Limits(wanted=np.array(wanted)), by_latest=by_latest)
    for node in wanted:
        assert [part[node] for part in known] == [part[node] for part in all_known]


def _earliest_arrival(network, ticks, release, origin, leave):
    """Plain forward search: a street is walked only if its end is reached before it closes."""
    best, queue, tail = {origin: leave}, [(leave, origin)], network.arc_tail()
    while queue:
        time, node = heapq.heappop(queue)
        for a in np.flatnonzero(tail == node).tolist():
            to, then = int(network.arc_head[a]), time + int(ticks[a])
            if release[a] <= HORIZON and then <= HORIZON - release[a] and then < best.get(to, 1 << 50):
                best[to] = then
                heapq.heappush(queue, (then, to))
    return best


@settings(deadline=None, max_examples=60)
@given(small_networks(), st.integers(0, 60), st.data())
def test_the_latest_departure_decides_who_arrives(arrays, leave, data):
    network, ticks, release, barred = arrays
    destination = data.draw(st.integers(0, network.n_nodes - 1))
    nothing = np.zeros_like(barred)
    cost, _, _ = find(network, ticks, release, nothing, {destination: (0, 0)}, by_latest=True)
    for origin in range(network.n_nodes):
        arrives = destination in _earliest_arrival(network, ticks, release, origin, leave)
        assert arrives == (leave <= HORIZON - cost[origin])


@settings(deadline=None, max_examples=60)
@given(small_networks(least=0), st.data(), st.booleans())
def test_times_on_a_tree_are_those_of_its_routes(arrays, data, by_latest):
    # Arcs of no time, too, where streets have length: no route goes round in a ring.
    network, ticks, release, barred = arrays
    if by_latest:
        ticks = np.maximum(ticks, 1)
    destination, left = data.draw(st.integers(0, network.n_nodes - 1)), data.draw(st.integers(0, 9))
    found = find(
        network, np.maximum(ticks, 1), release, barred, {destination: (0, left)}, by_latest=by_latest
    )
    cost, walk, next_arc = (np.array(part) for part in found)
    there = np.flatnonzero(walk < UNREACHED)
    arcs, offsets = trace_arcs(next_arc.astype(np.int32), network.arc_head, there)
    ends = np.full((2, there.size), left)
    again = time_routes(arcs, offsets, np.maximum(ticks, 1), release, *ends)
    assert [part.tolist() for part in again] == [walk[there].tolist(), cost[there].tolist()]


def test_streets_of_no_length_lead_nobody_round():
    # Two places at one point: 1 and 2 are no distance apart, and both lie on the chain 0 - 1 - 2 - 3.
    network = small_network(5, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 0)], length_m=[10, 0, 10, 10, 10])
    ticks = np.where(network.arc_length_m[np.arange(network.n_arcs)] > 0, 10, 0)
    nothing = np.zeros(network.n_arcs, np.int64)
    for destination in range(5):
        for by_latest in (False, True):
            _, walk, next_arc = find(
                network, ticks, nothing, nothing.astype(np.bool_), {destination: (0, 0)}, by_latest=by_latest
            )
            for origin in range(5):
                route = [origin]
                while next_arc[route[-1]] >= 0:
                    route.append(int(network.arc_head[next_arc[route[-1]]]))
                    assert len(route) <= 5
                assert route[-1] == destination
                assert walk[origin] == sum(0 if {a, b} == {1, 2} else 10 for a, b in pairwise(route))


def test_numbers_of_arcs_are_counted_from_the_first_of_their_node():
    searching = Searching(LINE)
    start = EndNodes(np.array([3]), np.array([0]), np.array([0]))
    measure = measure_arcs(searching.graph_for(start), np.full(6, 10), OPEN, NO_BARS)
    searching.label(measure, start, Limits(), by_latest=False)
    # Where kernels are not compiled (``NUMBA_DISABLE_JIT``), numpy refuses numbers that do not fit.
    for read in (read_turns, getattr(read_turns, "py_func", read_turns)):
        turns = np.zeros(4, np.uint8)
        read(searching.labels, measure.graph.number, LINE.arc_start, turns)
        # From 1 and 2 the second of their two arcs, none at the destination.
        assert turns.tolist() == [0, 1, 1, 255]
