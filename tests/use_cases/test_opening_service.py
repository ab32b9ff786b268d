"""Routes are searched once, whatever is ticked; what is kept is bounded."""

import threading
from dataclasses import replace

from domain.measures import PlaceOpened
from planning.openings import search_openings
from tests.planning.test_openings import EAST, WEST, toy_case
from use_cases.opening_service import OpeningService, _Kept


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


def test_what_was_used_longest_ago_makes_room() -> None:
    kept: _Kept[int] = _Kept(2)
    for key, value in (("a", 1), ("b", 2)):
        assert kept.get(key, lambda value=value: value) == value
    assert kept.get("a", lambda: 9) == 1
    assert kept.get("c", lambda: 3) == 3
    assert ("a" in kept, "b" in kept, "c" in kept) == (True, False, True)


def test_who_asks_at_the_same_time_gets_the_same() -> None:
    kept: _Kept[object] = _Kept(2)
    begun, made = threading.Barrier(3), []

    def ask() -> None:
        begun.wait()
        made.append(kept.get("key", object))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len({id(one) for one in made}) == 1
