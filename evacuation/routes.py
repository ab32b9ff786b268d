"""The table of routes: node paths, street paths and geometry of what was traced."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.tables.stages import Routes
from evacuation.clock import latest_departure_s, seconds_of
from evacuation.generalised_cost import shore_distance_m
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, FloatArray, IntArray, Network
from evacuation.paths import KeptPaths, ObjectArray, lines_along
from evacuation.search import Found
from evacuation.tracing import RouteArcs, Traced


@dataclass(frozen=True, slots=True, eq=False)
class StreetVertices:
    """Vertices of all streets in one array: where each street starts, x, y, share of its length."""

    start: IntArray
    x: FloatArray
    y: FloatArray
    share: FloatArray


def street_vertices(streets: gpd.GeoDataFrame) -> StreetVertices:
    """Lay the vertices of the streets end to end.

    Parameters
    ----------
    streets
        ``Streets``; their geometry [m].

    Returns
    -------
    StreetVertices
        Vertices of all streets.
    """
    xy, street = shapely.get_coordinates(streets.geometry.to_numpy(), return_index=True)
    start = np.searchsorted(street, np.arange(len(streets) + 1))
    step = np.hypot(*np.diff(xy, axis=0, prepend=xy[:1]).T)
    step[start[:-1]] = 0.0
    along = np.cumsum(step)
    base = along[start[:-1]]
    total = along[start[1:] - 1] - base
    share = (along - base[street]) / np.where(total[street] > 0, total[street], 1.0)
    return StreetVertices(start.astype(np.int64), xy[:, 0].copy(), xy[:, 1].copy(), share)


def route_lines(
    network: Network, vertices: StreetVertices, arcs: RouteArcs, access_node: IntArray
) -> ObjectArray:
    """Return the lines of routes along the streets, shape (routes,).

    Parameters
    ----------
    network, vertices
        The network and the vertices of its streets.
    arcs, access_node
        Arcs of the routes, and the nodes where they start.

    Returns
    -------
    ObjectArray
        Lines [m], shape (routes,).
    """
    return lines_along(network, vertices, arcs.arcs, arcs.offsets, access_node)


def build_routes(
    inputs: EvacuationInputs, found: Found, traced: Traced, vertices: StreetVertices | None = None,
    kept: KeptPaths | None = None,
) -> gpd.GeoDataFrame:  # fmt: skip
    """Return ``Routes`` of what was traced.

    ``latest_departure_s`` is when people must have left on this very route, or when the hazard reaches
    their block, if that is earlier. The length counts the
    connectors of the block and of the place. How much nearer to the shore a route comes is measured
    from the access node of the block to the last node, and to the nearest on the way.

    Parameters
    ----------
    inputs, found, traced
        What the stage takes, what its people can reach, and the routes that they walk.
    vertices
        Vertices of the streets; laid out anew where None.
    kept
        Paths and lines of the plan before; those of this one are kept there. None for neither.

    Returns
    -------
    gpd.GeoDataFrame
        ``Routes``.
    """
    network, destinations, key = inputs.network, inputs.destinations, traced.key
    block_row, destination = key["block_row"].to_numpy(np.int64), key["destination"].to_numpy(np.int64)
    node = network.block_node[block_row]
    connector = np.zeros(len(key), np.int64)
    for profile_id, part in key.groupby("profile_id"):
        on_block = found.on_network[str(profile_id)].block_connector[part["block_row"].to_numpy(np.int64)]
        connector[part.index.to_numpy()] = on_block
    place_row = destinations.place_row[destination]
    place_m = np.where(place_row < 0, 0.0, np.append(network.place_connector_m, 0.0)[place_row])
    walk_s, wait_s = seconds_of(traced.walk + connector), seconds_of(traced.wait)
    depart_s = key["departure_s"].to_numpy(np.float64)
    limit_s, reached_s = latest_departure_s(traced.cost + connector), inputs.block_reached_s[block_row]
    left_s = reached_s - depart_s
    below_reserve = key["below_reserve"].to_numpy(np.bool_) | (left_s < inputs.settings.movement.reserve_s)
    vertices = street_vertices(inputs.streets) if vertices is None else vertices
    kept = KeptPaths() if kept is None else kept
    nodes, streets, lines = kept.lay(network, vertices, traced.arcs, node)
    ids = pd.array([*destinations.destination_id], dtype="str")
    frame = pd.DataFrame({
        "block_id": pd.array(inputs.blocks.index.array.take(block_row), dtype="str"),
        "profile_id": pd.array(key["profile_id"].to_numpy(), dtype="str"),
        "destination_id": ids.take(destination),
        "persons": key["persons"].to_numpy(np.int64),
        "depart_s": depart_s,
        "arrive_s": depart_s + walk_s + wait_s,
        "latest_departure_s": np.minimum(limit_s, reached_s),
        "block_reached_first": reached_s < limit_s,
        "length_m": traced.arcs.sums(network.arc_length_m) + network.block_connector_m[block_row] + place_m,
        "walk_time_s": walk_s,
        "wait_s": wait_s,
        "extra_walk_s": seconds_of(traced.walk - traced.shortest),
        "below_reserve": below_reserve,
        "seaward": traced.seaward,
        "over_earlier_ground": traced.over_earlier_ground,
        "enters_area_again": _enters_again(inputs, traced.arcs),
        **_shore_approach(inputs, traced.arcs, node),
        "node_path": pd.Series(nodes, dtype=object),
        "street_path": pd.Series(streets, dtype=object),
    })  # fmt: skip
    frame.index.name = "route_id"
    geometry = gpd.GeoSeries(lines, index=frame.index, crs=inputs.epsg)
    return gpd.GeoDataFrame(Routes.check(gpd.GeoDataFrame(frame, geometry=geometry, crs=inputs.epsg)))


def _enters_again(inputs: EvacuationInputs, arcs: RouteArcs) -> BoolArray:
    """Return which routes walk into the hazard area after they were outside it, shape (routes,)."""
    extra = inputs.passage.extra_cost
    if extra is None:
        return np.zeros(arcs.offsets.size - 1, np.bool_)
    inside = extra.in_hazard[arcs.arcs]
    entering = np.zeros(inside.size, np.bool_)
    entering[1:] = inside[1:] & ~inside[:-1]
    # The first street of a route follows no other: who starts in the area does not enter it.
    entering[arcs.offsets[:-1][arcs.offsets[:-1] < inside.size]] = False
    total = np.concatenate([[0], np.cumsum(entering)])
    return np.asarray(total[arcs.offsets[1:]] > total[arcs.offsets[:-1]], np.bool_)


def _shore_approach(
    inputs: EvacuationInputs, arcs: RouteArcs, access_node: IntArray
) -> dict[str, FloatArray]:
    """Return by how much each route ends nearer to the shore, and how much it is on its way at most [m]."""
    names = ("shore_approach_m", "shore_approach_on_way_m")
    if inputs.shore is None:
        return dict.fromkeys(names, np.full(access_node.size, np.nan))
    distance_m = shore_distance_m(inputs.network, inputs.shore)
    heads = distance_m[inputs.network.arc_head[arcs.arcs]]
    start_m = distance_m[access_node]
    end_m, nearest_m = start_m.copy(), start_m.copy()
    # A route without an arc ends where it starts, and is between two others of no length.
    moves = np.flatnonzero(np.diff(arcs.offsets) > 0)
    if moves.size:
        end_m[moves] = heads[arcs.offsets[moves + 1] - 1]
        nearest_m[moves] = np.minimum(start_m[moves], np.minimum.reduceat(heads, arcs.offsets[moves]))
    return dict(zip(names, (start_m - end_m, start_m - nearest_m), strict=True))
