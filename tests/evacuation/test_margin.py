"""Limits of the routes that people are sent by, and apart from them those of the best destination."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from evacuation.clock import UNREACHED, latest_departure_s
from evacuation.evacuate import evacuate
from evacuation.margin import LatestCosts, latest_costs, route_limits
from evacuation.robustness import people_of, reach
from evacuation.search import place_profiles
from evacuation.short_clock import to_label
from tests.evacuation.conftest import Run, toy_inputs, without_safe_ground

A, B, C, D, G = "M271411-A", "M271411-B", "M271411-C", "M271420-D", "M271411-G"


def _routes(*rows) -> pd.DataFrame:
    columns = ["block_id", "profile_id", "persons", "depart_s", "latest_departure_s", "below_reserve"]
    return pd.DataFrame(list(rows), columns=columns)


def _limits(routes: pd.DataFrame, group: list[int], count: int) -> list[list[float]]:
    found = route_limits(routes, np.array(group, np.int64), count)
    return [list(one) for one in zip(*found.values(), strict=True)]


def test_the_limit_of_a_block_is_the_earliest_among_the_routes_of_its_people() -> None:
    routes = _routes(
        ("a", "general", 7, 600.0, 1500.0, False),
        ("a", "general", 2, 600.0, 1300.0, False),
        # They leave later by the same limit: 1,300 − 1,000 is the smaller margin.
        ("a", "general", 3, 1000.0, 1300.0, True),
        ("a", "assisted", 4, 600.0, 2000.0, False),
        ("b", "general", 9, 600.0, np.inf, False),
    )
    assisted, general, other, nobody = _limits(routes, [1, 1, 1, 0, 2], 4)
    assert general == [1300.0, 5, 300.0, 3]
    assert assisted == [2000.0, 4, 1400.0, 0]
    assert other == [np.inf, 9, np.inf, 0]
    # From there nobody walks.
    assert np.isnan([nobody[0], nobody[2]]).all()
    assert nobody[1::2] == [0, 0]


def test_the_smallest_margin_may_be_of_another_route_than_the_earliest_limit() -> None:
    routes = _routes(
        ("a", "general", 7, 300.0, 1300.0, False),
        # A later limit, but they leave later still: 1,500 − 1,400 = 100 s, not 1,000.
        ("a", "general", 2, 1400.0, 1500.0, True),
    )
    assert _limits(routes, [0, 0], 1) == [[1300.0, 7, 100.0, 2]]


def test_the_limit_of_the_route_and_that_of_the_best_destination_stand_apart(run_toy: Run) -> None:
    _, result = run_toy("toy-tsunami-night")
    margin = result.margin.set_index(["block_id", "profile_id"])
    # A's adults walk to safe ground over 101, their best destination is the building 200 m away:
    # 1,900 − 200.
    assert margin.loc[(A, "general"), "best_latest_departure_s"] == 1700.0
    route = result.routes.query("block_id == @A and profile_id == 'general'").iloc[0]
    row = margin.loc[(A, "general")]
    assert row["route_latest_departure_s"] == route["latest_departure_s"] < 1700.0
    # 50 adults without the ten who walk with those who need help, in their rows.
    assert row["route_latest_departure_persons"] == 40
    assert row["route_margin_s"] == route["latest_departure_s"] - 600.0
    # Nobody walks from the pier: no route, no limit of one, and no route at any time.
    pier = margin.loc[(G, "general")]
    assert np.isnan(pier["route_latest_departure_s"])
    assert np.isnan(pier["route_margin_s"])
    assert pier["route_latest_departure_persons"] == pier["below_reserve_persons"] == 0
    assert pier["best_latest_departure_s"] == -np.inf


def test_without_a_published_arrival_there_is_a_limit_but_no_margin(run_toy: Run) -> None:
    _, result = run_toy("toy-flood")
    assert result.margin["route_margin_s"].isna().all()
    assert result.margin["best_margin_s"].isna().all()
    row = result.margin.set_index(["block_id", "profile_id"]).loc[(D, "general")]
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
    for column in ("block_id", "profile_id", "destination_id"):
        assert on_route[column].agg(set).map(tuple).tolist() == [(name,) for name in routes[column]]


def test_the_limit_of_the_best_destination_counts_the_connectors(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    network = inputs.network
    aside = replace(inputs, network=replace(
        network, block_connector_m=network.block_connector_m + 7.0,
        place_connector_m=network.place_connector_m + 5.0,
    ))  # fmt: skip
    margin = evacuate(aside).margin.set_index(["block_id", "profile_id"])
    # To the building by 1,900 s: 7 + 200 + 5 m at 1 m/s and at 0.5 m/s; all leave at 600 s.
    both = ["best_latest_departure_s", "best_margin_s"]
    assert margin.loc[(A, "general"), both].tolist() == [1900.0 - 212, 1300.0 - 212]
    assert margin.loc[(A, "assisted"), both].tolist() == [1900.0 - 424, 1300.0 - 424]
    # Out of 111 by 1,900 s: 7 + 100 m; safe ground itself has no connector.
    assert margin.loc[(B, "general"), both].tolist() == [1900.0 - 107, 1300.0 - 107]


def test_the_margin_is_that_of_the_first_who_leave(run_toy: Run) -> None:
    _, result = run_toy(
        "toy-tsunami-night", {"departure.direct_share": "0.5", "departure.after_task_share": "0.5"}
    )
    # C's people leave at 600 s and at 1,200 s; 102 is left by 4,200 s, 100 m on.
    row = result.margin.set_index(["block_id", "profile_id"]).loc[(C, "general")]
    assert row["best_margin_s"] == 4100.0 - 600.0


def test_of_several_costs_the_least_counts_among_those_that_a_block_may_use() -> None:
    cost = np.array([[50, 60, 70], [5, 6, UNREACHED]])
    # The second row is closed for block 1; block 2 has no street, block 3 stands on the last node.
    on_network = SimpleNamespace(
        may_leave=lambda closed_for, rows: np.ones(rows.size, bool) if closed_for < 0 else rows != 1
    )
    network = SimpleNamespace(block_node=np.array([0, 1, -1, 2]))
    costs = LatestCosts(on_network, to_label(cost), (-1, 0))
    assert costs.nodes().tolist() == [5, 6, 70]
    assert costs.blocks(network, np.arange(4)).tolist() == [5, 60, UNREACHED, 70]
    nowhere = LatestCosts(on_network, np.zeros((0, 3), np.int32), ())
    assert nowhere.nodes().tolist() == [UNREACHED] * 3


@pytest.mark.parametrize(("allowance_m", "limit_s"), [("200", 1700.0), ("199", -np.inf)])
def test_a_building_is_reached_seaward_within_the_allowance(allowance_m: str, limit_s: float) -> None:
    # From corner 2 at x = 500 m back to the building at x = 300 m: 200 m by 1,900 s.
    inputs = without_safe_ground(toy_inputs("toy-tsunami-night", {"hazard.seaward_allowance_m": allowance_m}))
    on_network = place_profiles(inputs)["general"]
    latest = latest_departure_s(latest_costs(inputs.network, on_network, inputs.destinations).nodes())
    assert latest[inputs.network.node_id == 2].tolist() == [limit_s]


def test_safe_ground_is_never_reached_seaward() -> None:
    # The last street to safe ground, 500 m within the allowance, is barred.
    inputs = toy_inputs("toy-tsunami-night", {"hazard.seaward_allowance_m": "500"})
    network = inputs.network
    last = np.isin(network.street_id[network.arc_street], [103, 113])
    eastwards = last & np.isin(network.node_id[network.arc_head], [4, 14])
    inputs = replace(inputs, passage=replace(inputs.passage, barred=inputs.passage.barred | eastwards))
    on_network = place_profiles(inputs)["general"]
    latest = latest_departure_s(latest_costs(network, on_network, inputs.destinations).nodes())
    assert latest[network.node_id == 3].tolist() == [-np.inf]
    assert latest[network.node_id == 4].tolist() == [np.inf]


def _reached(inputs, block: str, reached_s: float):
    reached = np.full(len(inputs.blocks), np.inf)
    reached[inputs.blocks.index.get_loc(block)] = reached_s
    return replace(inputs, block_reached_s=reached)


@pytest.mark.parametrize(
    ("reached_s", "limit_s", "first", "below"),
    [
        (4100.0, 4100.0, False, False),  # as late as the street: the street decides
        (4099.0, 4099.0, True, False),
        (1200.0, 1200.0, True, False),  # 600 s after the departure: the reserve itself
        (1199.0, 1199.0, True, True),
    ],
)
def test_a_limit_ends_when_the_hazard_reaches_the_block_itself(reached_s, limit_s, first, below) -> None:
    # C: 100 m on 102, wet from 4,200 s; everybody leaves at 600 s.
    result = evacuate(_reached(toy_inputs("toy-tsunami-night"), C, reached_s))
    route = result.routes[result.routes["block_id"] == C].iloc[0]
    assert (route["latest_departure_s"], route["block_reached_first"]) == (limit_s, first)
    assert route["below_reserve"] == below
    row = result.margin.set_index(["block_id", "profile_id"]).loc[(C, "general")]
    assert (row["route_latest_departure_s"], row["route_margin_s"]) == (limit_s, limit_s - 600.0)
    assert (row["best_latest_departure_s"], row["best_margin_s"]) == (limit_s, limit_s - 600.0)
    assert row["below_reserve_persons"] == (row["route_latest_departure_persons"] if below else 0)


def test_who_goes_where_hangs_on_the_block_itself_only_where_it_is_reached_before_people_leave() -> None:
    inputs = toy_inputs("toy-tsunami-night")
    planned = evacuate(inputs).assignment
    for reached_s in (600.0, 1900.0):
        changed = evacuate(_reached(inputs, C, reached_s))
        pd.testing.assert_frame_equal(changed.assignment, planned)
    # A moment sooner, and whoever leaves at 600 s is still at home: his way is open until 4,200 s.
    caught = evacuate(_reached(inputs, C, 599.9))
    at_home = caught.assignment[caught.assignment["block_id"] == C]
    assert (at_home["destination_id"] == "").all()
    assert set(at_home["outcome"]) == {"too_late"}
    assert at_home["persons"].sum() == planned.loc[planned["block_id"] == C, "persons"].sum()
    assert at_home["cannot_reach_safety"].all()
    assert not (caught.routes["depart_s"] > caught.routes["latest_departure_s"]).any()


def test_draws_count_nobody_through_whom_the_hazard_reaches_before_he_leaves() -> None:
    inputs = toy_inputs("toy-tsunami-night")
    nothing = np.zeros(0, np.int64)
    late = replace(inputs, block_reached_s=np.full(len(inputs.blocks), 599.9))
    for one in people_of(inputs):
        assert reach(inputs.network, one, nothing).in_time.any()
    for one in people_of(late):
        assert not reach(late.network, one, nothing).in_time.any()
