"""Arcs that every route takes: against taking each arc away, on random networks; bridges by networkx."""

import networkx as nx
import numpy as np
from hypothesis import given, settings

from evacuation.kernels.dominate import single_arcs_back
from tests.evacuation.graphs import Drawn, drawn_networks, network_of, reaches


def dominated(drawn: Drawn):
    network = drawn.network
    kept = drawn.kept & ~drawn.safe[network.arc_tail()]
    return single_arcs_back(network.arc_start, network.arc_head, network.arc_reverse, kept, drawn.safe)


def chain(dominator, arc, node):
    found = []
    while node >= 0:
        found += [int(arc[node])] if arc[node] >= 0 else []
        node = int(dominator[node])
    return found


@settings(max_examples=30, deadline=None)
@given(drawn=drawn_networks())
def test_the_arcs_of_a_node_are_those_without_which_it_reaches_nothing(drawn):
    dominator, arc = dominated(drawn)
    for node in np.flatnonzero(~drawn.safe).tolist():
        if not reaches(drawn, node):
            assert dominator[node] == -2
            continue
        needed = {one for one in range(drawn.network.n_arcs) if not reaches(drawn, node, (one,))}
        assert set(chain(dominator, arc, node)) == needed


def test_where_streets_are_walked_both_ways_they_are_the_bridges_of_networkx():
    #  0 ─ 1 ─ 2 ─ 5 ─ 6, with a ring 2 3 4 2 on the way; 6 is safe.
    streets = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 2), (4, 5), (5, 6)]
    network = network_of(7, streets)
    safe = np.arange(7) == 6
    dominator, arc = dominated(Drawn(network, np.ones(network.n_arcs, np.bool_), safe, np.array([0])))
    found = {streets[network.arc_street[one]] for one in chain(dominator, arc, 0)}
    assert found == set(nx.bridges(nx.Graph(streets))) == {(0, 1), (1, 2), (4, 5), (5, 6)}
    # In walking order, and node 3 of the ring hangs on what lies beyond it.
    assert [int(network.arc_street[one]) for one in chain(dominator, arc, 0)] == [0, 1, 5, 6]
    assert [int(network.arc_street[one]) for one in chain(dominator, arc, 3)] == [5, 6]


def test_of_two_streets_between_the_same_corners_none_is_the_only_one():
    network = network_of(2, [(0, 1), (0, 1)])
    safe = np.array([False, True])
    dominator, arc = dominated(Drawn(network, np.ones(4, np.bool_), safe, np.array([0])))
    assert (int(dominator[0]), int(arc[0])) == (-1, -1)
