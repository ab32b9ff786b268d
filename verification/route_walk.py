"""A route walked step by step over the edges of a networkx graph, with a watch in hand."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np

from evacuation.clock import HORIZON
from evacuation.inputs import EvacuationInputs
from evacuation.profile_on_network import ProfileOnNetwork
from verification.openings import Span, latest_start, open_spans, soonest_through
from verification.search import closed_row, starts_of

#: Limit of a route on which nothing ever closes [0.1 s after t0].
NO_LIMIT_TICKS = HORIZON

#: Walking time and last tick of a street, and the spans in which it may be walked where it is shut for a
#: while.
Step = tuple[int, float, tuple[Span, ...] | None]


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
    limit_with_waits_ticks
        The limit of people who wait where a street is shut for a while.
    steps
        Walking time, closing and spans of each street in walking order, then of the last metres; only where
        some street of the route is shut for a while.
    """

    is_path: bool
    length_m: float
    walk_ticks: int
    limit_ticks: int
    ends_there: bool
    is_allowed: bool
    limit_with_waits_ticks: int = NO_LIMIT_TICKS
    steps: tuple[Step, ...] = ()

    def walked_from(self, leave_ticks: int) -> tuple[float, float]:
        """Walk it forwards from a time, with a watch: when it ends, +inf at a shut street, and the waits.

        Parameters
        ----------
        leave_ticks
            When people stand where it begins [0.1 s after t0].

        Returns
        -------
        tuple[float, float]
            Arrival [0.1 s after t0], and the sum of the waits [0.1 s].
        """
        now, waited = float(leave_ticks), 0.0
        for ticks, closes, spans in self.steps:
            now, wait = soonest_through(((-math.inf, closes),) if spans is None else spans, now, ticks)
            waited += wait
        return now, waited


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
        Edges with ``street_id``, ``length_m``, ``ticks``, ``release``, ``barred``, ``spans`` and
        ``closed_for_<row>``.
    """
    closed = {f"closed_for_{i}": one for i, one in enumerate(walking.closed_for_arcs)}
    spans = np.full(inputs.network.n_arcs, None, object)
    for arc, found in open_spans(inputs, walking).items():
        spans[arc] = found
    return inputs.network.graph(
        ticks=walking.ticks, release=walking.release, barred=walking.barred, spans=spans, **closed
    )


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
    waiting, waits = limit, False
    steps: list[Step] = [(left_ticks, HORIZON - max(release, walking.deadline_release), None)]
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
        spans = edge["spans"]
        waits |= spans is not None
        steps.append((edge["ticks"], HORIZON - edge["release"], spans))
        if spans is None:
            waiting = _limit(min(waiting, HORIZON - edge["release"]), edge["ticks"])
        else:
            waiting = _with_waits(spans, waiting, edge["ticks"])
        barred = edge["barred"] and walked > allowance
        is_allowed &= not barred and not (shut >= 0 and edge[f"closed_for_{shut}"])
    in_order = tuple(dict.fromkeys(reversed(taken))) == tuple(streets)
    joined = nx.is_path(graph, list(nodes)) and in_order
    steps = steps[::-1] if waits else []
    return WalkedRoute(joined, length_m, walked, limit, nodes[-1] in ends, is_allowed, waiting, tuple(steps))


def _with_waits(spans: tuple[Span, ...], there_by: int, ticks: int) -> int:
    """Return when to set out at the latest on a street that is shut for a while."""
    start = latest_start(spans, there_by, ticks)
    if start == -math.inf:
        return -HORIZON
    # Who need not be there by any time may set out whenever the last span has begun.
    return NO_LIMIT_TICKS if start > HORIZON // 2 else int(start)


def _limit(closes: int, ticks: int) -> int:
    """Return when to set out on something that closes; what never closes has no limit."""
    return NO_LIMIT_TICKS if closes > HORIZON // 2 else closes - ticks
