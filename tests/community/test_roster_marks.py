"""Faults of rows: grouped for the screen, all of them for the file given back."""

from community.roster_marks import MarkLog, marks_of
from domain.fault_log import LISTED_ROWS
from domain.faults import Fault, count_faults
from domain.vocabulary import Severity


def test_every_row_is_marked_however_many_are_listed():
    log = MarkLog()
    rows = list(range(2, LISTED_ROWS + 12))
    log.add(Fault("roster_age", file="x", column="年齢"), rows)
    log.add(Fault("table_empty", file="x"))
    assert len(log.faults()) == LISTED_ROWS + 1
    assert count_faults(log.faults(), Severity.ERROR) == len(rows) + 1
    marks = log.marks()
    assert marks["line"].tolist() == rows
    assert set(marks["key"]) == {"roster_age"}
    assert set(marks["column"]) == {"年齢"}


def test_marks_of_several_columns_stand_by_line():
    log = MarkLog()
    log.add(Fault("roster_age", column="年齢"), [5])
    log.add(Fault("roster_phone", Severity.WARNING, column="電話", expected="x"), [3, 5])
    assert log.marks()[["line", "key", "severity", "expected"]].to_numpy().tolist() == [
        [3, "roster_phone", "warning", "x"],
        [5, "roster_age", "error", ""],
        [5, "roster_phone", "warning", "x"],
    ]


def test_faults_of_a_reader_are_marked_where_they_name_a_line():
    marks = marks_of([Fault("quotation_mark", row="4"), Fault("encoding"), Fault("line_too_long", row="9")])
    assert marks["line"].tolist() == [4, 9]
    assert MarkLog().marks().empty
