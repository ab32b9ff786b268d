"""The 校区カルテ on paper: one sheet of A4, front and back, for a meeting of the district."""

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from exports.fonts import FONT_NAME, missing_characters, printable, register_font
from exports.karte import Karte, Row, build_karte
from messages.catalogue import text
from planning.case import Case
from planning.plan import Plan
from presentation.heading import clock_zero, data_date, document_date, model_notice, preset_text, source_lines
from presentation.names import data_kind, district_title, scenario_name

_MARGIN = 14 * mm
_WIDTH = A4[0] - 2 * _MARGIN
_GAP = 6 * mm
_HALF = (_WIDTH - _GAP) / 2
_BOTTOM = 14 * mm
#: Height of the title of a section, and of a remark of one line.
_TITLE, _NOTE = 8 * mm, 4 * mm
#: Kept free below a table for the remarks that follow it.
_RESERVED = 12 * mm
#: Size of the sources [pt] for which room is kept below a table that goes on overleaf.
_SOURCES_PT = 6.0
_LAYERS = (
    "districts", "blocks", "streets", "places", "hazards", "organisations", "posts", "district_facts",
)  # fmt: skip


def karte_pdf(case: Case, plan: Plan, district_id: str, language: str) -> bytes:
    """Return the 校区カルテ of a district: A4, two sides; the same plan gives the same bytes.

    Raises
    ------
    KeyError
        When the bundle has no such district.
    """
    karte = build_karte(case, plan, district_id, language)
    sheet = _Sheet(case, plan, district_id, language)
    rest = sheet.front(karte)
    sheet.turn()
    sheet.back(karte, rest)
    return sheet.finished()


