"""Costs of shortest routes on a few nodes, by hand."""

import numpy as np

from evacuation.kernels.lanes import FAR
from evacuation.kernels.second import nodes_beside, second_labels
from evacuation.short_clock import NOT_REACHED
from tests.evacuation.small_networks import small_network

NONE = 255
CLOSES = 1 << 29


def _labels(network, walk, beside, ticks, release):
    """C and arcs of the nodes beside, in the order that they are counted in."""
    cost = np.full(network.n_nodes, -1, np.int32)
    turn = np.full(network.n_nodes, NONE, np.uint8)
    order = np.sort(np.array([walk[u] << 32 | u for u in beside], np.int64))
    flat = np.flatnonzero(network.arc_length_m <= 0)
    second_labels(
        order, np.array(walk, np.int32), network.arc_start,
        network.arc_head, np.array(ticks, np.int32), np.array(release, np.int32),
        network.arc_tail()[flat].astype(np.int64), flat, cost, turn,
    )  # fmt: skip
    return cost.tolist(), turn.tolist()


def test_whoever_has_no_way_open_for_ever_or_a_shorter_one_stands_beside():
    walk = np.array([[0, 5], [7, 7], [9, FAR]], np.int32)
    ever = np.array([[0, 5], [7, 8], [2, 2]], np.int32)
    count, out = np.zeros(2, np.int64), np.zeros((2, 3), np.int64)
    late = np.array([False, False, True])
    nodes_beside(walk, ever, np.arange(3, dtype=np.int32), late, count, out)
    assert count.tolist() == [1, 1]
    assert [int(out[0, 0]), int(out[1, 0])] == [9 << 32 | 2, 7 << 32 | 1]


def test_of_routes_alike_the_one_that_may_leave_latest_then_the_lowest_arc():
    # 0 is 20 from the place 3 by 1, by 2 and by 4; the street from 1 closes first.
    network = small_network(5, [(0, 1), (0, 2), (0, 4), (1, 3), (2, 3), (4, 3)])
    release = np.zeros(network.n_arcs, np.int64)
    tail, head = network.arc_tail(), network.arc_head
    for node, later in ((1, 90), (2, 50), (4, 50)):
        release[(tail == node) & (head == 3)] = CLOSES + later
    cost, turn = _labels(network, [20, 10, 10, 0, 10], [0, 1, 2, 4], [10] * network.n_arcs, release)
    assert cost == [CLOSES + 70, CLOSES + 100, CLOSES + 60, -1, CLOSES + 60]
    # At 0 the arc to 2 is its second, and lower than that to 4; elsewhere the arc to 3 is the second.
    assert turn == [1, 1, 1, NONE, 1]


def test_an_arc_of_no_length_is_taken_where_it_leaves_later():
    # 0 and 1 lie at one point, 10 from the place 2: the street from 0 closes sooner than that from 1.
    network = small_network(4, [(0, 1), (0, 2), (1, 2), (0, 3)], length_m=[0, 1, 1, 0])
    ticks = np.where(network.arc_length_m > 0, 10, 0)
    tail, head = network.arc_tail(), network.arc_head
    release = np.zeros(network.n_arcs, np.int64)
    release[(tail == 0) & (head == 2)] = CLOSES + 90
    release[(tail == 1) & (head == 2)] = CLOSES + 50
    cost, turn = _labels(network, [10, 10, 0, 10], [0, 1, 3], ticks, release)
    assert cost == [CLOSES + 60, CLOSES + 60, -1, CLOSES + 60]
    assert turn == [0, 1, NONE, 0]
    # Nobody is left with an arc where none leads on.
    assert _labels(network, [10, 10, 0, 99], [3], ticks, release)[0][3] == NOT_REACHED
