"""A network many times as large: mirrored copies of it in a row, joined where they touch."""

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from evacuation.network import FloatArray

#: Ends of lines that are joined with their mirror images where two tiles touch: those nearest to it.
_JOINED = 40


def mirrored(lines: gpd.GeoDataFrame, tiles: int) -> gpd.GeoDataFrame:
    """Return lines and their mirror images, side by side to the east.

    Parameters
    ----------
    lines
        Lines in a metric CRS.
    tiles
        How many, the lines themselves among them.
    """
    west, _, east, _ = lines.total_bounds
    width = east - west
    parts = []
    for k in range(tiles):
        at = shapely.transform(lines.geometry.to_numpy(), _placed(k, west, east))
        parts.append(at)
        if k + 1 < tiles:
            parts.append(_joints(at, west + (k + 1) * width))
    return gpd.GeoDataFrame(geometry=np.concatenate(parts), crs=lines.crs)


def _placed(k: int, west: float, east: float) -> Callable[[FloatArray], FloatArray]:
    """Return what moves points to a tile; every other one is mirrored, so that equal sides touch."""

    def move(xy: FloatArray) -> FloatArray:
        x = xy[:, 0] if k % 2 == 0 else west + east - xy[:, 0]
        return np.column_stack([x + k * (east - west), xy[:, 1]])

    return move


def _joints(lines: npt.NDArray[np.object_], border: float) -> npt.NDArray[np.object_]:
    """Return lines from the ends nearest to the border to their mirror images."""
    ends = shapely.get_coordinates(shapely.get_point(lines, 0)).round(2)
    ends = np.unique(ends[ends[:, 0] < border], axis=0)
    near = ends[np.argsort(border - ends[:, 0], kind="stable")[:_JOINED]]
    return shapely.linestrings(
        np.stack([near, np.column_stack([2 * border - near[:, 0], near[:, 1]])], axis=1)
    )
