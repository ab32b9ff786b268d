"""Search in the dictionaries of a networkx graph: no kernel, no array, one corner after the other."""

import heapq
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.clock import HORIZON, NO_LIMIT, UNREACHED
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, Int32Array, IntArray
from evacuation.profile_on_network import ProfileOnNetwork
from verification.openings import latest_start, open_spans

Adjacency = dict[int, dict[int, Any]]

#: What an edge of the graph knows of its arc.
_EDGE = ("street", "ticks", "before", "after", "inside", "release", "barred", "early", "spans", "shut")


@dataclass(frozen=True, slots=True, eq=False)
class Routes:
    """Routes to one destination from every node: C, walking time, next node (−1 at the end or nowhere)."""

    cost: IntArray
    walk: IntArray
    next_node: Int32Array


def network_graph(inputs: EvacuationInputs, walking: ProfileOnNetwork) -> "nx.MultiDiGraph[int]":
    """Return the network as a graph whose edges run backwards, from head to tail.

    Parameters
    ----------
    inputs
        They hold the network.
    walking
        Who walks on it.

    Returns
    -------
    networkx.MultiDiGraph
        Keyed by node position.
    """
    network = inputs.network
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(range(network.n_nodes))
    shut = zip(*(one.tolist() for one in walking.closed_for_arcs), strict=True)
    spans = open_spans(inputs, walking)
    columns = zip(
        network.arc_head.tolist(),
        network.arc_tail().tolist(),
        network.street_id[network.arc_street].tolist(),
        walking.ticks.tolist(),
        *(one.tolist() for one in _generalised(walking)),
        walking.release.tolist(),
        walking.barred.tolist(),
        walking.closes_early.tolist(),
        [spans.get(arc) for arc in range(network.n_arcs)],
        shut if walking.closed_for_arcs else [()] * network.n_arcs,
        strict=True,
    )
    graph.add_edges_from(
        (head, tail, dict(zip(_EDGE, values, strict=True))) for head, tail, *values in columns
    )
    return graph


def _generalised(walking: ProfileOnNetwork) -> tuple[IntArray, IntArray, BoolArray]:
    """Return generalised costs before and after somebody was outside, and what lies in the hazard area."""
    costs = walking.generalised
    if costs is None:
        return walking.ticks, walking.ticks, np.zeros(walking.ticks.size, np.bool_)
    return costs.before, costs.after, costs.in_hazard


def search_back(
    adjacency: Adjacency,
    starts: Mapping[int, tuple[int, int]],
    walking: ProfileOnNetwork,
    *,
    by_latest: bool,
    kind: DestinationKind,
    longest: int = NO_LIMIT,
    shut: int = -1,
    reopening: bool = True,
) -> Routes:
    """Search back from the nodes of one destination: Dijkstra over the graph's own dictionaries.

    Parameters
    ----------
    adjacency
        ``dict(graph.adjacency())`` of ``network_graph``.
    starts
        Walk that is left from each node of the destination [0.1 s].
    walking
        Who walks: allowance and deadline.
    by_latest
        Minimise C instead of the walking time.
    kind
        Only refuge buildings allow barred arcs at the end.
    longest
        Longest walk [0.1 s].
    shut
        Row of ``ProfileOnNetwork.closed_for_arcs`` that nobody may take to the destination; −1 for none.
    reopening
        Whether latest departures count on streets to open again.

    Returns
    -------
    Routes
        Routes from every node.
    """
    allowance = walking.allowance_ticks if kind is DestinationKind.REFUGE_BUILDING else -1
    walk = {node: left for node, (left, _) in starts.items()}
    cost = {
        node: max(release, walking.deadline_release) + walk[node] for node, (_, release) in starts.items()
    }
    via: dict[int, int] = {}
    settled: set[int] = set()
    heap = [(cost[node] if by_latest else walk[node], node) for node in starts]
    heapq.heapify(heap)
    while heap:
        _, v = heapq.heappop(heap)
        if v in settled:
            continue
        settled.add(v)
        for u, parallel in adjacency[v].items():
            if u in settled:
                continue
            for edge in parallel.values():
                ticks, release = edge["ticks"], edge["release"]
                new_walk = walk[v] + ticks
                spans = edge["spans"] if by_latest and reopening else None
                new_cost = max(cost[v], release) + ticks
                closed = release > HORIZON or (edge["early"] and not by_latest)
                if spans is not None:
                    start = latest_start(spans, HORIZON - cost[v], ticks)
                    closed = start == -math.inf
                    new_cost = UNREACHED if closed else int(HORIZON - start)
                closed |= new_walk > longest or (shut >= 0 and edge["shut"][shut])
                if closed or (edge["barred"] and new_walk > allowance):
                    continue
                new = (new_cost, new_walk) if by_latest else (new_walk, new_cost)
                old_cost, old_walk = cost.get(u, UNREACHED), walk.get(u, UNREACHED)
                if new < ((old_cost, old_walk) if by_latest else (old_walk, old_cost)):
                    cost[u], walk[u], via[u] = new_cost, new_walk, v
                    heapq.heappush(heap, (new[0], u))
    return _as_routes(len(adjacency), cost, walk, via)


def _as_routes(n: int, cost: dict[int, int], walk: dict[int, int], via: dict[int, int]) -> Routes:
    all_cost, all_walk = np.full(n, UNREACHED, np.int64), np.full(n, UNREACHED, np.int64)
    next_node = np.full(n, -1, np.int32)
    all_cost[list(cost)] = list(cost.values())
    all_walk[list(walk)] = list(walk.values())
    next_node[list(via)] = list(via.values())
    return Routes(all_cost, all_walk, next_node)


