"""Rows of a list that count, and grouped faults of them."""

import numpy as np
import pandas as pd

from community.roster_columns import RosterColumn
from community.roster_sheet import RosterSheet


def make_sheet(**columns: list[str]) -> RosterSheet:
    frame = pd.DataFrame(columns).astype("str")
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="line")
    return RosterSheet(frame, "x.csv", {"氏名": "お名前"})


def test_empty_rows_do_not_count():
    sheet = make_sheet(氏名=["甲", "", "乙"], 備考=["", "", "記入"])
    assert sheet.lines.tolist() == [2, 4]
    assert sheet.log.faults() == ()
    assert sheet.refused.tolist() == [False, False]


def test_a_column_that_is_not_there_is_empty():
    sheet = make_sheet(氏名=["甲"])
    assert not sheet.has(RosterColumn.AGE)
    assert sheet.has(RosterColumn.NAME)
    assert sheet.cells(RosterColumn.AGE).tolist() == [""]


def test_refused_rows_are_remembered_and_noted_ones_are_not():
    sheet = make_sheet(氏名=["甲", "乙", "丙"])
    sheet.note("roster_person_twice", np.array([True, True, False]), RosterColumn.NAME)
    sheet.refuse("value_missing", np.array([False, True, False]), RosterColumn.NAME)
    sheet.refuse("roster_age", np.array([False, False, False]), RosterColumn.AGE)
    assert sheet.refused.tolist() == [False, True, False]
    assert {(f.key, f.row, f.column) for f in sheet.log.faults()} == {
        ("roster_person_twice", "2", "お名前"),
        ("roster_person_twice", "3", "お名前"),
        ("value_missing", "3", "お名前"),
    }


def test_empty_cells_and_ditto_marks_are_no_values():
    sheet = make_sheet(氏名=["甲", "〃", ""], 班=["x", "x", "x"])
    assert sheet.is_written(RosterColumn.NAME).tolist() == [True, False, False]
    assert sheet.refuse_ditto(RosterColumn.NAME).tolist() == [False, True, False]
    assert sheet.refuse_empty(RosterColumn.NAME).tolist() == [False, False, True]
    assert sheet.refused.tolist() == [False, True, True]
