"""Ids of a route lead back to the arcs that were walked."""

from dataclasses import replace

import numpy as np
import pytest

from evacuation.route_links import arcs_of_paths
from tests.evacuation.conftest import Run


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_the_arcs_of_the_table_are_those_that_were_traced(run_toy: Run, scenario: str):
    inputs, evacuation = run_toy(scenario)
    routes = evacuation.routes
    found = arcs_of_paths(inputs.network, routes["node_path"].tolist(), routes["street_path"].tolist())
    assert found.arcs.tolist() == evacuation.route_arcs.arcs.tolist()
    assert found.offsets.tolist() == evacuation.route_arcs.offsets.tolist()


def test_of_parallel_streets_the_one_of_the_route_is_taken(run_toy: Run):
    inputs, _ = run_toy("toy-quake")
    network = inputs.network
    tail = network.arc_tail()
    arc = int(network.arc_start[np.flatnonzero(np.diff(network.arc_start) > 1)[0]])
    # A second arc between the same nodes, on another street: the first arc that leaves the node after it.
    node = tail[arc]
    other = next(a for a in range(network.arc_start[node], network.arc_start[node + 1]) if a != arc)
    head = network.arc_head.copy()
    head[other] = head[arc]
    street = network.arc_street.copy()
    street[other] = (street[arc] + 1) % network.street_id.size
    parallel = replace(network, arc_head=head, arc_street=street)
    ends = tuple(network.node_id[[node, head[arc]]].tolist())
    for wanted in (arc, other):
        found = arcs_of_paths(parallel, [ends], [(int(network.street_id[street[wanted]]),)])
        assert found.arcs.tolist() == [wanted]


def test_a_route_of_another_network_is_refused(run_toy: Run):
    network = run_toy("toy-quake")[0].network
    with pytest.raises(ValueError, match="does not have"):
        arcs_of_paths(network, [(int(network.node_id[0]), 999_999)], [()])
    far = next(
        n for n in range(network.n_nodes)
        if n and n not in network.arc_head[network.arc_start[0] : network.arc_start[1]]
    )  # fmt: skip
    with pytest.raises(ValueError, match="not joined"):
        arcs_of_paths(network, [tuple(network.node_id[[0, far]].tolist())], [()])


def test_no_routes_and_routes_without_a_street(run_toy: Run):
    network = run_toy("toy-quake")[0].network
    assert arcs_of_paths(network, [], []).offsets.tolist() == [0]
    stays = arcs_of_paths(network, [(int(network.node_id[0]),)], [()])
    assert (stays.arcs.tolist(), stays.offsets.tolist()) == ([], [0, 0])
    assert stays.arcs.dtype == np.int32
