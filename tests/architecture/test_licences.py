"""docs/licences.md lists every pinned runtime package, with the licence that it states itself."""

import re
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _pinned() -> list[str]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line.partition("==")[0].strip() for line in lines if line.strip() and line[0] not in "#-"]


def _listed() -> dict[str, str]:
    """Licence by package, from the two tables whose second column is the licence."""
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    tables = page.split("## 直接使うもの")[1].split("## 配布物に入っている")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in tables.splitlines()
        if line.startswith("| ") and "ライセンス" not in line
    ]
    return {row[0]: row[1] for row in rows}


def test_every_pinned_package_is_listed_and_no_other() -> None:
    assert sorted(_listed()) == sorted(_pinned())


def test_the_licence_listed_is_what_the_package_states() -> None:
    listed = _listed()
    stated = {name: metadata(name).get("License-Expression") for name in _pinned()}
    assert all(listed.values())
    differing = {name: said for name, said in stated.items() if said is not None and said != listed[name]}
    assert differing == {}


def test_no_package_forbids_use_or_asks_for_our_source() -> None:
    # MPL-2.0 (certifi) concerns its own files only; GPL and AGPL packages are not used.
    assert not {name for name, licence in _listed().items() if re.search(r"\bA?GPL", licence)}


def test_the_cautions_of_the_place_data_are_passed_on() -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    cautions = page.split("利用上の注意 / cautions")[1]
    assert [line[:2] for line in cautions.splitlines() if line[:1].isdigit()] == ["1.", "2.", "3.", "4."]
