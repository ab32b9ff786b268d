"""Seats with their standard: one answer on the page, the map and the papers."""

import pandas as pd
import pytest

from presentation.district_profile.places import district_places
from presentation.district_profile.subject import Subject
from presentation.map_layers.places import place_cards
from presentation.seats import seats_words
from presentation.words import Words
from tests.exports.sample_plan import make_real, make_sample

WORDS = Words("ja")
D1 = "271411-00001"
ROW = {"capacity_persons": 160, "area_per_person_m2": 3.5, "capacity_standard": "area"}


def test_seats_are_never_said_without_their_standard() -> None:
    case = make_real().case
    assert seats_words(case, ROW, WORDS) == "160（3.5 m²/人）"
    assert seats_words(case, ROW, WORDS, with_unit=True) == "160人（3.5 m²/人）"
    unknown = seats_words(case, {**ROW, "capacity_persons": pd.NA}, WORDS, with_unit=True)
    assert unknown == WORDS.persons(None, rounded=False)


def test_published_seats_name_their_standard_on_the_map_too() -> None:
    row = {**ROW, "area_per_person_m2": pd.NA, "capacity_standard": "official"}
    said = seats_words(make_real().case, row, WORDS, with_unit=True)
    assert said == WORDS("profile.seats", seats="160人", rule=WORDS("capacity_standard.official"))


@pytest.mark.parametrize("make", [make_sample, make_real])
def test_the_map_says_the_seats_that_the_page_says(make: type[make_sample]) -> None:  # type: ignore[valid-type]
    case, plan = make()  # type: ignore[misc]
    grid = district_places(Subject(case, plan, D1, WORDS)).grid
    on_page = {row[1]: row[2].replace("人）", "）") for row in grid.rows}
    cards = dict(place_cards(case, plan, WORDS, plan.usable_places.index[plan.usable_places["in_plan"]]))
    both = set(on_page) & set(cards)
    assert both
    for name in both:
        said = dict(cards[name])[WORDS("map.card.seats")]
        assert said.replace("人", "") == on_page[name].replace("人", "")
