"""``sonae.evacuate``: the engine for any graph of networkx, without a city or a scenario."""

from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.profiles import WalkingProfile
from domain.vocabulary import DestinationKind
from evacuation.aims import Options, People
from evacuation.arc_segments import ArcSegments
from evacuation.assignment import assign_people, keep_preferred
from evacuation.clock import (
    CLOSED,
    NO_LIMIT,
    closing_release,
    departure_ticks,
    earliest_ticks,
    in_time,
    latest_departure_s,
    seconds_of,
    span_ticks,
    walking_ticks,
)
from evacuation.destinations import Destinations
from evacuation.edge_network import EdgeNetwork, network_of_edges
from evacuation.kernels.trace import trace_arcs
from evacuation.margin import latest_costs
from evacuation.network import Int32Array
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.reach import Choices, Reach, reach_destinations
from evacuation.route_trees import RouteTrees
from evacuation.rows import WalkingRows
from evacuation.windows import arc_segments
from sonae.evacuate_input import Limits, check_input
from sonae.graph_input import CheckedGraph, Columns, GraphLike
from sonae.node_input import NodesLike


@dataclass(frozen=True, slots=True, eq=False)
class EvacuationResult:
    """Who goes where, which way, and until when; made by ``sonae.evacuate``.

    Parameters
    ----------
    assignment
        A row for each part of an origin that goes to one destination, or nowhere: columns ``origin``,
        ``destination`` (None without a place), ``persons``, ``departure_s``, ``walk_time_s``, ``wait_s``
        (before edges that are shut), ``arrive_s``, ``latest_departure_s``, ``margin_s`` (NaN without a
        place; inf where nothing closes), and ``route_id`` (−1 without a place).
    routes
        A row for each route, index ``route_id``: ``origin``, ``destination``, ``persons``, ``node_path``
        (a path of the graph for ``nx.is_path``), ``edge_path`` (``(u, v, key)``, or ``(u, v)`` where the
        graph is no multigraph), ``length_m``, ``walk_time_s``, ``wait_s``, ``latest_departure_s``
        [s after t0]. A ``GeoDataFrame`` in the CRS of the graph where its nodes have ``x`` and ``y``.
    latest_departure_s
        By node of the graph: until when anybody there reaches some destination, regardless of seats and of
        the longest walk [s after t0]; inf where nothing closes on the way, −inf where no route is.
    destinations
        By destination: ``node``, ``capacity`` (<NA> without a limit), ``assigned_persons``.
    """

    assignment: pd.DataFrame
    routes: pd.DataFrame
    latest_departure_s: "pd.Series[float]"
    destinations: pd.DataFrame

    @property
    def unassigned_persons(self) -> int:
        """People without a destination: no seat is left that they reach in time."""
        rows = self.assignment
        return int(rows.loc[rows["route_id"] < 0, "persons"].sum())


