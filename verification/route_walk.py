"""A route walked step by step over the edges of a networkx graph, with a watch in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from evacuation.clock import HORIZON
from evacuation.inputs import EvacuationInputs
from evacuation.profile_on_network import ProfileOnNetwork
from verification.search import closed_row, starts_of

#: Limit of a route on which nothing ever closes [0.1 s after t0].
NO_LIMIT_TICKS = HORIZON


@dataclass(frozen=True, slots=True)
class WalkedRoute:
    """What a walk over a route gave.

    Parameters
    ----------
    is_path
        Whether each node is joined to the next by a street of the route.
    length_m
        Its length along the streets [m].
    walk_ticks
        Time from the access node to the destination, last metres included [0.1 s].
    limit_ticks
        When its people must be at the access node [0.1 s after t0]: the walk is undone from its end, and
        whatever closes on the way is met in time; ``NO_LIMIT_TICKS`` where nothing does.
    ends_there
        Whether it ends at a node of the destination.
    is_allowed
        Whether it takes no street that its people must not take: barred, or closed to this destination.
    """

    is_path: bool
    length_m: float
    walk_ticks: int
    limit_ticks: int
    ends_there: bool
    is_allowed: bool


def forward_graph(inputs: EvacuationInputs, walking: ProfileOnNetwork) -> "nx.MultiDiGraph[int]":
    """Return the walking network of one profile as a graph in walking direction, keyed by node id.

    Parameters
    ----------
    inputs
        They hold the network.
    walking
        Who walks on it.

    Returns
    -------
    networkx.MultiDiGraph
        Edges with ``street_id``, ``length_m``, ``ticks``, ``release``, ``barred`` and ``closed_for_<row>``.
    """
    closed = {f"closed_for_{i}": one for i, one in enumerate(walking.closed_for_arcs)}
    return inputs.network.graph(ticks=walking.ticks, release=walking.release, barred=walking.barred, **closed)


def walk_route(
    graph: "nx.MultiDiGraph[int]",
    inputs: EvacuationInputs,
    walking: ProfileOnNetwork,
    end: int,
    paths: tuple[Sequence[int], Sequence[int]],
) -> WalkedRoute:
    """Walk a route backwards from its destination.

    Parameters
    ----------
    graph
        Graph of ``forward_graph``.
    inputs, walking
        Destinations, and who walks.
    end
        Position of the destination.
    paths
        Node ids and street ids of the route, in walking order.

    Returns
    -------
    WalkedRoute
        What the walk gave.
    """
    nodes, streets = paths
    ends = {int(inputs.network.node_id[i]): left for i, left in starts_of(inputs, walking, end).items()}
    left_ticks, release = ends.get(nodes[-1], (0, 0))
    limit = _limit(min(NO_LIMIT_TICKS, HORIZON - max(release, walking.deadline_release)), left_ticks)
    walked, length_m, is_allowed, taken = left_ticks, 0.0, True, []
    shut = closed_row(inputs, walking, end)
    refuge = inputs.destinations.kind[end].value == "refuge_building"
    allowance = walking.allowance_ticks if refuge else -1
    for tail, head in reversed(list(pairwise(nodes))):
        if not graph.has_edge(tail, head):
            return WalkedRoute(False, length_m, walked, limit, nodes[-1] in ends, is_allowed)
        edge = min(
            graph[tail][head].values(), key=lambda one: (one["street_id"] not in streets, one["ticks"])
        )
        taken.append(edge["street_id"])
        walked += edge["ticks"]
        length_m += edge["length_m"]
        limit = _limit(min(limit, HORIZON - edge["release"]), edge["ticks"])
        barred = edge["barred"] and walked > allowance
        is_allowed &= not barred and not (shut >= 0 and edge[f"closed_for_{shut}"])
    in_order = tuple(dict.fromkeys(reversed(taken))) == tuple(streets)
    joined = nx.is_path(graph, list(nodes)) and in_order
    return WalkedRoute(joined, length_m, walked, limit, nodes[-1] in ends, is_allowed)


def _limit(closes: int, ticks: int) -> int:
    """Return when to set out on something that closes; what never closes has no limit."""
    return NO_LIMIT_TICKS if closes > HORIZON // 2 else closes - ticks
