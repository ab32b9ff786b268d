"""Tables for a terminal that is too narrow for the names of their rows: each name has a line of its own."""

import re
from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells

_NUMBER = re.compile(r"[-+−]?(?:約|≈|<)?[-+]?[\d,]+(?:\.\d+)?(?:未満|%)?")
#: Most lines that a name may take inside a table.
_MOST_LINES = 2
#: A heading is folded into this width, or into that of its cells where they are wider.
_HEADING_WIDTH = 10
#: Most of a cell beside the name that stands on one line.
_CELL_WIDTH = 24
#: Before what belongs to a name, and between columns.
_INDENT, _GAP = "  ", "  "


def names_need_lines(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Return whether the first column of a table does not fit beside the others.

    Parameters
    ----------
    headings, rows
        The table.
    width
        Of the terminal; a letter of full width counts two.
    """
    if len(headings) < 2 or not rows:
        return False
    longest = max(cell_len(row[0]) for row in rows)
    room = width - 1 - sum(one + 1 for one in _widths(headings[1:], [row[1:] for row in rows]))
    return longest > _MOST_LINES * max(room - 1, 1)


def most_widths(headings: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[int | None]:
    """Return how wide each column may become, so that long headings leave room for the names of the rows.

    Parameters
    ----------
    headings, rows, width
        As for ``names_need_lines``.

    Returns
    -------
    list of int or None
        None where nothing has to be kept narrow.
    """
    columns = range(len(headings))
    natural = [max(cell_len(text) for text in (headings[i], *(row[i] for row in rows))) for i in columns]
    if not rows or sum(one + 1 for one in natural) + 1 <= width:
        return [None] * len(headings)
    widths = _widths(headings, rows)
    return [None if i == 0 or widths[i] >= _CELL_WIDTH else widths[i] for i in columns]


def table_below_names(
    headings: Sequence[str], rows: Sequence[Sequence[str]], width: int, *, title: str
) -> Iterator[str]:
    """Give the lines of a table whose first column stands above the others, none longer than the terminal.

    Parameters
    ----------
    headings, rows
        The table.
    width
        Of the terminal; where the columns need more, they are set below one another.
    title
        First line; empty for none.
    """
    body = [row[1:] for row in rows]
    widths = _widths(headings[1:], body)
    if title:
        yield title
    if cell_len(_INDENT) + sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        for row in rows:
            yield from folded(row[0], width)
            for heading, cell in zip(headings[1:], row[1:], strict=True):
                for line in folded(f"{heading}: {cell}", width - cell_len(_INDENT)):
                    yield _INDENT + line
        return
    numeric = [all(is_number(row[i]) for row in body) for i in range(len(widths))]
    yield from folded(headings[0], width)
    yield from _row(headings[1:], widths, numeric)
    yield "─" * width
    for row in rows:
        yield from folded(row[0], width)
        yield from _row(row[1:], widths, numeric)


def is_number(cell: str) -> bool:
    """Return whether a cell is a number, or stands for none."""
    # Rounded persons begin with a word and may end in one: 約390, 10未満, about 390.
    return cell in {"", "—", "―", "–"} or _NUMBER.fullmatch(cell.strip()) is not None


def folded(text: str, width: int) -> Iterator[str]:
    """Give a text in lines that fit, parted between words, and within one that is longer than a line.

    Parameters
    ----------
    text
        The text.
    width
        Of a line; a letter of full width counts two.
    """
    line = ""
    for word in re.findall(r"\S+\s*", text):
        if line and cell_len(line + word.rstrip()) > width and cell_len(word.rstrip()) <= width:
            yield line.rstrip()
            line = ""
        *full, line = chop_cells(line + word.rstrip(), width) or [""]
        yield from full
        line += word[len(word.rstrip()) :]
    if line.strip():
        yield line.rstrip()


def _widths(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Return how wide each column has to be: its cells in one line, its heading folded between words."""
    cells = [min(max(cell_len(row[i]) for row in rows), _CELL_WIDTH) for i in range(len(headings))]
    words = [max((cell_len(word) for word in one.split() if word.isascii()), default=0) for one in headings]
    return [
        max(cell, word, min(cell_len(one), _HEADING_WIDTH))
        for cell, word, one in zip(cells, words, headings, strict=True)
    ]


def _row(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> Iterator[str]:
    columns = [list(folded(cell, one)) or [""] for cell, one in zip(cells, widths, strict=True)]
    height = max(len(one) for one in columns)
    for line in range(height):
        said = []
        for column, one, right in zip(columns, widths, numeric, strict=True):
            part = column[line] if line < len(column) else ""
            blank = " " * (one - cell_len(part))
            said.append(blank + part if right else part + blank)
        yield (_INDENT + _GAP.join(said)).rstrip()
