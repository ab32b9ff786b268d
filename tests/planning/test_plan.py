"""A plan is results only; what it says of itself follows from them."""

from dataclasses import replace

import networkx as nx
import pytest

from tests.made import Made, make_toy


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy("toy-tsunami-night")


def test_a_plan_is_of_model_data_where_any_layer_or_column_is(plan):
    real = [replace(layer, is_model=False, model_columns=()) for layer in plan.provenance]
    assert not replace(plan, provenance=tuple(real)).is_model
    one_layer = (replace(real[0], is_model=True), *real[1:])
    one_column = (*real[:-1], replace(real[-1], model_columns=("name",)))
    assert replace(plan, provenance=one_layer).is_model
    assert replace(plan, provenance=one_column).is_model


def test_the_graph_holds_every_arc_and_when_it_closes(case, plan):
    graph = plan.graph(case)
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.number_of_edges() == len(case.network.arc_street)
    of_street = plan.street_exposure["closes_at_s"].to_dict()
    assert {data["closes_at_s"] for _, _, data in graph.edges(data=True)} == set(of_street.values())


def test_the_graph_speaks_the_language_of_osmnx_too(case, plan):
    graph = plan.graph(case)
    assert graph.graph["crs"] == case.city.streets.crs
    position = {node: (data["x"], data["y"]) for node, data in graph.nodes(data=True)}
    for tail, head, data in graph.edges(data=True):
        ends = [data["geometry"].coords[0], data["geometry"].coords[-1]]
        # In walking direction, and as long as it says.
        assert ends == [pytest.approx(position[tail]), pytest.approx(position[head])]
        assert data["geometry"].length == pytest.approx(data["length"], abs=1e-6)
        # An adult of the toy city walks 1 m/s; every piece is rounded up to 0.1 s.
        assert data["length"] - 1e-6 <= data["travel_time"] < data["length"] + 0.11
        names = (data["osmid"], data["length"], data["travel_time"])
        assert names == (data["street_id"], data["length_m"], data["travel_time_s"])


def test_graphs_are_new_each_time(case, plan):
    first = plan.graph(case)
    first.clear()
    assert plan.graph(case).number_of_nodes() > 0
