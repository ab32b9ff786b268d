"""What closes on a route: which of its streets is the first to close, and which decides its limit."""

from dataclasses import dataclass

import numpy as np

from evacuation.clock import closing_release, latest_departure_s
from evacuation.network import FloatArray, Int32Array, IntArray, Network

#: Stand for what closes and is no street (``ArcClosing.arc``).
AT_END, BY_DEADLINE = -1, -2


@dataclass(frozen=True, slots=True)
class ArcClosing:
    """Something on a route that closes.

    Parameters
    ----------
    arc
        Position among the arcs of the route; ``AT_END`` for the destination itself and its last metres,
        ``BY_DEADLINE`` for the time by which everybody must have arrived.
    closes_at_s
        When it closes [s after t0], finite.
    """

    arc: int
    closes_at_s: float


@dataclass(frozen=True, slots=True)
class ArcClosings:
    """What closes on a route.

    Parameters
    ----------
    first
        What closes first, of several at once what people pass first; None where nothing does.
    deciding
        What decides until when people must leave; None where nothing closes.
    all_at_once
        Whether all of its streets close at the same time.
    """

    first: ArcClosing | None
    deciding: ArcClosing | None
    all_at_once: bool


def arcs_of_path(network: Network, node_path: IntArray, street_path: IntArray) -> Int32Array:
    """Return the arcs of a route that is told as nodes and streets (``domain.tables.stages.Routes``).

    Parameters
    ----------
    network
        The network.
    node_path, street_path
        Ids of nodes in walking order, and of the streets.

    Returns
    -------
    Int32Array
        Positions of arcs, one fewer than nodes.

    Raises
    ------
    ValueError
        When two nodes that follow each other are not joined by a street of the path.
    """
    order = np.argsort(network.node_id)
    at = order[np.searchsorted(network.node_id, node_path, sorter=order)]
    arcs = []
    for tail, head in zip(at[:-1].tolist(), at[1:].tolist(), strict=True):
        out = np.arange(network.arc_start[tail], network.arc_start[tail + 1])
        joins = (network.arc_head[out] == head) & np.isin(
            network.street_id[network.arc_street[out]], street_path
        )
        found = out[joins]
        if not found.size:
            msg = f"no street of the path from node {network.node_id[tail]} to {network.node_id[head]}"
            raise ValueError(msg)
        # Of two streets of the path between the same nodes the shorter was walked.
        arcs.append(int(found[np.argmin(network.arc_length_m[found])]))
    return np.array(arcs, np.int32)


def closings_on(
    arc_closes_at_s: FloatArray,
    arc_ticks: IntArray,
    *,
    connector_ticks: int,
    end_ticks: int,
    end_s: float,
    deadline_s: float,
) -> ArcClosings:
    """Return what closes first on a route, and what decides its limit.

    The limit of a street is when it closes, less the walk from the block to its end.

    Parameters
    ----------
    arc_closes_at_s, arc_ticks
        Closing time [s after t0, +inf never] and walking time [0.1 s] of each arc of the route.
    connector_ticks, end_ticks
        Walk to the access node, and from the last node to the destination [0.1 s].
    end_s
        When the destination or its last metres close [s after t0], +inf never.
    deadline_s
        When everybody must have arrived [s after t0], +inf without a deadline.

    Returns
    -------
    ArcClosings
        Positions among the arcs.
    """
    n = arc_ticks.size
    walked = np.cumsum(np.append(arc_ticks, end_ticks)) + connector_ticks
    closes = np.append(arc_closes_at_s, [end_s, deadline_s])
    limit = latest_departure_s(closing_release(closes) + np.append(walked, walked[-1]))
    names = [*range(n), AT_END, BY_DEADLINE]

    def earliest(of: FloatArray, among: FloatArray) -> ArcClosing | None:
        i = int(np.argmin(of))
        return ArcClosing(names[i], float(among[i])) if np.isfinite(among[i]) else None

    return ArcClosings(
        first=earliest(closes[:-1], closes[:-1]),
        deciding=earliest(limit, closes),
        all_at_once=bool(n > 1 and (arc_closes_at_s == arc_closes_at_s[0]).all()),
    )
