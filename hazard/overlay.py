"""Vectorised overlay of hazard polygons on blocks, places and streets.

Large polygons are cut into small pieces first: a spatial index is worth nothing against one
polygon that covers the city. The index holds the items, the (prepared) pieces query it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

#: Pieces with more corners than this are halved until none is left …
_MAX_CORNERS = 256
#: … or a piece is no longer than this.
_MIN_SIDE_M = 10.0

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
#: shapely geometries, dtype object.
GeometryArray = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Parts of polygons and the position of the polygon that each belongs to.

    Parameters
    ----------
    geometry
        Polygons, shape (p,).
    row
        Position of the source polygon, shape (p,).
    """

    geometry: GeometryArray
    row: IntArray


def cut_pieces(geometry: GeometryArray) -> Pieces:
    """Explode multipolygons and halve what is still large.

    Parameters
    ----------
    geometry
        Polygons or multipolygons, shape (m,); empty and missing ones give no piece.

    Returns
    -------
    Pieces
        Pieces of all polygons.
    """
    parts, row = shapely.get_parts(geometry, return_index=True)
    done_geometry: list[GeometryArray] = []
    done_row: list[IntArray] = []
    while parts.size:
        bounds = shapely.bounds(parts)
        side = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
        large = (shapely.get_num_coordinates(parts) > _MAX_CORNERS) & (side > _MIN_SIDE_M)
        done_geometry.append(parts[~large])
        done_row.append(row[~large])
        parts, row = _halve(parts[large], row[large])
    if not done_geometry:
        return Pieces(np.empty(0, dtype=object), np.empty(0, dtype=np.int64))
    return Pieces(np.concatenate(done_geometry), np.concatenate(done_row).astype(np.int64))


def _halve(parts: GeometryArray, row: IntArray) -> tuple[GeometryArray, IntArray]:
    halves: list[Any] = []
    rows: list[int] = []
    for polygon, source in zip(parts, row, strict=True):
        left, bottom, right, top = polygon.bounds
        boxes: tuple[tuple[float, float, float, float], ...]
        if right - left >= top - bottom:
            middle = (left + right) / 2
            boxes = ((left, bottom, middle, top), (middle, bottom, right, top))
        else:
            middle = (bottom + top) / 2
            boxes = ((left, bottom, right, middle), (left, middle, right, top))
        for half in boxes:
            pieces = shapely.get_parts(shapely.clip_by_rect(polygon, *half))
            # Clipping may leave the line or point in which a polygon touches the cut.
            pieces = pieces[shapely.get_dimensions(pieces) == 2]
            halves.extend(pieces)
            rows.extend([int(source)] * len(pieces))
    out = np.empty(len(halves), dtype=object)
    out[:] = halves
    return out, np.asarray(rows, dtype=np.int64)


def touching(items: GeometryArray, pieces: Pieces) -> tuple[IntArray, IntArray]:
    """Return every pair of an item (point or line) and a polygon that it touches.

    Parameters
    ----------
    items
        Points or lines, shape (n,).
    pieces
        Pieces of the polygons.

    Returns
    -------
    tuple
        Positions of items and of source polygons, each pair once, ordered by item.
    """
    if not len(items) or not pieces.geometry.size:
        empty = np.empty(0, dtype=np.int64)
        return empty, empty
    piece, item = shapely.STRtree(items).query(pieces.geometry, predicate="intersects")
    # One number a pair: sorting numbers takes a tenth of sorting rows.
    rows = int(pieces.row.max()) + 1
    keys = np.sort(item.astype(np.int64) * rows + pieces.row[piece])
    # np.unique would hash the numbers, which takes ten times as long as sorting them.
    pairs = keys[np.diff(keys, prepend=-1) > 0]
    return pairs // rows, pairs % rows


def pairs_inside(items: GeometryArray, pieces: Pieces) -> tuple[IntArray, IntArray, npt.NDArray[np.bool_]]:
    """Return every pair of an item and a piece that meet, and whether the item lies wholly inside it.

    Parameters
    ----------
    items
        Polygons, shape (n,).
    pieces
        Pieces of polygons.

    Returns
    -------
    tuple
        Positions of items and of pieces, and whether the piece contains the item, shape (pairs,).
    """
    if not len(items) or not pieces.geometry.size:
        empty = np.empty(0, dtype=np.int64)
        return empty, empty, np.empty(0, dtype=bool)
    tree = shapely.STRtree(items)
    piece, item = tree.query(pieces.geometry, predicate="intersects")
    inside = _pair_is_in(tree.query(pieces.geometry, predicate="contains_properly"), piece, item, len(items))
    return item.astype(np.int64), piece.astype(np.int64), inside


def _pair_is_in(pairs: IntArray, piece: IntArray, item: IntArray, items: int) -> npt.NDArray[np.bool_]:
    known = pairs[0].astype(np.int64) * items + pairs[1]
    return np.isin(piece.astype(np.int64) * items + item, known)
