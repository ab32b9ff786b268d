"""The graph that searches run on: every node and arc once, the core as small as it may be."""

import numpy as np
from hypothesis import given, settings

from evacuation.search_graph import build_search_graph, search_graph
from tests.evacuation.small_networks import small_network, small_networks


@settings(deadline=None, max_examples=60)
@given(small_networks())
def test_every_arc_is_in_the_core_or_beside_it(arrays):
    network = arrays[0]
    graph = search_graph(network)
    n, tail, head = network.n_nodes, network.arc_tail(), network.arc_head
    assert sorted(graph.node.tolist()) == list(range(n))
    assert graph.number[graph.node].tolist() == list(range(n))
    kept = network.place_node[network.place_node >= 0]
    assert (graph.number[kept] < graph.n_core).all()
    single = graph.first_arc[graph.chain[:, 0] < 0].tolist()
    beside = graph.side_arc[graph.side_arc >= 0].tolist()
    out = graph.chain_enter.ravel().tolist()
    inwards = graph.side_arc[graph.n_chain :, 0]
    out += network.arc_reverse[inwards].tolist()
    loops = np.flatnonzero(tail == head).tolist()
    assert sorted({*single, *beside, *out}) == sorted(set(range(network.n_arcs)) - set(loops))
    assert len(single) + len(beside) + len(out) == network.n_arcs - len(loops)


@settings(deadline=None, max_examples=60)
@given(small_networks())
def test_neighbours_are_where_the_arcs_lead(arrays):
    network = arrays[0]
    graph = search_graph(network)
    node = graph.node[graph.n_core :]
    for k in range(2):
        there = graph.side_arc[:, k] >= 0
        arc = graph.side_arc[there, k]
        assert (network.arc_tail()[arc] == node[there]).all()
        assert (graph.node[graph.side[there, k]] == network.arc_head[arc]).all()
    assert (network.arc_tail()[graph.first_arc] == graph.node[graph.tail]).all()
    # What a dead end hangs on comes before it.
    dead = np.arange(graph.n_core + graph.n_chain, network.n_nodes)
    assert (graph.side[graph.n_chain :, 0] < dead).all()


def test_the_ends_of_a_chain_decide_it_and_what_hangs_on_it():
    # The chain 0 - 1 - 2 between two places, with 3 - 4 hanging on 1, and 5 on 0.
    network = small_network(6, [(0, 1), (1, 2), (0, 2), (1, 3), (3, 4), (0, 5)], places=[0, 2])
    graph = search_graph(network)
    decided = [sorted(graph.node[graph.decides[graph.number[node]]].tolist()) for node in range(6)]
    assert decided == [[0, 0], [0, 2], [2, 2], [0, 2], [0, 2], [0, 0]]
    assert (graph.n_core, graph.n_chain) == (2, 1)


def test_a_graph_is_kept_and_may_have_all_nodes_in_its_core():
    network = small_network(3, [(0, 1), (1, 2)])
    assert search_graph(network) is search_graph(network)
    assert search_graph(network).n_core == 1
    assert search_graph(network, whole=True).n_core == 3
    assert search_graph(network, whole=True).n_chain == 0


def test_ends_of_streets_of_no_length_are_in_the_core():
    network = small_network(4, [(0, 1), (1, 2), (2, 3)], length_m=[5.0, 0.0, 5.0])
    graph = build_search_graph(network, np.zeros(0, np.int64))
    assert sorted(graph.node[: graph.n_core].tolist()) == [1, 2]


def test_neighbours_on_the_ground_are_neighbours_in_the_core():
    # Nodes 0 and 3 lie at one corner of the town, 1 and 2 at the other.
    network = small_network(4, [(0, 1), (1, 2), (2, 3), (3, 0)], places=range(4))
    network.x_m[:] = [0.0, 900.0, 1000.0, 100.0]
    network.y_m[:] = [0.0, 900.0, 1000.0, 100.0]
    assert search_graph(network).node.tolist() == [0, 3, 1, 2]


def test_a_network_without_streets_or_nodes_has_a_graph():
    assert search_graph(small_network(2, [])).n_core == 2
    assert search_graph(small_network(0, [])).n_core == 0
