"""Routes are searched once, whatever is ticked; what is kept is bounded."""

from dataclasses import replace

from domain.measures import PlaceOpened
from planning.openings import search_openings
from tests.planning.test_openings import EAST, WEST, toy_case
from use_cases.opening_service import OpeningService
from use_cases.result_memory import ResultMemory


class Counted:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self, case):
        self.count += 1
        return search_openings(case)


def test_ticks_and_orders_need_one_search() -> None:
    search = Counted()
    service, case = OpeningService(search), toy_case("toy-quake")
    assert not service.is_ready(case)
    every = service.opening(case).every
    for is_open in (every, frozenset(), frozenset({EAST})):
        sums, effect = service.sums(case, is_open), service.effect(case, is_open)
        assert sums.unserved == effect.areas["unserved_persons"].sum()
        assert service.effect(case, is_open) is effect
    order = service.order(case, first=frozenset(), candidates=every)
    assert service.order(case, first=frozenset(), candidates=every) is order
    assert service.order(case, first=frozenset({WEST}), candidates=every) is not order
    closed = replace(case, measures=(PlaceOpened(WEST, is_open=False),))
    assert service.opening(closed).now == every - {WEST}
    assert service.is_ready(closed)
    assert search.count == 1
    service.opening(toy_case("toy-flood"))
    assert search.count == 2


def test_searches_that_made_room_are_made_anew() -> None:
    search = Counted()
    service, case = OpeningService(search, memory=ResultMemory(1)), toy_case("toy-quake")
    every = service.opening(case).every
    assert search.count == 1
    service.sums(case, every)
    assert not service.is_ready(case)
    service.effect(case, every)
    assert search.count == 2