class _Sheet:
    """Sets the two sides from top to bottom."""

    def __init__(self, case: Case, plan: Plan, district_id: str, language: str) -> None:
        self.case, self.plan = case, plan
        self.language, self.district_id = language, district_id
        self.font = register_font()
        self.stream = io.BytesIO()
        self.canvas = Canvas(
            self.stream,
            pagesize=A4,
            invariant=1,
            lang=language,
            initialFontName=self.font,  # type: ignore[arg-type] # a name; the stubs say a number
        )
        self.canvas.setTitle(self.word("export.karte.title"))
        self.canvas.setAuthor("Sonae")
        self.canvas.setCreator("Sonae")
        self.canvas.setSubject(self.word("export.generated_by"))
        self.y = 0.0
        self.side = 0
        self._begin_side()

    def word(self, key: str, **values: object) -> str:
        return text(self.language, key, **values)

    def front(self, karte: Karte) -> Sequence[Row]:
        """Set hazards and people, ages and needs, places; return the places without room."""
        top = self.y
        self.rows("hazards", karte.hazards, left=_MARGIN, share=0.48)
        self.rows("ages", karte.ages, left=_MARGIN)
        self.rows("needs", karte.needs, left=_MARGIN)
        left_end, self.y = self.y, top
        self.rows("ledger", karte.ledger, left=_MARGIN + _HALF + _GAP, strong=self._total_row(karte))
        self.y = min(left_end, self.y)
        if karte.second_move:
            self.y -= 2 * mm
            self.note(karte.second_move)
        notes = [self.word("export.karte.sign_note" if karte.places else "export.karte.no_places")]
        if karte.other_places:
            notes.append(self.word("export.karte.other_places", count=karte.other_places))
        notes.append(self.word("export.karte.small_count_note"))
        room = sum(self._text(said, 7.5).wrap(_WIDTH, 1000 * mm)[1] for said in notes) + _NOTE
        rest = self._places("places", karte.places, _BOTTOM + room)
        if rest:
            self.note(self.word("export.karte.rows_overleaf", count=len(rest)))
        for said in notes:
            self.note(said)
        return rest

    def back(self, karte: Karte, rest: Sequence[Row]) -> None:
        """Set margin and dangers, organisation, weak points, the rest of the places, sources."""
        top = self.y
        self.rows("margins", karte.margins, left=_MARGIN)
        self.rows("dangers", karte.dangers, left=_MARGIN)
        left_end, self.y = self.y, top
        self.rows("organisation", karte.organisation, left=_MARGIN + _HALF + _GAP)
        self.y = min(left_end, self.y)
        names = ("squad", "needed", "filled", "over_75", "leader", "deputy")
        heads = [self.word(f"export.karte.squad_{name}") for name in names]
        self._told(self.grid("squads", heads, karte.squads, [_WIDTH - 120 * mm, *[24 * mm] * 5]))
        names = ("rank", "point", "value", "cause", "action", "owner")
        heads = [self.word(f"export.karte.weak_{name}") for name in names]
        widths = [9 * mm, 38 * mm, 32 * mm, 24 * mm, _WIDTH - 129 * mm, 26 * mm]
        self._told(self.grid("weak_points", heads, karte.weak_points, widths))
        if rest:
            room = self._text(self._source_text(karte), _SOURCES_PT).wrap(_WIDTH, 1000 * mm)[1]
            left = self._places("places_continued", rest, _BOTTOM + room + _TITLE + _NOTE)
            if left:
                self.note(self.word("export.karte.more_places", count=len(left)))
        self._sources(karte)

    def turn(self) -> None:
        """Go to the other side."""
        self.canvas.showPage()
        self._begin_side()

    def finished(self) -> bytes:
        """Return the document, dated like its data."""
        when = document_date(self.plan).strftime("D:%Y%m%d%H%M%S+00'00'")
        self.canvas.save()
        # reportlab's fixed date of invariant documents gives way to the date of the sources.
        return self.stream.getvalue().replace(b"D:20000101000000+00'00'", when.encode())

    def rows(
        self, key: str, rows: Sequence[Row], *, left: float, share: float = 0.58, strong: int | None = None
    ) -> None:
        """Set label and value, one below the other; the label takes ``share`` of half the width."""
        width = _HALF
        cells = [[self._text(label, 9.5), self._text(value, 9.5, right=True)] for label, value in rows]
        style: list[Any] = [("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.HexColor("#AAAAAA"))]
        if strong is not None:
            style.append(("BACKGROUND", (0, strong), (-1, strong), colors.HexColor("#E8DDEB")))
        self._title(key, left)
        self._set(
            Table(cells, colWidths=[width * share, width * (1 - share)], style=_table_style(style)), left
        )

    def grid(
        self,
        key: str,
        heads: Sequence[str],
        rows: Sequence[Row],
        widths: Sequence[float],
        floor: float = _BOTTOM + _RESERVED,
    ) -> Sequence[Row]:
        """Set a table with headings over the whole width, down to ``floor``; return the rows left.

        Nothing is set where not even one row has room.
        """
        if not rows:
            self._title(key, _MARGIN)
            return ()
        style = [
            ("GRID", (0, 0), (-1, -1), 0.4, colors.HexColor("#888888")),
            ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#E6EBF2")),
        ]
        cells = [[self._text(head, 8.5, bold=True) for head in heads]]
        cells += [[self._text(cell, 9) for cell in row] for row in rows]
        table = Table(cells, colWidths=list(widths), style=_table_style(style))
        room = self.y - _TITLE - floor
        while len(cells) > 1 and table.wrap(_WIDTH, self.y)[1] > room:
            cells = cells[:-1]
            table = Table(cells, colWidths=list(widths), style=_table_style(style))
        if len(cells) == 1:
            return rows
        self._title(key, _MARGIN)
        self._set(table, _MARGIN)
        return rows[len(cells) - 1 :]

    def _places(self, key: str, rows: Sequence[Row], floor: float) -> Sequence[Row]:
        names = ("sign", "name", "seats", "come", "remark")
        heads = [self.word(f"export.karte.place_{name}") for name in names]
        return self.grid(key, heads, rows, [12 * mm, 54 * mm, 42 * mm, 26 * mm, _WIDTH - 134 * mm], floor)

    def _told(self, left_out: Sequence[Row]) -> None:
        """Say how many rows had no room."""
        if left_out:
            self.note(self.word("export.karte.more_rows", count=len(left_out)))

    def note(self, said: str) -> None:
        """Set a small remark."""
        self._set(self._text(said, 7.5), _MARGIN)

    def _total_row(self, karte: Karte) -> int:
        total = self.word("export.unserved_total")
        return [row[0] for row in karte.ledger].index(total)

    def _source_text(self, karte: Karte) -> str:
        lines = source_lines(self.plan, _LAYERS, self.language)
        lines += [self.word("export.sheet_note"), self.word("export.white_note")]
        lines += list(dict.fromkeys(n for layer in self.plan.provenance for n in layer.notices))
        names = [cell for row in karte.places for cell in row]
        names += [cell for row in karte.organisation for cell in row]
        missing = missing_characters(names)
        if missing:
            lines.append(self.word("export.missing_characters", codes=", ".join(missing)))
        return "\n".join(lines)

    def _sources(self, karte: Karte) -> None:
        self._title("sources", _MARGIN)
        for size in (7.0, _SOURCES_PT, 5.0, 4.2):
            said = self._text(self._source_text(karte), size)
            if said.wrap(_WIDTH, 1000 * mm)[1] <= self.y - _BOTTOM:
                break
        self._set(said, _MARGIN)

    def _begin_side(self) -> None:
        self.side += 1
        page = self.canvas
        name = district_title(self.case, self.district_id, self.language)
        title = self.word("export.karte.heading", district=name)
        page.setFont(self.font, 17)
        page.drawString(_MARGIN, A4[1] - 20 * mm, printable(title))
        parts = [
            scenario_name(self.case, self.language),
            self.word("export.clock_line", clock=clock_zero(self.case, self.language)),
            preset_text(self.case, self.language, named=False),
            self.word("export.map_date", date=data_date(self.plan)),
        ]
        line = printable(self.word("export.separator").join(parts))
        size = min(9.0, 9.0 * _WIDTH / stringWidth(line, self.font, 9))
        page.setFont(self.font, size)
        page.drawString(_MARGIN, A4[1] - 26.5 * mm, line)
        self._band(model_notice(self.plan, self.language) or data_kind(self.language, is_model=False))
        page.setFont(self.font, 7.5)
        foot = self.word("export.karte.foot", side=self.side)
        page.drawString(_MARGIN, 8 * mm, printable(foot))
        self.y = A4[1] - 37 * mm

    def _band(self, notice: str) -> None:
        page = self.canvas
        model = self.plan.is_model
        page.setFillColor(colors.HexColor("#FFF2CC" if model else "#E6EBF2"))
        page.setStrokeColor(colors.HexColor("#8A6D00" if model else "#666666"))
        page.rect(_MARGIN, A4[1] - 35 * mm, _WIDTH, 6 * mm, fill=1)
        page.setFillColor(colors.black)
        page.setFont(self.font, 10)
        page.drawCentredString(A4[0] / 2, A4[1] - 33.3 * mm, printable(notice))

    def _title(self, key: str, left: float) -> None:
        self.y -= _TITLE - 1.5 * mm
        self.canvas.setFont(self.font, 11)
        self.canvas.setFillColor(colors.HexColor("#1F3A5F"))
        self.canvas.drawString(left, self.y, printable(self.word(f"export.karte.section_{key}")))
        self.canvas.setFillColor(colors.black)
        self.y -= 1.5 * mm

    def _text(self, said: str, size: float, *, right: bool = False, bold: bool = False) -> Paragraph:
        style = ParagraphStyle(
            "cell", fontName=self.font, fontSize=size, leading=size * 1.3, wordWrap=_wrapping(said),
            alignment=2 if right else 0, textColor=colors.HexColor("#1F3A5F" if bold else "#000000"),
        )  # fmt: skip
        return Paragraph(escape(printable(said)).replace("\n", "<br/>"), style)

    def _set(self, flowable: Flowable, left: float) -> None:
        height = flowable.wrapOn(self.canvas, _WIDTH, self.y)[1]
        self.y -= height
        flowable.drawOn(self.canvas, left, self.y)


def _wrapping(said: str) -> str | None:
    """Return how lines break: between any two characters in Japanese, between words in English."""
    wide = sum(not character.isascii() for character in said)
    return "CJK" if wide > 0.3 * len(said) else None


def _table_style(more: Sequence[Any]) -> TableStyle:
    close = [
        ("TOPPADDING", (0, 0), (-1, -1), 1.1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("FONTNAME", (0, 0), (-1, -1), FONT_NAME),
    ]
    return TableStyle([*close, *more])
