"""Rates are kept over ticks, and whoever waits longest goes first."""

import numpy as np

from evacuation.kernels.queue_moves import _after, _put_in_order
from evacuation.kernels.queue_state import FINE
from tests.evacuation.queue_sample import Sample


def test_a_rate_is_kept_over_ticks_but_not_saved_up():
    # Due within the last tick: the next follows from then. Due before: from now.
    assert _after.py_func(9 * FINE + 300, 10, 1464) == 9 * FINE + 300 + 1464
    assert _after.py_func(9 * FINE, 10, 1464) == 10 * FINE + 1464
    assert _after.py_func(-5 * FINE, 10, 0) == 10 * FINE


def test_a_list_stays_in_order():
    lists, sizes = np.zeros((1, 4), np.int64), np.zeros(1, np.int64)
    for item in (5, 2, 9, 5):
        _put_in_order.py_func(lists, sizes, np.int64(0), item)
    assert lists[0].tolist() == [2, 5, 5, 9]


def test_who_stands_longer_goes_first_whichever_street_he_comes_by():
    sample = Sample()
    late, early, out = (sample.piece(100, 0.0) for _ in range(3))
    sample.rate[2] = 0.1
    for start, leave in ((late, 4), (early, 0)):
        home = sample.home()
        sample.people(2, [start, out], [10, 1], home=home, leave=leave)
    # One each 10 s: at 10 the first of early, then his second (ready at 10), then those ready at 14.
    assert sample.walk().ended.tolist() == [211, 311, 11, 111]


def test_of_those_who_come_at_once_the_lower_number_goes_first():
    sample = Sample()
    one, two, out = (sample.piece(100, 0.0) for _ in range(3))
    sample.rate[2] = 0.1
    for start in (two, one):
        sample.people(2, [start, out], [10, 1], home=sample.home())
    # Who comes first to the gate passes it as it is free; of the others the lower link goes first.
    ended = sample.walk().ended.tolist()
    people, _ = sample.walk_slowly()
    assert ended == [p.ended for p in people] == [11, 311, 111, 211]
