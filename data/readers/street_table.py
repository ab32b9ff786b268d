"""Edges of a network as the ``Nodes`` and ``Streets`` tables of a city."""

import math
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.readers.cells import as_number
from data.readers.street_classes import (
    CLASS_WIDTH_M,
    OTHER_WIDTH_M,
    has_steps,
    is_tagged,
    is_tunnel,
    main_class,
    tag_values,
    width_m,
)
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.tables.city import Nodes, Streets
from domain.tables.ranges import LENGTH_MORE_M, LENGTH_TIMES
from domain.vocabulary import Severity, WidthOrigin

FloatArray = npt.NDArray[np.float64]

#: Shortest street [m].
_LEAST_M = 0.1

_SHOWN = 40

_TAGS = ("highway", "name", "width", "est_width", "bridge", "tunnel", "railway", "crossing:railway")


def build_street_table(
    edges: gpd.GeoDataFrame, elevation: "pd.Series[float]", file: str
) -> tuple[gpd.GeoDataFrame, list[Fault]]:
    """Return ``Streets`` of oriented edges, and what of their tags could not be read.

    Parameters
    ----------
    edges
        One row a street, from the smaller node id to the larger, in the metric CRS.
    elevation
        Elevation by node [m], NaN unknown.
    file
        Name of the file, for the faults.
    """
    tags = {name: edges.get(name, pd.Series(None, index=edges.index, dtype=object)) for name in _TAGS}
    length, faults = _lengths(edges, file)
    width, origin, width_faults = _widths(tags, edges, file)
    rise = elevation.reindex(edges["v"]).to_numpy() - elevation.reindex(edges["u"]).to_numpy()
    tagged = tags["railway"].map(lambda value: "level_crossing" in tag_values(value)).astype(bool)
    tunnel = tags["tunnel"].map(is_tunnel).astype(bool)
    table = {
        "u": edges["u"].astype("int64"),
        "v": edges["v"].astype("int64"),
        "length_m": length,
        "width_m": width,
        "width_origin": pd.Series(origin, dtype="str"),
        "highway": tags["highway"].map(main_class).astype("str"),
        "name": tags["name"].map(lambda value: "・".join(tag_values(value))).astype("str"),
        "bridge": tags["bridge"].map(is_tagged).astype(bool),
        "tunnel": tunnel,
        # A street that runs below counts as an underpass, which water closes first: the file does
        # not tell a tunnel through a hill from a dip under a railway.
        "underpass": tunnel,
        "steps": tags["highway"].map(has_steps).astype(bool),
        "level_crossing": tagged.to_numpy(dtype=bool),
        "crosses": pd.Series("", index=edges.index, dtype="str"),
        # Unknown heights count as level, and were said to be missing.
        "slope": np.clip(np.nan_to_num(rise / length), -1.0, 1.0),
    }
    streets = gpd.GeoDataFrame(table, geometry=edges.geometry.to_numpy(), crs=edges.crs)
    streets.index = pd.RangeIndex(1, len(streets) + 1, name="street_id")
    streets.index = pd.Index(streets.index.to_numpy(dtype="int64"), name="street_id")
    return gpd.GeoDataFrame(Streets.check(streets[Streets.columns()])), [*faults, *width_faults]


def _lengths(edges: gpd.GeoDataFrame, file: str) -> tuple[FloatArray, list[Fault]]:
    """Return the length of each street [m]: as stated where that can be true, else as drawn."""
    drawn = np.asarray(shapely.length(edges.geometry.to_numpy()), dtype=np.float64)
    if "length" not in edges:
        return np.maximum(drawn, _LEAST_M), []
    stated = np.array([as_number(cell) for cell in edges["length"]], dtype=np.float64)
    likely = (stated > 0) & (stated >= drawn / LENGTH_TIMES - LENGTH_MORE_M)
    likely &= stated <= drawn * LENGTH_TIMES + LENGTH_MORE_M
    log = FaultLog()
    for i in np.flatnonzero(~likely & edges["length"].notna().to_numpy()).tolist():
        value = str(edges["length"].iloc[i])[:_SHOWN]
        row = str(edges["label"].iloc[i])
        log.add(
            Fault("street_length", Severity.WARNING, file=file, row=row, column="length", value=value,
                  expected=f"{drawn[i]:,.1f}")
        )  # fmt: skip
    return np.maximum(np.where(likely, stated, drawn), _LEAST_M), list(log.faults())


def _widths(
    tags: dict[str, pd.Series], edges: gpd.GeoDataFrame, file: str
) -> tuple[Any, list[str], list[Fault]]:
    """Return widths [m], where each comes from, and the tags that cannot be read."""
    log = FaultLog()
    widths: list[float] = []
    width_origin: list[str] = []
    rows = zip(tags["width"], tags["est_width"], tags["highway"], strict=True)
    for i, (tagged, estimated, highway) in enumerate(rows):
        metres = width_m(tagged)
        if metres is None:
            name = str(edges["label"].iloc[i])
            value = str(tagged)[:_SHOWN]
            log.add(
                Fault("width_unreadable", Severity.WARNING, file=file, row=name, column="width", value=value)
            )
        measured = metres is not None and not math.isnan(metres)
        if not measured:
            metres = width_m(estimated)
        if metres is None or math.isnan(metres):
            metres = CLASS_WIDTH_M.get(main_class(highway), OTHER_WIDTH_M)
        widths.append(metres)
        width_origin.append((WidthOrigin.MEASURED if measured else WidthOrigin.CLASS_DEFAULT).value)
    return np.array(widths), width_origin, list(log.faults())


def build_node_table(elevation: "pd.Series[float]", points: gpd.GeoSeries) -> gpd.GeoDataFrame:
    """Return ``Nodes`` for the nodes in use."""
    used = points_of(points, elevation.index.to_numpy())
    nodes = gpd.GeoDataFrame({"elevation_m": elevation.to_numpy()}, geometry=used, crs=points.crs)
    nodes.index = pd.Index(elevation.index.to_numpy(dtype="int64"), name="node_id")
    return gpd.GeoDataFrame(Nodes.check(nodes))


def points_of(points: gpd.GeoSeries, nodes: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    """Return the point of each node."""
    found: npt.NDArray[np.object_] = np.asarray(points.array)[points.index.get_indexer(pd.Index(nodes))]
    return found
