"""A file is known by what it holds, whatever it is called."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.recognise import Intake, recognised
from tests.data.readers.area_inputs import geojson, layer, shapefile, square
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
