"""Areas as files draw them, made valid: each part once, without lines and specks."""

from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely.errors import GEOSException

#: Parts of a repaired area below this share of it are specks of the repair.
_SPECK_SHARE = 1e-9

ShapeArray = npt.NDArray[np.object_]


def repaired(shapes: ShapeArray) -> tuple[ShapeArray, npt.NDArray[np.bool_]]:
    """Return areas that are valid, and which of them were made so.

    Parameters
    ----------
    shapes
        Polygons and multipolygons, shape (n,).

    Returns
    -------
    shapes
        The same, valid; an area of which nothing is left is an empty polygon, shape (n,).
    was_invalid
        Which were repaired, shape (n,).
    """
    invalid = ~shapely.is_valid(shapes)
    out = shapes.copy()
    for at in np.flatnonzero(invalid).tolist():
        out[at] = _made_valid(shapes[at])
    return out, np.asarray(invalid, dtype=bool)


def in_metres(table: gpd.GeoDataFrame, crs: Any) -> gpd.GeoDataFrame:
    """Return areas in a metric CRS, valid there: corners told apart in degrees may fall together in metres.

    Parameters
    ----------
    table
        Rows with valid areas in any CRS.
    crs
        CRS of the result, as geopandas takes it.
    """
    placed = gpd.GeoDataFrame(table.to_crs(crs))
    shapes, _ = repaired(placed.geometry.to_numpy())
    return gpd.GeoDataFrame(placed.set_geometry(gpd.GeoSeries(shapes, index=placed.index, crs=placed.crs)))


def dissolved(shapes: ShapeArray) -> Any:
    """Return valid areas as one, valid; what cannot be joined as it stands is joined without slivers.

    Corners that are the same but for their last digits can leave a part of the union within another.
    """
    try:
        whole = areas_of(shapely.union_all(shapes))
    except GEOSException:
        whole = areas_of(shapely.union_all(shapely.buffer(shapes, 0.0)))
    return whole if whole.is_valid else _made_valid(whole)


def areas_of(shape: Any) -> Any:
    """Return the areas of a shape alone: a polygon, a multipolygon, or an empty polygon."""
    parts = [part for part in _flat(shape) if part.geom_type == "Polygon" and not part.is_empty]
    if not parts:
        return shapely.Polygon()
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _made_valid(shape: Any) -> Any:
    try:
        whole = areas_of(shapely.make_valid(shape, method="structure", keep_collapsed=False))
    except GEOSException:
        # Corners that are no numbers, or too far apart to be drawn.
        return shapely.Polygon()
    parts = shapely.get_parts(whole)
    return areas_of(shapely.MultiPolygon([part for part in parts if part.area > _SPECK_SHARE * whole.area]))


def _flat(shape: Any) -> list[Any]:
    """Return the single shapes of a shape, those of collections in collections too."""
    parts = shapely.get_parts(shape).tolist()
    if (
        parts
        and parts[0] is not shape
        and any(part.geom_type.startswith(("Multi", "Geom")) for part in parts)
    ):
        return [single for part in parts for single in _flat(part)]
    return parts
