"""GraphML and back: nothing of a graph is lost."""

from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
import shapely
from shapely.geometry import LineString

import sonae
from domain.scenario import ClosedStreets, HazardScenario
from domain.vocabulary import ClosedKind
from tests.made import make
from tests.toy_city import make_toy_bundle, toy_settings


def crossings_shut(scenario: HazardScenario) -> HazardScenario:
    every = (
        ClosedStreets(ClosedKind.CROSSINGS, "", 900.0, 1200.0),
        ClosedStreets(ClosedKind.CROSSINGS, "", until_s=300.0),
    )
    return replace(scenario, closed_streets=every)


def through(graph, tmp_path):
    sonae.write_graphml(graph, tmp_path / "graph.graphml")
    return sonae.read_graphml(tmp_path / "graph.graphml")


def test_the_graph_of_a_plan_comes_back_whole(tmp_path) -> None:
    bundle = make_toy_bundle()
    case, plan = make(bundle, crossings_shut(bundle.scenario("toy-tsunami-night")), toy_settings())
    graph = plan.graph(case)
    # All windows of the crossing, and until when people may wait at its corners; other edges have none.
    shut = {edge: graph.edges[edge]["shut_s"] for edge in graph.edges if "shut_s" in graph.edges[edge]}
    assert list(shut.values()) == [[[-np.inf, 300.0], [900.0, 1200.0]]] * 2
    assert {node for node, values in graph.nodes(data=True) if "wait_until_s" in values} == {
        node for u, v, _ in shut for node in (u, v)
    }
    again = through(graph, tmp_path)
    assert again.graph["crs"] == "EPSG:6674"
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {edge: graph.edges[edge] for edge in graph.edges} == {
        edge: again.edges[edge] for edge in again.edges
    }
    assert np.isinf([again.edges[edge]["closes_at_s"] for edge in again.edges]).any()


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_every_kind_of_graph_keeps_its_kind_and_its_values(kind, tmp_path) -> None:
    graph = kind(name="甲市", places=["甲", "乙"])
    graph.add_node("甲", x=1.5, y=-2.0, tags=[1, "二"])
    graph.add_edge(
        "甲", "乙", osmid=[1, 2], closes_at_s=-np.inf, length=np.float64(3.0), bridge=True, missing=None,
        geometry=LineString([(0, 0.1), (1, 1)]),
    )  # fmt: skip
    graph.add_edge("乙", "丙", osmid=7, closes_at_s=np.inf)
    again = through(graph, tmp_path)
    assert type(again) is kind
    assert again.graph == graph.graph
    assert again.nodes["甲"] == graph.nodes["甲"]
    for u, v in (("甲", "乙"), ("乙", "丙")):
        told, kept = (one.get_edge_data(u, v) for one in (graph, again))
        told, kept = (one[0] if graph.is_multigraph() else one for one in (told, kept))
        assert kept == {name: value for name, value in told.items() if value is not None}
    assert type(kept["osmid"]) is int


def test_a_graph_is_not_changed_by_writing_it(tmp_path) -> None:
    graph = nx.path_graph(3)
    graph.edges[0, 1]["osmid"] = [1]
    through(graph, tmp_path)
    assert graph.graph == {}
    assert graph.edges[0, 1] == {"osmid": [1]}


def test_a_file_of_another_program_is_read_as_networkx_reads_it(tmp_path) -> None:
    graph = nx.MultiDiGraph()
    graph.add_edge(1, 2, name="[x]")
    graph.add_edge(1, 2, name="甲")
    nx.write_graphml(graph, tmp_path / "other.graphml")
    read = sonae.read_graphml(tmp_path / "other.graphml")
    assert set(read.nodes) == {"1", "2"}
    again = through(read, tmp_path)
    assert again.edges["1", "2", 0] == {"name": "[x]"}
    assert again.is_multigraph() == read.is_multigraph()


@pytest.mark.parametrize("graph", [nx.Graph([(1, "a")]), nx.Graph([((1, 2), (3, 4))])])
def test_nodes_that_graphml_would_change_are_refused(graph, tmp_path) -> None:
    with pytest.raises(TypeError, match="all int or all str"):
        sonae.write_graphml(graph, tmp_path / "graph.graphml")


def test_a_value_that_graphml_cannot_hold_is_named(tmp_path) -> None:
    graph = nx.Graph()
    graph.add_edge(1, 2, tags={"a": 1})
    with pytest.raises(TypeError, match="'tags' is a dict"):
        sonae.write_graphml(graph, tmp_path / "graph.graphml")


@pytest.mark.parametrize("key", ["7", " 7", 1.5, (1, 2)])
def test_keys_of_edges_that_graphml_would_change_are_refused(key, tmp_path) -> None:
    # "0" beside 0 would be one edge less.
    graph = nx.MultiDiGraph()
    graph.add_edge(1, 2, key=0)
    graph.add_edge(1, 2, key=key)
    with pytest.raises(TypeError, match="keys of edges must be int, or str"):
        sonae.write_graphml(graph, tmp_path / "graph.graphml")


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (shapely.Point(1, 2), "'road' is a geometry in some places"),
        # What looks like a list where others are would come back as one.
        ([1], "'road' is a list in some places"),
        ("a\r\nb", "a carriage return"),
    ],
)
def test_values_that_would_not_come_back_as_they_are_are_refused(other, said, tmp_path) -> None:
    graph = nx.Graph()
    graph.add_edge(1, 2, road="[1]")
    graph.add_edge(2, 3, road=other)
    with pytest.raises(TypeError, match=said):
        sonae.write_graphml(graph, tmp_path / "graph.graphml")


@pytest.mark.parametrize("content", ["osmid,u,v\n", "", "<graphml>", "<other/>"])
def test_a_file_that_is_no_graphml_is_said_to_be_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "walk.graphml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(nx.NetworkXError):
        sonae.read_graphml(file)
