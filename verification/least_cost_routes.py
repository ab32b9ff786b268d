"""Routes of least generalised cost, by Dijkstra over corners in two states: not yet outside, and outside.

The referee of ``evacuation.safer_routes``: one plain search in networkx's dictionaries in place of two
searches of the kernel, and the costs of a plan's routes added up edge by edge.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from domain.vocabulary import DestinationKind
from evacuation.clock import HORIZON, TICKS_PER_S, departure_ticks
from evacuation.inputs import EvacuationInputs
from evacuation.profile_on_network import ProfileOnNetwork
from verification.search import Adjacency, closed_row, longest_walk, network_graph, starts_of

Edge = dict[str, Any]


class State(NamedTuple):
    """A corner, and whether people have been outside the hazard area before."""

    node: int
    was_outside: bool


class Walker(NamedTuple):
    """Whoever walks a route: departure from the access node, walk to it, shortest walk in all [0.1 s]."""

    leave: int
    connector: int
    shortest: int


@dataclass(frozen=True, slots=True)
class OneDestination:
    """What a search for one destination needs: the graph, who walks, and where it ends.

    Parameters
    ----------
    inputs, adjacency, walking
        The stage's inputs, ``dict(graph.adjacency())`` of ``network_graph``, and who walks.
    end
        Position of the destination.
    """

    inputs: EvacuationInputs
    adjacency: Adjacency
    walking: ProfileOnNetwork
    end: int

    def least_costs(self, access: set[int]) -> tuple[dict[State, int], dict[State, tuple[Edge, State]]]:
        """Search back until the access nodes are known.

        Parameters
        ----------
        access
            Nodes that people start from.

        Returns
        -------
        cost, via
            Least generalised cost of each state, and the edge and the state that follow.
        """
        refuge = self.inputs.destinations.kind[self.end] is DestinationKind.REFUGE_BUILDING
        allowance = self.walking.allowance_ticks if refuge else -1
        shut = closed_row(self.inputs, self.walking, self.end)
        starts = starts_of(self.inputs, self.walking, self.end).items()
        cost = {State(node, outside): left for node, (left, _) in starts for outside in (False, True)}
        via: dict[State, tuple[Edge, State]] = {}
        heap = [(left, *state) for state, left in cost.items()]
        heapq.heapify(heap)
        settled: set[State] = set()
        missing = {State(node, False) for node in access}
        while heap and missing:
            _, node, was_outside = heapq.heappop(heap)
            head = State(node, was_outside)
            if head in settled:
                continue
            settled.add(head)
            missing.discard(head)
            for tail, parallel in self.adjacency[head.node].items():
                for edge in parallel.values():
                    if edge["release"] > HORIZON or edge["early"] or (shut >= 0 and edge["shut"][shut]):
                        continue
                    for before in _states_before(edge, tail, head):
                        new = cost[head] + edge["after" if before.was_outside else "before"]
                        if edge["barred"] and new > allowance:
                            continue
                        if before not in settled and new < cost.get(before, HORIZON):
                            cost[before], via[before] = new, (edge, head)
                            heapq.heappush(heap, (new, *before))
        return cost, via

    def edges(self, path: Sequence[int], streets: Sequence[int]) -> list[Edge]:
        """Return the edges of a route; of parallel ones the street of the route that is walked soonest."""
        return [
            min(
                self.adjacency[head][tail].values(),
                key=lambda one: (one["street"] not in streets, one["ticks"]),
            )
            for tail, head in pairwise(path)
        ]

    def own_cost(self, edges: Sequence[Edge], last: int) -> int:
        """Return the generalised cost of a route, its last metres included."""
        cost, was_outside = starts_of(self.inputs, self.walking, self.end)[last][0], False
        for edge in edges:
            was_outside = was_outside or not edge["inside"]
            cost += edge["after" if was_outside else "before"]
        return cost

    def keeps(self, edges: Sequence[Edge], last: int, walker: Walker) -> bool:
        """Whether a route is in time with the reserve, and not too long."""
        left, release = starts_of(self.inputs, self.walking, self.end)[last]
        c, walk = max(release, self.walking.deadline_release) + left, left
        for edge in reversed(edges):
            c, walk = max(c, edge["release"]) + edge["ticks"], walk + edge["ticks"]
        longest = longest_walk(self.inputs.destinations.kind[self.end], self.walking)
        walk += walker.connector
        short_enough = walk <= longest and walk - walker.shortest <= self.walking.longest_extra_ticks
        return walker.leave + self.walking.reserve_ticks <= HORIZON - c and short_enough


def _states_before(edge: Edge, tail: int, head: State) -> list[State]:
    """Return the states in which people may walk an edge to come to the state at its head."""
    if edge["inside"]:
        return [State(tail, head.was_outside)]
    return [State(tail, False), State(tail, True)] if head.was_outside else []


def routes_not_safest(
    inputs: EvacuationInputs,
    placed: dict[str, ProfileOnNetwork],
    routes: pd.DataFrame,
    told: pd.DataFrame,
) -> Iterator[int]:
    """Yield the routes that are neither of least generalised cost nor rightly the plain one.

    A route of least cost must be in time with the reserve, no longer than the longest walk, and not too
    much longer than the shortest; the plain one is right where networkx finds no such route.

    Parameters
    ----------
    inputs
        What the evacuation stage takes.
    placed
        Walking profiles on the network.
    routes
        ``Routes`` of the plan.
    told
        Walk of the plain and of the shortest route by id of the route [0.1 s]: columns ``plain``,
        ``shortest``.

    Yields
    ------
    int
        Ids of routes.
    """
    position = dict(zip(inputs.network.node_id.tolist(), range(inputs.network.n_nodes), strict=True))
    ends = {name: i for i, name in enumerate(inputs.destinations.destination_id)}
    told = told.reindex(routes.index)
    plain = (routes["walk_time_s"] * TICKS_PER_S - told["plain"]).abs() <= 1e-3
    for profile_id, of_profile in routes.groupby("profile_id"):
        walking = placed[str(profile_id)]
        if walking.generalised is None:
            yield from of_profile.index[~plain[of_profile.index]]
            continue
        # One graph at a time: it is the largest thing here.
        adjacency: Adjacency = dict(network_graph(inputs, walking).adjacency())
        for name, part in of_profile.groupby("destination_id"):
            paths = part["node_path"].map(lambda path: [position[node] for node in path])
            one = OneDestination(inputs, adjacency, walking, ends[str(name)])
            yield from _of_destination(
                one, part.assign(path=paths, plain=plain[part.index], shortest=told["shortest"])
            )


def _of_destination(one: OneDestination, part: pd.DataFrame) -> Iterator[int]:
    cost, via = one.least_costs({path[0] for path in part["path"]})
    block = one.inputs.blocks.index.get_indexer(pd.Index(part["block_id"]))
    connectors = one.walking.block_connector[block]
    leaves = departure_ticks(part["depart_s"].to_numpy(np.float64)) + connectors
    walkers = map(Walker, leaves.tolist(), connectors.tolist(), part["shortest"].tolist())
    columns = (part.index, part["path"], part["street_path"], part["plain"], walkers)
    for route, path, streets, plain, walker in zip(*columns, strict=True):
        start = State(path[0], False)
        edges, own = [], -1
        if path[-1] in starts_of(one.inputs, one.walking, one.end):
            edges = one.edges(path, streets)
            own = one.own_cost(edges, path[-1])
        if own == cost.get(start) and one.keeps(edges, path[-1], walker):
            continue
        # The plain route stays where the one of least cost is late or too long, or there is none.
        if not plain or (start in cost and own != cost[start] and one.keeps(*_follow(via, start), walker)):
            yield int(route)


def _follow(via: dict[State, tuple[Edge, State]], start: State) -> tuple[list[Edge], int]:
    """Return the edges of the route of least cost from a state, and its last node."""
    edges = []
    while start in via:
        edge, start = via[start]
        edges.append(edge)
    return edges, start.node
