"""The plan as one Excel workbook: a sheet for each table, ready to print on A4 landscape."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from domain.measures import Measure, measure_key, measure_text
from exports.line_breaks import columns_wide
from exports.tables import plan_tables
from exports.text_height import height_pt, lines_of
from messages.catalogue import text
from planning.case import Case
from planning.comparison import Comparison
from planning.plan import Basis, Plan
from presentation.comparison.tables import comparison_table, side_source_table
from presentation.heading import document_date, headline
from presentation.measure_words import measure_item
from presentation.names import data_kind, kind_notice
from presentation.plain_text import is_formula_like, readable_text
from presentation.plan_table import CellKind, Column, PlanTable
from presentation.reference_tables import source_table
from presentation.setting_words import setting_name, setting_value, value_with_unit
from presentation.words import Words

#: Row of the first note, from 0: below title, scenario and kind of data.
_NOTE_ROW = 3
#: Row of the headings; further down where more notes than two stand above it.
_HEADER_ROW = 5
_LEAST_HEADER_HEIGHT_PT = 60.0
#: What stands above a table is broken at this width, so that paper cuts nothing and a window shows it.
_HEAD_WIDTH = 110.0
_A4 = 9
_MARGIN_IN = 0.4

_FORMATS = {
    CellKind.PERSONS: "#,##0",
    CellKind.WHOLE: "#,##0",
    CellKind.DECIMAL: "#,##0.0##",
    CellKind.SHARE: "0.0%",
}
_WIDTH_LIMITS = {CellKind.TEXT: (8, 26), CellKind.LONG_TEXT: (20, 46)}
_NUMBER_WIDTHS = (9, 14)

_HEADER_COLOUR = "#1F3A5F"
_MODEL_COLOUR = "#FFF2CC"
_LINES = {"border": 1, "border_color": "#999999"}


@dataclass(frozen=True, slots=True)
class _Looks:
    """Formats of a workbook, each made once; of cells by kind, and whether text is shown."""

    title: Format
    plain: Format
    bold: Format
    model: Format
    header: Format
    numbers: dict[CellKind, Format]
    words: dict[CellKind, Format]
    #: Text that looks like a formula: marked as text, so that a spreadsheet never reads it as one.
    quoted: dict[CellKind, Format]


def plan_workbook(case: Case, plan: Plan, language: str, tables: Sequence[PlanTable] | None = None) -> bytes:
    """Return the plan as .xlsx: every table, the source sheet last; the same plan, the same bytes.

    Parameters
    ----------
    plan, language
        Plan, and language of headings and words.
    tables
        ``plan_tables`` of this plan and language, where they are made already.
    """
    return _workbook(case, plan, language, plan_tables(case, plan, language) if tables is None else tables)


def table_workbook(table: PlanTable, case: Case, plan: Basis, language: str) -> bytes:
    """Return one table as .xlsx, for a download beside a screen.

    The source sheet, which is that of one scenario, goes with it unless the table is of several.
    """
    sources = source_table(plan, language)
    alone = bool(table.subject) or table.table_id == sources.table_id
    return _workbook(case, plan, language, [table] if alone else [table, sources])


def tables_workbook(tables: Sequence[PlanTable], case: Case, plan: Basis, language: str) -> bytes:
    """Return some tables with the source sheet as .xlsx."""
    return _workbook(case, plan, language, [*tables, source_table(plan, language)])


def comparison_workbook(comparison: Comparison, language: str) -> bytes:
    """Return two plans side by side as .xlsx, with the layers of both sides."""
    tables = [comparison_table(comparison, language), side_source_table(comparison, language)]
    return _workbook(comparison.cases[0], comparison.plans[0], language, tables)


def _workbook(case: Case, plan: Basis, language: str, tables: Iterable[PlanTable]) -> bytes:
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    # Both dates come from the sources: the clock of the machine is never asked.
    book.set_properties(
        {
            "title": text(language, "export.generated_by"),
            "author": "Sonae",
            "created": document_date(plan),
        }
    )
    looks = _looks(book)
    for table in tables:
        sheet = book.add_worksheet(table.title)
        if table.table_id == "sources":
            _write_sources(sheet, looks, table, case, plan, language)
        else:
            _write_table(sheet, looks, table, case, plan, language)
    book.close()
    return stream.getvalue()


def _write_table(
    sheet: Worksheet, looks: _Looks, table: PlanTable, case: Case, plan: Basis, language: str
) -> None:
    widths = [_width(column) for column in table.columns[: table.paper_columns]]
    sheet.write_string(0, 0, table.title, looks.title)
    subject = readable_text(table.subject or _scenario_line(case, plan, language))
    _write_line(sheet, 1, subject, looks.plain, widths)
    sheet.write_string(2, 0, _label(table, language), looks.model if table.is_model else looks.bold)
    for row, note in enumerate(table.notes, start=_NOTE_ROW):
        _write_line(sheet, row, note, looks.plain, widths)
    top = max(_HEADER_ROW, _NOTE_ROW + len(table.notes))
    last_row = _write_grid(sheet, looks, table, top=top)
    sheet.freeze_panes(top + 1, _first_figure(table))
    bottom = max(last_row, top + 1)
    sheet.autofilter(top, 0, bottom, len(table.columns) - 1)
    sheet.repeat_rows(top)
    if last_row == top:
        nothing = table.nothing or text(language, "export.no_rows")
        _write_line(sheet, bottom, nothing, looks.plain, widths)
    _set_print(sheet, bottom, table.paper_columns or len(table.columns), _label(table, language))


def _write_grid(sheet: Worksheet, looks: _Looks, table: PlanTable, *, top: int) -> int:
    """Write headings and cells; return the last row."""
    heights = [height_pt(column.heading, _width(column)) for column in table.columns]
    sheet.set_row(top, max(_LEAST_HEADER_HEIGHT_PT, *heights))
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, _width(column))
        _write_text(sheet, top, number, column.heading, looks.header)
        words, quoted = looks.words[column.kind], looks.quoted[column.kind]
        figures = looks.numbers.get(column.kind, words)
        for row, cell in enumerate(column.cells, start=top + 1):
            if isinstance(cell, str):
                _write_text(sheet, row, number, cell, quoted if is_formula_like(cell) else words)
            else:
                sheet.write_number(row, number, cell, figures)
    return top + len(table.columns[0].cells)


def _write_line(sheet: Worksheet, row: int, said: str, look: Format, widths: Sequence[float]) -> None:
    """Write a line above a table; over several lines and columns where paper would cut it."""
    count = 1
    while count < len(widths) and sum(widths[:count]) < _HEAD_WIDTH:
        count += 1
    width = sum(widths[:count])
    if len(lines_of(said, width)) == 1:
        sheet.write_string(row, 0, said)
        return
    sheet.set_row(row, height_pt(said, width))
    if count > 1:
        sheet.merge_range(row, 0, row, count - 1, "", look)
    sheet.write_string(row, 0, said, look)


def _write_text(sheet: Worksheet, row: int, column: int, value: str, look: Format) -> None:
    """Write text as text; an empty cell keeps its lines."""
    if value:
        sheet.write_string(row, column, readable_text(value), look)
    else:
        sheet.write_blank(row, column, None, look)


def _write_sources(
    sheet: Worksheet, looks: _Looks, table: PlanTable, case: Case, plan: Basis, language: str
) -> None:
    """Write the source sheet: what plan this is, settings changed, then layer by layer."""
    sheet.write_string(0, 0, table.title, looks.title)
    pairs = [*headline(case, plan, language), *_changed_settings(case, language)]
    pairs.append((text(language, "export.head.remark"), text(language, "export.sheet_note")))
    for row, (label, value) in enumerate(pairs, start=1):
        sheet.write_string(row, 0, label, looks.bold)
        marked = plan.is_model and label == text(language, "export.head.data_kind")
        sheet.write_string(row, 1, readable_text(value), *([looks.model] if marked else []))
    bottom = _write_grid(sheet, looks, table, top=len(pairs) + 3)
    _set_print(sheet, bottom, len(table.columns), _label(table, language))


def _changed_settings(case: Case, language: str) -> list[tuple[str, str]]:
    label = text(language, "export.head.settings_changed")
    said = [
        f"{setting_name(row.key, language)}: {value_with_unit(row.value, row, language)}"
        f" ({setting_value(row.default, language)})"
        for row in case.settings.rows()
        if row.changed
    ]
    said += [_changed_measure(case, one, language) for one in case.measures]
    return [(label, line) for line in said] or [(label, text(language, "export.none"))]


def _changed_measure(case: Case, measure: Measure, language: str) -> str:
    """Return a measure by what people know it by; an id stands behind the name, to be written again."""
    key, written = measure_key(measure), measure_text(measure)
    said = measure_item(case, key, written, Words(language))
    return f"{setting_name(key, language)}: {said}" + (f" [{written}]" if said != written else "")


def _looks(book: Workbook) -> _Looks:
    def cells(kind: CellKind, **more: Any) -> Format:
        is_text = kind in {CellKind.TEXT, CellKind.LONG_TEXT}
        align = {"align": "left" if is_text else "right", "valign": "top", "text_wrap": True}
        return book.add_format({**_LINES, **align, **more})

    return _Looks(
        title=book.add_format({"bold": True, "font_size": 14}),
        plain=book.add_format({"valign": "top", "text_wrap": True}),
        bold=book.add_format({"bold": True}),
        model=book.add_format({"bold": True, "bg_color": _MODEL_COLOUR}),
        header=book.add_format(
            {
                **_LINES,
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": _HEADER_COLOUR,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        ),
        numbers={
            kind: book.add_format({**_LINES, "valign": "top", "num_format": form})
            for kind, form in _FORMATS.items()
        },
        words={kind: cells(kind) for kind in CellKind},
        quoted={kind: cells(kind, quote_prefix=True) for kind in CellKind},
    )


def _width(column: Column) -> float:
    low, high = _WIDTH_LIMITS.get(column.kind, _NUMBER_WIDTHS)
    longest = max((columns_wide(str(cell)) for cell in column.cells), default=0)
    return float(min(high, max(low, longest + 2)))


def _first_figure(table: PlanTable) -> int:
    """Return the number of the first column that scrolls: names on the left stay."""
    plain = [column.kind is CellKind.TEXT for column in table.columns[:3]]
    return plain.index(False) if False in plain else len(plain)


def _set_print(sheet: Worksheet, bottom: int, columns: int, footer: str) -> None:
    sheet.print_area(0, 0, bottom, columns - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=_MARGIN_IN, right=_MARGIN_IN)
    # An ampersand begins a code of the footer; two stand for one.
    sheet.set_footer(f"&L{footer.replace('&', '&&')}&R&P / &N")


def _label(table: PlanTable, language: str) -> str:
    if table.label:
        return table.label
    return kind_notice(language, table.data_kind) or data_kind(language, table.data_kind)


def _scenario_line(case: Case, plan: Basis, language: str) -> str:
    chosen: Sequence[int] = (0, 1, 5, 6, 7)
    pairs = headline(case, plan, language)
    return text(language, "export.head_separator").join(f"{pairs[i][0]}: {pairs[i][1]}" for i in chosen)
