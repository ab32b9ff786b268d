"""What OpenStreetMap's words say of a street: class, width, steps, bridge, tunnel."""

import ast
import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from domain.tables.ranges import STREET_WIDTH_M

#: Clear width for walkers where no width is tagged [m], by class (仮定値; Road Structure Ordinance
#: for the order of size).
CLASS_WIDTH_M: Mapping[str, float] = {
    "motorway": 16.0,
    "trunk": 16.0,
    "primary": 14.0,
    "secondary": 11.0,
    "tertiary": 8.0,
    "unclassified": 5.0,
    "residential": 4.5,
    "living_street": 4.0,
    "service": 3.5,
    "pedestrian": 6.0,
    "footway": 2.0,
    "cycleway": 3.0,
    "path": 1.5,
    "track": 3.0,
    "steps": 1.5,
    "corridor": 2.0,
}

#: Width of a street whose class is not in the table [m]: that of a path, the cautious reading.
OTHER_WIDTH_M = 1.5

_LONGEST_LIST = 2_000

_NO = frozenset({"", "no", "nan", "none", "false", "0"})
_NO_TUNNEL = _NO | {"culvert", "building_passage", "covered"}
_METRES = re.compile(r"(\d+(?:\.\d+)?)\s*(?:m|metres|meters)?")


def tag_values(value: Any) -> tuple[str, ...]:
    """Return the values of a tag: one, several (list, ``"['a', 'b']"``, ``"a;b"``), or none.

    Examples
    --------
    >>> tag_values("['footway', 'steps']")
    ('footway', 'steps')
    """
    if value is None or (isinstance(value, float) and np.isnan(value)) or value is pd.NA:
        return ()
    if isinstance(value, list | tuple | set | np.ndarray):
        return tuple(part for item in value for part in tag_values(item))
    text = str(value).strip()
    if text.startswith("[") and text.endswith("]"):
        return tag_values(_literal_list(text))
    parts = (part.strip() for part in text.split(";"))
    return tuple(part for part in parts if part and part.lower() not in {"nan", "none"})


def _literal_list(text: str) -> list[Any]:
    """Return a list that a writer of files has turned into text; broken ones are split by commas."""
    try:
        found = ast.literal_eval(text) if len(text) <= _LONGEST_LIST else None
    except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
        # What Python's parser raises for broken and deeply nested texts.
        found = None
    if found is None:
        return [part.strip(" '\"[]") for part in text[1:-1].split(",")]
    return found if isinstance(found, list) else [found]


def is_tagged(value: Any) -> bool:
    """Whether a tag such as ``bridge`` says more than no."""
    return any(part.lower() not in _NO for part in tag_values(value))


def is_tunnel(value: Any) -> bool:
    """Whether a tag ``tunnel`` means that the street runs below.

    A culvert carries water, and a passage through a building or an arcade lies on the ground.
    """
    return any(part.lower() not in _NO_TUNNEL for part in tag_values(value))


def main_class(value: Any) -> str:
    """Return the class of a street: the first, without ``_link``; empty where none is tagged."""
    classes = tag_values(value)
    return classes[0].removesuffix("_link") if classes else ""


def has_steps(value: Any) -> bool:
    """Whether any part of the street is steps."""
    return "steps" in tag_values(value)


def width_m(value: Any) -> float | None:
    """Return a tagged width [m]: the narrowest of several; NaN where none is, None if unreadable."""
    parts = tag_values(value)
    if not parts:
        return float("nan")
    widths = [_METRES.fullmatch(part.lower()) for part in parts]
    if any(width is None for width in widths):
        return None
    metres = min(float(width[1]) for width in widths if width is not None)
    return metres if STREET_WIDTH_M[0] <= metres <= STREET_WIDTH_M[1] else None
