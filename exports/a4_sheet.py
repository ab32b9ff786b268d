"""Sets grids of words on sides of A4, from top to bottom; knows no plan and no district."""

import io
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from exports.cell_text import CellText
from exports.fonts import FONT_NAME, printable, register_font
from exports.line_breaks import joined
from messages.catalogue import language_tag
from presentation.grid import Grid

MARGIN = 14 * mm
WIDTH = A4[0] - 2 * MARGIN
GAP = 6 * mm
HALF = (WIDTH - GAP) / 2
BOTTOM = 14 * mm
#: Height of the title of a section.
TITLE = 8 * mm
#: Size of it [pt], and the smallest that it is set on one line.
_TITLE_PT, _LEAST_TITLE_PT = 11.0, 9.5
#: Height of a remark of one line.
NOTE = 4 * mm

#: So many columns of values leave room for large headings.
_WIDE_COLUMNS = 3
_INK = colors.HexColor("#1F3A5F")
_ALARM = colors.HexColor("#E8DDEB")


class A4Sheet:
    """Sides of A4 that are set from top to bottom.

    Parameters
    ----------
    title, language
        Properties of the document.
    head
        Draws the head of a side, given the sheet and the number of the side.
    """

    def __init__(self, title: str, language: str, head: Callable[["A4Sheet", int], None]) -> None:
        self.font = register_font()
        self._stream = io.BytesIO()
        self.canvas = Canvas(
            self._stream,
            pagesize=A4,
            invariant=1,
            lang=language_tag(language),
            initialFontName=self.font,  # type: ignore[arg-type] # a name; the stubs say a number
        )
        self.canvas.setTitle(printable(title))
        self.canvas.setAuthor("Sonae")
        self.canvas.setCreator("Sonae")
        self._head = head
        self.side = 0
        self.y = 0.0
        self._begin()

    def turn(self) -> None:
        """Go to the next side."""
        self.canvas.showPage()
        self._begin()

    def finished(self, date: str) -> bytes:
        """Return the document, dated like its data (``D:YYYYMMDDhhmmss+00'00'``)."""
        self.canvas.save()
        # reportlab's fixed date of invariant documents gives way to the date of the sources.
        return self._stream.getvalue().replace(b"D:20000101000000+00'00'", date.encode())

    def line(self, said: str, y: float, size: float) -> None:
        """Set one line at a height, smaller where it would be too long."""
        said = printable(said)
        shrunk = min(size, size * WIDTH / max(stringWidth(said, self.font, size), 1.0))
        self.canvas.setFont(self.font, shrunk)
        self.canvas.drawString(MARGIN, y, said)

    def band(self, notice: str, *, is_model: bool) -> None:
        """Set the band below the head that says whether the figures are model data."""
        page = self.canvas
        page.setFillColor(colors.HexColor("#FFF2CC" if is_model else "#E6EBF2"))
        page.setStrokeColor(colors.HexColor("#8A6D00" if is_model else "#666666"))
        page.rect(MARGIN, A4[1] - 35 * mm, WIDTH, 6 * mm, fill=1)
        page.setFillColor(colors.black)
        page.setFont(self.font, 10)
        page.drawCentredString(A4[0] / 2, A4[1] - 33.3 * mm, printable(notice))

    def heading(self, said: str, left: float = MARGIN, width: float = WIDTH) -> None:
        """Set the title of a section: a little smaller, or on more lines, where it is too long."""
        needed = stringWidth(printable(said), self.font, _TITLE_PT)
        size = _TITLE_PT * min(1.0, width / max(needed, 1.0))
        title = self.text(said, size if size >= _LEAST_TITLE_PT else _TITLE_PT, bold=True)
        self.y -= TITLE - title.style.leading
        self.set(title, left, width)

    def sentence(self, said: str, size: float = 10.5) -> None:
        """Set a sentence over the whole width; nothing where nothing is said."""
        if not said:
            return
        self.y -= 1 * mm
        self.set(self.text(said, size), MARGIN)

    def note(self, said: str, *, left: float = MARGIN, width: float = WIDTH) -> None:
        """Set a small remark."""
        self.set(self.text(said, 7.5), left, width)

    def note_height(self, notes: Sequence[str]) -> float:
        """Return the height of remarks over the whole width."""
        return float(sum(self.height(said, 7.5) for said in notes))

    def height(self, said: str, size: float) -> float:
        """Return the height of a text over the whole width."""
        return float(self.text(said, size).wrap(WIDTH, 1000 * mm)[1])

    def facts(
        self, grid: Grid, *, left: float = MARGIN, share: float = 0.62, strong: Sequence[str] = ()
    ) -> None:
        """Set labels and values in half the width; the label takes ``share`` of it.

        ``strong`` are labels of rows that stand out where anybody is counted.
        """
        values = len(grid.headings) - 1
        widths = [HALF * share, *[HALF * (1 - share) / values] * values]
        rows = list(grid.rows)
        heads = 8 if values <= _WIDE_COLUMNS else 7
        cells = [
            [self.text(row[0], 9), *(self.cell(cell, 9, right=True) for cell in row[1:])] for row in rows
        ]
        style: list[Any] = [("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.HexColor("#AAAAAA"))]
        if values > 1:
            cells.insert(
                0,
                [self.text(head, heads, bold=True, right=i > 0) for i, head in enumerate(grid.headings)],
            )
        first = int(values > 1)
        style += [
            ("BACKGROUND", (0, i + first), (-1, i + first), _ALARM)
            for i, row in enumerate(rows)
            # Nobody is no alarm.
            if row[0] in strong and any(digit in "123456789" for digit in row[-1])
        ]
        self.heading(grid.caption, left, HALF)
        self.set(Table(cells, colWidths=widths, style=_table_style(style)), left)

    def table(self, grid: Grid, widths: Sequence[float], *, title: str = "", floor: float = BOTTOM) -> Grid:
        """Set a table with headings over the whole width, down to ``floor``; return the rows left.

        Nothing is set where not even one row has room.
        """
        title = title or grid.caption
        if not grid.rows:
            self.heading(title)
            return grid
        style = [
            ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#888888")),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#E6EBF2")),
        ]
        numbers = grid.numbers
        cells = [[self.text(head, 8, bold=True) for head in grid.headings]]
        cells += [
            [self.cell(cell, 8.5, right=number) for cell, number in zip(row, numbers, strict=True)]
            for row in grid.rows
        ]

        def made(count: int) -> Table:
            return Table(cells[: count + 1], colWidths=list(widths), style=_table_style(style))

        def height(count: int) -> float:
            return float(made(count).wrap(WIDTH, self.y)[1])

        room, count = self.y - TITLE - floor, len(grid.rows)
        if height(count) > room:
            # A table with more rows is higher: how many have room is found by halves.
            count = bisect_right(range(1, count), room, key=height)
        if count:
            self.heading(title)
            self.set(made(count), MARGIN)
        return replace(grid, rows=grid.rows[count:])

    def whole_table(self, grid: Grid, widths: list[float]) -> None:
        """Set a table with its notes over as many sides as it takes; nothing where it has no row."""
        rest = grid
        if not grid.rows:
            return
        while rest.rows:
            left = self.table(rest, widths)
            if left.rows:
                self.turn()
            rest = left
        for said in grid.notes:
            if self.y - BOTTOM < NOTE * 2:
                self.turn()
            self.note(said)

    def text(self, said: str, size: float, *, right: bool = False, bold: bool = False) -> Paragraph:
        """Return a text that breaks into lines by itself."""
        return Paragraph(
            escape(joined(printable(said))).replace("\n", "<br/>"),
            self._style(said, size, right=right, bold=bold),
        )

    def cell(self, said: str, size: float, *, right: bool = False) -> Paragraph:
        """Return a text of a cell: no line of it parts a number."""
        style = self._style(said, size, right=right, bold=False)
        return CellText(said, style) if style.wordWrap else self.text(said, size, right=right)

    def _style(self, said: str, size: float, *, right: bool, bold: bool) -> ParagraphStyle:
        return ParagraphStyle(
            "cell", fontName=self.font, fontSize=size, leading=size * 1.3, wordWrap=_wrapping(said),
            alignment=2 if right else 0, textColor=_INK if bold else colors.black,
        )  # fmt: skip

    def set(self, flowable: Flowable, left: float, width: float = WIDTH) -> None:
        """Set anything at the height reached, and go below it."""
        self.y -= flowable.wrapOn(self.canvas, width, self.y)[1]
        flowable.drawOn(self.canvas, left, self.y)

    def _begin(self) -> None:
        self.side += 1
        self._head(self, self.side)
        self.y = A4[1] - 37 * mm


def _wrapping(said: str) -> str | None:
    """Return how lines break: between any two characters in Japanese, between words in English."""
    wide = sum(not character.isascii() for character in said)
    return "CJK" if wide > 0.3 * len(said) else None


def _table_style(more: Sequence[Any]) -> TableStyle:
    close = [
        ("TOPPADDING", (0, 0), (-1, -1), 1.0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("FONTNAME", (0, 0), (-1, -1), FONT_NAME),
    ]
    return TableStyle([*close, *more])
