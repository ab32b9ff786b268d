"""Street networks as OSMnx writes them: GeoParquet edges and GraphML of versions 1 and 2.

Edges are directed and come twice for most streets; a street of ours is walked both ways and comes
once. Tags may be texts, lists, or lists turned into text.
"""

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import shapely
from pyproj.exceptions import CRSError
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely.geometry.base import BaseGeometry

from data.readers.street_table import build_node_table, build_street_table, points_of
from domain.faults import Fault, InputError
from domain.vocabulary import Severity

#: A drawing that ends farther from its node than this is joined to it [m].
_GAP_M = 0.5

#: Elevations at the ends of an edge [m], as extended files name them.
_END_ELEVATIONS = (("elev_start_m", "elev_end_m"), ("elevation_u", "elevation_v"))


FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class StreetNetwork:
    """A walking network in a metric CRS: ``Nodes``, ``Streets``, and warnings."""

    nodes: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Edges:
    """Directed edges and nodes as read, in the CRS of the file.

    ``edges`` holds u, v, geometry and perhaps length, tags and elevations at the ends; ``nodes``
    is indexed by node id with x, y and perhaps elevation and railway.
    """

    edges: gpd.GeoDataFrame
    nodes: pd.DataFrame
    faults: tuple[Fault, ...] = ()


def read_osmnx_streets(path: Path, *, epsg: int) -> StreetNetwork:
    """Read a network, keep its largest connected part, one row a street.

    Parameters
    ----------
    path
        ``.graphml``, or ``.parquet`` of edges (``u, v, key`` as index or columns).
    epsg
        Metric CRS of the city.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error.
    """
    read = _read_graphml(path) if path.suffix.lower() == ".graphml" else _read_parquet(path)
    errors = [fault for fault in read.faults if fault.severity is Severity.ERROR]
    if errors:
        raise InputError(read.faults)
    metric = read.edges.to_crs(epsg)
    points = gpd.GeoSeries.from_xy(
        read.nodes["x"], read.nodes["y"], index=read.nodes.index, crs=read.edges.crs
    )
    placed = points.to_crs(epsg)
    once, dropped = _largest_part(_one_each(_oriented(metric, placed)))
    faults = [*read.faults, *_dropped_warning(dropped, len(once) + dropped, path.name)]
    elevation, missing = _elevations(once, read.nodes, placed)
    faults += [*missing_warning(missing, len(elevation), path.name)]
    streets, width_faults = build_street_table(once, elevation, read.nodes, path.name)
    nodes = build_node_table(elevation, placed)
    return StreetNetwork(nodes, streets, (*faults, *width_faults))


def missing_warning(missing: int, total: int, file: str) -> list[Fault]:
    """Return a warning that elevations are missing, where some are."""
    if not missing:
        return []
    return [Fault("elevation_missing", Severity.WARNING, file=file, value=str(missing), expected=str(total))]


def _read_parquet(path: Path) -> _Edges:
    file = path.name
    try:
        frame = gpd.read_parquet(path)
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise InputError([Fault("file_unreadable", file=file, expected="GeoParquet")]) from error
    if {"u", "v"} <= set(filter(None, frame.index.names)):
        frame = frame.reset_index()
    needed = {"u", "v"}
    if not needed <= set(frame.columns):
        raise InputError([Fault("header_unknown", file=file, expected="u, v, geometry")])
    if frame.crs is None:
        raise InputError([Fault("crs_missing", file=file, layer="streets", expected="EPSG")])
    edges = gpd.GeoDataFrame(
        frame.rename_geometry("geometry") if frame.geometry.name != "geometry" else frame
    )
    lines, faults = _as_lines(edges, file)
    edges = edges.assign(u=_ids(edges["u"]), v=_ids(edges["v"]), geometry=lines)
    faults += [
        Fault("not_an_integer", file=file, row=str(i), column="u, v")
        for i in np.flatnonzero((edges["u"] < 0) | (edges["v"] < 0)).tolist()
    ]
    return _Edges(edges, _nodes_from_ends(edges), tuple(faults))


