"""A plan is results only; what it says of itself follows from them."""

from dataclasses import replace

import networkx as nx
import pytest

from tests.made import Made, make
from tests.toy_city import make_toy_bundle, toy_settings


@pytest.fixture(scope="module")
def made() -> Made:
    return make(make_toy_bundle(), "toy-tsunami-night", toy_settings())


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


def test_graphs_are_new_each_time(case, plan):
    first = plan.graph(case)
    first.clear()
    assert plan.graph(case).number_of_nodes() > 0
