"""How old the people of a list are: its columns of age and of birth together."""

import numpy as np
import numpy.typing as npt

from community.roster_ages import ANY_AGE, OLDEST, AgeBounds, bare_number, read_age, read_birth
from community.roster_cells import BoolArray, Meanings, read_cells
from community.roster_columns import RosterColumn
from community.roster_dates import is_no_such_day
from community.roster_sheet import RosterSheet


def read_ages(sheet: RosterSheet, year: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the bounds of the age of each row; what cannot be believed is refused or told in the sheet.

    Parameters
    ----------
    sheet
        A list as read, with its log.
    year
        Year of the list.

    Returns
    -------
    low, high
        Lowest and highest age [years], shape (n,) each; the year of birth comes before the age.
    """
    decades = _bare_decades(sheet)
    sheet.note("roster_age_as_decade", decades, RosterColumn.AGE)
    written = sheet.cells(RosterColumn.AGE)
    ages = read_cells(written.where(~decades, written + "代"), lambda text: read_age(text, year))
    births = read_cells(sheet.cells(RosterColumn.BIRTH), lambda text: read_birth(text, year))
    sheet.refuse("roster_age", ages.unreadable() & ~sheet.refuse_ditto(RosterColumn.AGE), RosterColumn.AGE)
    ditto = sheet.refuse_ditto(RosterColumn.BIRTH)
    expected = f"{year - OLDEST}–{year}"
    no_day = read_cells(sheet.cells(RosterColumn.BIRTH), is_no_such_day).where(bool)
    sheet.refuse("roster_no_such_day", no_day, RosterColumn.BIRTH)
    sheet.refuse("roster_birth", births.unreadable() & ~ditto & ~no_day, RosterColumn.BIRTH, expected)
    low, high = _bounds(ages)
    born_low, born_high = _bounds(births)
    born = births.where(lambda bounds: bounds != ANY_AGE)
    # Somebody whose birthday is still to come is a year younger than the year of birth says.
    apart = born & ((born_low - 1 > high) | (born_high < low))
    sheet.note("roster_age_differs", apart, RosterColumn.AGE)
    return np.where(born, born_low, low), np.where(born, born_high, high)


def _bare_decades(sheet: RosterSheet) -> BoolArray:
    """Return the rows whose bare number is a decade of life, shape (n,).

    Under the heading 年代 a bare 70 is 70 to 79 years, who may be 75 or older, unless the column holds
    other bare numbers too (72, 68): then it is one of ages.
    """
    numbers = read_cells(sheet.cells(RosterColumn.AGE), bare_number)
    if (
        sheet.heading(RosterColumn.AGE) != RosterColumn.AGE.value
        or numbers.where(lambda age: age % 10 > 0).any()
    ):
        return np.zeros(len(sheet.lines), dtype=bool)
    return numbers.where(lambda age: 0 < age < OLDEST)


def _bounds(ages: Meanings[AgeBounds]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    low = ages.numbers(lambda bounds: bounds.low, unread=ANY_AGE.low)
    return low, ages.numbers(lambda bounds: bounds.high, unread=ANY_AGE.high)
