"""The part of a raster that lies in a city: opened as a GeoTIFF alone, bounded before it is read."""

import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyproj
import rasterio
import rasterio.windows
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from data.readers.area_crs import Bounds, SettledCrs, bounds_in, settle
from data.readers.raster_values import cells_near
from domain.faults import Fault, InputError

#: Most cells of a city, and of a block of the file, which is unpacked as a whole [cells]: 2 m over 400 km².
MOST_CELLS = 100_000_000


@dataclass(frozen=True, slots=True, eq=False)
class RasterPart:
    """An open raster, and which of its cells may lie in a city.

    Parameters
    ----------
    raster
        As rasterio opens it.
    window
        Cells to read; None where the raster lies elsewhere.
    settled
        Its CRS.
    faults
        What was noticed.
    """

    raster: Any
    window: Any
    settled: SettledCrs
    faults: tuple[Fault, ...]

    @property
    def cells(self) -> int:
        """Number of cells of the window."""
        return 0 if self.window is None else int(self.window.width) * int(self.window.height)


@contextmanager
def raster_part(path: Path, within: Bounds, *, shown: str, margin: int = 0) -> Iterator[RasterPart]:
    """Open a GeoTIFF.

    Parameters
    ----------
    path, shown
        File under a name of ours, and its name in faults.
    within
        Bounds of the city in degrees.
    margin
        So many cells more on each side.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, is turned, its position is not known, or it has too many cells in the city.
    """
    unreadable = Fault("file_unreadable", file=shown, expected="GeoTIFF")
    try:
        # A raster without a place is refused below, by its position.
        with (
            warnings.catch_warnings(action="ignore", category=NotGeoreferencedWarning),
            rasterio.open(path, driver="GTiff") as raster,
        ):
            if raster.count < 1 or raster.dtypes[0].startswith("complex"):
                raise InputError([unreadable])
            stated = pyproj.CRS.from_wkt(raster.crs.to_wkt()) if raster.crs else None
            settled, faults = settle(stated, tuple(raster.bounds), shown)
            turned = raster.transform
            if settled is None or turned.b or turned.d or turned.a <= 0 or turned.e >= 0:
                raise InputError(faults or [unreadable])
            near = cells_near(raster, bounds_in(settled.crs, within), margin=margin)
            window = None if near is None else rasterio.windows.Window(*near)
            part = RasterPart(raster, window, settled, faults)
            cells = max(part.cells, math.prod(raster.block_shapes[0]))
            if cells > MOST_CELLS:
                raise InputError(
                    [Fault("areas_many", file=shown, value=f"{cells:,}", expected=f"{MOST_CELLS:,}")]
                )
            yield part
    except (RasterioError, ValueError, OverflowError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError([unreadable]) from error
