"""Routes as arcs: who shares one, how long it is, and when it leads seaward."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from evacuation.bars import node_closing_s
from evacuation.evacuate import evacuate
from evacuation.pairs import pair_up
from evacuation.placing import place_people
from evacuation.search import search_routes
from evacuation.tracing import RouteArcs, trace_flows
from tests.evacuation.conftest import Run

A, C = "M271411-A", "M271411-C"


def test_sums_are_those_of_each_route() -> None:
    arcs = RouteArcs(np.array([2, 0, 1], np.int32), np.array([0, 2, 2, 3]))
    assert arcs.sums(np.array([1.0, 10.0, 100.0])).tolist() == [101.0, 0.0, 10.0]


def test_one_barred_arc_makes_a_route_seaward(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    assert not evacuate(inputs).routes["seaward"].any()
    # One arc of 102 eastwards, the last before corner 3, is marked after the search.
    found = search_routes(inputs)
    flows = place_people(inputs, found)
    network = inputs.network
    head = network.node_id[network.arc_head]
    one = (head == 3) & (network.street_id[network.arc_street] == 102)
    assert one.sum() == 1
    passage = replace(inputs.passage, barred=one)
    traced = trace_flows(replace(inputs, passage=passage), found, flows)
    over = np.array(
        ["102" in "".join(f"{s}," for s in path) for path in evacuate(inputs).routes["street_path"]]
    )
    assert traced.seaward.tolist() == over.tolist()
    assert 0 < over.sum() < over.size


def test_a_corner_that_closes_before_the_one_before_it_is_counted(run_toy: Run) -> None:
    inputs, result = run_toy("toy-tsunami-night")
    network = inputs.network
    # Streets 102 and 103 close early: from corner 2, which 101 keeps open, on to C and 3 the ground
    # is earlier; whoever starts beyond corner 2 walks to ground that is as early, or later.
    early = np.isin(inputs.streets.index.to_numpy(), [102, 103])
    passage = replace(inputs.passage, closes_at_s=np.where(early, 40_000.0, 90_000.0))
    moved = replace(inputs, passage=passage)
    found = search_routes(moved)
    traced = trace_flows(moved, found, place_people(moved, found))
    head = network.node_id[network.arc_head][traced.arcs.arcs]
    tail = network.node_id[network.arc_tail()][traced.arcs.arcs]
    of_nodes = node_closing_s(network, passage.closes_at_s)
    closing = dict(zip(network.node_id.tolist(), of_nodes.tolist(), strict=True))
    assert (closing[2], closing[4]) == (90_000.0, 90_000.0)
    down = np.array([closing[v] < closing[u] for u, v in zip(tail.tolist(), head.tolist(), strict=True)])
    bounds = traced.arcs.offsets.tolist()
    expected = [bool(down[a:b].any()) for a, b in pairwise(bounds)]
    assert traced.over_earlier_ground.tolist() == expected
    assert 0 < sum(expected) < len(expected)
    # Where streets close by an order there is no earlier ground.
    by_order = replace(moved, minutes_decide=False)
    assert not trace_flows(by_order, found, place_people(moved, found)).over_earlier_ground.any()
    assert not result.routes["over_earlier_ground"].any()


def test_the_parts_are_callable_without_geometry(run_toy: Run) -> None:
    inputs, whole = run_toy("toy-flood")
    bare = replace(inputs, streets=inputs.streets.drop(columns="geometry"))
    bare, found = pair_up(bare, search_routes(bare))
    flows = place_people(bare, found)
    traced = trace_flows(bare, found, flows)
    # D's 1,000 m in ticks: 80 adults at 1 m/s, 10 pairs at 0.5 m/s.
    assert flows.cost == whole.cost_ticks == 80 * 10_000 + 20 * 20_000
    assert traced.arcs.arcs.tolist() == whole.route_arcs.arcs.tolist()


@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_arcs_are_those_of_the_node_and_street_paths(run_toy: Run, scenario_id: str) -> None:
    inputs, result = run_toy(scenario_id)
    network, arcs = inputs.network, result.route_arcs
    assert len(arcs.offsets) == len(result.routes) + 1
    tail = network.node_id[network.arc_tail()]
    for i, route in enumerate(result.routes.itertuples()):
        own = arcs.arcs[arcs.offsets[i] : arcs.offsets[i + 1]]
        assert route.node_path[1:] == tuple(network.node_id[network.arc_head[own]])
        assert route.node_path[:-1] == tuple(tail[own])
        assert route.street_path == tuple(dict.fromkeys(network.street_id[network.arc_street[own]]))


def test_people_who_leave_at_different_times_have_routes_of_their_own(run_toy: Run) -> None:
    two_starts = {"departure.direct_share": "0.5", "departure.after_task_share": "0.5"}
    _, result = run_toy("toy-tsunami-night", two_starts)
    routes = result.routes.query("block_id == @C and profile_id == 'general'")
    # 600 s directly, 1,200 s after a task, 25 people each, over the same streets.
    assert routes["depart_s"].tolist() == [600.0, 1200.0]
    assert routes["persons"].tolist() == [25, 25]
    assert routes["street_path"].nunique() == 1


def test_the_length_of_a_route_counts_the_way_from_the_block_and_to_the_place(run_toy: Run) -> None:
    inputs, plain = run_toy("toy-tsunami-night")
    network = inputs.network
    aside = replace(
        network,
        block_connector_m=network.block_connector_m + 7.0,
        place_connector_m=network.place_connector_m + 5.0,
    )
    result = evacuate(replace(inputs, network=aside))
    keys = ["block_id", "profile_id", "destination_id"]
    joined = plain.routes.merge(result.routes, on=keys, suffixes=("", "_aside"))
    longer = joined["length_m_aside"] - joined["length_m"]
    # 7 m to everywhere, and 5 m more to a building.
    to_place = joined["destination_id"] != "safe_area"
    assert longer.tolist() == pytest.approx(np.where(to_place, 12.0, 7.0).tolist())
    assert 0 < to_place.sum() < len(to_place)
    walked = joined["walk_time_s_aside"] - joined["walk_time_s"]
    assert walked[to_place].tolist() == [24.0]  # A's people who need help, 0.5 m/s


@pytest.mark.parametrize("scenario_id", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_every_flow_that_walks_has_the_route_of_its_block_profile_and_destination(
    run_toy: Run, scenario_id: str
) -> None:
    some_stay = {"departure.direct_share": "0.5", "departure.after_task_share": "0.3"}
    inputs, _ = run_toy(scenario_id, some_stay)
    found = search_routes(inputs)
    flows = place_people(inputs, found)
    traced = trace_flows(inputs, found, flows)
    demand = inputs.demand.iloc[flows.row]
    walks = (flows.destination >= 0) & (demand["departure"] != "not_leaving").to_numpy()
    assert (traced.route_of[~walks] == -1).all()
    own = traced.key.iloc[traced.route_of[walks]]
    assert own["destination"].tolist() == flows.destination[walks].tolist()
    assert own["block_row"].tolist() == found.block_row[flows.row[walks]].tolist()
    for column in ("profile_id", "departure_s"):
        assert own[column].tolist() == demand[column].to_numpy()[walks].tolist()
    persons = np.bincount(traced.route_of[walks], weights=flows.persons[walks], minlength=len(traced.key))
    assert persons.tolist() == traced.key["persons"].tolist()
