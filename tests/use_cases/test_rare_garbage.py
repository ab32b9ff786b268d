"""Cycles are looked for seldom, and all the same found where nobody waits."""

import gc
import itertools
import weakref
from collections.abc import Iterator

import pytest

from use_cases import rare_garbage
from use_cases.rare_garbage import all_stays, look_now, look_rarely


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = gc.get_threshold()
    monkeypatch.setattr(rare_garbage, "_looks", itertools.count(1))
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class _Turning:
    """Something that holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_a_cycle_stays_until_it_is_looked_for() -> None:
    look_rarely()
    all_stays()
    gone = weakref.ref(_Turning())
    assert gone() is not None
    look_now()
    assert gone() is None


def test_what_stays_is_looked_through_no_more() -> None:
    kept = _Turning()
    all_stays()
    gone = weakref.ref(kept)
    del kept
    look_now()
    assert gone() is not None
    gc.unfreeze()
    look_now()
    assert gone() is None


def test_a_cycle_that_outlived_a_look_goes_with_one_of_the_next_dozen() -> None:
    kept = _Turning()
    look_now()
    gone = weakref.ref(kept)
    del kept
    for _ in range(12):
        look_now()
    assert gone() is None
