"""Geometry as whole numbers: degrees × 100,000 (about one metre), each the difference to the last.

``ui/components/map/decoding.js`` reads it back. Differences of neighbouring points are two or three
digits long, so that a city of 60,000 streets is about one megabyte of text.
"""

import json
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

#: Steps per degree; the same figure stands in decoding.js.
UNITS_PER_DEGREE = 100_000

_WGS84 = 4326


def in_degrees(geometry: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return geometry in degrees of longitude and latitude."""
    return geometry.to_crs(_WGS84)


def line_file(lines: gpd.GeoSeries, style: npt.NDArray[np.int64]) -> dict[str, Any]:
    """Return the file of a layer of lines, one style number a line."""
    parts = in_degrees(lines).to_numpy()
    sizes = shapely.get_num_coordinates(parts)
    return {"xy": _deltas(shapely.get_coordinates(parts)), "sizes": sizes.tolist(), "style": style.tolist()}


def area_file(
    areas: gpd.GeoSeries,
    style: npt.NDArray[np.int64],
    *,
    tolerance_m: float = 0.0,
    ids: Sequence[str] = (),
    tips: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the file of a layer of areas.

    Parameters
    ----------
    areas, style
        Polygons or multipolygons in a metric CRS, and the style number of each.
    tolerance_m
        Detail that may be left out when drawing [m].
    ids, tips
        Id and hover text of each area; empty where the layer is only looked at.
    """
    drawn = areas.simplify(tolerance_m) if tolerance_m > 0 else areas
    parts, owner = shapely.get_parts(in_degrees(drawn).to_numpy(), return_index=True)
    rings, ring_owner = shapely.get_rings(parts, return_index=True)
    file: dict[str, Any] = {
        "xy": _deltas(shapely.get_coordinates(rings)),
        "sizes": shapely.get_num_coordinates(rings).tolist(),
        "rings": np.bincount(ring_owner, minlength=len(parts)).tolist(),
        "style": style[owner].tolist(),
    }
    if len(ids):
        file["ids"] = [ids[i] for i in owner]
    if len(tips):
        file["tips"] = [tips[i] for i in owner]
    return file


def point_file(points: gpd.GeoSeries, style: npt.NDArray[np.int64]) -> dict[str, Any]:
    """Return the file of a layer of points, one style number a point."""
    xy = shapely.get_coordinates(in_degrees(points).to_numpy())
    return {"xy": _deltas(xy), "style": style.tolist()}


def encode(file: dict[str, Any]) -> bytes:
    """Return the bytes of a layer file: the same content always gives the same bytes."""
    return json.dumps(file, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def bounds(geometry: gpd.GeoSeries) -> list[list[float]]:
    """Return south-west and north-east corner as ``[latitude, longitude]``."""
    west, south, east, north = in_degrees(geometry).total_bounds.tolist()
    return [[south, west], [north, east]]


def _deltas(xy: npt.NDArray[np.float64]) -> list[int]:
    whole = np.round(xy * UNITS_PER_DEGREE).astype(np.int64)
    steps = np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    flat: list[int] = steps.ravel().tolist()
    return flat
