"""Code lists of CityGML (``gml:Dictionary``): what a code means, in the words of its maker."""

from pathlib import Path
from typing import Any

from data.readers.safe_xml import SafeXml

_MAX_BYTES, _MAX_ENTRIES = 5_000_000, 20_000


def read_code_list(path: Path, shown: str) -> dict[str, str]:
    """Return the descriptions of a code list by code.

    Parameters
    ----------
    path
        The XML.
    shown
        Its name in faults.

    Raises
    ------
    domain.faults.InputError
        When it is no XML, has entities, or is too large.
    """
    entries: dict[str, str] = {}
    held: dict[str, str] = {}

    def end(name: str, text: str) -> None:
        if name in {"name", "description"}:
            held[name] = text.strip()
        elif name == "Definition":
            if held.get("name") and len(entries) < _MAX_ENTRIES:
                entries[held["name"]] = held.get("description", "")
            held.clear()

    def start(name: str, _: dict[str, Any]) -> None:
        if name == "Definition":
            held.clear()

    SafeXml(start, end).read(path, shown, limit=_MAX_BYTES)
    return entries
