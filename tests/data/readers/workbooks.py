"""Small workbooks for tests, written as a spreadsheet would."""

import io
import zipfile
from collections.abc import Callable, Sequence

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet


def make_workbook(
    sheets: dict[str, Sequence[Sequence[object]]], more: Callable[[Workbook, Worksheet], None] | None = None
) -> bytes:
    """Return a workbook of rows by sheet; ``more`` adds what it likes to the last sheet."""
    out = io.BytesIO()
    book = Workbook(out, {"strings_to_formulas": False})
    page = None
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell != "":
                    page.write(line, place, cell)
    if more is not None and page is not None:
        more(book, page)
    book.close()
    return out.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Return a workbook with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            if member.filename != name:
                new.writestr(member.filename, old.read(member.filename))
        new.writestr(name, part)
    return out.getvalue()
