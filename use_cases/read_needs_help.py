"""Read a list of people who need help (避難行動要支援者名簿) from a file; nothing is stored.

It has its own reader: a members list is refused here, and this list there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from community.needs_help import NeedsHelpCheck, NeedsHelpRows, check_needs_help
from community.roster_columns import NEEDS_HELP_FORM, NeedsHelpColumn
from community.roster_mapping import ColumnMapping
from community.roster_table import RosterTable, read_table
from domain.faults import Fault, sort_faults
from domain.vocabulary import Severity
from use_cases.list_reading import ListReading, sheet_parts, told_once
from use_cases.open_sheet import missing_faults, no_progress, open_sheet


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class NeedsHelpReading(ListReading):
    """What a list gives; beside the sheet only ``people`` holds persons.

    Parameters
    ----------
    people
        ``NeedsHelpRows`` of the rows without error.
    """

    people: pd.DataFrame


def read_needs_help(
    content: bytes,
    district_names: Mapping[str, str],
    *,
    year: int,
    file: str = "",
    sheet: str = "",
    mapping: ColumnMapping | None = None,
    own_districts: frozenset[str] | None = None,
    progress: Callable[[float], None] = no_progress,
) -> NeedsHelpReading:
    """Read and check a list of people who need help.

    Parameters
    ----------
    content
        Bytes of a CSV (UTF-8, Shift_JIS, UTF-16) or an Excel workbook (.xlsx).
    district_names
        Name of each district of the city by its id.
    year
        Year of the list.
    file
        Name of the file, for the faults.
    sheet, mapping
        Sheet of a workbook, and corrections of its columns, as its owner chose them.
    own_districts
        Districts that the list may hold; None for all.
    progress
        Takes the share of the work that is done, 0 to 1.
    """
    opened = open_sheet(content, file, NEEDS_HELP_FORM, sheet, progress)
    table = read_table(opened, NEEDS_HELP_FORM, mapping)
    check = _check(table, district_names, year, file, own_districts)
    return NeedsHelpReading(
        faults=sort_faults(told_once(table.faults, check.faults)),
        people=check.people if not check.refused else NeedsHelpRows.empty_in(),
        readings=pd.concat([table.readings, check.readings], ignore_index=True),
        **sheet_parts(opened, table, check.marks),
    )


def _check(
    table: RosterTable, names: Mapping[str, str], year: int, file: str, own: frozenset[str] | None
) -> NeedsHelpCheck:
    lost = tuple(column for column in NEEDS_HELP_FORM.required if column not in table.cells)
    if table.header is None or table.cells.empty or lost:
        return NeedsHelpCheck(missing_faults(table, lost, file) if table.header is not None else ())
    check = check_needs_help(
        table.cells, names, year=year, file=file, headers=table.headers, own_districts=own
    )
    return replace(check, faults=(*check.faults, *_consent_faults(table, file)))


def _consent_faults(table: RosterTable, file: str) -> tuple[Fault, ...]:
    """Return what must be settled where no column is that of consent: a refusal is never lost unsaid."""
    if table.header is None or NeedsHelpColumn.CONSENT.value in table.cells:
        return ()
    at = Fault("needs_help_no_consent", Severity.WARNING, file=file, row=str(table.header.lines[0]))
    unread = [
        one.place for one in table.columns if "同意" in one.header and not (one.column or one.is_chosen)
    ]
    found = replace(at, key="needs_help_consent_unread", severity=Severity.ERROR)
    return tuple(replace(found, value=str(place)) for place in unread) or (at,)
