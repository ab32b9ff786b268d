"""Tests of a copy run in a process of their own; the project itself stays as it is."""

from pathlib import Path

import pytest

from mutation.__main__ import PACKAGES, ROOT, own_tests
from mutation.workplace import Outcome, Run, first_to_end

PASSES = "def test_it():\n    assert True\n"
FAILS = "def test_it():\n    assert False\n"
HANGS = "import time\n\n\ndef test_it():\n    time.sleep(600)\n"


def make_copy(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = city\n  browser\n  real\n", encoding="utf-8")
    (folder / "test_it.py").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "seconds", "outcome"),
    [
        (PASSES, 300, Outcome.PASSED),
        (FAILS, 300, Outcome.FAILED),
        ("def test_it(:\n", 300, Outcome.FAILED),
        ("", 300, Outcome.NO_TESTS),
        (HANGS, 0.1, Outcome.TIMED_OUT),
    ],
)
def test_how_a_run_ends(tmp_path: Path, text: str, seconds: float, outcome: Outcome):
    run = Run(make_copy(tmp_path / "copy", text), ["test_it.py"], seconds=seconds)
    assert run.end()[0] is outcome


def test_the_run_that_ends_first_is_met_first(tmp_path: Path):
    slow = Run(make_copy(tmp_path / "slow", HANGS), ["test_it.py"], seconds=300)
    fast = Run(make_copy(tmp_path / "fast", PASSES), ["test_it.py"], seconds=300)
    assert first_to_end([slow, fast]) is fast
    assert fast.end()[0] is Outcome.PASSED
    slow.stop()


def test_a_module_is_tested_by_its_own_tests(tmp_path: Path):
    (tmp_path / "tests" / "hazard").mkdir(parents=True)
    (tmp_path / "tests" / "hazard" / "test_water.py").touch()
    assert own_tests("hazard/water.py", tmp_path) == ("tests/hazard/test_water.py",)
    assert own_tests("hazard/other.py", tmp_path) == ("tests/hazard",)


def test_every_package_that_is_tried_is_there():
    assert all((ROOT / package).is_dir() and (ROOT / "tests" / package).is_dir() for package in PACKAGES)
