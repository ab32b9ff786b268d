"""Bring a column as a file holds it to the type of its contract, and list what does not fit.

Numbers stored as another kind of number, or as text in a CSV, are taken over where nothing is
lost. Cells that do not fit become missing in the result and each is named, so that every fault of
a file shows at once.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

#: Words for true and false in a CSV, in lower case.
TRUE_WORDS = ("true", "1", "1.0")
FALSE_WORDS = ("false", "0", "0.0")

_WHOLE = re.compile(r"[+-]?[0-9]{1,19}")
_LARGEST = 2**63
_LONGEST_WORD = 10


class ColumnType(StrEnum):
    """Types that the contracts of files use."""

    TEXT = "text"
    WHOLE = "whole"
    WHOLE_OR_UNKNOWN = "whole_or_unknown"
    REAL = "real"
    YES_NO = "yes_no"
    YES_NO_OR_UNKNOWN = "yes_no_or_unknown"


_BY_DTYPE = {
    "int64": ColumnType.WHOLE,
    "Int64": ColumnType.WHOLE_OR_UNKNOWN,
    "float64": ColumnType.REAL,
    "bool": ColumnType.YES_NO,
    "boolean": ColumnType.YES_NO_OR_UNKNOWN,
}


@dataclass(frozen=True, slots=True, eq=False)
class FittedColumn:
    """A column in the type of its contract.

    Parameters
    ----------
    cells
        The column; misfits are missing (so the dtype is then the nullable one).
    misfits
        Message key and rows of the values that do not fit, shape (n,) each.
    """

    cells: pd.Series
    misfits: tuple[tuple[str, npt.NDArray[np.bool_]], ...] = ()

    @property
    def fits(self) -> bool:
        """Whether every value of the column has the type of its contract."""
        return not any(rows.any() for _, rows in self.misfits)


def column_type(dtype: object) -> ColumnType:
    """Return the type of a contract's column; anything that is no number or flag is text."""
    return _BY_DTYPE.get(str(dtype), ColumnType.TEXT)


def fit_column(column: pd.Series, kind: ColumnType) -> FittedColumn:
    """Fit a column to a type.

    Parameters
    ----------
    column
        The column as read: of text where it comes from a CSV (empty is missing).
    kind
        Type that the contract asks for.
    """
    if kind is ColumnType.TEXT:
        return _fit_text(column)
    if kind is ColumnType.YES_NO:
        return _fit_yes_no(column)
    if kind is ColumnType.YES_NO_OR_UNKNOWN:
        fitted = _fit_yes_no(column)
        return FittedColumn(fitted.cells.astype("boolean"), fitted.misfits)
    return _fit_number(column, kind)


def _fit_text(column: pd.Series) -> FittedColumn:
    if isinstance(column.dtype, pd.StringDtype):
        return FittedColumn(column.astype("str"))
    cells = column.astype(object)
    is_text = np.array([isinstance(value, str) for value in cells.tolist()], dtype=bool)
    values = cells.where(is_text, None).astype("str")
    return FittedColumn(values, (("wrong_type", ~is_text & cells.notna().to_numpy()),))


def _fit_yes_no(column: pd.Series) -> FittedColumn:
    if column.dtype == bool:
        return FittedColumn(column)
    cells = column.astype(object)
    present = cells.notna().to_numpy()
    words = np.array([str(value).strip().lower()[:_LONGEST_WORD] for value in cells.tolist()], dtype=object)
    yes = np.isin(words.astype(str), TRUE_WORDS) & present
    known = yes | (np.isin(words.astype(str), FALSE_WORDS) & present)
    values = pd.Series(yes, index=column.index, name=column.name)
    return FittedColumn(values if known.all() else values.where(known), (("not_yes_no", ~known & present),))


def _fit_number(column: pd.Series, kind: ColumnType) -> FittedColumn:
    is_whole = kind is not ColumnType.REAL
    if is_whole and column.dtype == np.int64:
        return FittedColumn(column if kind is ColumnType.WHOLE else column.astype("Int64"))
    if not is_whole and column.dtype == np.float64:
        return FittedColumn(column)
    cells = column.astype(object).tolist()
    present = column.notna().to_numpy()
    numbers = [_number(cell) if there else None for cell, there in zip(cells, present.tolist(), strict=True)]
    words = present & np.array([number is None for number in numbers], dtype=bool)
    misfits: tuple[tuple[str, npt.NDArray[np.bool_]], ...] = (("not_a_number", words),)
    if not is_whole:
        real = [np.nan if number is None else float(number) for number in numbers]
        return FittedColumn(pd.Series(real, index=column.index, name=column.name, dtype="float64"), misfits)
    whole = [None if number is None else _whole(number) for number in numbers]
    lost = np.array([number is None for number in whole], dtype=bool)
    misfits += (("not_an_integer", present & ~words & lost),)
    fitted = pd.Series(whole, index=column.index, name=column.name, dtype="Int64")
    complete = kind is ColumnType.WHOLE and not lost.any()
    return FittedColumn(fitted.astype("int64") if complete else fitted, misfits)


def _number(cell: object) -> int | float | None:
    """Return a cell as a number; None where it is none. A flag is no number, though it adds up."""
    if isinstance(cell, bool | np.bool_) or not isinstance(cell, int | float | np.number | str):
        return None
    if isinstance(cell, int | np.integer):
        return int(cell)
    try:
        if isinstance(cell, str) and _WHOLE.fullmatch(cell.strip()):
            # Through whole numbers: an id of 19 digits would not survive float64.
            return int(cell)
        return float(cell)
    except (ValueError, OverflowError, TypeError):
        return None


def _whole(number: float) -> int | None:
    """Return a number as a whole one of 64 bits, None where it is none."""
    if isinstance(number, float) and not (np.isfinite(number) and number.is_integer()):
        return None
    whole = int(number)
    return whole if abs(whole) < _LARGEST else None
