"""Limits of the routes that people are sent by, and apart from them those of the best destination."""

import numpy as np
import pandas as pd
import pytest

from evacuation.margin import route_limits
from tests.evacuation.conftest import Run

A, B, C, D, G = "M271411-A", "M271411-B", "M271411-C", "M271420-D", "M271411-G"


def _routes(*rows) -> pd.DataFrame:
    columns = ["block_id", "walker", "persons", "depart_s", "latest_departure_s", "below_reserve"]
    return pd.DataFrame(list(rows), columns=columns)


def test_the_limit_of_a_block_is_the_earliest_among_the_routes_of_its_people() -> None:
    limits = route_limits(_routes(
        ("a", "general", 7, 600.0, 1500.0, False),
        ("a", "general", 2, 600.0, 1300.0, False),
        # They leave later by the same limit: 1,300 − 1,000 is the smaller margin.
        ("a", "general", 3, 1000.0, 1300.0, True),
        ("a", "assisted", 4, 600.0, 2000.0, False),
        ("b", "general", 9, 600.0, np.inf, False),
    )).set_index(["block_id", "walker"])  # fmt: skip
    assert limits.loc[("a", "general")].tolist() == [1300.0, 5, 300.0, 3]
    assert limits.loc[("a", "assisted")].tolist() == [2000.0, 4, 1400.0, 0]
    assert limits.loc[("b", "general")].tolist() == [np.inf, 9, np.inf, 0]


def test_without_routes_there_are_no_limits() -> None:
    assert route_limits(_routes()).empty


def test_the_limit_of_the_route_and_that_of_the_best_destination_stand_apart(run_toy: Run) -> None:
    _, result = run_toy("toy-tsunami-night")
    margin = result.margin.set_index(["block_id", "walker"])
    # A's adults walk to safe ground over 101, their best destination is the building 200 m away:
    # 1,900 − 200.
    assert margin.loc[(A, "general"), "best_latest_departure_s"] == 1700.0
    route = result.routes.query("block_id == @A and walker == 'general'").iloc[0]
    row = margin.loc[(A, "general")]
    assert row["route_latest_departure_s"] == route["latest_departure_s"] < 1700.0
    assert row["route_latest_departure_persons"] == 50
    assert row["route_margin_s"] == route["latest_departure_s"] - 600.0
    # Nobody walks from the pier: no route, no limit of one, and no way at any time.
    pier = margin.loc[(G, "general")]
    assert np.isnan(pier["route_latest_departure_s"])
    assert np.isnan(pier["route_margin_s"])
    assert pier["route_latest_departure_persons"] == pier["below_reserve_persons"] == 0
    assert pier["best_latest_departure_s"] == -np.inf


def test_without_a_published_arrival_there_is_a_limit_but_no_margin(run_toy: Run) -> None:
    _, result = run_toy("toy-flood")
    assert result.margin["route_margin_s"].isna().all()
    assert result.margin["best_margin_s"].isna().all()
    row = result.margin.set_index(["block_id", "walker"]).loc[(D, "general")]
    # At the school by level 5 (21,600 s), 1,000 m at 1 m/s.
    assert row["route_latest_departure_s"] == 20_600.0


@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_nobody_is_read_as_leaving_after_the_limit_of_the_route(run_toy: Run, scenario_id: str) -> None:
    some_later = {"departure.direct_share": "0.5", "departure.after_task_share": "0.3"}
    _, result = run_toy(scenario_id, some_later)
    routes = result.routes
    assert (routes["depart_s"] <= routes["latest_departure_s"]).all()
    walking = result.assignment.query("route_id >= 0")
    on_route = walking.groupby("route_id")
    # A row of routes is one departure, and the people of its row are those of the assignment.
    for end in (on_route["departure_s"].min(), on_route["departure_s"].max()):
        assert end.tolist() == routes["depart_s"].tolist()
    assert on_route["persons"].sum().tolist() == routes["persons"].tolist()
    for column in ("block_id", "walker", "target_id"):
        assert on_route[column].agg(set).map(tuple).tolist() == [(name,) for name in routes[column]]
