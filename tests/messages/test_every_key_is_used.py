"""No words without a reader: every key of ``messages/`` is asked for somewhere in the code.

A key is used where the code holds it as it is, or where it fits a key that the code puts together
(``f"place_state.{state}"``) with parts that are themselves words of the code, such as the values of
the vocabulary.
"""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from domain.measures import MEASURE_KEYS
from domain.settings.settings import Settings
from messages import catalogue

ROOT = Path(catalogue.__file__).resolve().parents[1]
_NO_READERS = {"tests", "bench", "mutation", "docs", ".venv"}
#: Groups whose page is still to be built.
_TO_COME = ("readiness_band", "readiness_theme")
#: Groups whose keys are made of the keys of settings and measures (``presentation/setting_words.py``).
_SETTING_GROUPS = ("setting", "setting_source", "measure", "measure_form")


def _trees() -> Iterator[ast.Module]:
    for file in ROOT.rglob("*.py"):
        folder = file.relative_to(ROOT).parts[0]
        if folder not in _NO_READERS and not folder.startswith("."):
            yield ast.parse(file.read_text(encoding="utf-8"))


def _pattern(node: ast.JoinedStr) -> str:
    parts = [re.escape(str(one.value)) if isinstance(one, ast.Constant) else "(.+)" for one in node.values]
    return "".join(parts)


class _Asked:
    """What the code asks for.

    Parameters
    ----------
    said
        Every literal text.
    parts
        Patterns of what it puts together below a key, such as ``role_(.+)``.
    keys
        Patterns of keys that begin with a group of words, such as ``place_state\\.(.+)``.
    """

    def __init__(self) -> None:
        self.said: set[str] = set()
        patterns: set[str] = set()
        for node in (node for tree in _trees() for node in ast.walk(tree)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                self.said.add(node.value)
            if isinstance(node, ast.JoinedStr):
                patterns.add(_pattern(node))
            # ``make.words(column, group, values)``: a column of words of a group.
            is_column = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "words"
            if isinstance(node, ast.ClassDef):
                # Names of the members of an enum, as ``meaning.name.lower()``.
                self.said |= {one.id.lower() for item in node.body if isinstance(item, ast.Assign)
                              for one in item.targets if isinstance(one, ast.Name)}  # fmt: skip
            if is_column and len(node.args) == 3 and isinstance(node.args[1], ast.Constant):
                patterns.add(re.escape(str(node.args[1].value)) + r"\.(.+)")
        self.keys = [re.compile(one) for one in patterns if re.match(r"[a-z_]+\\\.", one)]
        self.parts = [re.compile(one) for one in patterns if re.fullmatch(r"[a-z_]*\(\.\+\)[a-z_]*", one)]
        self.parts = [one for one in self.parts if one.pattern != "(.+)"]

    def holds(self, key: str) -> bool:
        return key in self.said or any(
            found is not None and all(self._is_part(part) for part in found.groups())
            for found in (pattern.fullmatch(key) for pattern in self.keys)
        )

    def _is_part(self, part: str) -> bool:
        return part in self.said or any(
            found is not None and set(found.groups()) <= self.said
            for found in (pattern.fullmatch(part) for pattern in self.parts)
        )


@pytest.fixture(scope="module")
def asked() -> _Asked:
    return _Asked()


def _of_settings() -> set[str]:
    keys = {*(row.key for row in Settings().rows()), *MEASURE_KEYS}
    # A value that is a word is asked for by the name of its kind (``setting_words.setting_value``).
    kinds = {type(row.value) for row in Settings().rows() if isinstance(row.value, StrEnum)}
    words = {
        f"{re.sub(r'(?<!^)(?=[A-Z])', '_', kind.__name__).lower()}.{value}"
        for kind in kinds
        for value in kind
    }
    return words | {f"{group}.{key}" for group in _SETTING_GROUPS for key in keys}


def test_every_key_is_asked_for_by_the_code(asked: _Asked) -> None:
    keys = catalogue.keys("ja") - _of_settings()
    unread = sorted(key for key in keys if not asked.holds(key) and key.split(".")[0] not in _TO_COME)
    assert unread == []


def test_a_key_without_a_reader_is_found(asked: _Asked) -> None:
    assert asked.holds("place_state.designated_outside")
    assert not asked.holds("place_state.nowhere")
    assert not asked.holds("no_such_group.designated_outside")
