"""Routes of a plan as arcs again: a table of routes holds the ids of nodes and streets."""

from collections.abc import Sequence

import numpy as np

from evacuation.network import IntArray, Network
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
    lengths = np.fromiter((len(path) for path in node_paths), np.int64, len(node_paths))
    nodes = np.fromiter((node for path in node_paths for node in path), np.int64, int(lengths.sum()))
    by_id = np.argsort(network.node_id)
    found = np.minimum(np.searchsorted(network.node_id, nodes, sorter=by_id), network.n_nodes - 1)
    position = by_id[found]
    if not (network.node_id[position] == nodes).all():
        raise ValueError("a route passes a node that the network does not have")
    route = np.repeat(np.arange(lengths.size), lengths)
    joined = route[1:] == route[:-1]
    tail, head, of_route = position[:-1][joined], position[1:][joined], route[1:][joined]
    pair = network.arc_tail().astype(np.int64) * network.n_nodes + network.arc_head
    order = np.lexsort((network.arc_length_m, pair))
    wanted = tail * network.n_nodes + head
    first = np.searchsorted(pair, wanted, sorter=order)
    last = np.searchsorted(pair, wanted, side="right", sorter=order)
    if (first == last).any():
        raise ValueError("two nodes of a route are not joined by a street")
    chosen = first.copy()
    for i in np.flatnonzero(last - first > 1).tolist():
        streets = set(street_paths[of_route[i]])
        of_pair = network.street_id[network.arc_street[order[first[i] : last[i]]]].tolist()
        chosen[i] += next(k for k, street in enumerate(of_pair) if street in streets)
    counts: IntArray = np.bincount(of_route, minlength=lengths.size).astype(np.int64)
    return RouteArcs(order[chosen].astype(np.int32), np.concatenate([[0], np.cumsum(counts)]))
