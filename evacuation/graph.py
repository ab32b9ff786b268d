"""The walking network for networkx, under our names and under those that OSMnx uses."""

import geopandas as gpd
import networkx as nx
import numpy as np

from domain.profiles import WalkingProfile
from domain.settings.settings import Settings
from domain.vocabulary import DayTime
from evacuation.clock import seconds_of
from evacuation.network import FloatArray, Network
from evacuation.routes import route_lines, street_vertices
from evacuation.speeds import arc_ticks, walking_speed_m_s
from evacuation.tracing import RouteArcs
from evacuation.windows import StreetWindows


def walking_graph(
    network: Network,
    streets: gpd.GeoDataFrame,
    closes_at_s: FloatArray,
    *,
    profile: WalkingProfile,
    day_time: DayTime,
    settings: Settings,
    slow_water_m: FloatArray | None = None,
) -> "nx.MultiDiGraph[int]":
    """Return the walking network as a new graph; routes are paths in it.

    Parameters
    ----------
    network, streets
        The network and its ``Streets``, whose CRS the graph takes.
    closes_at_s
        First closing of each street row [s after t0].
    profile, day_time, settings
        Whose travel time the edges hold.
    slow_water_m
        Depth of slow water on each street row [m] (``evacuation.ground.slow_water_m``).

    Returns
    -------
    networkx.MultiDiGraph
        Keyed by node id (access points are negative). Graph: ``crs``. Nodes: ``x``, ``y`` [m]. Edges:
        ``street_id``, ``length_m``, ``travel_time_s``, ``closes_at_s``, and as OSMnx names them
        ``osmid`` (the street id), ``length`` [m], ``travel_time`` [s] and ``geometry`` in walking
        direction.
    """
    every = RouteArcs(np.arange(network.n_arcs, dtype=np.int32), np.arange(network.n_arcs + 1))
    lines = route_lines(network, street_vertices(streets), every, network.arc_tail().astype(np.int64))
    speed = walking_speed_m_s(profile, day_time, settings)
    seconds = seconds_of(arc_ticks(network, streets, speed, settings, slow_water_m))
    graph = network.graph(
        travel_time_s=seconds, closes_at_s=closes_at_s[network.arc_street],
        osmid=network.street_id[network.arc_street], length=network.arc_length_m, travel_time=seconds,
        geometry=lines,
    )  # fmt: skip
    graph.graph["crs"] = streets.crs
    return graph


def add_windows(
    graph: "nx.MultiDiGraph[int]", network: Network, windows: StreetWindows, closes_for_good_s: FloatArray
) -> None:
    """Write when streets are shut on their edges, and until when people may wait at the corners of these.

    Edges of a street that is shut for a while get ``shut_s``, a list of its windows ``[from, until]`` [s
    after t0] (−inf from the start; the closing for good has no end, inf), and the corners at its ends
    ``wait_until_s``, until when people may wait there (−inf not at all).

    Parameters
    ----------
    graph
        Graph of the network, keyed by node id, edges with ``street_id``.
    network
        The network.
    windows, closes_for_good_s
        When streets are shut for a while, and when each street row closes for good [s after t0].
    """
    shut: dict[int, list[tuple[float, float]]] = {}
    rows = (windows.street.tolist(), windows.from_s.tolist(), windows.until_s.tolist())
    for row, from_s, until_s in zip(*rows, strict=True):
        shut.setdefault(row, []).append((from_s, until_s))
    for row, own in shut.items():
        if closes_for_good_s[row] < np.inf:
            own.append((float(closes_for_good_s[row]), np.inf))
    by_id = {int(network.street_id[row]): own for row, own in shut.items()}
    ends = set()
    for u, v, edge in graph.edges(data=True):
        own = by_id.get(edge["street_id"], [])
        if own:
            edge["shut_s"] = [list(window) for window in own]
            ends |= {u, v}
    for node, until_s in zip(network.node_id.tolist(), windows.wait_until_s.tolist(), strict=True):
        if node in ends:
            graph.nodes[node]["wait_until_s"] = until_s
