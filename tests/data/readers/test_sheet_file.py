"""Lists as sheets of texts: every encoding and kind, bounded, with words for what is not read."""

import datetime as dt
import random
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers import sheet_file, text_sheet, workbook_parts
from data.readers.sheet_file import list_sheets, read_list, read_sheet
from domain.faults import InputError
from domain.sheet import MergedCells
from tests.data.readers.workbooks import make_workbook, with_part
from tests.each import each

ROWS = [["氏名", "班"], ["見本 甲", "本部"], ["", "消火班"]]


def texts(content: bytes, **named: object) -> list[list[str]]:
    sheet = read_sheet(content, "名簿.csv", **named)
    assert sheet.faults == ()
    return sheet.rows.to_numpy().tolist()


def keys(content: bytes, **named: object) -> list[tuple[str, str]]:
    return [(fault.key, fault.row) for fault in read_sheet(content, "名簿.csv", **named).faults]


@each("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@each("delimiter", [",", "\t", ";"])
@each("end", ["\n", "\r\n", "\r"])
def test_every_csv_of_an_office_gives_the_same(encoding, delimiter, end):
    text = end.join(delimiter.join(row) for row in ROWS)
    assert texts(text.encode(encoding)) == ROWS


def test_a_workbook_gives_the_same_whatever_its_name():
    assert texts(make_workbook({"名簿": ROWS})) == ROWS


def test_lines_are_those_of_the_file():
    csv = read_sheet(b'a,b\n\n"c\nd",e\nf,g\n', "x.csv")
    assert csv.rows.index.tolist() == [1, 3, 5]
    book = read_sheet(make_workbook({"s": [["a"], [], ["b"]]}), "x.xlsx")
    assert book.rows.index.tolist() == [1, 3]


def test_cells_of_a_workbook_are_what_a_person_reads():
    day = dt.datetime(1957, 4, 1)

    def more(book, page):
        page.write_datetime(0, 0, day, book.add_format({"num_format": "[$-411]ge.m.d"}))
        page.write_number(0, 1, 720000001)
        page.write_number(0, 2, 70.5)
        page.write_boolean(0, 3, True)
        page.write_string(0, 4, " 甲 ")
        page.write_number(0, 5, 1957)

    sheet = read_sheet(make_workbook({"s": []}, more), "x.xlsx")
    assert sheet.rows.iloc[0].tolist() == ["1957-04-01", "720000001", "70.5", "TRUE", "甲", "1957"]


def test_merged_cells_and_hidden_rows_are_told():
    def more(book, page):
        page.merge_range("A1:B3", "本部")
        page.write("C2", "甲")
        page.set_row(1, None, None, {"hidden": True})

    sheet = read_sheet(make_workbook({"s": []}, more), "x.xlsx")
    assert sheet.merged == (MergedCells(1, 3, 0, 1),)
    assert sheet.hidden_lines == {2}


def test_formulas_are_read_by_their_saved_result_and_said():
    def more(book, page):
        page.write_formula("A1", "=1+1", None, 2)
        page.write_formula("A2", "=1/0", None, "#DIV/0!")
        page.write_string("A3", "=1+1")

    sheet = read_sheet(make_workbook({"s": []}, more), "x.xlsx")
    assert sheet.rows[0].tolist() == ["2", "=1+1"]
    assert [(fault.key, fault.row, str(fault.severity)) for fault in sheet.faults] == [
        ("formula_error", "2", "error"),
        ("formula_result", "1", "warning"),
        ("formula_result", "2", "warning"),
    ]


def test_a_formula_without_result_is_refused():
    part = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="2"><c r="A2"><f>1+1</f></c><c r="B2"><v>5</v></c></row></sheetData></worksheet>'
    )
    content = with_part(make_workbook({"s": [["x"]]}), "xl/worksheets/sheet1.xml", part.encode())
    assert keys(content) == [("formula_unsaved", "2")]


def test_sheets_are_listed_with_their_first_lines_and_one_is_chosen():
    content = make_workbook({"表紙": [["表題"]], "名簿": ROWS}, lambda _, page: page.hide())
    previews = list_sheets(content, "x.xlsx")
    assert [(one.name, one.is_hidden) for one in previews] == [("表紙", False), ("名簿", True)]
    assert previews[1].cells[1] == ("見本 甲", "本部")
    assert texts(content, sheet="名簿") == ROWS
    assert texts(content) == [["表題"]]
    assert keys(content, sheet="ない") == [("sheet_missing", "")]
    assert list_sheets(b"a,b\n", "x.csv") == ()


