"""Lists as offices give them, CSV or Excel, recognised by content: the one way in for rosters."""

from collections.abc import Callable
from pathlib import Path

from data.bounded_input import read_bounded, size_fault
from data.readers.file_kind import FileKind, kind_of
from data.readers.text_sheet import read_text_sheet
from data.readers.workbook_sheet import preview_sheets, read_workbook_sheet, sheet_names
from domain.faults import Fault, InputError
from domain.sheet import Sheet, SheetPreview, empty_sheet

#: Largest list that is read [bytes]; 50,000 people with twelve columns take 7 MB.
MAX_BYTES = 40_000_000


def _no_progress(share: float) -> None:
    """Take the share and tell nobody."""


def read_list(path: Path) -> bytes:
    """Return the bytes of a list that is not too large.

    Parameters
    ----------
    path
        File to read.

    Raises
    ------
    InputError
        When there is no such file, it is too large, or the system does not give it.
    """
    return read_bounded(path, limit=MAX_BYTES)


def list_sheets(content: bytes, file: str) -> tuple[SheetPreview, ...]:
    """Return the sheets of a workbook of several, with their first lines; else none.

    Parameters
    ----------
    content, file
        Bytes and name of the file.

    Raises
    ------
    InputError
        When the file is no list: a picture, an old or locked workbook, or larger than any list.
    """
    if _kind(content, file) is not FileKind.WORKBOOK or len(sheet_names(content, file)) < 2:
        return ()
    return preview_sheets(content, file)


def read_sheet(
    content: bytes, file: str, *, sheet: str = "", progress: Callable[[float], None] = _no_progress
) -> Sheet:
    """Read a list as a sheet of texts; what cannot be read gives no rows and faults.

    Parameters
    ----------
    content, file
        Bytes and name of the file.
    sheet
        Name of the sheet of a workbook; the first one where none is named.
    progress
        Takes the share that is read, 0 to 1.
    """
    try:
        if _kind(content, file) is FileKind.TEXT:
            return read_text_sheet(content, file, progress)
        name = sheet or sheet_names(content, file)[0]
        return read_workbook_sheet(content, file, name, progress)
    except InputError as error:
        return empty_sheet(file, *error.faults, name=sheet)


def _kind(content: bytes, file: str) -> FileKind:
    """Return CSV or workbook.

    Raises
    ------
    InputError
        When it is neither.
    """
    if len(content) > MAX_BYTES:
        raise InputError([size_fault(len(content), MAX_BYTES, file)])
    kind = kind_of(content)
    if kind not in {FileKind.TEXT, FileKind.WORKBOOK}:
        raise InputError([Fault(f"file_is_{kind}", file=file)])
    return kind
