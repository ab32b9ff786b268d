"""Routes through two trees, and from where they stay as they are without some arcs."""

import numpy as np

from evacuation.kernels.two_trees import routes_stay, trace_both
from tests.evacuation.small_networks import small_network

#: A ring 0 - 1 - 2 - 3 - 0. By the first tree 3 goes to 2 and ends there; by the second 2 goes by 1 to 0,
#: and 3 straight to 0. Arcs of each node, in order: to its lower neighbour, to its higher.
RING = small_network(4, [(0, 1), (1, 2), (2, 3), (0, 3)])
NONE = 255
BEFORE = np.array([NONE, NONE, NONE, 1], np.uint8)
AFTER = np.array([NONE, 0, 0, 0], np.uint8)
NOTHING = np.zeros(0, np.int64)


def stays(node, gone, *, unsure=(), loose=()) -> bool:
    """Whether routes from a node stay without arcs, each given by its node and its number there."""
    gone_tail, gone_turn = np.array(gone, np.int64).reshape(-1, 2).T.copy()
    loose_tail, loose_turn = np.array(loose, np.int64).reshape(-1, 2).T.copy()
    return routes_stay(
        BEFORE, AFTER, gone_tail, gone_turn, np.array(unsure, np.int64), loose_tail, loose_turn,
        RING.arc_start, RING.arc_head, np.array(node, np.int64),
    )  # fmt: skip


def test_a_route_goes_on_in_the_second_tree_where_the_first_ends():
    arcs, offsets, end = trace_both(BEFORE, AFTER, RING.arc_start, RING.arc_head, np.array([3, 0, 1]))
    tail, head = RING.arc_tail()[arcs].tolist(), RING.arc_head[arcs].tolist()
    assert list(zip(tail, head, strict=True)) == [(3, 2), (2, 1), (1, 0), (1, 0)]
    assert (offsets.tolist(), end.tolist()) == ([0, 3, 3, 4], [0, 0, 0])


def test_only_routes_over_what_is_gone_change():
    assert stays([0, 1, 2, 3], [])
    # Of 3 the arc to 2 is of its route, that to 0 of the second tree alone.
    assert not stays([3], [(3, 1)])
    assert stays([3, 1], [(3, 0)])
    assert stays([1, 2], [(3, 1)])
    # That of 1 to 0 is on the way of all but 0, that of 1 to 2 on nobody's.
    assert [stays([node], [(1, 0)]) for node in range(4)] == [True, False, False, False]
    assert stays([0, 1, 2, 3], [(1, 1)])


def test_where_the_order_of_a_search_decides_nothing_is_sure():
    assert [stays([node], [(3, 0)], unsure=[1]) for node in range(4)] == [True, False, False, False]
    assert stays([1, 2, 3], [(1, 1)], unsure=[1])


def test_where_the_first_tree_might_end_sooner_nothing_is_sure():
    # 2 goes by 1 at no more cost than who has not been outside: without that way it may be an exit.
    assert not stays([0], [(1, 0)], loose=[(2, 0)])
    assert stays([0], [(3, 0)], loose=[(2, 0)])
    assert stays([0], [(1, 0)], loose=[(2, 1)])
