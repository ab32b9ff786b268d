"""A question about places: of a ward or the city, of some places or those of the case."""

import pytest

from domain.faults import SettingError
from tests.planning.test_openings import EAST, WEST, toy_case
from use_cases.choose_places import PlaceQuestion, answer_places, split_by_ward
from use_cases.opening_service import OpeningService


def test_without_a_choice_the_places_of_the_case_are_open() -> None:
    answer = answer_places(toy_case("toy-quake"), PlaceQuestion())
    assert answer.effect.is_open == answer.opening.now
    assert answer.order.first == frozenset()
    assert answer.order.all_served == answer.sums.served


def test_places_of_a_ward_are_put_in_order_with_those_of_other_wards_as_they_are() -> None:
    case, service = toy_case("toy-quake"), OpeningService()
    places = case.city.places
    for ward in places["ward_code"].unique():
        answer = answer_places(case, PlaceQuestion(ward_code=ward), service)
        own, others = split_by_ward(case.city, answer.opening, ward)
        assert own | others == answer.opening.every
        assert {str(places.loc[one, "ward_code"]) for one in own} <= {ward}
        assert answer.order.first == others
        assert set(answer.order.steps["place_id"]) <= own


def test_only_the_places_that_are_named_are_open() -> None:
    answer = answer_places(toy_case("toy-quake"), PlaceQuestion(is_open=frozenset({EAST}), most=1))
    assert answer.effect.is_open == {EAST}
    assert len(answer.order.steps) == 1
    first = answer_places(toy_case("toy-quake"), PlaceQuestion(first=frozenset({WEST})))
    assert first.order.first == {WEST}


@pytest.mark.parametrize("field", ["is_open", "first"])
def test_a_place_that_cannot_be_opened_is_named(field: str) -> None:
    with pytest.raises(SettingError) as caught:
        answer_places(toy_case("toy-quake"), PlaceQuestion(**{field: frozenset({EAST, "E0"})}))
    assert caught.value.value == "E0"
    assert WEST in caught.value.expected
