"""CSV files as offices write them."""

import pytest

from data.readers.text_table import read_text_table

TEXT = '名前,数\n"模擬\n太郎",1\n\n花子,2\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_every_office_encoding_is_read(encoding: str):
    table = read_text_table(TEXT.encode(encoding), "x.csv")
    assert table.faults == ()
    assert table.cells["数"].tolist() == ["1", "2"]


def test_rows_are_named_by_the_line_they_start_on():
    # Line 1 header, lines 2–3 one row with a line break in a cell, line 4 empty, line 5 the last row.
    table = read_text_table(TEXT.encode(), "x.csv")
    assert table.lines == (2, 5)
    assert table.by_line()["数"].tolist() == ["1", "", "", "2"]


def test_tabs_are_read():
    assert read_text_table("a\tb\n1\t2\n".encode("utf-16"), "x.txt").cells.to_numpy().tolist() == [["1", "2"]]


def test_rows_of_another_width_are_named():
    table = read_text_table(b"a,b\n1\n1,2,3\n1,2,\n", "x.csv")
    # An empty cell too many is what spreadsheets add; it is no fault.
    assert [(f.key, f.row, f.value, f.expected) for f in table.faults] == [
        ("row_width", "2", "1", "2"),
        ("row_width", "3", "3", "2"),
    ]


def test_empty_columns_on_the_right_are_dropped():
    table = read_text_table(b"a,b,,\n1,2,,\n", "x.csv")
    assert (table.cells.columns.tolist(), table.faults) == (["a", "b"], ())


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "table_empty"),
        (b"a,b\n", "table_empty"),
        (b"PK\x03\x04\x00\x00", "encoding"),
        (b"\x81\xff\xfe\xfd", "encoding"),
        (b'a,b\n"1,2\n', "file_unreadable"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, key: str):
    assert [fault.key for fault in read_text_table(content, "x.csv").faults] == [key]
