"""CSV files as offices write them."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.readers import text_table
from data.readers.text_header import header_form
from data.readers.text_table import read_text_table
from messages.fault_words import fault_words

TEXT = '名前,数\n"模擬\n太郎",1\n\n花子,2\n'
NAMES = {"番号": "番号", "名前": "名前", "氏名": "名前", "住所": "住所", "崖崩れ、土石流及び地滑り": "崖崩れ"}


def read(text: str, names: dict[str, str] | None = NAMES):
    return read_text_table(text.encode(), "x.csv", names)


def faults(table):
    return [(fault.key, fault.row, fault.column) for fault in table.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_office_encoding_is_read(encoding: str):
    table = read_text_table(TEXT.encode(encoding), "x.csv")
    assert table.faults == ()
    assert table.cells["数"].tolist() == ["1", "2"]


def test_rows_are_named_by_the_line_they_start_on():
    # Line 1 header, lines 2–3 one row with a line break in a cell, line 4 empty, line 5 the last row.
    table = read_text_table(TEXT.encode(), "x.csv")
    assert table.lines.tolist() == [2, 5]
    assert table.cells["名前"].tolist() == ["模擬\n太郎", "花子"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read(end: str):
    table = read(end.join(["番号,名前", "1,甲", "2,乙"]))
    assert table.lines.tolist() == [2, 3]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_every_delimiter_is_found_also_below_a_title_with_another(delimiter: str):
    rows = [["番号", "名前"], ["1", "甲,丙"], ["2", "乙"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    table = read(f"名簿,令和8年,案,写し\n{quoted}\n")
    assert table.cells["名前"].tolist() == ["甲,丙", "乙"]


def test_the_header_is_found_below_titles_and_that_is_said():
    padded = read("避難場所一覧,,\n,,\n番号,名前,住所\n1,甲,乙町\n")
    assert padded.cells.to_numpy().tolist() == [["1", "甲", "乙町"]]
    assert padded.lines.tolist() == [4]
    # One row above it is written in; the empty one is not counted.
    assert [(f.key, f.row, f.value, str(f.severity)) for f in padded.faults] == [
        ("title_rows", "3", "1", "warning")
    ]
    bare = read("避難場所一覧\n番号,名前,住所\n1,甲,乙町\n")
    assert (bare.header_line, faults(bare)) == (2, [("title_rows", "2", "")])


def test_a_header_on_the_first_line_needs_no_word():
    assert read("番号,名前\n1,甲\n").faults == ()


def test_one_known_name_makes_no_header():
    table = read("名前,年\n甲,1\n")
    assert (faults(table), table.header_line) == ([("header_unknown", "", "")], 0)
    assert "番号" in table.faults[0].expected


def test_a_first_line_that_is_no_header_shows_no_cell():
    table = read("1,見本 太郎,南町\n2,見本 花子,北町\n")
    assert "見本" not in repr(table.faults)
    assert table.missing(["番号"]) == ()


def test_headers_match_whatever_their_width_blanks_breaks_and_punctuation():
    table = read('番　号, ＮＯ ,"氏\n名","崖崩れ、土石流 及び地滑り"\n1,x,甲,1\n', {**NAMES, "NO": "通番"})
    assert table.cells.columns.tolist() == ["番号", "通番", "名前", "崖崩れ"]
    assert table.written == {
        "番号": "番 号",
        "通番": "ＮＯ",
        "名前": "氏 名",
        "崖崩れ": "崖崩れ、土石流 及び地滑り",
    }


def test_a_missing_column_is_named_with_the_most_similar_header():
    table = read("番号,名前,崖くずれ土石流及び地すべり,色\n1,甲,1,赤\n")
    (near,) = table.missing(["番号", "名前", "崖崩れ、土石流及び地滑り"])
    assert (near.key, near.column, near.value) == (
        "column_missing_near",
        "崖崩れ、土石流及び地滑り",
        "崖くずれ土石流及び地すべり",
    )
    (far,) = table.missing(["住所"])
    assert (far.key, far.row, far.column, far.value) == ("column_missing", "1", "住所", None)
    assert table.unknown == {3: "崖くずれ土石流及び地すべり", 4: "色"}


def test_two_columns_of_one_meaning_are_a_fault():
    table = read("番号,名前,氏名\n1,甲,乙\n")
    assert [(f.key, f.column, f.expected) for f in table.faults] == [("column_twice", "氏名", "名前")]


def test_rows_of_another_width_are_named():
    table = read_text_table(b"a,b\n1\n1,2,3\n1,2,\n", "x.csv")
    # An empty cell too many is what spreadsheets add; it is no fault.
    assert [(f.key, f.row, f.value, f.expected) for f in table.faults] == [
        ("row_width", "2", "1", "2"),
        ("row_width", "3", "3", "2"),
    ]


def test_empty_rows_and_columns_are_fine():
    empty = "," * 5000
    table = read(f"番号,名前{empty}\n1,甲{empty}\n,{empty}\n , {empty}\n\n\n")
    assert (table.cells.to_numpy().tolist(), table.faults, table.unknown) == ([["1", "甲"]], (), {})


def test_a_column_without_header_that_holds_something_is_named_by_its_place():
    assert read("番号,,名前,\n1,,甲,x\n").unknown == {4: ""}


def test_cells_lose_outer_blanks():
    assert read("番号,名前\n 1　,　甲 乙\t\n").cells.to_numpy().tolist() == [["1", "甲 乙"]]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "table_empty"),
        (b"a,b\n", "table_empty"),
        (b"\n \n,,\n", "table_empty"),
        (b"PK\x03\x04\x00\x00", "encoding"),
        (b"\x81\xff\xfe\xfd", "encoding"),
        (b"\xff\xfe\x00\xd8", "encoding"),
        ("a,b\n\x00,1\n".encode("utf-16"), "encoding"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, key: str):
    assert [fault.key for fault in read_text_table(content, "x.csv").faults] == [key]


def test_a_stray_quotation_mark_is_named_by_its_row_and_the_others_are_read():
    table = read('番号,名前\n1,甲\n2,"乙\n3,丙\n4,"丁"x\n5,戊\n')
    # Row 3 (line 3) never closes before the mark of line 5, which is followed by a letter.
    assert faults(table) == [("quotation_mark", "3", ""), ("quotation_mark", "5", "")]
    assert table.cells["番号"].tolist() == ["1", "3", "5"]


def test_a_mark_that_nobody_closes_does_not_swallow_the_file():
    rows = "".join(f"{i},甲\n" for i in range(500))
    table = read(f'番号,名前\n0,"乙\n{rows}')
    assert faults(table) == [("quotation_mark", "2", "")]
    assert len(table.cells) == 500


def test_two_stray_marks_with_whole_rows_between_them_are_no_cell():
    # The file is well-formed: one cell would hold "乙,南町,x\n2,丙" and its neighbours' names.
    table = read('番号,名前,住所,崖崩れ\n1,"乙,南町,1\n2,丙",北町,1\n', {**NAMES, "崖崩れ": "崖崩れ"})
    assert faults(table)[0] == ("quotation_mark", "2", "")


def test_a_quotation_mark_inside_a_word_is_a_letter():
    table = read('番号,名前\n1,見本 "一"\n')
    assert (table.cells["名前"].tolist(), table.faults) == (['見本 "一"'], ())


def test_what_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch):
    # 6 + 1 + 6 + 1 bytes of header and 1 + 1 + 3 + 1 of the row.
    monkeypatch.setattr(text_table, "MAX_BYTES", 20)
    assert read("番号,名前\n1,甲\n").faults == ()
    monkeypatch.setattr(text_table, "MAX_BYTES", 19)
    assert [f.key for f in read("番号,名前\n1,甲\n").faults] == ["file_too_large"]
    monkeypatch.setattr(text_table, "MAX_BYTES", 10_000_000)
    monkeypatch.setattr(text_table, "MAX_LINES", 3)
    assert read("番号,名前\n1,甲\n2,乙").faults == ()
    assert [f.key for f in read("番号,名前\n1,甲\n2,乙\n3,丙").faults] == ["lines_too_many"]


def test_columns_cells_and_lines_have_bounds():
    assert faults(read("番号,名前" + ",x" * 198 + "\n1,甲" + "," * 198)) == []
    assert faults(read("番号,名前" + ",x" * 199 + "\n")) == [("columns_too_many", "1", "")]
    long = read(f"番号,名前\n1,{'あ' * 10_000}\n2,{'あ' * 10_001}\n3,{'あ' * 100_000}\n")
    assert faults(long) == [("cell_too_long", "3", "名前"), ("line_too_long", "4", "")]


def test_a_hundred_thousand_bad_rows_give_a_short_list():
    table = read("番号,名前\n" + "1\n" * 100_000)
    assert len(table.faults) == 21
    # 20 rows are listed, 99,980 are counted; the other fault is that no row is left.
    assert max(f.more for f in table.faults) == 99_980


def test_memory_stays_within_a_few_times_the_file():
    content = ("番号,名前\n" + "12345,見本見本\n" * 100_000).encode()
    tracemalloc.start()
    try:
        read_text_table(content, "x.csv", NAMES)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # Every line as a text of its own is the largest part: about 100 bytes for 19 in the file.
    assert peak < 15 * len(content)


@given(st.text(), st.sampled_from(["utf-8", "utf-16"]))
def test_no_text_is_too_odd(text: str, encoding: str):
    content = ("番号,名前\n" + text).encode(encoding, "surrogatepass")
    table = read_text_table(content, "x.csv", NAMES)
    for fault in table.faults:
        assert fault_words("ja", fault).text
    assert table.cells.columns.tolist() in ([], ["番号", "名前"])


@given(st.binary(max_size=200))
def test_no_bytes_are_too_odd(content: bytes):
    read_text_table(content, "x.csv", NAMES)


@given(st.lists(st.lists(st.text(alphabet='a"\n,あ ', max_size=4), min_size=2, max_size=2), max_size=8))
def test_what_was_written_as_csv_is_read_back(rows: list[list[str]]):
    # Reference: quote every cell, and double the marks in it.
    quoted = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    table = read("番号,名前\n" + quoted)
    kept = [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    swallowed = any(cell.count(",") >= 3 and "\n" in cell for row in rows for cell in row)
    assert swallowed or table.cells.to_numpy().tolist() == kept


def test_a_header_has_one_form():
    assert header_form(" 崖崩れ、土石流\n及び(地滑り)") == header_form("崖崩れ土石流及び地滑り")
