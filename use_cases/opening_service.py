"""What could be opened in a case, kept for the next question: routes are searched once, not at every tick."""

from collections.abc import Callable

from planning.case import Case
from planning.opening_effect import OpeningEffect, OpeningSums, opening_effect, opening_sums
from planning.opening_order import PlaceOrder, order_places
from planning.openings import Opening, Searched, opening_of, search_case, search_openings
from planning.sources import with_sources
from use_cases.result_memory import ResultMemory, Shelf


class OpeningService:
    """Answers which places to open, for everybody in this process.

    Parameters
    ----------
    search
        Searches the routes of a case; ``planning.openings.search_openings``.
    memory
        Keeps searches and answers; one of its own where None.
    """

    def __init__(
        self, search: Callable[[Case], Searched] = search_openings, *, memory: ResultMemory | None = None
    ) -> None:
        memory = memory or ResultMemory()
        self._search = search
        self._searches: Shelf[Searched] = Shelf(memory, "opening.search")
        self._openings: Shelf[Opening] = Shelf(memory, "opening")
        self._effects: Shelf[OpeningEffect] = Shelf(memory, "opening.effect")
        self._sums: Shelf[OpeningSums] = Shelf(memory, "opening.sums")
        self._orders: Shelf[PlaceOrder] = Shelf(memory, "opening.order")

    def opening(self, case: Case) -> Opening:
        """Return what could be opened in a case."""
        kept = self._openings.made(case.key, lambda: opening_of(case, self._searched(case)))
        return with_sources(kept, case.city, case.scenario)

    def is_ready(self, case: Case) -> bool:
        """Whether the routes of a case need no search."""
        return search_case(case).key in self._searches

    def sums(self, case: Case, is_open: frozenset[str]) -> OpeningSums:
        """Return how many people a choice of places serves."""
        key = f"{case.key} {sorted(is_open)}"
        return self._sums.made(key, lambda: opening_sums(self.opening(case), is_open))

    def effect(self, case: Case, is_open: frozenset[str]) -> OpeningEffect:
        """Return who goes where with some places open."""
        key = f"{case.key} {sorted(is_open)}"
        return self._effects.made(key, lambda: opening_effect(self.opening(case), is_open))

    def order(
        self, case: Case, *, first: frozenset[str], candidates: frozenset[str], most: int | None = None
    ) -> PlaceOrder:
        """Return in which order to open places."""
        key = f"{case.key} {sorted(first)} {sorted(candidates)} {most}"
        return self._orders.made(
            key,
            lambda: order_places(case, self.opening(case), first=first, candidates=candidates, most=most),
        )

    def _searched(self, case: Case) -> Searched:
        return self._searches.made(search_case(case).key, lambda: self._search(case))
