"""The one way to a plan: from memory, else from disk, else made, once for each key."""

import contextlib
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from domain.faults import SonaeError
from planning.case import Case
from planning.plan import Plan
from planning.sources import with_sources
from storage.plans import PlanStore
from use_cases.rare_garbage import look_now
from use_cases.rested_work import RestedWork
from use_cases.result_memory import ResultMemory, Shelf

#: How often who waits is asked whether he still does [s].
_ASK_EVERY_S = 0.2


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the things to prepare are ready."""

    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether all of them have."""
        return self.done == self.total


def _wait_on() -> None:
    """Wait as long as it takes."""


def _make_plan(case: Case) -> Plan:
    # Imported when there is something to make: a plan that lies on disk takes neither solver nor kernels.
    from planning.pipeline import make_plan  # noqa: PLC0415

    return make_plan(case)


def make_only_plan(case: Case) -> Plan:
    """Make the only plan of a process: nothing is kept for another.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    Plan
        Its plan.
    """
    from planning.pipeline import make_plan  # noqa: PLC0415 - as above

    return make_plan(case, for_next=False)


class GivesPlans(Protocol):
    """Whatever gives plans of cases."""

    def plan(self, case: Case, *, waiting: Callable[[], object] = _wait_on) -> Plan:
        """Return the plan of a case."""
        ...

    def is_ready(self, case: Case) -> bool:
        """Whether it needs no making."""
        ...


