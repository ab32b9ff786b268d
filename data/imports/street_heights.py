"""Heights of corners from an elevation model, and the slopes of streets that follow."""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.readers.dem_grid import FINE_CELL_M, GroundHeights
from domain.tables.city import Nodes, Streets

#: Rise is taken over at least this run [m], on cells up to 5 m and on larger ones: on less, what is
#: measured is the noise of the model (standard error about 0.3 m and 5 m; GSI).
FINE_RUN_M, COARSE_RUN_M = 20.0, 100.0

#: Steepest street, and steepest steps (rise over run): more is a wall beside the street, or an error.
STEEPEST, STEEPEST_STEPS = 0.35, 0.7


@dataclass(frozen=True, slots=True, eq=False)
class SlopedStreets:
    """Nodes with heights and streets with slopes.

    Parameters
    ----------
    nodes, streets
        ``Nodes`` and ``Streets``.
    known
        Number of nodes that got a height.
    off_ground
        Number of nodes in the middle of bridges and tunnels: the ground there is not the street.
    bounded
        Number of streets whose slope was cut to the steepest.
    """

    nodes: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    known: int
    off_ground: int
    bounded: int


def slope_streets(nodes: gpd.GeoDataFrame, streets: gpd.GeoDataFrame, ground: GroundHeights) -> SlopedStreets:
    """Give corners the height of the ground, and streets the slope between their corners.

    A corner at which bridges and tunnels alone meet keeps what is known of it, and so does a corner
    without ground. A street with an end of unknown height is level.

    Parameters
    ----------
    nodes, streets
        ``Nodes`` and ``Streets``.
    ground
        Ground at the nodes, in their order.
    """
    off = streets["bridge"] | streets["tunnel"]
    on_ground = np.unique(streets.loc[~off, ["u", "v"]].to_numpy())
    touched = np.unique(streets[["u", "v"]].to_numpy())
    above = nodes.index.isin(touched) & ~nodes.index.isin(on_ground)
    told = np.isfinite(ground.height_m) & ~above
    height = pd.Series(
        np.where(told, ground.height_m, nodes["elevation_m"].to_numpy(dtype=float)), index=nodes.index
    )
    coarse = pd.Series(told & (ground.cell_m > FINE_CELL_M), index=nodes.index)
    ends = [streets[end].to_numpy() for end in ("u", "v")]
    run = np.where(np.logical_or(*(coarse.loc[end].to_numpy() for end in ends)), COARSE_RUN_M, FINE_RUN_M)
    rise = height.loc[ends[1]].to_numpy() - height.loc[ends[0]].to_numpy()
    slope = np.nan_to_num(rise / np.maximum(streets["length_m"].to_numpy(dtype=float), run))
    most = np.where(streets["steps"].to_numpy(dtype=bool), STEEPEST_STEPS, STEEPEST)
    bounded = np.clip(slope, -most, most)
    return SlopedStreets(
        gpd.GeoDataFrame(Nodes.check(gpd.GeoDataFrame(nodes.assign(elevation_m=height)))),
        gpd.GeoDataFrame(Streets.check(gpd.GeoDataFrame(streets.assign(slope=bounded)))),
        int(told.sum()),
        int((above & np.isfinite(ground.height_m)).sum()),
        int((np.abs(slope) > most).sum()),
    )


def points_xy(frame: gpd.GeoDataFrame) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Return a point of each shape, shape (n, 2): itself, or a point inside it."""
    return shapely.get_coordinates(shapely.point_on_surface(frame.geometry.to_numpy()))
