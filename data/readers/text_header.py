"""The header of a CSV: found below titles, matched whatever its width, blanks and punctuation."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from data.readers.text_lines import MAX_COLUMNS, Record, records

_DELIMITERS = (",", "\t", ";")
#: Records in which the header is looked for.
_SEARCHED = 30
#: Known names that a row must hold to be taken for the header.
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a table.

    Parameters
    ----------
    delimiter
        What separates the cells.
    line
        Line of the file on which it starts (the first is 1).
    next_line
        Position of the first line below it (the first is 0).
    cells
        Texts as written, with single blanks.
    names
        Known name of each cell; empty where it is not known.
    rows_above
        Rows above it in which anything is written.
    is_known
        Whether it holds known names, or none were asked for.
    """

    delimiter: str
    line: int
    next_line: int
    cells: tuple[str, ...]
    names: tuple[str, ...]
    rows_above: int
    is_known: bool


def header_form(text: str) -> str:
    """Return a header in one form: NFKC, lower case, letters and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def find_header(lines: Sequence[str], names: Mapping[str, str]) -> Header | None:
    """Find the row with most of the known names; the first row where no row holds two of them.

    Parameters
    ----------
    lines
        All lines of the file.
    names
        Headers as people write them, and the column that each means.

    Returns
    -------
    header
        None where nothing is written at all.
    """
    known = {header_form(written): name for written, name in names.items()}
    best: tuple[int, int] = (-1, 0)
    chosen: tuple[str, list[Record], int] | None = None
    for delimiter in _DELIMITERS:
        rows = _first_rows(lines, delimiter)
        for i, row in enumerate(rows):
            found = {known[form] for cell in row.cells if (form := header_form(cell)) in known}
            score = len(found) if len(found) >= min(_ENOUGH, len(set(known.values()))) else 0
            width = len(row.cells) if i == 0 or score else 0
            if (score, width) > best:
                best, chosen = (score, width), (delimiter, rows, i if score else 0)
    if chosen is None:
        return None
    delimiter, rows, at = chosen
    row = rows[at]
    cells = tuple(" ".join(cell.split()) for cell in row.cells)
    if not any(cells[MAX_COLUMNS:]):
        # Spreadsheets add thousands of empty columns.
        cells = cells[:MAX_COLUMNS]
    return Header(
        delimiter=delimiter,
        line=row.line,
        next_line=row.line - 1 + row.lines,
        cells=cells,
        names=tuple(known.get(header_form(cell), "") for cell in cells),
        rows_above=at,
        is_known=best[0] > 0 or not names,
    )


def _first_rows(lines: Sequence[str], delimiter: str) -> list[Record]:
    """Return the first rows in which anything is written."""
    readable = (record for record in records(lines, delimiter) if isinstance(record, Record))
    return list(islice((row for row in readable if any(cell.strip() for cell in row.cells)), _SEARCHED))
