"""Tables of a bundle without geometry: CSV as people's programs save it."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from data.bounded_input import size_fault
from domain.fault_log import FaultLog
from domain.faults import Fault, InputError

#: Largest table that is read [bytes, rows].
CSV_BYTES = 100_000_000
CSV_ROWS = 1_000_000

#: Lines above the header that may hold a title.
_TITLE_LINES = 10


@dataclass(frozen=True, slots=True, eq=False)
class CsvLayer:
    """A table as text, the line of each row, and what is wrong with its lines.

    Empty cells are missing; rows without any cell filled are left out.
    """

    table: pd.DataFrame
    lines: list[str]
    faults: tuple[Fault, ...]


def read_csv_layer(content: bytes, wanted: Sequence[str], *, file: str, layer: str) -> CsvLayer:
    """Read a table.

    Parameters
    ----------
    content
        Bytes of the file: UTF-8, with or without BOM.
    wanted
        Columns of the table, by which its header is found below a title.
    file, layer
        Where it stands, for the faults.

    Raises
    ------
    domain.faults.InputError
        When the file is no such CSV, or is too large.
    """
    if len(content) > CSV_BYTES:
        raise InputError([size_fault(len(content), CSV_BYTES, file)])
    unreadable = Fault("file_unreadable", file=file, layer=layer, expected="CSV")
    try:
        rows = list(_rows(content.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise InputError([Fault("encoding", file=file, layer=layer, expected="UTF-8")]) from error
    except csv.Error as error:
        raise InputError([unreadable]) from error
    if len(rows) > CSV_ROWS:
        fault = Fault("file_too_large", file=file, value=f"{len(rows):,}", expected=f"{CSV_ROWS:,}")
        raise InputError([fault])
    at = _header_row(rows, wanted)
    header = [name.strip() for name in rows[at][1]] if rows else []
    width = max((i for i, name in enumerate(header, start=1) if name), default=0)
    header = header[:width]
    if not header or len(set(header)) != len(header):
        raise InputError([unreadable])
    log = FaultLog()
    cells: list[list[str]] = []
    for line, row in rows[at + 1 :]:
        # Empty cells behind the last column are what a table program leaves there.
        if any(cell.strip() for cell in row[width:]) or len(row) < width:
            found, expected = str(len(row)), str(width)
            log.add(Fault("row_width", file=file, layer=layer, row=str(line), value=found, expected=expected))
        cells.append((row + [""] * width)[:width])
    frame = pd.DataFrame(cells, columns=header, dtype="str")
    return CsvLayer(frame.where(frame != ""), [str(line) for line, _ in rows[at + 1 :]], log.faults())


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that hold anything, each with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    for row in reader:
        # A cell may hold line breaks: a row is named by the line it starts on.
        line, start = start, reader.line_num + 1
        if any(cell.strip() for cell in row):
            rows.append((line, row))
    return rows


def _header_row(rows: Sequence[tuple[int, list[str]]], wanted: Sequence[str]) -> int:
    """Return the row that is the header: the first that holds half of the columns, else the first."""
    names = set(wanted)
    for i, (_, row) in enumerate(rows[:_TITLE_LINES]):
        if 2 * len(names & {cell.strip() for cell in row}) >= len(names):
            return i
    return 0
