"""備えの状況 on paper: the table of signs on A3 or A4 landscape, over as many sides as it takes."""

import io
from enum import StrEnum
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    LongTable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

from exports.cell_text import CellText
from exports.fonts import FONT_NAME, printable, register_font
from exports.matrix_maps import MatrixMaps
from messages.catalogue import language_tag
from planning.case import Case
from planning.plan import Plan
from presentation.heading import data_date, model_notice, preset_text
from presentation.readiness_matrix.sign_table import SignCell, SignRow, SignTable
from presentation.styles.readiness import BandLook
from presentation.words import Words

_INK = colors.HexColor("#1A1A1A")
_LINES = colors.HexColor("#8A949C")
_WARD, _HEAD = colors.HexColor("#EAF0F4"), colors.HexColor("#DFE7ED")
_MARGIN = 10 * mm
_AREA_SHARE = 0.09


class Paper(StrEnum):
    """Papers of the table, both landscape."""

    A3 = "a3"
    A4 = "a4"


#: Lines of maps on a side, maps side by side, and the height of each.
_A_SIDE = 2
_ACROSS = {Paper.A3: 5, Paper.A4: 5}
_MAP_HEIGHT = {Paper.A3: 112 * mm, Paper.A4: 74 * mm}
_SIZES = {Paper.A3: (landscape(A3), 7.5), Paper.A4: (landscape(A4), 5.8)}


def matrix_pdf(case: Case, plan: Plan, table: SignTable, language: str, paper: Paper) -> bytes:
    """Return a table of signs as PDF, then its maps; the heads of the columns stand on every side.

    Parameters
    ----------
    case, plan
        Any case of the city and its plan: settings, kind of data and its date.
    table
        What the page shows.
    language
        Language of the paper.
    paper
        A3 or A4.

    Returns
    -------
    bytes
        The same table gives the same bytes.
    """
    register_font()
    words = Words(language)
    size, points = _SIZES[paper]
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream, pagesize=size, leftMargin=_MARGIN, rightMargin=_MARGIN, topMargin=_MARGIN,
        bottomMargin=_MARGIN, invariant=1, title=printable(table.caption), author="Sonae",
        lang=language_tag(language),
    )  # fmt: skip
    facts = words.listed((preset_text(case, language), model_notice(plan, language), data_date(plan)))
    story: list[Flowable] = [
        _line(table.caption, points + 5),
        _line(facts, points + 1),
        _line(words.listed(f"{look.sign} {word}" for look, word in table.legend), points + 1),
        Spacer(1, 2 * mm),
        _table(table, words, size[0] - 2 * _MARGIN, points),
        Spacer(1, 2 * mm),
        *(_line(note, points) for note in table.notes),
    ]
    for first in range(0, len(table.columns), _A_SIDE * _ACROSS[paper]):
        columns = range(first, min(first + _A_SIDE * _ACROSS[paper], len(table.columns)))
        story += [
            PageBreak(),
            _line(words("matrix.maps", table=table.caption), points + 5),
            _line(facts, points + 1),
            Spacer(1, 2 * mm),
            MatrixMaps(case, table, columns, across=_ACROSS[paper], height=_MAP_HEIGHT[paper]),
        ]

    def foot(canvas: Canvas, _: object) -> None:
        canvas.setFont(FONT_NAME, 6.5)
        canvas.drawString(_MARGIN, 5 * mm, printable(words("export.generated_by")))
        canvas.drawRightString(size[0] - _MARGIN, 5 * mm, str(canvas.getPageNumber()))

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return stream.getvalue()


def _line(said: str, points: float) -> Paragraph:
    style = ParagraphStyle(
        "line", fontName=FONT_NAME, fontSize=points, leading=points * 1.3, textColor=_INK, wordWrap="CJK"
    )
    return Paragraph(escape(printable(said)), style)


def _table(table: SignTable, words: Words, width: float, points: float) -> LongTable:
    grouped = any(column.group for column in table.columns)
    heads: list[list[Flowable]] = []
    if grouped:
        heads.append([_line("", points), *(_line(column.group, points) for column in table.columns)])
    area = _line(words("matrix.area"), points)
    heads.append([area, *(_line(column.heading, points) for column in table.columns)])
    rows = [[_line(_name(row), points), *(_cell(cell, points) for cell in row.cells)] for row in table.rows]
    first = width * _AREA_SHARE
    others = (width - first) / max(len(table.columns), 1)
    made = LongTable(
        [*heads, *rows], colWidths=[first, *([others] * len(table.columns))], repeatRows=len(heads)
    )
    made.setStyle(TableStyle(_style(table, len(heads))))
    return made


def _name(row: SignRow) -> str:
    return f"　{row.name}" if row.level == "district" else row.name


class _SignText(CellText):
    """Words of a cell behind its sign, which stands on the ground of its band."""

    def __init__(self, look: BandLook, said: str, style: ParagraphStyle) -> None:
        self._look = look
        super().__init__(f" {look.sign} {said}", style)

    def _marked(self, said: str) -> str:
        look = self._look
        sign = f'<font backColor="{look.area.fill}" color="{look.ink}"> {look.sign} </font>'
        return super()._marked(said).replace(f" {look.sign} ", f"{sign} ", 1)


def _cell(cell: SignCell, points: float) -> Paragraph:
    """Return a cell: its sign on the band's ground with the band, then a line each for gap and counts."""
    said = "\n".join(part for part in (cell.word, cell.gap, cell.counts) if part)
    style = ParagraphStyle(
        "cell", fontName=FONT_NAME, fontSize=points, leading=points * 1.25, textColor=_INK, wordWrap="CJK"
    )
    return CellText(said, style) if cell.look is None else _SignText(cell.look, said, style)


def _style(table: SignTable, heads: int) -> list[Any]:
    inset = 1.2
    rows = [
        ("BACKGROUND", (0, number), (-1, number), _WARD if row.level == "ward" else _HEAD)
        for number, row in enumerate(table.rows, start=heads)
        if row.level != "district"
    ]
    return [
        ("GRID", (0, 0), (-1, -1), 0.4, _LINES),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("BACKGROUND", (0, 0), (-1, heads - 1), _HEAD),
        *((f"{side}PADDING", (0, 0), (-1, -1), inset) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
        *rows,
    ]
