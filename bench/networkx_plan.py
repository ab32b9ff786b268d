"""The evacuation stage written plainly with networkx: the referee of cost and speed.

It follows the same definitions as ``evacuation/``: one backward search per destination and walking
profile for shortest routes, one for latest departures where streets close; barred arcs; the same
aims with the same weights; routes as node paths. What it leaves out works in its favour: causes,
place loads and the geometry of routes.
"""

import heapq
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from domain.vocabulary import Departure, DestinationKind
from evacuation.aims import Options, aim_weights, counted_ticks
from evacuation.assignment import keep_preferred
from evacuation.clock import HORIZON, NO_LIMIT, TICKS_PER_S, UNREACHED
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, Int32Array, IntArray
from evacuation.placing import demand_people
from evacuation.profile_on_network import ProfileOnNetwork, put_on_network

Adjacency = dict[int, dict[int, Any]]

#: What an edge of the graph knows of its arc.
_EDGE = ("ticks", "generalised", "release", "barred", "early", "shut")


@dataclass(frozen=True, slots=True, eq=False)
class Routes:
    """Routes to one destination from every node: C, walking time, next node (−1 at the end or nowhere)."""

    cost: IntArray
    walk: IntArray
    next_node: Int32Array


@dataclass(frozen=True, slots=True, eq=False)
class NetworkxPlan:
    """What the referee found.

    Parameters
    ----------
    cost
        Total cost of the assignment in weighted ticks, as ``Evacuation.cost_ticks``.
    unserved_persons
        People without a place.
    latest_cost
        C(u) of one adult to the best destination, shape (nodes,).
    paths
        Node positions of each route that is walked.
    searches
        Number of searches.
    seconds
        Wall time by part: ``searches``, ``assignment``, ``routes``, ``margin``, and their ``all``.
    """

    cost: int
    unserved_persons: int
    latest_cost: IntArray
    paths: list[list[int]]
    searches: int
    seconds: dict[str, float]


@dataclass(slots=True)
class _Rows:
    """Demand rows of one walking profile, and what is found for them, one column per demand row."""

    rows: IntArray
    block: IntArray
    access_node: IntArray
    leave: IntArray
    connector: IntArray


def network_graph(inputs: EvacuationInputs, walking: ProfileOnNetwork) -> "nx.MultiDiGraph[int]":
    """Return the network as a graph whose edges run backwards, from head to tail."""
    network = inputs.network
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(range(network.n_nodes))
    shut = zip(*(one.tolist() for one in walking.closed_for_arcs), strict=True)
    columns = zip(
        network.arc_head.tolist(),
        network.arc_tail().tolist(),
        walking.ticks.tolist(),
        (walking.ticks if walking.generalised_ticks is None else walking.generalised_ticks).tolist(),
        walking.release.tolist(),
        walking.barred.tolist(),
        walking.closes_early.tolist(),
        shut if walking.closed_for_arcs else [()] * network.n_arcs,
        strict=True,
    )
    graph.add_edges_from(
        (head, tail, dict(zip(_EDGE, values, strict=True))) for head, tail, *values in columns
    )
    return graph


