"""The header of a list, found below titles; one row or two, the upper one over merged cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from community.roster_columns import column_of
from domain.sheet import MergedCells, Sheet

#: Lines with anything in them among which the header is looked for.
SEARCHED = 30
#: Known columns that a row must name to be taken for the header.
_ENOUGH = 2


@dataclass(frozen=True, slots=True)
class RosterHeader:
    """The header of a list.

    Parameters
    ----------
    lines
        Its line, or two, as the file counts them.
    texts
        Header of each column as written, with single blanks; of two rows both, upper first.
    columns
        Column that each means; empty where it means none.
    rows_above
        Lines above it in which anything is written.
    """

    lines: tuple[int, ...]
    texts: tuple[str, ...]
    columns: tuple[str, ...]
    rows_above: int


def find_header(sheet: Sheet, headers: Mapping[str, str]) -> RosterHeader | None:
    """Find the row, or the two, that name most of the known columns.

    Parameters
    ----------
    sheet
        The sheet.
    headers
        Of a ``RosterForm``.

    Returns
    -------
    RosterHeader | None
        None where no row names two known columns.
    """
    rows = sheet.rows.iloc[: SEARCHED + 1]
    cells = [[_single(text) for text in row] for row in rows.itertuples(index=False)]
    best: RosterHeader | None = None
    most = _ENOUGH - 1
    for i, row in enumerate(cells[:SEARCHED]):
        one = _named(row, rows.index[i : i + 1], i, headers)
        # A title over the header is not its upper row: that names known columns itself.
        two = _two_rows(cells, i, rows.index, sheet.merged, headers) if _count(one) >= _ENOUGH else None
        for header in (one, two):
            # The upper of equal rows is the header, one row before two.
            if header is not None and _count(header) > most:
                best, most = header, _count(header)
    return best


def _count(header: RosterHeader) -> int:
    return len({column for column in header.columns if column})


def _named(
    texts: Sequence[str], lines: "pd.Index[int]", above: int, headers: Mapping[str, str]
) -> RosterHeader:
    columns = tuple(column_of(text, headers) for text in texts)
    return RosterHeader(tuple(int(line) for line in lines), tuple(texts), columns, above)


def _two_rows(
    cells: Sequence[Sequence[str]],
    i: int,
    lines: "pd.Index[int]",
    merged: Sequence[MergedCells],
    headers: Mapping[str, str],
) -> RosterHeader | None:
    """Return two rows as one header: the lower word where it is known, else both words together.

    The lower row is part of the header where it names a known column under a cell that is empty,
    merged or a heading of a group, and where nothing of it stands under a header that is known.
    """
    if i + 1 >= len(cells) or lines[i + 1] != lines[i] + 1:
        return None
    upper, lower = _spread(cells[i], int(lines[i]), merged), cells[i + 1]
    texts, columns = [], []
    gained = 0
    for above, below, own in zip(upper, lower, cells[i], strict=True):
        alone, known_above = column_of(below, headers), column_of(own, headers)
        joined = column_of(above + below, headers)
        if below and known_above and not joined and alone != known_above:
            return None
        column = (joined or alone or column_of(above, headers)) if below else column_of(above, headers)
        gained += bool(below and column)
        texts.append(f"{above} {below}".strip() if above != below else above)
        columns.append(column)
    if not gained:
        return None
    return RosterHeader((int(lines[i]), int(lines[i + 1])), tuple(texts), tuple(columns), i)


def _spread(row: Sequence[str], line: int, merged: Sequence[MergedCells]) -> list[str]:
    """Return a row with the text of merged cells in each of their columns."""
    texts = list(row)
    for area in merged:
        if area.first_line <= line <= area.last_line and area.first_column < len(texts):
            for column in range(area.first_column, min(area.last_column + 1, len(texts))):
                texts[column] = texts[area.first_column]
    return texts


def _single(text: object) -> str:
    return " ".join(str(text).split())
