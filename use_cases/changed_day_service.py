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
        self._preparing, self._noting = threading.Lock(), threading.Lock()
        self._prepared: OrderedDict[str, None] = OrderedDict()

    def prepare(self, case: Case, plan: Plan, ground: Callable[[], BlockGround]) -> None:
        """Have ready what the changed days of a plan are searched from; once, however many ask.

        It is kept of as many plans as ``planning.changed_search`` keeps trees of.
        """
        if self._is_prepared(plan.key):
            # Whoever asks of this plan does not wait for what another is prepared for.
            return
        with self._preparing:
            if not self._is_prepared(plan.key):
                changed_day(case, plan, ground(), DayChange())
                with self._noting:
                    self._prepared[plan.key] = None
                    while len(self._prepared) > KEPT_PLANS:
                        self._prepared.popitem(last=False)

    def _is_prepared(self, plan_key: str) -> bool:
        """Whether it is at hand; it counts as used now."""
        with self._noting:
            if plan_key in self._prepared:
                self._prepared.move_to_end(plan_key)
            return plan_key in self._prepared

    def day(
        self, case: Case, plan: Plan, ground: Callable[[], BlockGround], change: DayChange,
        *, going_on: GoingOn = go_on,
    ) -> ChangedDay:  # fmt: skip
        """Return what a changed day means for the people of a plan; made once, however many ask.

        ``going_on`` is called now and then: what it raises ends the work, and nothing is kept.
        """

        def made() -> ChangedDay:
            if change == DayChange():
                return unchanged_day(case, plan)
            self.prepare(case, plan, ground)
            return changed_day(case, plan, ground(), change, going_on=going_on)

        kept = self._days.made(day_key(plan, change), made)
        return with_sources(kept, case.city, case.scenario)

    def crowding(self, case: Case, plan: Plan, day: ChangedDay, *, going_on: GoingOn = go_on) -> Crowding:
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

    def has_crowding(self, plan: Plan, day: ChangedDay) -> bool:
        """Whether these queues, and those of the plan, are at hand."""
        return self._crowding.is_ready(plan) and (
            day.change == DayChange() or self._crowding.is_ready(kept_plan(plan, day), bounded=False)
        )
