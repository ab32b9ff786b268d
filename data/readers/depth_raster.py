"""Depth rasters (GeoTIFF): cells with a depth become areas of one class each, window by window."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import rasterio
import rasterio.features
import rasterio.windows
import shapely
from rasterio.errors import RasterioError, RasterioIOError

from data.readers.area_crs import Bounds, bounds_in, settle
from data.readers.area_members import AreaMember
from data.readers.depth_classes import LIMITS_M, MOST_M, depth_class
from data.readers.hazard_read import HazardRead
from data.readers.raster_values import band_metres, cells_near
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.import_report import note
from domain.vocabulary import HazardKind

#: Most cells of a city that are read [cells]: a 2 m raster of 400 km².
_MAX_CELLS = 100_000_000
#: Rows that are read at once.
_BAND_ROWS = 1_024


def read_depth_raster(member: AreaMember, within: Bounds, *, kind: HazardKind, layer: str) -> HazardRead:
    """Read the first band of a raster as depths in metres.

    Parameters
    ----------
    member
        The GeoTIFF.
    within
        Bounds of the city in degrees.
    kind, layer
        Hazard and id of the layer.

    Raises
    ------
    domain.faults.InputError
        When it cannot be read, its position is not known, or it holds what can be no depth.
    """
    with _opened(member) as raster:
        stated = pyproj.CRS.from_wkt(raster.crs.to_wkt()) if raster.crs else None
        settled, faults = settle(stated, tuple(raster.bounds), member.shown)
        if settled is None:
            raise InputError(faults)
        near = cells_near(raster, bounds_in(settled.crs, within)) or (0, 0, 0, 0)
        window = rasterio.windows.Window(*near)
        cells = int(window.width) * int(window.height)
        if cells > _MAX_CELLS:
            fault = Fault("areas_many", file=member.shown, value=f"{cells:,}", expected=f"{_MAX_CELLS:,}")
            raise InputError([fault])
        classes, shapes, wet = _shapes(raster, window, member.shown)
    low, high = depth_class(LIMITS_M[classes]) if len(classes) else (np.empty(0), np.empty(0))
    areas = gpd.GeoDataFrame(
        {
            "kind": kind.value,
            "zone_type": "",
            "depth_m_min": low,
            "depth_m_max": high,
            "duration_h": np.nan,
            "arrival_time_s": np.nan,
            "intensity": np.nan,
            "name": "",
        },
        geometry=shapes,
        crs=settled.crs,
        index=pd.RangeIndex(1, len(shapes) + 1),
    ).to_crs(GEOGRAPHIC_EPSG)
    notes = [
        note("raster_cells", cells=f"{cells:,}", wet=f"{wet:,}"),
        note("depth_classes", cells=f"{wet:,}"),
    ]
    if settled.note:
        notes.append(note(settled.note, accuracy=f"{settled.accuracy_m:g}"))
    return HazardRead(
        file=member.shown,
        form="depth_raster",
        layer=layer,
        dataset="",
        areas=areas,
        rows_read=len(areas),
        notes=tuple(notes),
        faults=faults,
        is_cells=True,
    )


def _shapes(raster: Any, window: rasterio.windows.Window, file: str) -> tuple[Any, list[Any], int]:
    """Return the class and shape of each area of like cells, and the number of wet cells."""
    classes: list[int] = []
    shapes: list[Any] = []
    wet = 0
    for top in range(0, int(window.height), _BAND_ROWS):
        rows = min(_BAND_ROWS, int(window.height) - top)
        part = rasterio.windows.Window(window.col_off, window.row_off + top, window.width, rows)
        values = band_metres(raster, part, file)
        # Cells without a value are dry or outside the computed area.
        values[~np.isfinite(values)] = 0.0
        if (values > MOST_M).any() or (values < 0).any():
            odd = values[(values > MOST_M) | (values < 0)]
            fault = Fault(
                "depth_unknown",
                file=file,
                column="1",
                value=f"{odd[0]:g}",
                expected=f"0–{MOST_M:g}",
                more=len(odd) - 1,
            )
            raise InputError([fault])
        wet += int((values > 0).sum())
        codes = np.where(values > 0, np.searchsorted(LIMITS_M, values, side="right"), 0).astype(np.int32)
        transform = rasterio.windows.transform(part, raster.transform)
        for shape, code in rasterio.features.shapes(codes, mask=codes > 0, transform=transform):
            classes.append(int(code) - 1)
            shapes.append(shapely.geometry.shape(shape))
    return np.array(classes, dtype=np.int64), shapes, wet


@contextmanager
def _opened(member: AreaMember) -> Iterator[Any]:
    try:
        with rasterio.open(member.path, driver="GTiff") as raster:
            if raster.count < 1 or raster.dtypes[0].startswith("complex"):
                raise InputError([Fault("file_unreadable", file=member.shown, expected="GeoTIFF")])
            yield raster
    except (RasterioError, RasterioIOError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError([Fault("file_unreadable", file=member.shown, expected="GeoTIFF")]) from error
