"""The network as arrays, and as a graph for others."""

import numpy as np
import pytest

from domain.settings.settings import Settings
from evacuation.build import build_network
from tests.toy_city import make_toy_bundle


@pytest.fixture(scope="module")
def network():
    city = make_toy_bundle()
    return build_network(city.nodes, city.streets, city.blocks, city.places, Settings())


def test_arcs_are_numbered_by_the_node_that_they_leave(network):
    tail = network.arc_tail()
    assert (np.diff(tail) >= 0).all()
    for node in range(network.n_nodes):
        assert (tail[network.arc_start[node] : network.arc_start[node + 1]] == node).all()
    assert tail.size == network.n_arcs == network.arc_length_m.size


def test_the_graph_holds_every_node_and_arc(network):
    graph = network.graph(ticks=np.arange(network.n_arcs))
    assert graph.number_of_nodes() == network.n_nodes
    edges = {data["ticks"]: (u, v, data["length_m"]) for u, v, data in graph.edges(data=True)}
    tail = network.arc_tail()
    for arc in range(network.n_arcs):
        ends = network.node_id[tail[arc]], network.node_id[network.arc_head[arc]]
        assert edges[arc] == (*ends, network.arc_length_m[arc])
    first = int(network.node_id[0])
    assert graph.nodes[first]["x"] == network.x_m[0]
    assert graph.nodes[first]["y"] == network.y_m[0]
