"""Elevation as a GeoTIFF: the part of it that lies in the city."""

from pathlib import Path

import numpy as np
import rasterio.windows

from data.readers.area_crs import Bounds
from data.readers.dem_grid import DemGrid
from data.readers.raster_part import raster_part
from data.readers.raster_values import band_metres
from domain.faults import Fault, InputError
from domain.tables.ranges import ELEVATION_M

#: Metres of a degree of latitude, near enough for the size of a cell.
_DEGREE_M = 111_000.0


def read_dem_raster(path: Path, within: Bounds, *, shown: str) -> DemGrid | None:
    """Read the first band of a raster as heights in metres.

    Parameters
    ----------
    path, shown
        File under a name of ours, and its name in faults.
    within
        Bounds of the city in degrees.

    Returns
    -------
    DemGrid or None
        None where the raster does not touch the bounds.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, its position is not known, or it holds what can be no height.
    """
    with raster_part(path, within, shown=shown, margin=1) as part:
        if part.window is None:
            return None
        heights = band_metres(part.raster, part.window, shown, without=-9999.0, dtype="float32")
        corner = rasterio.windows.transform(part.window, part.raster.transform)
    crs = part.settled.crs
    odd = np.isfinite(heights) & ((heights < ELEVATION_M[0]) | (heights > ELEVATION_M[1])) | np.isinf(heights)
    if odd.any():
        expected = f"{ELEVATION_M[0]:g}–{ELEVATION_M[1]:g}"
        value = f"{heights[odd][0]:g}"
        more = int(odd.sum()) - 1
        raise InputError(
            [Fault("dem_cell", file=shown, column="1", value=value, expected=expected, more=more)]
        )
    unit = _DEGREE_M if crs.is_geographic else 1.0
    return DemGrid(heights, corner.c, corner.f, corner.a, -corner.e, crs, round(-corner.e * unit, 1))
