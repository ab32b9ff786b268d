"""Geometry for a map that must fit in one file: integers, each the difference from the last.

A text of characters ``?`` to ``~`` holds signed integers in groups of five bits (the method of
encoded polylines). The map's script reads it back; ``unpack`` here is the same reader in Python.
"""

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from exports.geojson import EPSG_DEGREES

#: Units per degree: 1e-5° is about 1 m.
UNITS_PER_DEGREE = 100_000

_GROUP_BITS = 5
_GROUPS = 7


def pack_integers(values: npt.ArrayLike) -> str:
    """Return signed integers (below 2³³ in size) as text."""
    numbers = np.asarray(values, dtype=np.int64).ravel()
    left = np.where(numbers < 0, ~(numbers << 1), numbers << 1)
    rows = np.zeros((numbers.size, _GROUPS), dtype=np.uint8)
    used = np.zeros((numbers.size, _GROUPS), dtype=bool)
    more = np.ones(numbers.size, dtype=bool)
    for group in range(_GROUPS):
        chunk = left & 31
        left >>= _GROUP_BITS
        used[:, group] = more
        after = more & (left > 0)
        rows[:, group] = chunk + np.where(after, 32, 0) + 63
        more = after
    return rows[used].tobytes().decode("ascii")


def unpack_integers(packed: str) -> list[int]:
    """Return the integers of ``pack_integers``."""
    found, value, shift = [], 0, 0
    for character in packed:
        chunk = ord(character) - 63
        value |= (chunk & 31) << shift
        if chunk & 32:
            shift += _GROUP_BITS
        else:
            found.append(~(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    return found


def pack_lines(frame: gpd.GeoSeries) -> dict[str, str]:
    """Return lines as two texts: points per line, and coordinates as running differences.

    ``counts`` has one integer a line; ``points`` longitude and latitude in turn, in units of
    1e-5 degrees, each the difference from the point before (of the line before, too).
    """
    lines = shapely.get_parts(frame.to_crs(EPSG_DEGREES).to_numpy())
    return _packed(lines)


def pack_polygons(frame: gpd.GeoSeries, *, tolerance_m: float) -> dict[str, str]:
    """Return polygons as ``rings`` (rings per polygon) and the rings like ``pack_lines``.

    Outlines are simplified to ``tolerance_m`` [m], far below what a map of this scale can show.
    """
    simple = gpd.GeoSeries(frame.simplify(tolerance_m)).to_crs(EPSG_DEGREES).to_numpy()
    parts = shapely.get_parts(simple[~shapely.is_empty(simple)])
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    rings, owner = shapely.get_rings(parts, return_index=True)
    per_polygon = np.bincount(owner, minlength=len(parts)) if len(parts) else np.empty(0, dtype=np.int64)
    return {"rings": pack_integers(per_polygon), **_packed(rings)}


def pack_points(x_degrees: Sequence[float], y_degrees: Sequence[float]) -> list[list[float]]:
    """Return points as [latitude, longitude] with six decimals."""
    return [[round(y, 6), round(x, 6)] for x, y in zip(x_degrees, y_degrees, strict=True)]


def _packed(lines: npt.NDArray[Any]) -> dict[str, str]:
    units = np.round(shapely.get_coordinates(lines) * UNITS_PER_DEGREE).astype(np.int64)
    counts = shapely.get_num_coordinates(lines)
    steps = np.diff(units, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    return {"counts": pack_integers(counts), "points": pack_integers(steps)}
