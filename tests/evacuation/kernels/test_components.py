"""Corners that hang together: against networkx, on random networks."""

import networkx as nx
import numpy as np
from hypothesis import given, settings

from evacuation.kernels.components import components
from tests.evacuation.graphs import Drawn, drawn_networks


@settings(max_examples=20, deadline=None)
@given(drawn=drawn_networks())
def test_corners_that_open_arcs_join_have_the_lowest_of_them(drawn: Drawn):
    network = drawn.network
    graph = nx.Graph()
    graph.add_nodes_from(range(network.n_nodes))
    graph.add_edges_from(zip(network.arc_tail()[drawn.kept], network.arc_head[drawn.kept], strict=True))
    found = components(network.arc_start, network.arc_head, ~drawn.kept)
    for together in nx.connected_components(graph):
        assert set(found[list(together)].tolist()) == {min(together)}


def test_an_arc_closed_in_one_direction_still_joins():
    start, head = np.array([0, 1, 2], np.int32), np.array([1, 0], np.int32)
    assert components(start, head, np.array([True, False])).tolist() == [0, 0]
    assert components(start, head, np.array([True, True])).tolist() == [0, 1]
