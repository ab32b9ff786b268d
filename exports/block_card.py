"""The card of one block on A5 or A4, and the cards of a district in one document."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table, TableStyle

from exports.card_map import draw_card_map, frame_for
from exports.cell_text import CellText
from exports.fonts import fitting_size, printable, register_font
from messages.catalogue import language_tag
from planning.block_answer import BlockAnswer
from planning.case import Case
from planning.plan import Plan
from presentation.block.sheet import BlockSheet
from presentation.grid import Grid
from presentation.heading import (
    changed_line,
    data_date,
    data_notice,
    document_date,
    preset_text,
    source_lines,
)
from presentation.held_words import left_out_lines
from presentation.map_layers.block import sign_key
from presentation.names import scenario_name
from presentation.plain_text import without_readings
from presentation.provenance import notice_texts
from presentation.words import Words

_LAYERS = ("blocks", "streets", "places", "hazards", "scenarios")
#: No writing of a card is smaller [pt].
LEAST_PT = 6.5


class Paper(StrEnum):
    """Sizes of a card."""

    A5 = "a5"
    A4 = "a4"


@dataclass(frozen=True, slots=True)
class _Size:
    """What a size of paper means: page and margin [pt], height of the map [pt], sizes of letters [pt].

    ``large`` is what is read from an arm's length; ``body`` is never below 9 pt.
    """

    page: tuple[float, float]
    margin: float
    map_height: float
    title: float
    large: float
    body: float
    small: float


_SIZES = {
    Paper.A5: _Size(A5, 8 * mm, 66 * mm, 14.0, 13.0, 9.0, 7.0),
    Paper.A4: _Size(A4, 14 * mm, 104 * mm, 19.0, 18.0, 11.0, 8.0),
}
#: So many groups of people stand at the head of a card; the rest follows below.
_AT_A_GLANCE = 2
#: Thickness that makes the only weight of the font bold [share of its size].
_BOLD = 0.035


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One block: what its plan says, and the same in words."""

    answer: BlockAnswer
    sheet: BlockSheet


def block_cards_pdf(
    case: Case, plan: Plan, cards: Iterable[Card], language: str, *, paper: Paper = Paper.A5
) -> bytes:
    """Return the cards of blocks, each on sides of its own; the same plan gives the same bytes."""
    words = Words(language)
    stream = io.BytesIO()
    font = register_font()
    canvas = Canvas(
        stream,
        pagesize=_SIZES[paper].page,
        invariant=1,
        lang=language_tag(language),
        initialFontName=font,  # type: ignore[arg-type] # a name; the stubs say a number
    )
    canvas.setTitle(printable(words("block.card.document", scenario=scenario_name(case, language))))
    canvas.setAuthor("Sonae")
    canvas.setCreator("Sonae")
    for card in cards:
        _CardSetter(canvas, font, case, plan, words, _SIZES[paper]).set(card)
    canvas.save()
    date = document_date(plan).strftime("D:%Y%m%d%H%M%S+00'00'")
    # reportlab's fixed date of invariant documents gives way to the date of the sources.
    return stream.getvalue().replace(b"D:20000101000000+00'00'", date.encode())


