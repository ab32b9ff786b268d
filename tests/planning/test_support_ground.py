"""Until when people with help must have left each block of the toy city."""

from functools import cache

import numpy as np
import pytest

from planning.block_ground import block_ground
from planning.support_ground import helped_profile, support_ground
from tests.made import make_toy
from tests.planning.support_sample import A, B, C, D, G


@cache
def ground(scenario="toy-tsunami-night"):
    case, plan = make_toy(scenario)
    found = support_ground(case, plan, block_ground(case, plan))
    return case, plan, found


def of(case, values, block):
    return values[case.city.blocks.index.get_loc(block)]


def test_helpers_set_out_with_the_first_who_need_help():
    # 600 s after a quake at night everybody leaves.
    assert ground()[2].set_out_s == 600.0


def test_the_limit_is_that_of_the_route_that_people_with_help_are_sent_by():
    case, plan, found = ground()
    # From A 400 m of street 101, which closes at 1,900 s, at 0.5 m/s: by 1,100 s.
    assert of(case, found.limit_s, A) == 1100.0
    rows = plan.margin[plan.margin["profile_id"] == "assisted"].set_index("block_id")
    for block, limit in rows["route_latest_departure_s"].dropna().items():
        assert of(case, found.limit_s, block) == limit


def test_where_nobody_with_help_is_counted_the_best_route_decides():
    case, plan, found = ground()
    # C counts nobody who needs help; its 100 m of street 102 close at 4,200 s: by 4,000 s at 0.5 m/s.
    assert C not in set(plan.margin.loc[plan.margin["profile_id"] == "assisted", "block_id"])
    assert of(case, found.limit_s, C) == 4000.0


def test_who_need_not_leave_has_no_limit_and_who_cannot_has_no_route():
    case, _, found = ground()
    assert not of(case, found.must_leave, D)
    assert of(case, found.limit_s, D) == np.inf
    assert of(case, found.must_leave, G)
    assert of(case, found.limit_s, G) == -np.inf


def test_a_route_without_steps_is_told_apart_from_no_route():
    case, _, found = ground()
    assert not of(case, found.has_steps, B)
    assert of(case, found.has_steps, D)


def test_without_a_deadline_there_is_no_limit():
    case, _, found = ground("toy-quake")
    assert set(found.limit_s[found.must_leave]) <= {np.inf, -np.inf}
    assert of(case, found.limit_s, A) == np.inf


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_the_profile_is_that_of_people_who_need_help(scenario):
    assert helped_profile(ground(scenario)[0]).profile_id == "assisted"