def search_back(
    adjacency: Adjacency,
    starts: Mapping[int, tuple[int, int]],
    walking: ProfileOnNetwork,
    *,
    by_latest: bool,
    kind: DestinationKind,
    longest: int = NO_LIMIT,
    shut: int = -1,
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
    """
    allowance = walking.allowance_ticks if kind is DestinationKind.REFUGE_BUILDING else -1
    walk = {node: left for node, (left, _) in starts.items()}
    cost = {
        node: max(release, walking.deadline_release) + walk[node] for node, (_, release) in starts.items()
    }
    via: dict[int, int] = {}
    arc: dict[int, tuple[int, int]] = {}
    # In the order in which they are settled.
    settled: dict[int, None] = {}
    measure = "ticks" if by_latest else "generalised"
    heap = [(cost[node] if by_latest else walk[node], node) for node in starts]
    heapq.heapify(heap)
    while heap:
        _, v = heapq.heappop(heap)
        if v in settled:
            continue
        settled[v] = None
        for u, parallel in adjacency[v].items():
            if u in settled:
                continue
            for edge in parallel.values():
                ticks, release = edge[measure], edge["release"]
                new_walk = walk[v] + ticks
                closed = release > HORIZON or (edge["early"] and not by_latest)
                closed |= new_walk > longest or (shut >= 0 and edge["shut"][shut])
                if closed or (edge["barred"] and new_walk > allowance):
                    continue
                new_cost = max(cost[v], release) + ticks
                new = (new_cost, new_walk) if by_latest else (new_walk, new_cost)
                old_cost, old_walk = cost.get(u, UNREACHED), walk.get(u, UNREACHED)
                if new < ((old_cost, old_walk) if by_latest else (old_walk, old_cost)):
                    cost[u], walk[u], via[u] = new_cost, new_walk, v
                    arc[u] = edge["ticks"], release
                    heapq.heappush(heap, (new[0], u))
    if walking.generalised_ticks is not None and not by_latest:
        _time_again(settled, via, arc, cost, walk)
    return _routes(len(adjacency), cost, walk, via)


def _time_again(
    settled: Iterable[int],
    via: Mapping[int, int],
    arc: Mapping[int, tuple[int, int]],
    cost: dict[int, int],
    walk: dict[int, int],
) -> None:
    """Give routes that were chosen by what they feel like their own times, destination first."""
    for u in settled:
        if u in via:
            ticks, release = arc[u]
            walk[u] = walk[via[u]] + ticks
            cost[u] = max(cost[via[u]], release) + ticks


def networkx_evacuate(inputs: EvacuationInputs) -> NetworkxPlan:
    """Assign everybody with networkx, as ``evacuation.evacuate`` does."""
    begin = time.perf_counter()
    demand, destinations = inputs.demand, inputs.destinations
    placed = _placed(inputs)
    shape = (len(destinations), len(demand))
    feasible, in_reserve, by_shortest = np.zeros((3, *shape), np.bool_)
    walk = np.zeros(shape, np.int64)
    next_node: dict[tuple[str, int, bool], Int32Array] = {}
    access_node = np.full(len(demand), -1, np.int64)
    searches = 0
    graphs: dict[str, Adjacency] = {}
    for group, walking in placed.items():
        part = _rows(inputs, walking)
        if not part.rows.size:
            continue
        graphs[group] = dict(network_graph(inputs, walking).adjacency())
        access_node[part.rows] = part.access_node
        for i in range(len(destinations)):
            shortest = _grow(inputs, graphs[group], walking, i, by_latest=False)
            late = _grow(inputs, graphs[group], walking, i, by_latest=True) if walking.timed else shortest
            searches += 2 if walking.timed else 1
            longest = _longest(destinations.kind[i], walking)
            may = walking.may_leave(_shut(inputs, walking, i), part.block)
            short_ok, late_ok = (may & _in_time(part, routes, longest) for routes in (shortest, late))
            short_keeps = short_ok & _keeps_reserve(part, shortest, walking)
            late_keeps = late_ok & _keeps_reserve(part, late, walking)
            by_short = short_keeps | (short_ok & ~late_keeps)
            feasible[i, part.rows], in_reserve[i, part.rows] = short_ok | late_ok, short_keeps | late_keeps
            by_shortest[i, part.rows] = by_short
            taken = np.where(by_short, shortest.walk[part.access_node], late.walk[part.access_node])
            walk[i, part.rows] = taken + part.connector
            next_node[group, i, True], next_node[group, i, False] = shortest.next_node, late.next_node
    times = [begin, time.perf_counter()]
    options = _options(inputs, feasible, in_reserve, walk)
    cost, flows = _assign(inputs, options)
    times.append(time.perf_counter())
    paths = _paths(demand, flows, by_shortest, access_node, next_node)
    times.append(time.perf_counter())
    first = inputs.profiles[0].profile_id
    latest = _latest_cost(inputs, placed[first], graphs.get(first))
    times.append(time.perf_counter())
    parts = dict(zip(("searches", "assignment", "routes", "margin"), np.diff(times).tolist(), strict=True))
    served = sum(persons for _, destination, persons in flows if destination >= 0)
    return NetworkxPlan(
        cost=cost,
        unserved_persons=int(demand["persons"].sum()) - served,
        latest_cost=latest,
        paths=paths,
        searches=searches + 2,
        seconds=parts | {"all": times[-1] - begin},
    )


def _placed(inputs: EvacuationInputs) -> dict[str, ProfileOnNetwork]:
    earliest = float(inputs.demand["departure_s"].min()) if len(inputs.demand) else -np.inf
    passage = replace(inputs.passage, earliest_departure_s=earliest)
    return {
        profile.profile_id: put_on_network(
            inputs.network, inputs.streets, passage, profile, inputs.day_time, inputs.settings
        )
        for profile in inputs.profiles
    }  # fmt: skip


def _rows(inputs: EvacuationInputs, walking: ProfileOnNetwork) -> _Rows:
    rows = np.flatnonzero((inputs.demand["profile_id"] == walking.profile.profile_id).to_numpy())
    block = inputs.blocks.index.get_indexer(pd.Index(inputs.demand["block_id"].iloc[rows]))
    connector = walking.block_connector[block]
    depart = np.ceil(inputs.demand["departure_s"].to_numpy()[rows] * TICKS_PER_S - 1e-6).astype(np.int64)
    return _Rows(rows, block, inputs.network.block_node[block], depart + connector, connector)


def _in_time(part: _Rows, routes: Routes, longest: int) -> BoolArray:
    in_time = (part.access_node >= 0) & (part.leave <= HORIZON - routes.cost[part.access_node])
    return np.asarray(in_time & (routes.walk[part.access_node] + part.connector <= longest), np.bool_)


def _keeps_reserve(part: _Rows, routes: Routes, walking: ProfileOnNetwork) -> BoolArray:
    limit = HORIZON - routes.cost[part.access_node] - walking.reserve_ticks
    return np.asarray(part.leave <= limit, np.bool_)


def _longest(kind: DestinationKind, walking: ProfileOnNetwork) -> int:
    return NO_LIMIT if kind is DestinationKind.SAFE_AREA else walking.longest_ticks


def _starts(inputs: EvacuationInputs, walking: ProfileOnNetwork, end: int) -> dict[int, tuple[int, int]]:
    """Return the walk left from each node of a destination, and ``HORIZON −`` when it closes.

    Nothing is left on safe ground, elsewhere the connector.
    """
    row = inputs.destinations.place_row[end]
    safe = inputs.destinations.kind[end] is DestinationKind.SAFE_AREA
    left = (0, 0) if safe else (int(walking.place_connector[row]), int(walking.place_release[row]))
    nodes = inputs.destinations.nodes[end].tolist() if left[1] <= HORIZON else []
    return dict.fromkeys(nodes, left)


def _grow(
    inputs: EvacuationInputs, adjacency: Adjacency, walking: ProfileOnNetwork, row: int, *, by_latest: bool
) -> Routes:
    kind = inputs.destinations.kind[row]
    return search_back(
        adjacency, _starts(inputs, walking, row), walking, by_latest=by_latest, kind=kind,
        longest=_longest(kind, walking), shut=_shut(inputs, walking, row),
    )  # fmt: skip


def _shut(inputs: EvacuationInputs, walking: ProfileOnNetwork, destination: int) -> int:
    row = inputs.destinations.place_row[destination]
    return -1 if row < 0 else int(walking.place_closed_for[row])


def _routes(n: int, cost: dict[int, int], walk: dict[int, int], via: dict[int, int]) -> Routes:
    all_cost, all_walk = np.full(n, UNREACHED, np.int64), np.full(n, UNREACHED, np.int64)
    next_node = np.full(n, -1, np.int32)
    all_cost[list(cost)] = list(cost.values())
    all_walk[list(walk)] = list(walk.values())
    next_node[list(via)] = list(via.values())
    return Routes(all_cost, all_walk, next_node)


def _options(inputs: EvacuationInputs, feasible: BoolArray, in_reserve: BoolArray, walk: IntArray) -> Options:
    destinations = inputs.destinations
    kept = keep_preferred(in_reserve, feasible, destinations.tier, destinations.capacity)
    row, destination = np.nonzero(kept.T)
    limited = destinations.capacity >= 0
    home = inputs.demand["district_id"].to_numpy()
    there = np.array([*destinations.district_id, ""], dtype=object)
    own = (there[destination] == home[row]) | ~limited[destination]
    rank = np.where(limited, destinations.tier - destinations.tier[limited].min(initial=99), 0)
    aside = (~own).astype(np.int64) + rank[destination]
    leaving = (inputs.demand["departure"] != Departure.NOT_LEAVING.value).to_numpy()
    below = (~in_reserve[destination, row] & leaving[row]).astype(np.int64)
    return Options(row.astype(np.int64), destination.astype(np.int64), walk[destination, row], aside, below)


def _assign(inputs: EvacuationInputs, options: Options) -> tuple[int, list[tuple[int, int, int]]]:
    """Solve the assignment; return its cost and the flows (row, destination or −1, persons)."""
    capacity = inputs.destinations.capacity
    people = demand_people(inputs)
    first = inputs.minutes_decide
    weights = aim_weights(people, options, capacity.size, minutes_decide=first)
    persons, unassigned = people.persons.tolist(), weights.unassigned_cost(people).tolist()
    total = sum(persons)
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_node("sink", demand=total)
    for row, count in enumerate(persons):
        graph.add_node(("row", row), demand=-count)
        graph.add_edge(("row", row), "sink", weight=unassigned[row])
    for destination, seats in enumerate(capacity.tolist()):
        graph.add_edge(("destination", destination), "sink", weight=0, capacity=total if seats < 0 else seats)
    ticks, _ = counted_ticks(people, options, capacity.size, minutes_decide=first)
    pair_cost = weights.pair_cost(options, ticks)
    for row, destination, cost in zip(
        options.row.tolist(), options.destination.tolist(), pair_cost.tolist(), strict=True
    ):
        graph.add_edge(("row", row), ("destination", destination), weight=cost)
    cost, flow = nx.network_simplex(graph)
    flows = [
        (row, -1 if head == "sink" else int(head[1]), count)
        for row in range(len(persons))
        for head, count in flow["row", row].items()
        if count
    ]
    return int(cost), flows


def _paths(
    demand: pd.DataFrame,
    flows: Sequence[tuple[int, int, int]],
    by_shortest: BoolArray,
    access_node: IntArray,
    next_node: dict[tuple[str, int, bool], Int32Array],
) -> list[list[int]]:
    """Follow the routes that are walked, each once."""
    profile_id = demand["profile_id"].tolist()
    staying = (demand["departure"] == Departure.NOT_LEAVING.value).tolist()
    routes = {
        (profile_id[row], destination, bool(by_shortest[destination, row]), int(access_node[row]))
        for row, destination, _ in flows
        if destination >= 0 and not staying[row]
    }
    paths = []
    for group, destination, short, start in sorted(routes):
        following = next_node[group, destination, short]
        path = [start]
        while following[path[-1]] >= 0:
            path.append(int(following[path[-1]]))
        paths.append(path)
    return paths


def _latest_cost(inputs: EvacuationInputs, walking: ProfileOnNetwork, graph: Adjacency | None) -> IntArray:
    """Return C(u) of one walking profile to the best destination."""
    destinations = inputs.destinations
    best = np.full(inputs.network.n_nodes, UNREACHED, np.int64)
    graph = dict(network_graph(inputs, walking).adjacency()) if graph is None else graph
    alike = {(kind, _shut(inputs, walking, i)) for i, kind in enumerate(destinations.kind)}
    for kind, shut in sorted(alike):
        starts: dict[int, tuple[int, int]] = {}
        for i in range(len(destinations)):
            if (destinations.kind[i], _shut(inputs, walking, i)) == (kind, shut):
                for node, (left, release) in _starts(inputs, walking, i).items():
                    closes = max(release, walking.deadline_release)
                    old_left, old_release = starts.get(node, (UNREACHED, 0))
                    if closes + left < max(old_release, walking.deadline_release) + old_left:
                        starts[node] = left, release
        routes = search_back(graph, starts, walking, by_latest=True, kind=kind, shut=shut)
        best = np.minimum(best, routes.cost)
    return best
