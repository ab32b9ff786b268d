"""Bring a column as a file holds it to the type of its contract, and list what does not fit.

Numbers stored as another kind of number, or as text in a CSV, are taken over where nothing is
lost. Cells that do not fit become missing in the result and each is named, so that every fault of
a file shows at once.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

#: Words for true and false in a CSV, in lower case.
TRUE_WORDS = ("true", "1", "1.0")
FALSE_WORDS = ("false", "0", "0.0")


class ColumnType(StrEnum):
    """Types that the contracts of files use."""

    TEXT = "text"
    WHOLE = "whole"
    WHOLE_OR_UNKNOWN = "whole_or_unknown"
    REAL = "real"
    YES_NO = "yes_no"


_BY_DTYPE = {
    "int64": ColumnType.WHOLE,
    "Int64": ColumnType.WHOLE_OR_UNKNOWN,
    "float64": ColumnType.REAL,
    "bool": ColumnType.YES_NO,
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
    return _fit_number(column, kind)


def _fit_text(column: pd.Series) -> FittedColumn:
    if isinstance(column.dtype, pd.StringDtype):
        return FittedColumn(column.astype("str"))
    is_text = column.map(lambda value: isinstance(value, str)).to_numpy(dtype=bool)
    values = column.where(is_text, None).astype("str")
    return FittedColumn(values, (("wrong_type", ~is_text & column.notna().to_numpy()),))


def _fit_yes_no(column: pd.Series) -> FittedColumn:
    if column.dtype == bool:
        return FittedColumn(column)
    words = column.map(lambda value: str(value).strip().lower(), na_action="ignore")
    yes = words.isin(TRUE_WORDS).to_numpy()
    known = yes | words.isin(FALSE_WORDS).to_numpy()
    values = pd.Series(yes, index=column.index, name=column.name)
    misfit = ~known & column.notna().to_numpy()
    return FittedColumn(values if known.all() else values.where(known), (("not_yes_no", misfit),))


def _fit_number(column: pd.Series, kind: ColumnType) -> FittedColumn:
    present = column.notna().to_numpy()
    if column.dtype == bool:
        # True is no number of persons, even though it could be added up.
        return FittedColumn(pd.Series(np.nan, index=column.index), (("not_a_number", present),))
    numbers = pd.to_numeric(column, errors="coerce")
    words = present & numbers.isna().to_numpy()
    real = numbers.astype("float64").to_numpy(na_value=np.nan)
    if kind is ColumnType.REAL:
        return FittedColumn(pd.Series(real, index=column.index), (("not_a_number", words),))
    broken = present & ~words & ~(np.isfinite(real) & (real == np.floor(real)))
    # Through the numbers as they were read: a 19-digit id would not survive float64.
    whole = numbers.mask(words | broken | ~present).astype("Int64")
    complete = kind is ColumnType.WHOLE and not whole.isna().any()
    misfits = (("not_a_number", words), ("not_an_integer", broken))
    return FittedColumn(whole.astype("int64") if complete else whole, misfits)
