"""Crowding of plans, kept for the next question: everybody walks once, not at every press of a button."""

from collections.abc import Callable
from functools import partial

from domain.faults import Fault, InputError
from domain.going_on import GoingOn, go_on
from evacuation.inputs import EvacuationInputs
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

    def crowding(
        self, case: Case, plan: Plan, *, rounds: int = 1, bounded: bool = True,
        inputs: Callable[[], EvacuationInputs] | None = None, going_on: GoingOn = go_on,
    ) -> Crowding:  # fmt: skip
        """Return the crowding of a plan; made once, however many ask at the same time.

        Everybody leaves at a moment of his own, as ``departure.spread`` says. ``bounded`` asks how soon all
        could have arrived at best; ``inputs`` gives what the evacuation stage takes, where that is at hand;
        ``going_on`` is called now and then: what it raises ends the work, and
        nothing is kept.
        """

        def made() -> Crowding:
            return crowding_of(
                case, plan, partial(route_departures_s, case), rounds=rounds, bounded=bounded,
                inputs=None if inputs is None else inputs(), going_on=going_on,
            )  # fmt: skip

        kept = self._results.made(_key(plan, rounds, bounded=bounded), made)
        return with_sources(kept, case.city, case.scenario)

    def is_ready(self, plan: Plan, *, rounds: int = 1, bounded: bool = True) -> bool:
        """Whether the crowding of a plan is at hand."""
        return _key(plan, rounds, bounded=bounded) in self._results


def _key(plan: Plan, rounds: int, *, bounded: bool) -> str:
    return f"{plan.key} {rounds}" + ("" if bounded else " unbounded")


def refuse_stay(case: Case) -> None:
    """Refuse a case in which nobody walks at the same time as others.

    Raises
    ------
    domain.faults.InputError
        When its scenario is a stay of days.
    """
    if not crowding_concerns(case.scenario):
        raise InputError([Fault("no_crowding", value=case.scenario.scenario_id)])
