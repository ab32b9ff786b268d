"""Where the names of background lines are written, so that no two of them collide."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.vocabulary import BackgroundKind

#: Kinds in the order in which their names win the room there is.
_FIRST = (BackgroundKind.STATION, BackgroundKind.RAILWAY, BackgroundKind.RIVER, BackgroundKind.ROAD)


def background_lines(background: gpd.GeoDataFrame, kind: BackgroundKind) -> gpd.GeoSeries:
    """Return the lines of one kind in single parts; none for a station."""
    parts = shapely.get_parts(background[background["kind"] == kind].geometry.to_numpy())
    lines = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
    return gpd.GeoSeries(lines, crs=background.crs)


def background_names(
    background: gpd.GeoDataFrame,
    kinds: tuple[BackgroundKind, ...],
    *,
    every_m: float,
    apart_m: float,
    window: shapely.Geometry | None = None,
) -> gpd.GeoDataFrame:
    """Return the points at which names are written.

    Parameters
    ----------
    background
        The ``Background`` table.
    kinds
        Kinds that get their names.
    every_m
        A line is named once, and again each time it is this much longer [m].
    apart_m
        Names nearer to one already written than this are left out [m].
    window
        What is seen: only lines and stations in it are named.

    Returns
    -------
    geopandas.GeoDataFrame
        ``kind``, ``name`` and a point, in the order of precedence: stations, railways, rivers, roads.
    """
    parts = [
        _spots(background, kind, every_m, window)
        for kind in _FIRST
        if kind in kinds and (background["kind"] == kind).any()
    ]
    if not parts:
        return gpd.GeoDataFrame({"kind": [], "name": []}, geometry=[], crs=background.crs)
    spots = pd.concat(parts, ignore_index=True)
    points = shapely.get_coordinates(spots.geometry.to_numpy())
    kept: list[int] = []
    for i, point in enumerate(points):
        if not kept or np.hypot(*(points[kept] - point).T).min() >= apart_m:
            kept.append(i)
    return gpd.GeoDataFrame(spots.iloc[kept].reset_index(drop=True), crs=background.crs)


def _spots(
    background: gpd.GeoDataFrame, kind: BackgroundKind, every_m: float, window: shapely.Geometry | None
) -> gpd.GeoDataFrame:
    """Return all places where names of one kind could stand; of lines, evenly along what is seen."""
    rows = background[(background["kind"] == kind) & (background["name"] != "")]
    if window is not None:
        rows = rows.assign(geometry=rows.geometry.intersection(window))
    rows = rows[~rows.geometry.is_empty]
    if kind is not BackgroundKind.STATION:
        rows = rows.explode()
        rows = rows[rows.geom_type == "LineString"]
        count = np.maximum(1, np.floor(rows.geometry.length.to_numpy() / every_m)).astype(np.int64)
        number = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        rows = rows.iloc[np.repeat(np.arange(len(rows)), count)]
        share = (number + 0.5) / np.repeat(count, count)
        rows = rows.assign(
            geometry=shapely.line_interpolate_point(rows.geometry.to_numpy(), share, normalized=True)
        )
    return gpd.GeoDataFrame(rows[["kind", "name", "geometry"]], crs=background.crs)
