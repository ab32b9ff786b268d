"""Trees are followed arc by arc, and lines are laid along the streets."""

import numpy as np

from evacuation.kernels.trace import lay_coordinates, time_routes, trace_arcs, walk_lengths

#: A line of nodes 0 - 1 - 2: arcs 0 (0 to 1), 1 (1 to 0), 2 (1 to 2), 3 (2 to 1).
HEAD = np.array([1, 0, 2, 1], np.int32)
TREE = np.array([0, 2, -1], np.int32)


def test_routes_are_laid_one_after_the_other():
    arcs, offsets = trace_arcs(TREE, HEAD, np.array([0, 2, 1]))
    assert arcs.tolist() == [0, 2, 2]
    assert offsets.tolist() == [0, 2, 2, 3]


def test_lengths_are_the_sums_of_the_arcs_whatever_was_walked_before():
    length = np.array([3.0, 100.0, 5.0, 100.0])
    # 0 walks arcs 0 and 2: 8 m; 2 is there; 1 walks arc 2: 5 m. In any order, and twice.
    assert walk_lengths(TREE, HEAD, length, np.array([0, 2, 1, 0])).tolist() == [8, 0, 5, 8]
    assert walk_lengths(TREE, HEAD, length, np.array([1, 0])).tolist() == [5, 8]


def lines(arcs, offsets, access_node, *, start=(0, 3, 5)):
    """Street 0 bends at (5, 5); street 1 is straight."""
    xy, route = lay_coordinates(
        np.array(arcs, np.int32), np.array(offsets), np.array(access_node), np.array([0.0, 10.0, 20.0]),
        np.array([0.0, 0.0, 0.0]), HEAD, np.array([0, 0, 1, 1], np.int32), np.array([0.0, 1.0, 0.0, 1.0]),
        np.array([1.0, 0.0, 1.0, 0.0]), np.array(start), np.array([0.0, 5.0, 10.0, 10.0, 20.0]),
        np.array([0.0, 5.0, 0.0, 0.0, 0.0]), np.array([0.0, 0.5, 1.0, 0.0, 1.0]),
    )  # fmt: skip
    return xy.tolist(), route.tolist()


def test_a_line_passes_every_bend_between_its_nodes():
    xy, route = lines([0, 2], [0, 2], [0])
    assert xy == [[0, 0], [5, 5], [10, 0], [20, 0]]
    assert route == [0, 0, 0, 0]


def test_back_along_a_street_its_bends_come_the_other_way_round():
    assert lines([1], [0, 1], [1])[0] == [[10, 0], [5, 5], [0, 0]]


def test_who_is_there_already_has_a_line_of_two_equal_points():
    xy, route = lines([2], [0, 0, 1], [2, 1])
    assert xy == [[20, 0], [20, 0], [10, 0], [20, 0]]
    assert route == [0, 0, 1, 1]
    # Nobody walks at all: two points each, and room for them.
    xy, route = lines([], [0, 0, 0], [2, 1])
    assert xy == [[20, 0], [20, 0], [10, 0], [10, 0]]
    assert route == [0, 0, 1, 1]


def test_routes_are_timed_by_walking_from_their_ends_back():
    # Over arcs 0 and 2 to where 2 are left, by 7; over arc 2 alone; and one that is there already.
    walk, cost = time_routes(
        np.array([0, 2, 2], np.int32), np.array([0, 2, 3, 3]), np.array([3, 9, 4, 9]),
        np.array([50, 0, 0, 0]), np.array([2, 2, 1]), np.array([7, 7, 5]),
    )  # fmt: skip
    assert walk.tolist() == [9, 6, 1]
    # 7 + 4 = 11 before arc 2; the release of 50 on arc 0 is more: 50 + 3.
    assert cost.tolist() == [53, 11, 5]
