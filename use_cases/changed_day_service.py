"""Changed days of plans, kept for the next question: who goes back to a choice waits for nothing."""

from collections.abc import Callable

from planning.block_ground import BlockGround
from planning.case import Case
from planning.changed_day import ChangedDay, DayChange, changed_case, changed_day, kept_plan
from planning.crowding import Crowding
from planning.plan import Plan
from planning.sources import with_sources
from use_cases.crowding_service import CrowdingService
from use_cases.result_memory import ResultMemory, Shelf


def _go_on() -> None:
    """Work to the end."""


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

    def day(
        self, case: Case, plan: Plan, ground: Callable[[], BlockGround], change: DayChange,
        *, going_on: Callable[[], object] = _go_on,
    ) -> ChangedDay:  # fmt: skip
        """Return what a changed day means for the people of a plan; made once, however many ask.

        ``going_on`` is called between the stages: what it raises ends the work, and nothing is kept.
        """
        kept = self._days.made(
            f"{plan.key} {change}", lambda: changed_day(case, plan, ground(), change, going_on=going_on)
        )
        return with_sources(kept, case.city, case.scenario)

    def crowding(self, case: Case, plan: Plan, day: ChangedDay) -> Crowding:
        """Return the queues of those who still reach the destination of the plan, all of them walking."""
        if day.change == DayChange():
            return self._crowding.crowding(case, plan)
        return self._crowding.crowding(changed_case(case, day.change), kept_plan(plan, day))
