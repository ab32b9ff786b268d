"""Towns from afar, their 丁目 from near; each name lies in a block of its town."""

import dataclasses

import geopandas as gpd
from shapely.geometry import box

from presentation.geometry import unpack_integers
from presentation.map_layers.town_names import town_layer, town_without_number
from presentation.words import Words
from tests.each import each
from tests.made import make_toy


@each(
    ("town", "whole"),
    [
        ("三宝町一丁", "三宝町"), ("浜寺町十二丁", "浜寺町"), ("旭町2丁目", "旭町"), ("旭町１０丁目", "旭町"),
        ("一条通", "一条通"), ("三国ヶ丘御幸通", "三国ヶ丘御幸通"),
        ("中之町東一丁", "中之町東"), ("一丁", "一丁"),
    ],
)  # fmt: skip
def test_a_town_loses_the_number_of_its_chome_only(town: str, whole: str) -> None:
    assert town_without_number(town) == whole


def _cased(towns: list[str], wards: list[str] | None = None, residents: list[int] | None = None):
    """The toy case with blocks in a row, 100 m wide."""
    case, _ = make_toy()
    blocks = case.city.blocks.iloc[[0] * len(towns)].copy()
    blocks.index = [f"M271411-{i}" for i in range(len(towns))]
    blocks.index.name = "block_id"
    blocks["town"] = towns
    blocks["ward_code"] = wards or ["271411"] * len(towns)
    blocks["residents"] = residents or [10] * len(towns)
    shapes = [box(100 * i, 0, 100 * i + 100, 100) for i in range(len(towns))]
    blocks = blocks.set_geometry(gpd.GeoSeries(shapes, index=blocks.index, crs=case.city.blocks.crs))
    return dataclasses.replace(case, city=dataclasses.replace(case.city, blocks=blocks))


def town_layer_of(case):
    return town_layer(case, Words("ja"))


def test_each_town_and_each_chome_has_one_name_in_its_own_range_of_zooms() -> None:
    layer = town_layer_of(_cased(["旭町一丁", "旭町一丁", "旭町二丁", "港町"], residents=[10, 10, 10, 99]))
    assert layer is not None
    named = list(zip(layer.content["names"], unpack_integers(layer.content["style"]), strict=True))
    # those of many people take their room first: 港町 99, 旭町 30; then 20 and 10
    assert named == [("港町", 0), ("旭町", 0), ("港町", 1), ("旭町一丁", 1), ("旭町二丁", 1)]
    far, near = layer.looks
    assert far["below_zoom"] == near["from_zoom"]


def test_a_town_of_two_wards_is_named_in_both() -> None:
    layer = town_layer_of(_cased(["港町", "港町"], wards=["271411", "271420"]))
    assert layer is not None
    assert layer.content["names"] == ["港町"] * 4


def test_a_name_stands_in_the_block_nearest_the_middle_of_the_town() -> None:
    layer = town_layer_of(_cased(["港町", "島町", "港町", "港町"]))
    assert layer is not None
    at = unpack_integers(layer.content["points"])
    first = layer.content["names"].index("港町")
    # Blocks of 港町 have their middles at 50, 250 and 350 m: mean 216.7, nearest 250 m, in its own block.
    other = layer.content["names"].index("島町")
    east = [sum(at[: 2 * i + 1 : 2]) for i in (first, other)]
    metres = (east[0] - east[1]) * 0.9
    assert 60 < metres < 140, "250 m against 150 m"


def test_a_city_without_towns_has_no_names() -> None:
    assert town_layer_of(_cased(["", ""])) is None
