"""GeoJSON of areas as a stream: one feature at a time, without GDAL, which would follow addresses in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from data.readers.json_positions import Positions
from data.readers.json_window import JsonWindow
from domain.faults import Fault, InputError

FloatArray = npt.NDArray[np.float64]

_HALF_LETTER = re.compile("[\ud800-\udfff]")


def whole_letters(text: str) -> str:
    """Return a text with a sign in place of halves of letters, which JSON can write and no table can hold."""
    return _HALF_LETTER.sub("\N{REPLACEMENT CHARACTER}", text)


@dataclass(slots=True)
class FeatureStream:
    """The features of a file, and the members beside them as far as they have been read.

    Parameters
    ----------
    path, shown
        File, and its name in faults.
    """

    path: Path
    shown: str
    members: dict[str, Any] = field(default_factory=dict)

    def features(self) -> Iterator[Mapping[str, Any]]:
        """Yield every feature.

        Raises
        ------
        domain.faults.InputError
            When it is no GeoJSON of features, or cut.
        """
        try:
            with self.path.open("rb") as stream:
                yield from _features(JsonWindow(stream), self.members)
        except UnicodeDecodeError as error:
            raise InputError([Fault("encoding", file=self.shown, expected="UTF-8")]) from error
        except (ValueError, TypeError, RecursionError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError([Fault("file_unreadable", file=self.shown, expected="GeoJSON")]) from error

    def crs_name(self) -> str:
        """Return the CRS that the file names; empty where it names none."""
        crs = self.members.get("crs")
        said = crs.get("properties") if isinstance(crs, dict) else None
        name = said.get("name") if isinstance(said, dict) else None
        return name if isinstance(name, str) else ""


def _features(values: JsonWindow, members: dict[str, Any]) -> Iterator[Mapping[str, Any]]:
    values.take("{")
    found = False
    while values.sign() != "}":
        key = values.value()
        values.take(":")
        if key == "features":
            found = True
            yield from _listed(values)
        else:
            members[key] = values.value()
        if values.sign() == ",":
            values.take(",")
        elif values.sign() != "}":
            raise ValueError
    if not found:
        raise ValueError


def _listed(values: JsonWindow) -> Iterator[Mapping[str, Any]]:
    values.take("[")
    while values.sign() != "]":
        feature = values.value()
        if not isinstance(feature, dict):
            raise TypeError
        yield feature
        if values.sign() == ",":
            values.take(",")
        elif values.sign() != "]":
            raise ValueError
    values.take("]")


def feature_bounds(feature: Mapping[str, Any]) -> tuple[float, float, float, float] | None:
    """Return the bounds of the areas of a feature as they stand; None where it has no usable area."""
    rings = [ring for polygon in _polygons(feature) for ring in polygon[:1]]
    if not rings or any(ring is None for ring in rings):
        return None
    low = np.min([ring.min(axis=0) for ring in rings if ring is not None], axis=0)
    high = np.max([ring.max(axis=0) for ring in rings if ring is not None], axis=0)
    return (float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def feature_shape(feature: Mapping[str, Any]) -> shapely.Geometry | None:
    """Return the areas of a feature; None where it has none, or coordinates that are no numbers."""
    polygons: list[Any] = []
    for found in _polygons(feature):
        rings: list[Any] = list(found)
        if not rings or any(ring is None for ring in rings):
            return None
        holes: Any = [shapely.linearrings(ring) for ring in rings[1:]] or None
        polygons.append(shapely.polygons(rings[0], holes))
    if not polygons:
        return None
    return polygons[0] if len(polygons) == 1 else shapely.multipolygons(polygons)


def feature_point(feature: Mapping[str, Any]) -> tuple[float, float] | None:
    """Return the position of a point, or of a group of one; None where a feature is something else."""
    geometry = feature.get("geometry")
    kind, position = (
        (geometry.get("type"), geometry.get("coordinates")) if isinstance(geometry, dict) else (None, None)
    )
    if kind == "MultiPoint" and isinstance(position, list) and len(position) == 1:
        position = position[0]
    elif kind != "Point":
        return None
    if not isinstance(position, list):
        return None
    try:
        x, y = np.array(position[:2], dtype=np.float64).tolist()
    except (TypeError, ValueError, OverflowError, KeyError):
        return None
    return (x, y) if np.isfinite((x, y)).all() else None


def _polygons(feature: Mapping[str, Any]) -> list[list[FloatArray | None]]:
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict):
        return []
    parts = geometry.get("geometries") if geometry.get("type") == "GeometryCollection" else [geometry]
    found: list[list[FloatArray | None]] = []
    for part in parts if isinstance(parts, list) else []:
        kind, coordinates = (
            (part.get("type"), part.get("coordinates")) if isinstance(part, dict) else (None, None)
        )
        if kind not in {"Polygon", "MultiPolygon"} or not isinstance(coordinates, list | Positions):
            continue
        if isinstance(coordinates, Positions):
            rings = coordinates.polygons(depth=3 if kind == "Polygon" else 4)
            found += [[None]] if rings is None else [[_closed(ring) for ring in one] for one in rings]
            continue
        polygons = [coordinates] if kind == "Polygon" else coordinates
        found += [
            [_ring(ring) for ring in rings] if isinstance(rings, list) else [None] for rings in polygons
        ]
    return [rings for rings in found if rings]


def _ring(ring: Any) -> FloatArray | None:
    """Return a closed ring, shape (n, 2); None where it is none."""
    try:
        points = np.array([point[:2] for point in ring], dtype=np.float64)
    except (TypeError, ValueError, OverflowError, KeyError):
        return None
    return _closed(points) if points.ndim == 2 and points.shape[1] == 2 else None


def _closed(points: FloatArray) -> FloatArray | None:
    """Return a ring that ends where it begins, shape (n, 2); None where it is none."""
    if len(points) < 3 or not np.isfinite(points).all():
        return None
    if not np.array_equal(points[0], points[-1]):
        points = np.vstack([points, points[:1]])
    return points if len(points) >= 4 else None
