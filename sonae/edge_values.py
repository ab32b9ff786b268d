"""Values of the edges of a graph of others: numbers as other tools write them, lists of joined edges."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]

#: Most examples that an error names.
NAMED = 5


def number(cell: Any) -> float:
    """Return a number, NaN where it is missing; a list is none."""
    return math.nan if cell is None or cell is pd.NA else float(cell)


def least(cell: Any) -> float:
    """Return a number, of a list (edges that OSMnx joined) the least; NaN where any of it is missing."""
    found = [number(one) for one in cell] if isinstance(cell, (list, tuple)) else [number(cell)]
    return math.nan if any(map(math.isnan, found)) else min(found)


def least_known(cell: Any) -> float:
    """Return a number, of a list the least that is known; infinity where it is missing."""
    found = [number(one) for one in cell] if isinstance(cell, (list, tuple)) else [number(cell)]
    return min((one for one in found if not math.isnan(one)), default=math.inf)


def _is_number(cell: Any, read: Callable[[Any], float]) -> bool:
    try:
        read(cell)
    except (TypeError, ValueError):
        return False
    return True


def edge_values(
    edges: list[tuple[Any, ...]],
    data: Sequence[Mapping[str, Any]],
    name: str,
    problems: list[str],
    read: Callable[[Any], float] = number,
    *,
    default: float = np.nan,
    needed: bool = False,
) -> FloatArray:
    """Return a value of every edge, as it is read."""
    if needed and data and not any(name in one for one in data):
        problems.append(f"no edge has a value {name!r}")
        return np.zeros(len(data))
    cells = [one.get(name, default) for one in data]
    try:
        return np.array([read(cell) for cell in cells], np.float64).reshape(len(cells))
    except (TypeError, ValueError):
        bad = [edge for edge, cell in zip(edges, cells, strict=True) if not _is_number(cell, read)]
        problems.append(f"{name!r} is not a number on {some(bad)}")
        return np.zeros(len(data))


def some(ids: list[Any]) -> str:
    """Return the first of some ids as text, and how many more there are."""
    told = ", ".join(repr(one) for one in ids[:NAMED])
    return told if len(ids) <= NAMED else f"{told} and {len(ids) - NAMED:,} more"
