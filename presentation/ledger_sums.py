"""Sums of the people ledger that are shown beside its rows: one definition of each."""

from collections.abc import Mapping

import pandas as pd

from domain.vocabulary import SERVED_OUTCOMES, UNSERVED_CAUSES, DeadlineKind, Outcome
from planning.case import Case
from planning.plan import Plan

_CAUSES = [cause.value for cause in UNSERVED_CAUSES]
_SERVED = [outcome.value for outcome in SERVED_OUTCOMES]

#: Sums that say nothing where there is no deadline: nobody is late, and nobody is assumed to stay.
ONLY_WITH_DEADLINE = frozenset(
    {"not_in_time", "cannot_reach_safety", "can_leave_area", Outcome.NOT_LEAVING.value, Outcome.TOO_LATE.value}
)

#: What a reader must not overlook: people without an answer.
ALARMING = frozenset({"unserved", "not_in_time", "cannot_reach_safety", *_CAUSES})


def ledger_sums(ledger: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a ledger with the sums that are shown.

    Parameters
    ----------
    ledger
        ``Ledger`` of any level.

    Returns
    -------
    pandas.DataFrame
        Whole persons, one row an area. Beside the columns of the ledger: ``concerned`` in the hazard
        area; ``with_place`` assigned to a place or to safe ground (避難先あり); ``unserved`` without
        a place, all causes; ``not_in_time`` who do not reach safety in time: those without a place
        who cannot walk out of the area in time, and those who are assumed not to leave.
    """
    return ledger.assign(
        concerned=ledger["persons"] - ledger[Outcome.OUTSIDE.value],
        with_place=ledger[_SERVED].sum(axis=1),
        unserved=ledger[_CAUSES].sum(axis=1),
        not_in_time=ledger["cannot_reach_safety"] + ledger[Outcome.NOT_LEAVING.value],
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


def is_timed(case: Case) -> bool:
    """Whether something ends the time to reach safety in this scenario."""
    return case.scenario.deadline is not DeadlineKind.NONE
