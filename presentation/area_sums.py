"""Sums of the people ledger for the areas that are shown: one ward, one district, all wards and the city."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES, DeadlineKind, Outcome
from planning.case import Case
from planning.plan import Plan
from readiness.ledger_sums import ledger_sums

#: Sums that say nothing where there is no deadline: nobody is late, and nobody is assumed to stay.
ONLY_WITH_DEADLINE = frozenset(
    {
        "not_in_time",
        "cannot_reach_safety",
        "can_leave_area",
        Outcome.NOT_LEAVING.value,
        Outcome.TOO_LATE.value,
    }
)

#: What a reader must not overlook: people without an answer.
ALARMING = frozenset(
    {"unserved", "not_in_time", "cannot_reach_safety", *(cause.value for cause in UNSERVED_CAUSES)}
)


def area_sums(case: Case, plan: Plan) -> pd.DataFrame:
    """Return the sums of wards in official order, the city last."""
    order = case.city.wards.sort_values("official_order").index
    return ledger_sums(pd.concat([plan.ledgers.wards.reindex(order), plan.ledgers.city]))


def sums_of(ledger: pd.DataFrame, area_id: str) -> Mapping[str, int]:
    """Return the sums of one area by name.

    Raises
    ------
    KeyError
        When the ledger has no such area.
    """
    row = ledger_sums(ledger.loc[[area_id]])
    return {str(name): int(value) for name, value in zip(row.columns, row.to_numpy()[0], strict=True)}


def worst_district(plan: Plan, district_ids: Iterable[str]) -> str:
    """Return the district with most people without a place; then most concerned; then the first."""
    sums = ledger_sums(plan.ledgers.districts.reindex(list(district_ids)))
    unserved, concerned = sums["unserved"].to_numpy(), sums["concerned"].to_numpy()
    return str(sums.index[np.lexsort((np.arange(len(sums)), -concerned, -unserved))[0]])


def is_timed(case: Case) -> bool:
    """Whether something ends the time to reach safety in this scenario."""
    return case.scenario.deadline is not DeadlineKind.NONE
