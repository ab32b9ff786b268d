"""Grids of ground heights, and the height at a point."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyproj

from data.readers.area_crs import Bounds

FloatArray = npt.NDArray[np.float64]

#: Most cells of all grids of a city: 5 m over 2,500 km².
MOST_CELLS = 100_000_000

#: Cells up to this size [m] are fine: the GSI's 5 m mesh has 0.2 seconds of arc, 6.2 m from north to south,
#: its 10 m mesh twice as much.
FINE_CELL_M = 7.0


@dataclass(frozen=True, slots=True, eq=False)
class DemGrid:
    """Heights in cells of one size.

    Parameters
    ----------
    heights_m
        Height of each cell [m], the northern row first, NaN unknown, shape (rows, columns).
    left, top
        Outer corner in the north-west, in units of the CRS.
    width, height
        Size of a cell, in units of the CRS.
    crs
        CRS.
    cell_m
        Size of a cell [m].
    error_m
        Standard error of its heights at most [m], as its maker states it; NaN where nobody does.
    """

    heights_m: npt.NDArray[np.float32]
    left: float
    top: float
    width: float
    height: float
    crs: pyproj.CRS
    cell_m: float
    error_m: float = float("nan")

    def at(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return heights at points in the CRS of the grid, NaN outside and where none is known, shape (n,).

        A height lies at the middle of its cell; between the middles it goes on straight. Cells without
        a height do not count.
        """
        rows, columns = self.heights_m.shape
        column, row = (x - self.left) / self.width - 0.5, (self.top - y) / self.height - 0.5
        inside = (column >= -0.5) & (column <= columns - 0.5) & (row >= -0.5) & (row <= rows - 0.5)
        found = np.full(x.size, np.nan)
        column, row = np.clip(column[inside], 0, columns - 1), np.clip(row[inside], 0, rows - 1)
        west, north = np.floor(column).astype(np.int64), np.floor(row).astype(np.int64)
        total, weights = np.zeros(column.size), np.zeros(column.size)
        for down, right in ((0, 0), (0, 1), (1, 0), (1, 1)):
            r, c = np.minimum(north + down, rows - 1), np.minimum(west + right, columns - 1)
            weight = np.abs(1 - right - (column - west)) * np.abs(1 - down - (row - north))
            values = self.heights_m[r, c].astype(np.float64)
            known = np.isfinite(values)
            total += np.where(known, weight * np.where(known, values, 0.0), 0.0)
            weights += np.where(known, weight, 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            found[inside] = np.where(weights > 0, total / weights, np.nan)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class GroundHeights:
    """Heights at points, and the cell that each comes from.

    Parameters
    ----------
    height_m
        Height [m], NaN unknown, shape (n,).
    cell_m
        Size of the cells [m], NaN where the height is unknown, shape (n,).
    error_m
        Standard error at most [m], NaN where it or the height is unknown, shape (n,).
    """

    height_m: FloatArray
    cell_m: FloatArray
    error_m: FloatArray


def ground_heights(grids: Sequence[DemGrid], xy: FloatArray, epsg: int) -> GroundHeights:
    """Return the height of the ground at points: of the finest grid that knows it.

    The height at a point is the mean of those at it and one cell north, south, east and west of it: a
    single cell may be a parapet, a car or the noise of the survey.

    Parameters
    ----------
    grids
        Grids in any order.
    xy
        Points in a metric CRS, shape (n, 2).
    epsg
        That CRS.
    """
    height, cell, error = (np.full(len(xy), np.nan) for _ in range(3))
    for grid in sorted(grids, key=lambda one: (one.cell_m, one.left, one.top)):
        transformer = pyproj.Transformer.from_crs(epsg, grid.crs, always_xy=True)
        x, y = (np.asarray(axis, dtype=np.float64) for axis in transformer.transform(xy[:, 0], xy[:, 1]))
        rows, columns = grid.heights_m.shape
        near = ~np.isfinite(height)
        near &= (x >= grid.left) & (x <= grid.left + columns * grid.width)
        near &= (y <= grid.top) & (y >= grid.top - rows * grid.height)
        at = np.flatnonzero(near)
        if not at.size:
            continue
        here = grid.at(x[at], y[at])
        steps = ((grid.width, 0.0), (-grid.width, 0.0), (0.0, grid.height), (0.0, -grid.height))
        around = np.stack([here, *(grid.at(x[at] + dx, y[at] + dy) for dx, dy in steps)])
        known = np.isfinite(around)
        mean = np.where(known, around, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        height[at] = np.where(np.isfinite(here), mean, np.nan)
        cell[at] = np.where(np.isfinite(here), grid.cell_m, np.nan)
        error[at] = np.where(np.isfinite(here), grid.error_m, np.nan)
    return GroundHeights(height, cell, error)


def joins(bounds: Bounds, other: Bounds) -> bool:
    """Whether two boxes have a point in common."""
    return bounds[0] <= other[2] and other[0] <= bounds[2] and bounds[1] <= other[3] and other[1] <= bounds[3]
