"""What a choice leaves without a place, in sentences: nothing is said of nobody."""

from dataclasses import replace

import pytest

from planning.opening_effect import OpeningSums
from planning.opening_order import order_places
from planning.openings import opening_of, search_openings
from presentation.opening_words import order_text, sums_texts
from presentation.words import Words
from tests.planning.test_openings import EAST, toy_case

EN = Words("en")


@pytest.fixture(scope="module")
def made():
    case = toy_case("toy-quake")
    return case, opening_of(case, search_openings(case))


def test_places_staff_and_people_are_said_first(made) -> None:
    case, opening = made
    sums = OpeningSums(persons=620, served=500, could_be_served=0, seats_lacking=0, out_of_reach=120)
    first, *reasons = sums_texts(case, opening, sums, frozenset({EAST, "elsewhere"}), EN)
    # A place that could not be open is none; 3 staff a place.
    assert first.startswith("Places open in the city: 1 (staff: 3). Of about 620 people")
    assert "about 500 people have a place and about 120 people have none" in first
    assert len(reasons) == 1
    assert reasons[0].startswith("About 120 people reach no place")


def test_people_assumed_not_to_leave_are_said_to_be_counted(made) -> None:
    case, opening = made
    sums = OpeningSums(persons=620, served=620, could_be_served=0, seats_lacking=0, out_of_reach=0)
    assert len(sums_texts(case, opening, sums, frozenset(), EN)) == 1
    demand = opening.openable.demand
    staying = demand.assign(departure=["not_leaving", *demand["departure"].iloc[1:]])
    staying["persons"] = [40, *demand["persons"].iloc[1:]]
    some = replace(opening, openable=replace(opening.openable, demand=staying))
    said = sums_texts(case, some, sums, frozenset(), EN)[1:]
    assert len(said) == 1
    assert said[0].startswith("Those who need a place include about 40 people who are assumed not to leave")


def test_a_place_of_unknown_floors_says_that_it_is_to_be_confirmed(made) -> None:
    case, opening = made
    order = order_places(case, opening)
    first = str(order.steps["place_id"].iloc[0])
    usable = opening.usable.assign(
        standing=opening.usable["standing"].mask(opening.usable.index == first, "to_confirm")
    )
    said = order_text(case, replace(opening, usable=usable), order, EN)
    name = str(case.city.places.loc[first, "name"])
    assert f": {name} (? to be confirmed)" in said
    assert "to be confirmed" not in order_text(case, opening, order, EN)


def test_each_reason_stands_alone(made) -> None:
    case, opening = made
    sums = OpeningSums(persons=620, served=500, could_be_served=50, seats_lacking=70, out_of_reach=0)
    reasons = sums_texts(case, opening, sums, frozenset(), EN)[1:]
    assert ["would have one" in one for one in reasons] == [True, False]
    assert "lack a seat" in reasons[1]
    # Who has a place of unknown seats only is among them: the sentence must not say that seats are too few.
    assert "unknown seats are not counted" in reasons[1]


def test_the_order_names_the_places_and_says_whether_it_can_be_bettered(made) -> None:
    case, opening = made
    order = order_places(case, opening)
    name = str(case.city.places.loc[order.steps["place_id"].iloc[0], "name"])
    said = order_text(case, opening, order, EN)
    assert said.startswith(f"To open first ({len(order.steps)}): {name}")
    assert "no other choice of 1 serves more)" in said
    steps = order.steps.assign(bound_persons=order.steps["served_persons"] + 100)
    open_question = order_text(case, opening, replace(order, steps=steps), EN)
    assert "serves more than about" in open_question


def test_the_limit_is_said_of_those_who_have_a_place_and_of_the_whole_city(made) -> None:
    case, opening = made
    order = order_places(case, opening)
    sure = order_text(case, opening, order, Words("ja"))
    # "No more than this" after "people without a place" would read as a limit to those left without.
    assert "避難先がある人はこれより増えません" in sure
    steps = order.steps.assign(bound_persons=order.steps["served_persons"] + 100)
    for one in (sure, order_text(case, opening, replace(order, steps=steps), Words("ja"))):
        assert "市全体で避難先がある人は" in one
        assert one.count("避難先がある人は") == 2


def test_where_nothing_adds_anybody_no_place_is_named(made) -> None:
    case, opening = made
    order = order_places(case, opening, first=opening.every)
    assert order_text(case, opening, order, EN) == "No further place gives a place to anybody."
