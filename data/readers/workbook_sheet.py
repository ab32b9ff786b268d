"""Sheets of an Excel workbook (.xlsx) as texts, read as a stream by openpyxl with bounds on everything."""

import datetime as dt
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

import numpy as np
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from data.readers.safe_zip import check_listing
from data.readers.text_lines import MAX_CELL_CHARS
from data.readers.workbook_parts import SheetFacts, SheetPart, check_sizes, scan_sheet, sheet_parts
from domain.fault_log import LISTED_ROWS, FaultLog
from domain.faults import Fault, InputError
from domain.sheet import Sheet, SheetPreview, frame_of
from domain.vocabulary import Severity

#: What openpyxl, zipfile and expat throw at files that are cut, spoilt or made to harm.
_SPOILT = (
    zipfile.BadZipFile, zlib.error, ExpatError, ParseError, InvalidFileException, KeyError, ValueError,
    TypeError, IndexError, AttributeError, NotImplementedError, RuntimeError, EOFError, OverflowError,
    OSError,
)  # fmt: skip
_PREVIEW_LINES, _PREVIEW_COLUMNS, _PREVIEW_CHARS = 12, 20, 40
#: Lines between two reports of progress.
_STEP = 2_000
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!"})


def sheet_names(content: bytes, file: str) -> tuple[str, ...]:
    """Return the names of the sheets of a workbook, in its order.

    Raises
    ------
    InputError
        When the workbook cannot be read.
    """
    with _opened(content, file) as (_, parts):
        return tuple(part.name for part in parts)


def preview_sheets(content: bytes, file: str) -> tuple[SheetPreview, ...]:
    """Return the sheets of a workbook with their first lines, in its order.

    Raises
    ------
    InputError
        When the workbook cannot be read.
    """
    with _opened(content, file) as (_, parts):
        return tuple(
            SheetPreview(part.name, _first_lines(content, part.name), part.is_hidden) for part in parts
        )


def read_workbook_sheet(content: bytes, file: str, name: str, progress: Callable[[float], None]) -> Sheet:
    """Read one sheet of a workbook.

    Parameters
    ----------
    content, file
        Bytes and name of the file.
    name
        Name of the sheet.
    progress
        Takes the share that is read, 0 to 1.

    Raises
    ------
    InputError
        When the workbook cannot be read, is larger than any list, or has no such sheet.
    """
    with _opened(content, file) as (archive, parts):
        part = next((one for one in parts if one.name == name), None)
        if part is None:
            raise InputError([Fault("sheet_missing", file=file)])
        facts = scan_sheet(archive, part.part, file)
        return _read(content, file, part, facts, progress)


@contextmanager
def _opened(content: bytes, file: str) -> Iterator[tuple[zipfile.ZipFile, tuple[SheetPart, ...]]]:
    """Give the zip and its sheets; whatever the libraries throw becomes one fault."""
    try:
        check_listing(io.BytesIO(content), file)
        with zipfile.ZipFile(io.BytesIO(content)) as archive, warnings.catch_warnings():
            # openpyxl warns of looks that it drops (styles, choices of cells); we read texts only.
            warnings.simplefilter("ignore")
            check_sizes(archive, file)
            yield archive, sheet_parts(archive, file)
    except InputError:
        raise
    except _SPOILT as error:
        raise InputError([Fault("file_unreadable", file=file, expected="Excel (.xlsx)")]) from error


def _first_lines(content: bytes, name: str) -> tuple[tuple[str, ...], ...]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        rows = book[name].iter_rows(max_row=_PREVIEW_LINES, max_col=_PREVIEW_COLUMNS, values_only=True)
        lines = ([cell_text(cell)[:_PREVIEW_CHARS] for cell in row] for row in rows)
        return tuple(tuple(_without_empty_end(line)) for line in lines)
    finally:
        book.close()


def _read(
    content: bytes, file: str, part: SheetPart, facts: SheetFacts, progress: Callable[[float], None]
) -> Sheet:
    rows: list[list[str]] = []
    lines: list[int] = []
    log = FaultLog()
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        # What the sheet says of its own size may be wrong; the scan has counted.
        book[part.name].reset_dimensions()
        cells = book[part.name].iter_rows(max_col=facts.last_column or 1, values_only=True)
        for line, row in enumerate(islice(cells, facts.last_line), start=1):
            texts = [cell_text(cell) for cell in row]
            _check_cells(texts, line, file, log)
            texts = _without_empty_end(texts)
            if texts:
                rows.append(texts)
                lines.append(line)
            if line % _STEP == 0:
                progress(line / facts.last_line)
    finally:
        book.close()
    _log_lines(log, Fault("formula_unsaved", file=file), facts.unsaved)
    saved = sorted(set(facts.formulas) - set(facts.unsaved))
    _log_lines(log, Fault("formula_result", Severity.WARNING, file=file), saved)
    frame = frame_of(rows, lines)
    widths = np.full(len(rows), facts.last_column, dtype=np.int64)
    hidden = frozenset(facts.hidden_lines)
    return Sheet(frame, widths, file, part.name, tuple(facts.merged), hidden, log.faults())


def _without_empty_end(texts: list[str]) -> list[str]:
    filled = [i for i, text in enumerate(texts) if text]
    return texts[: filled[-1] + 1] if filled else []


def _check_cells(texts: list[str], line: int, file: str, log: FaultLog) -> None:
    """Refuse cells that hold an error of a formula, or more text than any cell does; both are emptied."""
    for i, text in enumerate(texts):
        if len(text) > MAX_CELL_CHARS:
            most = f"{MAX_CELL_CHARS:,}"
            log.add(Fault("cell_too_long", file=file, row=str(line), column=f"#{i + 1}", expected=most))
            texts[i] = ""
        elif text in _ERRORS:
            log.add(Fault("formula_error", file=file, row=str(line), column=f"#{i + 1}"))
            texts[i] = ""


def _log_lines(log: FaultLog, fault: Fault, lines: list[int]) -> None:
    once = sorted(set(lines))
    if once:
        log.add_rows(fault, once[:LISTED_ROWS], total=len(once))


def cell_text(cell: object) -> str:
    """Return what a cell of a workbook says: dates as 1957-04-01, whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.replace("_x000D_", "").strip()
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        is_day = cell.time() == dt.time()
        return cell.date().isoformat() if is_day else cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)
