"""What is prepared of the page of places is what the page asks for."""

from presentation.opening_words import FIRST_PLACES
from tests.planning.test_openings import EAST, WEST, toy_case
from use_cases.opening_service import OpeningService
from use_cases.place_view import first_effect, order_in_view, prepare_places
from use_cases.result_memory import ResultMemory


class Watched(ResultMemory):
    """A memory that says what was made."""

    def __init__(self) -> None:
        super().__init__()
        self.made_keys: list[tuple[str, str]] = []

    def put(self, key, value) -> None:
        self.made_keys.append(key)
        super().put(key, value)


def test_a_page_that_was_prepared_makes_nothing() -> None:
    memory = Watched()
    service, case = OpeningService(memory=memory), toy_case("toy-quake")
    prepare_places(service, case)
    count = len(memory.made_keys)
    assert count > 4
    now = service.opening(case).now
    service.sums(case, now)
    service.effect(case, now)
    for ward in ("", *case.city.wards.index):
        first_effect(service, case, order_in_view(service, case, ward, now))
    assert len(memory.made_keys) == count
    service.sums(case, frozenset())
    assert len(memory.made_keys) == count + 1


def test_an_order_beside_open_places_begins_with_them_and_another_with_those_of_other_wards() -> None:
    service, case = OpeningService(), toy_case("toy-quake")
    every = service.opening(case).every
    assert every == {EAST, WEST}
    east = str(case.city.places["ward_code"].loc[EAST])
    of_east = frozenset(str(one) for one in every if str(case.city.places["ward_code"].loc[one]) == east)
    assert order_in_view(service, case, "", every).first == frozenset()
    assert order_in_view(service, case, "", every, beside_open=True).first == every
    assert order_in_view(service, case, east, every).first == every - of_east
    assert order_in_view(service, case, east, every, beside_open=True).first == every


def test_the_first_places_are_opened_beside_those_that_are_open_before() -> None:
    service, case = OpeningService(), toy_case("toy-quake")
    order = order_in_view(service, case, "", frozenset())
    opened = frozenset(order.steps["place_id"].iloc[:FIRST_PLACES])
    assert opened
    assert first_effect(service, case, order).is_open == opened
    beside = order_in_view(service, case, "", frozenset({WEST}), beside_open=True)
    assert WEST in first_effect(service, case, beside).is_open
