"""Where people of a list live: counts by block or town, small ones not told below the ward's officers."""

from xml.etree import ElementTree

import pytest

from presentation.people_map import people_area_grid, people_by_area, people_map
from presentation.words import Words
from tests.made import make_toy

A, B, C = "M271411-A", "M271411-B", "M271411-C"
WORDS = Words("en")


@pytest.fixture(scope="module")
def case():
    return make_toy()[0]


def test_people_are_counted_where_their_address_tells_and_the_others_left_out(case):
    areas = people_by_area(case, [(A,), (B, C), (C, B), (), (A,), (A,)], "ja")
    assert [(one.block_ids, one.persons) for one in areas] == [((A,), 3), ((B, C), 2)]
    assert areas[0].name == f"A町 {A}"


@pytest.mark.parametrize(
    ("persons", "told"), [(1, "fewer than 10"), (9, "fewer than 10"), (10, "10～"), (29, "20～")]
)
def test_small_counts_are_told_to_officers_alone(case, persons, told):
    areas = people_by_area(case, [(A,)] * persons, "ja")
    assert [row[1] for row in people_area_grid(areas, WORDS, exact=True).rows] == [str(persons)]
    assert [row[1] for row in people_area_grid(areas, WORDS, exact=False).rows] == [told]


def test_the_order_tells_nothing_of_small_counts(case):
    areas = people_by_area(case, [(A,)] + [(B,)] * 9 + [(C,)] * 10, "ja")
    rows = people_area_grid(areas, WORDS, exact=False).rows
    assert [row[0][0] for row in rows] == ["C", "A", "B"]


def test_the_drawing_has_every_block_and_no_small_number(case):
    district = str(case.city.blocks.loc[A, "district_id"])
    inside = case.city.blocks.index[case.city.blocks["district_id"] == district]
    areas = people_by_area(case, [(A,)] * 3 + [(B,)] * 12, "ja")
    svg = ElementTree.fromstring(people_map(case, district, areas, WORDS, exact=False).split("<ul")[0])
    titles = [one[0].text for one in svg]
    assert len(titles) == len(inside)
    assert {"10～", "fewer than 10"} < set(titles)
    told = people_map(case, district, areas, WORDS, exact=True).split("<ul")[0]
    assert {"3", "12"} < {one[0].text for one in ElementTree.fromstring(told)}
