"""The plan as one Excel workbook: a sheet for each table, ready to print on A4 landscape."""

import io
import zipfile
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from exports.cells import Cell, CellKind, Column, ExportTable, is_formula_like
from exports.heading import data_kind, document_date, headline
from exports.reference_tables import setting_name, setting_words
from exports.tables import plan_tables
from messages.catalogue import text
from planning.plan import Plan

#: Rows above the table: title, scenario, kind of data, note, and an empty row.
_HEADER_ROW = 6
#: A fixed instant for every entry of the file: the format knows no date before 1980.
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)

_FORMATS = {
    CellKind.PERSONS: "#,##0",
    CellKind.WHOLE: "#,##0",
    CellKind.DECIMAL: "#,##0.0##",
    CellKind.SHARE: "0.0%",
}
_WIDTH_LIMITS = {CellKind.TEXT: (8, 26), CellKind.LONG_TEXT: (20, 46)}
_NUMBER_WIDTHS = (9, 14)

_HEADER_FILL = PatternFill("solid", fgColor="1F3A5F")
_MODEL_FILL = PatternFill("solid", fgColor="FFF2CC")
_LINE = Side(style="thin", color="999999")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def plan_workbook(plan: Plan, language: str) -> bytes:
    """Return the plan as .xlsx: every table, the source sheet last; the same plan, the same bytes."""
    book = _new_book()
    for table in plan_tables(plan, language):
        sheet = book.create_sheet(table.title)
        if table.table_id == "sources":
            _write_sources(sheet, table, plan, language)
        else:
            _write_table(sheet, table, _scenario_line(plan, language), language, top=_HEADER_ROW)
    return _saved(book, plan, language)


def table_workbook(table: ExportTable, plan: Plan, language: str) -> bytes:
    """Return one table with the source sheet as .xlsx, for a download beside a screen."""
    book = _new_book()
    _write_table(
        book.create_sheet(table.title), table, _scenario_line(plan, language), language, top=_HEADER_ROW
    )
    sources = plan_tables(plan, language)[-1]
    if table.table_id != sources.table_id:
        _write_sources(book.create_sheet(sources.title), sources, plan, language)
    return _saved(book, plan, language)


def _write_table(sheet: Worksheet, table: ExportTable, line: str, language: str, *, top: int) -> None:
    _write_head(sheet, table, line, language)
    _write_grid(sheet, table, top=top)
    sheet.freeze_panes = f"{_first_figure(table)}{top + 1}"
    last = get_column_letter(len(table.columns))
    bottom = top + max(1, len(table.columns[0].cells))
    sheet.auto_filter.ref = f"A{top}:{last}{bottom}"
    _set_print(sheet, f"A1:{last}{bottom}", f"{top}:{top}", _label(table, language))


def _write_head(sheet: Worksheet, table: ExportTable, line: str, language: str) -> None:
    _put(sheet, 1, 1, table.title).font = Font(bold=True, size=14)
    _put(sheet, 2, 1, line)
    kind = _put(sheet, 3, 1, _label(table, language))
    kind.font = Font(bold=True)
    if table.is_model:
        kind.fill = _MODEL_FILL
    for offset, note in enumerate(table.notes):
        _put(sheet, 4 + offset, 1, note)


def _write_grid(sheet: Worksheet, table: ExportTable, *, top: int) -> None:
    for number, column in enumerate(table.columns, start=1):
        head = _put(sheet, top, number, column.heading)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = _HEADER_FILL
        head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        head.border = _BORDER
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
        for row, cell in enumerate(column.cells, start=top + 1):
            _put(sheet, row, number, cell, style=_style_name(column.kind, cell))
    sheet.row_dimensions[top].height = 60


def _write_sources(sheet: Worksheet, table: ExportTable, plan: Plan, language: str) -> None:
    """Write the source sheet: what plan this is, settings changed, then layer by layer."""
    _put(sheet, 1, 1, table.title).font = Font(bold=True, size=14)
    pairs = [*headline(plan, language), *_changed_settings(plan, language)]
    pairs.append((text(language, "export.head.remark"), text(language, "export.sheet_note")))
    for row, (label, value) in enumerate(pairs, start=2):
        _put(sheet, row, 1, label).font = Font(bold=True)
        _put(sheet, row, 2, value)
        if plan.is_model and label == text(language, "export.head.data_kind"):
            sheet.cell(row, 2).fill = _MODEL_FILL
    top = len(pairs) + 4
    _write_grid(sheet, table, top=top)
    last = get_column_letter(len(table.columns))
    _set_print(sheet, f"A1:{last}{top + len(table.columns[0].cells)}", None, _label(table, language))


