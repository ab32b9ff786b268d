"""Street networks as OSMnx writes them: GeoParquet edges and GraphML of versions 1 and 2.

Edges are directed and come twice for most streets; a street of ours is walked both ways and comes
once. Tags may be texts, lists, or lists turned into text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from pyproj.exceptions import ProjError
from shapely.geometry.base import BaseGeometry

from data.readers.street_classes import tag_values
from data.readers.street_edges import EdgeReading, StreetEdges, read_edges
from data.readers.street_lines import join_nodes, largest_part, one_of_each, orient, without_shortcuts
from data.readers.street_table import build_node_table, build_street_table
from domain.fault_log import FaultLog
from domain.faults import Fault, InputError, has_error
from domain.import_report import ImportNote, RowCount
from domain.tables.ranges import STREET_LENGTH_M
from domain.vocabulary import Severity


@dataclass(frozen=True, slots=True, eq=False)
class StreetNetwork:
    """A walking network in a metric CRS.

    Parameters
    ----------
    nodes, streets
        Tables ``Nodes`` and ``Streets``.
    faults
        Warnings.
    labels
        How the file writes the id of each node.
    crossing_nodes
        Nodes that lie on a railway: whoever goes from one of their streets to another crosses it.
    straightened
        Number of streets for whose drawing a straight line stands.
    rows_read
        Edges of the file.
    dropped
        Those of them that became no street of their own, by reason.
    form
        What the file was recognised as.
    date
        Date of the data as the file states it; empty where it does not.
    notes
        What else is to be known of the file.
    crossing_names
        Railway of crossing nodes, where it is known.
    """

    nodes: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    faults: tuple[Fault, ...]
    labels: Mapping[int, str]
    crossing_nodes: tuple[int, ...] = ()
    straightened: int = 0
    rows_read: int = 0
    dropped: tuple[RowCount, ...] = ()
    form: str = "osmnx"
    date: str = ""
    notes: tuple[ImportNote, ...] = ()
    crossing_names: Mapping[int, str] = field(default_factory=dict)


def read_osmnx_streets(
    path: Path, *, epsg: int, straight: bool = False, area: BaseGeometry | None = None
) -> StreetNetwork:
    """Read a network, keep its largest connected part, one row a street.

    Parameters
    ----------
    path
        ``.graphml``, or ``.parquet`` of edges (``u, v, key`` as index or columns).
    epsg
        Metric CRS of the city.
    straight
        Whether a drawing that is missing or cannot be read becomes a straight line; else it is an
        error.
    area
        Where streets are kept, in that CRS; everywhere where None, or where none lies there.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error.
    """
    file = path.name
    read = read_edges(path, EdgeReading(file, epsg, straight))
    metric, placed = _in_metres(read, epsg, file)
    near = _near(metric, placed, area)
    joined, gone = join_nodes(gpd.GeoDataFrame(metric[near].reset_index(drop=True)), placed)
    if joined.empty:
        raise InputError([Fault("table_empty", file=file)])
    drawn = without_shortcuts(orient(joined, placed))
    each = one_of_each(drawn)
    once, dropped = largest_part(each)
    log = FaultLog()
    log.extend(read.faults)
    log.extend(_too_long(once, file))
    if has_error(log.faults()):
        raise InputError(log.faults())
    log.extend(_count_warning("nodes_joined", gone, len(placed), file))
    log.extend(_count_warning("street_part_dropped", dropped, len(once) + dropped, file))
    used = np.unique(np.concatenate([once["u"], once["v"]]))
    elevation = read.nodes["elevation"].reindex(used).astype("float64")
    missing = int(elevation.isna().sum())
    log.extend(_count_warning("elevation_missing", missing, len(elevation), file))
    streets, street_faults = build_street_table(once, elevation, file)
    log.extend(street_faults)
    return StreetNetwork(
        build_node_table(elevation, placed),
        streets,
        log.faults(),
        read.labels,
        _crossing_nodes(read.nodes.reindex(used)),
        int(once["straightened"].sum()),
        len(read.edges),
        tuple(
            RowCount(key, count)
            for key, count in (
                ("osm_outside", int((~near).sum())),
                ("no_length", int(near.sum()) - len(joined)),
                ("other_way_round", len(joined) - len(each)),
                ("not_connected", dropped),
            )
            if count
        ),
    )


def _near(edges: gpd.GeoDataFrame, points: gpd.GeoSeries, area: BaseGeometry | None) -> npt.NDArray[np.bool_]:
    """Return which edges have both ends in an area; all where none has: that is told of the whole network."""
    if area is None:
        return np.ones(len(edges), dtype=np.bool_)
    shapely.prepare(area)
    inside = pd.Series(shapely.contains_xy(area, points.x, points.y), index=points.index)
    near = (edges["u"].map(inside) & edges["v"].map(inside)).to_numpy(dtype=np.bool_)
    return near if near.any() else np.ones(len(edges), dtype=np.bool_)


def _in_metres(read: StreetEdges, epsg: int, file: str) -> tuple[gpd.GeoDataFrame, gpd.GeoSeries]:
    """Return edges and node points in the city's CRS; a node that has no place there is an error."""
    x, y = read.nodes["x"], read.nodes["y"]
    points = gpd.GeoSeries.from_xy(x, y, index=read.nodes.index, crs=read.edges.crs)
    try:
        metric, placed = read.edges.to_crs(epsg), points.to_crs(epsg)
    except (ProjError, ValueError) as error:
        raise InputError([Fault("crs_unknown", file=file, expected=f"EPSG:{epsg}")]) from error
    log = FaultLog()
    for i in np.flatnonzero(~np.isfinite(placed.x + placed.y)).tolist():
        value = f"{x.iloc[i]:g}, {y.iloc[i]:g}"
        node = read.labels[int(placed.index[i])]
        log.add(Fault("coordinate_range", file=file, row=node, column="x, y", value=value))
    for i in np.flatnonzero(~np.isfinite(metric.bounds.to_numpy()).all(axis=1)).tolist():
        edge = str(metric["label"].iloc[i])
        log.add(Fault("coordinate_not_finite", file=file, row=edge, column="geometry"))
    if has_error(log.faults()):
        raise InputError((*read.faults, *log.faults()))
    return metric, placed


def _too_long(edges: gpd.GeoDataFrame, file: str) -> Iterator[Fault]:
    """Yield streets that are drawn longer than any: one of their ends lies somewhere else."""
    metres = edges.geometry.length.to_numpy()
    for i in np.flatnonzero(metres > STREET_LENGTH_M[1]).tolist():
        yield Fault(
            "out_of_range",
            file=file,
            row=str(edges["label"].iloc[i]),
            column="geometry",
            value=f"{metres[i]:,.0f} m",
            expected=f"≤ {STREET_LENGTH_M[1]:,.0f} m",
        )


def _count_warning(key: str, count: int, total: int, file: str) -> list[Fault]:
    if not count:
        return []
    return [Fault(key, Severity.WARNING, file=file, value=f"{count}", expected=f"{total}")]


def _crossing_nodes(nodes: pd.DataFrame) -> tuple[int, ...]:
    """Return the nodes at which a street crosses a railway on the level."""
    marks = [not {"level_crossing", "crossing"}.isdisjoint(tag_values(value)) for value in nodes["railway"]]
    return tuple(int(node) for node in nodes.index[marks])
