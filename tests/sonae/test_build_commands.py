"""``sonae bundle new`` and ``build`` write a city at last, and say what it cannot answer yet."""

import json
from pathlib import Path

from shapely.geometry import box

from data.bundle import read_bundle
from tests.data.readers.area_inputs import LAT, LON, geojson
from tests.sonae.test_import import run
from tests.use_cases.downloads import downloads, n03


def test_a_new_city_says_what_it_cannot_answer(tmp_path: Path):
    file = n03(tmp_path, ("高石市", "", "27225"))
    said = run("bundle", "new", file, "--city", "27225", "--out", tmp_path / "city", "--lang", "ja").stdout
    assert "× 避難先の割り当て: 答えられません。足りないもの: 人口（街区）、ハザード" in said
    assert "平面直角座標系 第6系" in said
    assert read_bundle(tmp_path / "city").meta.name == "高石市"


def test_a_city_is_built_and_what_was_not_used_is_named(tmp_path: Path):
    downloads(tmp_path / "downloads")
    config = tmp_path / "city.toml"
    config.write_text('[city]\ncodes = ["27225"]\n', encoding="utf-8")
    out = tmp_path / "city"
    document = json.loads(run("bundle", "build", "--config", config, "--out", out, "--json").stdout)
    assert [report["layer"] for report in document["reports"]] == ["wards", "streets", "places"]
    assert document["unused"] == ["readme.txt"]
    missing = {one["question"]: one["missing"] for one in document["questions"]}
    assert missing["who_leaves"] == ["blocks", "hazards", "scenarios"]
    assert len(read_bundle(out).places) == 1


def test_a_city_that_no_command_would_open_is_not_written(tmp_path: Path):
    # Two wards drawn over each other: half of either is the other's.
    shapes = [box(LON + at, LAT, LON + at + 0.04, LAT + 0.04) for at in (0.0, 0.02)]
    rows = [({"code": code}, shape) for code, shape in zip(("27225", "27206"), shapes, strict=True)]
    file = geojson(tmp_path / "own.geojson", rows)
    arguments = ("bundle", "new", file, "--city", "27225", "--city", "27206", "--out", tmp_path / "city")
    done = run(*arguments, "--json")
    assert done.exit_code == 1
    assert {one["key"] for one in json.loads(done.stdout)["faults"]} == {"areas_overlap"}
    assert not (tmp_path / "city").exists()


def test_where_a_city_is_already_nothing_is_written(tmp_path: Path):
    file = n03(tmp_path, ("高石市", "", "27225"))
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "mine.txt").write_text("x", encoding="utf-8")
    done = run("bundle", "new", file, "--city", "27225", "--out", tmp_path / "city", "--json")
    assert (done.exit_code, json.loads(done.stdout)["faults"][0]["key"]) == (1, "file_exists")
    assert [one.name for one in (tmp_path / "city").iterdir()] == ["mine.txt"]


def test_a_check_says_what_can_be_answered(city: Path):
    said = run("bundle", "check", city, "--lang", "ja").stdout
    assert "○ 避難先の割り当て: 答えられます。" in said
    assert "×" not in said


def test_a_dry_run_says_what_would_be_built_and_what_is_missing_and_writes_nothing(tmp_path: Path):
    downloads(tmp_path / "downloads")
    config = tmp_path / "city.toml"
    config.write_text('[city]\ncodes = ["27225"]\n', encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    said = run("bundle", "build", "--config", config, "--dry-run", "--lang", "ja")
    assert said.exit_code == 0
    # Wards, corners, streets and places.
    assert "何も書き出していません（できるレイヤー: 4）" in said.stdout
    assert "× 避難が必要な人" in said.stdout
    assert sorted(tmp_path.rglob("*")) == before
    document = json.loads(run("bundle", "build", "--config", config, "--dry-run", "--json").stdout)
    assert (document["written"], document["folder"]) == (False, "")
    assert run("bundle", "build", "--config", config).exit_code == 2


def test_a_caution_that_two_files_share_is_said_once(tmp_path: Path):
    folder = downloads(tmp_path / "downloads")
    sites = (folder / "list (1).csv").read_text(encoding="utf-8-sig")
    header, first, other = sites.splitlines()
    (folder / "list (1).csv").write_text(f"{header}\n{first}\n", encoding="utf-8")
    second = first.replace("0001201", "0002201").replace("甲公園", "丙公園")
    (folder / "b.csv").write_text(f"{header}\n{second}\n{other}\n", encoding="utf-8")
    config = tmp_path / "city.toml"
    config.write_text('[city]\ncodes = ["27225"]\n', encoding="utf-8")
    said = run("bundle", "build", "--config", config, "--dry-run", "--lang", "ja").stdout
    assert said.count("出典: 国土地理院 指定緊急避難場所データ") == 2
    assert said.count("データは随時更新されます。") == 1
