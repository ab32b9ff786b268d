"""Faults that no test can notice are known by their lines, and the list is no dustbin."""

import tomllib
from functools import cache
from pathlib import Path

from mutation.known import KNOWN_FILE, is_known, read_known
from mutation.mutants import find_mutants
from tests.each import each

ROOT = Path(__file__).resolve().parents[2]
ENTRIES = tomllib.loads(KNOWN_FILE.read_text(encoding="utf-8")).get("mutant", [])


def test_a_known_fault_is_met_again_when_its_line_moves(tmp_path: Path):
    file = tmp_path / "known.toml"
    file.write_text(
        '[[mutant]]\nfile = "x.py"\nbefore = "y = a < b"\nafter = "y = a <= b"\nreason = "never equal"\n',
        encoding="utf-8",
    )
    source = b"\n\nif z:\n    y = a < b\n"
    known = read_known(file)
    found = [is_known(mutant, source, known) for mutant in find_mutants(source, "x.py")]
    # Of the three faults (z turned round, <=, >=) it is the second alone.
    assert found == [False, True, False]


@cache
def _differences(file: str) -> set[tuple[str, str]]:
    source = (ROOT / file).read_bytes()
    return {mutant.difference(source) for mutant in find_mutants(source, file)}


@each("entry", ENTRIES)
def test_every_known_fault_still_exists_and_has_a_reason(entry: dict[str, str]):
    assert (entry["before"], entry["after"]) in _differences(entry["file"])
    assert len(entry["reason"]) > 10
