"""Parts of what is shown that are kept one by one: most of a changed plan is that of the plan before."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import shapely

from domain.bundle import City
from planning.kept_stages import kept

#: Parts of each kind that are kept for a city, those used last.
MOST_PARTS = 12_000

_Part = TypeVar("_Part")


class _Parts:
    """Parts of one kind by what they depend on."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.held: OrderedDict[Hashable, Any] = OrderedDict()


def kept_parts(
    city: City,
    kind: str,
    inputs: Sequence[Hashable],
    make: Callable[[list[int]], Sequence[_Part]],
    *,
    most: int = MOST_PARTS,
) -> list[_Part]:
    """Return a part for each of some inputs; only those that are not kept are made.

    Parameters
    ----------
    city
        The city, as long as which parts are kept.
    kind
        Name of what is made.
    inputs
        All that each part depends on beside the city, by content.
    make
        Makes the parts of some rows of ``inputs``, which are all different. It must not hold the city.
    most
        Parts of the kind that are kept.
    """
    parts = kept(city, kind, None, _Parts)
    with parts.lock:
        found: dict[Hashable, _Part] = {one: parts.held[one] for one in inputs if one in parts.held}
    missing = {one: row for row, one in enumerate(inputs) if one not in found}
    if missing:
        found.update(zip(missing, make(list(missing.values())), strict=True))
    with parts.lock:
        for one, part in found.items():
            parts.held[one] = part
            parts.held.move_to_end(one)
        while len(parts.held) > most:
            parts.held.popitem(last=False)
    return [found[one] for one in inputs]


def line_inputs(lines: npt.NDArray[Any]) -> list[bytes]:
    """Return the coordinates of each line as bytes, by which what is drawn of it is kept."""
    points = np.ascontiguousarray(shapely.get_coordinates(lines))
    whole, width = points.tobytes(), points.itemsize * 2
    ends = (np.cumsum(shapely.get_num_coordinates(lines)) * width).tolist()
    return [whole[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]
