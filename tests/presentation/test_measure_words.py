"""What measures are about: streets and places by name, in words of the reader."""

import pytest

from domain.measures import (
    ADDED_SEATS,
    CLOSED_CROSSINGS,
    CLOSED_PLACES,
    CLOSED_STREETS,
    NO_PLACE,
    ONLY_PLACES,
)
from domain.scenario import ALL_PLACES
from presentation.measure_words import measure_item
from presentation.street_names import street_name
from presentation.words import Words
from tests.planning.test_changed_day import TSUNAMI
from tests.planning.test_comparison import EAST

CASE = TSUNAMI[0]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_street_is_told_as_everywhere_and_not_by_its_number(language: str) -> None:
    words = Words(language)
    said = measure_item(CASE, CLOSED_STREETS, "101", words)
    assert said == street_name(CASE, 101, words)
    assert said != "101"


def test_places_are_told_by_name_and_railways_stay() -> None:
    words = Words("ja")
    assert measure_item(CASE, CLOSED_PLACES, EAST, words) == "甲小学校"
    assert measure_item(CASE, ADDED_SEATS, f"{EAST}:12", words) == "甲小学校 +12"
    assert measure_item(CASE, ONLY_PLACES, NO_PLACE, words) == words("closing.no_place")
    assert measure_item(CASE, CLOSED_PLACES, ALL_PLACES, words) == words("compare.all_places")
    assert measure_item(CASE, CLOSED_CROSSINGS, "甲電鉄", words) == "甲電鉄"
