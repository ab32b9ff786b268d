"""Changed days of plans, kept for the next question: who goes back to a choice waits for nothing."""

import threading
from collections import OrderedDict
from collections.abc import Callable

from domain.going_on import GoingOn, go_on
from planning.block_ground import BlockGround
from planning.case import Case
from planning.changed_day import (
    ChangedDay,
    DayChange,
    HeldDay,
    changed_case,
    changed_day,
    day_inputs,
    day_key,
    kept_plan,
)
from planning.changed_search import KEPT_PLANS
from planning.crowding import Crowding
from planning.plan import Plan
from planning.sources import with_sources
from planning.unchanged_day import unchanged_day
from use_cases.crowding_service import CrowdingService
from use_cases.result_memory import ResultMemory, Shelf


class ChangedDayService:
    """Answers what a changed day means, for everybody in this process.

    Parameters
    ----------
    crowding
        Lets the people of a changed day walk.
    memory
        Keeps results; one of its own where None.
    """

    def __init__(self, crowding: CrowdingService, *, memory: ResultMemory | None = None) -> None:
        self._crowding = crowding
        self._days: Shelf[ChangedDay] = Shelf(memory or ResultMemory(), "changed_day")
        self._preparing = threading.Lock()
        self._prepared: OrderedDict[str, None] = OrderedDict()

    def prepare(self, case: Case, plan: Plan, ground: Callable[[], BlockGround]) -> None:
        """Have ready what the changed days of a plan are searched from; once, however many ask.

        It is kept of as many plans as ``planning.changed_search`` keeps trees of.
        """
        with self._preparing:
            if plan.key not in self._prepared:
                changed_day(case, plan, ground(), DayChange())
            self._prepared[plan.key] = None
            self._prepared.move_to_end(plan.key)
            while len(self._prepared) > KEPT_PLANS:
                self._prepared.popitem(last=False)

    def day(
        self, case: Case, plan: Plan, ground: Callable[[], BlockGround], change: DayChange,
        *, held: Callable[[HeldDay], object] | None = None, going_on: GoingOn = go_on,
    ) -> ChangedDay:  # fmt: skip
        """Return what a changed day means for the people of a plan; made once, however many ask.

        ``held`` is called with the first answer, where the day is made here; ``going_on`` is called between
        the stages: what it raises ends the work, and nothing is kept.
        """

        def made() -> ChangedDay:
            if change == DayChange():
                return unchanged_day(case, plan)
            self.prepare(case, plan, ground)
            return changed_day(case, plan, ground(), change, held=held, going_on=going_on)

        kept = self._days.made(day_key(plan, change), made)
        return with_sources(kept, case.city, case.scenario)

    def crowding(
        self, case: Case, plan: Plan, day: ChangedDay | HeldDay, *, going_on: GoingOn = go_on
    ) -> Crowding:
        """Return the queues of those who still reach the destination of the plan, all of them walking.

        ``going_on`` is called now and then: what it raises ends the work, and nothing is kept. No bound of
        the clearance time is made.
        """
        if day.change == DayChange():
            return self._crowding.crowding(case, plan)
        changed, kept = changed_case(case, day.change), kept_plan(plan, day)
        return self._crowding.crowding(
            changed, kept, bounded=False, inputs=lambda: day_inputs(changed, day.key), going_on=going_on
        )

    def has_crowding(self, plan: Plan, day: ChangedDay | HeldDay) -> bool:
        """Whether these queues, and those of the plan, are at hand."""
        return self._crowding.is_ready(plan) and (
            day.change == DayChange() or self._crowding.is_ready(kept_plan(plan, day), bounded=False)
        )
