"""CSV files as offices write them: UTF-8 with or without BOM, Shift_JIS, tabs, line breaks in cells."""

import csv
import io
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domain.faults import Fault

#: Encodings that are tried, in this order; cp932 takes nearly everything and so comes last.
_ENCODINGS = ("utf-8-sig", "cp932")
_ENCODING_NAMES = "UTF-8, Shift_JIS (CP932)"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True, eq=False)
class TextTable:
    """A table of texts as a file holds it.

    Parameters
    ----------
    cells
        Header as columns, cells as text, empty cells empty; index from 0.
    lines
        Line of the file on which each row starts (header = 1), shape (n,).
    faults
        What is wrong with the file as such; no cell's value is in them.
    """

    cells: pd.DataFrame
    lines: tuple[int, ...]
    faults: tuple[Fault, ...]

    def by_line(self) -> pd.DataFrame:
        """Return the cells with row i standing for line i + 2, blank lines as empty rows."""
        last = max(self.lines, default=1)
        placed = self.cells.set_axis(np.array(self.lines, dtype="int64"), axis=0)
        return placed.reindex(range(2, last + 1), fill_value="").reset_index(drop=True)


def decode(content: bytes) -> str | None:
    """Return the text of a file, or None where it is in no encoding that offices use."""
    if content.startswith(_UTF16_MARKS):
        return _try_decode(content, "utf-16")
    if b"\x00" in content:
        return None
    texts = (_try_decode(content, encoding) for encoding in _ENCODINGS)
    return next((text for text in texts if text is not None), None)


def read_text_table(content: bytes, file: str) -> TextTable:
    """Read a CSV (or tab-separated) file; what cannot be read gives an empty table and faults.

    Parameters
    ----------
    content
        Bytes of the file.
    file
        Its name, for the faults.
    """
    text = decode(content)
    if text is None:
        return _nothing(Fault("encoding", file=file, expected=_ENCODING_NAMES))
    first = text.partition("\n")[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    try:
        rows = _rows(text, delimiter)
    except csv.Error:
        return _nothing(Fault("file_unreadable", file=file, expected="CSV"))
    if not rows:
        return _nothing(Fault("table_empty", file=file))
    header = [name.strip() for name in rows[0][1]]
    body = [(line, cells) for line, cells in rows[1:] if any(cell.strip() for cell in cells)]
    while (
        header
        and not header[-1]
        and all(len(cells) < len(header) or not cells[len(header) - 1] for _, cells in body)
    ):
        # Spreadsheets add empty columns on the right.
        header = header[:-1]
    width = len(header)
    faults = [
        Fault("row_width", file=file, row=str(line), value=str(len(cells)), expected=str(width))
        for line, cells in body
        if len(cells) < width or any(cell.strip() for cell in cells[width:])
    ]
    if not body:
        faults.append(Fault("table_empty", file=file))
    frame = pd.DataFrame([(cells + [""] * width)[:width] for _, cells in body], columns=header, dtype="str")
    return TextTable(frame, tuple(line for line, _ in body), tuple(faults))


def _try_decode(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _rows(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return every row with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 1
    for cells in reader:
        if cells:
            rows.append((start, cells))
        start = reader.line_num + 1
    return rows


def _nothing(fault: Fault) -> TextTable:
    return TextTable(pd.DataFrame(), (), (fault,))
