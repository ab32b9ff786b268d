"""The sheet of a file that holds a list, and what to say where its columns are missing."""

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches

from community.roster_columns import RosterColumn, RosterForm, normal
from community.roster_header import find_header
from community.roster_table import RosterTable
from data.readers.sheet_file import list_sheets, read_sheet
from domain.faults import Fault, InputError, sort_faults
from domain.sheet import Sheet, SheetPreview, empty_sheet, frame_of
from domain.vocabulary import Severity

#: A header is like another from this share of common letters on.
_SIMILAR = 0.6


def no_progress(share: float) -> None:
    """Take the share of the work that is done and tell nobody."""


def open_sheet(
    content: bytes,
    file: str,
    form: RosterForm,
    name: str = "",
    progress: Callable[[float], None] = no_progress,
) -> Sheet:
    """Return the sheet of a file that holds the list, with a warning where others were passed over.

    Parameters
    ----------
    content, file
        Bytes and name of the file.
    form
        Which list is looked for.
    name
        Name of the sheet that its owner chose.
    progress
        Takes the share that is read, 0 to 1.
    """
    try:
        previews = list_sheets(content, file)
    except InputError as error:
        return empty_sheet(file, *error.faults)
    if name or not previews:
        return read_sheet(content, file, sheet=name, progress=progress)
    fitting = [one.name for one in previews if _looks_like(one, form)]
    if len(fitting) != 1:
        key = "sheets_several" if fitting else "header_unknown"
        expected = ", ".join(fitting or form.required)
        return empty_sheet(file, Fault(key, file=file, expected=expected))
    sheet = read_sheet(content, file, sheet=fitting[0], progress=progress)
    said = Fault("sheet_chosen", Severity.WARNING, file=file, value=fitting[0])
    return replace(sheet, faults=sort_faults((*sheet.faults, said)))


def _looks_like(preview: SheetPreview, form: RosterForm) -> bool:
    """Whether the first lines of a sheet hold a header of the list."""
    filled = [(line, list(row)) for line, row in enumerate(preview.cells, start=1) if row]
    rows = frame_of([row for _, row in filled], [line for line, _ in filled])
    sheet = replace(empty_sheet(""), rows=rows)
    return not preview.is_hidden and find_header(sheet, form.headers) is not None


def missing_faults(table: RosterTable, names: tuple[str, ...], file: str) -> tuple[Fault, ...]:
    """Return a fault for each column that is not there, with the most similar header that is spare.

    Parameters
    ----------
    table
        The list.
    names
        Columns that it lacks.
    file
        Name of the file.
    """
    spare = {normal(column.header): column.header for column in table.columns if not column.column}
    line = str(table.header.lines[0]) if table.header is not None else "1"
    faults = []
    for name in names:
        if name == RosterColumn.ORG_ID.value:
            faults.append(Fault("roster_whose", file=file, row=line, column=name))
            continue
        fault = Fault("roster_column_missing", file=file, row=line, column=name)
        near = get_close_matches(normal(name), list(spare), n=1, cutoff=_SIMILAR)
        if near:
            fault = replace(fault, key="roster_column_missing_near", value=spare[near[0]])
        faults.append(fault)
    return tuple(faults)
