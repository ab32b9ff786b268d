"""One file of areas as a table: what lies in a city, in degrees of JGD2011, in bounded memory.

GeoJSON is read by ourselves: GDAL would fetch a CRS from an address that the file names. Shapefiles,
GeoPackages and FlatGeobufs are opened by GDAL alone in a folder of ours, under an ending that fits their
content, so that no other driver takes them; they name no other file (ADR 0042).
"""

import re
import sqlite3
import warnings
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely
from pyproj.exceptions import ProjError

from data.crs_text import crs_from_text
from data.readers.area_crs import Bounds, SettledCrs, bounds_in, settle
from data.readers.area_members import AreaFormat, AreaMember
from data.readers.area_text import text_encoding
from data.readers.geojson_stream import (
    FeatureStream,
    feature_bounds,
    feature_point,
    feature_shape,
    whole_letters,
)
from data.readers.without_shape import records_without_shape
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError, has_error

#: Most areas of a file that are taken into memory at once, and most corners of them all.
MAX_AREAS, MAX_CORNERS = 2_000_000, 60_000_000
_MAX_LAYERS, _MAX_COLUMNS = 200, 2_000
#: Most tables of a database.
_MAX_TABLES = 1_000
_VIRTUAL = re.compile(r"\s*CREATE\s+VIRTUAL\b", re.IGNORECASE)
#: The one kind of virtual table that is read: its index of places, which SQLite itself keeps.
_SPATIAL_INDEX = re.compile(
    r"""\s*CREATE\s+VIRTUAL\s+TABLE\s+("[^"]*"|'[^']*'|\[[^]]*\]|\w+)\s+USING\s+rtree\s*\([\w\s,"]*\)\s*""",
    re.IGNORECASE,
)
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
    sqlite3.Error,
)
_WGS84 = 4326
#: Features by which the place of a GeoJSON is judged; further ones only until one has an area.
_PLACED = 2_000

# The index of a shapefile is made again where it is missing; nothing is fetched from anywhere.
pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES", "GDAL_HTTP_PROXY": "127.0.0.1:9"})


@dataclass(frozen=True, slots=True)
class AreaHead:
    """What a layer of a file says of itself before it is read.

    Parameters
    ----------
    layer
        Name of the layer in a file of several.
    columns
        Names of its columns.
    count
        Number of its records.
    encoding
        Encoding of its texts; empty where the form fixes it.
    settled
        Its CRS.
    faults
        What was noticed.
    """

    layer: str
    columns: tuple[str, ...]
    count: int
    encoding: str
    settled: SettledCrs
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True, eq=False)
class AreaTable:
    """Areas as read.

    Parameters
    ----------
    areas
        Columns that were asked for and geometry in degrees of JGD2011, not repaired; the index is the
        number of the record in the file, from 1.
    read
        Number of records of the file.
    not_areas
        Records that are no areas: points, lines, without shape or with coordinates that are no numbers.
    """

    areas: gpd.GeoDataFrame
    read: int
    not_areas: tuple[int, ...]


def area_heads(member: AreaMember) -> tuple[AreaHead, ...]:
    """Return the heads of the layers of a file that hold anything.

    Parameters
    ----------
    member
        Unpacked shapefile, GeoJSON, GeoPackage or FlatGeobuf.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, or its positions cannot be known.
    """
    if member.form is AreaFormat.GEOJSON:
        heads: list[AreaHead | None] = [_geojson_head(member)]
    else:
        if member.form is AreaFormat.GEOPACKAGE:
            check_geopackage(member)
        with _reading(member):
            names = [str(name) for name in pyogrio.list_layers(member.path)[:, 0]]
        if len(names) > _MAX_LAYERS:
            many = Fault("zip_many", file=member.shown, value=f"{len(names)}", expected=f"{_MAX_LAYERS}")
            raise InputError([many])
        encoding = ""
        said: tuple[Fault, ...] = ()
        if member.form is AreaFormat.SHAPEFILE:
            encoding, said = text_encoding(member.path, member.shown)
            if has_error(said):
                raise InputError(said)
        heads = [_head(member, name, encoding, said) for name in names]
    found = tuple(head for head in heads if head is not None)
    if not found:
        raise InputError([Fault("table_empty", file=member.shown)])
    return found


def check_geopackage(member: AreaMember) -> None:
    """Refuse a database that is none, or that does more than hold tables.

    Virtual tables are doors to other files; views and computed columns are programs that run when they
    are read, perhaps without end. Triggers run on writing only, and nothing is written.
    """
    with (
        _reading(member),
        closing(sqlite3.connect(f"{member.path.as_uri()}?mode=ro&immutable=1", uri=True)) as base,
    ):
        if not _is_plain(base):
            raise InputError([Fault("geopackage_refused", file=member.shown)])


