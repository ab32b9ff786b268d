"""Public facts of Sakai as tables: wards with people, school districts, designated places.

``facts/SOURCES.md`` names sources and terms; ``model_city.lines`` reads the geometry.
"""

import geopandas as gpd
import pandas as pd
import shapely

from domain.tables.city import Readings
from domain.vocabulary import HazardKind
from model_city.lines import FACTS, SAKAI_EPSG, CityLines, to_metres

CITY_CODE = "271403"
CITY_NAME = "堺市"
CITY_NAME_EN = "Sakai City"

#: Official order of the wards, with the city's own English names.
WARD_NAMES_EN = {
    "堺区": "Sakai Ward",
    "中区": "Naka Ward",
    "東区": "Higashi Ward",
    "西区": "Nishi Ward",
    "南区": "Minami Ward",
    "北区": "Kita Ward",
    "美原区": "Mihara Ward",
}

#: Yes/no columns of the list of designated places.
PLACE_ROLES = ("emergency_site", "evacuation_shelter", "welfare_shelter")
PLACE_FLAGS = tuple(kind.value for kind in HazardKind)


def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(FACTS / name, dtype=str, encoding="utf-8-sig", keep_default_na=False)


def _ward_code(jis_code5: pd.Series) -> pd.Series:
    codes = _read("sakai_ward_codes.csv").set_index("jis_code5")["lg_code6"]
    return jis_code5.map(codes)


def read_wards(lines: CityLines) -> gpd.GeoDataFrame:
    """Return the ``Wards`` table: names, order, residents and households as published, outline."""
    people = _read("sakai_wards_population.csv")
    order = {name: number for number, name in enumerate(WARD_NAMES_EN, start=1)}
    code = _ward_code(people["ward_code"])
    outlines = shapely.set_precision(lines.wards.loc[code].geometry.to_numpy(), 1.0)
    wards = gpd.GeoDataFrame(
        {
            "ward_code": code,
            "name": people["ward"],
            "name_en": people["ward"].map(WARD_NAMES_EN),
            "official_order": people["ward"].map(order).astype("int64"),
            "residents": people["population"].astype("int64"),
            "households": people["households"].astype("int64"),
        },
        geometry=outlines,
        crs=SAKAI_EPSG,
    )
    return wards.set_index("ward_code").sort_index()


def read_readings() -> pd.DataFrame:
    """Return the ``Readings`` table: how wards, districts, towns and schools are called."""
    table = _read("sakai_readings.csv")
    return table.rename_axis(index="row")[Readings.columns()]


def read_schools() -> gpd.GeoDataFrame:
    """Return the 93 school districts: index ``district_id``; ``name``, ``ward_code``, school point."""
    table = _read("sakai_school_districts.csv")
    ward = _ward_code(table["ward_code"])
    schools = gpd.GeoDataFrame(
        {
            "district_id": ward + "-" + table["school_facility_id"].str[-5:],
            "name": table["district"],
            "ward_code": ward,
        },
        geometry=_points(table["school_lon"], table["school_lat"]),
        crs=SAKAI_EPSG,
    )
    return schools.set_index("district_id").sort_index()


def read_place_facts() -> gpd.GeoDataFrame:
    """Return the 384 designated places as published: index ``place_id``; roles, flags, point."""
    table = _read("sakai_places.csv")
    yes_no = {name: table[name] == "1" for name in (*PLACE_ROLES, *PLACE_FLAGS)}
    places = gpd.GeoDataFrame(
        table[["place_id", "name", "address"]].assign(ward_code=_ward_code(table["ward_code"]), **yes_no),
        geometry=_points(table["lon"], table["lat"]),
        crs=SAKAI_EPSG,
    )
    return places.set_index("place_id").sort_index()


def _points(lon: pd.Series, lat: pd.Series) -> gpd.GeoSeries:
    xy_m = to_metres(lon.astype(float).to_numpy(), lat.astype(float).to_numpy()).round(1)
    return gpd.GeoSeries(shapely.points(xy_m), index=lon.index, crs=SAKAI_EPSG)
