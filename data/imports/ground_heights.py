"""Heights of the ground at places and blocks, from an elevation model; and where they were lost again."""

from collections.abc import Sequence

import geopandas as gpd
import numpy as np

from data.imports.street_heights import points_xy
from data.readers.dem_grid import DemGrid, ground_heights
from domain.faults import Fault
from domain.vocabulary import Severity


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


def without_height(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, layer: str) -> tuple[Fault, ...]:
    """Return the warning that renewed places or blocks have no height, where those before them had.

    Parameters
    ----------
    before, after
        ``Places`` or ``Blocks`` before and after an import.
    layer
        Their layer.
    """
    missing = int(after["ground_elevation_m"].isna().sum())
    if not missing or before["ground_elevation_m"].isna().all():
        return ()
    return (Fault("heights_missing", Severity.WARNING, layer=layer, value=f"{missing:,}"),)
