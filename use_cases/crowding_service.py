"""Crowding of plans, kept for the next question: everybody walks once, not at every press of a button."""

from domain.faults import Fault, InputError
from planning.case import Case
from planning.crowding import Crowding, crowding_concerns, crowding_of
from planning.departures import route_departures_s
from planning.plan import Plan
from planning.sources import with_sources
from use_cases.result_memory import ResultMemory, Shelf


class CrowdingService:
    """Answers how people hinder each other, for everybody in this process.

    Parameters
    ----------
    memory
        Keeps results; one of its own where None.
    """

    def __init__(self, *, memory: ResultMemory | None = None) -> None:
        self._results: Shelf[Crowding] = Shelf(memory or ResultMemory(), "crowding")

    def crowding(self, case: Case, plan: Plan, *, rounds: int = 1) -> Crowding:
        """Return the crowding of a plan; made once, however many ask at the same time.

        Everybody leaves at a moment of his own, as ``departure.spread`` says.
        """
        kept = self._results.made(f"{plan.key} {rounds}", lambda: _made(case, plan, rounds))
        return with_sources(kept, case.city, case.scenario)

    def is_ready(self, plan: Plan, *, rounds: int = 1) -> bool:
        """Whether the crowding of a plan is at hand."""
        return f"{plan.key} {rounds}" in self._results


def refuse_stay(case: Case) -> None:
    """Refuse a case in which nobody walks at the same time as others.

    Raises
    ------
    domain.faults.InputError
        When its scenario is a stay of days.
    """
    if not crowding_concerns(case.scenario):
        raise InputError([Fault("no_crowding", value=case.scenario.scenario_id)])


def _made(case: Case, plan: Plan, rounds: int) -> Crowding:
    return crowding_of(case, plan, lambda routes: route_departures_s(case, routes), rounds=rounds)
