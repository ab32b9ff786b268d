"""GeoJSON of places: features as a table of texts with a point each, whatever their shape.

Read without GDAL: a file is text, and nothing in it opens another file or an address.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
import pandas as pd
import pyproj
import pyproj.exceptions
import shapely
from shapely.errors import GEOSException

from data.bounded_input import parse_json
from data.readers.geojson_stream import whole_letters
from data.readers.text_header import header_form
from data.readers.text_lines import decode
from domain.crs import GEOGRAPHIC_EPSG
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.vocabulary import Severity

#: Bounds of a file; the longest national list has some 70 MB and 115,402 features.
MAX_BYTES = 120_000_000
MAX_FEATURES = 500_000
#: Corners of one polygon.
_MAX_CORNERS = 100_000
#: A name is like another from this share of common letters on.
_SIMILAR = 0.6

#: Longitude and latitude of Japan's datums and of the world's, which differ by less than a metre
#: or two here: WGS 84, JGD2000, JGD2011, and JGD2011 with heights.
_DEGREES_EPSG = frozenset({4326, 4612, 6668, 6697})


@dataclass(frozen=True, slots=True, eq=False)
class PointTable:
    """Features as read.

    Parameters
    ----------
    cells
        One row a feature with a point; one column a known property, empty cells empty; index from 0.
    longitude, latitude
        Point of each row in degrees, as text.
    rows
        Number of each feature in the file, as ``#3``.
    unknown
        Names of properties that are not known.
    file
        Name of the file.
    faults
        What is wrong with the file and its features.
    """

    cells: pd.DataFrame
    longitude: tuple[str, ...]
    latitude: tuple[str, ...]
    rows: tuple[str, ...]
    unknown: tuple[str, ...]
    file: str
    faults: tuple[Fault, ...]

    def missing(self, required: Iterable[str]) -> tuple[Fault, ...]:
        """Return a fault for each required property that no feature has, with the most similar name."""
        if not self.rows:
            return ()
        if not len(self.cells.columns):
            return (Fault("header_unknown", file=self.file, expected=", ".join(required)),)
        spare = {header_form(text): text for text in self.unknown}
        faults = []
        for name in (name for name in required if name not in self.cells.columns):
            near = get_close_matches(header_form(name), list(spare), n=1, cutoff=_SIMILAR)
            if near:
                value = spare[near[0]]
                faults.append(Fault("column_missing_near", file=self.file, column=name, value=value))
            else:
                faults.append(Fault("column_missing", file=self.file, column=name))
        return tuple(faults)


def parse_features(content: bytes, file: str) -> tuple[dict[str, Any] | None, tuple[Fault, ...]]:
    """Return the document of a GeoJSON file, or None with the fault that says why not.

    Parameters
    ----------
    content
        Bytes of the file.
    file
        Its name, for the faults.
    """
    if len(content) > MAX_BYTES:
        size, most = f"{len(content) / 1e6:,.1f} MB", f"{MAX_BYTES / 1e6:,.1f} MB"
        return None, (Fault("file_too_large", file=file, value=size, expected=most),)
    document = _parsed(decode(content))
    if document is None:
        return None, (Fault("file_unreadable", file=file, expected="GeoJSON"),)
    count = len(document["features"])
    if not 0 < count <= MAX_FEATURES:
        key = "lines_too_many" if count else "table_empty"
        return None, (Fault(key, file=file, expected=f"{MAX_FEATURES:,}"),)
    return document, ()


def _parsed(text: str | None) -> dict[str, Any] | None:
    """Return a document with a list of features, or None where a text is none."""
    try:
        document = parse_json(text) if text is not None else None
    except (ValueError, RecursionError):
        # Not JSON, numbers of thousands of digits, or brackets nested without end.
        return None
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        return None
    return document


def property_names(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the properties of all features, each once."""
    names: dict[str, None] = {}
    for feature in document["features"]:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            names.update(dict.fromkeys(properties))
    return tuple(names)


def read_points(document: Mapping[str, Any], file: str, names: Mapping[str, str]) -> PointTable:
    """Read the features of a document as a table with a point each.

    Parameters
    ----------
    document
        GeoJSON as ``parse_features`` returns it.
    file
        Name of the file, for the faults.
    names
        Properties as people name them, and the column that each means. Width, case and blanks do not
        matter.
    """
    log = FaultLog()
    to_degrees = _transformer(document, file, log)
    known = {header_form(written): name for written, name in names.items()}
    found = property_names(document)
    columns = {name: known[form] for name in found if (form := header_form(name)) in known}
    records: list[list[str]] = []
    points: list[tuple[str, str]] = []
    rows: list[str] = []
    for number, feature in enumerate(document["features"], start=1):
        at = Fault("feature_unreadable", file=file, row=f"#{number}")
        record = _texts_of(feature, columns, at, log)
        point = _point_of(feature, at, log) if record is not None else None
        if record is None or point is None:
            continue
        records.append(record)
        points.append(point if to_degrees is None else _moved(point, to_degrees))
        rows.append(f"#{number}")
    cells = pd.DataFrame(records, columns=list(columns.values()), dtype="str")
    # Two spellings of one name: the first that says anything counts.
    cells = cells.loc[:, ~cells.columns.duplicated()]
    return PointTable(
        cells=cells,
        longitude=tuple(lon for lon, _ in points),
        latitude=tuple(lat for _, lat in points),
        rows=tuple(rows),
        unknown=tuple(_text(name) for name in found if name not in columns),
        file=file,
        faults=log.faults(),
    )


