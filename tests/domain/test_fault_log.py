"""Faults are grouped while they are gathered: first rows and a count, whatever their number."""

from domain.fault_log import LISTED_KINDS, FaultLog
from domain.faults import Fault, count_faults
from domain.vocabulary import Severity
from messages.fault_words import fault_words


def fault(row: int = 1, column: str = "a", severity: Severity = Severity.ERROR) -> Fault:
    return Fault("value_missing", severity, file="x.csv", row=str(row), column=column)


def test_the_first_rows_of_a_kind_are_listed_and_the_rest_counted():
    log = FaultLog(listed_rows=3)
    log.extend(fault(row) for row in range(1, 11))
    # 10 rows, 3 of them listed: 7 more, said by the last.
    assert [(f.row, f.more) for f in log.faults()] == [("1", 0), ("2", 0), ("3", 7)]
    assert count_faults(log.faults(), Severity.ERROR) == 10


def test_as_many_rows_as_are_listed_leave_none_to_count():
    log = FaultLog(listed_rows=3)
    log.extend(fault(row) for row in (1, 2, 3))
    assert [f.more for f in log.faults()] == [0, 0, 0]


def test_columns_and_severities_are_kinds_of_their_own():
    log = FaultLog(listed_rows=1)
    log.extend([fault(1), fault(2), fault(1, "b"), fault(1, "a", Severity.WARNING), fault(2, "b")])
    assert sorted((f.column, str(f.severity), f.more) for f in log.faults()) == [
        ("a", "error", 1),
        ("a", "warning", 0),
        ("b", "error", 1),
    ]
    assert count_faults(log.faults(), Severity.WARNING) == 1


def test_many_rows_are_taken_at_once():
    log = FaultLog(listed_rows=2)
    log.add(fault(4))
    log.add_rows(fault(), range(5, 105), total=100)
    # 4 and 5 are listed, 6 to 104 are 99 more.
    assert [(f.row, f.more) for f in log.faults()] == [("4", 0), ("5", 99)]


def test_faults_that_were_grouped_keep_their_count_in_another_log():
    one, other = FaultLog(listed_rows=2), FaultLog(listed_rows=2)
    one.extend(fault(row) for row in range(1, 6))
    other.extend(one.faults())
    assert other.faults() == one.faults()


def test_a_log_without_faults_is_empty():
    assert FaultLog().faults() == ()


def test_how_many_more_is_said_in_words():
    log = FaultLog(listed_rows=1)
    log.extend(fault(row) for row in range(2, 1502))
    (only,) = log.faults()
    assert "2 行目（同じことがほかに 1,499 件）" in fault_words("ja", only).place
    assert "1,499 more" in fault_words("en", only).place


def test_columns_beyond_the_listed_ones_are_counted_with_the_last():
    log = FaultLog()
    log.extend(fault(column=f"c{i:03}") for i in range(LISTED_KINDS + 30))
    found = log.faults()
    assert [f.column for f in found] == [f"c{i:03}" for i in range(LISTED_KINDS)]
    assert [f.more for f in found] == [0] * (LISTED_KINDS - 1) + [30]


def test_columns_of_another_file_key_or_severity_have_a_list_of_their_own():
    log = FaultLog()
    log.extend(fault(column=f"c{i}") for i in range(LISTED_KINDS))
    log.add(fault(severity=Severity.WARNING, column="w"))
    log.add(Fault("value_missing", file="y.csv", column="y"))
    log.add(Fault("not_finite", file="x.csv", column="z"))
    # A row more of a listed column is still one of its rows.
    log.add(fault(2, column="c0"))
    assert len(log.faults()) == LISTED_KINDS + 4
    assert sum(f.more for f in log.faults()) == 0
