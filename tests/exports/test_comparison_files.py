"""Page, command, workbook, CSV, JSON and paper give the same comparison."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from exports.comparison_json import comparison_document
from exports.comparison_pdf import comparison_pdf
from exports.file_names import comparison_file_name
from exports.tables import table_csv
from exports.workbook import comparison_workbook
from presentation.comparison.rows import shown_rows
from presentation.comparison.tables import PARTS, comparison_table, paper_rows, part_grid
from presentation.plain_text import csv_text
from presentation.words import Words
from tests.each import each
from tests.planning.test_comparison import compared

PAIRS = [
    ("night", "day", "271411"),
    ("night", "quake", "271403"),
    ("quake", "quake_closed_place", "271420-00002"),
    ("slow", "closed", "271420"),
    ("quake", "quake", "271411"),
]


def csv_rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@each("language", ["ja", "en"])
@each(("a", "b", "area"), PAIRS)
def test_every_file_holds_the_words_of_the_page(a: str, b: str, area: str, language: str) -> None:
    area = compared(a, b).cases[0].city.meta.city_code if area == "271403" else area
    found, words = compared(a, b, area), Words(language)
    rows = shown_rows(found, words)
    page = [
        (words(f"compare.part.{part}"), *cells)
        for part in PARTS
        for cells in part_grid(rows, part, words).rows
    ]
    page = [(*cells, "") if len(cells) == 4 else cells for cells in page]
    assert page
    in_csv = [tuple(row[:5]) for row in csv_rows(table_csv(comparison_table(found, language)))[1:]]
    assert in_csv == [tuple(csv_text(cell) for cell in row) for row in page]
    sheet = load_workbook(io.BytesIO(comparison_workbook(found, language))).worksheets[0]
    in_book = [tuple(cell or "" for cell in row[:5]) for row in sheet.iter_rows(min_row=7, values_only=True)]
    assert in_book == page


@pytest.mark.parametrize(("a", "b", "area"), PAIRS[:1] + PAIRS[2:])
def test_json_and_csv_hold_the_same_exact_figures(a: str, b: str, area: str) -> None:
    found = compared(a, b, area)
    document = comparison_document(found)
    json.dumps(document, allow_nan=False)
    shown = [row.figures for row in shown_rows(found, Words("ja"))]
    told = csv_rows(table_csv(comparison_table(found, "ja")))
    at = {name: i for i, name in enumerate(told[0])}
    by_item = {(one["part"], one["item"]): one for one in document["figures"]}
    for row, cells in zip(shown, told[1:], strict=True):
        if row is None or row.unit != "persons" or row.first.state == "small" or not row.change.is_known:
            continue
        figures = by_item[row.part.value, row.item]
        assert float(cells[at["Aの値"]]) == figures["first"]["value"]
        assert float(cells[at["B 多くとも"]]) == figures["second"]["high"]
        assert float(cells[at["差の値"]]) == figures["change"]["value"]
    assert [document[side]["key"] for side in ("first", "second")] == [plan.key for plan in found.plans]


def test_the_paper_tells_both_sides_and_every_person_row() -> None:
    found, words = compared("night", "quake"), Words("ja")
    content = comparison_pdf(found, "ja")
    assert content == comparison_pdf(found, "ja")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    plain = "".join(text.split())
    rows = shown_rows(found, words)
    for part in PARTS[:-1]:
        for row in paper_rows(rows, part):
            for cell in (row.item, row.cells.first, row.cells.second, row.cells.difference):
                assert "".join(cell.split()) in plain
    assert "A:津波（夜）" in plain
    assert words("export.model_notice") in plain
    for name in ("ハザード:津波", "ハザード:quake", "模擬市の図面"):
        assert name in plain


def test_two_comparisons_never_share_a_name() -> None:
    names = {
        comparison_file_name(compared(a, b, area), extension="csv")
        for a, b in (("night", "day"), ("day", "night"), ("night", "slow"))
        for area in ("271411", "271420")
    }
    assert len(names) == 6
    assert all(name.isascii() and name.startswith("sonae-compare-toy-") for name in names)
