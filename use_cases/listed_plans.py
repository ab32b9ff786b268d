"""Plans with the lists of the store: the city's own plan, with readiness made anew for what a reader knows.

Organisations decide readiness and nothing else of a plan, so that a new list costs a moment. What rests
on lists stays in memory, under a key that its content decides: it comes to nobody who does not know that
content, and never onto the disk.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace

from domain.bundle import OrganisationStrength
from planning.case import Case
from planning.keys import strength_key
from planning.plan import Plan
from use_cases.plan_service import PlanService, Progress
from use_cases.result_memory import ResultMemory, Shelf

#: As many readers with different lists at a time; each is asked for anew at the next page.
_KNOWN = 64


def _wait_on() -> None:
    """Wait as long as it takes."""


class KnownStrengths:
    """Organisations by their key, as readers brought them in; those used last."""

    def __init__(self) -> None:
        self._known: OrderedDict[str, OrganisationStrength] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, strength: OrganisationStrength) -> str:
        """Keep organisations, and return the key that their content decides."""
        key = strength_key(strength)
        with self._lock:
            self._known.setdefault(key, strength)
            self._known.move_to_end(key)
            while len(self._known) > _KNOWN:
                self._known.popitem(last=False)
        return key

    def get(self, key: str) -> OrganisationStrength:
        """Return the organisations of a key that was kept."""
        with self._lock:
            return self._known[key]


class ListedPlans:
    """Gives plans as ``PlanService`` does, also of cases with lists.

    Parameters
    ----------
    service
        Plans of the city's own organisations.
    memory
        Keeps the plans with lists used last.
    own
        Gives the own organisations of the city of a case.
    """

    def __init__(
        self, service: PlanService, memory: ResultMemory, own: Callable[[Case], OrganisationStrength]
    ) -> None:
        self._service = service
        self._listed: Shelf[Plan] = Shelf(memory, "listed plan")
        self._own = own

    def plan(self, case: Case, *, waiting: Callable[[], object] = _wait_on) -> Plan:
        """Return the plan of a case; ``waiting`` as in ``PlanService.plan``."""
        base = self._base(case)
        if base is case:
            return self._service.plan(case, waiting=waiting)
        found = self._listed.get(case.key)
        if found is None:
            # Imported when there is something to make, as the solver is.
            from planning.changed_strength import with_strength  # noqa: PLC0415

            plan = self._service.plan(base, waiting=waiting)
            found = self._listed.made(case.key, lambda: with_strength(base, plan, case.strength)[1])
        return found

    def at_hand(self, case: Case) -> Plan | None:
        """Return the plan of a case where it is in memory; None where somebody has to wait for it."""
        return self._service.at_hand(case) if self._base(case) is case else self._listed.get(case.key)

    def plan_of_other_city(self, case: Case, *, waiting: Callable[[], object] = _wait_on) -> Plan:
        """Return the plan of a case with its city's own organisations; the city need not be shown."""
        return self._service.plan(case, waiting=waiting)

    def is_ready(self, case: Case) -> bool:
        """Whether the plan of a case needs no making that takes time."""
        return self._service.is_ready(self._base(case))

    def prepare(
        self,
        cases: Sequence[Case],
        *,
        then: Callable[[Case], object] | None = None,
        steps: Sequence[Callable[[], object]] = (),
    ) -> threading.Thread:
        """Have the plans of the city's own organisations ready, as ``PlanService.prepare``."""
        return self._service.prepare(cases, then=then, steps=steps)

    def rehearse(self, cases: Sequence[Case]) -> None:
        """Make plans for what they leave to plans like them, as ``PlanService.rehearse``."""
        self._service.rehearse(cases)

    @property
    def progress(self) -> Progress:
        """How far ``prepare`` is."""
        return self._service.progress

    def own_key(self, case: Case) -> str:
        """Return the key of the plan of a case with its city's own organisations: maps rest on no list."""
        return self._base(case).key

    def _base(self, case: Case) -> Case:
        """Return the case with the city's own organisations; itself where it has no others."""
        own = self._own(case)
        if case.strength is own or strength_key(case.strength) == strength_key(own):
            return case
        return replace(case, strength=own)
