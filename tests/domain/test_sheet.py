"""A sheet of texts by line."""

from domain.faults import Fault
from domain.sheet import empty_sheet, frame_of


def test_rows_of_different_widths_end_in_empty_cells():
    frame = frame_of([["a"], ["b", "c"]], [3, 7])
    assert frame.to_numpy().tolist() == [["a", ""], ["b", "c"]]
    assert frame.index.tolist() == [3, 7]
    assert list(frame.columns) == [0, 1]
    assert frame.index.name == "line"


def test_an_empty_sheet_says_why():
    fault = Fault("table_empty", file="x")
    sheet = empty_sheet("x", fault, name="s")
    assert (sheet.rows.empty, sheet.faults, sheet.file, sheet.name) == (True, (fault,), "x", "s")
    assert sheet.rows.index.name == "line"
