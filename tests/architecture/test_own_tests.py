"""Every module of the core has a test module of its own, where the next reader looks for it."""

import re
from pathlib import Path

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


def test_a_module_has_its_own_tests() -> None:
    assert len(FILES) > 200
    own = [ROOT / "tests" / file.parent / f"test_{file.name}" for file in FILES]
    assert [str(one) for one in own if not one.is_file()] == []
    assert [str(one) for one in own if "def test_" not in one.read_text(encoding="utf-8")] == []
