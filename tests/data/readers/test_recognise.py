"""A file is known by what it holds, whatever it is called."""

from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.recognise import Intake, recognised
from tests.data.readers.area_inputs import LAT, LON, geojson, layer, shapefile, square
from tests.data.readers.test_ksj_facilities import p04
from tests.data.readers.workbooks import make_workbook
from tests.use_cases.downloads import OSM, SITES, downloads


def intake(path: Path) -> Intake | None:
    found = recognised(path)
    return None if found is None else found.intake


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return downloads(tmp_path_factory.mktemp("recognise") / "downloads")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("outlines.geojson", Intake.BOUNDARIES),
        ("list (1).csv", Intake.PLACES),
        ("map", Intake.STREETS),
        ("readme.txt", None),
    ],
)
def test_each_download_is_known(folder: Path, name: str, expected: Intake | None):
    assert intake(folder / name) is expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_is_known_in_every_encoding(tmp_path: Path, encoding: str):
    file = tmp_path / "a.bin"
    # The head ends within a letter of two bytes as often as not.
    file.write_bytes((SITES + "あ" * 65_536).encode(encoding))
    assert intake(file) is Intake.PLACES


def test_landslide_zones_are_known_by_their_columns(tmp_path: Path):
    rows = [{"A33_001": 1, "A33_002": 1, "A33_003": "27"}]
    rows = [{**row, **{f"A33_00{i}": "" for i in range(4, 9)}} for row in rows]
    assert intake(shapefile(tmp_path, layer(rows))) is Intake.HAZARD


def test_other_areas_are_none(tmp_path: Path):
    assert intake(geojson(tmp_path / "a.geojson", [({"name": "x"}, square())])) is None


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", OSM.encode()[:5], b"\x00" * 100, b"SQLite format 3\x00"]
)
def test_a_broken_file_is_none(tmp_path: Path, content: bytes):
    file = tmp_path / "a"
    file.write_bytes(content)
    assert intake(file) is None


def test_a_file_that_is_gone_is_none(tmp_path: Path):
    assert intake(tmp_path / "none") is None


@settings(max_examples=30, deadline=None)
@given(content=st.binary(max_size=200))
def test_any_bytes_are_looked_at_without_harm(content: bytes, tmp_path_factory: pytest.TempPathFactory):
    file = tmp_path_factory.getbasetemp() / "any"
    file.write_bytes(content)
    assert recognised(file) is None or intake(file) in set(Intake)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.csv", "名称,緯度,経度,災害種別_洪水\n校,34.5,135.4,1\n", Intake.PLACES),
        ("津波避難ビル.csv", "名称,緯度,経度,収容人数\n館,34.5,135.4,10\n", Intake.PLACES),
        # English names, with any signs between; kinds in a column of their own.
        ("Evacuation-Shelters 2026.csv", "Name,Latitude,Longitude\n校,34.5,135.4\n", Intake.PLACES),
        ("evacuation sites.csv", "name,lat,lon,capacity\n公園,34.5,135.4,10\n", Intake.PLACES),
        ("2026.csv", "name,lat,lon,区分\n校,34.5,135.4,指定避難所\n", Intake.PLACES),
        # Not every shelter is one to flee to.
        ("bus_shelter.csv", "name,lat,lon\n停留所,34.5,135.4\n", None),
        # Any list of points has names: of defibrillators, for one.
        ("aed.csv", "名称,緯度,経度,設置場所\n館,34.5,135.4,玄関\n", None),
    ],
)
def test_a_city_s_own_list_is_known_by_its_hazards_or_its_name(
    tmp_path: Path, name: str, text: str, expected: Intake | None
):
    (tmp_path / name).write_bytes(text.encode("cp932"))
    assert intake(tmp_path / name) is expected
    rows = [line.split(",") for line in text.splitlines()]
    book = (tmp_path / name).with_suffix(".xlsx")
    book.write_bytes(make_workbook({"一覧": rows}))
    assert intake(book) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("町名,番地,小学校区\n上町,1番,錦\n", Intake.TOWN_LIST),
        ("通学区域一覧\n小学校名,通学区域\n錦小学校,上町・下町\n", Intake.TOWN_LIST),
        # A list of schools has addresses.
        ("学校名,住所\n錦小学校,上町1\n", None),
        ("場所ID,名称,床面積（㎡）\nE1,校,10\n", Intake.CAPACITIES),
        ("場所ID,名称\nE1,校\n", None),
    ],
)
def test_lists_of_towns_and_sheets_of_sizes_are_known_by_their_headers(
    tmp_path: Path, text: str, expected: Intake | None
):
    (tmp_path / "a.csv").write_bytes(text.encode("cp932"))
    assert intake(tmp_path / "a.csv") is expected
    book = tmp_path / "a.xlsx"
    book.write_bytes(make_workbook({"一覧": [line.split(",") for line in text.splitlines()]}))
    assert intake(book) is expected


def test_school_districts_are_known_by_their_columns(tmp_path: Path):
    rows = [({"A27_001": "27141", "A27_002": "市立", "A27_003": "B1", "A27_004": "錦小学校"}, square())]
    assert intake(geojson(tmp_path / "a.geojson", rows)) is Intake.DISTRICTS


def test_a_raster_does_not_say_what_it_goes_into(tmp_path: Path):
    file = tmp_path / "a.tif"
    file.write_bytes(b"II*\x00" + b"\x00" * 100)
    found = recognised(file)
    assert found is not None
    assert found.intake is None


def test_facilities_are_known_by_their_columns(tmp_path: Path):
    rows = [(p04("錦病院"), shapely.Point(LON, LAT))]
    assert intake(geojson(tmp_path / "a.geojson", rows)) is Intake.FACILITIES
