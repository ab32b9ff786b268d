"""A CSV as a sheet of texts: encoding, delimiter, and every record that cannot be read named."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from data.readers.text_lines import (
    ENCODING_NAMES,
    MAX_CELL_CHARS,
    MAX_COLUMNS,
    BrokenRecord,
    Record,
    count_lines,
    decode,
    records,
    split_lines,
)
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.sheet import Sheet, empty_sheet, frame_of

#: Most lines of a list; the largest ward has some 20,000 people on its lists.
MAX_LINES = 300_000
_DELIMITERS = (",", "\t", ";")
#: Records by which the delimiter is chosen.
_LOOKED_AT = 50
#: Records between two reports of progress.
_STEP = 5_000


def read_text_sheet(content: bytes, file: str, progress: Callable[[float], None]) -> Sheet:
    """Read a CSV (comma, tab or semicolon) as a sheet; what cannot be read gives no rows and faults.

    Parameters
    ----------
    content
        Bytes of the file: UTF-8 with or without BOM, Shift_JIS (CP932), or UTF-16 with BOM.
    file
        Its name, for the faults.
    progress
        Takes the share that is read, 0 to 1.
    """
    text = decode(content)
    if text is None:
        return empty_sheet(file, Fault("encoding", file=file, expected=ENCODING_NAMES))
    if count_lines(text) > MAX_LINES:
        return empty_sheet(file, Fault("lines_too_many", file=file, expected=f"{MAX_LINES:,}"))
    lines = split_lines(text)
    log = FaultLog()
    rows: list[list[str]] = []
    starts: list[int] = []
    widths: list[int] = []
    for record in records(lines, _delimiter(lines)):
        if isinstance(record, BrokenRecord):
            log.add(Fault(record.fault, file=file, row=str(record.line)))
            continue
        cells = _trimmed(record, file, log)
        if not any(cells):
            continue
        rows.append(cells)
        starts.append(record.line)
        widths.append(len(record.cells))
        if len(rows) % _STEP == 0:
            progress(record.line / len(lines))
    return Sheet(frame_of(rows, starts), np.array(widths, dtype=np.int64), file, faults=log.faults())


def _trimmed(record: Record, file: str, log: FaultLog) -> list[str]:
    """Return the cells of a record without outer blanks and without empty ones at its end."""
    cells = [cell.strip() for cell in record.cells]
    while cells and not cells[-1]:
        cells.pop()
    fault = Fault("columns_too_many", file=file, row=str(record.line))
    if len(cells) > MAX_COLUMNS:
        log.add(replace(fault, value=str(len(cells)), expected=str(MAX_COLUMNS)))
        return []
    if any(len(cell) > MAX_CELL_CHARS for cell in cells):
        at = next(i for i, cell in enumerate(cells) if len(cell) > MAX_CELL_CHARS)
        log.add(replace(fault, key="cell_too_long", column=f"#{at + 1}", expected=f"{MAX_CELL_CHARS:,}"))
        cells[at] = ""
    return cells


def _delimiter(lines: Sequence[str]) -> str:
    """Return what separates the cells: that which gives the first records most of them."""

    def cells(delimiter: str) -> int:
        readable = (record for record in records(lines, delimiter) if isinstance(record, Record))
        return sum(len(record.cells) - 1 for record in islice(readable, _LOOKED_AT))

    return max(_DELIMITERS, key=cells)
