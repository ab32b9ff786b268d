"""What could be opened in a case, kept for the next question: routes are searched once, not at every tick."""

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from domain.faults import SonaeError
from planning.case import Case
from planning.opening_effect import OpeningEffect, OpeningSums, opening_effect, opening_sums
from planning.opening_order import PlaceOrder, order_places
from planning.openings import Opening, Searched, opening_of, search_case, search_openings

#: Searches that stay: every scenario of the bundled city at one preset (70 MB), and one more.
_KEPT_SEARCHES = 12
#: Cases with their seats, and answers to choices of places; both are small beside a search.
_KEPT_OPENINGS = 12
_KEPT_ANSWERS = 64

_Value = TypeVar("_Value")


class OpeningService:
    """Answers which places to open, for everybody in this process.

    Parameters
    ----------
    search
        Searches the routes of a case; ``planning.openings.search_openings``.
    """

    def __init__(self, search: Callable[[Case], Searched] = search_openings) -> None:
        self._search = search
        self._searches: _Kept[Searched] = _Kept(_KEPT_SEARCHES)
        self._openings: _Kept[Opening] = _Kept(_KEPT_OPENINGS)
        self._effects: _Kept[OpeningEffect] = _Kept(_KEPT_ANSWERS)
        self._sums: _Kept[OpeningSums] = _Kept(_KEPT_ANSWERS)
        self._orders: _Kept[PlaceOrder] = _Kept(_KEPT_ANSWERS)

    def opening(self, case: Case) -> Opening:
        """Return what could be opened in a case."""
        return self._openings.get(case.key, lambda: opening_of(case, self._searched(case)))

    def is_ready(self, case: Case) -> bool:
        """Whether the routes of a case need no search."""
        return search_case(case).key in self._searches

    def sums(self, case: Case, is_open: frozenset[str]) -> OpeningSums:
        """Return how many people a choice of places serves."""
        key = f"{case.key} {sorted(is_open)}"
        return self._sums.get(key, lambda: opening_sums(self.opening(case), is_open))

    def effect(self, case: Case, is_open: frozenset[str]) -> OpeningEffect:
        """Return who goes where with some places open."""
        key = f"{case.key} {sorted(is_open)}"
        return self._effects.get(key, lambda: opening_effect(self.opening(case), is_open))

    def order(
        self, case: Case, *, first: frozenset[str], candidates: frozenset[str], most: int | None = None
    ) -> PlaceOrder:
        """Return in which order to open places."""
        key = f"{case.key} {sorted(first)} {sorted(candidates)} {most}"
        return self._orders.get(
            key,
            lambda: order_places(case, self.opening(case), first=first, candidates=candidates, most=most),
        )

    def prepare(self, cases: Sequence[Case], *, after: threading.Thread | None = None) -> threading.Thread:
        """Have the searches of cases ready, one after the other, while others go on.

        Parameters
        ----------
        cases
            Cases in the order in which they are wanted.
        after
            Work that comes first.

        Returns
        -------
        threading.Thread
            The worker; it ends with the process.
        """

        def work() -> None:
            if after is not None:
                after.join()
            for case in cases:
                # A case that cannot be planned holds up no other: who opens its page is told why.
                with contextlib.suppress(SonaeError, ValueError):
                    self._searched(case)

        worker = threading.Thread(target=work, name="openings", daemon=True)
        worker.start()
        return worker

    def _searched(self, case: Case) -> Searched:
        return self._searches.get(search_case(case).key, lambda: self._search(case))


class _Kept(Generic[_Value]):
    """The values used last; each is made once however many ask at the same time."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._values: OrderedDict[str, _Value] = OrderedDict()
        self._making: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    def __contains__(self, key: str) -> bool:
        with self._lock:
            return key in self._values

    def get(self, key: str, make: Callable[[], _Value]) -> _Value:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._values:
                    return self._values[key]
            try:
                value = make()
                with self._lock:
                    self._values[key] = value
                    while len(self._values) > self._count:
                        self._values.popitem(last=False)
            finally:
                with self._lock:
                    self._making.pop(key, None)
        return value
