"""Arrays of geometry with exact types: thin layers over shapely's vectorised functions."""

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from model_city.lines import CityLines

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
Shapes = npt.NDArray[np.object_]


def points(xy_m: FloatArray) -> Shapes:
    """Return points at coordinates of shape (n, 2)."""
    return np.asarray(shapely.points(xy_m), dtype=object)


def polylines(xy_m: FloatArray) -> Shapes:
    """Return lines through coordinates of shape (n, vertices, 2)."""
    return np.asarray(shapely.linestrings(xy_m), dtype=object)


def lengths_m(shapes: Shapes) -> FloatArray:
    """Return lengths [m], shape (n,)."""
    return np.asarray(shapely.length(shapes), dtype=np.float64)


def distances_m(xy_m: FloatArray, to: BaseGeometry) -> FloatArray:
    """Return the distance of each point to one geometry [m], shape (n,)."""
    return np.asarray(shapely.distance(points(xy_m), to), dtype=np.float64)


def located_m(line: BaseGeometry, places: Shapes) -> FloatArray:
    """Return how far along a line the nearest point to each place lies [m], shape (n,)."""
    return np.asarray(shapely.line_locate_point(np.array([line], dtype=object), places), dtype=np.float64)


def is_inside(ground: BaseGeometry, xy_m: FloatArray) -> BoolArray:
    """Whether each point lies inside the ground, shape (n,)."""
    shapely.prepare(ground)
    return np.asarray(shapely.contains_xy(ground, xy_m[:, 0], xy_m[:, 1]), dtype=np.bool_)


def is_covered(ground: BaseGeometry, shapes: Shapes) -> BoolArray:
    """Whether each geometry lies wholly on the ground, shape (n,)."""
    shapely.prepare(ground)
    return np.asarray(shapely.covers(ground, shapes), dtype=np.bool_)


def meets(obstacle: BaseGeometry, shapes: Shapes) -> BoolArray:
    """Whether each geometry meets the obstacle, shape (n,)."""
    shapely.prepare(obstacle)
    return np.asarray(shapely.intersects(obstacle, shapes), dtype=np.bool_)


def coordinates_m(shapes: object) -> FloatArray:
    """Return the coordinates of points, an array or a series of them, shape (n, 2)."""
    return np.asarray(shapely.get_coordinates(np.asarray(shapes, dtype=object)), dtype=np.float64)


def city_ground(lines: CityLines) -> BaseGeometry:
    """Return the ground of all wards."""
    return shapely.union_all(lines.wards.geometry.to_numpy())


def closed_ground(lines: CityLines) -> BaseGeometry:
    """Return the ground of burial mounds and ponds, on which there is no street."""
    closed = lines.sites.loc[~lines.sites["walkable"], "geometry"]
    return shapely.union_all(np.asarray(closed, dtype=object))


def barrier_beds(lines: CityLines, margin_m: float) -> BaseGeometry:
    """Return the ground of rivers and railways: half their width and a margin on both sides."""
    barriers = lines.barriers()
    half_m = barriers["width_m"].to_numpy(dtype=float) / 2.0 + margin_m
    return shapely.union_all(shapely.buffer(barriers.geometry.to_numpy(), half_m))
