"""Outlines from any file of areas: whose an area is, its column says, or there is only one it can be."""

from pathlib import Path

import pytest

from data.readers.outline_file import OutlineColumns, read_outline
from domain.faults import InputError
from tests.data.readers.area_inputs import geojson, layer, shapefile, square


def codes(path: Path, asked: list[str], columns: OutlineColumns | None = None) -> list[tuple[str, str, str]]:
    areas = read_outline(path, asked, columns).areas
    return list(zip(areas["code"], areas["city"], areas["ward"], strict=True))


def test_a_column_of_codes_is_known_by_its_name_and_names_are_the_official_ones(tmp_path: Path):
    rows = [{"Code": 271411, "x": "A"}, {"Code": 27225, "x": "B"}, {"Code": None, "x": "C"}]
    table = read_outline(shapefile(tmp_path, layer(rows)), ["27140"])
    assert table.areas["code"].tolist() == ["27141", "27225"]
    assert table.areas["city"].tolist() == ["堺市", "高石市"]
    assert table.areas["ward"].tolist() == ["堺区", ""]
    assert [(one.key, one.count) for one in table.dropped] == [("no_municipality", 1)]
    assert (table.form, table.dataset) == ("outline", "")


def test_a_code_that_lost_its_first_0_is_one_and_another_is_a_fault(tmp_path: Path):
    rows = [({"団体コード": 1101}, square()), ({"団体コード": "x"}, square(1))]
    file = geojson(tmp_path / "a.geojson", rows)
    with pytest.raises(InputError) as refused:
        read_outline(file, ["01100"])
    (fault,) = refused.value.faults
    assert (fault.key, fault.row, fault.column, fault.value) == ("wrong_form", "#2", "団体コード", "x")
    file = geojson(tmp_path / "b.geojson", rows[:1])
    assert codes(file, ["01100"]) == [("01101", "札幌市", "中央区")]


def test_names_say_whose_an_area_is_where_there_are_no_codes(tmp_path: Path):
    rows = [({"区": "堺区"}, square()), ({"区": "堺市 中区"}, square(1)), ({"区": "住吉区"}, square(2))]
    file = geojson(tmp_path / "a.geojson", rows)
    assert codes(file, ["27140"], OutlineColumns(name="区")) == [
        ("27141", "堺市", "堺区"),
        ("27142", "堺市", "中区"),
    ]
    with pytest.raises(InputError) as refused:
        read_outline(file, ["27140"], OutlineColumns(name="ward"))
    assert [fault.key for fault in refused.value.faults] == ["column_not_there"]


def test_a_file_without_either_is_the_one_municipality_that_is_asked_for(tmp_path: Path):
    file = geojson(tmp_path / "a.geojson", [({"a": 1}, square()), ({"a": 2}, square(1))])
    assert codes(file, ["272256"]) == [("27225", "高石市", "")] * 2
    with pytest.raises(InputError) as refused:
        read_outline(file, ["27225", "27206"])
    assert [fault.key for fault in refused.value.faults] == ["outline_without_codes"]


def test_small_areas_of_a_census_draw_a_municipality_without_its_water(tmp_path: Path):
    rows = [
        ({"KEY_CODE": "174630010", "S_NAME": "甲", "HCODE": 8101.0}, square()),
        ({"KEY_CODE": "174630020", "S_NAME": "乙", "HCODE": 8101.0}, square(1)),
        ({"KEY_CODE": "174630030", "S_NAME": "海", "HCODE": 8154.0}, square(2)),
        ({"KEY_CODE": "", "S_NAME": "無", "HCODE": 8101.0}, square(3)),
    ]
    table = read_outline(geojson(tmp_path / "a.geojson", rows), ["17463"])
    assert table.areas["city"].tolist() == ["能登町"] * 2
    assert {one.key: one.count for one in table.dropped} == {"water_area": 1, "no_municipality": 1}
    assert (table.form, table.dataset) == ("estat_areas", "estat")
