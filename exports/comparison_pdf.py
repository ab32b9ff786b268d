"""Two plans side by side on A4."""

from dataclasses import replace

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from domain.data_kind import DataKind
from exports.a4_sheet import BOTTOM, MARGIN, NOTE, TITLE, WIDTH, A4Sheet
from planning.comparison import Comparison, Part
from presentation.comparison.input_words import input_sentence
from presentation.comparison.rows import INPUTS, shown_rows
from presentation.comparison.sides import area_name, side_titles
from presentation.comparison.tables import PARTS, paper_rows, part_grid
from presentation.grid import Grid
from presentation.heading import data_date, document_date, model_notice, source_lines
from presentation.names import data_kind
from presentation.words import Words

_ITEM = 62 * mm
_LAYERS = ("places", "blocks", "streets", "hazards", "zones", "organisations", "posts", "scenarios")
#: Share of what is left for A, B and the difference.
_SHARES = (0.35, 0.35, 0.3)
_INPUT_SHARES = (0.5, 0.5)


def comparison_pdf(comparison: Comparison, language: str) -> bytes:
    """Return two plans side by side as A4: what differs, people, limits, readiness, places that fill.

    Parameters
    ----------
    comparison
        The two plans.
    language
        Language of the paper.

    Returns
    -------
    bytes
        The same plans give the same bytes.
    """
    words = Words(language)

    def head(sheet: A4Sheet, side: int) -> None:
        _draw_head(sheet, side, comparison, words)

    sheet = A4Sheet(words("export.table.comparison"), language, head)
    sheet.canvas.setSubject(words("export.generated_by"))
    for title in side_titles(comparison, words):
        sheet.sentence(title, 10)
    sheet.sentence(input_sentence(comparison, words), 10)
    rows = shown_rows(comparison, words)
    for part in PARTS:
        if part != Part.INDICATORS:
            _set(sheet, part_grid(paper_rows(rows, part), part, words), part)
    _set_sources(sheet, comparison, words.language)
    return sheet.finished(document_date(comparison.plans[0]).strftime("D:%Y%m%d%H%M%S+00'00'"))


def _set(sheet: A4Sheet, grid: Grid, part: str) -> None:
    """Set one part with its note over as many sides as it takes; nothing where it has no row."""
    shares = _INPUT_SHARES if part == INPUTS else _SHARES
    widths = [_ITEM, *((WIDTH - _ITEM) * share for share in shares)]
    rest = grid
    while rest.rows:
        rest = sheet.table(rest, widths)
        if rest.rows:
            sheet.turn()
    for said in grid.notes if grid.rows else ():
        if sheet.y - BOTTOM < NOTE * 3:
            sheet.turn()
        sheet.note(said)


def _set_sources(sheet: A4Sheet, comparison: Comparison, language: str) -> None:
    """Set the sources of both sides, each once."""
    first, second = comparison.plans
    every = {layer.layer: layer for layer in (*first.provenance, *second.provenance)}
    lines = source_lines(replace(first, provenance=tuple(every.values())), _LAYERS, language)
    said = Words(language).listed(lines)
    if sheet.y - BOTTOM < sheet.height(said, 6.5) + TITLE:
        sheet.turn()
    sheet.set(sheet.text(said, 6.5), MARGIN)


def _draw_head(sheet: A4Sheet, side: int, comparison: Comparison, words: Words) -> None:
    area = area_name(comparison.cases[0], comparison.area_id, words)
    sheet.line(words("compare.paper_heading", area=area), A4[1] - 20 * mm, 17)
    dates = words.listed(dict.fromkeys(data_date(plan) for plan in comparison.plans))
    sheet.line(words("export.map_date", date=dates), A4[1] - 26.5 * mm, 9)
    notices = [model_notice(plan, words.language) for plan in comparison.plans]
    notice = next((one for one in notices if one), data_kind(words.language, DataKind.REAL))
    sheet.band(notice, is_model=comparison.is_model)
    sheet.line(words("compare.paper_foot", side=side), 8 * mm, 7.5)
