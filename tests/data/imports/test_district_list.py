"""Towns into districts: whole towns, towns of several districts, towns that nobody lists."""

import geopandas as gpd
import pandas as pd
import shapely

from data.imports.district_list import place_towns
from data.readers.town_list import TownEntry

EPSG = 6674
WARDS = gpd.GeoDataFrame(
    {"name": ["堺区", "中区"]},
    geometry=[shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)],
    index=pd.Index(["271411", "271420"], name="ward_code"),
    crs=EPSG,
)


def blocks(*towns):
    """Return blocks of 100 m side by side, ten people each; those from 1,000 m on lie in the second ward."""
    return gpd.GeoDataFrame(
        {
            "town": list(towns),
            "ward_code": ["271411" if i < 10 else "271420" for i in range(len(towns))],
            "residents": 10,
        },
        geometry=[shapely.box(i * 100, 0, i * 100 + 100, 100) for i in range(len(towns))],
        index=[f"B{i}" for i in range(len(towns))],
        crs=EPSG,
    )


def entry(town, district, *lots, line=2, ward=""):
    return TownEntry(town, district, tuple(lots), bool(lots), ward, line)


def test_districts_are_the_blocks_of_their_towns():
    found = place_towns(
        [entry("上町", "東"), entry("中町", "東"), entry("下町", "西")], blocks("上町", "中町", "下町"), WARDS
    )
    assert found.districts["name"].tolist() == ["東", "西"]
    assert found.districts["unit"].tolist() == ["通学区域", "通学区域"]
    assert found.blocks["district_id"].tolist() == ["271411-00001", "271411-00001", "271411-00002"]
    assert found.districts.geometry.iloc[0].equals(shapely.box(0, 0, 200, 100))
    assert (found.blocks_shared, found.towns_not_listed, found.rows_not_placed) == (0, (), ())


def test_a_town_without_chome_holds_all_of_them_but_those_named():
    listed = [entry("上町", "東"), entry("上町2丁", "西", line=3)]
    found = place_towns(listed, blocks("上町一丁", "上町二丁", "上町三丁目", "上町田"), WARDS)
    names = found.districts["name"].loc[found.blocks["district_id"]].tolist()
    assert names[:3] == ["東", "西", "東"]
    assert found.towns_not_listed == ("上町田",)


def test_blocks_of_a_town_in_two_districts_go_to_the_nearer_and_are_counted():
    listed = [
        entry("上町", "東"), entry("下町", "西"),
        entry("中町", "東", (1, 15), line=4), entry("中町", "西", (16, 40), line=5),
    ]  # fmt: skip
    found = place_towns(listed, blocks("上町", "中町", "中町", "中町", "下町"), WARDS)
    names = found.districts["name"].loc[found.blocks["district_id"]].tolist()
    # The middle block is as near to both: the one with more lots.
    assert names == ["東", "東", "西", "西", "西"]
    assert (found.blocks_shared, found.persons_shared) == (3, 30)
    assert found.districts["unit"].tolist() == ["推定", "推定"]


def test_towns_and_lines_without_a_partner_are_named():
    found = place_towns([entry("上町", "東"), entry("無町", "西", line=9)], blocks("上町", "外町"), WARDS)
    assert found.towns_not_listed == ("外町",)
    assert found.rows_not_placed == (9,)
    assert found.districts["name"].tolist() == ["東"]
    assert found.districts["unit"].tolist() == ["推定"]


def test_towns_of_a_line_that_has_others_and_districts_without_a_block_are_named():
    listed = [
        entry("上町", "東"), entry("無町", "東"),
        entry("中町", "東", (1, 9), line=3), entry("中町", "南", (10, 20), line=4),
    ]  # fmt: skip
    found = place_towns(listed, blocks("上町", "中町"), WARDS)
    assert found.rows_not_placed == ()
    assert found.towns_not_placed == ("無町",)
    # All ground of 南 is shared, and 東 lies nearer: nothing is left of it.
    assert found.districts_not_placed == ("南",)


def test_a_town_of_which_only_a_part_is_listed_is_an_estimate():
    listed = [entry("上町", "東", (1, 9)), entry("下町", "西", line=3)]
    found = place_towns(listed, blocks("上町", "下町"), WARDS)
    assert found.districts["unit"].tolist() == ["推定", "通学区域"]


def test_a_ward_or_city_before_the_town_is_no_part_of_its_name():
    listed = [entry("堺市堺区上町", "東"), entry("中区上町", "西", line=3)]
    found = place_towns(listed, blocks(*["上町"] * 11), WARDS)
    assert found.districts["name"].tolist() == ["東", "西"]
    assert found.towns_not_placed == ()


def test_a_district_in_two_wards_is_one_in_each_and_wards_of_the_list_hold():
    towns = ["上町"] * 11
    found = place_towns([entry("上町", "東")], blocks(*towns), WARDS)
    assert found.districts["name"].tolist() == ["東（堺区）", "東（中区）"]
    listed = [entry("上町", "東", ward="堺区"), entry("上町", "西", ward="中区", line=3)]
    found = place_towns(listed, blocks(*towns), WARDS)
    assert found.districts["name"].tolist() == ["東", "西"]
    assert found.blocks_shared == 0
