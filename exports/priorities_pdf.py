"""What is done first, and what a call would tell, on A4: of a ward or of the whole city."""

from dataclasses import replace

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from exports.a4_sheet import BOTTOM, TITLE, WIDTH, A4Sheet
from planning.case import Case
from planning.plan import Plan
from presentation.grid import grid_from
from presentation.heading import data_date, data_notice, document_date, preset_text, source_lines
from presentation.names import city_name, scenario_name, ward_names
from presentation.priority_tables import debt_table, priority_table
from presentation.words import Words

#: Columns of each list, with their widths [mm]; the last takes what is left.
_FIRST = {"rank": 9, "urgency": 20, "next_action": 57, "owner": 26, "cause": 34, "affected_known": 20}
#: The same for a ward, with room for the names of its districts: somebody must be told where to go.
_FIRST_OF_WARD = {"rank": 9, "urgency": 17, "next_action": 52, "owner": 24, "cause": 30, "affected_known": 18}
_DEBT = {"debt_item": 52, "debt_missing": 48, "ward": 16, "debt_persons": 24, "debt_owner": 24}
_LAYERS = ("places", "blocks", "streets", "hazards", "organisations", "scenarios")
#: Rows of what is not known that a paper holds; the rest stands in the files.
_MOST_UNKNOWN = 30


def priorities_pdf(case: Case, plan: Plan, language: str, *, ward_code: str = "") -> bytes:
    """Return both lists of a ward, or of the whole city where ``ward_code`` is empty, as A4.

    The same plan gives the same bytes.
    """
    words = Words(language)
    names = ward_names(case, language)
    area = str(names.loc[ward_code]) if ward_code in names.index else city_name(case, language)

    def head(sheet: A4Sheet, side: int) -> None:
        _draw_head(sheet, side, case, plan, area, words)

    sheet = A4Sheet(words("export.priorities_sheet.title"), language, head)
    sheet.canvas.setSubject(words("export.generated_by"))
    first, last = (_FIRST_OF_WARD, "districts_named") if ward_code else (_FIRST, "districts")
    for table, columns, last_key, most in (
        (priority_table(case, plan, language, ward_code=ward_code), first, last, None),
        (debt_table(case, plan, language, ward_code=ward_code), _DEBT, "data_kind", _MOST_UNKNOWN),
    ):
        grid = grid_from(table, words, keys=(*columns, last_key))
        widths = [one * mm for one in columns.values()]
        widths.append(WIDTH - sum(widths))
        if most is not None and len(grid.rows) > most:
            sheet.whole_table(replace(grid, rows=grid.rows[:most]), widths)
            sheet.note(words("export.priorities_sheet.more", count=f"{len(grid.rows) - most:,}"))
            continue
        sheet.whole_table(grid, widths)
    sources = words.listed(source_lines(plan, _LAYERS, language))
    if sheet.y - BOTTOM < sheet.height(sources, 6.5) + TITLE:
        sheet.turn()
    sheet.set(sheet.text(sources, 6.5), (A4[0] - WIDTH) / 2)
    return sheet.finished(document_date(plan).strftime("D:%Y%m%d%H%M%S+00'00'"))


def _draw_head(sheet: A4Sheet, side: int, case: Case, plan: Plan, area: str, words: Words) -> None:
    language = words.language
    sheet.line(words("export.priorities_sheet.heading", area=area), A4[1] - 20 * mm, 17)
    parts = [
        scenario_name(case, language),
        words(f"day_time.{case.scenario.day_time}"),
        preset_text(case, language, named=False),
        words("export.map_date", date=data_date(plan)),
    ]
    sheet.line(words.listed(parts), A4[1] - 26.5 * mm, 9)
    notice = data_notice(plan, language)
    sheet.band(notice, is_model=plan.is_model)
    sheet.line(words("export.priorities_sheet.foot", side=side), 8 * mm, 7.5)
