"""How high the ground of a place or block lies, in words. No plan rests on it."""

import math
from collections.abc import Hashable, Mapping
from typing import Any

from presentation.words import Words


def height_line(row: Mapping[Hashable, Any], words: Words) -> str:
    """Return the height of the ground with its error; empty where it is not known.

    Parameters
    ----------
    row
        ``ground_elevation_m`` and ``ground_elevation_error_m`` [m], NaN unknown.
    words
        Words of the reader.
    """
    height, error = float(row["ground_elevation_m"]), float(row["ground_elevation_error_m"])
    if math.isnan(height):
        return ""
    key = "error_unknown" if math.isnan(error) else "error"
    said = words(f"ground_height.{key}", error=f"{error:g}")
    # A height below the sea rounds to no minus zero.
    return words("ground_height.line", height=f"{round(height, 1) + 0.0:.1f}", error=said)
