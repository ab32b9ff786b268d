"""``sonae import hazard``: a report of every file, a dry run that writes nothing, faults in words."""

import json

import geopandas as gpd
import shapely

from data.bundle import read_bundle
from sonae.cli import app
from tests.data.readers.area_inputs import geojson
from tests.toy_city.build import X0, Y0


def flood(path, rank):
    box = shapely.box(X0, Y0, X0 + 700, Y0 + 600)
    shape = gpd.GeoSeries([box], crs=6674).to_crs(6668).iloc[0]
    return geojson(path, [({"A31a_202": "甲川", "A31a_205": rank}, shape)])


def test_a_dry_run_reports_and_writes_nothing(runner, city, tmp_path):
    before = {file: file.read_bytes() for file in city.rglob("*") if file.is_file()}
    file = flood(tmp_path / "a.geojson", "3")
    result = runner.invoke(
        app, ["import", "hazard", str(file), "--bundle", str(city), "--dry-run", "--lang", "ja"]
    )
    assert result.exit_code == 0, result.output
    assert "国土数値情報 洪水浸水想定区域（A31・A31a）" in result.stdout
    assert "レイヤー flood_l2: 区域 1 件" in result.stdout
    assert "flood-l2" in result.stdout
    assert {file: file.read_bytes() for file in city.rglob("*") if file.is_file()} == before


def test_layer_and_scenario_are_written_when_asked(runner, city, tmp_path):
    file = flood(tmp_path / "a.geojson", "3")
    result = runner.invoke(
        app,
        [
            "import", "hazard", str(file), "--bundle", str(city), "--as", "ko_flood", "--propose-scenarios",
            "--date", "2024", "--json",
        ],
    )  # fmt: skip
    document = json.loads(result.stdout)
    assert (document["ok"], document["written"], document["proposed"]) == (True, True, ["ko-flood"])
    assert document["layers"]["ko_flood"]["areas"] == 1
    assert document["reports"][0]["rows_read"] == 1
    bundle = read_bundle(city)
    assert bundle.hazards["ko_flood"]["depth_m_min"].tolist() == [3.0]
    assert bundle.scenarios["ko-flood"].layers == ("ko_flood",)


def test_an_unknown_class_ends_with_its_name_and_writes_nothing(runner, city, tmp_path):
    file = flood(tmp_path / "a.geojson", "77")
    result = runner.invoke(app, ["import", "hazard", str(file), "--bundle", str(city), "--lang", "en"])
    assert result.exit_code == 1
    assert "77" in result.output
    assert "flood_l2" not in read_bundle(city).hazards


def test_scenarios_are_proposed_later_too_and_written_when_asked(runner, city, tmp_path):
    file = flood(tmp_path / "a.geojson", "3")
    runner.invoke(app, ["import", "hazard", str(file), "--bundle", str(city), "--json"])
    call = ["bundle", "scenarios", "propose", "--bundle", str(city), "--lang", "en"]
    told = runner.invoke(app, call)
    assert (told.exit_code, "flood-l2" in told.stdout) == (0, True)
    assert "flood-l2" not in read_bundle(city).scenarios
    assert runner.invoke(app, [*call, "--write"]).exit_code == 0
    assert "flood-l2" in read_bundle(city).scenarios
    again = runner.invoke(app, call)
    assert "Nothing to propose" in again.stdout


def test_scenarios_are_held_against_their_sense(runner, city):
    call = ["bundle", "scenarios", "check", "--bundle", str(city), "--json"]
    before = json.loads(runner.invoke(app, call).stdout)
    assert before["ok"], before
    file = city / "scenarios.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('t0 = "earthquake"', 't0 = "noon"'), "utf-8")
    assert runner.invoke(app, ["bundle", "seal", str(city)]).exit_code == 0
    result = runner.invoke(app, call)
    assert result.exit_code == 1
    keys = {fault["key"] for fault in json.loads(result.stdout)["faults"]}
    assert "scenario_clock_unknown" in keys
