"""Edges and nodes of a network in a GeoPackage or a shapefile, as OSMnx and QGIS write them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyproj.exceptions import ProjError

from data.crs_text import crs_from_text
from data.readers.area_file import check_geopackage
from data.readers.area_members import AreaFormat, AreaMember, area_members
from data.readers.area_text import text_encoding
from domain.faults import Fault, InputError, has_error

#: Most edges of a network.
_MOST_EDGES = 5_000_000

#: What is read of edges and of nodes; a shapefile cuts names after ten letters.
_EDGE_COLUMNS = frozenset(
    {
        "u", "v", "key", "length", "highway", "name", "width", "est_width", "bridge", "tunnel", "railway",
        "crossing:railway", "elev_start_m", "elev_end_m", "elev_start", "elevation_u", "elevation_v",
        "h_s_SAMPLE", "h_e_SAMPLE",
    }
)  # fmt: skip
_NODE_COLUMNS = frozenset({"osmid", "elevation", "railway"})

_FORMS = (AreaFormat.SHAPEFILE, AreaFormat.GEOPACKAGE)

#: What GDAL and the libraries around it raise for a file that they cannot read.
_READ_ERRORS = (
    RuntimeError,
    # pyogrio itself has one for a layer that it could not open.
    UnboundLocalError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    ProjError,
    shapely.errors.ShapelyError,
)


@dataclass(frozen=True, slots=True, eq=False)
class StreetLayers:
    """A network as its file holds it.

    Parameters
    ----------
    edges
        Edges with ``u`` and ``v``.
    nodes
        ``elevation`` and ``railway`` by id, as far as the file has them.
    form
        ``geopackage`` or ``shapefile``.
    """

    edges: gpd.GeoDataFrame
    nodes: pd.DataFrame
    form: str


def read_street_layers(path: Path) -> StreetLayers:
    """Read the edges of a network, and its nodes where they are in the file.

    Parameters
    ----------
    path
        GeoPackage, shapefile, or a zip with either.

    Raises
    ------
    domain.faults.InputError
        When it is none, or has no layer with ``u`` and ``v``.
    """
    with area_members(path) as members:
        taken = [member for member in members if member.form in _FORMS]
        layers = [(member, layer, _fields(member, layer)) for member in taken for layer in _names(member)]
        edges = next((one for one in layers if {"u", "v"} <= set(one[2])), None)
        if edges is None:
            raise InputError([Fault("column_missing", file=path.name, column=name) for name in ("u", "v")])
        nodes = next((one for one in layers if "osmid" in one[2] and "u" not in one[2]), None)
        held = pd.DataFrame() if nodes is None else pd.DataFrame(_table(*nodes, _NODE_COLUMNS))
        found = _table(*edges, _EDGE_COLUMNS)
        form = "geopackage" if edges[0].form is AreaFormat.GEOPACKAGE else "shapefile"
    return StreetLayers(found, held.set_index("osmid") if len(held) else held, form)


def _names(member: AreaMember) -> list[str]:
    if member.form is AreaFormat.GEOPACKAGE:
        check_geopackage(member)
    try:
        return [str(name) for name in pyogrio.list_layers(member.path)[:, 0]]
    except _READ_ERRORS as error:
        raise InputError([_unreadable(member)]) from error


def _fields(member: AreaMember, layer: str) -> tuple[str, ...]:
    try:
        info = pyogrio.read_info(member.path, layer=layer, force_feature_count=True)
    except _READ_ERRORS as error:
        raise InputError([_unreadable(member)]) from error
    if info["features"] > _MOST_EDGES:
        value, expected = f"{info['features']:,}", f"{_MOST_EDGES:,}"
        raise InputError([Fault("areas_many", file=member.shown, value=value, expected=expected)])
    return tuple(map(str, info["fields"]))


def _table(member: AreaMember, layer: str, fields: Sequence[str], wanted: frozenset[str]) -> gpd.GeoDataFrame:
    options: dict[str, Any] = {}
    if member.form is AreaFormat.SHAPEFILE:
        encoding, said = text_encoding(member.path, member.shown)
        if has_error(said):
            raise InputError(said)
        options["encoding"] = encoding
    columns = [name for name in fields if name in wanted]
    try:
        table = pyogrio.read_dataframe(member.path, layer=layer, columns=columns, **options)
        if not isinstance(table, gpd.GeoDataFrame):
            # A table without shapes.
            return gpd.GeoDataFrame(table, geometry=np.full(len(table), None, dtype=object))
        stated = crs_from_text(table.crs.to_wkt()) if table.crs is not None else None
        plain = pd.DataFrame(table.drop(columns="geometry"))
        return gpd.GeoDataFrame(plain, geometry=table.geometry.to_numpy(), crs=stated)
    except _READ_ERRORS as error:
        raise InputError([_unreadable(member)]) from error


def _unreadable(member: AreaMember) -> Fault:
    return Fault("file_unreadable", file=member.shown, expected="GeoPackage, Shapefile")
