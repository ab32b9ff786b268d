"""The search on its own arrays: a ring of four nodes, more labels than there is room for at first."""

import numpy as np

from evacuation.clock import NO_LIMIT, UNREACHED
from evacuation.kernels.apart import search_apart
from tests.evacuation.graphs import network_of


def searched(network, ticks, shared_rows, *, end, left=None, bound=NO_LIMIT):
    n, m = network.n_nodes, network.n_arcs
    end_ticks = np.full(n, -1, np.int64)
    end_ticks[end] = 0
    best = np.full(n, UNREACHED, np.int64)
    shared = np.isin(network.arc_street, shared_rows) * np.array(ticks)[network.arc_street]
    route = search_apart(
        network.arc_start, network.arc_head, np.array(ticks)[network.arc_street], np.zeros(m, np.int64),
        np.ones(m, np.bool_), shared, np.zeros(n, np.int64) if left is None else left, end_ticks,
        np.zeros(n, np.int64), 0, 0, NO_LIMIT, bound, best,
    )  # fmt: skip
    # The room is given back as it was taken.
    assert (best == UNREACHED).all()
    return network.arc_street[route].tolist() if route[0] >= 0 else None


def test_shared_time_comes_before_walking_time() -> None:
    ring = network_of(4, [(0, 1), (1, 2), (0, 3), (3, 2)])
    assert searched(ring, [10, 10, 30, 30], [0, 1], end=2) == [2, 3]
    assert searched(ring, [10, 10, 30, 30], [0, 2], end=2) == [0, 1]
    assert searched(ring, [10, 10, 30, 30], [], end=2) == [0, 1]
    assert searched(ring, [10, 10, 30, 30], [0, 1], end=2, bound=59) == [0, 1]
    assert searched(ring, [10, 10, 30, 30], [0, 1], end=2, bound=19) is None


def test_rooms_grow_with_the_labels() -> None:
    # A wheel of 1,500 spokes from node 0, one of which leads on: all of them are labels.
    streets = [(0, i) for i in range(1, 1_501)] + [(1_500, 1_501)]
    wheel = network_of(1_502, streets)
    assert searched(wheel, [1] * len(streets), [], end=1_501) == [1_499, 1_500]
