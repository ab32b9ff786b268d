"""Node ids of a street network as whole numbers, whatever the file holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class NodeNumbers:
    """Number of each node id of a file.

    Parameters
    ----------
    number_of
        Number by id as the file writes it.
    renamed
        Ids that are no whole number and were given one, in the order of the file.
    """

    number_of: Mapping[object, int]
    renamed: tuple[str, ...]

    def of(self, ids: Sequence[object]) -> npt.NDArray[np.int64]:
        """Return the numbers of ids, shape (n,)."""
        return np.array([self.number_of[value] for value in ids], dtype=np.int64)

    def labels(self) -> dict[int, str]:
        """Return how the file writes the id of each number."""
        return {number: label(value) for value, number in self.number_of.items()}


def number_nodes(ids: Sequence[object]) -> NodeNumbers:
    """Give every node id a number: whole numbers stay, texts come after the largest of them.

    Parameters
    ----------
    ids
        Ids as the file holds them, in any number; none is missing.

    Returns
    -------
    NodeNumbers
        A number for each id; two ids never share one (``1`` and ``01`` are two).
    """
    different = list(dict.fromkeys(ids))
    whole = {value: number for value in different if (number := whole_number(value)) is not None}
    taken: set[int] = set()
    number_of: dict[object, int] = {}
    for value, number in whole.items():
        if number not in taken:
            number_of[value] = number
            taken.add(number)
    following = max((number for number in taken if number >= 0), default=0) + 1
    if following + len(different) > _LARGEST:
        number_of, following = {}, 1
    renamed = [value for value in different if value not in number_of]
    number_of |= {value: following + i for i, value in enumerate(renamed)}
    return NodeNumbers(number_of, tuple(label(value) for value in renamed))


def whole_number(value: object) -> int | None:
    """Return an id as a whole number of 64 bits, or None where it is none."""
    if isinstance(value, bool | np.bool_):
        return None
    if isinstance(value, int | np.integer):
        number = int(value)
    elif isinstance(value, float | np.floating):
        if not float(value).is_integer():
            return None
        number = int(value)
    else:
        text = str(value)
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 19):
            return None
        number = int(text)
    return number if abs(number) <= _LARGEST else None


def label(value: object) -> str:
    """Return an id as a user reads it: 12.0 is 12."""
    number = whole_number(value)
    return str(value) if number is None or isinstance(value, str) else str(number)


def is_missing(value: object) -> bool:
    """Whether an id is empty."""
    return value is None or value is pd.NA or value == "" or (isinstance(value, float) and np.isnan(value))
