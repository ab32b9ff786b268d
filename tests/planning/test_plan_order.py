"""Whose individual plan is made first."""

import numpy as np
import pandas as pd

from planning.plan_order import order_of_plans
from tests.planning.support_sample import B, helped


def support(*rows):
    """Rows are (must_leave, limit_s, found)."""
    table = pd.DataFrame(list(rows), columns=["must_leave", "limit_s", "found"])
    table.index = pd.Index([f"P{i}" for i in range(len(rows))], name="person_id")
    return table


def order(kinds, rows, made=()):
    return list(order_of_plans(helped(*((B, kind) for kind in kinds)), support(*rows), frozenset(made)))


def test_who_must_leave_comes_first_then_who_cannot_be_placed_then_the_others():
    rows = [(False, np.inf, 0), (False, np.nan, 0), (True, 9000.0, 2)]
    assert order(["carry", "accompany", "accompany"], rows) == ["P2", "P1", "P0"]


def test_then_the_earlier_limit_and_no_route_is_the_earliest():
    rows = [(True, 600.0, 0), (True, -np.inf, 2), (True, np.inf, 0)]
    assert order(["accompany"] * 3, rows) == ["P1", "P0", "P2"]


def test_then_the_heavier_need_and_the_fewer_candidates():
    rows = [(True, 60.0, 0)] * 4
    assert order(["accompany", "unknown", "wheelchair", "carry"], rows) == ["P3", "P2", "P1", "P0"]
    assert order(["carry"] * 2, [(True, 60.0, 2), (True, 60.0, 1)]) == ["P1", "P0"]


def test_who_has_a_plan_needs_none():
    assert order(["carry", "carry"], [(True, 60.0, 0)] * 2, made=["P0"]) == ["P1"]