def evacuate(
    graph: GraphLike,
    origins: NodesLike,
    destinations: NodesLike,
    *,
    walking_speed_m_s: float = 1.0,
    departure_s: float = 0.0,
    reserve_s: float = 0.0,
    longest_walk_s: float = np.inf,
    least_width_m: float = 0.0,
    columns: Columns | None = None,
) -> EvacuationResult:
    """Lead people over a graph to destinations with seats, before the edges on their way close.

    As many people as possible reach a destination in time; of these, as few as possible with less than
    the reserve before their limit; and then they walk as little as possible together. The assignment is
    exact. A route is the shortest where that is in time with the reserve, else the one that stays open
    longest. Edges are closed by time: who is through an edge as it closes is through.

    Parameters
    ----------
    graph
        Any graph of networkx (``nx.Graph``, ``nx.DiGraph``, ``nx.MultiDiGraph`` as OSMnx and
        ``Plan.graph`` make them), or a table of directed edges with columns ``u`` and ``v``, or with an
        index that begins with them (the edges of ``osmnx.graph_to_gdfs``). Edges need a length [m].
        They may have ``closes_at_s`` [s after t0; what closes before t0 is closed from the start] and
        ``width`` [m]. Of a list of these, such as of edges that OSMnx joined, the least value counts; a
        width that is missing is wide enough. Edges that open again have ``shut_s``, a list of windows
        ``[from, until]`` in any order [s after t0; −inf from the start, inf for good]; ``closes_at_s`` is
        then where the first begins, or missing. Only who has no way in time that is never shut is led over
        an edge that opens, and may wait before it until ``wait_until_s`` of the node, or, where the node
        does not say, until the first of its edges closes for good, each less the reserve.
    origins
        A table with a column ``node`` and, where known, ``persons`` and ``departure_s`` [s after t0]; or
        persons by node (a dictionary or a series); or nodes with one person each. People may be several
        rows at one node.
    destinations
        A table with a column ``node`` and, where known, ``capacity`` [persons] and ``closes_at_s`` [s
        after t0]; or capacities by node; or nodes without a limit.
    walking_speed_m_s
        Speed on every edge [m/s]. OSMnx's own ``travel_time`` is that of a car: it is not read.
    departure_s
        When those leave of whom the table says nothing [s after t0, at least 0].
    reserve_s
        What should be left before the limit of a route [s].
    longest_walk_s
        Longest walk to a destination [s].
    least_width_m
        Edges that are narrower are not walked [m].
    columns
        Names of the values of edges where they are others, such as
        ``Columns(length="length_m", walk_time="travel_time_s")`` for a graph of ``Plan.graph`` with its
        slopes and steps.

    Returns
    -------
    EvacuationResult
        Assignment, routes and latest departures. Times are whole tenths of a second: walking times are
        rounded up, closings down.

    Raises
    ------
    GraphInputError
        When a length is missing, negative or not finite, a width negative, a closing time not a number,
        windows wrong or at odds with the closing time, a node not in the graph, nobody who starts or nowhere
        to go, a limit not a number, a departure before t0, coordinates that are no numbers or, where their
        CRS is in degrees, no degrees, or their CRS missing. It says all of it in Japanese and English, with
        each edge or row and its value.

    Examples
    --------
    Two ways from 1 to 3; the short one closes after ten minutes.

    >>> import networkx as nx
    >>> import sonae
    >>> graph = nx.Graph()
    >>> graph.add_edge(1, 2, length=300.0)
    >>> graph.add_edge(2, 3, length=300.0, closes_at_s=600.0)
    >>> graph.add_edge(1, 4, length=500.0)
    >>> graph.add_edge(4, 3, length=500.0)
    >>> found = sonae.evacuate(graph, origins={1: 40}, destinations={3: 30})
    >>> found.routes.loc[0, "node_path"]
    (1, 2, 3)
    >>> found.assignment[["persons", "walk_time_s", "latest_departure_s"]].to_dict("list")
    {'persons': [30, 10], 'walk_time_s': [600.0, nan], 'latest_departure_s': [0.0, nan]}
    >>> found.unassigned_persons
    10
    >>> later = sonae.evacuate(graph, origins={1: 40}, destinations={3: 40}, departure_s=60.0)
    >>> later.routes.loc[0, "node_path"]
    (1, 4, 3)

    Without the long way they wait before the street from 2 to 3, which is shut for ten minutes.

    >>> graph.remove_node(4)
    >>> graph[2][3].update(closes_at_s=300.0, shut_s=[[300.0, 900.0]])
    >>> sonae.evacuate(graph, [1], [3]).assignment[["walk_time_s", "wait_s", "arrive_s"]].to_dict("list")
    {'walk_time_s': [600.0], 'wait_s': [600.0], 'arrive_s': [1200.0]}
    """
    columns = columns or Columns()
    limits = Limits(walking_speed_m_s, departure_s, reserve_s, longest_walk_s, least_width_m)
    checked, people, ends = check_input(graph, origins, destinations, columns, limits)
    edges = _network(checked, ends)
    on_network = _on_network(checked, edges, ends, people, limits)
    chosen = _destinations(checked, ends)
    rows = _rows(checked, people)
    reach = reach_destinations(edges.network, on_network, chosen, access_node=rows.node)
    choices = reach.choices(rows)
    flow = _assign(people, chosen, choices)
    latest = latest_departure_s(latest_costs(edges.network, on_network, chosen).nodes())
    routes = _routes(checked, edges, reach, choices, rows, flow, (people, ends))
    assigned = flow[flow["destination"] >= 0].groupby("destination")["persons"].sum()
    return EvacuationResult(
        assignment=_assignment(people, ends, flow, routes),
        routes=_placed(checked, routes),
        latest_departure_s=pd.Series(
            latest, pd.Index(checked.nodes, dtype=object), name="latest_departure_s"
        ),
        destinations=ends.assign(
            capacity=ends["capacity"].astype("Int64").mask(ends["capacity"] < 0),
            assigned_persons=assigned.reindex(range(len(ends))).fillna(0).to_numpy(np.int64),
        ).drop(columns="closes_at_s"),
    )


def _network(checked: CheckedGraph, ends: pd.DataFrame) -> EdgeNetwork:
    xy = np.zeros((len(checked.nodes), 2)) if checked.xy is None else checked.xy
    made = network_of_edges(
        checked.tail, checked.head, checked.length_m, n_nodes=len(checked.nodes), x_m=xy[:, 0], y_m=xy[:, 1]
    )
    places = np.array([checked.position[node] for node in ends["node"]], np.int64)
    network = replace(made.network, place_node=places, place_connector_m=np.zeros(len(ends)))
    return EdgeNetwork(network, made.is_forward)


