"""The order of opening and its naive twin serve as many people."""

import numpy as np
import pytest

from bench.openings import _refuse_difference, compare_openings, opening_lines, order_anew
from evacuation.opening_order import group_supply, opening_order
from tests.toy_city import make_toy_bundle


def test_both_orders_serve_as_many_after_each_step() -> None:
    may_go = np.array([[True, False, True], [True, True, False], [False, True, True], [False, False, True]])
    supply = group_supply(may_go, np.array([5, 7, 3, 4]), np.array([6, 8, 9]))
    first, every = np.zeros(3, np.bool_), np.ones(3, np.bool_)
    order = opening_order(supply, first, every)
    assert order_anew(supply, first, every, most=3) == order.served.tolist()
    assert order_anew(supply, first, every, most=1) == order.served[:2].tolist()
    with pytest.raises(RuntimeError, match="differ"):
        _refuse_difference("x", order, [0, 1])


def test_the_page_has_a_row_for_each_scenario() -> None:
    costs = compare_openings(make_toy_bundle(), ["toy-quake"])
    assert costs[0].steps == 1
    lines = opening_lines(costs)
    assert sum(line.startswith("| toy-quake | 2 |") for line in lines) == 1
