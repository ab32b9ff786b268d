"""Trace the ways that people are led, as node paths with geometry."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from evacuation.kernels.search import HORIZON
from evacuation.kernels.trace import lay_coordinates, trace_arcs
from evacuation.network import BoolArray, FloatArray, Int32Array, IntArray, Network
from evacuation.reach import Tree
from evacuation.speeds import TICKS_PER_S


@dataclass(frozen=True, slots=True, eq=False)
class StreetVertices:
    """Vertices of all streets in one array: where each street starts, x, y, share of its length."""

    start: IntArray
    x: FloatArray
    y: FloatArray
    share: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class TracedRoutes:
    """Ways from origins to one target: arcs end to end, geometry and sums per route."""

    node_path: list[tuple[int, ...]]
    street_path: list[tuple[int, ...]]
    length_m: FloatArray
    seaward: BoolArray
    geometry: np.ndarray[tuple[int], np.dtype[np.object_]]


def street_vertices(streets: gpd.GeoDataFrame) -> StreetVertices:
    """Lay the vertices of the streets end to end."""
    xy, street = shapely.get_coordinates(streets.geometry.to_numpy(), return_index=True)
    start = np.searchsorted(street, np.arange(len(streets) + 1))
    step = np.hypot(*np.diff(xy, axis=0, prepend=xy[:1]).T)
    step[start[:-1]] = 0.0
    along = np.cumsum(step)
    base = along[start[:-1]]
    total = along[start[1:] - 1] - base
    share = (along - base[street]) / np.where(total[street] > 0, total[street], 1.0)
    return StreetVertices(start.astype(np.int64), xy[:, 0].copy(), xy[:, 1].copy(), share)


def trace_routes(
    network: Network, vertices: StreetVertices, next_arc: Int32Array, origins: IntArray, barred: BoolArray
) -> TracedRoutes:
    """Trace the ways along one tree.

    Parameters
    ----------
    network, vertices
        The network and the vertices of its streets.
    next_arc
        Tree to follow, shape (nodes,).
    origins
        Node positions where the routes start.
    barred
        Arcs that lead towards an earlier arrival; a route with one is marked.
    """
    arcs, offsets = trace_arcs(next_arc, network.arc_head, origins)
    xy, route = lay_coordinates(
        arcs, offsets, origins, network.x_m, network.y_m, network.arc_head, network.arc_street,
        network.arc_from_share, network.arc_to_share,
        vertices.start, vertices.x, vertices.y, vertices.share,
    )  # fmt: skip
    heads = network.node_id[network.arc_head[arcs]]
    streets = network.street_id[network.arc_street[arcs]]
    first = network.node_id[origins].tolist()
    bounds = list(zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True))
    head_list, street_list = heads.tolist(), streets.tolist()
    length = np.concatenate([[0.0], np.cumsum(network.arc_length_m[arcs])])
    bars = np.concatenate([[0], np.cumsum(barred[arcs])])
    return TracedRoutes(
        node_path=[(node, *head_list[a:b]) for node, (a, b) in zip(first, bounds, strict=True)],
        street_path=[tuple(dict.fromkeys(street_list[a:b])) for a, b in bounds],
        length_m=length[offsets[1:]] - length[offsets[:-1]],
        seaward=(bars[offsets[1:]] - bars[offsets[:-1]]) > 0,
        geometry=shapely.linestrings(xy, indices=route),
    )


@dataclass(frozen=True, slots=True, eq=False)
class RouteJob:
    """Routes to trace along one tree: block rows, their walkers and what they walk."""

    tree: Tree
    block_row: IntArray
    block_id: list[str]
    walker: str
    target_id: str
    persons: IntArray
    depart_s: FloatArray
    connector_ticks: IntArray
    connector_m: FloatArray
    barred: BoolArray
    below_reserve: BoolArray


def build_routes(
    network: Network, streets: gpd.GeoDataFrame, jobs: list[RouteJob], epsg: int
) -> gpd.GeoDataFrame:
    """Trace all jobs into the table ``Routes``, in the order of the jobs.

    ``latest_departure_s`` is when people must have left on this very route.
    """
    vertices = street_vertices(streets)
    parts = [_trace_job(network, vertices, job) for job in jobs]
    columns = ["block_id", "walker", "target_id", "persons", "depart_s", "arrive_s", "latest_departure_s",
               "length_m", "walk_time_s", "below_reserve", "seaward", "node_path", "street_path",
               "geometry"]  # fmt: skip
    merged = {name: [value for part in parts for value in part[name]] for name in columns}
    frame = pd.DataFrame({name: merged[name] for name in columns if name != "geometry"})
    frame = frame.astype({
        "block_id": "str", "walker": "str", "target_id": "str", "persons": "int64",
        "depart_s": "float64", "arrive_s": "float64", "latest_departure_s": "float64",
        "length_m": "float64", "walk_time_s": "float64", "below_reserve": "bool", "seaward": "bool",
        "node_path": "object", "street_path": "object",
    })  # fmt: skip
    frame.index.name = "route_id"
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(merged["geometry"], crs=epsg), crs=epsg)


def _trace_job(network: Network, vertices: StreetVertices, job: RouteJob) -> dict[str, list[Any]]:
    origins = network.block_node[job.block_row]
    traced = trace_routes(network, vertices, job.tree.next_arc, origins, job.barred)
    walk_s = (job.tree.walk[origins] + job.connector_ticks) / TICKS_PER_S
    latest = HORIZON - job.tree.cost[origins] - job.connector_ticks
    latest_s = np.where(latest > HORIZON // 2, np.inf, latest / TICKS_PER_S)
    n = origins.size
    return {
        "block_id": list(job.block_id),
        "walker": [job.walker] * n,
        "target_id": [job.target_id] * n,
        "persons": job.persons.tolist(),
        "depart_s": job.depart_s.tolist(),
        "arrive_s": (job.depart_s + walk_s).tolist(),
        "latest_departure_s": latest_s.tolist(),
        "length_m": (traced.length_m + job.connector_m).tolist(),
        "walk_time_s": walk_s.tolist(),
        "below_reserve": job.below_reserve.tolist(),
        "seaward": traced.seaward.tolist(),
        "node_path": list(traced.node_path),
        "street_path": list(traced.street_path),
        "geometry": list(traced.geometry),
    }
