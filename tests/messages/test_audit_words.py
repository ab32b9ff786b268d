"""Whatever the store writes into its audit log, headquarters reads in words."""

import ast
import json
from dataclasses import fields, replace
from pathlib import Path

import pytest

from domain.registers import PaperStep
from messages import catalogue
from presentation.words import Words
from storage.store import store
from storage.store.audit import PROGRAM, Entry
from storage.store.commits import Committed
from storage.store.forgetting import Forgotten
from storage.store.remembered import Said
from ui.view.accounts import action_words, detail_words, entry_grid

FOLDER = Path(store.__file__).resolve().parent


def _actions() -> set[str]:
    found = set()
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "writing":
                found |= {one.value for one in node.args if isinstance(one, ast.Constant) and one.value}
    return found


def _details() -> set[str]:
    """Return the names of the details that the code of the store writes."""
    found = {field.name for made in (Committed, Forgotten) for field in fields(made)}
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.AugAssign) and getattr(node.target, "id", "") == "detail":
                keys = [*node.value.keys] if isinstance(node.value, ast.Dict) else []
                found |= {key.value for key in keys if isinstance(key, ast.Constant)}
            if isinstance(node, ast.Subscript) and getattr(node.value, "id", "") == "detail":
                found |= {node.slice.value} if isinstance(node.slice, ast.Constant) else set()
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_detail_of_the_store_has_a_word(language: str):
    assert {"unchanged", "files", "kind", "sign_ins"} <= _details()
    missing = sorted(one for one in _details() if not catalogue.has(language, f"audit_detail.{one}"))
    assert missing == [], f"add words below [audit_detail] in messages/{language}/account.toml"
    for value in (*Said, *PaperStep):
        assert catalogue.has(language, f"audit_value.{value}"), value


def test_what_the_program_does_of_itself_is_done_by_no_office():
    entry = Entry(16, "2026-11-28T18:10:37Z", PROGRAM, "headquarters", "commit", "{}")
    [row] = entry_grid([entry], {}, Words("ja")).rows
    assert row[2:4] == ("sonae", Words("ja")("account.program"))
    [row] = entry_grid([replace(entry, account="a-1")], {"a-1": "honbu"}, Words("ja")).rows
    assert row[2:4] == ("honbu", "本部")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_action_of_the_store_has_words(language: str):
    assert {"commit", "sign_in_refused", "switch"} <= _actions()
    missing = sorted(one for one in _actions() if not catalogue.has(language, f"audit_action.{one}"))
    assert missing == [], f"add words below [audit_action] in messages/{language}/account.toml"


def test_details_are_told_in_words_and_accounts_by_their_login_name():
    words, logins = Words("ja"), {"a-1": "honbu"}
    detail = json.dumps({"account": "a-1", "role": "viewer", "wards": ["271411", "271420"], "on": True})
    assert (
        detail_words(detail, logins, words) == "アカウント: honbu、役割: 閲覧者、区: 271411、271420、状態: 入"
    )
    areas = {"ORG-1": "甲自主防災会"}
    assert detail_words('{"lists": ["ORG-1", "ORG-2"]}', areas, words) == "範囲: 甲自主防災会、ORG-2"
    assert detail_words('{"new": 3, "lists": "all"}', logins, words) == "new: 3、範囲: すべて"
    assert action_words("of_a_newer_program", words) == "of_a_newer_program"
