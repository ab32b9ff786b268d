"""Sweeps over a hierarchy of a few nodes, by hand."""

import numpy as np

from evacuation.kernels.lanes import FAR, first_arcs, read_walks, search_together

NONE = np.zeros((0, 2), np.int32)


def _search(walk, *, side=NONE, beside=NONE, inwards=NONE, chain_start=(2,)):
    """Two core nodes, upwards in 3 and downwards in 5, and what is beside them."""
    array = np.array(walk, np.int32)
    search_together(
        np.array([0, 1, 1], np.int32), np.array([1], np.int32), np.array([[3, 5]], np.int32), array, 2,
        np.array(chain_start, np.int32), *(np.array(one, np.int32) for one in (side, beside, inwards)),
    )  # fmt: skip
    return array.tolist()


def test_each_lane_is_searched_up_and_down():
    # Back from 0, node 1 walks down to it in 5; back from 1, node 0 walks up in 3; FAR stays.
    assert _search([[7, FAR, FAR], [FAR, 2, FAR]]) == [[7, 5, FAR], [12, 2, FAR]]


def test_a_dead_end_is_told_and_may_be_the_end():
    # Node 2 hangs on 0: out of it 10, into it 20. Lane 0 ends at 1, lane 1 in the dead end.
    found = _search([[FAR, FAR], [0, FAR], [FAR, 1]], side=[[0, 0]], beside=[[10, FAR]], inwards=[[20, FAR]])
    assert found == [[3, 21], [0, 26], [13, 1]]


def test_a_chain_is_told_from_both_ends_and_may_have_the_end_on_it():
    # 0 - 2 - 3 - 1; towards 0 each arc takes 1, towards 1 each 2; back out of the ends as inwards says.
    found = _search(
        [[0, FAR], [FAR, FAR], [FAR, FAR], [FAR, 0]],
        side=[[0, 3], [2, 1]], beside=[[1, 2], [1, 2]], inwards=[[2, 1], [2, 1]], chain_start=(2, 4),
    )  # fmt: skip
    # Lane 0 ends at 0: 2 in 1, 3 in 2, 1 by the chain in 3, not by its row in 5.
    # Lane 1 ends at 3: 2 in 2, 1 in 1, 0 in 4 both by the chain and up its row: 3 + 1.
    assert found == [[0, 4], [3, 1], [1, 2], [2, 0]]


def test_walks_are_read_up_to_the_longest_of_each_lane():
    out = np.zeros((2, 3), np.int32)
    walk = np.array([[4, 6], [5, 5], [FAR, 4]], np.int32)
    read_walks(walk, np.array([2, 1, 0], np.int32), np.array([5, 5], np.int32), 99, out)
    assert out.tolist() == [[99, 5, 4], [4, 5, 99]]


def test_the_first_of_the_arcs_on_a_shortest_walk_is_taken():
    # Node 0 has arcs to 1 (4), 1 (3), 2 (3), and one of no time to 1; rows of the nodes stand the other way.
    place = np.array([2, 1, 0], np.int32)
    walk = np.array([[1, 0], [1, 4], [4, 4]], np.int32)
    out = np.zeros((2, 3), np.uint8)
    first_arcs(
        walk, place, np.array([4, 3], np.int32), np.array([0, 4, 4, 4], np.int32),
        np.array([1, 1, 2, 1], np.int32), np.array([4, 3, 3, 0], np.int32), out,
    )  # fmt: skip
    # Lane 0: over 1 in 1 + 3 = 4, so the second arc; lane 1 lies beyond its longest walk.
    assert out.tolist() == [[1, 255, 255], [255, 255, 255]]
    first_arcs(
        walk, place, np.array([4, 4], np.int32), np.array([0, 4, 4, 4], np.int32),
        np.array([1, 1, 2, 1], np.int32), np.array([4, 3, 4, 0], np.int32), out,
    )  # fmt: skip
    # Lane 1: over 2 in 0 + 4 = 4; the arc of no time is not looked at.
    assert out[1].tolist() == [2, 255, 255]
