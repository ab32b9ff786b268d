"""Blocks are found by names of towns, wards and districts, however they are written."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.tables.city import Readings
from presentation.block.search import alike, find_block, find_towns, search_index
from presentation.words import Words
from tests.each import each
from tests.toy_city import make_toy_bundle


def city():
    """The toy city with towns as they are named in Sakai."""
    bundle = make_toy_bundle()
    towns = {
        "M271411-A": "浅香山町一丁",
        "M271411-B": "浅香山町十一丁",
        "M271411-C": "東浅香山町一丁",
        "M271411-G": "浅香山町九丁",
        "M271420-D": "旭ヶ丘北町二丁",
        "M271420-E": "旭ヶ丘北町二丁",
    }
    blocks = bundle.blocks.copy()
    blocks["town"] = blocks.index.map(towns).astype("str")
    return replace(bundle, blocks=blocks)


CITY = city()
INDEX = search_index(CITY, Words("ja"))


def names(asked: str) -> list[str]:
    return [town.name for town in find_towns(INDEX, asked)]


@each(
    ("one", "other"),
    [
        ("浅香山町一丁", "浅香山町１丁目"), ("浅香山町二十三丁", "浅香山町23丁"), ("十丁", "10丁目"),
        ("旭ヶ丘", "旭ケ丘"), ("アサカ", "あさか"), ("ｱｻｶ", "アサカ"), ("Sakai Ward", "ｓａｋａｉward"),
        ("浅香山　町", "浅香山町"),
    ],
)  # fmt: skip
def test_what_people_write_differently_is_alike(one, other):
    assert alike(one) == alike(other)


def test_numbers_are_read_only_before_a_number_of_a_town():
    assert alike("八田北町") == "八田北町"
    assert alike("三国ヶ丘町") != alike("3国ヶ丘町")


def test_the_very_name_comes_first_then_what_begins_with_it_then_what_holds_it():
    assert names("浅香山町1丁目") == ["浅香山町一丁", "東浅香山町一丁"]
    # Towns of one name follow their numbers: 1, 9, 11.
    assert names("浅香山町") == ["浅香山町一丁", "浅香山町九丁", "浅香山町十一丁", "東浅香山町一丁"]


def test_every_word_must_fit_the_town_its_ward_or_its_district():
    assert names("乙区 旭ケ丘") == ["旭ヶ丘北町二丁"]
    assert names("甲区 旭ケ丘") == []
    assert names("otsu") == ["旭ヶ丘北町二丁"]
    assert len(names("Ko Ward")) == 4


def test_nothing_is_found_for_nothing():
    assert names("") == names("　 ") == names("ない町") == []


def test_so_many_and_no_more():
    assert len(find_towns(INDEX, "甲区", limit=2)) == 2


def test_a_long_text_is_cut():
    assert names("浅" + "香" * 100_000) == []


def test_towns_know_their_ward_districts_and_blocks():
    (town,) = find_towns(INDEX, "旭ヶ丘")
    assert (town.ward_code, town.label) == ("271420", "乙区 旭ヶ丘北町二丁")
    assert town.block_ids == ("M271420-D", "M271420-E")
    assert town.district_ids == ("271420-00002",)


def test_a_block_is_meant_by_its_id_or_by_a_town_of_one_block():
    assert find_block(CITY, INDEX, " Ｍ271420-D ") == ("M271420-D", [])
    assert find_block(CITY, INDEX, "浅香山町十一丁目")[0] == "M271411-B"
    block_id, towns = find_block(CITY, INDEX, "旭ヶ丘")
    assert (block_id, [town.name for town in towns]) == ("", ["旭ヶ丘北町二丁"])
    assert find_block(CITY, INDEX, "ない町") == ("", [])


def numbered():
    """The toy city with block numbers as they are shown: every ward counts its own."""
    numbers = {
        "M271411-A": "M271411-00001", "M271411-B": "M271411-00002", "M271420-D": "M271420-00001",
    }  # fmt: skip
    return replace(CITY, blocks=CITY.blocks.rename(index=numbers))


def test_a_block_is_found_by_its_number_as_it_is_shown():
    city = numbered()
    index = search_index(city, Words("ja"))
    assert find_block(city, index, "００００２") == ("M271411-00002", find_towns(index, "00002"))
    # 00001 is a block of two wards: the ward, or the town, tells which.
    block_id, towns = find_block(city, index, "00001")
    assert (block_id, [town.name for town in towns]) == ("", ["浅香山町一丁", "旭ヶ丘北町二丁"])
    assert find_block(city, index, "旭ヶ丘 00001")[0] == "M271420-00001"
    assert find_block(city, index, "浅香山 00003") == ("", [])
    assert find_towns(index, "00001", limit=1) == towns[:1]


def with_readings():
    """The city with readings of two towns."""
    rows = [
        ("town", "271411", "浅香山町", "あさかやまちょう", "", "試験"),
        ("town", "271420", "旭ヶ丘北町", "あさひがおかきたまち", "", "試験"),
    ]
    table = pd.DataFrame(rows, columns=Readings.columns(), dtype="str").rename_axis(index="row")
    return replace(CITY, readings=table)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("あさかやまちょう11", "浅香山町十一丁"), ("アサカヤマチョウ 九丁目", "浅香山町九丁"),
        ("asakayama-cho 1-cho", "浅香山町一丁"), ("Asakayamacho 9", "浅香山町九丁"),
        ("あさひがおか", "旭ヶ丘北町二丁"), ("asahigaoka Otsu", "旭ヶ丘北町二丁"),
    ],
)  # fmt: skip
def test_a_town_is_found_by_its_reading(asked: str, first: str) -> None:
    index = search_index(with_readings(), Words("ja"))
    found = [town.name for town in find_towns(index, asked)]
    assert found[:1] == [first]


def test_a_town_without_a_reading_is_not_found_by_one() -> None:
    index = search_index(with_readings(), Words("ja"))
    # 東浅香山町 is not listed: the reading of 浅香山町 finds the three towns of that name alone.
    assert {town.name for town in find_towns(index, "あさかやま")} == {
        "浅香山町一丁", "浅香山町九丁", "浅香山町十一丁",
    }  # fmt: skip


def test_an_english_label_has_the_japanese_name_too() -> None:
    index = search_index(with_readings(), Words("en"))
    assert "Ko Ward Asakayama-cho 9-cho (浅香山町九丁)" in {town.label for town in index.towns}
