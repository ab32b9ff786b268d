"""Hazard polygons as the ``HazardAreas`` table, from classed fields and single shapes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.tables.city import HazardAreas
from domain.vocabulary import HazardKind
from model_city.grids import FloatArray, Grid, IntArray, class_polygons
from model_city.lines import SAKAI_EPSG

_TEXT_COLUMNS = ("kind", "zone_type")
_NUMBER_COLUMNS = tuple(name for name in HazardAreas.columns() if name not in {*_TEXT_COLUMNS, "geometry"})


@dataclass(frozen=True, slots=True)
class Classes:
    """Bounds of depth classes [m], lowest first; class n lies between bound n and n + 1."""

    bounds_m: tuple[float, ...]

    def of(self, depth_m: FloatArray) -> IntArray:
        """Return the class of each depth; −1 below the first bound."""
        return np.asarray(np.searchsorted(self.bounds_m[1:-1], depth_m, side="right"), dtype=np.int64) * (
            depth_m >= self.bounds_m[0]
        ) - (depth_m < self.bounds_m[0])


def area_rows(
    polygons: Sequence[shapely.Geometry],
    kind: HazardKind,
    *,
    zone_type: str = "",
    numbers: Mapping[str, FloatArray] | None = None,
) -> gpd.GeoDataFrame:
    """Return rows of ``HazardAreas``; numbers that are not given are NaN."""
    given = numbers or {}
    rows: dict[str, object] = {"kind": [kind.value] * len(polygons), "zone_type": [zone_type] * len(polygons)}
    for name in _NUMBER_COLUMNS:
        rows[name] = np.asarray(given.get(name, np.full(len(polygons), np.nan)), dtype=np.float64)
    return gpd.GeoDataFrame(rows, geometry=list(polygons), crs=SAKAI_EPSG)


def join_areas(*parts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one layer of several parts, numbered from 1."""
    filled = [part for part in parts if len(part)]
    joined = gpd.GeoDataFrame(pd.concat(filled, ignore_index=True), crs=SAKAI_EPSG)
    joined.index = pd.Index(np.arange(1, len(joined) + 1), name="area_id")
    return joined


def depth_areas(
    grid: Grid,
    kind: HazardKind,
    depth_m: FloatArray,
    classes: Classes,
    second: FloatArray,
    second_bounds: tuple[float, ...],
    second_column: str,
) -> gpd.GeoDataFrame:
    """Return polygons of depth classes, cut by the bands of a second field.

    Parameters
    ----------
    grid, kind
        Grid of the fields, kind of the hazard.
    depth_m
        Depth of each cell [m]; below the first class bound (or −inf) dry.
    classes
        Depth classes.
    second, second_bounds
        A second field (arrival [s] or duration [h]) and the bounds of its bands; a band carries
        its lower bound where that is the cautious one (arrival), else its upper (duration).
    second_column
        ``arrival_time_s`` or ``duration_h``.
    """
    depth_class = classes.of(depth_m)
    band = np.clip(np.searchsorted(second_bounds, second, side="right") - 1, 0, len(second_bounds) - 2)
    code = np.where(depth_class >= 0, depth_class * 100 + band, -1)
    polygons, labels = class_polygons(grid, code, tolerance_m=55.0, least_area_m2=2_000.0)
    label = np.array(labels, dtype=np.int64)
    bounds = np.array(classes.bounds_m)
    cautious = label % 100 + (0 if second_column == "arrival_time_s" else 1)
    return area_rows(
        polygons,
        kind,
        numbers={
            "depth_m_min": bounds[label // 100],
            "depth_m_max": bounds[label // 100 + 1],
            second_column: np.array(second_bounds)[cautious],
        },
    )
