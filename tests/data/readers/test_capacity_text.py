"""Capacities as lists write them: people under a roof, how they were counted, or unknown."""

from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.capacity_text import CapacityFound, read_capacity
from domain.tables.ranges import MOST_PERSONS
from tests.each import each


@each(
    ("text", "persons", "standard", "outdoors"),
    [
        ("238", 238, "", 0),
        ("1,060", 1060, "", 0),
        ("１，０６０人", 1060, "", 0),
        ("315.0", 315, "", 0),
        ("0", 0, "", 0),
        ("100人2.0㎡あたり1人", 100, "2.0m2あたり1人", 0),
        ("80人　　（2㎡/人）", 80, "2m2/人", 0),
        ("30人（1人/室）", 30, "1人/室", 0),
        ("屋内191人／屋外0人(面積の1/2)", 191, "屋内、面積の1/2", 0),
        ("屋内1,371人／屋外5,470人（面積の1/2）", 1371, "屋内、面積の1/2", 5470),
        ("屋内2,736人屋外11,700人（面積の1/2）", 2736, "屋内、面積の1/2", 11700),
        ("屋内990人／屋外0人(座席数)", 990, "屋内、座席数", 0),
        ("屋内0人／屋外0人", 0, "屋内", 0),
    ],
)
def test_people_under_a_roof_and_how_they_were_counted(text, persons, standard, outdoors):
    found = read_capacity(text)
    assert (found.found, found.persons) == (CapacityFound.PERSONS, persons)
    assert (found.standard, found.outdoors) == (standard, outdoors)


def test_people_outdoors_alone_are_no_seats():
    found = read_capacity("屋内0人／屋外9,700人(面積の1/2)")
    assert (found.found, found.persons, found.outdoors) == (CapacityFound.OUTDOORS, None, 9700)


@each("text", ["", " ", "-", "－", "−", "ー", "―", "不明"])
def test_nothing_is_unknown(text: str):
    assert (read_capacity(text).found, read_capacity(text).persons) == (CapacityFound.NOTHING, None)


@each("text", ["約", "多数", "100〜200人", "100人以上", "-5", "=1+1", f"{MOST_PERSONS + 1}", "12世帯", "1.5"])
def test_what_is_no_plain_number_stays_unknown(text: str):
    assert (read_capacity(text).found, read_capacity(text).persons) == (CapacityFound.UNREADABLE, None)


def test_the_largest_number_is_still_one():
    assert read_capacity(str(MOST_PERSONS)).persons == MOST_PERSONS


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_text_is_read_or_said_to_be_unreadable(text: str):
    found = read_capacity(text)
    assert (found.persons is not None) == (found.found is CapacityFound.PERSONS)