def _is_plain(base: sqlite3.Connection) -> bool:
    """Whether a database holds tables and their indexes, and nothing that runs."""
    made = base.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master LIMIT 20000").fetchall()
    tables = [(str(name), str(sql)) for kind, name, sql in made if kind == "table"]
    virtual = {name: sql for name, sql in tables if _VIRTUAL.match(sql)}
    if len(tables) > _MAX_TABLES or any(kind == "view" for kind, _, _ in made):
        return False
    if not all(_SPATIAL_INDEX.fullmatch(sql) for sql in virtual.values()):
        return False
    asked = "SELECT count(*) FROM pragma_table_xinfo(?) WHERE hidden IN (2, 3)"
    return not any(base.execute(asked, (name,)).fetchone()[0] for name, _ in tables if name not in virtual)


def _geojson_head(member: AreaMember) -> AreaHead | None:
    stream = FeatureStream(member.path, member.shown)
    columns: dict[str, None] = {}
    count = 0
    low, high = np.full(2, np.inf), np.full(2, -np.inf)
    for feature in stream.features():
        count += 1
        properties = feature.get("properties")
        if isinstance(properties, dict) and len(columns) < _MAX_COLUMNS:
            columns.update(dict.fromkeys(properties))
        if count > _PLACED and np.isfinite(low).all():
            continue
        point = feature_point(feature)
        bounds = feature_bounds(feature) if point is None else (*point, *point)
        if bounds is not None:
            low, high = np.minimum(low, bounds[:2]), np.maximum(high, bounds[2:])
    if not count:
        return None
    if not np.isfinite(low).all():
        raise InputError([Fault("no_areas", file=member.shown)])
    name = stream.crs_name()
    stated = crs_from_text(name) if name else pyproj.CRS(_WGS84)
    if stated is None or ("crs" in stream.members and not name):
        said = name or str(stream.members.get("crs"))
        raise InputError([Fault("area_crs_unknown", file=member.shown, value=said[:80])])
    if name.upper().endswith("CRS84"):
        stated = pyproj.CRS(_WGS84)
    left, bottom, right, top = *low.tolist(), *high.tolist()
    settled, faults = settle(stated, (left, bottom, right, top), member.shown)
    if settled is None:
        raise InputError(faults)
    return AreaHead(
        "", tuple(name for name in columns if name == whole_letters(name)), count, "", settled, faults
    )


def _head(member: AreaMember, layer: str, encoding: str, said: tuple[Fault, ...]) -> AreaHead | None:
    options: dict[str, Any] = {"encoding": encoding} if encoding else {}
    with _reading(member):
        info = pyogrio.read_info(
            member.path, layer=layer, force_feature_count=True, force_total_bounds=True, **options
        )
    if info["features"] == 0 or info["geometry_type"] is None:
        return None
    stated = crs_from_text(info["crs"]) if info["crs"] else None
    if info["crs"] and stated is None:
        raise InputError([Fault("area_crs_unknown", file=member.shown, value=str(info["crs"])[:80])])
    if info["total_bounds"] is None or not np.isfinite(info["total_bounds"]).all():
        raise InputError([Fault("no_areas", file=member.shown)])
    settled, faults = settle(stated, info["total_bounds"], member.shown)
    if settled is None:
        raise InputError(faults)
    fields = tuple(map(str, info["fields"]))
    return AreaHead(layer, fields, int(info["features"]), encoding, settled, (*said, *faults))


def read_areas(member: AreaMember, head: AreaHead, columns: Sequence[str], within: Bounds) -> AreaTable:
    """Read what of a layer may touch a city.

    Parameters
    ----------
    member, head
        File and layer.
    columns
        Columns to read.
    within
        Bounds of the city in degrees of JGD2011.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, or holds more than memory should.
    """
    return _table(member, head, columns, within, points=False)


def read_points(member: AreaMember, head: AreaHead, columns: Sequence[str], within: Bounds) -> AreaTable:
    """Read the points of a layer that may lie in a city; as ``read_areas``.

    Returns
    -------
    AreaTable
        Its ``areas`` are points, its ``not_areas`` records that are none.
    """
    return _table(member, head, columns, within, points=True)


