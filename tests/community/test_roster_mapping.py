"""How columns are read, and what a person corrects of it."""

from community.roster_columns import MEMBERS_FORM
from community.roster_header import RosterHeader
from community.roster_mapping import ColumnMapping, map_columns

HEADER = RosterHeader((3,), ("班", "氏名", "きまぐれ", "", "血液型"), ("班", "氏名", "", "", ""), 2)


def columns(mapping: ColumnMapping) -> list[tuple[int, str, bool]]:
    return [(one.place, one.column, one.is_chosen) for one in map_columns(HEADER, MEMBERS_FORM, mapping)]


def test_headers_mean_what_they_say_and_empty_ones_nothing():
    assert columns(ColumnMapping()) == [(1, "班", False), (2, "氏名", False), (3, "", False), (5, "", False)]


def test_what_a_person_says_goes_before_it():
    mapping = ColumnMapping().with_choice("きまぐれ", "役割").with_choice("班", "")
    assert columns(mapping) == [(1, "", True), (2, "氏名", False), (3, "役割", True), (5, "", False)]
    # Width and blanks of the header do not matter; another year's file is read the same.
    assert columns(ColumnMapping().with_choice(" きまぐれ　", "役割"))[2] == (3, "役割", True)


def test_a_choice_of_no_such_column_is_no_choice():
    assert columns(ColumnMapping().with_choice("きまぐれ", "星座"))[2] == (3, "", False)


def test_a_mapping_is_never_changed():
    first = ColumnMapping()
    first.with_choice("班", "")
    assert dict(first.chosen) == {}


def test_an_unknown_header_may_be_a_person_and_is_named_by_its_place():
    safe = [one.safe_header for one in map_columns(HEADER, MEMBERS_FORM, ColumnMapping())]
    assert safe == ["班", "氏名", "#3", "血液型"]
