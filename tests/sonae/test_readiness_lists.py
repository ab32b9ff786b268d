"""``sonae readiness --list``: what is done first, and what is not known, as in plan.json."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from exports.plan_json import plan_document
from messages.catalogue import text
from presentation.names import scenario_name
from sonae.cli import app
from storage.home import store_file
from tests.made import make
from use_cases.load_bundle import load_bundle
from use_cases.make_case import make_case

SCENARIO, WARD = "toy-flood", "271420"


def shown(runner: CliRunner, city: Path, *arguments: str) -> str:
    call = ["readiness", "--bundle", str(city), "--scenario", SCENARIO, *arguments]
    result = runner.invoke(app, call)
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.fixture
def document(city: Path) -> dict[str, object]:
    case = make_case(load_bundle(city), SCENARIO)
    return json.loads(json.dumps(plan_document(case, make(load_bundle(city), SCENARIO, case.settings).plan)))


def test_json_is_that_of_the_plan(runner: CliRunner, city: Path, document) -> None:
    first = json.loads(shown(runner, city, "--list", "priorities", "--format", "json"))
    assert first["priorities"] == document["city"]["priorities"]
    missing = json.loads(shown(runner, city, "--list", "data-debt", "--format", "json"))
    assert missing["data_debt"] == document["data_debt"]


def test_a_ward_has_its_own_rows(runner: CliRunner, city: Path, document) -> None:
    first = json.loads(shown(runner, city, "--list", "priorities", "--ward", WARD, "--format", "json"))
    (ward,) = [one for one in document["wards"] if one["id"] == WARD]
    assert first["priorities"] == ward["priorities"]


@pytest.mark.parametrize("what", ["priorities", "data-debt"])
def test_the_table_has_the_title_and_the_note(runner: CliRunner, city: Path, what: str) -> None:
    said = shown(runner, city, "--list", what)
    name = what.replace("-", "_")
    assert text("ja", f"export.table.{name}") in said
    assert text("ja", f"export.note.{name}") in said.replace("\n", "")


def test_files_are_written(runner: CliRunner, city: Path, tmp_path: Path) -> None:
    out = tmp_path / "first.xlsx"
    shown(runner, city, "--list", "priorities", "--format", "xlsx", "--out", str(out))
    assert out.read_bytes().startswith(b"PK")
    assert "次の行動" in shown(runner, city, "--list", "priorities", "--format", "csv")


@pytest.mark.parametrize("which", ["indicators", "priorities", "data-debt"])
def test_every_table_names_its_scenario_first(runner: CliRunner, city: Path, which: str) -> None:
    case = make_case(load_bundle(city), SCENARIO)
    assert (
        shown(runner, city, "--list", which, "--ward", WARD, "--lang", "ja")
        .splitlines()[0]
        .endswith(scenario_name(case, "ja"))
    )


def test_lists_that_are_saved_are_said_to_be_left_out(
    runner: CliRunner, city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SONAE_DATABASE_URL", raising=False)
    call = ["readiness", "--bundle", str(city), "--scenario", SCENARIO]
    said = text("ja", "cli.lists_left_out")
    assert said not in runner.invoke(app, call).stderr
    store_file().touch()
    result = runner.invoke(app, call)
    assert result.exit_code == 0
    assert said in result.stderr
    assert said not in result.stdout
