"""Edges of a street file as they stand: GeoParquet of edges, or GraphML of OSMnx 1 and 2."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.bounded_input import read_bounded, read_head
from data.crs_text import crs_from_text
from data.geoparquet import read_geoparquet
from data.nearest_name import nearest_name
from data.readers.cells import as_number
from data.readers.graphml_file import GraphmlError, GraphmlFile, parse_graphml
from data.readers.street_ids import NodeNumbers, is_missing, label, number_nodes
from data.readers.street_layers import read_street_layers
from data.readers.street_lines import nodes_at_ends, one_line_each
from data.readers.street_space import settle_crs
from domain.fault_log import FaultLog
from domain.faults import Fault, InputError, has_error
from domain.tables.ranges import ELEVATION_M
from domain.vocabulary import Severity

#: Elevations at the ends of an edge [m], as extended files name them.
_END_ELEVATIONS = (
    ("elev_start_m", "elev_end_m"),
    # A shapefile cuts names after ten letters; QGIS names what it sampled.
    ("elev_start", "elev_end_m"),
    ("elevation_u", "elevation_v"),
    ("h_s_SAMPLE", "h_e_SAMPLE"),
)

_SHOWN = 40

#: Largest GraphML, which is read as a whole [bytes]: 60,000 nodes of OSMnx take 90 MB.
_GRAPHML_BYTES = 500_000_000

#: First bytes of a file by which it is recognised.
_HEAD_BYTES = 4096

#: GeoPackage, zip, shapefile.
_LAYER_MAGICS = (b"SQLite format 3\x00", b"PK\x03\x04", b"\x00\x00\x27\x0a")

#: Columns of our own: a tag of the same name is not read.
_OWN_COLUMNS = ("u", "v", "label", "undrawn", "straightened")


@dataclass(frozen=True, slots=True, eq=False)
class StreetEdges:
    """Directed edges and nodes as read, in the CRS of the file.

    Parameters
    ----------
    edges
        ``u``, ``v`` (numbers), ``label`` (the two ids as the file writes them), ``straightened``
        (whether a straight line stands for a drawing that could not be read), one line each, and
        perhaps length and tags.
    nodes
        Indexed by number, with ``x``, ``y``, ``elevation`` [m, NaN unknown] and ``railway``.
    labels
        How the file writes the id of each node.
    faults
        Errors, where the file cannot be used, and warnings.
    """

    edges: gpd.GeoDataFrame
    nodes: pd.DataFrame
    labels: dict[int, str]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class EdgeReading:
    """How a file is read.

    Parameters
    ----------
    file
        Name of the file, for the faults.
    epsg
        CRS of the city.
    straight
        Whether a drawing that is missing or cannot be read becomes a straight line.
    """

    file: str
    epsg: int
    straight: bool = False


def read_edges(path: Path, reading: EdgeReading) -> StreetEdges:
    """Read the edges of a file.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error.
    """
    form = osmnx_form(path)
    if form == "graphml":
        edges = _from_graphml(read_bounded(path, limit=_GRAPHML_BYTES), reading)
    elif form == "layers":
        layers = read_street_layers(path)
        edges = _from_frame(layers.edges, layers.nodes, reading)
    else:
        frame = read_geoparquet(read_bounded(path), file=reading.file)
        edges = _from_frame(frame, pd.DataFrame(), reading)
    if has_error(edges.faults):
        raise InputError(edges.faults)
    return edges


def osmnx_form(path: Path) -> str:
    """Return the form of a network as OSMnx writes it (``graphml``, ``parquet``, ``layers``), or nothing."""
    try:
        head = read_head(path, _HEAD_BYTES)
    except (OSError, ValueError):
        return ""
    if head.startswith(b"PAR1") or path.suffix.lower() in {".parquet", ".geoparquet"}:
        return "parquet"
    if head.startswith(_LAYER_MAGICS):
        return "layers"
    is_xml = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and b"<graphml" in head
    return "graphml" if is_xml or path.suffix.lower() == ".graphml" else ""


def _numbers(cells: Sequence[object] | pd.Series) -> npt.NDArray[np.float64]:
    return np.array([as_number(cell) for cell in cells], dtype=np.float64)


def _from_frame(frame: gpd.GeoDataFrame, known: pd.DataFrame, reading: EdgeReading) -> StreetEdges:
    """Return the edges of a table; ``known`` may tell elevation and railway of nodes by their ids."""
    file = reading.file
    if {"u", "v"} <= set(filter(None, frame.index.names)):
        frame = frame.reset_index()
    missing = [name for name in ("u", "v") if name not in frame.columns]
    if missing:
        raise InputError([_column_fault(name, frame.columns.tolist(), file) for name in missing])
    if frame.empty:
        raise InputError([Fault("table_empty", file=file)])
    log = FaultLog()
    _check_ids(frame, file, log)
    if log.faults():
        raise InputError(log.faults())
    given = [*frame["u"].tolist(), *frame["v"].tolist()]
    node_numbers = number_nodes(given)
    log.extend(_renamed_warning(node_numbers.renamed, file))
    both = node_numbers.of(given)
    n = len(frame)
    labels = [f"{label(u)}–{label(v)}" for u, v in zip(given[:n], given[n:], strict=True)]
    edges = gpd.GeoDataFrame(
        {
            **{name: frame[name].to_numpy() for name in frame.columns if name != frame.geometry.name},
            "u": both[:n], "v": both[n:], "label": labels, "undrawn": False,
        },
        geometry=frame.geometry.to_numpy(), crs=frame.crs,
    )  # fmt: skip
    shapes = _checked_lines(edges, log, file)
    nodes = nodes_at_ends(edges.set_geometry(gpd.GeoSeries(shapes, index=edges.index, crs=edges.crs)))
    nodes = nodes.assign(elevation=_end_elevations(edges).reindex(nodes.index), railway=None)
    nodes = _with_known(nodes, known, node_numbers)
    return _settled(edges, shapes, nodes, node_numbers.labels(), reading, log, frame.crs)


def _with_known(nodes: pd.DataFrame, known: pd.DataFrame, numbers: NodeNumbers) -> pd.DataFrame:
    """Return nodes with what a table of nodes says of them."""
    by_label = {name: number for number, name in numbers.labels().items()}
    place = pd.Index([by_label.get(label(value)) for value in known.index], dtype=object)
    found = known.set_axis(place)[place.notna() & ~place.duplicated()].reindex(nodes.index)
    told = nodes
    if "railway" in found:
        told = told.assign(railway=found["railway"])
    if "elevation" in found:
        heights = pd.Series(_numbers(found["elevation"]), index=nodes.index)
        told = told.assign(elevation=heights.where(heights.notna(), nodes["elevation"]))
    return told


def _column_fault(name: str, found: Sequence[object], file: str) -> Fault:
    near = nearest_name(name, found)
    key = "column_missing_near" if near else "column_missing"
    return Fault(key, file=file, column=name, value=near or None)


def _check_ids(frame: gpd.GeoDataFrame, file: str, log: FaultLog) -> None:
    for column in ("u", "v"):
        for row, value in enumerate(frame[column].tolist(), start=1):
            if not isinstance(value, list | dict | tuple | np.ndarray) and is_missing(value):
                log.add(Fault("value_missing", file=file, row=str(row), column=column))
            elif not isinstance(value, int | float | str | np.integer):
                log.add(
                    Fault("not_an_integer", file=file, row=str(row), column=column, value=str(value)[:_SHOWN])
                )


def _end_elevations(edges: gpd.GeoDataFrame) -> "pd.Series[float]":
    for before, after in _END_ELEVATIONS:
        if before in edges and after in edges:
            heights = pd.Series(np.concatenate([_numbers(edges[before]), _numbers(edges[after])]))
            return heights.groupby(np.concatenate([edges["u"], edges["v"]])).median()
    return pd.Series(dtype="float64")


def _from_graphml(content: bytes, reading: EdgeReading) -> StreetEdges:
    file = reading.file
    try:
        graph = parse_graphml(content)
    except GraphmlError as error:
        raise InputError([Fault("file_unreadable", file=file, expected="GraphML")]) from error
    if not graph.edges:
        raise InputError([Fault("table_empty", file=file)])
    log = FaultLog()
    nodes = _graphml_nodes(graph, file, log)
    if has_error(log.faults()):
        raise InputError(log.faults())
    node_numbers = number_nodes(nodes.index.tolist())
    log.extend(_renamed_warning(node_numbers.renamed, file))
    nodes.index = pd.Index(node_numbers.of(nodes.index.tolist()))
    tags = pd.DataFrame([attributes for _, _, attributes in graph.edges]).astype(object)
    tags = tags.drop(columns=[name for name in _OWN_COLUMNS if name in tags])
    ends = [[u, v] for u, v, _ in graph.edges]
    edges = tags.assign(
        u=node_numbers.of([u for u, _ in ends]),
        v=node_numbers.of([v for _, v in ends]),
        label=[f"{u}–{v}" for u, v in ends],
    )
    drawn = tags["geometry"].tolist() if "geometry" in tags else [None] * len(tags)
    texts = [text.strip() if isinstance(text, str) else "" for text in drawn]
    # OSMnx writes no geometry for a straight street.
    undrawn = np.array([text in {"", "nan", "None"} for text in texts])
    shapes = _parsed_wkt(["" if skip else text for text, skip in zip(texts, undrawn, strict=True)])
    edges = edges.drop(columns="geometry", errors="ignore").assign(undrawn=undrawn)
    frame = gpd.GeoDataFrame(edges, geometry=shapes)
    lines = _checked_lines(frame, log, file, texts)
    stated = graph.graph.get("crs", "").strip()
    crs = crs_from_text(stated) if stated else None
    if stated and crs is None:
        log.add(Fault("crs_unknown", file=file, value=stated[:_SHOWN], expected=f"EPSG:{reading.epsg}"))
        raise InputError(log.faults())
    return _settled(frame, lines, nodes, node_numbers.labels(), reading, log, crs)


def _graphml_nodes(graph: GraphmlFile, file: str, log: FaultLog) -> pd.DataFrame:
    """Return the nodes that edges end at, by id, with x and y; what is wrong with them is logged."""
    ids = list(dict.fromkeys(node for u, v, _ in graph.edges for node in (u, v)))
    rows = [graph.nodes.get(node, {}) for node in ids]
    for column in ("x", "y"):
        if not any(row.get(column, "").strip() for row in rows):
            found = {name for row in rows for name in row}
            log.add(_column_fault(column, sorted(found), file))
    if has_error(log.faults()):
        return pd.DataFrame()
    found_xy: dict[str, list[float]] = {"x": [], "y": []}
    for node, row in zip(ids, rows, strict=True):
        texts = {column: row.get(column, "").strip() for column in found_xy}
        missing = [column for column, text in texts.items() if not text]
        if missing:
            log.add(Fault("node_attribute_missing", file=file, row=node, column=", ".join(missing)))
        for column, values in found_xy.items():
            values.append(as_number(texts[column]))
            if texts[column] and not np.isfinite(values[-1]):
                value = texts[column][:_SHOWN]
                log.add(Fault("coordinate_not_number", file=file, row=node, column=column, value=value))
    return pd.DataFrame(
        {
            **found_xy,
            "elevation": _numbers([row.get("elevation") for row in rows]),
            "railway": [row.get("railway") for row in rows],
        },
        index=pd.Index(ids, dtype=object),
    )


def _parsed_wkt(texts: Sequence[str]) -> npt.NDArray[np.object_]:
    """Return the lines that texts describe, None for any other text."""
    # Only lines: a collection nested many thousand times deep would end the process.
    lines = [text if text.upper().startswith(("LINESTRING", "MULTILINESTRING")) else None for text in texts]
    parsed = shapely.from_wkt(np.array(lines, dtype=object), on_invalid="ignore")
    return np.asarray(parsed, dtype=object)


def _checked_lines(
    edges: gpd.GeoDataFrame,
    log: FaultLog,
    file: str,
    texts: Sequence[str] | None = None,
) -> npt.NDArray[np.object_]:
    """Return one line per edge, None where there is no usable one; the rest is logged.

    ``undrawn`` edges have no drawing on purpose and are no fault.
    """
    shapes = edges.geometry.to_numpy().copy()
    undrawn = edges["undrawn"].to_numpy(dtype=bool)
    kinds = shapely.get_type_id(shapes)
    none = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    line_kinds = (shapely.GeometryType.LINESTRING, shapely.GeometryType.MULTILINESTRING)
    wrong = ~none & ~np.isin(kinds, line_kinds)
    finite = np.isfinite(shapely.bounds(shapes)).all(axis=1)
    infinite = ~none & ~wrong & ~finite
    labels = edges["label"].to_numpy()
    for i in np.flatnonzero(wrong).tolist():
        kind = str(shapes[i].geom_type)
        log.add(Fault("street_not_line", file=file, row=str(labels[i]), column="geometry", value=kind))
    for i in np.flatnonzero(infinite).tolist():
        log.add(Fault("coordinate_not_finite", file=file, row=str(labels[i]), column="geometry"))
    shapes[wrong | infinite | none] = None
    for i in np.flatnonzero(none & ~undrawn).tolist():
        value = texts[i][:_SHOWN] if texts is not None else None
        log.add(Fault("street_drawing", file=file, row=str(labels[i]), column="geometry", value=value))
    usable = ~shapely.is_missing(shapes)
    lines, joined = one_line_each(shapes[usable])
    shapes[usable] = lines
    for i in np.flatnonzero(usable)[joined].tolist():
        log.add(Fault("street_joined", Severity.WARNING, file=file, row=str(labels[i]), column="geometry"))
    return shapes


def _settled(
    edges: gpd.GeoDataFrame,
    shapes: npt.NDArray[np.object_],
    nodes: pd.DataFrame,
    labels: dict[int, str],
    reading: EdgeReading,
    log: FaultLog,
    stated_crs: Any,
) -> StreetEdges:
    """Return the edges with a CRS and a line each; straight where nothing else is drawn."""
    file = reading.file
    x, y = nodes["x"].to_numpy(dtype=float), nodes["y"].to_numpy(dtype=float)
    crs, crs_faults = settle_crs(stated_crs, x, y, file=file, epsg=reading.epsg)
    log.extend(crs_faults)
    _check_elevations(nodes, labels, file, log)
    placed = edges["u"].isin(nodes.index).to_numpy() & edges["v"].isin(nodes.index).to_numpy()
    undrawn = shapely.is_missing(shapes)
    straight = np.flatnonzero(undrawn & placed)
    start = nodes.loc[edges["u"].to_numpy()[straight], ["x", "y"]].to_numpy(dtype=float)
    end = nodes.loc[edges["v"].to_numpy()[straight], ["x", "y"]].to_numpy(dtype=float)
    lines = shapes.copy()
    lines[straight] = shapely.linestrings(np.stack([start, end], axis=1))
    straightened = undrawn & ~edges["undrawn"].to_numpy(dtype=bool)
    marked = edges.drop(columns="undrawn").assign(straightened=straightened)
    frame = gpd.GeoDataFrame(marked.set_geometry(gpd.GeoSeries(lines, index=edges.index), crs=crs))
    faults = [_accepted(fault, reading) for fault in log.faults()]
    if not placed.all() and not has_error(faults):
        # Such an edge has no drawing and its ends are drawn nowhere else: straight is no help.
        unplaced = [str(name) for name in edges["label"].to_numpy()[~placed]]
        faults += [
            Fault("street_drawing", file=file, row=name, column="geometry") for name in unplaced[:_SHOWN]
        ]
    return StreetEdges(frame, nodes, labels, tuple(faults))


def _accepted(fault: Fault, reading: EdgeReading) -> Fault:
    """Return a fault of a drawing as a warning where the reader accepts a straight line for it."""
    if fault.key != "street_drawing" or not reading.straight:
        return fault
    return Fault(
        "street_straight",
        Severity.WARNING,
        file=fault.file,
        row=fault.row,
        column=fault.column,
        value=fault.value,
        more=fault.more,
    )


def _check_elevations(nodes: pd.DataFrame, labels: dict[int, str], file: str, log: FaultLog) -> None:
    elevation = nodes["elevation"].to_numpy(dtype=float)
    low, high = ELEVATION_M
    strange = np.isfinite(elevation) & ((elevation < low) | (elevation > high)) | np.isinf(elevation)
    for i in np.flatnonzero(strange).tolist():
        log.add(
            Fault(
                "out_of_range", file=file, row=labels[int(nodes.index[i])], column="elevation",
                value=f"{elevation[i]:g}", expected=f"{low:g}–{high:g}",
            )
        )  # fmt: skip


def _renamed_warning(renamed: Sequence[str], file: str) -> list[Fault]:
    if not renamed:
        return []
    return [
        Fault("ids_renumbered", Severity.WARNING, file=file, value=renamed[0], expected=f"{len(renamed):,}")
    ]
