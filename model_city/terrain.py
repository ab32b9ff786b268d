"""The model height field of Sakai: low coast, terraces, the hills of the south, river valleys.

Heights between the support points of ``facts/heights.csv`` are interpolated; along the rivers
the ground is lowered to a valley. It is a model and no survey: good enough for slopes and for
the order of low and high ground, not for the height of a single house.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from scipy.interpolate import RBFInterpolator, RegularGridInterpolator

from model_city.lines import CityLines

FloatArray = npt.NDArray[np.float64]

#: Lowest ground of the model [m, T.P.]: 堺区 and 西区 have 0–1 m beside the old port and the canals.
LOWEST_M = 0.3

#: Spacing of the grid on which the field is computed once [m].
GRID_STEP_M = 100.0

#: Depth and half width [m] of the valley of a river; the coast plain has none, the hills the deepest.
VALLEYS_M = {
    "石津川": (22.0, 260.0),
    "和田川": (20.0, 220.0),
    "陶器川": (12.0, 180.0),
    "妙見川": (15.0, 180.0),
    "百済川": (6.0, 150.0),
    "西除川": (5.0, 200.0),
    "東除川": (5.0, 200.0),
}

#: Ground below the first height [m] has no valley, above the second its full depth.
VALLEY_RISE_M = (12.0, 60.0)


@dataclass(frozen=True, slots=True, eq=False)
class Terrain:
    """The height field on a grid over the city.

    Parameters
    ----------
    x_m, y_m
        Coordinates of the grid in EPSG:6674 [m], shapes (nx,) and (ny,).
    grid_m
        Heights [m, T.P.] by x and y, shape (nx, ny).
    """

    x_m: FloatArray
    y_m: FloatArray
    grid_m: FloatArray

    def elevation_m(self, x_m: npt.ArrayLike, y_m: npt.ArrayLike) -> FloatArray:
        """Return model heights [m, T.P.] at points in EPSG:6674, rounded to 0.1 m.

        Points beyond the grid take the height of its edge.
        """
        x = np.clip(np.asarray(x_m, dtype=float), self.x_m[0], self.x_m[-1])
        y = np.clip(np.asarray(y_m, dtype=float), self.y_m[0], self.y_m[-1])
        field = RegularGridInterpolator((self.x_m, self.y_m), self.grid_m)
        heights: FloatArray = np.round(field(np.stack([x, y], axis=-1)), 1)
        return heights


def build_terrain(lines: CityLines) -> Terrain:
    """Build the height field from the support points and the rivers of the facts."""
    west, south, east, north = lines.wards.total_bounds
    x_m = np.arange(west - 500.0, east + 500.0 + GRID_STEP_M, GRID_STEP_M)
    y_m = np.arange(south - 500.0, north + 500.0 + GRID_STEP_M, GRID_STEP_M)
    points = np.stack(np.meshgrid(x_m, y_m, indexing="ij"), axis=-1).reshape(-1, 2)
    support = shapely.get_coordinates(lines.heights.geometry.to_numpy())
    # In kilometres the system is well conditioned; a linear kernel never overshoots far.
    field = RBFInterpolator(support / 1000.0, lines.heights["elevation_m"].to_numpy(), kernel="linear")
    heights = np.maximum(field(points / 1000.0), LOWEST_M)
    heights = np.maximum(heights - _valley_depth_m(points, heights, lines), LOWEST_M)
    return Terrain(x_m, y_m, heights.reshape(x_m.size, y_m.size))


def _valley_depth_m(points: FloatArray, heights_m: FloatArray, lines: CityLines) -> FloatArray:
    """Return how far the rivers have cut into the ground [m]; of two valleys the deeper counts."""
    full = np.clip((heights_m - VALLEY_RISE_M[0]) / (VALLEY_RISE_M[1] - VALLEY_RISE_M[0]), 0.0, 1.0)
    depth = np.zeros(len(points))
    geometry = shapely.points(points)
    for name, (depth_m, half_width_m) in VALLEYS_M.items():
        distance_m = shapely.distance(geometry, lines.rivers.geometry[name])
        depth = np.maximum(depth, depth_m * np.exp(-((distance_m / half_width_m) ** 2)))
    return depth * full
