"""Single cells of a file as numbers, whatever type they have."""

import numpy as np


def as_number(cell: object) -> float:
    """Return a cell as a number; NaN where it is none (true and false are none)."""
    if isinstance(cell, bool | np.bool_) or not isinstance(cell, int | float | np.number | str):
        return np.nan
    try:
        return float(cell)
    except (ValueError, OverflowError, TypeError):
        return np.nan
