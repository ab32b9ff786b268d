"""Elevation as a GeoTIFF: the part of it that lies in the city."""

from pathlib import Path

import numpy as np
import pyproj
import rasterio
import rasterio.windows
from rasterio.errors import RasterioError

from data.readers.area_crs import Bounds, bounds_in, settle
from data.readers.dem_grid import MOST_CELLS, DemGrid
from data.readers.raster_values import band_metres, cells_near
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
    try:
        with rasterio.open(path, driver="GTiff") as raster:
            if raster.count < 1 or raster.dtypes[0].startswith("complex"):
                raise InputError([_unreadable(shown)])
            stated = pyproj.CRS.from_wkt(raster.crs.to_wkt()) if raster.crs else None
            settled, faults = settle(stated, tuple(raster.bounds), shown)
            turned = raster.transform
            if settled is None or turned.b or turned.d or turned.a <= 0 or turned.e >= 0:
                raise InputError(faults or [_unreadable(shown)])
            # One cell more on each side: a height at the edge goes on straight to the next.
            near = cells_near(raster, bounds_in(settled.crs, within), margin=1)
            if near is None:
                return None
            part = rasterio.windows.Window(*near)
            if int(part.width) * int(part.height) > MOST_CELLS:
                cells = f"{int(part.width) * int(part.height):,}"
                raise InputError([Fault("areas_many", file=shown, value=cells, expected=f"{MOST_CELLS:,}")])
            heights = band_metres(raster, part, shown, without=-9999.0, dtype="float32")
            corner = rasterio.windows.transform(part, turned)
    except (RasterioError, ValueError, OverflowError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError([_unreadable(shown)]) from error
    odd = np.isfinite(heights) & ((heights < ELEVATION_M[0]) | (heights > ELEVATION_M[1])) | np.isinf(heights)
    if odd.any():
        expected = f"{ELEVATION_M[0]:g}–{ELEVATION_M[1]:g}"
        value = f"{heights[odd][0]:g}"
        more = int(odd.sum()) - 1
        raise InputError(
            [Fault("dem_cell", file=shown, column="1", value=value, expected=expected, more=more)]
        )
    unit = _DEGREE_M if settled.crs.is_geographic else 1.0
    return DemGrid(heights, corner.c, corner.f, corner.a, -corner.e, settled.crs, round(-corner.e * unit, 1))


def _unreadable(shown: str) -> Fault:
    return Fault("file_unreadable", file=shown, expected="GeoTIFF")
