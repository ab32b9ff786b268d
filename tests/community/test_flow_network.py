"""A flow of least cost against networkx, and the flows that cost as little."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.flow_network import FlowNetwork


def network(arcs, supply) -> FlowNetwork:
    """Arcs are (tail, head, capacity, cost)."""
    columns = np.array(arcs, np.int64).reshape(-1, 4).T
    return FlowNetwork(*columns, np.array(supply, np.int64))


@st.composite
def networks(draw) -> FlowNetwork:
    """Three senders, three takers, a sink; a dear arc lets everything through."""
    arcs = [
        (p, 3 + s, draw(st.integers(0, 2)), draw(st.integers(0, 3)))
        for p in range(3) for s in range(3)
    ]  # fmt: skip
    arcs += [(3 + s, 6, draw(st.integers(0, 3)), draw(st.integers(0, 2))) for s in range(3)]
    supply = [draw(st.integers(0, 3)) for _ in range(3)]
    arcs += [(p, 6, supply[p], 50) for p in range(3)]
    return network(arcs, [*supply, 0, 0, 0, -sum(supply)])


@given(networks())
@settings(max_examples=60, deadline=None)
def test_the_flow_is_as_cheap_as_any(one):
    graph = nx.MultiDiGraph()
    for node, supply in enumerate(one.supply.tolist()):
        graph.add_node(node, demand=-supply)
    for tail, head, capacity, cost in zip(one.tail, one.head, one.capacity, one.cost, strict=True):
        graph.add_edge(int(tail), int(head), capacity=int(capacity), weight=int(cost))
    simple = nx.DiGraph()
    simple.add_nodes_from(graph.nodes(data=True))
    for i, (tail, head, data) in enumerate(graph.edges(data=True)):
        # networkx's simplex takes one arc between two nodes.
        simple.add_edge(tail, ("middle", i), **data)
        simple.add_edge(("middle", i), head, capacity=data["capacity"], weight=0)
    assert int(one.solve() @ one.cost) == nx.min_cost_flow_cost(simple)


@given(networks())
@settings(max_examples=60, deadline=None)
def test_every_flow_on_what_is_left_costs_as_little(one):
    flow = one.solve()
    same, forced = one.as_cheap(flow)
    # The dearest of them by the same costs: it is no dearer.
    dear = FlowNetwork(same.tail, same.head, same.capacity, -same.cost + same.cost.max(), same.supply)
    other = dear.solve() + forced
    assert int(other @ one.cost) == int(flow @ one.cost)
    assert ((other >= 0) & (other <= one.capacity)).all()
    # And the flow itself is one of them.
    rest = flow - forced
    assert ((rest >= 0) & (rest <= same.capacity)).all()


def test_a_network_without_a_way_is_an_error():
    with pytest.raises(RuntimeError, match="min-cost flow"):
        network([(0, 1, 1, 0)], [2, -2]).solve()
