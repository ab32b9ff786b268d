"""The toy city as a town without wards: its code is the code of its only ward."""

from dataclasses import replace

import geopandas as gpd

from domain.bundle import CityBundle
from tests.toy_city.build import make_toy_bundle


def make_town_without_wards() -> CityBundle:
    """Return the toy city with one ward, whose code is that of the city."""
    bundle = make_toy_bundle()
    city = bundle
    code = city.meta.city_code
    whole = city.wards.dissolve(aggfunc={"residents": "sum", "households": "sum"})
    only = gpd.GeoDataFrame(
        {"name": ["甲町"], "name_en": ["Kou Town"], "official_order": [1], **whole.to_dict(orient="list")},
        index=city.wards.index[:1].map(lambda _: code).astype("str").rename(city.wards.index.name),
        crs=city.wards.crs,
    )[list(city.wards.columns)].astype({"name": "str", "name_en": "str"})
    layers = {
        name: getattr(city, name).assign(ward_code=code).astype({"ward_code": "str"})
        for name in ("districts", "blocks", "places", "facilities")
    }
    return replace(bundle, wards=only, **layers)