def _on_network(
    checked: CheckedGraph, edges: EdgeNetwork, ends: pd.DataFrame, people: pd.DataFrame, limits: Limits
) -> ProfileOnNetwork:
    network = edges.network
    earliest = float(people["departure_s"].min()) if len(people) else -np.inf
    windows = checked.windows.still_to_come(earliest, checked.closes_at_s)
    first_s = windows.first_closing_s(checked.closes_at_s)
    closed = ~edges.is_forward & checked.is_directed
    ticks = walking_ticks(checked.walk_s)[network.arc_street]
    nothing = np.zeros(len(ends), np.int64)
    return ProfileOnNetwork(
        profile=WalkingProfile("anybody", limits.walking_speed_m_s, ""),
        speed_m_s=limits.walking_speed_m_s,
        ticks=ticks,
        generalised=None,
        release=np.where(closed, CLOSED, closing_release(first_s)[network.arc_street]),
        closes_early=(first_s < earliest)[network.arc_street],
        earliest_ticks=earliest_ticks(earliest),
        reserve_ticks=span_ticks(limits.reserve_s),
        deadline_release=0,
        longest_ticks=NO_LIMIT if np.isinf(limits.longest_walk_s) else span_ticks(limits.longest_walk_s),
        longest_extra_ticks=0,
        barred=np.zeros(network.n_arcs, np.bool_),
        allowance_ticks=-1,
        block_connector=np.zeros(len(people), np.int64),
        place_connector=nothing,
        place_release=closing_release(ends["closes_at_s"].to_numpy(np.float64)),
        place_closed_for=nothing - 1,
        closed_for_arcs=(),
        closed_for_blocks=(),
        never_walked=closed,
        segments=arc_segments(
            network, ticks, checked.closes_at_s, windows, closed=closed, reserve_s=limits.reserve_s
        ),
    )


def _destinations(checked: CheckedGraph, ends: pd.DataFrame) -> Destinations:
    nodes = [np.array([checked.position[node]], np.int64) for node in ends["node"]]
    return Destinations(
        destination_id=tuple(str(i) for i in range(len(ends))),
        kind=(DestinationKind.EMERGENCY_SITE,) * len(ends),
        tier=np.zeros(len(ends), np.int64), nodes=tuple(nodes), place_row=np.arange(len(ends)),
        capacity=ends["capacity"].to_numpy(np.int64), district_id=("",) * len(ends),
        for_care=np.zeros(len(ends), np.bool_),
    )  # fmt: skip


def _rows(checked: CheckedGraph, people: pd.DataFrame) -> WalkingRows:
    n = len(people)
    return WalkingRows(
        row=np.arange(n), block_row=np.arange(n),
        node=np.array([checked.position[node] for node in people["node"]], np.int64).reshape(n),
        connector_ticks=np.zeros(n, np.int64),
        leave_ticks=departure_ticks(people["departure_s"].to_numpy(np.float64)),
        district_id=np.full(n, "", object), destination_in_time=np.ones(n, np.bool_),
    )  # fmt: skip


def _assign(people: pd.DataFrame, chosen: Destinations, choices: Choices) -> pd.DataFrame:
    """Return flows: columns ``row, destination`` (−1 for none), ``persons``."""
    kept = keep_preferred(choices.in_reserve, choices.feasible, chosen.tier, chosen.capacity)
    row, destination = np.nonzero(kept.T)
    nobody = np.zeros(len(people), np.bool_)
    found = assign_people(
        People(people["persons"].to_numpy(np.int64), np.arange(len(people)), nobody, nobody,
               np.zeros(len(people), np.int64), in_pairs=nobody, leaving=~nobody),
        chosen.capacity,
        Options(
            row=row.astype(np.int64), destination=destination.astype(np.int64),
            ticks=choices.walk[destination, row], aside=np.zeros(row.size, np.int64),
            below=(~choices.in_reserve[destination, row]).astype(np.int64),
        ),
        minutes_decide=True,
    )  # fmt: skip
    flow = pd.DataFrame({"row": found.row, "destination": found.destination, "persons": found.persons})
    flow = flow[flow["persons"] > 0]
    # Those without a place of a row come last.
    order = np.lexsort((flow["destination"].where(flow["destination"] >= 0, len(chosen)), flow["row"]))
    flow = flow.iloc[order].reset_index(drop=True)
    walks = flow["destination"] >= 0
    return flow.assign(route_id=np.where(walks, np.cumsum(walks) - 1, -1))


