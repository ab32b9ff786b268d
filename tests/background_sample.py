"""A few background lines for the toy city (its drawing: tests/toy_city/build.py)."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import shapely

from domain.bundle import CityBundle, LayerSource, Source
from tests.toy_city import make_toy_bundle

_ROWS = {
    "river-01": ("river", "模擬川", shapely.LineString([(0, 200), (2400, 200)])),
    "railway-01": ("railway", "模擬鉄道", shapely.LineString([(800, -200), (800, 1200)])),
    "station-01": ("station", "模擬駅", shapely.Point(800, 500)),
    "road-01": ("road", "国道0号", shapely.LineString([(0, 900), (2400, 900)])),
    "coast-01": ("coast", "", shapely.LineString([(-100, -200), (-100, 1200)])),
}


def background_rows() -> dict[str, tuple[str, str, shapely.Geometry]]:
    """Return kind, name and shape (metres from the toy city's corner) of each feature."""
    return dict(_ROWS)


def toy_bundle_with_background() -> CityBundle:
    """Return the toy city with one line of each kind and one station."""
    city = make_toy_bundle()
    corner = city.wards.total_bounds[:2]
    ids = pd.Index(sorted(_ROWS), dtype="str", name="feature_id")
    background = gpd.GeoDataFrame(
        {
            "kind": pd.Series([_ROWS[i][0] for i in ids], index=ids, dtype="str"),
            "name": pd.Series([_ROWS[i][1] for i in ids], index=ids, dtype="str"),
        },
        geometry=[shapely.transform(_ROWS[i][2], lambda xy: xy + corner) for i in ids],
        crs=city.wards.crs,
    )
    source = LayerSource(
        "background",
        "",
        (Source("模擬市の線図", "CC0-1.0", "2026-11", ("概略の線です。",)),),
        "",
        is_model=False,
    )
    meta = replace(city.meta, layers=(*city.meta.layers, source))
    return replace(city, meta=meta, background=background)
