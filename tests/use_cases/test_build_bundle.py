"""A folder of downloads and three lines of TOML make a city; nobody sorts the files."""

from pathlib import Path

import pytest

from data.bundle import read_bundle
from data.bundle.write import write_bundle
from domain.faults import InputError
from tests.data.readers.area_inputs import geojson, square
from tests.use_cases.downloads import downloads
from use_cases.build_bundle import build_bundle


def config(folder: Path, text: str = "") -> Path:
    file = folder / "city.toml"
    file.write_text('[city]\ncodes = ["27225"]\n' + text, encoding="utf-8")
    return file


def faults(file: Path) -> list[str]:
    with pytest.raises(InputError) as found:
        build_bundle(file)
    return sorted({fault.key for fault in found.value.faults})


def test_three_lines_and_a_folder_are_enough(tmp_path: Path):
    downloads(tmp_path / "downloads")
    steps: list[tuple[str, str]] = []
    made = build_bundle(config(tmp_path), lambda step, name: steps.append((step, name)))
    assert made.bundle.places["name"].tolist() == ["甲公園"]
    # Two ways of one kind that meet where nothing else does are one street.
    assert len(made.bundle.streets) == 1
    assert [report.layer for report in made.reports] == ["wards", "streets", "places"]
    assert [file.name for file in made.unused] == ["readme.txt"]
    assert [step for step, _ in steps if step != "looking"] == ["boundaries", "streets", "places"]


def test_the_list_of_two_cities_is_cut_to_one_and_counted(tmp_path: Path):
    downloads(tmp_path / "downloads")
    report = build_bundle(config(tmp_path)).reports[-1]
    assert (report.rows_read, report.rows_kept, report.dropped[0].count) == (2, 1, 1)


def test_a_built_city_is_written_and_read_again(tmp_path: Path):
    downloads(tmp_path / "downloads")
    made = build_bundle(config(tmp_path))
    write_bundle(made.bundle, tmp_path / "city")
    read = read_bundle(tmp_path / "city")
    assert [layer.layer for layer in read.meta.layers] == ["wards", "nodes", "streets", "places"]
    assert read.places["district_id"].tolist() == ["272256-00000"]


def test_files_that_are_named_are_the_only_ones_of_their_layer(tmp_path: Path):
    folder = downloads(tmp_path / "downloads")
    (folder / "other.csv").write_bytes((folder / "list (1).csv").read_bytes())
    made = build_bundle(config(tmp_path, '[places]\nfiles = ["list*.csv"]\ndate = "2025-10"\n'))
    assert [file.name for file in made.unused] == ["other.csv", "readme.txt"]
    source = made.bundle.meta.layer("places")
    assert source is not None
    assert source.date == "2025-10"


def test_a_pattern_that_fits_nothing_is_said(tmp_path: Path):
    downloads(tmp_path / "downloads")
    assert faults(config(tmp_path, '[streets]\nfiles = ["*.pbf"]\n')) == ["pattern_without_file"]


def test_two_networks_are_a_question(tmp_path: Path):
    folder = downloads(tmp_path / "downloads")
    (folder / "map2.osm").write_bytes((folder / "map").read_bytes())
    assert faults(config(tmp_path)) == ["several_networks"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path):
    assert faults(config(tmp_path)) == ["folder_missing"]


def test_a_link_is_not_followed(tmp_path: Path):
    folder = downloads(tmp_path / "downloads")
    (folder / "map").rename(tmp_path / "map")
    (folder / "link").symlink_to(tmp_path / "map")
    made = build_bundle(config(tmp_path))
    assert made.bundle.streets.empty
    assert "link" not in {file.name for file in made.unused}


def test_without_boundaries_it_is_said_which_file_is_needed(tmp_path: Path):
    folder = downloads(tmp_path / "downloads")
    (folder / "outlines.geojson").unlink()
    assert faults(config(tmp_path)) == ["outline_needed"]


def test_a_download_of_nobody_on_the_list_is_refused(tmp_path: Path):
    downloads(tmp_path / "downloads")
    text = '[[download]]\nsource = "somebody"\nurl = "https://example.com/a.zip"\n'
    assert faults(config(tmp_path, text)) == ["not_allowed"]


def test_a_download_from_another_host_is_refused(tmp_path: Path):
    downloads(tmp_path / "downloads")
    text = '[[download]]\nsource = "ksj_n03"\nurl = "https://example.com/a.zip"\n'
    assert faults(config(tmp_path, text)) == ["download_address"]


def test_a_file_that_is_there_is_not_downloaded(tmp_path: Path):
    downloads(tmp_path / "downloads")
    text = '[[download]]\nsource = "ksj_n03"\nurl = "https://nlftp.mlit.go.jp/ksj/outlines.geojson"\n'
    assert len(build_bundle(config(tmp_path, text)).bundle.wards) == 1


def test_without_boundaries_small_areas_of_a_census_draw_the_city(tmp_path: Path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    rows = [
        (
            {"KEY_CODE": f"27225001{i}", "S_NAME": f"{i}町", "HCODE": "8101", "JINKO": 10, "SETAI": 5},
            square(i),
        )
        for i in range(2)
    ]
    geojson(folder / "areas.geojson", rows)
    made = build_bundle(config(tmp_path))
    assert made.bundle.wards["name"].tolist() == ["高石市"]
    assert [(report.layer, report.form) for report in made.reports] == [
        ("wards", "estat_areas"),
        ("blocks", "estat_areas"),
    ]
    assert made.bundle.blocks["residents"].sum() == 20


def test_a_city_that_was_built_into_the_folder_is_no_download(tmp_path: Path):
    folder = downloads(tmp_path / "downloads")
    before = build_bundle(config(tmp_path))
    write_bundle(before.bundle, folder / "city")
    again = build_bundle(config(tmp_path))
    assert [report.file for report in again.reports] == [report.file for report in before.reports]
    assert again.unused == before.unused


def test_streets_of_another_place_are_named_and_left(tmp_path: Path):
    folder = downloads(tmp_path / "downloads")
    map_ = folder / "map"
    map_.write_text(map_.read_text(encoding="utf-8").replace('lat="34', 'lat="36'), encoding="utf-8")
    made = build_bundle(config(tmp_path))
    assert made.bundle.streets.empty
    assert [(fault.key, fault.file) for fault in made.faults if fault.file == "map"] == [
        ("file_of_elsewhere", "map")
    ]


def test_a_folder_of_more_files_than_are_looked_at_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    downloads(tmp_path / "downloads")
    # Outlines, a list, a map and a text.
    monkeypatch.setattr("use_cases.build_bundle.MOST_FILES", 4)
    assert len(build_bundle(config(tmp_path)).reports) == 3
    monkeypatch.setattr("use_cases.build_bundle.MOST_FILES", 3)
    assert faults(config(tmp_path)) == ["folder_many"]
