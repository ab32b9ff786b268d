"""``sonae store``: what an administrator types, and what it says when something is wrong."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from domain.registers import RegisterName
from sonae.cli import app
from storage.home import HOME_VARIABLE, URL_VARIABLE
from storage.store.errors import StoreError
from storage.store.migrate import newest_revision
from storage.store.store import Store
from tests.storage.store.made import HEAD, add_organisations, members

RUNNER = CliRunner()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return folder


def run(*arguments: str) -> Result:
    return RUNNER.invoke(app, ["store", *arguments])


def test_a_store_is_made_checked_backed_up_and_restored(home: Path, tmp_path: Path):
    made = run("migrate", "--json")
    assert json.loads(made.stdout) == {"ok": True, "found": "", "now": newest_revision(), "backup": None}
    store = Store.open()
    add_organisations(store)
    store.commit(HEAD, RegisterName.MEMBERS, members(("A1", "甲")))
    store.close()
    backup = tmp_path / "b"
    done = json.loads(run("backup", str(backup), "--json").stdout)
    # One key, two versions, five scopes, four organisations, one member, two entries of the log.
    assert done["rows"] == 1 + 2 + 5 + 4 + 1 + 2
    assert "鍵" in run("rotate").stdout
    restored = run("restore", str(backup))
    assert restored.exit_code == 0
    assert "before-restore" in restored.stdout
    assert run("check").exit_code == 0
    assert {one.name for one in home.iterdir()} >= {"store.db", "keys", "backups"}


def test_a_problem_ends_with_one_and_names_what_is_wrong(home: Path):
    run("migrate")
    (home / "keys" / "store.json").chmod(0o644)
    found = run("check", "--lang", "en")
    assert found.exit_code == 1
    assert "Others can read" in found.stdout
    document = json.loads(run("check", "--json").stdout)
    assert [one["key"] for one in document["problems"]] == ["file_open_to_others"]
    assert not document["ok"]


@pytest.mark.parametrize("command", [["check"], ["rotate"], ["backup", "b"], ["restore", "b"]])
def test_without_a_store_each_command_says_so_in_words(home: Path, command: list[str]):
    result = run(*command)
    assert result.exit_code == 1
    assert str(home) in result.stderr
    assert not home.exists()


def test_an_address_that_is_none_is_said_in_words(home: Path, monkeypatch: pytest.MonkeyPatch):
    for wrong in ("mysql://x", "postgresql", "sqlite:///x.db"):
        monkeypatch.setenv(URL_VARIABLE, wrong)
        result = run("check", "--lang", "en")
        assert result.exit_code == 1
        assert "SONAE_DATABASE_URL" in result.stderr
    assert not home.exists()


def test_every_error_of_the_store_has_its_sentence(capsys: pytest.CaptureFixture[str]):
    from sonae.printing import Printer

    for language in ("ja", "en"):
        printer = Printer(language, chosen=True, as_json=False)
        printer.error(StoreError("row_changed", register="members"))
        printer.error(StoreError("stale", version=7))
    said = capsys.readouterr().err
    assert "班員名簿" in said
    assert "Members" in said
    assert said.count("7") == 2


def test_a_person_is_deleted_for_good_and_of_several_one_is_chosen(home: Path):
    store = Store.open()
    add_organisations(store)
    store.commit(HEAD, RegisterName.MEMBERS, members(("A1", "甲 一"), ("A2", "甲 一"), ("A2", "乙")))
    held = store.read(HEAD, RegisterName.MEMBERS)
    asked = run("forget", "members", "--name", "甲一", "--reason", "本人の求め", "--yes")
    assert asked.exit_code == 1
    first = held.index[held["org_id"] == "A1"][0]
    assert first in asked.stdout
    assert "甲" not in asked.stdout
    done = run(
        "forget", "members", "--name", "甲一", "--record", first, "--reason", "本人の求め", "--yes", "--json"
    )
    assert json.loads(done.stdout) == {"ok": True, "rows": 1, "plans": 0, "files": 0}
    assert sorted(store.read(HEAD, RegisterName.MEMBERS)["name"]) == ["乙", "甲 一"]
    store.close()
    assert run("forget", "members", "--name", "だれか", "--reason", "x", "--yes").exit_code == 1
    refused = run("forget", "members", "--name", "乙", "--yes")
    assert refused.exit_code == 1
    assert "理由" in refused.output
    assert run("check").exit_code == 0
