"""Steps, slopes and narrow streets on routes of people who need help; counted on the toy city."""

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from planning.wheelchair_bars import (
    BarredPersons,
    barred_persons,
    bars_of_streets,
    bars_on_route,
    mixed_profile_ids,
)
from tests.made import Made, make
from tests.toy_city import make_toy_bundle, toy_settings

SIX = {"profile.in_use": "six", "profile.wheelchair_pushed_share": "1.0"}


@cache
def hilly(six: bool = False) -> Made:
    """Return the toy city with steps on every street but 103, a slope on 103, and one narrow street."""
    bundle = make_toy_bundle()
    streets = bundle.streets.assign(
        steps=bundle.streets.index != 103,
        slope=(bundle.streets.index == 103) * -0.13,
        width_m=bundle.streets["width_m"].where(bundle.streets.index != 112, 0.9),
    )
    settings = toy_settings().with_overrides(SIX) if six else toy_settings()
    return make(replace(bundle, streets=streets), "toy-quake", settings)


def test_what_bars_a_wheelchair_is_what_a_wheelchair_alone_may_not_walk() -> None:
    streets = pd.DataFrame(
        {"steps": [True, False, False, False], "slope": [0.0, -0.13, 0.12, 0.0],
         "width_m": [2.0, 2.0, 1.0, 0.9]}, index=[4, 5, 6, 7],
    )  # fmt: skip
    found = bars_of_streets(streets, toy_settings())
    # 0.12 and 1.0 m are the limits themselves; they are walked up and down alike.
    assert found.to_numpy().tolist() == [
        [True, False, False], [False, True, False], [False, False, False], [False, False, True],
    ]  # fmt: skip
    unknown = bars_of_streets(streets.assign(width_m=float("nan")), toy_settings())
    assert not unknown["narrow"].any()


def test_people_are_counted_by_what_is_on_their_own_route_without_their_helpers() -> None:
    case, plan = hilly()
    rows = plan.assignment[(plan.assignment["route_id"] >= 0) & (plan.assignment["profile_id"] == "assisted")]
    walking = barred = steps = narrow = 0
    for route, persons, helpers in zip(rows["route_id"], rows["persons"], rows["helpers"], strict=True):
        path = set(plan.routes.loc[route, "street_path"])
        own = persons - helpers
        walking, barred = walking + own, barred + own * bool(path)
        steps, narrow = steps + own * bool(path - {103}), narrow + own * (112 in path)
    found = barred_persons(case, plan)
    assert found is not None
    assert (found.walking, found.barred, found.steps, found.narrow) == (walking, barred, steps, narrow)
    assert found.walking > found.narrow > 0
    blocks = case.city.blocks.index
    parts = [barred_persons(case, plan, part) for part in (blocks[:2], blocks[2:])]
    assert sum(one.steps for one in parts if one) == found.steps
    assert barred_persons(case, plan, blocks[:0]) == BarredPersons(0, 0, 0, 0, 0)


@pytest.mark.parametrize("profile_id", ["general", "assisted"])
def test_a_route_is_told_of_those_alone_who_may_be_in_wheelchairs(profile_id) -> None:
    case, _ = hilly()
    told = profile_id == "assisted"
    assert bars_on_route(case, profile_id, (112, 103)) == (("steps", "steep", "narrow") if told else ())
    assert bars_on_route(case, profile_id, (103,)) == (("steep",) if told else ())
    assert bars_on_route(case, profile_id, ()) == ()


def test_where_wheelchairs_have_routes_of_their_own_nothing_is_told() -> None:
    case, plan = hilly(six=True)
    assert mixed_profile_ids(case.settings) == ()
    assert barred_persons(case, plan) is None
    assert bars_on_route(case, "assisted", (112,)) == ()
