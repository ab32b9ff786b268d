"""Wards, people and school districts from files as authorities publish them."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from data.imports.census_people import census_people
from data.imports.people_blocks import people_blocks
from data.imports.ward_areas import ward_areas
from data.readers.estat_areas import read_small_areas
from data.readers.ksj_n03 import read_n03
from domain.tables.city import Streets

pytestmark = pytest.mark.real

N03_SAKAI = [f"sakai/boundaries/n03_2017/{code}.geojson" for code in range(27141, 27148)]


def test_seven_files_of_n03_are_the_seven_wards_of_sakai(real_file: Callable[[str], Path]):
    tables = [read_n03(real_file(name)) for name in N03_SAKAI]
    found = ward_areas(tables, ["271403"])
    assert found.wards["name"].tolist() == ["堺区", "中区", "東区", "西区", "南区", "北区", "美原区"]
    assert found.wards["name_en"].tolist()[-1] == "Mihara Ward"
    # Two wards cut themselves as they are published.
    assert [len(table.repairs) for table in tables] == [1, 0, 0, 1, 0, 0, 0]
    metric = found.wards.to_crs(6674)
    assert metric.geometry.is_valid.all()
    # 149.83 km² by the official survey, 149.79 as drawn.
    assert metric.geometry.area.sum() / 1e6 == pytest.approx(149.79, abs=0.01)


def test_a_prefecture_holds_cities_with_and_without_wards(real_file: Callable[[str], Path]):
    table = read_n03(real_file("sakai/boundaries/N03-21_27_210101_s0010.json"))
    assert table.rows_read == 72
    assert len(ward_areas([table], ["27140"]).wards) == 7
    assert len(ward_areas([table], ["27100"]).wards) == 24
    assert ward_areas([table], ["27225"]).wards["name"].tolist() == ["高石市"]


def test_every_one_of_15687_people_of_noto_is_in_a_block(real_file: Callable[[str], Path]):
    noto = real_file("formats/estat/noto_town_r2ka_small_areas.fgb")
    read = read_small_areas(noto, (136.0, 36.5, 138.0, 38.0))
    # 202 polygons of 195 areas: six areas have several.
    assert (read.rows_read, len(read.areas), read.joined) == (202, 195, 6)
    assert (read.areas["residents"].sum(), read.areas["households"].sum()) == (15_687, 6_458)
    people = census_people(read, [], frozenset({"17463"}))
    outline = shapely.union_all(read.areas.to_crs(6675).geometry.to_numpy())
    ward = gpd.GeoDataFrame(
        {"name": ["能登町"]}, geometry=[outline], index=pd.Index(["174637"], name="ward_code"), crs=6675
    )
    district = gpd.GeoDataFrame(
        {"ward_code": ["174637"]},
        geometry=[outline],
        index=pd.Index(["174637-00000"], name="district_id"),
        crs=6675,
    )
    made = people_blocks(people.areas, ward, district, gpd.GeoDataFrame(Streets.empty_in(6675)))
    assert made.blocks["residents"].sum() == 15_687
    assert made.blocks["households"].sum() == 6_458
    assert made.blocks["residents"].max() <= 150
    assert made.cut_off_persons == 0
    assert made.blocks.geometry.area.sum() == pytest.approx(outline.area, rel=1e-6)
