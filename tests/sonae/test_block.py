"""``sonae block``: the answer for one block in a terminal and as JSON."""

import json
from pathlib import Path

from typer.testing import CliRunner

from sonae.cli import app


def run(runner: CliRunner, city: Path, *arguments: str):
    call = ["block", *arguments, "--bundle", str(city), "--set", "movement.night_factor=1.0"]
    return runner.invoke(app, call)


def test_the_answer_is_told_in_sentences(runner: CliRunner, city: Path) -> None:
    done = run(runner, city, "M271411-A", "--scenario", "toy-tsunami-night")
    assert done.exit_code == 0
    assert "甲区 A町（街区 A）" in done.stdout
    assert "避難開始の限界（この道）" in done.stdout
    assert "すべての想定でのこの街区" not in done.stdout


def test_a_town_of_one_block_names_it_and_all_scenarios_stand_in_a_table(
    runner: CliRunner, city: Path
) -> None:
    done = run(runner, city, "ｃ町", "--scenario", "toy-flood", "--all-scenarios", "--lang", "en")
    assert done.exit_code == 0
    assert "(block C)" in done.stdout
    assert "This block in every scenario" in done.stdout
    # How the table is to be read, and which scenarios it leaves out, stands below it, as on the page.
    assert "Scenarios are never added up" in done.stdout
    assert "not computed" not in done.stdout


def test_json_holds_the_answer_and_those_of_all_scenarios(runner: CliRunner, city: Path) -> None:
    done = run(runner, city, "M271411-A", "--scenario", "toy-tsunami-night", "--json", "--all-scenarios")
    document = json.loads(done.stdout)
    assert document["ok"] is True
    assert document["block"]["block_id"] == "M271411-A"
    assert document["groups"][0]["second"] is None or "destination" in document["groups"][0]["second"]
    scenarios = [one["scenario"] for one in document["all_scenarios"]]
    assert scenarios == ["toy-tsunami-night", "toy-flood", "toy-quake"]


def test_a_name_of_several_blocks_or_none_is_refused_with_what_it_may_mean(
    runner: CliRunner, city: Path
) -> None:
    several = run(runner, city, "町", "--scenario", "toy-flood")
    assert several.exit_code == 1
    # The sentence comes in both languages, the list once.
    assert several.stderr.count("M271411-A 甲区 A町 （約60人、") == 1
    assert several.stderr.count("次のいずれかの番号") == several.stderr.count("Give the id of one of") == 1
    none = run(runner, city, "丙町", "--scenario", "toy-flood", "--json")
    assert none.exit_code == 1
    assert json.loads(none.stdout)["error"] == "UnknownBlockError"


def test_cards_are_written_as_pdf_of_one_block_or_a_district(
    runner: CliRunner, city: Path, tmp_path: Path
) -> None:
    one, all_of_it = tmp_path / "one.pdf", tmp_path / "all.pdf"
    done = run(runner, city, "M271411-A", "--scenario", "toy-tsunami-night", "--out", str(one))
    assert done.exit_code == 0
    call = ("M271411-A", "--scenario", "toy-tsunami-night", "--district", "--out", str(all_of_it))
    assert run(runner, city, *call).exit_code == 0
    assert one.read_bytes().startswith(b"%PDF")
    assert len(all_of_it.read_bytes()) > len(one.read_bytes())
    assert run(runner, city, *call).exit_code == 1
    assert run(runner, city, *call[:3], "--paper", "b5").exit_code == 2
    assert run(runner, city, *call[:3], "--district").exit_code == 2
