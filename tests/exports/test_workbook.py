"""The workbook: a sheet a table, printable, honest about model data, the same bytes twice."""

import io
import time
from dataclasses import replace
from functools import cache

import pytest
from openpyxl import Workbook, load_workbook

from exports.tables import plan_tables
from exports.workbook import plan_workbook, table_workbook
from planning.case import Case
from planning.plan import Plan
from presentation.names import margin_unknown_text
from tests.exports.sample_plan import FORMULA_NAME, FORMULA_ORGANISATION, make_real, make_sample
from tests.made import Made, make_toy


@pytest.fixture(scope="module")
def made() -> Made:
    return make_sample()


def _book(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


@cache
def _bytes(language: str) -> bytes:
    """The workbook of the sample, for every test that only reads it."""
    return plan_workbook(*make_sample(), language)


@cache
def _sample_book(language: str) -> Workbook:
    return _book(_bytes(language))


def test_every_table_is_a_sheet_with_its_headings(case: Case, plan: Plan) -> None:
    book = _sample_book("ja")
    tables = plan_tables(case, plan, "ja")
    assert book.sheetnames == [table.title for table in tables]
    for table in tables[:-1]:
        sheet = book[table.title]
        assert [cell.value for cell in sheet[6]] == list(table.headings)
        assert sheet.max_row == max(6 + len(table.rows()), 7)


def test_every_sheet_prints_on_a4_landscape() -> None:
    for sheet in _sample_book("ja"):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        # One page wide, which is what the format means where it says nothing; as long as it takes.
        assert sheet.page_setup.fitToWidth in {None, 1}
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        if sheet.title != "出典":
            assert sheet.print_title_rows == "$6:$6"
            assert sheet.freeze_panes.endswith("7")


def test_every_sheet_is_labelled_model_data() -> None:
    for language, label in (("ja", "模擬データ"), ("en", "Model data")):
        for sheet in _sample_book(language):
            top = [str(cell.value) for row in sheet["A1:C20"] for cell in row]
            settings = sheet.title in {"使った設定", "Settings used"}
            assert settings or any(label in said for said in top), sheet.title


def test_settings_are_called_neither_real_nor_model() -> None:
    assert _sample_book("ja")["使った設定"]["A3"].value == "設定値（確かさは各行）"


def test_an_empty_table_says_that_there_is_nothing(case: Case, plan: Plan) -> None:
    table = next(one for one in plan_tables(case, plan, "ja") if one.table_id == "unserved")
    empty = replace(table, columns=tuple(replace(column, cells=()) for column in table.columns))
    book = _book(table_workbook(empty, case, plan, "ja"))
    assert book[table.title]["A7"].value == "該当なし"


def test_no_note_is_written_over_however_many_there_are(case: Case, plan: Plan) -> None:
    table = next(one for one in plan_tables(case, plan, "ja") if one.table_id == "unserved")
    noted = replace(table, notes=("一つ目", "二つ目", "三つ目"))
    sheet = _book(table_workbook(noted, case, plan, "ja"))[table.title]
    assert [sheet.cell(row, 1).value for row in (4, 5, 6)] == list(noted.notes)
    assert [cell.value for cell in sheet[7]] == list(table.headings)
    assert (sheet.print_title_rows, sheet.auto_filter.ref.split(":")[0]) == ("$7:$7", "A7")
    assert sheet.freeze_panes.endswith("8")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scenario", ["toy-flood", "toy-quake"])
def test_limits_that_nobody_knows_are_not_called_none(scenario: str, language: str) -> None:
    case, plan = make_toy(scenario)
    table = next(one for one in plan_tables(case, plan, language) if one.table_id == "limits")
    sheet = _book(table_workbook(table, case, plan, language))[table.title]
    assert sheet["A7"].value == margin_unknown_text(case, language)


def test_paper_cuts_neither_a_heading_nor_a_note(case: Case, plan: Plan) -> None:
    table = next(one for one in plan_tables(case, plan, "ja") if one.table_id == "unserved")
    long = "避難開始の限界時刻（警戒レベル3（高齢者等避難）の発令からの分）" * 2
    first, *others = table.columns
    noted = replace(table, columns=(replace(first, heading=long), *others), notes=(long * 4,))
    sheet = _book(table_workbook(noted, case, plan, "ja"))[table.title]
    # 「区」 is 8 digits wide and takes four letters a line, 66 letters 18 pt each.
    assert sheet.row_dimensions[6].height >= 66 * 2 / 8 * 18
    merged = next(str(one) for one in sheet.merged_cells.ranges if str(one).startswith("A4"))
    assert merged.split(":")[1][0] <= sheet.print_area.split("!")[-1].split(":")[1][1]
    assert (sheet["A4"].value, sheet["A4"].alignment.wrap_text) == (long * 4, True)
    assert sheet.row_dimensions[4].height >= 3 * 18


@pytest.mark.parametrize("language", ["ja", "en"])
def test_places_print_what_matters_large_enough_to_read(case: Case, plan: Plan, language: str) -> None:
    table = next(one for one in plan_tables(case, plan, language) if one.table_id == "places")
    sheet = _sample_book(language)[table.title]
    assert sheet.print_area.split("!")[-1].startswith("$A$1:$J$")
    assert table.headings[9] == {"ja": "使わない理由・注意", "en": "Why it is not used, and remarks"}.get(
        language
    )
    # A column is 7 px a letter and 5 px; 96 px an inch; A4 landscape less its margins is 10.9 inches.
    inches = sum(7 * sheet.column_dimensions[letter].width + 5 for letter in "ABCDEFGHIJ") / 96
    assert 10.9 / inches > 0.6


def test_real_data_is_never_labelled_model() -> None:
    for sheet in _book(plan_workbook(*make_real(), "ja")):
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.startswith("模擬データ（実際")]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    book = _sample_book("ja")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    quoted = {cell.value for cell in cells if cell.quotePrefix}
    assert {FORMULA_NAME, FORMULA_ORGANISATION} <= quoted


def test_numbers_are_numbers_with_a_format() -> None:
    sheet = _sample_book("ja")["全市総括表"]
    assert sheet["C7"].value == 170
    assert sheet["C7"].number_format == "#,##0"


def test_source_sheet_names_scenario_sources_and_changed_settings() -> None:
    sheet = _sample_book("ja")["出典"]
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for said in (
        "津波（夜）",
        "模擬市の図面",
        "Apache-2.0",
        "2026-11-23",
        "模擬データ（実際の値ではありません）",
    ):
        assert said in cells
    # the toy settings differ from the defaults: adults walk 1 m/s
    assert [cell for cell in cells if "1 m/s (0.736)" in cell]


def test_same_plan_gives_same_bytes_at_another_time() -> None:
    first = _bytes("ja")
    time.sleep(1.1)  # a clock's second in the properties would show
    assert plan_workbook(*make_sample(), "ja") == first


def test_dates_come_from_the_sources() -> None:
    properties = _sample_book("ja").properties
    assert properties.created.isoformat() == properties.modified.isoformat() == "2026-11-23T00:00:00"


def test_one_table_alone_brings_its_sources(case: Case, plan: Plan) -> None:
    table = plan_tables(case, plan, "en")[0]
    assert _book(table_workbook(table, case, plan, "en")).sheetnames == ["City summary", "Sources"]
