"""Where people of a list live: counts by block or town, small ones not told below the ward's officers."""

from xml.etree import ElementTree

import pytest

from presentation.people_map import people_area_grid, people_by_area, people_drawing, people_map
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


def test_the_drawing_has_every_block_and_numbers_for_officers_alone(case):
    district = str(case.city.blocks.loc[A, "district_id"])
    inside = case.city.blocks.index[case.city.blocks["district_id"] == district]
    areas = people_by_area(case, [(A,)] * 3 + [(B,)] * 50, "ja")
    kept = ElementTree.fromstring(people_drawing(case, district, areas, exact=False))
    tag = "{http://www.w3.org/2000/svg}"
    fills = [one.get("fill") for one in kept.iter(f"{tag}path")]
    assert len(fills) == len(inside)
    assert sorted(fills)[:2] == ["#135fa7", "#d6e6f4"]
    assert not list(kept.iter(f"{tag}text"))
    told = ElementTree.fromstring(people_drawing(case, district, areas, exact=True))
    assert {(one.text, one.get("fill")) for one in told.iter(f"{tag}text")} == {
        ("3", "#111111"), ("50", "#ffffff"),
    }  # fmt: skip


def test_the_picture_says_what_it_is_and_asks_nobody(case):
    district = str(case.city.blocks.loc[A, "district_id"])
    html = people_map(case, district, people_by_area(case, [(A,)], "ja"), WORDS, exact=True)
    assert html.startswith('<img alt="The district')
    assert html.count("src=") == html.count('src="data:image/svg+xml;base64,') == 1
    assert "10 to 19" in html
