"""Walkers in any order, and walks without queues."""

import numpy as np

from evacuation.crowd_links import Ways
from evacuation.crowd_walk import free_walk, walk_alone_by
from evacuation.kernels.queue_state import ARRIVED, NEVER
from tests.evacuation.queue_sample import Sample


def test_walkers_come_back_in_the_order_given() -> None:
    sample = Sample()
    sample.home()
    street = sample.piece(100, 1.0)
    for leave in (50, 0, 20):
        sample.people(1, [street], [5], leave=leave)
    assert sample.walk().ended.tolist() == [55, 5, 25]


def test_alone_nobody_waits() -> None:
    ways = Ways(np.array([0, 2, 4]), np.array([5, 7, 11]), np.array([2, 2, 3]), np.zeros(3, np.int64))
    assert free_walk(ways, np.array([2, 0, 1]), np.array([100, 0, 3])).tolist() == [111, 12, 3]


def test_whoever_walks_alone_is_walked_as_if_he_were_alone_in_the_queues() -> None:
    # Closed for good after 130; shut from 40 (last through) until 90, with and without leave to wait.
    sample = Sample()
    sample.home(closes=60)
    first, second, third = (sample.piece(9, 1.0, closes=closes) for closes in (NEVER, 130, NEVER))
    sample.add_window(third, 40, 90, waits_back=False)
    for links in ([first, second], [first, third], [first, third + 1], [third, second], []):
        for leave in (0, 20, 21, 60, 61):
            sample.people(1, links, [10] * len(links), leave=leave)
    arrives, through = walk_alone_by(*sample.given())
    for i, one in enumerate(list(sample.walkers)):
        sample.walkers = [one]
        walk = sample.walk()
        assert through[i] == (walk.outcome[0] == ARRIVED)
        assert arrives[i] == walk.ended[0] or not through[i]
    # From 21 on it takes until the opening; who may not wait is not through; from 61 on nobody leaves.
    assert arrives[5:9].tolist() == [20, 40, 100, 100]
    assert through[10:15].tolist() == [True, True, False, False, False]
