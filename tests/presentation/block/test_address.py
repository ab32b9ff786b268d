"""The blocks that an address means."""

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import box

from presentation.block.address import homes_of
from presentation.block.search import SearchIndex, Town

W1, W2 = "271411", "271420"
_PLACES = {"a1": 0, "a2": 10, "a3": 30, "b1": 100, "c1": 200, "c2": 210, "d1": 300}
_DISTRICTS = {"a1": "x", "a2": "x", "a3": "x", "b1": "x", "c1": "x", "c2": "y", "d1": "z"}
BLOCKS = gpd.GeoDataFrame(
    {"district_id": pd.Series(_DISTRICTS)},
    geometry=[box(x, 0, x + 2, 2) for x in _PLACES.values()], crs=6674,
)  # fmt: skip
TOWNS = (
    Town(W1, "市之町東1丁", ("x",), ("a1", "a2", "a3"), ""),
    Town(W1, "町東", ("x",), ("b1",), ""),
    Town(W1, "緑ケ丘", ("x", "y"), ("c1", "c2"), ""),
    Town(W2, "市之町東1丁", ("z",), ("d1",), ""),
)


def homes(address, ward=W1, district="x"):
    rows = pd.DataFrame({"address": [address], "ward_code": [ward], "district_id": [district]})
    return homes_of(BLOCKS, SearchIndex(TOWNS, ()), rows)[0]


@pytest.mark.parametrize(
    "address",
    [
        "市之町東1丁",
        "堺市堺区市之町東１丁２－３",
        "堺市堺区市之町東一丁目2番3号",
        "市之町東1-2-3",
        "〒590-0000 市之町東1丁目",
    ],
)
def test_a_town_is_found_however_it_is_written(address):
    # a2 is nearest to the mean of 1, 11 and 31.
    assert homes(address) == ("a2", "a1", "a3")


def test_the_longest_name_counts_not_the_first():
    assert homes("町東3") == ("b1",)
    assert homes("市之町東1丁")[0] != "b1"


def test_a_town_of_the_same_name_in_another_ward_is_another_town():
    assert homes("市之町東1丁", ward=W2, district="z") == ("d1",)


def test_of_a_town_in_two_districts_the_own_district_counts():
    assert homes("緑ヶ丘5", district="y") == ("c2",)
    assert homes("緑ヶ丘5", district="elsewhere") == ("c1", "c2")


@pytest.mark.parametrize("address", ["", "住所不詳", "市之町東11丁", "大阪市北区1-2-3"])
def test_an_address_that_names_no_town_means_no_block(address):
    # 市之町東11丁 is no 市之町東1丁; the shorter 町東 is in it, and is a town of its own.
    assert homes(address) == (("b1",) if "町東" in address else ())


def test_every_row_has_its_own_answer():
    rows = pd.DataFrame({"address": ["町東", "x"], "ward_code": [W1, W1], "district_id": ["x", "x"]})
    assert homes_of(BLOCKS, SearchIndex(TOWNS, ()), rows) == [("b1",), ()]
    assert homes_of(BLOCKS, SearchIndex((), ()), rows) == [(), ()]
