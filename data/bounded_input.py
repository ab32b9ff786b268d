"""Bounds on input before it is parsed: size, depth and form, so that no file exhausts the machine."""

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from domain.faults import Fault, InputError

#: Largest TOML file that is parsed [bytes]; those of a city of a million people have 20 kB.
TOML_BYTES = 2_000_000

#: Deepest nesting of lists and tables, and most parts of a dotted key, in a TOML file.
TOML_DEPTH = 12

#: Most tables (headers and inline ones), and most entries, in a TOML file; opening times have one a place.
TOML_TABLES, TOML_ENTRIES = 5_000, 100_000

#: Largest file of geometry that is read [bytes].
GEOMETRY_BYTES = 1_000_000_000

#: Most lists and tables of a JSON that is read as a whole.
JSON_PARTS = 10_000_000

_MEGABYTE = 1_000_000

# What stands inside a text or a comment nests nothing. A text that never ends goes to the end.
_TOML_TEXTS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\\?\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'''|\Z)"
    r'|"(?:[^"\\\n]|\\.)*+(?:"|\n|\\?\Z)'
    r"|'[^'\n]*+(?:'|\n|\Z)"
    r"|#[^\n]*+",
    re.DOTALL,
)
_HEADERS = re.compile(r"^[ \t]*+\[", re.MULTILINE)
_PART = r"[A-Za-z0-9_-]"
_DOTTED = re.compile(rf"(?<!{_PART}){_PART}++(?:[ \t]*+\.[ \t]*+{_PART}++){{{TOML_DEPTH},}}")


def read_bounded(path: Path, *, limit: int = GEOMETRY_BYTES, name: str | None = None) -> bytes:
    """Return the content of a file that is not too large.

    Parameters
    ----------
    path
        File to read.
    limit
        Largest size [bytes].
    name
        Name of the file in faults, where it is not that of the path.

    Raises
    ------
    domain.faults.InputError
        When the file does not exist, is too large, or the system does not give it.
    """
    shown = name or path.name
    try:
        if not path.is_file():
            raise InputError([Fault("file_missing", file=shown)])
        size = path.stat().st_size
        if size > limit:
            raise InputError([size_fault(size, limit, shown)])
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError([Fault("file_not_readable", file=shown)]) from error


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that the system cannot have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def read_head(path: Path, size: int) -> bytes:
    """Return the first bytes of a file; nothing of what is no file: a pipe would be waited for.

    Raises
    ------
    OSError
        When the system does not give them.
    """
    if not is_file(path):
        return b""
    with path.open("rb") as stream:
        return stream.read(size)


def size_fault(size: int, limit: int, file: str) -> Fault:
    """Return the fault of a file that is too large to be read."""
    value, expected = (f"{number / _MEGABYTE:,.0f} MB" for number in (size, limit))
    return Fault("file_too_large", file=file, value=value, expected=expected)


def parse_toml(content: bytes, *, file: str, layer: str = "") -> dict[str, Any]:
    """Return the tables of a TOML file (UTF-8, with or without BOM).

    Parameters
    ----------
    content
        Content of the file.
    file, layer
        Name of the file in faults, and the layer that it is.

    Raises
    ------
    domain.faults.InputError
        When it is no TOML, or larger, deeper or of more tables and entries than ours ever are.
    """
    if len(content) > TOML_BYTES:
        raise InputError([replace(size_fault(len(content), TOML_BYTES, file), layer=layer)])
    try:
        text = content.decode("utf-8-sig")
        fault = _bound_fault(text)
        if fault is not None:
            raise InputError([replace(fault, file=file, layer=layer)])
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        # tomllib gives a plain ValueError for numbers of too many digits and impossible dates.
        fault = Fault("file_unreadable", file=file, layer=layer, expected="TOML (UTF-8)")
        raise InputError([fault]) from error


def parse_json(text: str) -> Any:
    """Return what a JSON text says, where it has no more lists and tables than any of ours.

    An empty list takes two letters in the file, and thirty times as much in memory.

    Raises
    ------
    ValueError, RecursionError
        When it is no JSON, too deep or of too many parts.
    """
    if text.count("[") + text.count("{") > JSON_PARTS:
        raise ValueError("too many lists and tables")
    return json.loads(text)


def nesting(text: str) -> int:
    """Return how deep the brackets of a text are nested, those in texts counted too."""
    depth = deepest = 0
    for mark in re.findall(r"[\[{(]|[\]})]", text):
        depth += 1 if mark in "[{(" else -1
        deepest = max(deepest, depth)
    return deepest


def _bound_fault(text: str) -> Fault | None:
    """Return the fault of a TOML text whose depth or counts are beyond the bounds."""
    bare = _TOML_TEXTS.sub("t", text)
    if nesting(bare) > TOML_DEPTH or _DOTTED.search(bare) is not None:
        return Fault("toml_too_deep", expected=f"{TOML_DEPTH}")
    tables = len(_HEADERS.findall(bare)) + bare.count("{")
    for count, limit in ((tables, TOML_TABLES), (bare.count("="), TOML_ENTRIES)):
        if count > limit:
            return Fault("toml_too_many", value=f"{count:,}", expected=f"{limit:,}")
    return None
