"""The sheet of places to fill in: every place of a city with what is known of it, and how to fill it in."""

import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from messages.catalogue import text

_WIDE, _NARROW, _WORDS = 36, 16, 90


def size_template(
    rows: pd.DataFrame, headers: Mapping[str, str], empty: Mapping[str, int], language: str
) -> bytes:
    """Return an .xlsx of every place, then a sheet that says how to fill it in.

    Parameters
    ----------
    rows
        One row a place; columns in order, figures as numbers, <NA> and "" where nothing is known.
    headers
        Header of each column, Japanese as the sheet is read back.
    empty
        How many places lack each column that is filled in.
    language
        Of the explanations.
    """
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    head = book.add_format({"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "border": 1})
    plain = book.add_format({"num_format": "@", "valign": "top"})
    number = book.add_format({"num_format": "#,##0.##", "valign": "top"})
    sheet = book.add_worksheet(text("ja", "size_sheet.places"))
    for place, column in enumerate(rows.columns):
        fills = column in empty
        sheet.set_column(place, place, _NARROW if fills else _WIDE, number if fills else plain)
        sheet.write_string(0, place, headers[column], head)
        for line, value in enumerate(rows[column].tolist(), start=1):
            _write(sheet, line, place, value, (plain, number))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(rows), 1), max(len(rows.columns) - 1, 0))
    _explain(book.add_worksheet(text(language, "size_sheet.how")), headers, empty, language, head)
    book.close()
    return out.getvalue()


def _write(sheet: Worksheet, line: int, place: int, value: Any, looks: tuple[Format, Format]) -> None:
    if isinstance(value, str):
        # A name that begins with = is a name; an empty cell stays one.
        if value:
            sheet.write_string(line, place, value, looks[0])
    elif pd.notna(value):
        sheet.write_number(line, place, value, looks[1])


def _explain(
    sheet: Worksheet, headers: Mapping[str, str], empty: Mapping[str, int], language: str, head: Format
) -> None:
    sheet.set_column(0, 0, _WIDE)
    sheet.set_column(1, 1, _NARROW)
    sheet.set_column(2, 2, _WORDS)
    for place, key in enumerate(("column", "empty", "how_to")):
        sheet.write_string(0, place, text(language, f"size_sheet.{key}"), head)
    for line, (column, missing) in enumerate(empty.items(), start=1):
        sheet.write_string(line, 0, headers[column])
        sheet.write_number(line, 1, missing)
        sheet.write_string(line, 2, text(language, f"size_column.{column}"))
    for line, key in enumerate(("leave", "unknown", "ids"), start=len(empty) + 2):
        sheet.write_string(line, 0, text(language, f"size_sheet.{key}"))