def _table(
    member: AreaMember, head: AreaHead, columns: Sequence[str], within: Bounds, *, points: bool
) -> AreaTable:
    box = bounds_in(head.settled.crs, within)
    shapeless: tuple[int, ...] = ()
    if member.form is AreaFormat.GEOJSON:
        table = _geojson_rows(member, columns, box, points=points)
    else:
        table = _gdal_rows(member, head, columns, box)
        if head.count > len(table):
            # A box drops them with what lies elsewhere: they would count as outside the city.
            with _reading(member):
                shapeless = records_without_shape(member, head.layer, head.count, MAX_AREAS)
    shapes = table.geometry.to_numpy()
    if len(table) > MAX_AREAS or int(shapely.get_num_coordinates(shapes).sum()) > MAX_CORNERS:
        raise InputError([_many(member, head.count)])
    shapes = _points_only(shapes) if points else _areas_only(shapes)
    usable = ~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)
    usable[usable] = np.isfinite(shapely.bounds(shapes[usable])).all(axis=1)
    bad = tuple(sorted({*table.index[~usable].tolist(), *shapeless}))
    kept = gpd.GeoDataFrame(table.loc[usable].drop(columns="geometry"), geometry=shapes[usable])
    with _reading(member):
        placed = kept.set_crs(head.settled.crs, allow_override=True).to_crs(GEOGRAPHIC_EPSG)
    return AreaTable(placed, head.count, bad)


def _gdal_rows(member: AreaMember, head: AreaHead, columns: Sequence[str], box: Bounds) -> gpd.GeoDataFrame:
    options: dict[str, Any] = {"encoding": head.encoding} if head.encoding else {}
    with _reading(member):
        table = pyogrio.read_dataframe(
            member.path,
            layer=head.layer,
            columns=list(columns),
            bbox=box,
            max_features=MAX_AREAS + 1,
            fid_as_index=True,
            force_2d=True,
            **options,
        )
    # Rows of a database are counted from 1, records of files from 0.
    first = 0 if member.form is AreaFormat.GEOPACKAGE else 1
    table.index = table.index.astype("int64") + first
    return table


def _geojson_rows(
    member: AreaMember, columns: Sequence[str], box: Bounds, *, points: bool
) -> gpd.GeoDataFrame:
    numbers: list[int] = []
    rows: list[list[Any]] = []
    shapes: list[Any] = []
    corners = 0
    for number, feature in enumerate(FeatureStream(member.path, member.shown).features(), start=1):
        point = feature_point(feature) if points else None
        bounds = feature_bounds(feature) if point is None else (*point, *point)
        if bounds is not None and (
            bounds[2] < box[0] or bounds[0] > box[2] or bounds[3] < box[1] or bounds[1] > box[3]
        ):
            continue
        shape = feature_shape(feature) if point is None else shapely.Point(point)
        corners += 0 if shape is None else int(shapely.get_num_coordinates(shape))
        if len(rows) == MAX_AREAS or corners > MAX_CORNERS:
            raise InputError([_many(member, number)])
        properties = feature.get("properties")
        said = properties if isinstance(properties, dict) else {}
        numbers.append(number)
        rows.append([_cell(said.get(column)) for column in columns])
        shapes.append(shape)
    table = pd.DataFrame(rows, columns=list(columns), index=pd.Index(numbers, dtype="int64"), dtype=object)
    geometry = np.empty(len(shapes), dtype=object)
    geometry[:] = shapes
    return gpd.GeoDataFrame(table, geometry=geometry)


def _cell(value: Any) -> Any:
    """Return a property as a cell: lists and tables as the text that they are."""
    text = str(value) if isinstance(value, list | dict) else value
    return whole_letters(text) if isinstance(text, str) else text


def _many(member: AreaMember, count: int) -> Fault:
    return Fault("areas_many", file=member.shown, value=f"{count:,}", expected=f"{MAX_AREAS:,}")


def _areas_only(shapes: Any) -> Any:
    """Return shapes with the areas of collections alone; what is no area is None."""
    kinds = shapely.get_type_id(shapes)
    out = shapes.copy()
    for at in np.flatnonzero(kinds == 7):
        parts = shapely.get_parts(shapely.get_parts(out[at]))
        out[at] = shapely.multipolygons([part for part in parts if part.geom_type == "Polygon"])
    out[~np.isin(kinds, (3, 6, 7))] = None
    return out


def _points_only(shapes: Any) -> Any:
    """Return points, those of a group of one among them; what is none is None."""
    out = shapes.copy()
    kinds = shapely.get_type_id(shapes)
    alone = (kinds == 4) & (shapely.get_num_geometries(shapes) == 1)
    out[alone] = shapely.get_geometry(shapes[alone], 0)
    out[~alone & (kinds != 0)] = None
    return out


@contextmanager
def _reading(member: AreaMember) -> Iterator[None]:
    """Turn what the libraries raise into a fault; their warnings say no more than the checks here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", category=RuntimeWarning)
            warnings.simplefilter("ignore", category=UserWarning)
            yield
    except InputError:
        raise
    except UnicodeDecodeError as error:
        raise InputError(
            [Fault("encoding", file=member.shown, expected="UTF-8, Shift_JIS (CP932)")]
        ) from error
    except _READ_ERRORS as error:
        raise InputError([Fault("file_unreadable", file=member.shown, expected=member.form.name)]) from error
