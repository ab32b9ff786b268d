"""The cells of a members list as meanings: equal cells are read once, however many rows there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

_Meaning = TypeVar("_Meaning")
_Number = TypeVar("_Number", bound=np.generic)
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Meanings(Generic[_Meaning]):
    """What each cell of one column means.

    Parameters
    ----------
    texts
        The different texts of the column.
    meanings
        What each of them means; None where it cannot be read.
    codes
        Position of each row's text in ``texts``, shape (n,).
    """

    texts: tuple[str, ...]
    meanings: tuple[_Meaning | None, ...]
    codes: npt.NDArray[np.intp]

    def where(self, test: Callable[[_Meaning], bool]) -> BoolArray:
        """Return the rows whose meaning passes a test, shape (n,); unreadable ones pass none.

        Parameters
        ----------
        test
            Takes a meaning.

        Returns
        -------
        BoolArray
            Shape (n,).
        """
        passed = [meaning is not None and test(meaning) for meaning in self.meanings]
        return np.array(passed, dtype=bool)[self.codes]

    def unreadable(self) -> BoolArray:
        """Return the rows that cannot be read, shape (n,).

        Returns
        -------
        BoolArray
            Shape (n,).
        """
        return np.array([meaning is None for meaning in self.meanings], dtype=bool)[self.codes]

    def numbers(self, number: Callable[[_Meaning], int], *, unread: int) -> npt.NDArray[np.int64]:
        """Return a number of each row's meaning, shape (n,).

        Parameters
        ----------
        number
            Gives the number of a meaning.
        unread
            Number of rows that cannot be read.

        Returns
        -------
        npt.NDArray[np.int64]
            Shape (n,).
        """
        found = [unread if meaning is None else number(meaning) for meaning in self.meanings]
        return np.array(found, dtype=np.int64)[self.codes]


def read_cells(cells: "pd.Series[str]", read: Callable[[str], _Meaning | None]) -> Meanings[_Meaning]:
    """Read every different text of a column once.

    Parameters
    ----------
    cells
        Texts, none missing; shape (n,).
    read
        Gives the meaning of a text, None where it has none.

    Returns
    -------
    Meanings[_Meaning]
        What each of the n cells means.
    """
    codes, uniques = pd.factorize(cells)
    texts = tuple(str(text) for text in uniques)
    return Meanings(texts, tuple(read(text) for text in texts), codes)
