"""Values of the edges of a graph of others: numbers as other tools write them, lists of joined edges."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evacuation.clock import TICKS_PER_S
from evacuation.short_clock import LONGEST_WALK
from sonae.graph_problems import GraphProblem, listed

FloatArray = npt.NDArray[np.float64]

#: Latest and earliest time that a search can tell [s from t0].
MOST_S = LONGEST_WALK // TICKS_PER_S


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
    problems: list[GraphProblem],
    read: Callable[[Any], float] = number,
    *,
    default: float = np.nan,
    needed: bool = False,
) -> FloatArray:
    """Return a value of every edge, as it is read."""
    if needed and data and not any(name in one for one in data):
        problems.append(GraphProblem("no_value", {"name": name}))
        return np.zeros(len(data))
    cells = [one.get(name, default) for one in data]
    try:
        return np.array([read(cell) for cell in cells], np.float64).reshape(len(cells))
    except (TypeError, ValueError):
        bad = [i for i, cell in enumerate(cells) if not _is_number(cell, read)]
        problems.append(listed("no_number", [edges[i] for i in bad], [cells[i] for i in bad], name=name))
        return np.zeros(len(data))


def order(node: Any) -> tuple[str, Any]:
    """Return what nodes are sorted by, whatever they are."""
    if isinstance(node, (int, float, np.integer, np.floating)):
        return ("", float(node))
    return (type(node).__name__, node if isinstance(node, str) else repr(node))


def too_far(seconds: FloatArray) -> npt.NDArray[np.bool_]:
    """Mark times that no search can tell."""
    return np.asarray(np.isfinite(seconds) & (np.abs(seconds) > MOST_S), np.bool_)
