"""A list given back as it came, with a column 確認事項 that says in each row what to mend."""

import csv
import io
import warnings
from collections.abc import Mapping

import pandas as pd
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, PatternFill

from community.roster_columns import REMARKS, normal
from domain.faults import Fault
from domain.sheet import Sheet
from domain.vocabulary import Severity
from messages.fault_words import fault_words
from presentation.plain_text import csv_text, readable_text

#: Most cells of a workbook that is given back as a workbook; larger ones come back as CSV.
_MOST_CELLS = 600_000
_WIDTH = 60
_FILL = "FFFFF2CC"


def remark_texts(marks: pd.DataFrame, language: str) -> dict[int, str]:
    """Return what to mend in each row, by its line.

    Parameters
    ----------
    marks
        As ``MarkLog.marks`` gives them.
    language
        Of the words.
    """
    texts: dict[int, list[str]] = {}
    said: dict[tuple[object, ...], str] = {}
    for line, *kind in marks.itertuples(index=False):
        key = tuple(kind)
        if key not in said:
            column, name, severity, value, expected = kind
            fault = Fault(
                name, Severity(severity), column=str(column), value=str(value) or None, expected=str(expected)
            )
            words = fault_words(language, fault)
            said[key] = f"{words.severity}: {words.text}{words.remedy}"
        texts.setdefault(int(line), []).append(said[key])
    return {line: "\n".join(dict.fromkeys(parts)) for line, parts in texts.items()}


def is_workbook(content: bytes) -> bool:
    """Whether a file is given back as a workbook."""
    return content.startswith(b"PK")


def remarked_file(
    content: bytes, sheet: Sheet, header_line: int, marks: pd.DataFrame, language: str
) -> tuple[bytes, str]:
    """Return the file with a column of remarks, and the ending of its name.

    A workbook comes back as a workbook, with its other sheets and its looks; a CSV, or a workbook of
    very many cells, as a CSV (UTF-8 with BOM).

    Parameters
    ----------
    content
        The file as it came.
    sheet
        Its sheet that was read.
    header_line
        Last line of the header.
    marks
        Every fault of every row.
    language
        Of the remarks.
    """
    texts = remark_texts(marks, language)
    if is_workbook(content) and sheet.rows.size <= _MOST_CELLS and sheet.name:
        return _workbook(content, sheet, header_line, texts), ".xlsx"
    return _csv(sheet, header_line, texts), ".csv"


def _workbook(content: bytes, sheet: Sheet, header_line: int, texts: Mapping[int, str]) -> bytes:
    with warnings.catch_warnings():
        # openpyxl warns of parts that it drops; the list itself is none of them.
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(content))
    page = book[sheet.name]
    place = _remark_place(sheet, header_line)
    page.column_dimensions[page.cell(header_line, place).column_letter].width = _WIDTH
    if not isinstance(page.cell(header_line, place), MergedCell):
        page.cell(header_line, place).value = REMARKS
    for line in sheet.rows.index[sheet.rows.index > header_line]:
        cell = page.cell(int(line), place)
        if isinstance(cell, MergedCell):
            continue
        said = texts.get(int(line), "")
        cell.value = readable_text(said) or None
        if said:
            cell.fill = PatternFill("solid", start_color=_FILL)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(sheet: Sheet, header_line: int, texts: Mapping[int, str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    place = _remark_place(sheet, header_line) - 1
    following = 1
    for line, *cells in sheet.rows.itertuples():
        # Blank lines stay, so that the numbers of the lines do.
        out.write("\r\n" * (int(line) - following))
        # In a text file a cell of several lines takes as many; in a workbook it stands in one.
        following = int(line) + 1 + (0 if sheet.name else sum(str(cell).count("\n") for cell in cells))
        row = [csv_text(str(cell)) for cell in cells]
        row += [""] * (place + 1 - len(row))
        row[place] = REMARKS if line == header_line else texts.get(int(line), "")
        writer.writerow(row)
    return out.getvalue().encode("utf-8-sig")


def _remark_place(sheet: Sheet, header_line: int) -> int:
    """Return the place of the column of remarks: the one that an earlier answer left, else a new one."""
    if header_line in sheet.rows.index:
        header = [normal(str(text)) for text in sheet.rows.loc[header_line]]
        if REMARKS in header:
            return header.index(REMARKS) + 1
    return sheet.rows.shape[1] + 1
