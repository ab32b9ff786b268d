"""The mark of the code changes with every source, and with nothing else."""

import sys
from pathlib import Path

import pytest

from storage.code import PLAN_LIBRARIES, PLAN_PACKAGES, code_mark, plan_code_mark


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "marked_package"
    (folder / "inner").mkdir(parents=True)
    (folder / "__init__.py").write_text("")
    (folder / "inner" / "module.py").write_text("A = 1\n")
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def mark() -> str:
    code_mark.cache_clear()
    return code_mark(("marked_package",), ("numpy",))


def test_content_and_names_of_modules_count(package: Path) -> None:
    first = mark()
    assert mark() == first
    (package / "notes.txt").write_text("not code")
    assert mark() == first
    (package / "inner" / "module.py").write_text("A = 2\n")
    changed = mark()
    (package / "inner" / "module.py").rename(package / "inner" / "other.py")
    assert len({first, changed, mark()}) == 3


def test_libraries_and_python_count(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = mark()
    assert code_mark(("marked_package",), ("pandas",)) != first
    monkeypatch.setattr(sys, "version", "another")
    assert mark() != first


def test_the_mark_of_plans_covers_every_stage() -> None:
    assert {"hazard", "shelters", "community", "evacuation", "readiness", "planning", "domain"} <= set(
        PLAN_PACKAGES
    )
    assert {"numpy", "pandas", "shapely", "ortools"} <= set(PLAN_LIBRARIES)
    assert len(plan_code_mark()) == 64