class PlanService:
    """Gives the plans of cases to everybody in this process.

    Parameters
    ----------
    store
        Plans on disk; None keeps none there.
    memory
        Keeps the plans used last; one of its own where None.
    make
        Makes a plan; ``planning.pipeline.make_plan``.
    writes
        Puts new plans on disk some moments after they are given: whoever waits for a plan is not to wait
        for its files, nor are these to hold up the page that is drawn of it. None puts each there before
        it is given.
    """

    def __init__(
        self,
        store: PlanStore | None = None,
        *,
        memory: ResultMemory | None = None,
        make: Callable[[Case], Plan] = _make_plan,
        writes: RestedWork | None = None,
    ) -> None:
        self._store = store
        self._make_anew = make
        self._writes = writes
        self._memory: Shelf[Plan] = Shelf(memory or ResultMemory(), "plan")
        self._lock = threading.Lock()
        self._under_way: dict[str, Future[Plan]] = {}
        # Two plans at once on two cores would both be late.
        self._one_at_a_time = threading.Lock()
        self._progress = Progress(0, 0)
        self._round = 0

    def plan(self, case: Case, *, waiting: Callable[[], object] = _wait_on) -> Plan:
        """Return the plan of a case; who asks for one that is under way waits for that one.

        Parameters
        ----------
        case
            The case.
        waiting
            Called a few times a second while the asker waits for his turn or for another's plan. What
            it raises ends the wait: a request that has not begun is dropped, and who still waits for
            the same plan takes it over.

        Raises
        ------
        ValueError
            When the case cannot be planned (``planning.pipeline.make_plan``).
        """
        kept = self._plan(case, waiting)
        plan = with_sources(kept, case.city, case.scenario)
        if plan is not kept:
            self._memory.put(plan.key, plan)
        return plan

    def at_hand(self, case: Case) -> Plan | None:
        """Return the plan of a case where it is in memory; None where somebody has to wait for it."""
        plan = self._memory.get(case.key)
        return None if plan is None else with_sources(plan, case.city, case.scenario)

    def is_ready(self, case: Case) -> bool:
        """Whether the plan of a case needs no making."""
        return case.key in self._memory or (self._store is not None and self._store.holds(case.key))

    def prepare(
        self,
        cases: Sequence[Case],
        *,
        then: Callable[[Case], object] | None = None,
        steps: Sequence[Callable[[], object]] = (),
    ) -> threading.Thread:
        """Have the plans of cases ready, one after the other, while others go on.

        A later call takes its place: what an earlier one has not begun is not made.

        Parameters
        ----------
        cases
            Cases in the order in which they are wanted.
        then
            Called with each case that has a plan, in the worker: what else is made of it beforehand.
        steps
            Called once every case has its plan, one after the other; each counts as one thing to prepare.

        Returns
        -------
        threading.Thread
            The worker; it ends with the process, whatever it is doing.
        """
        works = [*(partial(self._ready, case, then) for case in cases), *steps]
        with self._lock:
            self._round += 1
            self._progress = Progress(0, len(works))
            args = (works, self._round)
        worker = threading.Thread(target=self._prepare, args=args, name="plans", daemon=True)
        worker.start()
        return worker

    def rehearse(self, cases: Sequence[Case]) -> None:
        """Make plans for what they leave to plans like them: stages, trees, loaded kernels. None is kept.

        Parameters
        ----------
        cases
            Cases of cities that are planned.
        """
        for case in cases:
            with self._one_at_a_time:
                self._make_anew(case).complete()

    @property
    def progress(self) -> Progress:
        """How far ``prepare`` is."""
        return self._progress

    def _plan(self, case: Case, waiting: Callable[[], object]) -> Plan:
        key = case.key
        while True:
            with self._lock:
                kept = self._memory.get(key)
                if kept is not None:
                    return kept
                under_way = self._under_way.get(key)
                if under_way is None:
                    mine: Future[Plan] = Future()
                    self._under_way[key] = mine
                    break
            try:
                return under_way.result(timeout=_ASK_EVERY_S)
            except TimeoutError:
                waiting()
            except CancelledError:
                continue  # whoever made it failed or left: this asker tries, and hears why
        return self._find(case, mine, waiting)

    def _ready(self, case: Case, then: Callable[[Case], object] | None) -> None:
        if not self.is_ready(case):
            self.plan(case)
        if then is not None:
            then(case)

    def _prepare(self, works: Sequence[Callable[[], object]], of_round: int) -> None:
        done = 0
        try:
            for done, work in enumerate(works, start=1):
                if of_round != self._round:
                    return
                # A case that cannot be planned holds up no other: who opens its page is told why.
                with contextlib.suppress(SonaeError, ValueError):
                    work()
                self._tell(Progress(done, len(works)), of_round)
        finally:
            # Also where the worker breaks off: nobody is to wait for what does not come.
            self._tell(Progress(done, done), of_round)

    def _tell(self, progress: Progress, of_round: int) -> None:
        with self._lock:
            if of_round == self._round:
                self._progress = progress

    def _find(self, case: Case, mine: "Future[Plan]", waiting: Callable[[], object]) -> Plan:
        try:
            stored = None if self._store is None else self._store.get(case.key)
            plan = self._make(case, waiting) if stored is None else stored
            # What is written is put again then: whoever waits for it does not wait until it is counted.
            is_counted = stored is not None or self._store is None or self._writes is None
            self._memory.put(plan.key, plan, uncounted=not is_counted)
            mine.set_result(plan)
        finally:
            with self._lock:
                del self._under_way[case.key]
            if not mine.done():
                mine.cancel()
        return plan

    def _make(self, case: Case, waiting: Callable[[], object]) -> Plan:
        while not self._one_at_a_time.acquire(timeout=_ASK_EVERY_S):
            waiting()
        is_waited_for = waiting is not _wait_on
        # Files of the plan before are not begun while somebody waits for this one.
        writes = self._writes if is_waited_for else None
        try:
            with contextlib.nullcontext() if writes is None else writes.holding():
                plan = self._make_anew(case)
        finally:
            self._one_at_a_time.release()
        if self._store is not None:
            self._put(self._store, plan, is_waited_for=is_waited_for)
        return plan

    def _put(self, store: PlanStore, plan: Plan, *, is_waited_for: bool) -> None:
        if self._writes is None:
            store.put(plan)
        else:
            self._writes.ask(plan.key, plan.key, lambda: self._write(store, plan, is_waited_for))

    def _write(self, store: PlanStore, plan: Plan, is_waited_for: bool) -> None:
        store.put(plan)
        if plan.key in self._memory:
            # By now all of its tables are made, and count.
            self._memory.put(plan.key, plan)
        if is_waited_for:
            # The reader has it. Of plans that are prepared one after the other nobody looks after each.
            look_now()
