"""A list given back as it came, with remarks in each row at fault."""

import io

import pytest
from openpyxl import load_workbook

from community.roster_marks import MarkLog
from data.readers.sheet_file import read_sheet
from domain.faults import Fault
from exports import roster_remarks
from exports.roster_remarks import _csv, remark_texts, remarked_file
from tests.data.readers.workbooks import make_workbook

ROWS = [
    ["名簿", "", ""],
    ["氏名", "班", "電話"],
    ["甲", "本部", "x"],
    ["乙", "", "072-000-0001"],
    ["=丙", "本部", ""],
]


def marks():
    log = MarkLog()
    log.add(Fault("roster_phone", column="電話"), [3])
    log.add(Fault("value_missing", column="班"), [4])
    log.add(Fault("roster_kana", column="氏名"), [4])
    return log.marks()


def test_remarks_say_what_to_mend_and_never_what_stands_there():
    texts = remark_texts(marks(), "ja")
    assert set(texts) == {3, 4}
    assert "列「電話」" in texts[3]
    assert texts[4].count("\n") == 1
    assert set(remark_texts(marks(), "en")) == {3, 4}


def test_a_workbook_keeps_its_other_sheets_and_gets_a_column():
    def more(book, page):
        page.write("A1", "名簿", book.add_format({"bold": True}))

    content = make_workbook({"表紙": [["表題"]], "名簿": ROWS}, more)
    sheet = read_sheet(content, "x.xlsx", sheet="名簿")
    given, ending = remarked_file(content, sheet, 2, marks(), "ja")
    assert ending == ".xlsx"
    book = load_workbook(io.BytesIO(given))
    assert book.sheetnames == ["表紙", "名簿"]
    page = book["名簿"]
    assert page["A1"].font.bold
    assert [page.cell(line, 4).value for line in (1, 2, 5)] == [None, "確認事項", None]
    assert "電話" in page["D3"].value
    # Given in again, the column of remarks is used anew and not read.
    again = read_sheet(given, "x.xlsx", sheet="名簿")
    twice, _ = remarked_file(given, again, 2, MarkLog().marks(), "ja")
    page = load_workbook(io.BytesIO(twice))["名簿"]
    assert (page["D3"].value, page["E2"].value) == (None, None)


def test_a_csv_comes_back_as_a_csv_that_runs_no_formula():
    content = "\n".join(",".join(row) for row in ROWS).encode("cp932")
    given, ending = remarked_file(content, read_sheet(content, "x.csv"), 2, marks(), "ja")
    assert ending == ".csv"
    lines = given.decode("utf-8-sig").splitlines()
    assert lines[0] == "名簿,,,"
    assert lines[1] == "氏名,班,電話,確認事項"
    assert lines[2].startswith("甲,本部,x,")
    assert lines[-1].startswith("'=丙")


def test_a_csv_keeps_its_blank_lines_so_that_its_lines_keep_their_numbers():
    content = '\n名簿\n\n氏名,班,電話\n甲,本部,"x\ny"\n\n\n乙,本部,z\n'.encode()
    sheet = read_sheet(content, "x.csv")
    given, _ = remarked_file(content, sheet, 4, MarkLog().marks(), "ja")
    again = read_sheet(given, "x.csv")
    assert again.rows.index.tolist() == sheet.rows.index.tolist() == [2, 4, 5, 9]
    # Of a workbook a cell of several lines stands in one.
    book = make_workbook({"名簿": [["氏名", "班"], ["甲\n一", "本部"], [], ["乙", "本部"]]})
    page = read_sheet(book, "x.xlsx")
    lines = _csv(page, 1, {}).decode("utf-8-sig").split("\r\n")
    assert [line.split(",")[0] for line in lines] == ["氏名", '"甲\n一"', "", "乙", ""]


def test_a_very_large_workbook_comes_back_as_a_csv(monkeypatch: pytest.MonkeyPatch):
    content = make_workbook({"名簿": ROWS})
    monkeypatch.setattr(roster_remarks, "_MOST_CELLS", 14)
    assert remarked_file(content, read_sheet(content, "x.xlsx"), 2, marks(), "ja")[1] == ".csv"
    # Five rows of three cells.
    monkeypatch.setattr(roster_remarks, "_MOST_CELLS", 15)
    assert remarked_file(content, read_sheet(content, "x.xlsx"), 2, marks(), "ja")[1] == ".xlsx"
