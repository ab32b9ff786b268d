"""Templates of lists to fill in: an Excel workbook with choices and explanations, or a CSV."""

import io
from collections.abc import Mapping, Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from community.roster_columns import RosterColumn, RosterForm, RosterKind
from community.roster_template import cell_choices, template_rows
from messages.catalogue import text

#: Rows that have the choices of the template.
_ROWS = 1_000
_WIDTH, _WIDE = 14, 60
_LIST_CHARS = 255


def template_csv(form: RosterForm, org_id: str = "", org_name: str = "") -> bytes:
    """Return an empty list as CSV (UTF-8 with BOM, which spreadsheets open as Japanese).

    Parameters
    ----------
    form
        Which list.
    org_id, org_name
        Id and name of the organisation, for the example row.
    """
    rows = template_rows(form, org_id, org_name)
    return rows.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def template_workbook(
    form: RosterForm,
    language: str,
    *,
    org_id: str = "",
    org_name: str = "",
    organisations: Mapping[str, str] | None = None,
) -> bytes:
    """Return an empty list as .xlsx: the list with its choices, then a sheet of explanations.

    Parameters
    ----------
    form
        Which list.
    language
        Of the explanations; headers are Japanese, as the lists are.
    org_id, org_name
        Id and name of the organisation, for the example row.
    organisations
        Name of each organisation by its id, for a sheet to look them up in.
    """
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "border": 1})
    # Text, so that a telephone number keeps its zero.
    cell = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    rows = template_rows(form, org_id, org_name)
    sheet = book.add_worksheet(text("ja", f"roster_kind.{form.kind}"))
    sheet.set_column(0, len(form.columns) - 1, _WIDTH, cell)
    for place, column in enumerate(form.columns):
        sheet.write_string(0, place, column, head)
        sheet.write_string(1, place, str(rows[column].iloc[0]), cell)
    sheet.freeze_panes(1, 0)
    _add_choices(sheet, form)
    _explain(book.add_worksheet(text(language, "roster_file.explanations")), form, language, (head, cell))
    if organisations:
        listed = book.add_worksheet(text(language, "roster_file.organisations"))
        headers = (RosterColumn.ORG_ID.value, RosterColumn.ORG_NAME.value)
        _write(listed, [headers, *organisations.items()], (head, cell))
    book.close()
    return out.getvalue()


def _add_choices(sheet: Worksheet, form: RosterForm) -> None:
    for column, words in cell_choices(form).items():
        if len(",".join(words)) > _LIST_CHARS:
            continue
        place = form.columns.index(column)
        # Other words are read too, so that a cell outside the list is only asked about.
        rule = {"validate": "list", "source": list(words), "error_type": "warning"}
        sheet.data_validation(1, place, _ROWS, place, rule)


def _explain(sheet: Worksheet, form: RosterForm, language: str, looks: tuple[Format, Format]) -> None:
    head = tuple(text(language, f"roster_file.{key}") for key in ("column", "needed", "how"))
    rows = []
    for column in form.columns:
        needed = text(language, "roster_file.yes") if column in form.required else ""
        rows.append((column, needed, text(language, _how(form, column))))
    _write(sheet, [head, *rows], looks)


def _how(form: RosterForm, column: str) -> str:
    """Return the key of the words that say how a column is filled in."""
    key = form.keys[column]
    return f"members_column.{key}" if form.kind is RosterKind.MEMBERS else f"needs_help_column.{key}"


def _write(sheet: Worksheet, rows: Sequence[Sequence[str]], looks: tuple[Format, Format]) -> None:
    sheet.set_column(0, 0, _WIDTH * 2)
    sheet.set_column(1, max(len(rows[0]) - 1, 1), _WIDE if len(rows[0]) == 2 else _WIDTH)
    if len(rows[0]) > 2:
        sheet.set_column(2, 2, _WIDE)
    for line, row in enumerate(rows):
        for place, said in enumerate(row):
            sheet.write_string(line, place, said, looks[0] if line == 0 else looks[1])
