"""Spans of streets that are shut for a while, as the second opinion reads them; plans over them agree."""

import math
from dataclasses import replace

import numpy as np
import pytest

import sonae
from domain.scenario import ClosedStreets
from domain.vocabulary import ClosedKind
from planning.case import Case
from planning.pipeline import make_plan
from planning.stage_inputs import stage_inputs
from tests.toy_city import make_toy_bundle, toy_settings
from verification.openings import latest_start, open_spans, soonest_through
from verification.reach import profiles_on_network
from verification.verify import verify_plan

#: Open until tick 40, and from 60 to 90.
SPANS = ((-math.inf, 40.0), (60.0, 90.0))


def test_one_is_through_as_it_shuts_and_sets_out_as_it_opens():
    assert [latest_start(SPANS, by, 10) for by in (39, 69, 70, 90, 99)] == [29, 30, 60, 80, 80]
    assert latest_start(((60.0, 69.0),), 99, 10) == -math.inf
    assert [soonest_through(SPANS, now, 10) for now in (30, 31, 60, 80)] == [
        (40, 0),
        (70, 29),
        (70, 0),
        (90, 0),
    ]
    assert soonest_through(SPANS, 81, 10) == (math.inf, 0)


def _case(*closed: ClosedStreets, **settings: str) -> Case:
    city = make_toy_bundle()
    scenario = replace(city.scenario("toy-tsunami-night"), closed_streets=closed)
    return Case.of(city, scenario, toy_settings().with_overrides(settings))


def test_a_span_counts_where_people_may_wait_with_the_reserve():
    closed = (
        ClosedStreets(ClosedKind.CROSSINGS, "", until_s=1000.0),
        ClosedStreets(ClosedKind.CROSSINGS, "", 1200.0, 1300.0),
    )
    inputs = stage_inputs(_case(*closed))
    walking = profiles_on_network(inputs)[inputs.profiles[0].profile_id]
    spans = open_spans(inputs, walking)
    # The crossing in both directions; no water comes to it.
    assert list(spans.values()) == [((10_000, 12_000), (13_000, math.inf))] * 2
    wet = replace(inputs.passage.windows, wait_until_s=np.full(inputs.network.n_nodes, 1299.0))
    wet_inputs = replace(inputs, passage=replace(inputs.passage, windows=wet))
    assert set(open_spans(wet_inputs, replace(walking, reserve_ticks=2_990)).values()) == {
        ((10_000, 12_000),)
    }
    assert set(open_spans(wet_inputs, replace(walking, reserve_ticks=2_991)).values()) == {()}


@pytest.mark.parametrize("until_s", [1000.0, 1400.0])
def test_people_without_another_way_wait_and_networkx_agrees(until_s: float) -> None:
    case = _case(
        ClosedStreets(ClosedKind.CROSSINGS, "", until_s=until_s), ClosedStreets(ClosedKind.BRIDGES, "")
    )
    plan = make_plan(case)
    # They leave at 600 s and stand before the crossing 100 s later.
    waiting = plan.routes[plan.routes["wait_s"] > 0]
    assert waiting["wait_s"].tolist() == [until_s - 700.0]
    assert (waiting["arrive_s"] == waiting["depart_s"] + waiting["walk_time_s"] + waiting["wait_s"]).all()
    # What rests on an opening is told as below the reserve.
    assert waiting["below_reserve"].all()
    assert plan.assignment.set_index("route_id")["wait_s"].reindex(waiting.index).tolist() == [
        until_s - 700.0
    ]
    assert [one for one in verify_plan(stage_inputs(case), plan) if not one.agrees] == []
    # The same people on the graph of the plan: there they wait, too.
    graph = plan.graph(case)
    route = plan.routes.loc[waiting.index[0]]
    crossing = [
        edge for *_, edge in graph.edges(data=True) if "shut_s" in edge and edge["shut_s"][-1][1] < math.inf
    ]
    assert [edge["shut_s"] for edge in crossing] == [[[-math.inf, until_s]]] * 2
    found = sonae.evacuate(
        graph, {route["node_path"][0]: 1}, {route["node_path"][-1]: None}, departure_s=600.0,
        columns=sonae.Columns(length="length_m", walk_time="travel_time_s"),
    )  # fmt: skip
    assert found.assignment["wait_s"].tolist()[0] > 0
    assert found.routes["node_path"].tolist() == [route["node_path"]]


def test_a_wait_that_nobody_told_is_found():
    closed = ClosedStreets(ClosedKind.CROSSINGS, "", until_s=1000.0)
    case = _case(closed, ClosedStreets(ClosedKind.BRIDGES, ""))
    plan = make_plan(case)
    spoiled = replace(plan, routes=plan.routes.assign(wait_s=0.0))
    assert not next(one for one in verify_plan(stage_inputs(case), spoiled) if one.key == "times").agrees
