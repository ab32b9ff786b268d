"""Files of areas are known by content and unpacked safely, or refused with the reason."""

import os
import stat
import zipfile

import pytest

from data.readers.area_file import area_heads, read_areas
from data.readers.area_members import AreaFormat, area_members, form_of
from domain.faults import InputError
from tests.data.readers.area_inputs import WITHIN, geojson, keys, layer, parts_of, shapefile, square, zipped


def shown(path):
    with area_members(path) as members:
        return [(member.shown, member.form) for member in members]


@pytest.fixture
def shp(tmp_path):
    return shapefile(tmp_path / "made", layer([{"A40_003": "1m以上2m未満"}]))


def test_a_form_is_known_by_content_not_by_name(tmp_path):
    path = geojson(tmp_path / "areas.txt", [({}, square())])
    assert shown(path) == [("areas.txt", AreaFormat.GEOJSON)]
    assert form_of(b"<?xml?><core:CityModel>") is AreaFormat.CITYGML
    assert form_of(b"<html>") is None
    assert form_of(b"PK\x05\x06") is None


def test_a_shapefile_is_read_whatever_the_case_of_its_endings(tmp_path, shp):
    folder = tmp_path / "upper"
    folder.mkdir()
    for part in shp.parent.iterdir():
        (folder / f"BP001{part.suffix.upper()}").write_bytes(part.read_bytes())
    with area_members(folder / "BP001.SHP") as members:
        assert members[0].path.with_suffix(".dbf").exists()
        assert members[0].path.with_suffix(".prj").exists()


def test_of_two_forms_of_one_data_set_the_shapefile_is_read(tmp_path, shp):
    same = geojson(tmp_path / "area.geojson", [({}, square())])
    other = geojson(tmp_path / "other.geojson", [({}, square())])
    more = {"A40/GeoJSON/area.geojson": same, "other.geojson": other}
    path = zipped(tmp_path / "both.zip", {**parts_of(shp, "A40/"), **more})
    assert shown(path) == [
        ("both.zip/area.shp", AreaFormat.SHAPEFILE),
        ("both.zip/other.geojson", AreaFormat.GEOJSON),
    ]


def test_files_of_one_name_in_other_folders_are_different_files(tmp_path):
    same = geojson(tmp_path / "a.geojson", [({}, square())])
    names = ("10_計画規模/a.geojson", "20_想定最大規模/a.geojson", "UTF-8/b.geojson", "Shift-JIS/b.geojson")
    path = zipped(
        tmp_path / "a.zip", dict.fromkeys((*names, "A33_GeoJSON/c.geojson", "A33_GML/c.geojson"), same)
    )
    # Those of one name are told apart by their folders; the same in another encoding is read once.
    assert [one for one, _ in shown(path)] == [
        "a.zip/10_計画規模/a.geojson",
        "a.zip/20_想定最大規模/a.geojson",
        "a.zip/c.geojson",
        "a.zip/b.geojson",
    ]


def test_names_in_shift_jis_are_shown_as_they_were_meant(tmp_path, shp):
    # Old Japanese archives write names in Shift_JIS and mark them as nothing.
    placeholder, meant = "xxxxxxxx", "浸水想定".encode("cp932")
    path = zipped(
        tmp_path / "old.zip",
        {f"{placeholder}{part.suffix}": part for part in shp.parent.iterdir()},
    )
    path.write_bytes(path.read_bytes().replace(placeholder.encode(), meant))
    assert shown(path) == [("old.zip/浸水想定.shp", AreaFormat.SHAPEFILE)]


_LEADING_OUT = ["../area.geojson", "/etc/area.geojson", "a/../../area.geojson", "C:/area.geojson"]


@pytest.mark.parametrize("name", _LEADING_OUT)
def test_names_that_lead_out_of_a_zip_are_refused(tmp_path, name):
    path = zipped(tmp_path / "bad.zip", {name: b'{"type": "FeatureCollection", "features": []}'})
    with pytest.raises(InputError) as error:
        shown(path)
    assert keys(error) == {"zip_unsafe"}
    assert not (tmp_path.parent / "area.geojson").exists()


def test_a_link_in_a_zip_is_refused(tmp_path):
    path = tmp_path / "link.zip"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo("area.geojson")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    with pytest.raises(InputError) as error:
        shown(path)
    assert keys(error) == {"zip_unsafe"}


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    # 20 MB of spaces pack a thousand times smaller.
    path = zipped(tmp_path / "bomb.zip", {"area.geojson": b"{" + b" " * 20_000_000})
    with pytest.raises(InputError) as error:
        shown(path)
    assert keys(error) == {"zip_bomb"}


def test_cut_empty_and_foreign_files_are_refused(tmp_path, shp):
    whole = zipped(tmp_path / "whole.zip", parts_of(shp)).read_bytes()
    cases = {
        "cut.zip": whole[: len(whole) // 2],
        "empty.zip": b"",
        "text.zip": "普通の文".encode(),
        "page.html": b"<!doctype html><html></html>",
    }
    for name, content in cases.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(InputError) as error:
            shown(tmp_path / name)
        assert keys(error) <= {"file_unreadable", "format_unknown"}, name
    with pytest.raises(InputError) as error:
        shown(tmp_path / "none.zip")
    assert keys(error) == {"file_missing"}


@pytest.mark.parametrize("part", [".shp", ".dbf"])
def test_a_shapefile_shorter_than_it_says_is_refused(shp, part):
    file = shp.with_suffix(part)
    os.truncate(file, file.stat().st_size - 20)
    with pytest.raises(InputError) as error:
        shown(shp)
    assert keys(error) == {"file_unreadable"}


def test_a_shapefile_without_its_table_is_refused(shp):
    shp.with_suffix(".dbf").unlink()
    with pytest.raises(InputError) as error:
        shown(shp)
    assert keys(error) == {"shapefile_part_missing"}


def test_a_spoilt_index_gives_no_row_the_shape_of_another(tmp_path):
    shp = shapefile(tmp_path / "two", layer([{"n": 1}, {"n": 2}], [square(0), square(5)]))
    index = bytearray(shp.with_suffix(".shx").read_bytes())
    index[100:116] = index[108:116] + index[100:108]
    shp.with_suffix(".shx").write_bytes(bytes(index))
    with area_members(shp) as (member,):
        (head,) = area_heads(member)
        found = read_areas(member, head, ["n"], WITHIN).areas
    assert found["n"].tolist() == [1, 2]
    assert found.geometry.iloc[0].bounds == pytest.approx(square(0).bounds)


def test_a_database_that_another_program_has_open_is_refused(tmp_path):
    path = tmp_path / "a.gpkg"
    layer([{"n": 1}]).to_file(path, driver="GPKG", engine="pyogrio")
    (tmp_path / "a.gpkg-wal").write_bytes(b"")
    assert shown(path) == [("a.gpkg", AreaFormat.GEOPACKAGE)]
    (tmp_path / "a.gpkg-wal").write_bytes(b"x")
    with pytest.raises(InputError) as error:
        shown(path)
    assert [(fault.key, fault.value) for fault in error.value.faults] == [("geopackage_open", "a.gpkg-wal")]


def test_nothing_is_left_behind(shp):
    with area_members(shp) as members:
        folder = members[0].path.parent
        assert folder.is_dir()
    assert not folder.exists()
