"""The evacuation stage written plainly with networkx: the referee of cost and speed.

It follows the same definitions as ``evacuation/``: one backward search per target and walking
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

from domain.vocabulary import Departure, TargetKind
from evacuation.aims import Options, aim_weights, counted_ticks
from evacuation.assignment import keep_preferred
from evacuation.clock import HORIZON, NO_LIMIT, TICKS_PER_S, UNREACHED
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, Int32Array, IntArray
from evacuation.placing import demand_people
from evacuation.walkers import Walkers, prepare_walkers

Adjacency = dict[int, dict[int, Any]]

#: What an edge of the graph knows of its arc.
_EDGE = ("ticks", "felt", "release", "barred", "early", "shut")


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Ways to one target from every node: C, walking time, next node (−1 at the end or nowhere)."""

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
        C(u) of one adult to the best target, shape (nodes,).
    paths
        Node positions of each way that is walked.
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
    origin: IntArray
    leave: IntArray
    connector: IntArray


def network_graph(inputs: EvacuationInputs, walkers: Walkers) -> "nx.MultiDiGraph[int]":
    """Return the network as a graph whose edges run backwards, from head to tail."""
    network = inputs.network
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_nodes_from(range(network.n_nodes))
    shut = zip(*(one.tolist() for one in walkers.closed_for_arcs), strict=True)
    columns = zip(
        network.arc_head.tolist(),
        network.arc_tail().tolist(),
        walkers.ticks.tolist(),
        (walkers.ticks if walkers.generalised_ticks is None else walkers.generalised_ticks).tolist(),
        walkers.release.tolist(),
        walkers.barred.tolist(),
        walkers.closes_early.tolist(),
        shut if walkers.closed_for_arcs else [()] * network.n_arcs,
        strict=True,
    )
    graph.add_edges_from(
        (head, tail, dict(zip(_EDGE, values, strict=True))) for head, tail, *values in columns
    )
    return graph


def search_back(
    adjacency: Adjacency,
    starts: Mapping[int, tuple[int, int]],
    walkers: Walkers,
    *,
    by_latest: bool,
    kind: TargetKind,
    longest: int = NO_LIMIT,
    shut: int = -1,
) -> Ways:
    """Search back from the nodes of one target: Dijkstra over the graph's own dictionaries.

    Parameters
    ----------
    adjacency
        ``dict(graph.adjacency())`` of ``network_graph``.
    starts
        Walk that is left from each node of the target [0.1 s].
    walkers
        Who walks: allowance and deadline.
    by_latest
        Minimise C instead of the walking time.
    kind
        Only refuge buildings allow barred arcs at the end.
    longest
        Longest walk [0.1 s].
    shut
        Row of ``Walkers.closed_for_arcs`` that nobody may take to the target; −1 for none.
    """
    allowance = walkers.allowance_ticks if kind is TargetKind.REFUGE_BUILDING else -1
    walk = {node: left for node, (left, _) in starts.items()}
    cost = {
        node: max(release, walkers.deadline_release) + walk[node] for node, (_, release) in starts.items()
    }
    via: dict[int, int] = {}
    arc: dict[int, tuple[int, int]] = {}
    # In the order in which they are settled.
    settled: dict[int, None] = {}
    measure = "ticks" if by_latest else "felt"
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
    if walkers.generalised_ticks is not None and not by_latest:
        _time_again(settled, via, arc, cost, walk)
    return _ways(len(adjacency), cost, walk, via)


def _time_again(
    settled: Iterable[int],
    via: Mapping[int, int],
    arc: Mapping[int, tuple[int, int]],
    cost: dict[int, int],
    walk: dict[int, int],
) -> None:
    """Give ways that were chosen by what they feel like their own times, root first."""
    for u in settled:
        if u in via:
            ticks, release = arc[u]
            walk[u] = walk[via[u]] + ticks
            cost[u] = max(cost[via[u]], release) + ticks