@each(
    ("content", "key"),
    [
        (b"", "file_is_empty"),
        (b"\xff\xd8\xff\xe0photo", "file_is_picture"),
        (b"PK\x03\x04\x00\x00", "file_unreadable"),
        (make_workbook({"s": ROWS})[:-400], "file_unreadable"),
        (with_part(make_workbook({"s": ROWS}), "xl/workbook.xml", b"<a"), "file_unreadable"),
        (with_part(make_workbook({"s": ROWS}), "xl/worksheets/sheet1.xml", b"<a><b></a>"), "file_unreadable"),
        (
            with_part(make_workbook({"s": ROWS}), "xl/worksheets/sheet1.xml", b"<!DOCTYPE a><a/>"),
            "file_unreadable",
        ),
        (with_part(make_workbook({"s": ROWS}), "xl/vbaProject.bin", b"x"), "file_is_macro_excel"),
        ("名".encode()[:2] + b"\x80\x81\xfd\xfe,", "encoding"),
    ],
)
def test_what_is_no_list_is_refused_in_words(content, key):
    sheet = read_sheet(content, "名簿.csv")
    assert [fault.key for fault in sheet.faults] == [key]
    assert sheet.rows.empty
    assert sheet.faults[0].file == "名簿.csv"


def test_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setattr(sheet_file, "MAX_BYTES", 10)
    assert keys(b"0123456789\n") == [("file_too_large", "")]
    (tmp_path / "x.csv").write_bytes(b"0123456789\n")
    with pytest.raises(InputError, match="file_too_large"):
        read_list(tmp_path / "x.csv")
    with pytest.raises(InputError, match="file_missing"):
        read_list(tmp_path / "y.csv")


def test_a_gigabyte_of_nothing_in_a_small_workbook_is_refused_before_it_is_unpacked():
    out = make_workbook({"s": ROWS})
    # 450 MB of blanks pack into half a megabyte.
    bomb = with_part(out, "xl/worksheets/sheet1.xml", b" " * 450_000_000)
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    try:
        assert keys(bomb) == [("workbook_too_large", "")]
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("bound", "most", "key"),
    [
        ("MAX_LINE", 2, "lines_too_many"),
        ("MAX_COLUMN", 1, "columns_too_many"),
        ("MAX_CELLS", 4, "cells_too_many"),
    ],
)
def test_a_sheet_with_more_than_any_list_has_is_refused(monkeypatch: pytest.MonkeyPatch, bound, most, key):
    content = make_workbook({"s": ROWS})
    monkeypatch.setattr(workbook_parts, bound, most + 1)
    assert keys(content) == []
    monkeypatch.setattr(workbook_parts, bound, most)
    assert keys(content) == [(key, "")]


def test_a_csv_has_no_more_lines_than_any_list(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(text_sheet, "MAX_LINES", 3)
    assert keys(b"a,b\nc,d\ne,f") == []
    assert keys(b"a,b\nc,d\ne,f\ng,h") == [("lines_too_many", "")]


def test_progress_grows_to_the_end():
    shares: list[float] = []
    read_sheet("\n".join(f"{i},x" for i in range(10_001)).encode(), "x.csv", progress=shares.append)
    # Every 5,000 records.
    assert shares == [5_000 / 10_001, 10_000 / 10_001]


def test_spoilt_workbooks_end_in_words():
    rng = random.Random(9)
    good = make_workbook({"名簿": ROWS, "二": ROWS})
    refused = 0
    for _ in range(60):
        content = bytearray(good)
        for _ in range(rng.choice([1, 3, 20])):
            content[rng.randrange(len(content))] = rng.randrange(256)
        sheet = read_sheet(bytes(content), "名簿.xlsx", sheet="名簿")
        refused += bool(sheet.faults)
        assert "見本" not in repr(sheet.faults)
    assert 20 < refused <= 60


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_sheet_or_a_fault(content):
    sheet = read_sheet(content, "x.csv")
    assert sheet.faults or len(sheet.rows) or not content.strip()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.text('aあ, ;\t"\n', max_size=5), min_size=2, max_size=4), min_size=1, max_size=5))
def test_a_csv_of_texts_is_read_back(rows):
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([["氏名", "班", "役割", "備考", "電話", "メール"], *rows])
    sheet = read_sheet(out.getvalue().encode(), "x.csv")
    if sheet.faults:
        # A cell over several lines with many commas looks like a quotation mark that nobody closed.
        assert {fault.key for fault in sheet.faults} <= {"quotation_mark"}
        return
    wanted = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    assert [[cell for cell in row if cell] for row in sheet.rows.to_numpy().tolist()[1:]] == [
        [cell for cell in row if cell] for row in wanted
    ]


def test_a_zip_that_lies_about_its_sizes_is_no_workbook():
    content = bytearray(make_workbook({"s": ROWS}))
    with zipfile.ZipFile(__import__("io").BytesIO(bytes(content))) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    at = content.rfind(size.to_bytes(4, "little"))
    content[at : at + 4] = (size // 2).to_bytes(4, "little")
    assert keys(bytes(content)) == [("file_unreadable", "")]
