"""A route walked with a watch: bars, closings and streets of another name are seen."""

from dataclasses import replace

import numpy as np
import pytest

from evacuation.clock import HORIZON
from planning.case import Case
from planning.pipeline import make_plan
from planning.stage_inputs import stage_inputs
from tests.toy_city import make_toy_bundle, toy_settings
from verification.reach import profiles_on_network
from verification.route_walk import NO_LIMIT_TICKS, forward_graph, walk_route


@pytest.fixture
def walked():
    bundle = make_toy_bundle()
    case = Case.of(bundle, bundle.scenario("toy-tsunami-night"), toy_settings())
    inputs, routes = stage_inputs(case), make_plan(case).routes
    route = routes[routes["node_path"].map(len) > 2].iloc[0]
    end = inputs.destinations.destination_id.index(route["destination_id"])
    return inputs, profiles_on_network(inputs)[route["profile_id"]], end, route


def _walk(walked, walking, route):
    inputs, _, end, _ = walked
    return walk_route(
        forward_graph(inputs, walking), inputs, walking, end, (route["node_path"], route["street_path"])
    )


def test_a_barred_street_is_not_allowed(walked) -> None:
    inputs, walking, _, route = walked
    assert _walk(walked, walking, route).is_allowed
    barred = replace(walking, barred=np.ones(inputs.network.n_arcs, np.bool_))
    assert not _walk(walked, barred, route).is_allowed


def test_the_limit_is_the_earliest_closing_less_the_walk_up_to_its_end(walked) -> None:
    inputs, walking, _, route = walked
    never = replace(
        walking,
        release=np.zeros(inputs.network.n_arcs, np.int64),
        place_release=np.zeros_like(walking.place_release),
        deadline_release=0,
    )
    free = _walk(walked, never, route)
    assert free.limit_ticks == NO_LIMIT_TICKS
    # Every street closes at 10,000 ticks: the last one of the route is the one that decides.
    closing = replace(never, release=np.full(inputs.network.n_arcs, HORIZON - 10_000))
    last_metres = 0 if inputs.destinations.place_row[walked[2]] < 0 else None
    left = (
        free.walk_ticks
        if last_metres == 0
        else free.walk_ticks - int(walking.place_connector[inputs.destinations.place_row[walked[2]]])
    )
    assert _walk(walked, closing, route).limit_ticks == 10_000 - left


def test_streets_in_another_order_are_no_path(walked) -> None:
    _, walking, _, route = walked
    assert _walk(walked, walking, route).is_path
    turned = {"node_path": route["node_path"], "street_path": route["street_path"][::-1]}
    assert len(route["street_path"]) > 1
    assert not _walk(walked, walking, turned).is_path