def networkx_evacuate(inputs: EvacuationInputs) -> NetworkxPlan:
    """Assign everybody with networkx, as ``evacuation.evacuate`` does."""
    begin = time.perf_counter()
    demand, targets = inputs.demand, inputs.targets
    walkers = _walkers(inputs)
    shape = (len(targets), len(demand))
    feasible, in_reserve, by_shortest = np.zeros((3, *shape), np.bool_)
    walk = np.zeros(shape, np.int64)
    next_node: dict[tuple[str, int, bool], Int32Array] = {}
    origin = np.full(len(demand), -1, np.int64)
    searches = 0
    graphs: dict[str, Adjacency] = {}
    for group, on_network in walkers.items():
        part = _rows(inputs, on_network)
        if not part.rows.size:
            continue
        graphs[group] = dict(network_graph(inputs, on_network).adjacency())
        origin[part.rows] = part.origin
        for i in range(len(targets)):
            shortest = _grow(inputs, graphs[group], on_network, i, by_latest=False)
            late = (
                _grow(inputs, graphs[group], on_network, i, by_latest=True) if on_network.timed else shortest
            )
            searches += 2 if on_network.timed else 1
            longest = _longest(targets.kind[i], on_network)
            may = on_network.may_leave(_shut(inputs, on_network, i), part.block)
            short_ok, late_ok = (may & _in_time(part, ways, longest) for ways in (shortest, late))
            short_keeps = short_ok & _keeps_reserve(part, shortest, on_network)
            late_keeps = late_ok & _keeps_reserve(part, late, on_network)
            by_short = short_keeps | (short_ok & ~late_keeps)
            feasible[i, part.rows], in_reserve[i, part.rows] = short_ok | late_ok, short_keeps | late_keeps
            by_shortest[i, part.rows] = by_short
            taken = np.where(by_short, shortest.walk[part.origin], late.walk[part.origin])
            walk[i, part.rows] = taken + part.connector
            next_node[group, i, True], next_node[group, i, False] = shortest.next_node, late.next_node
    times = [begin, time.perf_counter()]
    options = _options(inputs, feasible, in_reserve, walk)
    cost, flows = _assign(inputs, options)
    times.append(time.perf_counter())
    paths = _paths(demand, flows, by_shortest, origin, next_node)
    times.append(time.perf_counter())
    first = inputs.profiles[0].profile_id
    latest = _latest_cost(inputs, walkers[first], graphs.get(first))
    times.append(time.perf_counter())
    parts = dict(zip(("searches", "assignment", "routes", "margin"), np.diff(times).tolist(), strict=True))
    served = sum(persons for _, target, persons in flows if target >= 0)
    return NetworkxPlan(
        cost=cost,
        unserved_persons=int(demand["persons"].sum()) - served,
        latest_cost=latest,
        paths=paths,
        searches=searches + 2,
        seconds=parts | {"all": times[-1] - begin},
    )


def _walkers(inputs: EvacuationInputs) -> dict[str, Walkers]:
    earliest = float(inputs.demand["departure_s"].min()) if len(inputs.demand) else -np.inf
    passage = replace(inputs.passage, earliest_departure_s=earliest)
    return {
        profile.profile_id: prepare_walkers(
            inputs.network, inputs.streets, passage, profile, inputs.day_time, inputs.settings
        )
        for profile in inputs.profiles
    }  # fmt: skip


def _rows(inputs: EvacuationInputs, walkers: Walkers) -> _Rows:
    rows = np.flatnonzero((inputs.demand["walker"] == walkers.profile.profile_id).to_numpy())
    block = inputs.blocks.index.get_indexer(pd.Index(inputs.demand["block_id"].iloc[rows]))
    connector = walkers.block_connector[block]
    depart = np.ceil(inputs.demand["departure_s"].to_numpy()[rows] * TICKS_PER_S - 1e-6).astype(np.int64)
    return _Rows(rows, block, inputs.network.block_node[block], depart + connector, connector)


def _in_time(part: _Rows, ways: Ways, longest: int) -> BoolArray:
    in_time = (part.origin >= 0) & (part.leave <= HORIZON - ways.cost[part.origin])
    return np.asarray(in_time & (ways.walk[part.origin] + part.connector <= longest), np.bool_)


def _keeps_reserve(part: _Rows, ways: Ways, walkers: Walkers) -> BoolArray:
    return np.asarray(part.leave + walkers.reserve_ticks <= HORIZON - ways.cost[part.origin], np.bool_)


def _longest(kind: TargetKind, walkers: Walkers) -> int:
    return NO_LIMIT if kind is TargetKind.SAFE_AREA else walkers.longest_ticks


def _starts(inputs: EvacuationInputs, walkers: Walkers, target: int) -> dict[int, tuple[int, int]]:
    """Return the walk left from each node of a target, and ``HORIZON −`` when it closes.

    Nothing is left on safe ground, elsewhere the connector.
    """
    row = inputs.targets.place_row[target]
    safe = inputs.targets.kind[target] is TargetKind.SAFE_AREA
    left = (0, 0) if safe else (int(walkers.place_connector[row]), int(walkers.place_release[row]))
    nodes = inputs.targets.nodes[target].tolist() if left[1] <= HORIZON else []
    return dict.fromkeys(nodes, left)


