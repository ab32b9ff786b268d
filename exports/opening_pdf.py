"""The places to open in order, with boxes to tick, on A4: for the evening on which they are opened."""

from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from exports.a4_sheet import BOTTOM, TITLE, WIDTH, A4Sheet
from planning.case import Case
from planning.opening_order import PlaceOrder
from planning.openings import Opening
from presentation.grid import Grid
from presentation.heading import clock_zero, data_date, data_notice, document_date, preset_text, source_lines
from presentation.names import scenario_name
from presentation.opening_tables import paper_grid, unknown_seats_grid
from presentation.words import Words

_WIDTHS = [9, 13, 8, 40, 26, 17, 17, 19, 12]
_LAYERS = ("places", "blocks", "streets", "hazards", "scenarios")


def opening_pdf(
    case: Case,
    opening: Opening,
    order: PlaceOrder,
    sentences: Sequence[str],
    *,
    area: str,
    is_open: frozenset[str],
    candidates: frozenset[str],
    language: str,
) -> bytes:
    """Return the order of opening as A4: what a choice leaves without a place, and a row for each place.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    order
        Order of opening.
    sentences
        What the present choice does, as the page says it.
    area
        Name of the ward, or of the whole city.
    is_open
        Ids of the places that are ticked: marked in the list.
    candidates
        Places of the area: those whose seats are not known stand at the end.
    language
        Language of the paper.

    Returns
    -------
    bytes
        The same case and choice give the same bytes.
    """
    words = Words(language)

    def head(sheet: A4Sheet, side: int) -> None:
        _draw_head(sheet, side, case, opening, area, words)

    sheet = A4Sheet(words("export.opening_sheet.title"), language, head)
    sheet.canvas.setSubject(words("export.generated_by"))
    for said in sentences:
        sheet.sentence(said, 10)
    order_rows = paper_grid(case, opening, order, is_open, words)
    _set(sheet, order_rows)
    _set(sheet, unknown_seats_grid(case, opening, candidates, is_open, words))
    sources = words.listed(source_lines(opening, _LAYERS, language))
    if sheet.y - BOTTOM < sheet.height(sources, 6.5) + TITLE:
        sheet.turn()
    sheet.set(sheet.text(sources, 6.5), (A4[0] - WIDTH) / 2)
    return sheet.finished(document_date(opening).strftime("D:%Y%m%d%H%M%S+00'00'"))


def _set(sheet: A4Sheet, grid: Grid) -> None:
    """Set a list with its notes over as many sides as it takes."""
    # The last column takes what is left: somebody writes who opens the place.
    widths = [one * mm for one in _WIDTHS]
    widths.append(WIDTH - sum(widths))
    sheet.whole_table(grid, widths)


def _draw_head(sheet: A4Sheet, side: int, case: Case, opening: Opening, area: str, words: Words) -> None:
    language = words.language
    sheet.line(words("export.opening_sheet.heading", area=area), A4[1] - 20 * mm, 17)
    parts = [
        scenario_name(case, language),
        words(f"day_time.{case.scenario.day_time}"),
        words("export.clock_line", clock=clock_zero(case, language)),
        preset_text(case, language, named=False),
        words("export.map_date", date=data_date(opening)),
    ]
    sheet.line(words.listed(parts), A4[1] - 26.5 * mm, 9)
    notice = data_notice(opening, language)
    sheet.band(notice, is_model=opening.is_model)
    sheet.line(words("export.opening_sheet.foot", side=side), 8 * mm, 7.5)
