"""The date of imported files, as the user gives it: shown as the provenance of a layer."""

from collections.abc import Mapping

from domain.faults import Fault, InputError

#: Longest date, such as 2026-09-30 or 令和8年9月末現在 [characters].
LONGEST_DATE = 40

_OPTION = "--date"


def checked_date(date: str) -> str:
    """Return a date that can be written and shown.

    Parameters
    ----------
    date
        As given; empty where nobody gave one.

    Raises
    ------
    domain.faults.InputError
        When it has half a character or another sign that cannot be printed, or is too long.
    """
    if not date.isprintable():
        raise InputError([Fault("option_unprintable", column=_OPTION)])
    if len(date) > LONGEST_DATE:
        raise InputError([Fault("option_too_long", column=_OPTION, expected=f"{LONGEST_DATE}")])
    return date


def date_of(file: str, date: str, dates: Mapping[str, str]) -> str:
    """Return the date of a file: its own where the user gives it one, else that of all.

    Parameters
    ----------
    file
        Its name; of a member of an archive the archive's stands first.
    date
        Date of all files.
    dates
        Dates of single files, by name.

    Raises
    ------
    domain.faults.InputError
        When a date cannot be shown.
    """
    return checked_date(dates.get(file.partition("/")[0], "") or date)
