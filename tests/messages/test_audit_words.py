"""Whatever the store writes into its audit log, headquarters reads in words."""

import ast
import json
from pathlib import Path

import pytest

from messages import catalogue
from presentation.words import Words
from storage.store import store
from ui.view.accounts import action_words, detail_words

FOLDER = Path(store.__file__).resolve().parent


def _actions() -> set[str]:
    found = set()
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "writing":
                found |= {one.value for one in node.args if isinstance(one, ast.Constant) and one.value}
    return found


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
    assert detail_words('{"new": 3, "lists": "all"}', logins, words) == "new: 3、範囲: すべて"
    assert action_words("of_a_newer_program", words) == "of_a_newer_program"
