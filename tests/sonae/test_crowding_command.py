"""The command ``crowding``: queues and arrivals in words, as JSON and as files, all of them or none."""

import json
from pathlib import Path

from typer.testing import CliRunner

from tests.sonae.test_cli import run


def crowding(runner: CliRunner, city: Path, *more: object):
    return run(runner, "crowding", "--bundle", city, *more)


def test_words_json_and_files_say_the_same(runner: CliRunner, city: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = crowding(
        runner, city, "--scenario", "toy-tsunami-night", "--out", out, "--lang", "en", "--rounds", 2
    )
    assert told.exit_code == 0, told.output
    assert "no second round was made" in told.output
    assert "Nobody is too late because of crowding." in told.output
    assert "no gridlock" in told.output
    assert "planning speed × 1.34" in told.output
    written = json.loads((out / "crowding.json").read_text(encoding="utf-8"))
    again = json.loads(crowding(runner, city, "--scenario", "toy-tsunami-night", "--json").stdout)
    assert {key: again[key] for key in written} == written
    facts = written["city"]
    assert sum(row["persons"] for row in written["arrivals"]) == facts["in_time_persons"] > 0
    # Of those who leave long after the others some are too late, with or without crowding.
    assert facts["missed_persons"] == facts["persons"] - facts["in_time_persons"] > 0
    assert facts["clearance_s"][-1] is None
    assert sorted(one.name for one in out.iterdir()) == [
        "about.csv", "crowd_arrivals.csv", "crowd_blocks.csv", "crowd_places.csv", "crowd_streets.csv",
        "crowding.json", "crowding.xlsx",
    ]  # fmt: skip


def test_who_is_too_late_is_told_by_block(runner: CliRunner, city: Path) -> None:
    narrow = ("--set", "crowding.street_flow=0.3", "--set", "crowding.street_edges_m=2")
    told = crowding(runner, city, "--scenario", "toy-tsunami-night", "--lang", "en", *narrow)
    assert told.exit_code == 0
    assert "Too late" in told.output


def test_a_stay_of_days_is_refused_in_words(runner: CliRunner, city: Path, tmp_path: Path) -> None:
    refused = crowding(runner, city, "--scenario", "toy-quake", "--out", tmp_path / "new", "--lang", "en")
    assert refused.exit_code == 1
    assert "crowding is not computed" in refused.output
    asked = ("--scenario", "toy-quake", "--out", tmp_path / "new", "--crowding", "--lang", "en")
    planned = run(runner, "plan", "--bundle", city, *asked)
    assert planned.exit_code == 1
    assert "crowding is not computed" in planned.output
    assert not (tmp_path / "new").exists()


def test_a_plan_is_written_with_its_crowding(runner: CliRunner, city: Path, tmp_path: Path) -> None:
    out = tmp_path / "plan"
    told = run(
        runner, "plan", "--bundle", city, "--scenario", "toy-tsunami-night", "--out", out, "--crowding"
    )
    assert told.exit_code == 0, told.output
    assert (out / "tables" / "crowd_arrivals.csv").is_file()
