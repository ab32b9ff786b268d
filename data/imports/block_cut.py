"""An area of many people divided into blocks of at most about 150: along streets, else by balanced cuts.

The rule (ADR 0041): people are taken to live evenly over the ground of their area. Streets cut it into
pieces; pieces are put together from both ends of the longer side, halved again and again, until no block
has more than ``MOST_PERSONS``; one piece that has more is cut across its longer side into halves of equal
ground. The same area gives the same blocks, whatever the order of the streets.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.errors import GEOSException

#: Most people of a block; those that people cannot be told apart in have more.
MOST_PERSONS = 150.0
#: Ground below which a block is not divided further, however many live there [m²].
_LEAST_M2 = 60.0
#: Pieces between streets smaller than this are traffic islands and slivers: they go with a neighbour [m²].
_SLIVER_M2 = 1.0
_GRID_M = 0.001
_HALVINGS = 40

ShapeArray = npt.NDArray[np.object_]


def cut_into_blocks(area: Any, persons: float, streets: ShapeArray) -> list[Any]:
    """Return the blocks of an area.

    Parameters
    ----------
    area
        Valid area in metres.
    persons
        People who live there.
    streets
        Lines that touch it; may be none, shape (n,).

    Returns
    -------
    list
        Areas that do not overlap and cover it together, in a fixed order; the area itself where it needs
        no division.
    """
    if persons <= MOST_PERSONS or area.area <= _LEAST_M2:
        return [area]
    pieces = _pieces(area, streets)
    blocks = _halved(pieces, persons / sum(piece.area for piece in pieces))
    return [_joined(block) for block in blocks]


def _pieces(area: Any, streets: ShapeArray) -> list[Any]:
    """Return the ground between streets, in an order that only the shapes decide."""
    if not len(streets):
        return _sorted(shapely.get_parts(area).tolist())
    try:
        inside = shapely.intersection(area, shapely.union_all(streets))
        lines = shapely.union_all([area.boundary, inside], grid_size=_GRID_M)
        faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
        cut = [face for face in faces.tolist() if area.contains(face.representative_point())]
    except GEOSException:
        cut = []
    covered = sum(face.area for face in cut)
    if abs(covered - area.area) > max(_SLIVER_M2, 1e-4 * area.area):
        # Lines too close to be told apart: the area is cut as if it had no streets.
        return _sorted(shapely.get_parts(area).tolist())
    return _sorted([face for face in cut if not face.is_empty])


def _sorted(pieces: Sequence[Any]) -> list[Any]:
    def key(piece: Any) -> tuple[float, ...]:
        centre = piece.centroid
        return (round(centre.x, 3), round(centre.y, 3), round(piece.area, 3))

    return sorted(pieces, key=key)


def _halved(pieces: list[Any], per_m2: float) -> list[list[Any]]:
    """Return pieces as groups of few enough people, by halving along the longer side."""
    total = sum(piece.area for piece in pieces)
    if total * per_m2 <= MOST_PERSONS or total <= _LEAST_M2:
        return [pieces]
    if len(pieces) == 1:
        pieces = _cut_across(pieces[0])
        if len(pieces) == 1:
            return [pieces]
    first, second = _two_groups(pieces)
    return [*_halved(first, per_m2), *_halved(second, per_m2)]


def _two_groups(pieces: list[Any]) -> tuple[list[Any], list[Any]]:
    """Return pieces as two groups of about equal ground, on both sides of a line across the longer side."""
    west, south, east, north = shapely.total_bounds(np.array(pieces, dtype=object)).tolist()
    along_x = east - west >= north - south
    centres = [piece.centroid for piece in pieces]
    order = sorted(
        range(len(pieces)),
        key=lambda i: (centres[i].x, centres[i].y) if along_x else (centres[i].y, centres[i].x),
    )
    areas = np.cumsum([pieces[i].area for i in order])
    # At least one piece on either side.
    at = int(np.argmin(np.abs(areas[:-1] - areas[-1] / 2))) + 1
    return [pieces[i] for i in order[:at]], [pieces[i] for i in order[at:]]


def _cut_across(piece: Any) -> list[Any]:
    """Return a piece cut across its longer side into two parts of equal ground; itself where it cannot be."""
    west, south, east, north = piece.bounds
    along_x = east - west >= north - south
    low, high = (west, east) if along_x else (south, north)
    half = piece.area / 2
    left, right = low, high

    def before(position: float) -> Any:
        if along_x:
            return shapely.intersection(piece, shapely.box(west - 1, south - 1, position, north + 1))
        return shapely.intersection(piece, shapely.box(west - 1, south - 1, east + 1, position))

    for _ in range(_HALVINGS):
        middle = (left + right) / 2
        if before(middle).area < half:
            left = middle
        else:
            right = middle
    one = _areas_only(before(right))
    other = _areas_only(shapely.difference(piece, one))
    return [one, other] if one.area > 0 and other.area > 0 and math.isfinite(one.area) else [piece]


def _areas_only(shape: Any) -> Any:
    parts = [
        part for part in shapely.get_parts(shape).tolist() if part.geom_type == "Polygon" and part.area > 0
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _joined(pieces: Sequence[Any]) -> Any:
    return pieces[0] if len(pieces) == 1 else _areas_only(shapely.union_all(list(pieces)))
