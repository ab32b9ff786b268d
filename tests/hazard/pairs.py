"""Pairs of items and polygons, made by hand."""

from typing import Any

import numpy as np

from domain.vocabulary import HazardKind
from hazard.hits import Hits
from tests.hazard.fields import make_area, make_layer, square


def make_hits(kind: HazardKind, *pairs: tuple[int, dict[str, Any]], count: int = 4) -> Hits:
    """Return pairs of an item and the values of its polygon, all of one kind."""
    rows = [make_area(square(0), kind, **values) for _, values in pairs]
    areas = make_layer(*rows) if rows else make_layer(make_area(square(0), kind)).iloc[:0]
    item = np.array([number for number, _ in pairs], dtype=np.int64)
    return Hits(count, item, areas.drop(columns="geometry").reset_index(drop=True))
