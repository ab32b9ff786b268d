"""Lists of towns and districts as cities publish them: headers, lots, several towns in a cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.sheet_file import read_sheet
from data.readers.town_list import OPEN_END, parse_lots, read_town_list, town_form
from tests.each import each


def listed(text, *, encoding="utf-8"):
    return read_town_list(read_sheet(text.encode(encoding), "list.csv"))


def said(text, **options):
    return [(one.town, one.district, one.lots, one.is_part) for one in listed(text, **options).entries]


def test_one_row_a_town():
    text = "町名,小学校\n錦町一丁,堺市立錦小学校\n錦町二丁,錦西小学校\n"
    assert said(text) == [("錦町1丁", "錦", (), False), ("錦町2丁", "錦西", (), False)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_titles_above_and_other_headers(encoding):
    text = "令和8年度 通学区域一覧,,\n,,\nNo,町丁目,番地,指定校\n1,上町１丁目,1番～15番,東小学校\n"
    assert said(text, encoding=encoding) == [("上町1丁", "東", ((1, 15),), True)]


def test_a_district_holds_for_the_rows_below_it():
    text = "校区,町名\n東小学校,上町\n,中町\n〃,下町\n西小学校,外町\n"
    assert [one[:2] for one in said(text)] == [("上町", "東"), ("中町", "東"), ("下町", "東"), ("外町", "西")]


def test_a_town_holds_for_the_lots_below_it():
    text = "町名,番地,校区\n上町,1番～15番,東\n,16番以降,西\n"
    assert said(text) == [("上町", "東", ((1, 15),), True), ("上町", "西", ((16, OPEN_END),), True)]


def test_several_towns_in_a_cell():
    text = '校区,通学区域\n東小学校,"上町1～3丁目、中町（1番～4番、8番）、大字下町の一部"\n'
    assert said(text) == [
        ("上町1丁", "東", (), False),
        ("上町2丁", "東", (), False),
        ("上町3丁", "東", (), False),
        ("中町", "東", ((1, 4), (8, 8)), True),
        ("下町", "東", (), True),
    ]


@pytest.mark.parametrize(
    ("cell", "towns"),
    [
        ("上町1丁目、2丁目、4丁目", ["上町1丁", "上町2丁", "上町4丁"]),
        ("上町1・2丁、4丁の一部、下町", ["上町1丁", "上町2丁", "上町4丁", "下町"]),
        ("上町1丁～3丁", ["上町1丁", "上町2丁", "上町3丁"]),
        ("上町一丁目・二丁目", ["上町1丁", "上町2丁"]),
        ("上町1丁目から3丁目", ["上町1丁", "上町2丁", "上町3丁"]),
        ("上町1丁及び2丁・下町", ["上町1丁", "上町2丁", "下町"]),
        ("2丁、3丁", ["2丁", "3丁"]),
    ],
)
def test_a_cho_without_its_town_goes_on_with_the_town_before(cell, towns):
    assert [one[0] for one in said(f'校区,町名\n東,"{cell}"\n')] == towns


def test_lots_without_their_town_go_on_with_the_town_before():
    found = said('校区,町名\n東,"上町1丁1番～5番、8番～10番、下町"\n')
    assert found == [
        ("上町1丁", "東", ((1, 5),), True),
        ("上町1丁", "東", ((8, 10),), True),
        ("下町", "東", (), False),
    ]


def test_rows_without_a_town_or_a_district_are_named():
    found = listed("町名,校区\n上町,\n,東\n中町,東\n")
    assert [one.town for one in found.entries] == ["中町"]
    assert (found.rows_read, found.rows_without) == (3, (2, 3))


def test_a_ward_is_read_where_it_stands():
    assert [one.ward for one in listed("区,町名,校区\n堺区,上町,東\n,中町,東\n").entries] == ["堺区", "堺区"]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "町名,人数\n上町,5\n"])
def test_another_list_is_refused(text):
    assert listed(text).faults
    assert not listed(text).entries


@each(
    ("text", "lots", "is_part"),
    [
        ("", (), False),
        ("全域", (), False),
        ("1番～15番", ((1, 15),), True),
        ("１番地～１５番地", ((1, 15),), True),
        ("1-15", ((1, 15),), True),
        ("15番～1番", ((1, 15),), True),
        ("1番から15番まで", ((1, 15),), True),
        ("20番以降", ((20, OPEN_END),), True),
        ("20番～", ((20, OPEN_END),), True),
        ("9番以下", ((0, 9),), True),
        ("3番、7番、9～11番", ((3, 3), (7, 7), (9, 11)), True),
        ("1番の2～3番の4", ((1, 3),), True),
        ("一部", (), True),
        ("5番を除く", (), True),
    ],
)
def test_lots_are_ranges_with_both_ends(text, lots, is_part):
    assert parse_lots(text) == (lots, is_part)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("浅香山町一丁", "浅香山町1丁"),
        ("上町１丁目", "上町1丁"),
        ("上町十二丁目", "上町12丁"),
        ("上町二十丁目", "上町20丁"),
        ("大字 美原", "美原"),
        ("八幡町", "八幡町"),
        # The census writes ケ where cities write ヶ.
        ("三国ヶ丘", "三国ケ丘"),
    ],
)
def test_towns_have_one_form(text, form):
    assert town_form(text) == form


@given(st.text(alphabet='町丁目番地1234567890～、（）一部の,\n"校区東西', max_size=60))
@settings(max_examples=40, deadline=None)
def test_whatever_stands_there_is_read_or_refused(text):
    found = listed("町名,校区\n" + text)
    assert all(one.town and one.district for one in found.entries)
    assert all(low <= high for one in found.entries for low, high in one.lots)


def test_texts_that_are_no_towns_and_numbers_are_left_in_peace():
    # 十十 is no number, 〔9〕 no bracket of ours, and no lot has seven digits.
    assert town_form("十十丁目") == "十10丁"
    assert parse_lots("1" * 5_000 + "番、20番") == (((20, 20),), True)