def starts_of(inputs: EvacuationInputs, walking: ProfileOnNetwork, end: int) -> dict[int, tuple[int, int]]:
    """Return the walk left from each node of a destination, and ``HORIZON −`` when it closes.

    Nothing is left on safe ground, elsewhere the connector.

    Parameters
    ----------
    inputs, walking
        Destinations, and who walks.
    end
        Position of the destination.

    Returns
    -------
    dict[int, tuple[int, int]]
        By node position; empty where the last metres are closed from the start.
    """
    row = inputs.destinations.place_row[end]
    safe = inputs.destinations.kind[end] is DestinationKind.SAFE_AREA
    left = (0, 0) if safe else (int(walking.place_connector[row]), int(walking.place_release[row]))
    nodes = inputs.destinations.nodes[end].tolist() if left[1] <= HORIZON else []
    return dict.fromkeys(nodes, left)


def closed_row(inputs: EvacuationInputs, walking: ProfileOnNetwork, end: int) -> int:
    """Return the row of the arcs that nobody may take to a destination; −1 for none.

    Parameters
    ----------
    inputs, walking
        Destinations, and who walks.
    end
        Position of the destination.

    Returns
    -------
    int
        Row of ``ProfileOnNetwork.closed_for_arcs``.
    """
    row = inputs.destinations.place_row[end]
    return -1 if row < 0 else int(walking.place_closed_for[row])


def longest_walk(kind: DestinationKind, walking: ProfileOnNetwork) -> int:
    """Return the longest walk to a kind of destination [0.1 s].

    Parameters
    ----------
    kind
        Kind of the destination.
    walking
        Who walks.

    Returns
    -------
    int
        Ticks; safe ground may lie at any distance.
    """
    return NO_LIMIT if kind is DestinationKind.SAFE_AREA else walking.longest_ticks


def is_for(inputs: EvacuationInputs, walking: ProfileOnNetwork, end: int) -> bool:
    """Whether people of a walking profile may have a seat at a destination at all.

    Parameters
    ----------
    inputs, walking
        The places of the scenario, and who walks.
    end
        Position of the destination.

    Returns
    -------
    bool
        False where it is for people who need care and these do not.
    """
    row = int(inputs.destinations.place_row[end])
    for_care = row >= 0 and bool(inputs.usable["for_care"].iloc[row])
    return walking.profile.first_to_seats or not for_care


def routes_to(
    inputs: EvacuationInputs,
    adjacency: Adjacency,
    walking: ProfileOnNetwork,
    end: int,
    *,
    by_latest: bool,
    reopening: bool = True,
) -> Routes:
    """Return the routes to a destination from everywhere.

    Parameters
    ----------
    inputs, adjacency, walking
        Destinations, the graph of ``network_graph``, and who walks.
    end
        Position of the destination.
    by_latest
        The latest departures instead of the shortest routes.
    reopening
        Whether they count on streets to open again.

    Returns
    -------
    Routes
        Routes from every node.
    """
    kind = inputs.destinations.kind[end]
    return search_back(
        adjacency, starts_of(inputs, walking, end), walking, by_latest=by_latest, kind=kind,
        longest=longest_walk(kind, walking), shut=closed_row(inputs, walking, end), reopening=reopening,
    )  # fmt: skip


def latest_cost(inputs: EvacuationInputs, walking: ProfileOnNetwork, adjacency: Adjacency) -> IntArray:
    """Return C(u) of one walking profile to the best destination.

    Parameters
    ----------
    inputs, walking, adjacency
        Destinations, who walks, and the graph of ``network_graph``.

    Returns
    -------
    IntArray
        Costs C (``evacuation.clock``), shape (nodes,).
    """
    best = np.full(inputs.network.n_nodes, UNREACHED, np.int64)
    for _, cost in latest_costs(inputs, walking, adjacency):
        best = np.minimum(best, cost)
    return best


def latest_costs(
    inputs: EvacuationInputs, walking: ProfileOnNetwork, adjacency: Adjacency
) -> Iterator[tuple[int, IntArray]]:
    """Yield C(u) of one walking profile to the best of the destinations for it that are alike.

    Parameters
    ----------
    inputs, walking, adjacency
        As in ``latest_cost``.

    Yields
    ------
    tuple[int, IntArray]
        The row of closed arcs and blocks that these destinations share (``closed_row``), and costs C, shape
        (nodes,). However long the walk.
    """
    destinations = inputs.destinations
    open_to = [i for i in range(len(destinations)) if is_for(inputs, walking, i)]
    alike = {(destinations.kind[i], closed_row(inputs, walking, i)) for i in open_to}
    for kind, shut in sorted(alike):
        starts: dict[int, tuple[int, int]] = {}
        for i in open_to:
            if (destinations.kind[i], closed_row(inputs, walking, i)) == (kind, shut):
                for node, (left, release) in starts_of(inputs, walking, i).items():
                    closes = max(release, walking.deadline_release)
                    old_left, old_release = starts.get(node, (UNREACHED, 0))
                    if closes + left < max(old_release, walking.deadline_release) + old_left:
                        starts[node] = left, release
        routes = search_back(adjacency, starts, walking, by_latest=True, kind=kind, shut=shut)
        yield shut, routes.cost
