"""Drawings of streets: one line each, from its first node to its last."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from data.readers.street_table import points_of

FloatArray = npt.NDArray[np.float64]
ShapeArray = npt.NDArray[np.object_]

#: A drawing that ends farther from its node than this is joined to it [m].
_GAP_M = 0.5

#: An edge no longer than this whose nodes lie no farther apart is a point [m].
_POINT_M = 0.001


def one_line_each(shapes: ShapeArray) -> tuple[ShapeArray, npt.NDArray[np.bool_]]:
    """Return drawings with the parts of broken ones joined, and which were joined across a gap."""
    lines = shapely.force_2d(shapes)
    multi = shapely.get_type_id(lines) == shapely.GeometryType.MULTILINESTRING
    lines[multi] = shapely.line_merge(lines[multi])
    broken = shapely.get_type_id(lines) == shapely.GeometryType.MULTILINESTRING
    for i in np.flatnonzero(broken).tolist():
        lines[i] = _chained(lines[i])
    return lines, broken


def _chained(broken: BaseGeometry) -> shapely.LineString:
    """Return one line through the parts in their order, each turned the way that leaves least gap."""
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(broken)]
    following = parts[1][[0, -1]]
    if _gap(parts[0][0], following) < _gap(parts[0][-1], following):
        parts[0] = parts[0][::-1]
    chain = [parts[0]]
    for part in parts[1:]:
        end = chain[-1][-1]
        chain.append(part if _gap(end, part[:1]) <= _gap(end, part[-1:]) else part[::-1])
    return shapely.LineString(np.concatenate(chain))


def _gap(point: FloatArray, others: FloatArray) -> float:
    """Return the distance from a point to the nearest of others, in units of the CRS."""
    return float(np.hypot(*(others - point).T).min())


def nodes_at_ends(edges: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return where the nodes lie: where most of their edges end (a turned edge is outvoted)."""
    drawn = edges[~(edges.geometry.isna() | edges.geometry.is_empty)]
    lines = drawn.geometry.to_numpy()
    start, end = shapely.get_point(lines, 0), shapely.get_point(lines, -1)
    ends = pd.DataFrame(
        {
            "node": np.concatenate([drawn["u"], drawn["v"]]),
            "x": np.concatenate([shapely.get_x(start), shapely.get_x(end)]),
            "y": np.concatenate([shapely.get_y(start), shapely.get_y(end)]),
        }
    )
    votes = ends.groupby(["node", "x", "y"], as_index=False).size()
    order = votes.sort_values(["node", "size", "x", "y"], ascending=[True, False, True, True], kind="stable")
    return order.drop_duplicates("node").set_index("node")[["x", "y"]]


def join_nodes(edges: gpd.GeoDataFrame, points: gpd.GeoSeries) -> tuple[gpd.GeoDataFrame, int]:
    """Join nodes that an edge of no length connects; such edges, and loops of no length, go.

    Parameters
    ----------
    edges
        Edges with ``u``, ``v`` and one line each, in a metric CRS.
    points
        Point of each node, by node.

    Returns
    -------
    geopandas.GeoDataFrame
        Edges left, their ends renamed to the smallest node of each joined group.
    int
        Number of nodes that went.
    """
    tail, head = points_of(points, edges["u"].to_numpy()), points_of(points, edges["v"].to_numpy())
    is_point = (shapely.length(edges.geometry.to_numpy()) <= _POINT_M) & (
        shapely.distance(tail, head) <= _POINT_M
    )
    if not is_point.any():
        return edges, 0
    nodes, position = np.unique(np.concatenate([edges["u"], edges["v"]]), return_inverse=True)
    u, v = position[: len(edges)], position[len(edges) :]
    links = coo_array((np.ones(is_point.sum()), (u[is_point], v[is_point])), shape=(nodes.size,) * 2)
    groups, group = connected_components(links, directed=False)
    # Nodes are sorted: the first of a group is its smallest.
    _, first = np.unique(group, return_index=True)
    joined = edges.assign(u=nodes[first[group[u]]], v=nodes[first[group[v]]])
    return gpd.GeoDataFrame(joined[~is_point].reset_index(drop=True)), int(nodes.size - groups)


def orient(edges: gpd.GeoDataFrame, points: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Return edges that all run from the smaller node id to the larger, drawn that way."""
    swap = (edges["u"] > edges["v"]).to_numpy()
    low = np.where(swap, edges["v"], edges["u"])
    high = np.where(swap, edges["u"], edges["v"])
    lines = edges.geometry.to_numpy()
    at_low, at_high = points_of(points, low), points_of(points, high)
    first, last = shapely.get_point(lines, 0), shapely.get_point(lines, -1)
    # Where the drawing runs is looked at, not believed: writers differ in whether they turn it.
    as_drawn = shapely.distance(first, at_low) + shapely.distance(last, at_high)
    turned = shapely.distance(last, at_low) + shapely.distance(first, at_high)
    lines = np.where(turned < as_drawn, shapely.reverse(lines), lines)
    joined = _joined_to_ends(lines, at_low, at_high)
    return edges.assign(u=low, v=high).set_geometry(gpd.GeoSeries(joined, index=edges.index, crs=edges.crs))


def _joined_to_ends(lines: ShapeArray, start: ShapeArray, end: ShapeArray) -> ShapeArray:
    """Return lines that reach their nodes: a drawing that stops short goes on straight."""
    joined = lines.copy()
    before = shapely.distance(shapely.get_point(lines, 0), start) > _GAP_M
    after = shapely.distance(shapely.get_point(lines, -1), end) > _GAP_M
    for i in np.flatnonzero(before | after).tolist():
        points = [shapely.get_coordinates(lines[i])]
        if before[i]:
            points.insert(0, shapely.get_coordinates(start[i]))
        if after[i]:
            points.append(shapely.get_coordinates(end[i]))
        joined[i] = shapely.linestrings(np.concatenate(points))
    return joined


def without_shortcuts(edges: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return edges without straight lines that stand beside a drawing between the same two ends.

    A street is listed once in each direction: where one of the two has a drawing, the straight line
    in place of the other would be a second street, shorter than the real one.
    """
    ends = pd.MultiIndex.from_arrays([edges["u"].to_numpy(), edges["v"].to_numpy()])
    straight = edges["straightened"].to_numpy(dtype=bool)
    return gpd.GeoDataFrame(edges[~(straight & ends.isin(ends[~straight]))].reset_index(drop=True))


def one_of_each(edges: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return each street once: the same two ends and the same course are one street."""
    course = shapely.to_wkb(shapely.normalize(shapely.set_precision(edges.geometry.to_numpy(), 0.1)))
    key = pd.DataFrame({"u": edges["u"].to_numpy(), "v": edges["v"].to_numpy(), "course": course})
    order = key.sort_values(["u", "v", "course"], kind="stable")
    kept = order.index[~order.duplicated()]
    return gpd.GeoDataFrame(edges.iloc[kept].reset_index(drop=True))


def largest_part(edges: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, int]:
    """Return the edges of the largest connected part, and how many edges are not in it."""
    nodes, position = np.unique(np.concatenate([edges["u"], edges["v"]]), return_inverse=True)
    tail, head = position[: len(edges)], position[len(edges) :]
    n = nodes.size
    links = coo_array((np.ones(len(edges)), (tail, head)), shape=(n, n))
    _, part = connected_components(links, directed=False)
    kept = part[tail] == np.bincount(part).argmax()
    return gpd.GeoDataFrame(edges[kept].reset_index(drop=True)), int((~kept).sum())
