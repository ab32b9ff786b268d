"""``sonae account``: passwords are asked for or made, never an argument; what is wrong is said in words."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sonae.cli import app
from storage.home import HOME_VARIABLE, URL_VARIABLE
from storage.store.errors import RefusedError
from storage.store.store import Store

RUNNER = CliRunner()
GOOD = "correct horse battery"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    monkeypatch.delenv(URL_VARIABLE, raising=False)
    return folder


def run(*arguments: str, typed: str = "") -> Result:
    return RUNNER.invoke(app, ["account", *arguments], input=typed)


def signs_in(login: str, password: str) -> bool:
    store = Store.open()
    try:
        return bool(store.sign_ins.sign_in(login, password).token)
    except RefusedError:
        return False
    finally:
        store.close()


def first() -> None:
    assert run("create", "honbu", "--name", "本部", typed=f"{GOOD}\n{GOOD}\n").exit_code == 0


def test_the_first_account_asks_for_its_password_and_does_not_show_it():
    made = run("create", "honbu", "--name", "本部", typed=f"{GOOD}\n{GOOD}\n")
    assert made.exit_code == 0
    assert "honbu" in made.stdout
    assert GOOD not in made.output
    assert signs_in("honbu", GOOD)


def test_two_different_passwords_are_asked_for_again():
    made = run("create", "honbu", "--name", "本部", typed=f"{GOOD}\nother\n{GOOD}\n{GOOD}\n")
    assert made.exit_code == 0
    assert signs_in("honbu", GOOD)


def test_a_further_account_gets_a_password_that_is_told_once():
    first()
    made = run("create", "ku-a", "--name", "区 一", "--role", "ward_officer", "--ward", "271411", "--json")
    said = json.loads(made.stdout)
    assert signs_in("ku-a", said["password"])
    listed = json.loads(run("list", "--json").stdout)["accounts"]
    assert [(one["login"], one["role"], one["areas"]) for one in listed] == [
        ("honbu", "headquarters", []), ("ku-a", "ward_officer", ["271411"]),
    ]  # fmt: skip
    assert said["password"] not in run("list").stdout
    assert "区の担当者" in run("list", "--lang", "ja").stdout


def test_a_reset_gives_another_password_and_a_closed_account_signs_in_no_more():
    first()
    made = json.loads(
        run("create", "kaicho", "--name", "会長", "--role", "organisation_leader", "--district", "d1",
            "--organisation", "o1", "--json").stdout
    )  # fmt: skip
    new = json.loads(run("reset", "KAICHO", "--json").stdout)["password"]
    assert not signs_in("kaicho", made["password"])
    assert signs_in("kaicho", new)
    assert run("reset", "kaicho", "--ask", typed=f"{GOOD}\n{GOOD}\n").exit_code == 0
    assert signs_in("kaicho", GOOD)
    assert run("close", "kaicho").exit_code == 0
    assert not signs_in("kaicho", GOOD)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["close", "honbu"], "最後のアカウント"),
        (["close", "nobody"], "ありません"),
        (["reset", "nobody"], "ありません"),
        (["create", "x", "--name", "x"], "3文字以上"),
        (["create", "viewer", "--name", "x", "--role", "viewer"], "区・校区・組織"),
        (["create", "honbu", "--name", "x"], "すでに使われています"),
    ],
)
def test_what_cannot_be_is_said_in_words(arguments: list[str], said: str):
    first()
    refused = run(*arguments, "--lang", "ja")
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert "⟦" not in refused.output


def test_without_a_store_nothing_is_made_by_asking(home: Path):
    for command in (["list"], ["reset", "x"], ["close", "x"]):
        refused = run(*command, "--lang", "en")
        assert refused.exit_code == 1
        assert "sonae store migrate" in refused.stderr
    assert not home.exists()


def test_no_command_takes_a_password_as_an_argument():
    for command in ("create", "reset", "close", "list"):
        assert "--password" not in run(command, "--help").output
