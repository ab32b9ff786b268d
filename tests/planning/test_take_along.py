"""People nearby who need help: one count for a block and its neighbours."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from planning.network import city_network
from planning.take_along import blocks_near, take_along
from tests.made import make_toy
from tests.toy_city import make_toy_bundle, toy_settings

CITY = make_toy_bundle()
NETWORK = city_network(CITY, toy_settings())
A, B, C, D = "M271411-A", "M271411-B", "M271411-C", "M271420-D"


def near(block: str, within_m: float) -> list[str]:
    row = CITY.blocks.index.get_loc(block)
    return [name[-1] for name in CITY.blocks.index[blocks_near(NETWORK, row, within_m)]]


@pytest.mark.parametrize(
    # Along the streets A (100, 0) lies 800 m from C (900, 0) and 400 + 500 + 100 m from B (400, 500).
    ("within_m", "found"),
    [(0, ["A"]), (799, ["A"]), (800, ["A", "C"]), (999, ["A", "C"]), (1000, ["A", "B", "C"])],
)
def test_blocks_count_as_near_by_the_walk_to_them(within_m, found):
    assert near(A, within_m) == found


def test_a_block_that_no_street_reaches_is_near_nobody_but_itself():
    assert near("M271411-G", 10_000) == ["G"]
    assert "G" not in near(A, 10_000)


def test_people_who_must_leave_and_need_help_are_counted_together():
    within = toy_settings().with_overrides({"departure.take_along_m": "500"})
    case, plan = make_toy("toy-tsunami-night", within)
    # 10 of A, on their own within 500 m; C has none, and D on safe ground need not leave.
    assert take_along(case, plan, A).persons == 10
    assert take_along(case, plan, C).persons == 0
    assert take_along(case, plan, D).persons == 0
    assert (take_along(case, plan, A).blocks, take_along(case, plan, A).within_m) == (1, 500.0)
    assert take_along(case, plan, C).is_known
    blocks = case.city.blocks.assign(support_persons=pd.NA)
    uncounted = replace(case, city=replace(case.city, blocks=blocks))
    assert not take_along(uncounted, plan, C).is_known


def test_the_nearest_decide_by_whole_decimetres():
    assert np.array_equal(blocks_near(NETWORK, 0, 800.04), blocks_near(NETWORK, 0, 800.0))