def _read_graphml(path: Path) -> _Edges:
    file = path.name
    try:
        content = path.read_bytes()
        graph = nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    except (ET.ParseError, nx.NetworkXError, OSError, ValueError, KeyError) as error:
        raise InputError([Fault("file_unreadable", file=file, expected="GraphML")]) from error
    nodes = pd.DataFrame.from_dict(dict(graph.nodes(data=True)), orient="index")
    if not {"x", "y"} <= set(nodes.columns) or graph.number_of_edges() == 0:
        raise InputError([Fault("header_unknown", file=file, expected="x, y, edges")])
    nodes.index = _ids(pd.Series(nodes.index)).to_numpy()
    for column in ("x", "y", "elevation"):
        if column in nodes:
            nodes[column] = pd.to_numeric(nodes[column], errors="coerce")
    records = [{**data, "u": u, "v": v} for u, v, data in graph.edges(data=True)]
    edges = pd.DataFrame(records)
    edges = edges.assign(u=_ids(edges["u"]), v=_ids(edges["v"]))
    given = edges.get("geometry", pd.Series(None, index=edges.index, dtype=object))
    texts = np.array([text if isinstance(text, str) else None for text in given], dtype=object)
    parsed = shapely.from_wkt(texts, on_invalid="ignore")
    # OSMnx writes no geometry for a straight street.
    start = nodes.loc[edges["u"], ["x", "y"]].to_numpy(dtype=float)
    end = nodes.loc[edges["v"], ["x", "y"]].to_numpy(dtype=float)
    straight = shapely.linestrings(np.stack([start, end], axis=1))
    shapes = np.where(shapely.is_missing(parsed), np.asarray(straight), np.asarray(parsed))
    crs = str(graph.graph.get("crs", "epsg:4326"))
    try:
        frame = gpd.GeoDataFrame(edges.drop(columns="geometry", errors="ignore"), geometry=shapes, crs=crs)
    except CRSError as error:
        raise InputError([Fault("crs_missing", file=file, layer="streets", expected="EPSG")]) from error
    lines, faults = _as_lines(frame, file)
    return _Edges(frame.set_geometry(lines, crs=frame.crs), nodes, tuple(faults))


def _ids(values: pd.Series) -> pd.Series:
    """Return node ids as integers; −1 where a value is none (some writers make floats of them)."""
    numbers = values if pd.api.types.is_integer_dtype(values) else pd.to_numeric(values, errors="coerce")
    whole = numbers.where(numbers.notna() & (numbers == np.floor(numbers)), -1)
    return whole.astype("int64")


def _as_lines(edges: gpd.GeoDataFrame, file: str) -> tuple[gpd.GeoSeries, list[Fault]]:
    """Return one line per edge: parts of a broken one are merged, or joined in their order."""
    shapes = edges.geometry.to_numpy().copy()
    faults: list[Fault] = []
    multi = shapely.get_type_id(shapes) == shapely.GeometryType.MULTILINESTRING
    shapes[multi] = shapely.line_merge(shapes[multi])
    for i in np.flatnonzero(shapely.get_type_id(shapes) == shapely.GeometryType.MULTILINESTRING).tolist():
        shapes[i] = _chained(edges.geometry.iloc[i])
        faults.append(Fault("street_joined", Severity.WARNING, file=file, row=str(i)))
    wrong = shapely.get_type_id(shapes) != shapely.GeometryType.LINESTRING
    for i in np.flatnonzero(wrong).tolist():
        kind = "—" if shapes[i] is None else str(shapes[i].geom_type)
        faults.append(Fault("street_not_line", file=file, row=str(i), value=kind))
    return gpd.GeoSeries(shapes, index=edges.index, crs=edges.crs), faults


