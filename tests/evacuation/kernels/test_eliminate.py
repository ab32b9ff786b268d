"""Taking nodes away, and the least times over what was taken."""

import numpy as np

from evacuation.kernels.eliminate import customise, eliminate


def _eliminate(*neighbours):
    size = np.array([len(one) for one in neighbours], np.int32)
    at = (np.cumsum(size) - size).astype(np.int32)
    n = size.size
    rank = np.empty(n, np.int32)
    pool = np.array([v for one in neighbours for v in one], np.int32)
    pool = eliminate(at, size, pool, rank, np.full(n + 1, -1, np.int32), *np.empty((2, n + 1), np.int32))
    return rank.tolist(), [pool[at[v] : at[v] + size[v]].tolist() for v in range(n)]


def test_the_node_with_the_fewest_neighbours_goes_first():
    # A star of three round node 3 with 3 - 4 - 5: in a tree there is always one with a single neighbour.
    rank, had = _eliminate([3], [3], [3], [0, 1, 2, 4], [3, 5], [4])
    assert sorted(rank) == list(range(6))
    assert rank[0] == 0
    assert sorted(len(one) for one in had) == [0, 1, 1, 1, 1, 1]
    assert all(rank[v] < rank[u] for v in range(6) for u in had[v])


def test_neighbours_of_what_goes_are_joined_once():
    # A ring of four: whoever goes first joins its two neighbours; all that is left are neighbours then.
    rank, had = _eliminate([1, 3], [0, 2], [1, 3], [0, 2])
    order = np.argsort(rank)
    assert sorted(rank) == [0, 1, 2, 3]
    assert [len(had[v]) for v in order] == [2, 2, 1, 0]
    assert set(had[order[1]]) == set(order[2:].tolist())


def test_a_node_alone_and_many_neighbours_need_no_room_before():
    # A wheel of seven and a node alone; the pool is too small for what is joined.
    rim = [[(i - 1) % 7, (i + 1) % 7, 7] for i in range(7)]
    rank, had = _eliminate(*(sorted(one) for one in rim), list(range(7)), [])
    assert rank[8] == 0
    assert had[8] == []
    assert sorted(len(one) for one in had) == [0, 0, 1, 2, 3, 3, 3, 3, 3]


def test_times_lead_over_what_lies_below_in_each_direction():
    # Ranks 0 and 1 lie below 2 and 3; rows 0>2, 0>3, 1>2, 1>3, 2>3.
    up_start, up = np.array([0, 2, 4, 5, 5], np.int32), np.array([2, 3, 2, 3, 3], np.int32)
    # Walked 2 to 0 in 4, 0 to 3 in 5, 3 to 1 in 1, 1 to 2 in 2, 2 to 3 in 11 and, by another street, in 10.
    row_at = np.array([~0, 1, ~3, 2, 4, 4], np.int32)
    time = np.full((5, 2), 100, np.int32)
    customise(up_start, up, row_at, np.array([4, 5, 1, 2, 11, 10], np.int32), time)
    assert time[:4].tolist() == [[100, 4], [5, 100], [2, 100], [100, 1]]
    # 2 to 3 over 0: 4 + 5 = 9; 3 to 2 over 1: 1 + 2 = 3.
    assert time[4].tolist() == [9, 3]