def _grow(
    inputs: EvacuationInputs, adjacency: Adjacency, walkers: Walkers, target: int, *, by_latest: bool
) -> Ways:
    kind = inputs.targets.kind[target]
    return search_back(
        adjacency, _starts(inputs, walkers, target), walkers, by_latest=by_latest, kind=kind,
        longest=_longest(kind, walkers), shut=_shut(inputs, walkers, target),
    )  # fmt: skip


def _shut(inputs: EvacuationInputs, walkers: Walkers, target: int) -> int:
    row = inputs.targets.place_row[target]
    return -1 if row < 0 else int(walkers.place_closed_for[row])


def _ways(n: int, cost: dict[int, int], walk: dict[int, int], via: dict[int, int]) -> Ways:
    all_cost, all_walk = np.full(n, UNREACHED, np.int64), np.full(n, UNREACHED, np.int64)
    next_node = np.full(n, -1, np.int32)
    all_cost[list(cost)] = list(cost.values())
    all_walk[list(walk)] = list(walk.values())
    next_node[list(via)] = list(via.values())
    return Ways(all_cost, all_walk, next_node)


def _options(inputs: EvacuationInputs, feasible: BoolArray, in_reserve: BoolArray, walk: IntArray) -> Options:
    targets = inputs.targets
    kept = keep_preferred(in_reserve, feasible, targets.tier, targets.capacity)
    row, target = np.nonzero(kept.T)
    limited = targets.capacity >= 0
    home = inputs.demand["district_id"].to_numpy()
    there = np.array([*targets.district_id, ""], dtype=object)
    own = (there[target] == home[row]) | ~limited[target]
    rank = np.where(limited, targets.tier - targets.tier[limited].min(initial=99), 0)
    aside = (~own).astype(np.int64) + rank[target]
    leaving = (inputs.demand["departure"] != Departure.NOT_LEAVING.value).to_numpy()
    below = (~in_reserve[target, row] & leaving[row]).astype(np.int64)
    return Options(row.astype(np.int64), target.astype(np.int64), walk[target, row], aside, below)


def _assign(inputs: EvacuationInputs, options: Options) -> tuple[int, list[tuple[int, int, int]]]:
    """Solve the assignment; return its cost and the flows (row, target or −1, persons)."""
    capacity = inputs.targets.capacity
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
    for target, seats in enumerate(capacity.tolist()):
        graph.add_edge(("target", target), "sink", weight=0, capacity=total if seats < 0 else seats)
    ticks, _ = counted_ticks(people, options, capacity.size, minutes_decide=first)
    pair_cost = weights.pair_cost(options, ticks)
    for row, target, cost in zip(
        options.row.tolist(), options.target.tolist(), pair_cost.tolist(), strict=True
    ):
        graph.add_edge(("row", row), ("target", target), weight=cost)
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
    origin: IntArray,
    next_node: dict[tuple[str, int, bool], Int32Array],
) -> list[list[int]]:
    """Follow the ways that are walked, each once."""
    walker = demand["walker"].tolist()
    staying = (demand["departure"] == Departure.NOT_LEAVING.value).tolist()
    ways = {
        (walker[row], target, bool(by_shortest[target, row]), int(origin[row]))
        for row, target, _ in flows
        if target >= 0 and not staying[row]
    }
    paths = []
    for group, target, short, start in sorted(ways):
        following = next_node[group, target, short]
        path = [start]
        while following[path[-1]] >= 0:
            path.append(int(following[path[-1]]))
        paths.append(path)
    return paths


def _latest_cost(inputs: EvacuationInputs, walkers: Walkers, adjacency: Adjacency | None) -> IntArray:
    """Return C(u) of one walking profile to the best target."""
    targets = inputs.targets
    best = np.full(inputs.network.n_nodes, UNREACHED, np.int64)
    graph = dict(network_graph(inputs, walkers).adjacency()) if adjacency is None else adjacency
    for kind, shut in sorted({(targets.kind[i], _shut(inputs, walkers, i)) for i in range(len(targets))}):
        starts: dict[int, tuple[int, int]] = {}
        for i in range(len(targets)):
            if (targets.kind[i], _shut(inputs, walkers, i)) == (kind, shut):
                for node, (left, release) in _starts(inputs, walkers, i).items():
                    closes = max(release, walkers.deadline_release)
                    old_left, old_release = starts.get(node, (UNREACHED, 0))
                    if closes + left < max(old_release, walkers.deadline_release) + old_left:
                        starts[node] = left, release
        ways = search_back(graph, starts, walkers, by_latest=True, kind=kind, shut=shut)
        best = np.minimum(best, ways.cost)
    return best
