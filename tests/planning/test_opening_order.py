"""The order of opening as a table: people, the bound, and staff."""

from planning.opening_effect import opening_sums
from planning.opening_order import order_places
from planning.openings import opening_of, search_openings
from tests.planning.test_openings import EAST, WEST, toy_case


def test_the_order_counts_served_people_and_staff_from_what_is_open_already() -> None:
    case = toy_case("toy-quake", capacity__opening_staff_persons="4")
    opening = opening_of(case, search_openings(case))
    order = order_places(case, opening)
    assert order.first_served == 0
    assert order.all_served == opening_sums(opening, opening.every).served
    step = order.steps.loc[1]
    alone = {one: opening_sums(opening, frozenset({one})).served for one in opening.every}
    assert int(step["added_persons"]) == max(alone.values()) == alone[step["place_id"]]
    assert int(step["served_persons"]) + int(step["unserved_persons"]) == order.persons
    assert int(step["staff_persons"]) == 4
    begun = order_places(case, opening, first=frozenset({EAST}), candidates=frozenset({EAST, WEST}), most=1)
    assert begun.first == {EAST}
    assert begun.first_served == alone[EAST]
    assert WEST in begun.steps["place_id"].tolist() or begun.steps.empty
    assert begun.steps["staff_persons"].tolist() == [8] * len(begun.steps)


def test_places_of_another_ward_that_are_open_take_no_staff_of_this_one() -> None:
    case = toy_case("toy-quake", capacity__opening_staff_persons="4")
    opening = opening_of(case, search_openings(case))
    made = order_places(case, opening, first=frozenset({EAST}), candidates=frozenset({WEST}))
    assert made.steps["staff_persons"].tolist() == [4]
    both = order_places(case, opening, first=frozenset({EAST}), candidates=frozenset({EAST, WEST}))
    assert both.steps["staff_persons"].tolist() == [8]
