"""``sonae.evacuate`` on plain graphs: against networkx, and against what can be worked out by hand."""

import doctest

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sonae
from sonae import evacuate_graph, graphml
from sonae.graph_input import Columns
from tests.made import make_toy


def test_the_examples_of_the_documentation_run() -> None:
    for module in (evacuate_graph, graphml):
        result = doctest.testmod(module)
        assert result.attempted > 0
        assert result.failed == 0


@settings(max_examples=20, deadline=None)
@given(
    edges=st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 9)), min_size=3, max_size=12
    ),
    is_directed=st.booleans(),
)
def test_routes_and_latest_departures_are_those_of_networkx(edges, is_directed) -> None:
    graph = nx.MultiDiGraph() if is_directed else nx.MultiGraph()
    graph.add_nodes_from(range(6))
    for u, v, length in edges:
        graph.add_edge(u, v, length=float(length), closes_at_s=100.0)
    found = sonae.evacuate(graph, range(1, 6), {0: None}, reserve_s=0.0)
    told = found.assignment.set_index("origin")
    for node in range(1, 6):
        if not nx.has_path(graph, node, 0):
            assert told.loc[node, "route_id"] == -1
            assert found.latest_departure_s[node] == -np.inf
            continue
        walk = nx.shortest_path_length(graph, node, 0, weight="length")
        assert told.loc[node, "walk_time_s"] == walk
        route = found.routes.loc[told.loc[node, "route_id"]]
        assert nx.is_path(graph, route["node_path"])
        assert sum(graph.edges[edge]["length"] for edge in route["edge_path"]) == route["length_m"] == walk
        # Every edge closes at 100 s, the last of the way too: who leaves by then is through.
        assert found.latest_departure_s[node] == route["latest_departure_s"] == 100.0 - walk


def test_seats_go_so_that_all_walk_least_together() -> None:
    # 0 ─ 1 ─ 2 ─ 3, of 100 m each; ten people at 1 and at 2, ten seats at 0 and at 3 each.
    graph = nx.path_graph(4)
    nx.set_edge_attributes(graph, 100.0, "length")
    found = sonae.evacuate(graph, {1: 10, 2: 10}, {0: 10, 3: 10}, walking_speed_m_s=0.5)
    assert dict(zip(found.assignment["origin"], found.assignment["destination"], strict=True)) == {1: 0, 2: 3}
    assert found.assignment["walk_time_s"].tolist() == [200.0, 200.0]
    assert found.destinations["assigned_persons"].tolist() == [10, 10]
    assert found.unassigned_persons == 0
    few = sonae.evacuate(graph, {1: 10, 2: 10}, {0: 4})
    assert few.unassigned_persons == 16
    assert few.destinations.loc[0].tolist() == [0, 4, 4]


def test_a_directed_edge_is_walked_one_way_and_a_longest_walk_ends_it() -> None:
    graph = nx.DiGraph()
    graph.add_edge("甲", "乙", length=10.0)
    assert sonae.evacuate(graph, ["甲"], ["乙"]).unassigned_persons == 0
    assert sonae.evacuate(graph, ["乙"], ["甲"]).unassigned_persons == 1
    assert sonae.evacuate(graph, ["甲"], ["乙"], longest_walk_s=10.0).unassigned_persons == 0
    assert sonae.evacuate(graph, ["甲"], ["乙"], longest_walk_s=9.9).unassigned_persons == 1


def test_a_reserve_prefers_the_way_that_stays_open() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge(1, 2, length=100.0, closes_at_s=150.0)
    graph.add_edge(1, 2, length=200.0)
    near, far = (sonae.evacuate(graph, [1], [2], reserve_s=reserve) for reserve in (50.0, 50.1))
    assert near.routes["edge_path"].tolist() == [((1, 2, 0),)]
    assert far.routes["edge_path"].tolist() == [((1, 2, 1),)]
    assert near.assignment["margin_s"].tolist() == [50.0]
    assert far.assignment["margin_s"].tolist() == [np.inf]


def test_a_destination_closes_and_people_leave_at_their_own_time() -> None:
    graph = nx.Graph()
    graph.add_edge(1, 2, length=100.0)
    ends = pd.DataFrame({"node": [2], "closes_at_s": [160.0]}, index=["school"])
    people = pd.DataFrame({"node": [1, 1], "persons": [3, 5], "departure_s": [60.0, 60.1]}, index=["a", "b"])
    rows = sonae.evacuate(graph, people, ends).assignment
    assert rows["destination"].tolist() == ["school", None]
    assert rows["arrive_s"].tolist()[0] == 160.0


