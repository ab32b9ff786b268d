"""``sonae bundle scenarios``: list, show, TOML out and in again, nothing written unasked."""

import json

from data.bundle import read_bundle
from sonae.cli import app


def call(runner, name, *arguments, city, language="ja"):
    return runner.invoke(
        app, ["bundle", "scenarios", name, *map(str, arguments), "--bundle", str(city), "--lang", language]
    )


def test_the_list_tells_each_scenario_with_its_mark(runner, city):
    result = call(runner, "list", city=city)
    assert result.exit_code == 0, result.output
    assert "toy-flood" in result.stdout
    assert "公表資料" in result.stdout
    document = json.loads(call(runner, "list", "--json", city=city).stdout)
    assert [one["id"] for one in document["scenarios"]] == list(read_bundle(city).scenarios)
    assert {one["origin"] for one in document["scenarios"]} == {"published"}


def test_one_scenario_is_shown_on_its_clock(runner, city):
    result = call(runner, "show", "toy-flood", city=city)
    assert result.exit_code == 0, result.output
    assert "警戒レベル4（避難指示）" in result.stdout
    document = json.loads(call(runner, "show", "toy-flood", "--json", city=city).stdout)
    assert {"event": "deadline", "at_s": 21600.0, "detail": "level5"} in document["moments"]
    assert call(runner, "show", "nothing", city=city).exit_code == 1


def test_a_scenario_goes_out_is_edited_and_comes_in_again(runner, city, tmp_path):
    file = tmp_path / "mine.toml"
    assert call(runner, "show", "toy-flood", "--out", file, city=city).exit_code == 0
    same = call(runner, "edit", file, "--write", city=city)
    assert "変わるところはありません" in same.stdout
    file.write_text(file.read_text(encoding="utf-8").replace("level4 = 7200.0", "level4 = 9000.0"), "utf-8")
    before = (city / "scenarios.toml").read_bytes()
    told = call(runner, "edit", file, city=city)
    assert told.exit_code == 0, told.output
    assert "2:30" in told.stdout
    assert "--write" in told.stdout
    assert (city / "scenarios.toml").read_bytes() == before
    assert call(runner, "edit", file, "--write", city=city).exit_code == 0
    flood = read_bundle(city).scenarios["toy-flood"]
    assert (flood.alerts_s["level4"], flood.origin) == (9_000.0, "edited")
    assert "編集" in call(runner, "list", city=city).stdout


def test_closed_streets_come_in_are_told_and_go_out_again(runner, city, tmp_path):
    file = tmp_path / "mine.toml"
    call(runner, "show", "toy-flood", "--out", file, city=city)
    closed = '\n[[scenarios.closed_streets]]\nkind = "crossings"\nname = "甲電鉄"\nuntil_s = 1800.0\n'
    file.write_text(file.read_text(encoding="utf-8") + closed, "utf-8")
    told = call(runner, "edit", file, "--write", city=city)
    assert told.exit_code == 0, told.output
    assert "甲電鉄の踏切: 初めから 0:30 まで閉じる" in told.stdout
    assert "甲電鉄の踏切: 初めから 0:30 まで閉じる" in call(runner, "show", "toy-flood", city=city).stdout
    document = json.loads(call(runner, "show", "toy-flood", "--json", city=city).stdout)
    assert document["closed_streets"] == [
        {"kind": "crossings", "name": "甲電鉄", "from_s": None, "until_s": 1800.0}
    ]
    again = tmp_path / "again.toml"
    call(runner, "show", "toy-flood", "--out", again, city=city)
    assert "変わるところはありません" in call(runner, "edit", again, city=city).stdout


def test_what_makes_no_sense_is_refused_whole(runner, city, tmp_path):
    file = tmp_path / "mine.toml"
    call(runner, "show", "toy-flood", "--out", file, city=city)
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("7200.0", "21600.0").replace('t0 = "level3"', 't0 = "noon"'), "utf-8")
    result = call(runner, "edit", file, "--write", city=city, language="en")
    assert result.exit_code == 1
    assert "noon" in result.output
    assert "out of order" in result.output
    assert read_bundle(city).scenarios["toy-flood"].alerts_s["level4"] == 7_200.0


def test_a_new_scenario_is_added_and_one_is_removed(runner, city, tmp_path):
    file = tmp_path / "mine.toml"
    call(runner, "show", "toy-flood", "--out", file, city=city)
    file.write_text(file.read_text(encoding="utf-8").replace('id = "toy-flood"', 'id = "rain"'), "utf-8")
    added = json.loads(call(runner, "edit", file, "--write", "--json", city=city).stdout)
    assert (added["written"], added["changed"]) == (True, ["rain"])
    assert "rain" in read_bundle(city).scenarios
    assert call(runner, "remove", "rain", city=city).exit_code == 0
    assert "rain" in read_bundle(city).scenarios
    assert call(runner, "remove", "rain", "--write", city=city).exit_code == 0
    assert "rain" not in read_bundle(city).scenarios
    assert call(runner, "remove", "rain", "--write", city=city).exit_code == 1
