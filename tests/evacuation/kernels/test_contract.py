"""Dead ends and chains of small networks."""

import numpy as np

from evacuation.kernels.contract import follow_chains, strip_dead_ends
from tests.evacuation.small_networks import small_network


def _strip(network, *keep):
    kept = np.isin(np.arange(network.n_nodes), keep)
    out_arc, order, degree = strip_dead_ends(network.arc_start, network.arc_head, kept)
    hangs_on = [int(network.arc_head[a]) if a >= 0 else None for a in out_arc]
    return out_arc, hangs_on, order.tolist(), degree.tolist()


def _chains(network, out_arc, core):
    is_core = np.isin(np.arange(network.n_nodes), core)
    along = np.arange(network.n_nodes, dtype=np.int32)
    nodes, onward, backward, start, enter, whole = follow_chains(
        network.arc_start, network.arc_head, network.arc_reverse, out_arc, is_core, along
    )
    head = network.arc_head
    steps = [(int(head[b]), int(n), int(head[o])) for n, o, b in zip(nodes, onward, backward, strict=True)]
    return steps, start.tolist(), head[enter].tolist(), whole, np.flatnonzero(is_core).tolist()


def test_dead_ends_are_taken_away_from_the_outside_in():
    # A ring 0 1 2 with the dead end 0 - 3 - 4, and a loop at 4 that is no way on.
    network = small_network(5, [(0, 1), (1, 2), (2, 0), (0, 3), (3, 4), (4, 4)])
    _, hangs_on, order, degree = _strip(network)
    assert hangs_on == [None, None, None, 0, 3]
    assert order == [4, 3]
    assert degree == [2, 2, 2, 0, 0]


def test_what_is_kept_is_no_dead_end_and_keeps_what_leads_to_it():
    network = small_network(5, [(0, 1), (1, 2), (2, 0), (0, 3), (3, 4)])
    assert _strip(network, 4)[1] == [None] * 5
    assert _strip(network, 3)[1] == [None, None, None, None, 3]


def test_of_a_line_the_last_node_stays():
    network = small_network(3, [(0, 1), (1, 2)])
    _, hangs_on, order, _ = _strip(network)
    assert sorted([*order, hangs_on.index(None)]) == [0, 1, 2]


def test_a_chain_runs_from_its_first_end_to_its_last():
    # 0 and 3 are joined by a street and by the chain 0 - 1 - 2 - 3.
    network = small_network(4, [(0, 1), (1, 2), (2, 3), (0, 3)])
    none = np.full(4, -1, np.int32)
    steps, start, enter, whole, _ = _chains(network, none, [0, 3])
    assert steps == [(0, 1, 2), (1, 2, 3)]
    assert (start, enter, whole) == ([0, 2], [[1, 2]], True)


def test_a_double_street_to_one_node_is_a_chain_back_to_where_it_begins():
    network = small_network(2, [(0, 1), (0, 1)])
    steps, _, enter, whole, _ = _chains(network, np.full(2, -1, np.int32), [0])
    assert steps == [(0, 1, 0)]
    assert (enter, whole) == ([[1, 1]], True)


def test_a_ring_without_a_core_node_is_given_one():
    network = small_network(5, [(0, 1), (2, 3), (3, 4), (4, 2)])
    out_arc = np.array([-1, 0, -1, -1, -1], np.int32)
    *_, whole, core = _chains(network, out_arc, [0])
    assert not whole
    assert core == [0, 2]
    steps, _, enter, whole, _ = _chains(network, out_arc, [0, 2])
    assert steps == [(2, 3, 4), (3, 4, 2)]
    assert (enter, whole) == ([[3, 4]], True)