def test_with_coordinates_routes_have_lines_in_the_crs_of_the_graph() -> None:
    graph = nx.Graph(crs="EPSG:6674")
    graph.add_node(1, x=0.0, y=0.0)
    graph.add_node(2, x=30.0, y=40.0)
    graph.add_edge(1, 2, length=50.0)
    routes = sonae.evacuate(graph, [1, 2], [2]).routes
    assert isinstance(routes, gpd.GeoDataFrame)
    assert routes.crs == "EPSG:6674"
    assert routes.geometry.length.tolist() == [50.0, 0.0]
    assert routes["node_path"].tolist() == [(1, 2), (2,)]


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-quake"])
def test_a_graph_of_a_plan_gives_the_same_answers_after_graphml(scenario, tmp_path) -> None:
    case, plan = make_toy(scenario)
    graph = plan.graph(case)
    sonae.write_graphml(graph, tmp_path / "plan.graphml")
    again = sonae.read_graphml(tmp_path / "plan.graphml")
    columns = Columns(length="length_m", walk_time="travel_time_s")
    origins = dict.fromkeys(case.network.node_id[case.network.block_node].tolist(), 10)
    ends = {int(case.network.node_id[node]): 25 for node in case.network.place_node[:2]}
    first, second = (
        sonae.evacuate(one, origins, ends, departure_s=600.0, columns=columns) for one in (graph, again)
    )
    pd.testing.assert_frame_equal(first.assignment, second.assignment)
    pd.testing.assert_series_equal(first.latest_departure_s, second.latest_departure_s)
    pd.testing.assert_frame_equal(pd.DataFrame(first.routes), pd.DataFrame(second.routes))
    assert (first.assignment["route_id"] >= 0).any()
    for path in first.routes["node_path"]:
        assert nx.is_path(again, path)


#: Windows with both ends in the first thirty seconds.
WINDOWS = st.lists(
    st.tuples(st.integers(-3, 20), st.integers(1, 9)).map(lambda one: (one[0], one[0] + one[1])), max_size=3
)


@settings(max_examples=25, deadline=None)
@given(
    edges=st.lists(
        st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(1, 6), WINDOWS), min_size=3, max_size=9
    ),
    closes=st.integers(0, 30),
)
def test_edges_that_open_again_are_walked_as_a_clock_says_that_goes_second_by_second(edges, closes) -> None:
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(5))
    for u, v, length, windows in edges:
        graph.add_edge(u, v, length=float(length), shut_s=[[float(a), float(b)] for a, b in windows])
    ends = pd.DataFrame({"node": [0], "closes_at_s": [float(closes)]})
    found = sonae.evacuate(graph, range(1, 5), ends)
    in_time = {(0, now) for now in range(closes + 1)}
    for now in range(closes, -1, -1):
        for u, v, length, windows in edges:
            # Through as it shuts, setting out as it opens.
            is_open = all(now + length <= start or now >= end for start, end in windows)
            if is_open and (v, now + length) in in_time:
                in_time.add((u, now))
        in_time |= {(node, now) for node in range(5) if (node, now + 1) in in_time}
    told = found.assignment.set_index("origin")
    for node in range(1, 5):
        latest = max((now for one, now in in_time if one == node), default=-np.inf)
        assert (told.loc[node, "route_id"] >= 0) == (latest >= 0)
        assert max(found.latest_departure_s[node], -1) == max(latest, -1)
        if latest >= 0:
            assert told.loc[node, "arrive_s"] <= closes
            assert told.loc[node, "arrive_s"] == told.loc[node, "walk_time_s"] + told.loc[node, "wait_s"]


def test_nobody_waits_where_an_edge_closes_for_good_or_the_node_says_so() -> None:
    graph = nx.Graph()
    graph.add_edge(1, 2, length=100.0)
    graph.add_edge(2, 3, length=100.0, closes_at_s=150.0, shut_s=[[500.0, 600.0], [150.0, 510.0]])
    graph.add_edge(2, 4, length=9.0, closes_at_s=700.0)

    def arrives(**limits: float) -> float:
        return float(sonae.evacuate(graph, [1], [3], **limits).assignment["arrive_s"][0])

    # The two windows are one until 600 s; at 700 s the water is at 2.
    assert arrives() == 700.0
    assert arrives(reserve_s=100.0) == 700.0
    assert np.isnan(arrives(reserve_s=100.1))
    graph.nodes[2]["wait_until_s"] = 599.0
    assert np.isnan(arrives())
    graph.edges[2, 3]["shut_s"].append([800.0, np.inf])
    graph.nodes[2]["wait_until_s"] = np.inf
    assert arrives() == 700.0
    assert np.isnan(arrives(departure_s=600.1))


def test_who_has_a_way_that_is_never_shut_does_not_wait() -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge(1, 2, length=100.0, shut_s=[[-np.inf, 50.0]])
    graph.add_edge(1, 2, length=400.0)
    rows = sonae.evacuate(graph, [1], [2]).assignment
    assert rows[["walk_time_s", "wait_s"]].to_numpy().tolist() == [[400.0, 0.0]]
