"""A square grid over the city: fields on it, and polygons from classes of a field."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import shapely
from scipy import ndimage

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

_Value = TypeVar("_Value", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells of ``cell_m`` from the lower left corner (x0, y0); arrays are (rows y, columns x)."""

    x0: float
    y0: float
    cell_m: float
    columns: int
    rows: int

    @classmethod
    def over(cls, bounds: FloatArray, cell_m: float) -> "Grid":
        """Return the grid that covers bounds (x, y, x, y); its corners lie on multiples of the cell."""
        x0, y0 = (np.floor(bounds[:2] / cell_m) - 2) * cell_m
        x1, y1 = (np.ceil(bounds[2:] / cell_m) + 2) * cell_m
        return cls(float(x0), float(y0), cell_m, round((x1 - x0) / cell_m), round((y1 - y0) / cell_m))

    def centres(self) -> tuple[FloatArray, FloatArray]:
        """Return x and y [m] of every cell centre, each of shape (rows, columns)."""
        x = self.x0 + (np.arange(self.columns) + 0.5) * self.cell_m
        y = self.y0 + (np.arange(self.rows) + 0.5) * self.cell_m
        xx, yy = np.meshgrid(x, y)
        return xx, yy

    def inside(self, geometry: shapely.Geometry) -> npt.NDArray[np.bool_]:
        """Return which cell centres lie within a geometry."""
        xx, yy = self.centres()
        shapely.prepare(geometry)
        inside: npt.NDArray[np.bool_] = shapely.contains_xy(geometry, xx.ravel(), yy.ravel())
        return inside.reshape(self.rows, self.columns)

    def cell_of(self, x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[IntArray, IntArray]:
        """Return row and column of the cells that hold the points."""
        up = np.asarray((np.asarray(y, dtype=np.float64) - self.y0) / self.cell_m, dtype=np.int64)
        right = np.asarray((np.asarray(x, dtype=np.float64) - self.x0) / self.cell_m, dtype=np.int64)
        return np.clip(up, 0, self.rows - 1), np.clip(right, 0, self.columns - 1)

    def sample(self, field: npt.NDArray[_Value], x: npt.ArrayLike, y: npt.ArrayLike) -> npt.NDArray[_Value]:
        """Return the field's values at the points."""
        row, column = self.cell_of(x, y)
        return field[row, column]

    def distance_to(self, geometry: shapely.Geometry) -> FloatArray:
        """Return the distance [m] of every cell centre to a geometry."""
        distance = shapely.distance(_centre_points(self), geometry)
        return np.asarray(distance, dtype=np.float64).reshape(self.rows, self.columns)


@lru_cache(maxsize=1)
def _centre_points(grid: Grid) -> npt.NDArray[np.object_]:
    """Return the cell centres as points, row by row: to make them takes longer than to measure from them."""
    xx, yy = grid.centres()
    return np.asarray(shapely.points(xx.ravel(), yy.ravel()), dtype=object)


def smooth_noise(grid: Grid, rng: np.random.Generator, scale_m: float) -> FloatArray:
    """Return a random field of mean 0 and standard deviation 1 with features of the scale."""
    field = ndimage.gaussian_filter(
        rng.standard_normal((grid.rows, grid.columns)), scale_m / grid.cell_m, mode="nearest"
    )
    return np.asarray((field - field.mean()) / field.std(), dtype=np.float64)


def class_polygons(
    grid: Grid, classes: IntArray, *, tolerance_m: float, least_area_m2: float
) -> tuple[list[shapely.Polygon], list[int]]:
    """Return simplified polygons of each class; neighbours keep a common border.

    Parameters
    ----------
    grid
        The grid of ``classes``.
    classes
        Class of each cell, shape (rows, columns); negative cells belong to no polygon.
    tolerance_m
        Corners that cut off less than the square of it are dropped (Visvalingam).
    least_area_m2
        Smaller polygons are left out.

    Returns
    -------
    tuple
        Polygons, and the class of each, sorted by class and position.
    """
    codes = [int(code) for code in np.unique(classes) if code >= 0]
    if not codes:
        return [], []
    merged = np.array([_merge_cells(grid, classes == code) for code in codes], dtype=object)
    simple = shapely.coverage_simplify(merged, tolerance_m)
    polygons: list[shapely.Polygon] = []
    labels: list[int] = []
    for code, shape in zip(codes, simple, strict=True):
        for part in _parts(shape):
            if part.area >= least_area_m2:
                polygons.append(part)
                labels.append(code)
    return polygons, labels


def _merge_cells(grid: Grid, mask: npt.NDArray[np.bool_]) -> shapely.Geometry:
    row, column = np.nonzero(mask)
    x = grid.x0 + column * grid.cell_m
    y = grid.y0 + row * grid.cell_m
    return shapely.coverage_union_all(shapely.box(x, y, x + grid.cell_m, y + grid.cell_m))


def _parts(shape: shapely.Geometry) -> list[shapely.Polygon]:
    whole = shapely.set_precision(shape, 1.0)
    parts = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    return sorted(parts, key=lambda part: (round(part.bounds[0]), round(part.bounds[1]), round(part.area)))