class _CardSetter:
    """Sets one card from top to bottom, and goes on overleaf where the side is full."""

    def __init__(self, canvas: Canvas, font: str, case: Case, plan: Plan, words: Words, size: _Size) -> None:
        self.canvas, self.font, self.case, self.plan, self.words, self.size = (
            canvas, font, case, plan, words, size,
        )  # fmt: skip
        self.width = size.page[0] - 2 * size.margin
        self.side, self.y, self.title = 0, 0.0, ""

    def set(self, card: Card) -> None:
        """Set the card of a block."""
        size, sheet, words = self.size, card.sheet, self.words
        self.title = sheet.title
        self._begin()
        self._text(changed_line(self.case, words.language), size.body)
        self._glances(sheet)
        box = (size.margin, self.y - size.map_height, self.width, size.map_height)
        draw_card_map(self.canvas, self.case, card.answer, words, frame_for(self.case, card.answer, box))
        self.y -= size.map_height + 1 * mm
        self._text(sign_key(self.case, card.answer, words), size.small)
        for line in sheet.people[:2]:
            self._text(line, size.body)
        for line in (*sheet.without, *sheet.ways_out):
            self._text(line, size.body)
        for line in sheet.reasons:
            self._text(line, size.body)
        for leg in sheet.legs:
            self.y -= 0.8 * mm
            self._text(leg.head, size.body, bold=True)
            for line in leg.lines:
                self._text(line, size.body)
        for line in sheet.last:
            self._text(line, size.body)
        if sheet.hazards is not None:
            self._table(sheet.hazards)
        for line in left_out_lines(self.case.city, self.case.strength, words):
            self._text(line, size.body)
        self._text(words("export.sheet_note"), size.small)
        notices = notice_texts(self.plan.provenance, words.language)
        for line in [*source_lines(self.plan, _LAYERS, words.language), *notices]:
            self._text(line, LEAST_PT)
        self.canvas.showPage()

    def _glances(self, sheet: BlockSheet) -> None:
        """Set who goes where and until when, large and bold; who stays, where nobody must leave."""
        size, words = self.size, self.words
        if not sheet.glances:
            for line in sheet.people[1:2] or sheet.people:
                self._text(line, size.large, bold=True)
            return
        for glance in sheet.glances[:_AT_A_GLANCE]:
            self._text(glance.who, size.body, bold=True)
            self._fact(words("block.glance.where_head"), glance.where)
            self._fact(words("block.glance.until_head"), glance.until)
            if glance.way:
                self._text(glance.way, size.body)
            self.canvas.setLineWidth(0.8)
            self.canvas.setStrokeColor(HexColor("#000000"))
            self.canvas.line(size.margin, self.y, size.margin + self.width, self.y)
            self.y -= 1 * mm
        if len(sheet.glances) > _AT_A_GLANCE:
            self._text(words("block.glance.more"), size.body)

    def _fact(self, label: str, value: str) -> None:
        """Set a label and beside it, large and bold, what it is."""
        size, indent = self.size, 0.16 * self.width
        top = self.y
        self._text(value, size.large, bold=True, indent=indent)
        self.canvas.setFont(self.font, size.body)
        self.canvas.drawString(size.margin, top - size.large, printable(label))

    def _begin(self) -> None:
        """Draw the head of a side: block, scenario, date, and whether the figures are model data."""
        self.side += 1
        size, page, words = self.size, self.canvas, self.words
        top = size.page[1] - size.margin
        page.setFillColor(HexColor("#000000"))
        page.setFont(self.font, fitting_size(self.title, size.title, self.width / mm))
        page.drawString(size.margin, top - size.title, printable(self.title))
        facts = [
            scenario_name(self.case, words.language),
            words(f"day_time.{self.case.scenario.day_time}"),
            preset_text(self.case, words.language, named=False),
            words("export.map_date", date=data_date(self.plan)),
        ]
        line = words.listed(facts)
        if fitting_size(line, size.body, self.width / mm) < LEAST_PT:
            # Without readings it fits; the scenario stands with them in the sentences and tables below.
            line = without_readings(line)
        page.setFont(self.font, max(LEAST_PT, fitting_size(line, size.body, self.width / mm)))
        page.drawString(size.margin, top - size.title - 4.6 * mm, printable(line))
        notice = data_notice(self.plan, words.language)
        y = top - size.title - 11 * mm
        page.setFillColor(HexColor("#FFF2CC" if self.plan.is_model else "#E6EBF2"))
        page.setStrokeColor(HexColor("#8A6D00" if self.plan.is_model else "#666666"))
        page.setLineWidth(0.8)
        page.rect(size.margin, y, self.width, 5 * mm, fill=1)
        page.setFillColor(HexColor("#000000"))
        page.setFont(self.font, size.body)
        page.drawCentredString(size.page[0] / 2, y + 1.5 * mm, printable(notice))
        foot = words("block.card.foot", side=self.side, number=self.plan.key[:16])
        page.setFont(self.font, LEAST_PT)
        page.drawString(size.margin, size.margin - 3.5 * mm, printable(foot))
        self.y = y - 1.5 * mm

    def _text(self, said: str, size_pt: float, *, bold: bool = False, indent: float = 0.0) -> None:
        """Set a paragraph, overleaf where there is no room."""
        if not said:
            return
        style = ParagraphStyle(
            "card", fontName=self.font, fontSize=size_pt, leading=size_pt * 1.32, wordWrap="CJK"
        )
        paragraph = CellText(said, style)
        _, height = paragraph.wrap(self.width - indent, self.size.page[1])
        # A heading is never the last line of a side.
        self._make_room(height + (2 * self.size.body if bold else 0.0))
        self.canvas.saveState()
        if bold:
            # The font has one weight: its letters are filled and drawn round.
            self.canvas.setLineWidth(size_pt * _BOLD)
            self.canvas.setStrokeColor(HexColor("#000000"))
            mode = self.canvas.beginText()
            mode.setTextRenderMode(2)
            self.canvas.drawText(mode)
        paragraph.drawOn(self.canvas, self.size.margin + indent, self.y - height)
        self.canvas.restoreState()
        self.y -= height + 0.5 * mm

    def _table(self, grid: Grid) -> None:
        """Set a table whole, overleaf where it does not fit."""
        size_pt = max(LEAST_PT, self.size.small)
        style = ParagraphStyle(
            "cell", fontName=self.font, fontSize=size_pt, leading=size_pt * 1.25, wordWrap="CJK"
        )
        rows = [[CellText(cell, style) for cell in row] for row in (grid.headings, *grid.rows)]
        shares = (0.23, 0.11, 0.1, 0.2, 0.09, 0.17, 0.1)
        table = Table(rows, colWidths=[share * self.width for share in shares])
        table.setStyle(
            TableStyle(
                [
                    ("FONT", (0, 0), (-1, -1), self.font, size_pt),
                    ("GRID", (0, 0), (-1, -1), 0.4, HexColor("#808080")),
                    ("BACKGROUND", (0, 0), (-1, 0), HexColor("#E6EBF2")),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                    *(("TOPPADDING", (0, 0), (-1, -1), 1.0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5)),
                    *(("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)),
                ]
            )
        )
        _, height = table.wrap(self.width, self.size.page[1])
        self._make_room(height + 3 * self.size.body)
        self._text(grid.caption, self.size.body)
        table.drawOn(self.canvas, self.size.margin, self.y - height)
        self.y -= height + 1 * mm
        for note in grid.notes:
            self._text(note, self.size.small)

    def _make_room(self, height: float) -> None:
        if self.y - height < self.size.margin:
            self.canvas.showPage()
            self._begin()
