"""What is drawn for orientation: the real coast, rivers, railways, stations and main roads."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.tables.city import Background
from domain.vocabulary import BackgroundKind
from model_city.lines import SAKAI_EPSG, CityLines

#: How far beyond the wards lines are kept [m]: a railway should not end at the border.
_BEYOND_CITY_M = 1_500.0

#: Stations of one name closer than this are one station of two lines [m].
_SAME_STATION_M = 500.0


def build_background(lines: CityLines, wards: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the ``Background`` table: the facts as they stand, cut near the city border.

    Parameters
    ----------
    lines
        Lines and stations in EPSG:6674.
    wards
        The ``Wards`` table, whose box says what is near.
    """
    near = shapely.box(*wards.buffer(_BEYOND_CITY_M).total_bounds)
    parts = [
        _lines(BackgroundKind.COAST, lines.coast.set_axis([""]), near),
        _lines(BackgroundKind.RIVER, lines.rivers, near),
        _lines(BackgroundKind.RAILWAY, lines.railways, near),
        _stations(lines.stations, near),
        _lines(BackgroundKind.ROAD, lines.roads, near),
    ]
    table = gpd.GeoDataFrame(pd.concat(parts), crs=SAKAI_EPSG)
    table.index.name = "feature_id"
    return table[Background.columns()].sort_index()


def _lines(kind: BackgroundKind, known: gpd.GeoDataFrame, near: shapely.Geometry) -> gpd.GeoDataFrame:
    shapes = shapely.set_precision(shapely.intersection(known.geometry.to_numpy(), near), 1.0)
    return _table(kind, known.index.to_numpy(), shapes)


def _stations(known: gpd.GeoDataFrame, near: shapely.Geometry) -> gpd.GeoDataFrame:
    """Return each station once: a station of two lines has two rows among the facts."""
    shapes = shapely.set_precision(known.geometry.to_numpy(), 1.0)
    names = known["station"].to_numpy()
    distance = shapely.distance(shapes[:, None], shapes[None, :])
    same = (names[:, None] == names[None, :]) & (distance < _SAME_STATION_M)
    first = same.argmax(axis=1) == np.arange(len(names))
    kept = first & shapely.intersects(shapes, near)
    return _table(BackgroundKind.STATION, names[kept], shapes[kept])


def _table(kind: BackgroundKind, names: np.ndarray, shapes: np.ndarray) -> gpd.GeoDataFrame:
    kept = ~shapely.is_empty(shapes)
    ids = [f"{kind.value}-{number:02d}" for number in range(1, int(kept.sum()) + 1)]
    columns = {"kind": kind.value, "name": pd.Series(names[kept], index=ids, dtype="str")}
    return gpd.GeoDataFrame(columns, index=pd.Index(ids, dtype="str"), geometry=shapes[kept], crs=SAKAI_EPSG)
