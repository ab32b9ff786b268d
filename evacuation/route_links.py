"""Routes of a plan as arcs again: a table of routes holds the ids of nodes and streets."""

from collections.abc import Sequence
from itertools import chain

import numpy as np

from evacuation.network import BoolArray, IntArray, Network
from evacuation.tracing import RouteArcs


def arcs_of_paths(
    network: Network, node_paths: Sequence[tuple[int, ...]], street_paths: Sequence[tuple[int, ...]]
) -> RouteArcs:
    """Return the arcs of routes.

    Parameters
    ----------
    network
        The network on which the routes were found.
    node_paths, street_paths
        Node ids and street ids of each route in walking order (``Routes``).

    Returns
    -------
    RouteArcs
        Between two nodes the arc on a street of the route; where it has several of those, the shortest.

    Raises
    ------
    ValueError
        When two nodes of a route are not joined by a street of it.
    """
    lengths = np.fromiter(map(len, node_paths), np.int64, len(node_paths))
    nodes = np.fromiter(chain.from_iterable(node_paths), np.int64, int(lengths.sum()))
    by_id = np.argsort(network.node_id, kind="stable")
    found = np.minimum(np.searchsorted(network.node_id, nodes, sorter=by_id), network.n_nodes - 1)
    position = by_id[found]
    if not (network.node_id[position] == nodes).all():
        raise ValueError("a route passes a node that the network does not have")
    route = np.repeat(np.arange(lengths.size), lengths)
    joined = route[1:] == route[:-1]
    tail, head, of_route = position[:-1][joined], position[1:][joined], route[1:][joined]
    arcs, several = _arcs_between(network, tail, head)
    for i in np.flatnonzero(several).tolist():
        streets = set(street_paths[of_route[i]])
        between = np.arange(network.arc_start[tail[i]], network.arc_start[tail[i] + 1])
        between = between[network.arc_head[between] == head[i]]
        between = between[np.argsort(network.arc_length_m[between], kind="stable")]
        of_pair = network.street_id[network.arc_street[between]].tolist()
        arcs[i] = next(arc for arc, street in zip(between, of_pair, strict=True) if street in streets)
    counts: IntArray = np.bincount(of_route, minlength=lengths.size).astype(np.int64)
    return RouteArcs(arcs.astype(np.int32), np.concatenate([[0], np.cumsum(counts)]))


def _arcs_between(network: Network, tail: IntArray, head: IntArray) -> tuple[IntArray, BoolArray]:
    """Return an arc from each node to another, and where there are several; each node has but a few arcs."""
    arcs, several = np.full(tail.size, -1, np.int64), np.zeros(tail.size, np.bool_)
    at, end = network.arc_start[tail].astype(np.int64), network.arc_start[tail + 1]
    left = np.flatnonzero(at < end)
    while left.size:
        met = left[network.arc_head[at[left]] == head[left]]
        several[met] = arcs[met] >= 0
        arcs[met] = at[met]
        at[left] += 1
        left = left[at[left] < end[left]]
    if (arcs < 0).any():
        raise ValueError("two nodes of a route are not joined by a street")
    return arcs, several
