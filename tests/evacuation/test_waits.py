"""Waits are kept as means and used as whole ticks."""

import numpy as np

from evacuation.waits import Waits


def test_waits_move_by_a_share_and_are_rounded_up():
    before = Waits(np.array([0.0, 10.0]), np.array([4.0]), np.array([0.0]))
    met = Waits(np.array([3.0, 0.0]), np.array([4.0]), np.array([1.0]))
    half = before.towards(met, 0.5)
    assert half.arcs.tolist() == [1.5, 5.0]
    assert [one.tolist() for one in half.ticks()] == [[2, 5], [4], [1]]
    assert [one.tolist() for one in before.towards(met, 1.0).ticks()] == [[3, 0], [4], [1]]
