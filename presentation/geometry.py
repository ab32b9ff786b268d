"""Geometry for maps: whole numbers, each the difference from the last, written as text.

A text of characters ``?`` to ``~`` holds signed integers in groups of five bits (the method of
encoded polylines). ``map_core/decode.js`` reads it back; ``unpack_integers`` is the same reader in
Python. 60,000 streets are under one megabyte that way.
"""

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

#: Units per degree (1e-5° is about 1 m); the same figure stands in decode.js.
UNITS_PER_DEGREE = 100_000
#: WGS 84 in degrees, which web maps count in.
EPSG_WEB = 4326

#: The script reads integers of 32 bits, one of which is the sign.
_LIMIT = 1 << 30
_GROUP_BITS = 5
_GROUPS = 7


def pack_integers(values: npt.ArrayLike) -> str:
    """Return signed integers as text.

    Raises
    ------
    ValueError
        When one is 2³⁰ or more in size.
    """
    numbers = np.asarray(values, dtype=np.int64).ravel()
    if numbers.size and np.abs(numbers).max() >= _LIMIT:
        raise ValueError("an integer is too large to be packed for a map")
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


def pack_steps(values: npt.ArrayLike) -> str:
    """Return integers as text, each the difference from the one before: short where they rise."""
    return pack_integers(np.diff(np.asarray(values, dtype=np.int64).ravel(), prepend=0))


def pack_lines(lines: gpd.GeoSeries) -> dict[str, str]:
    """Return lines as two texts; a line of several parts must have been taken apart before.

    ``counts`` has one integer a line; ``points`` longitude and latitude in turn, in units of
    1e-5 degrees, each the difference from the point before (of the line before, too).
    """
    return _packed(_in_degrees(lines))


def pack_areas(
    areas: gpd.GeoSeries, *, tolerance_m: float = 0.0
) -> tuple[dict[str, str], npt.NDArray[np.int64]]:
    """Return polygons as texts, and the row of ``areas`` that each polygon is part of.

    Parameters
    ----------
    areas
        Polygons or multipolygons in a metric CRS; what is neither is left out.
    tolerance_m
        Detail of outlines that may be left out [m].

    Returns
    -------
    tuple
        ``rings`` (rings per polygon), ``counts`` and ``points`` of the rings; rows of ``areas``.
    """
    drawn = areas.simplify(tolerance_m) if tolerance_m > 0 else areas
    parts, owner = shapely.get_parts(_in_degrees(drawn), return_index=True)
    solid = (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)
    parts, owner = parts[solid], owner[solid]
    rings, ring_owner = shapely.get_rings(parts, return_index=True)
    per_polygon = np.bincount(ring_owner, minlength=len(parts))
    return {"rings": pack_integers(per_polygon), **_packed(rings)}, owner.astype(np.int64)


def pack_points(points: gpd.GeoSeries) -> str:
    """Return points as one text, longitude and latitude in turn, each the difference from the last."""
    return pack_units(web_units(points))


def web_units(points: gpd.GeoSeries) -> npt.NDArray[np.int64]:
    """Return longitude and latitude of points in units of 1e-5 degrees."""
    return _units(_in_degrees(points))


def pack_units(units: npt.NDArray[np.int64]) -> str:
    """Return points of ``web_units`` as one text, each the difference from the last."""
    return pack_integers(np.diff(units, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)))


def bounds_of(shapes: gpd.GeoSeries) -> list[list[float]]:
    """Return the box of shapes as [[south, west], [north, east]] in degrees."""
    west, south, east, north = shapes.to_crs(EPSG_WEB).total_bounds.round(6).tolist()
    return [[south, west], [north, east]]


def pack_cards(cards: Sequence["Card"]) -> dict[str, Any]:
    """Return cards as the list of their different texts, and one text of numbers that point into it.

    For each card: its title, the number of its rows, then label and value of each row.
    """
    texts: dict[str, int] = {}
    numbers: list[int] = []
    # Most cards of a city share the very rows of others. They are held here: no other rows get their id.
    known: dict[int, tuple[Sequence[tuple[str, str]], list[int]]] = {}
    for title, rows in cards:
        numbers.append(texts.setdefault(title, len(texts)))
        told = known.get(id(rows))
        if told is None:
            said = [texts.setdefault(one, len(texts)) for row in rows for one in row]
            told = known[id(rows)] = (rows, [len(rows), *said])
        numbers += told[1]
    return {"texts": list(texts), "cards": pack_integers(numbers)}


#: A title, and rows of label and value.
Card = tuple[str, Sequence[tuple[str, str]]]


def _in_degrees(shapes: gpd.GeoSeries) -> npt.NDArray[Any]:
    return shapes.to_crs(EPSG_WEB).to_numpy()


def _packed(lines: npt.NDArray[Any]) -> dict[str, str]:
    counts = pack_integers(shapely.get_num_coordinates(lines))
    return {"counts": counts, "points": pack_units(_units(lines))}


def _units(shapes: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    return np.round(shapely.get_coordinates(shapes) * UNITS_PER_DEGREE).astype(np.int64)
