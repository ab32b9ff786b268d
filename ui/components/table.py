"""A table in plain HTML: readable by a screen reader, printable, and never cut at its edge."""

import streamlit as st

from presentation.grid import Grid
from presentation.plain_text import html_text

# From so many columns on the table is set close.
_CLOSE_FROM = 9
# Words of up to this many letters stay on one line.
_SHORT = 7
_SHORT_HEAD = 12
# Words of more letters than this would stand in a column of many lines.
_LONG = 60
# A heading of more letters would stand in a column of many lines where no cell below it is as wide.
_LONG_HEAD = 14


def show(grid: Grid) -> None:
    """Draw a table with its caption and notes; every text from a file is escaped."""
    st.html(table_html(grid))


def table_html(grid: Grid) -> str:
    """Return a table as HTML."""
    head = "".join(
        f'<th scope="col" class="{_side(number)}{" long" if len(heading) > _LONG_HEAD else ""}">'
        f"{html_text(heading)}</th>"
        for heading, number in zip(grid.headings, grid.numbers, strict=True)
    )
    last = len(grid.rows) - 1
    body = "".join(_row(grid, row, total=grid.total and i == last) for i, row in enumerate(grid.rows))
    notes = "".join(f"<p class='sonae-note'>{html_text(note)}</p>" for note in grid.notes)
    caption = f"<caption>{html_text(grid.caption)}</caption>" if grid.caption else ""
    close = " close" if len(grid.headings) >= _CLOSE_FROM else ""
    name = f' role="region" aria-label="{html_text(grid.caption)}"' if grid.caption else ""
    return (
        f'<div class="sonae-scroll" tabindex="0"{name}><table class="sonae-table{close}">{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{notes}"
    )


def _row(grid: Grid, row: tuple[str, ...], *, total: bool) -> str:
    cells = []
    for i, (cell, number) in enumerate(zip(row, grid.numbers, strict=True)):
        strong = (" strong" if grid.stands_out(cell, i) else "") + (" wide" if i in grid.wide else "")
        strong += " short" if len(cell) <= _SHORT else " long" if len(cell) > _LONG else ""
        if i == 0:
            short = "short" if len(cell) <= _SHORT_HEAD else ""
            cells.append(f'<th scope="row" class="{short}">{html_text(cell)}</th>')
        else:
            cells.append(f'<td class="{_side(number)}{strong}">{html_text(cell)}</td>')
    return f'<tr class="{"total" if total else ""}">{"".join(cells)}</tr>'


def _side(number: bool) -> str:
    return "number" if number else "words"
