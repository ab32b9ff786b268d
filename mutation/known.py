"""Faults that no test can notice, each with its reason."""

import tomllib
from pathlib import Path

from mutation.mutants import Mutant

KNOWN_FILE = Path(__file__).with_name("equivalent.toml")


def read_known(file: Path = KNOWN_FILE) -> dict[tuple[str, str, str], str]:
    """Return the reason of each known fault by file, line before and line after.

    Lines are compared by their text, without outer blanks, so that they may move.
    """
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get("mutant", [])
    return {(entry["file"], entry["before"], entry["after"]): entry["reason"] for entry in entries}


def is_known(mutant: Mutant, source: bytes, known: dict[tuple[str, str, str], str]) -> bool:
    """Whether a fault is one of those that no test can notice."""
    return (mutant.file, *mutant.difference(source)) in known
