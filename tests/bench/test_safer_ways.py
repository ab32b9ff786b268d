"""The tables of what safer routes do: people and routes of plans with and without them."""

from types import SimpleNamespace

import pandas as pd

from bench import safer_ways
from tests.made import make_toy
from tests.toy_city import toy_settings


def test_a_line_tells_both_plans_and_once_what_is_the_same():
    streets = pd.DataFrame(
        {"underpass": [True, False, False], "steps": [False, False, True]}, index=[1, 2, 3]
    )

    def plan(again, shore, paths, mean):
        routes = pd.DataFrame({
            "persons": [5, 7], "enters_area_again": again, "shore_approach_on_way_m": shore,
            "street_path": paths,
        })  # fmt: skip
        return SimpleNamespace(
            routes=routes, facts=SimpleNamespace(walk_time_mean_s=mean, extra_walk_max_s=120.0)
        )

    plain = plan([True, True], [101.0, 100.0], [(1, 2), (1, 3)], 600.0)
    safer = plan([False, False], [101.0, 0.0], [(2,), (1, 3)], 630.0)
    assert safer_ways.row("storm", plain, safer, streets) == (
        "| storm | 12 (2) → 0 | 5 (1) | 2 → 1 | 1 | 10.0 → 10.5 min | 2 min |"
    )


def test_margins_are_of_people():
    routes = pd.DataFrame({
        "latest_departure_s": [600.0, 1500.0, 3000.0], "depart_s": [60.0, 60.0, 60.0], "persons": [3, 4, 6],
    })  # fmt: skip
    below, median = safer_ways.margins(SimpleNamespace(routes=routes))
    assert below == [3, 3, 3, 7]
    assert median == 24.0


def test_the_plain_plan_keeps_nobody_from_anything():
    plain = make_toy(settings=toy_settings().with_overrides(safer_ways.PLAIN)).plan
    assert len(plain.routes)
    assert not plain.routes["extra_walk_s"].any()
    # Every term of a route is among them.
    route = {f"route.{name}" for name in type(toy_settings().route).model_fields if name.endswith("_extra")}
    assert route <= set(safer_ways.PLAIN)
