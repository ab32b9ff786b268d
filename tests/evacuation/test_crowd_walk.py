"""Walkers in any order, links that nobody walks, and walks without queues."""

import numpy as np

from evacuation.crowd_walk import Ways, free_walk
from tests.evacuation.queue_sample import Sample


def test_walkers_come_back_in_the_order_given() -> None:
    sample = Sample()
    sample.home()
    street = sample.piece(100, 1.0)
    for leave in (50, 0, 20):
        sample.people(1, [street], [5], leave=leave)
    assert sample.walk().ended.tolist() == [55, 5, 25]


def test_links_and_gates_that_nobody_walks_change_nothing_and_keep_their_numbers() -> None:
    sample = Sample()
    sample.home()
    sample.piece(1, 1.0)
    used, after = sample.piece(100, 1.0), sample.piece(100, 0.25)
    sample.people(4, [used + 1, after], [5, 5])
    walk = sample.walk(bin_ticks=10)
    # The third gate lets in at 5, 45, 85, 125; the last came to it at 35.
    assert walk.ended.tolist() == [10, 50, 90, 130]
    assert walk.queue_longest.tolist() == [0, 0, 0, 90, 0, 0, 30]
    assert set(walk.noted[:, 1]) == {used + 1, 6}
    assert walk.where.tolist() == [after] * 4
    assert walk.moves == 8


def test_alone_nobody_waits() -> None:
    ways = Ways(np.array([0, 2, 4]), np.array([5, 7, 11]), np.array([2, 2, 3]), np.zeros(3, np.int64))
    assert free_walk(ways, np.array([2, 0, 1]), np.array([100, 0, 3])).tolist() == [111, 12, 3]
