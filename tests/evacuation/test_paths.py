"""Paths and lines that are kept are those that would be laid out anew."""

from unittest.mock import patch

import numpy as np

from evacuation import paths
from evacuation.inputs import EvacuationInputs
from evacuation.paths import KeptPaths
from evacuation.routes import StreetVertices, street_vertices
from evacuation.tracing import RouteArcs
from tests.evacuation.conftest import Run


def some(found: RouteArcs, chosen: list[int]) -> RouteArcs:
    """Return some of the routes, one after the other."""
    pieces = [found.arcs[found.offsets[k] : found.offsets[k + 1]] for k in chosen]
    lengths = [piece.size for piece in pieces]
    return RouteArcs(np.concatenate(pieces), np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))


def laid(kept: KeptPaths, inputs: EvacuationInputs, vertices: StreetVertices, arcs: RouteArcs, node):
    nodes, streets, lines = kept.lay(inputs.network, vertices, arcs, node)
    return nodes, streets, [line.wkb for line in lines]


def test_kept_paths_are_those_that_would_be_laid_out_anew(run_toy: Run) -> None:
    inputs, found = run_toy("toy-tsunami-night")
    network, vertices = inputs.network, street_vertices(inputs.streets)
    arcs, count = found.route_arcs, len(found.routes)
    tail = network.arc_tail()
    # Two routes without an arc, from two corners, stand among the others.
    every = RouteArcs(arcs.arcs, np.concatenate([arcs.offsets, arcs.offsets[-1:], arcs.offsets[-1:]]))
    node = np.array([*(tail[arcs.arcs[low]] for low in arcs.offsets[:-1]), 3, 5], np.int64)
    kept = KeptPaths()
    for chosen in ([0, count], [*range(count), count + 1, count, 0], list(range(1, count))):
        part = some(every, chosen)
        assert laid(kept, inputs, vertices, part, node[chosen]) == laid(
            KeptPaths(), inputs, vertices, part, node[chosen]
        )
    nodes, streets, _ = laid(kept, inputs, vertices, some(every, [count]), node[[count]])
    assert (nodes, streets) == ([(int(network.node_id[3]),)], [()])


def test_only_routes_that_the_last_plan_had_not_are_laid_out(run_toy: Run) -> None:
    inputs, found = run_toy("toy-tsunami-night")
    vertices, arcs = street_vertices(inputs.streets), found.route_arcs
    node = inputs.network.arc_tail()[arcs.arcs[arcs.offsets[:-1]]].astype(np.int64)
    kept = KeptPaths()
    with patch.object(paths, "lines_along", side_effect=paths.lines_along) as along:
        for chosen, new in (([0, 1], 2), ([1, 0, 2], 1), ([2, 2], 0), ([0], 1)):
            before = along.call_count
            kept.lay(inputs.network, vertices, some(arcs, chosen), node[chosen])
            assert sum(one.args[4].size for one in along.call_args_list[before:]) == new
