"""Heights of the ground at places and blocks, from an elevation model."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np

from data.imports.street_heights import points_xy
from data.readers.dem_grid import DemGrid, ground_heights


def with_heights(table: gpd.GeoDataFrame, grids: Sequence[DemGrid], epsg: int) -> gpd.GeoDataFrame:
    """Return places or blocks with the height of the ground at a point of each, and its error.

    Where the model knows no ground, what was known stays: height and error are of one model.

    Parameters
    ----------
    table
        ``Places`` or ``Blocks``.
    grids
        Elevation model.
    epsg
        CRS of the table.
    """
    if table.empty:
        return table
    ground = ground_heights(grids, points_xy(table), epsg)
    told = np.isfinite(ground.height_m)
    return gpd.GeoDataFrame(
        table.assign(
            ground_elevation_m=np.where(told, ground.height_m, table["ground_elevation_m"]),
            ground_elevation_error_m=np.where(told, ground.error_m, table["ground_elevation_error_m"]),
        )
    )
