"""The command ``sweep``: who gets through, in words, as JSON and as files, all of them or none."""

import json
from pathlib import Path

from typer.testing import CliRunner

from tests.sonae.test_cli import run


def sweep(runner: CliRunner, city: Path, *more: object):
    few = ("--draws", 25, "--workers", 1, "--set", "blockage.critical_draws=1")
    return run(runner, "sweep", "--bundle", city, *few, *more)


def test_words_json_and_files_say_the_same(runner: CliRunner, city: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = sweep(runner, city, "--scenario", "toy-quake", "--out", out, "--lang", "en")
    assert told.exit_code == 0
    assert "Need a place: about 60 people. Chance to reach a usable place after the earthquake" in told.output
    assert "Drawn so far: 25 of 25 at most." in told.output
    assert "Not computed, for it is not in the data: fire" in told.output
    assert "sonae whatif --scenario toy-quake --close " in told.output.replace("\n", " ")
    written = json.loads((out / "robustness.json").read_text(encoding="utf-8"))
    again = json.loads(sweep(runner, city, "--scenario", "toy-quake", "--json").stdout)
    assert {key: again[key] for key in written} == written
    assert written["draws"] == 25


def test_a_folder_that_is_taken_and_a_scenario_without_an_earthquake_are_refused(
    runner: CliRunner, city: Path, tmp_path: Path
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").write_text("x", encoding="utf-8")
    assert sweep(runner, city, "--scenario", "toy-quake", "--out", tmp_path / "taken").exit_code == 1
    refused = sweep(runner, city, "--scenario", "toy-flood", "--out", tmp_path / "new", "--lang", "en")
    assert refused.exit_code == 1
    assert "does not follow an earthquake" in refused.output
    assert not (tmp_path / "new").exists()
