"""What districts hang on, kept for the next question: each district is searched once for a plan."""

from collections.abc import Callable

import pandas as pd

from planning.block_ground import BlockGround
from planning.case import Case
from planning.isolation import Isolation, find_dependence, find_isolation, tell_anew
from planning.plan import Plan
from use_cases.result_memory import ResultMemory, Shelf


class IsolationService:
    """Answers what the people of a district hang on, for everybody in this process.

    Parameters
    ----------
    memory
        Keeps the answers; one of its own where None.
    """

    def __init__(self, memory: ResultMemory | None = None) -> None:
        memory = memory or ResultMemory()
        self._districts: Shelf[Isolation] = Shelf(memory, "isolation")
        self._streets: Shelf[Isolation] = Shelf(memory, "isolation.streets")
        self._dependence: Shelf[pd.DataFrame] = Shelf(memory, "isolation.dependence")

    def district(
        self, case: Case, plan: Plan, ground: Callable[[], BlockGround], district_id: str
    ) -> Isolation:
        """Return what the people of one district hang on."""
        known = self.known_district(plan, district_id)
        return known or self._districts.made(
            f"{plan.key} {district_id}",
            lambda: tell_anew(case, plan, ground(), self.streets(case, plan, ground, district_id)),
        )

    def known_district(self, plan: Plan, district_id: str) -> Isolation | None:
        """Return what ``district`` does, where somebody asked for it already."""
        whole = self.known(plan)
        if whole is None:
            return self._districts.get(f"{plan.key} {district_id}")
        own = whole.blocks["district_id"] == district_id
        return Isolation(whole.districts.loc[[district_id]], whole.blocks[own])

    def streets(
        self, case: Case, plan: Plan, ground: Callable[[], BlockGround], district_id: str
    ) -> Isolation:
        """Return what the people of one district hang on, and not yet who has no way at all without it."""
        return self._streets.made(
            f"{plan.key} {district_id}",
            lambda: find_isolation(case, plan, ground(), [district_id], anew=False),
        )

    def known(self, plan: Plan) -> Isolation | None:
        """Return what all districts hang on, where somebody asked for it already."""
        return self._districts.get(plan.key)

    def every(
        self,
        case: Case,
        plan: Plan,
        ground: Callable[[], BlockGround],
        progress: Callable[[], None] | None = None,
    ) -> Isolation:
        """Return what all districts hang on: seconds where the whole city leaves.

        ``progress`` is told after each district.
        """
        return self._districts.made(plan.key, lambda: find_isolation(case, plan, ground(), progress=progress))

    def known_dependence(self, plan: Plan) -> pd.DataFrame | None:
        """Return what ``dependence`` does, where somebody asked for it already."""
        return self._dependence.get(plan.key)

    def dependence(self, case: Case, plan: Plan, ground: Callable[[], BlockGround]) -> pd.DataFrame:
        """Return who of all districts reaches safety over one river or railway only."""
        return self._dependence.made(plan.key, lambda: find_dependence(case, plan, ground()))
