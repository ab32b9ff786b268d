"""Dates of a register that may be a year or a month only: the days that they can mean."""

import calendar
import datetime as dt

_MONTH_LENGTH, _DAY_LENGTH = 7, 10


def day_bounds(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day that a date of a register can mean.

    Parameters
    ----------
    text
        2026-11-28, 2026-11, 2026, or empty.

    Returns
    -------
    tuple[datetime.date, datetime.date] | None
        Both the same for a whole date; None where it is empty, or no day of the calendar.
    """
    try:
        year = int(text[:4])
        if len(text) < _MONTH_LENGTH:
            return dt.date(year, 1, 1), dt.date(year, 12, 31)
        month = int(text[5:7])
        if len(text) < _DAY_LENGTH:
            return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        day = dt.date(year, month, int(text[8:10]))
    except ValueError:
        return None
    return day, day


def year_before(day: dt.date) -> dt.date:
    """Return the day after which one year up to a day begins: 12 months before it.

    Parameters
    ----------
    day
        Last day of the year that is meant.

    Returns
    -------
    datetime.date
        The same day of the year before; 28 February for 29 February.
    """
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return dt.date(day.year - 1, day.month, min(day.day, last))


def within_year(text: str, on: dt.date) -> tuple[bool, bool]:
    """Return whether a date surely, and whether it possibly, lies in the 12 months up to a day.

    Parameters
    ----------
    text
        A date of a register.
    on
        Last of these days.

    Returns
    -------
    tuple[bool, bool]
        An empty date possibly does.
    """
    bounds = day_bounds(text)
    if bounds is None:
        return False, True
    start = year_before(on)
    return start < bounds[0] and bounds[1] <= on, bounds[1] > start and bounds[0] <= on
