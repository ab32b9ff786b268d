"""Ways of OpenStreetMap as segments of a walking network in metres."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from data.readers.osm_chains import part_of_nodes
from data.readers.osm_extract import OsmExtract
from data.readers.osm_walkable import WayUse, is_closed_gate

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Segments of walked ways between two nodes each.

    Parameters
    ----------
    tail, head
        Nodes, as places in ``xy``, shape (m,).
    way
        Way of each segment, as a place in the ways of the extract, shape (m,).
    xy
        Where the nodes lie [m], shape (n, 2): those of the extract, and one for each end at a gate.
    node_ids
        Ids of the nodes, shape (n,).
    gates
        Number of gates at which the network is closed.
    """

    tail: IntArray
    head: IntArray
    way: IntArray
    xy: FloatArray
    node_ids: IntArray
    gates: int


@dataclass(frozen=True, slots=True)
class CutOffPart:
    """A part of the network that is not connected with the largest one.

    Parameters
    ----------
    length_m
        Length of its streets.
    nodes
        Number of its points.
    lon, lat
        One of its points [degrees].
    """

    length_m: float
    nodes: int
    lon: float
    lat: float


def project(extract: OsmExtract, epsg: int) -> FloatArray:
    """Return the nodes of an extract in metres, shape (n, 2)."""
    transformer = pyproj.Transformer.from_crs("EPSG:4326", f"EPSG:{epsg}", always_xy=True)
    return np.column_stack(transformer.transform(extract.lon, extract.lat))


def street_segments(
    extract: OsmExtract, uses: Sequence[WayUse], xy: FloatArray, area: BaseGeometry | None
) -> Segments:
    """Return the segments of the ways that people walk on.

    Parameters
    ----------
    extract
        Nodes and ways.
    uses
        What each set of tags is to a walker.
    xy
        Nodes in metres.
    area
        Where streets are kept; everywhere where None.
    """
    is_street = np.array([use.is_street for use in uses], dtype=bool)
    tail, head, way = way_segments(extract, is_street)
    good: BoolArray = np.asarray(np.isfinite(xy).all(axis=1), dtype=bool)
    if area is not None:
        shapely.prepare(area)
        good = good & np.asarray(shapely.contains_xy(area, xy[:, 0], xy[:, 1]), dtype=bool)
    kept = good[tail] & good[head]
    tail, head, way = tail[kept], head[kept], way[kept]
    # Two ways through the same two nodes, such as a path along the outline of a square, are one.
    pair = np.minimum(tail, head) * extract.node_ids.size + np.maximum(tail, head)
    once = np.sort(np.unique(pair, return_index=True)[1])
    return _closed_at_gates(extract, tail[once], head[once], way[once], xy)


def way_segments(extract: OsmExtract, wanted: BoolArray) -> tuple[IntArray, IntArray, IntArray]:
    """Return tail, head and way of every segment of the ways whose set of tags is wanted."""
    sizes = np.diff(extract.way_starts)
    way = np.repeat(np.arange(sizes.size), sizes)
    refs = extract.refs
    tail, head = refs[:-1], refs[1:]
    there = (way[:-1] == way[1:]) & (tail >= 0) & (head >= 0) & (tail != head)
    there &= wanted[extract.way_tag_set[way[:-1]]] if wanted.size else False
    return tail[there], head[there], way[:-1][there]


def _closed_at_gates(
    extract: OsmExtract, tail: IntArray, head: IntArray, way: IntArray, xy: FloatArray
) -> Segments:
    """Return segments that end at closed gates: each of their ends there gets a node of its own."""
    closed = np.array([node for node, tags in extract.node_tags.items() if is_closed_gate(tags)], np.int64)
    is_gate = np.isin(extract.node_ids, closed)
    ends = np.concatenate([tail, head])
    at_gate = np.flatnonzero(is_gate[ends])
    gate = ends[at_gate]
    following = int(extract.node_ids.max(initial=0)) + 1
    ends[at_gate] = extract.node_ids.size + np.arange(at_gate.size)
    return Segments(
        ends[: tail.size],
        ends[tail.size :],
        way,
        np.concatenate([xy, xy[gate]]),
        np.concatenate([extract.node_ids, following + np.arange(at_gate.size)]),
        np.unique(gate).size,
    )


def largest_network(segments: Segments, extract: OsmExtract) -> tuple[BoolArray, list[CutOffPart]]:
    """Return which segments are of the part with the longest streets, and the other parts, longest first."""
    tail, head = segments.tail, segments.head
    if not tail.size:
        return np.zeros(0, dtype=bool), []
    nodes, place = np.unique(np.concatenate([tail, head]), return_inverse=True)
    part = part_of_nodes(place[: tail.size], place[tail.size :], nodes.size)
    length = np.hypot(*(segments.xy[tail] - segments.xy[head]).T)
    of_segment = part[place[: tail.size]]
    metres = np.bincount(of_segment, weights=length)
    counts = np.bincount(part)
    order = np.argsort(-metres, kind="stable")
    _, first = np.unique(of_segment, return_index=True)
    # A node that a gate made lies where its gate lies: the way's own first node has degrees.
    shown = np.where(tail[first] < extract.node_ids.size, tail[first], head[first])
    shown = np.minimum(shown, extract.node_ids.size - 1)
    others = [
        CutOffPart(
            float(metres[i]), int(counts[i]), float(extract.lon[shown[i]]), float(extract.lat[shown[i]])
        )
        for i in order[1:].tolist()
    ]
    return of_segment == order[0], others
