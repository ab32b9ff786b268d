"""Coordinate systems that files name: by code or description, never by a file or an address."""

import json
import re
from typing import Any

import pyproj
import pyproj.network
from pyproj.exceptions import ProjError

from data.bounded_input import nesting

_CODE = re.compile(
    r"(?i)\s*(?:urn:ogc:def:crs:)?(?:EPSG|OGC|ESRI|IAU_2015):(?:[0-9.]{0,8}:)?[A-Z0-9]{1,12}\s*"
)
_DESCRIPTION = re.compile(r"(?i)\s*(?:(?:GEOG|PROJ|GEOD|BOUND|COMPD?)(?:CS|CRS|_CS)\s*\[|\{)")
_PROJ = re.compile(r"(?i)\s*\+proj=(?:(?!grids|init|file|:).)*")
# Grids for shifts between systems would be fetched from their makers.
pyproj.network.set_network_enabled(active=False)  # type: ignore[attr-defined]

_LONGEST, _DEEPEST = 20_000, 40


def crs_from_text(text: str) -> pyproj.CRS | None:
    """Return the CRS that a text names by code, WKT or PROJ text; None where it names none.

    Texts that make the library look into files or addresses are not taken.
    """
    if len(text) > _LONGEST or nesting(text) > _DEEPEST:
        return None
    if not any(form.fullmatch(text) for form in (_CODE, _PROJ)) and not _DESCRIPTION.match(text):
        return None
    try:
        return pyproj.CRS.from_user_input(text)
    except (ProjError, ValueError):
        return None


def crs_from_json(description: dict[str, Any]) -> pyproj.CRS | None:
    """Return the CRS that a PROJJSON table describes; None where it describes none."""
    text = json.dumps(description)
    if len(text) > _LONGEST or nesting(text) > _DEEPEST:
        return None
    try:
        return pyproj.CRS.from_json_dict(description)
    except (ProjError, ValueError, TypeError, KeyError, AttributeError):
        return None