def _changed_settings(plan: Plan, language: str) -> list[tuple[str, str]]:
    label = text(language, "export.head.settings_changed")
    said = [
        f"{setting_name(row.key, language)}: {setting_words(row.value, language)} {row.unit}".strip()
        + f" ({setting_words(row.default, language)})"
        for row in plan.settings.rows()
        if row.changed
    ]
    return [(label, line) for line in said] or [(label, text(language, "export.none"))]


def _put(sheet: Worksheet, row: int, column: int, value: Cell, *, style: str | None = None) -> SheetCell:
    """Write a value; text stays text even where it looks like a formula."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, SheetCell)  # nothing is merged in these sheets
    if style is not None:
        cell.style = style
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        if is_formula_like(value):
            cell.quotePrefix = True
    return cell


def _new_book() -> Workbook:
    """Return an empty workbook with the styles of cells, each made once: that is what takes time."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for kind in CellKind:
        is_text = kind in {CellKind.TEXT, CellKind.LONG_TEXT}
        words = NamedStyle(f"{kind}_words", border=_BORDER)
        words.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left" if is_text else "right")
        book.add_named_style(words)
        if not is_text:
            number = NamedStyle(f"{kind}_number", border=_BORDER, number_format=_FORMATS[kind])
            number.alignment = Alignment(vertical="top")
            book.add_named_style(number)
    return book


def _style_name(kind: CellKind, value: Cell) -> str:
    return f"{kind}_words" if isinstance(value, str) else f"{kind}_number"


def _width(column: Column) -> float:
    low, high = _WIDTH_LIMITS.get(column.kind, _NUMBER_WIDTHS)
    longest = max((_columns_of(str(cell)) for cell in column.cells), default=0)
    return float(min(high, max(low, longest + 2)))


def _columns_of(value: str) -> int:
    """Width of a text in half-width characters: what is not ASCII counts double."""
    return sum(1 if character.isascii() else 2 for character in value)


def _first_figure(table: ExportTable) -> str:
    """Letter of the first column that scrolls: names on the left stay."""
    plain = [column.kind is CellKind.TEXT for column in table.columns[:3]]
    return get_column_letter(1 + (plain.index(False) if False in plain else len(plain)))


def _set_print(sheet: Worksheet, area: str, titles: str | None, footer: str) -> None:
    sheet.print_area = area
    if titles is not None:
        sheet.print_title_rows = titles
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    assert sheet.oddFooter is not None
    sheet.oddFooter.left.text = footer
    sheet.oddFooter.right.text = "&P / &N"


def _label(table: ExportTable, language: str) -> str:
    if table.is_model:
        return text(language, "export.model_notice")
    return data_kind(language, is_model=False)


def _scenario_line(plan: Plan, language: str) -> str:
    chosen: Sequence[int] = (0, 1, 5, 6, 7)
    pairs = headline(plan, language)
    return text(language, "export.head_separator").join(f"{pairs[i][0]}: {pairs[i][1]}" for i in chosen)


def _saved(book: Workbook, plan: Plan, language: str) -> bytes:
    when = document_date(plan)
    book.properties.title = text(language, "export.generated_by")
    book.properties.creator = "Sonae"
    book.properties.created = when
    book.properties.modified = when
    stream = io.BytesIO()
    book.save(stream)
    return _fixed_bytes(stream.getvalue(), when.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _fixed_bytes(data: bytes, when: str) -> bytes:
    """Return the file with fixed entry dates and its own date of change: no clock in the bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _with_modified(content, when)
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, content)
    return stream.getvalue()


def _with_modified(core: bytes, when: str) -> bytes:
    # openpyxl sets the date of change to the clock when it saves; ours comes from the sources.
    start = core.index(b"<dcterms:modified")
    start = core.index(b">", start) + 1
    end = core.index(b"</dcterms:modified>", start)
    return core[:start] + when.encode() + core[end:]
