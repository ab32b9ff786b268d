"""Depth rasters (GeoTIFF): cells with a depth become areas of one class each, window by window."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import rasterio.features
import rasterio.windows
import shapely

from data.readers.area_crs import Bounds
from data.readers.area_members import AreaMember
from data.readers.depth_classes import LIMITS_M, MOST_M, depth_class
from data.readers.hazard_read import HazardRead
from data.readers.raster_part import raster_part
from data.readers.raster_values import band_metres
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.import_report import note
from domain.vocabulary import HazardKind

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
    with raster_part(member.path, within, shown=member.shown) as part:
        cells = part.cells
        empty: tuple[Any, list[Any], int] = (np.empty(0, dtype=np.int64), [], 0)
        classes, shapes, wet = (
            empty if part.window is None else _shapes(part.raster, part.window, member.shown)
        )
    settled = part.settled
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
        faults=part.faults,
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
