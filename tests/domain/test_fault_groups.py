"""A thousand equal faults are one, with their number and first rows."""

from domain.fault_groups import group_faults
from domain.faults import Fault
from domain.vocabulary import Severity


def faults(count: int, *, value: str | None = "x") -> list[Fault]:
    return [
        Fault("flag_unknown", file="a.csv", row=f"{i}", column="洪水", value=value)
        for i in range(2, 2 + count)
    ]


def test_equal_faults_are_one_group_with_the_first_five_rows():
    (group,) = group_faults(faults(7))
    assert (group.count, group.first.row) == (7, "2")
    # One value in all of them stands in the text of the first: the rows need none.
    assert group.rows == tuple((str(i), None) for i in range(2, 7))


def test_rows_of_different_values_name_them():
    other = Fault("flag_unknown", file="a.csv", row="9", column="洪水", value="y")
    (group,) = group_faults([*faults(1), other])
    assert group.rows == (("2", "x"), ("9", "y"))


def test_rows_that_were_only_counted_are_counted():
    # Two listed, the second with 98 more like it: 100.
    listed = [Fault("a", row="1"), Fault("a", row="2", more=98)]
    assert group_faults(listed)[0].count == 100


def test_another_column_file_layer_or_severity_is_another_group():
    one = Fault("a", file="f", layer="l", column="c", row="1")
    others = [
        Fault("b", file="f", layer="l", column="c", row="1"),
        Fault("a", file="g", layer="l", column="c", row="1"),
        Fault("a", file="f", layer="m", column="c", row="1"),
        Fault("a", file="f", layer="l", column="d", row="1"),
        Fault("a", Severity.WARNING, file="f", layer="l", column="c", row="1"),
    ]
    assert [group.count for group in group_faults([one, *others])] == [1] * 6


def test_a_fault_of_a_whole_file_has_no_rows():
    assert group_faults([Fault("table_empty", file="a.csv")])[0].rows == ()
