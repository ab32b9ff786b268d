"""The results used last stay, as many as fit by their bytes; each is made once."""

import threading
from collections import OrderedDict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from use_cases.held_bytes import held_bytes
from use_cases.result_memory import ResultMemory, Shelf


def _array(size: int) -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    return np.zeros(size, np.uint8)


def test_results_of_all_kinds_make_room_for_each_other() -> None:
    memory = ResultMemory(300)
    plans: Shelf[object] = Shelf(memory, "plan")
    searches: Shelf[object] = Shelf(memory, "search")
    plan, search, other = _array(100), _array(200), _array(100)
    plans.put("a", plan)
    searches.put("a", search)
    # 100 + 200 fit just so; the plan is used, so the search is what was used longest ago.
    assert (plans.get("a") is plan, "a" in searches, memory.bytes) == (True, True, 300)
    plans.put("b", other)
    assert ("a" in plans, "b" in plans, "a" in searches, memory.bytes) == (True, True, False, 200)
    assert searches.get("a") is None


def test_one_byte_too_much_makes_room() -> None:
    memory = ResultMemory(299)
    memory.put(("kind", "a"), _array(100))
    memory.put(("kind", "b"), _array(200))
    assert (("kind", "a") in memory, memory.bytes) == (False, 200)


def test_a_result_too_large_stays_until_the_next_and_counts_once() -> None:
    memory = ResultMemory(1)
    for _ in range(2):
        memory.put(("kind", "a"), _array(50))
    assert (("kind", "a") in memory, memory.bytes) == (True, 50)
    memory.put(("kind", "b"), _array(60))
    assert (("kind", "a") in memory, memory.bytes) == (False, 60)


_steps = st.lists(st.tuples(st.booleans(), st.sampled_from("abcd"), st.integers(1, 40)), max_size=30)


@given(kept=st.integers(1, 90), steps=_steps)
def test_what_stays_is_what_a_slow_count_says(kept: int, steps: list[tuple[bool, str, int]]) -> None:
    memory, reference = ResultMemory(kept), OrderedDict[str, int]()
    for puts, name, size in steps:
        if puts:
            memory.put(("kind", name), _array(size))
            reference.pop(name, None)
            reference[name] = size
            while sum(reference.values()) > kept and len(reference) > 1:
                reference.popitem(last=False)
        else:
            found = memory.get(("kind", name))
            assert (found is not None) == (name in reference)
            if name in reference:
                assert found.nbytes == reference[name]
                reference.move_to_end(name)
        assert memory.bytes == sum(reference.values())
        assert {one for one in "abcd" if ("kind", one) in memory} == set(reference)


def test_who_asks_at_the_same_time_gets_the_same() -> None:
    shelf: Shelf[object] = Shelf(ResultMemory(), "kind")
    begun, made = threading.Barrier(3), []

    def ask() -> None:
        begun.wait()
        made.append(shelf.made("key", object))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len({id(one) for one in made}) == 1
    assert shelf.get("key") is made[0]


def test_what_could_not_be_made_is_tried_again() -> None:
    shelf: Shelf[int] = Shelf(ResultMemory(), "kind")

    def fail() -> int:
        raise ValueError("no street")

    with pytest.raises(ValueError, match="no street"):
        shelf.made("key", fail)
    assert "key" not in shelf
    assert shelf.made("key", lambda: 7) == 7


def test_bytes_are_those_of_the_values() -> None:
    memory = ResultMemory()
    memory.put(("kind", "a"), _array(7), uncounted=True)
    assert (memory.bytes, ("kind", "a") in memory) == (0, True)
    memory.put(("kind", "a"), _array(7))
    assert memory.bytes == held_bytes(_array(7)) == 7