def _transformer(document: Mapping[str, Any], file: str, log: FaultLog) -> pyproj.Transformer | None:
    """Return what brings the coordinates to degrees; None where they are degrees."""
    crs = document.get("crs")
    if crs is None:
        return None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    code = str(name).rsplit(":", 1)[-1]
    if code == "CRS84" or code in {str(epsg) for epsg in _DEGREES_EPSG}:
        return None
    try:
        return pyproj.Transformer.from_crs(int(code), GEOGRAPHIC_EPSG, always_xy=True)
    except (ValueError, OverflowError, pyproj.exceptions.CRSError):
        log.add(Fault("points_crs_unknown", file=file, value=_text(name)[:100]))
        return None


def _moved(point: tuple[str, str], to_degrees: pyproj.Transformer) -> tuple[str, str]:
    lon, lat = to_degrees.transform(float(point[0]), float(point[1]))
    return repr(float(lon)), repr(float(lat))


def _texts_of(feature: Any, columns: Mapping[str, str], at: Fault, log: FaultLog) -> list[str] | None:
    """Return the known properties of a feature as texts, or None with a fault."""
    if not isinstance(feature, dict):
        log.add(at)
        return None
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        log.add(Fault("properties_unreadable", file=at.file, row=at.row))
        return None
    return [_text(properties.get(name)) for name in columns]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return whole_letters(str(value)).strip()


def _point_of(feature: Mapping[str, Any], at: Fault, log: FaultLog) -> tuple[str, str] | None:
    """Return longitude and latitude of a feature as texts, or None with a fault."""
    geometry = feature.get("geometry")
    if geometry is None:
        log.add(Fault("geometry_missing", file=at.file, row=at.row))
        return None
    stated = geometry.get("type") if isinstance(geometry, dict) else None
    # Only a text can name a kind: a list or object here cannot even be looked up.
    kind = stated if isinstance(stated, str) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "MultiPoint" and isinstance(coordinates, list):
        if len(coordinates) > 1:
            log.add(Fault("points_several", file=at.file, row=at.row, value=str(len(coordinates))))
            return None
        kind, coordinates = "Point", coordinates[0] if coordinates else None
    if kind == "Point":
        pair = _pair(coordinates)
    elif kind in {"Polygon", "MultiPolygon"}:
        pair = _inside(kind, coordinates)
        if pair is not None:
            log.add(Fault("point_in_polygon", Severity.WARNING, file=at.file, row=at.row, value=str(kind)))
    elif kind is not None:
        expected = "Point, MultiPoint, Polygon"
        log.add(Fault("geometry_type", file=at.file, row=at.row, value=_text(kind)[:100], expected=expected))
        return None
    else:
        pair = None
    if pair is None:
        log.add(Fault("coordinates_unreadable", file=at.file, row=at.row))
        return None
    return repr(pair[0]), repr(pair[1])


def _pair(coordinates: Any) -> tuple[float, float] | None:
    """Return x and y of one position; None where it is none."""
    if not isinstance(coordinates, list) or len(coordinates) < 2:
        return None
    values: list[float] = []
    for value in coordinates[:2]:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        try:
            values.append(float(value))
        except OverflowError:
            return None
    return (values[0], values[1]) if all(math.isfinite(value) for value in values) else None


def _inside(kind: str, coordinates: Any) -> tuple[float, float] | None:
    """Return a point inside a polygon; None where it is none."""
    polygons = [coordinates] if kind == "Polygon" else coordinates
    if not isinstance(polygons, list):
        return None
    shapes: list[shapely.Polygon] = []
    corners = 0
    for rings in polygons:
        if not isinstance(rings, list) or not rings or not isinstance(rings[0], list):
            return None
        # The outline is enough to find a place by; its holes are not read.
        corners += len(rings[0])
        outline = [_pair(position) for position in rings[0]] if corners <= _MAX_CORNERS else []
        shape = _polygon(outline)
        if shape is None:
            return None
        shapes.append(shape)
    return _point_on(shapes)


def _polygon(outline: Sequence[tuple[float, float] | None]) -> shapely.Polygon | None:
    pairs = [pair for pair in outline if pair is not None]
    if len(pairs) < 4 or len(pairs) < len(outline):
        return None
    return shapely.Polygon(pairs)


def _point_on(shapes: Sequence[shapely.Polygon]) -> tuple[float, float] | None:
    if not shapes:
        return None
    try:
        point = shapely.union_all([shapely.make_valid(shape) for shape in shapes]).representative_point()
    except GEOSException:
        # Corners too far apart to be drawn, such as 1e300.
        return None
    pair = (float(point.x), float(point.y)) if not point.is_empty else None
    return pair if pair is not None and bool(np.isfinite(pair).all()) else None