def _chained(broken: BaseGeometry) -> shapely.LineString:
    """Return one line through the parts in their order, each turned the way that leaves least gap."""
    parts = [shapely.get_coordinates(part) for part in shapely.get_parts(broken)]
    following = parts[1][[0, -1]]
    if _gap_m(parts[0][0], following) < _gap_m(parts[0][-1], following):
        parts[0] = parts[0][::-1]
    chain = [parts[0]]
    for part in parts[1:]:
        end = chain[-1][-1]
        chain.append(part if _gap_m(end, part[:1]) <= _gap_m(end, part[-1:]) else part[::-1])
    return shapely.LineString(np.concatenate(chain))


def _gap_m(point: FloatArray, others: FloatArray) -> float:
    """Return the distance from a point to the nearest of others, in units of the CRS."""
    return float(np.hypot(*(others - point).T).min())


def _nodes_from_ends(edges: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return where the nodes lie: where most of their edges end (a turned edge is outvoted)."""
    lines = edges.geometry.to_numpy()
    start, end = shapely.get_point(lines, 0), shapely.get_point(lines, -1)
    ends = pd.DataFrame(
        {
            "node": np.concatenate([edges["u"], edges["v"]]),
            "x": np.concatenate([shapely.get_x(start), shapely.get_x(end)]),
            "y": np.concatenate([shapely.get_y(start), shapely.get_y(end)]),
        }
    )
    votes = ends.groupby(["node", "x", "y"], as_index=False).size()
    order = votes.sort_values(["node", "size", "x", "y"], ascending=[True, False, True, True], kind="stable")
    nodes = order.drop_duplicates("node").set_index("node")[["x", "y"]]
    for before, after in _END_ELEVATIONS:
        if before in edges and after in edges:
            height = pd.Series(np.concatenate([edges[before], edges[after]])).groupby(ends["node"]).median()
            nodes = nodes.assign(elevation=height)
    return nodes


def _oriented(edges: gpd.GeoDataFrame, points: gpd.GeoSeries) -> gpd.GeoDataFrame:
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


def _joined_to_ends(
    lines: npt.NDArray[np.object_], start: npt.NDArray[np.object_], end: npt.NDArray[np.object_]
) -> npt.NDArray[np.object_]:
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


def _one_each(edges: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return each street once: the same two ends and the same course are one street."""
    course = shapely.to_wkb(shapely.normalize(shapely.set_precision(edges.geometry.to_numpy(), 0.1)))
    key = pd.DataFrame({"u": edges["u"].to_numpy(), "v": edges["v"].to_numpy(), "course": course})
    order = key.sort_values(["u", "v", "course"], kind="stable")
    kept = order.index[~order.duplicated()]
    return gpd.GeoDataFrame(edges.iloc[kept].reset_index(drop=True))


def _largest_part(edges: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, int]:
    nodes, position = np.unique(np.concatenate([edges["u"], edges["v"]]), return_inverse=True)
    tail, head = position[: len(edges)], position[len(edges) :]
    n = nodes.size
    links = coo_array((np.ones(len(edges)), (tail, head)), shape=(n, n))
    _, part = connected_components(links, directed=False)
    kept = part[tail] == np.bincount(part).argmax()
    return gpd.GeoDataFrame(edges[kept].reset_index(drop=True)), int((~kept).sum())


def _dropped_warning(dropped: int, total: int, file: str) -> list[Fault]:
    if not dropped:
        return []
    return [
        Fault("street_part_dropped", Severity.WARNING, file=file, value=str(dropped), expected=str(total))
    ]


def _elevations(
    edges: gpd.GeoDataFrame, nodes: pd.DataFrame, points: gpd.GeoSeries
) -> tuple["pd.Series[float]", int]:
    """Return the elevation of every node in use [m], NaN unknown, and how many are unknown."""
    used = np.unique(np.concatenate([edges["u"], edges["v"]]))
    elevation = nodes["elevation"] if "elevation" in nodes else pd.Series(np.nan, index=points.index)
    found = elevation.reindex(used).astype("float64")
    return found, int(found.isna().sum())


def looks_like_network(name: str) -> bool:
    """Whether a file name is one that this reader takes."""
    return re.search(r"\.(graphml|parquet|geoparquet)$", name.lower()) is not None
