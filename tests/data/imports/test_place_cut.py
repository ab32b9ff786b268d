"""Entries far outside the city go where the list names no municipality, and are counted."""

import geopandas as gpd
import pytest
import shapely

from data.imports.place_cut import MARGIN_M, cut_list
from data.readers.place_list import PlaceList
from tests.data.imports.test_place_additions import national, own_list
from tests.data.readers.place_inputs import site

HEADER = "名称,緯度,経度,種別,市区町村コード"


@pytest.fixture(scope="module")
def wards() -> gpd.GeoDataFrame:
    """One ward, a square of 2 km around 135.48, 34.57."""
    middle = gpd.GeoSeries([shapely.Point(135.48, 34.57)], crs=6668).to_crs(6674).iloc[0]
    return gpd.GeoDataFrame({"name": ["区"]}, geometry=[middle.buffer(1000, cap_style="square")], crs=6674)


def names(listed: PlaceList) -> list[str]:
    return listed.rows["name"].tolist()


def test_a_place_beyond_the_margin_goes_unless_its_municipality_is_named(wards: gpd.GeoDataFrame):
    # 0.0130 degrees of latitude are 1,442 m: within 1,000 + 500; 0.0140 are 1,553 m: beyond.
    near, far = "近,34.5830,135.48,避難所", "遠,34.5840,135.48,避難所"
    cut = cut_list(
        own_list(f"{near},", f"{far},", "市の遠,34.5840,135.48,避難所,990019", header=HEADER), wards
    )
    assert MARGIN_M == 500
    assert names(cut)[0] == "近"
    assert "遠" not in names(cut)
    assert [(one.key, one.count, one.rows) for one in cut.dropped] == [("outside_city", 1, ("3",))]
    assert cut.rows_read == len(cut.rows) + 1


def test_a_list_all_outside_is_another_city_s(wards: gpd.GeoDataFrame):
    cut = cut_list(own_list("遠,35.9,139.9,避難所,", header=HEADER), wards)
    assert [(f.key, f.file, f.value) for f in cut.faults] == [("list_outside_city", "own.csv", "1")]


def test_national_lists_and_lists_inside_stay_as_they_are(wards: gpd.GeoDataFrame):
    for listed in (
        national(site("E9900100001201", "園", point=(35.9, 139.9))),
        own_list("近,34.57,135.48,避難所,", header=HEADER),
    ):
        assert cut_list(listed, wards) is listed
