"""Lists and layers wider than the city, cut to it and counted."""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from domain.import_report import RowCount, row_count

#: Message key of rows that lie outside the city.
OUTSIDE = "outside_city"
#: Streets are kept so far around the city, for people who flee across its border [m].
STREETS_MARGIN_M = 1_000.0


@dataclass(frozen=True, slots=True, eq=False)
class CutLayer:
    """Rows of a layer that concern a city.

    Parameters
    ----------
    table
        Rows left, in their order; where shapes were cut, what of them lies inside.
    kept
        Which rows of the layer these are, shape (rows of the layer,).
    dropped
        Rows outside, for the report.
    cut
        Number of rows of which a part was cut off.
    """

    table: gpd.GeoDataFrame
    kept: npt.NDArray[np.bool_]
    dropped: tuple[RowCount, ...]
    cut: int


def city_outline(wards: gpd.GeoDataFrame, *, margin_m: float = 0.0) -> shapely.Geometry:
    """Return the area of all wards and what lies within a margin of them [m]."""
    # A buffer of nothing: wards that touch or overlap by a hair must not end the union.
    whole = shapely.union_all(shapely.buffer(wards.geometry.to_numpy(), 0.0))
    return shapely.buffer(whole, margin_m) if margin_m else whole


def cut_to_city(
    table: gpd.GeoDataFrame,
    outline: shapely.Geometry,
    *,
    clip: bool = False,
    rows: Sequence[object] | None = None,
) -> CutLayer:
    """Return the rows of a layer that touch a city.

    Parameters
    ----------
    table
        Layer in the metric CRS of the outline, with sound shapes.
    outline
        Area of the city, perhaps with a margin (``city_outline``).
    clip
        Whether areas and lines that reach over the outline are cut off at it. What is left of an
        area is areas, and of a line lines; a shape that only touches the outline from outside goes.
    rows
        How the user counts the rows; by their index where it is not given.
    """
    shapes = table.geometry.to_numpy()
    shapely.prepare(outline)
    kept = np.asarray(shapely.intersects(outline, shapes), dtype=np.bool_)
    over = kept & ~np.asarray(shapely.covers(outline, shapes), dtype=np.bool_)
    if clip and over.any():
        parts = [
            _of_dimension(shapely.intersection(shape, outline), int(shapely.get_dimensions(shape)))
            for shape in shapes[over]
        ]
        shapes = shapes.copy()
        shapes[over] = parts
        gone = np.zeros(len(shapes), dtype=np.bool_)
        gone[over] = shapely.is_empty(np.asarray(parts, dtype=object))
        kept &= ~gone
        over &= ~gone
        table = table.set_geometry(gpd.GeoSeries(shapes, index=table.index, crs=table.crs))
    names = list(table.index if rows is None else rows)
    outside = [name for name, stays in zip(names, kept.tolist(), strict=True) if not stays]
    return CutLayer(
        gpd.GeoDataFrame(table[kept]), kept, row_count(OUTSIDE, outside), int(over.sum()) if clip else 0
    )


def _of_dimension(shape: shapely.Geometry, dimension: int) -> shapely.Geometry:
    """Return the parts of a shape that have a dimension: a cut may leave points and lines of an area."""
    parts = shapely.get_parts(shape)
    same = parts[shapely.get_dimensions(parts) == dimension]
    if len(same) == 1:
        return same[0]
    return shapely.union_all(same) if len(same) else shapely.from_wkt("GEOMETRYCOLLECTION EMPTY")