def _routes(
    checked: CheckedGraph,
    edges: EdgeNetwork,
    reach: Reach,
    choices: Choices,
    rows: WalkingRows,
    flow: pd.DataFrame,
    tables: tuple[pd.DataFrame, pd.DataFrame],
) -> pd.DataFrame:
    people, ends = tables
    network, found = edges.network, []
    walking = flow[flow["destination"] >= 0]
    for row, end, persons in zip(walking["row"], walking["destination"], walking["persons"], strict=True):
        node, leave = rows.node[row : row + 1], int(rows.leave_ticks[row])
        at = int(reach.position(node)[0])
        trees = _trees(reach, choices, (int(end), int(row)), at, leave)
        arcs, _ = trace_arcs(trees.next_arc[end], network.arc_head, node)
        path = [int(node[0]), *network.arc_head[arcs].tolist()]
        found.append((
            people.index[row], ends.index[end], persons,
            tuple(checked.nodes[one] for one in path),
            tuple(checked.edges[one] for one in network.arc_street[arcs].tolist()),
            float(network.arc_length_m[arcs].sum()),
            float(seconds_of(trees.walk[end, at])),
            _wait_s(reach.on_network, arcs, leave),
            float(latest_departure_s(trees.cost[end, at])),
        ))  # fmt: skip
    names = ("origin", "destination", "persons", "node_path", "edge_path", "length_m", "walk_time_s",
             "wait_s", "latest_departure_s")  # fmt: skip
    table = pd.DataFrame({
        name: pd.Series([one[i] for one in found], dtype=object if i in {0, 1, 3, 4} else None)
        for i, name in enumerate(names)
    })  # fmt: skip
    kinds = {"persons": "int64", "length_m": "float64", "walk_time_s": "float64", "wait_s": "float64",
             "latest_departure_s": "float64"}  # fmt: skip
    return table.astype(kinds).rename_axis("route_id")


def _trees(reach: Reach, choices: Choices, taken: tuple[int, int], at: int, leave_ticks: int) -> RouteTrees:
    """Return the routes that people of a row take to a destination: who can waits for no edge to open."""
    end, _ = taken
    by_shortest, plain = bool(choices.by_shortest[taken]), reach.never_shut
    if plain is not None and not by_shortest:
        in_reach = plain.walk[end, at] <= reach.longest_ticks[end]
        if in_reach and in_time(np.array(leave_ticks), plain.cost[end, at]):
            return plain
    return reach.trees(by_shortest=by_shortest)


def _wait_s(on_network: ProfileOnNetwork, arcs: Int32Array, leave_ticks: int) -> float:
    segments: ArcSegments | None = on_network.segments
    if segments is None:
        return 0.0
    return float(seconds_of(np.array(segments.wait_on(arcs, on_network.ticks, leave_ticks))))


def _assignment(
    people: pd.DataFrame, ends: pd.DataFrame, flow: pd.DataFrame, routes: pd.DataFrame
) -> pd.DataFrame:
    row, end = flow["row"].to_numpy(np.int64), flow["destination"].to_numpy(np.int64)
    names = np.array([*ends.index, None], dtype=object)
    depart = people["departure_s"].to_numpy(np.float64)[row]
    walk = routes["walk_time_s"].reindex(flow["route_id"]).to_numpy(np.float64)
    wait = routes["wait_s"].reindex(flow["route_id"]).to_numpy(np.float64)
    latest = routes["latest_departure_s"].reindex(flow["route_id"]).to_numpy(np.float64)
    return pd.DataFrame({
        "origin": pd.Series(people.index.to_numpy(object)[row], dtype=object),
        "destination": pd.Series(names[end], dtype=object),
        "persons": flow["persons"].to_numpy(np.int64), "departure_s": depart, "walk_time_s": walk,
        "wait_s": wait, "arrive_s": depart + walk + wait, "latest_departure_s": latest,
        "margin_s": latest - depart,
        "route_id": flow["route_id"].to_numpy(np.int64),
    })  # fmt: skip


def _placed(checked: CheckedGraph, routes: pd.DataFrame) -> pd.DataFrame:
    """Return routes with their lines from corner to corner, where corners have coordinates."""
    if checked.xy is None:
        return routes
    lines: list[Any] = []
    for path in routes["node_path"]:
        points = checked.xy[[checked.position[node] for node in path]]
        # Whoever is already there: a line of two equal points.
        lines.append(shapely.LineString(points if len(points) > 1 else np.repeat(points, 2, axis=0)))
    return gpd.GeoDataFrame(routes, geometry=gpd.GeoSeries(lines, index=routes.index, crs=checked.crs))
