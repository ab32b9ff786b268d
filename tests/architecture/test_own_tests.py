"""Every module of the core has a test module of its own, where the next reader looks for it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("hazard", "shelters", "community", "evacuation", "readiness", "planning")
#: A module that only names things has nothing to test.
_FUNCTION = re.compile(r"^ *def ", re.MULTILINE)
FILES = sorted(
    file.relative_to(ROOT)
    for package in PACKAGES
    for file in (ROOT / package).rglob("*.py")
    if _FUNCTION.search(file.read_text(encoding="utf-8"))
)


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_module_has_its_own_tests(file: Path) -> None:
    own = ROOT / "tests" / file.parent / f"test_{file.name}"
    assert own.is_file(), own.relative_to(ROOT)
    assert "def test_" in own.read_text(encoding="utf-8")
