"""Sums of the people ledger for the areas that are shown: one ward, one district, all wards and the city."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from domain.bundle import City
from domain.vocabulary import UNSERVED_CAUSES, Outcome
from planning import deadline
from planning.case import Case
from planning.plan import Plan
from readiness.ledger_sums import ledger_sums

ONLY_WITH_DEADLINE = deadline.ONLY_WITH_DEADLINE
is_timed = deadline.is_timed

#: What a reader must not overlook: people without an answer.
ALARMING = frozenset(
    {"unserved", "not_in_time", "cannot_reach_safety", *(cause.value for cause in UNSERVED_CAUSES)}
)


#: Sums that rest on a search for ways: at least so many where the way of anybody is unknown.
WAY_SUMS = ("not_in_time", "cannot_reach_safety", "can_leave_area")


def is_unsaid(sums: Mapping[Any, Any], key: str) -> bool:
    """Whether a sum is told as unknown: nobody is counted, but the way of somebody is not known.

    A zero would comfort. Who is counted is said, beside those of unknown way: at least so many.

    Parameters
    ----------
    sums
        Persons of one area by name, as ``sums_of`` gives them.
    key
        Name of the sum.
    """
    return bool(key in WAY_SUMS and sums[Outcome.WAY_UNKNOWN.value] > 0 and not sums[key])


def shown_causes(city: City, plans: Iterable[pd.DataFrame]) -> tuple[str, ...]:
    """Return the causes of having no place that are shown.

    The unknown way only where it can be one: without streets, or with people whom no street is near.

    Parameters
    ----------
    city
        The city.
    plans
        Of each plan a ledger, or its sums.
    """
    way = city.streets.empty or any(bool((one[Outcome.WAY_UNKNOWN.value] > 0).any()) for one in plans)
    return tuple(cause.value for cause in UNSERVED_CAUSES if cause is not Outcome.WAY_UNKNOWN or way)


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
    # A page asks for the same rows many times.
    row = ledger.to_numpy()[ledger.index.get_loc(area_id)]
    return dict(_sums_of_row(tuple(ledger.columns), tuple(int(value) for value in row)))


@lru_cache(maxsize=512)
def _sums_of_row(columns: tuple[str, ...], row: tuple[int, ...]) -> Mapping[str, int]:
    sums = ledger_sums(pd.DataFrame([row], columns=list(columns)))
    return {str(name): int(value) for name, value in zip(sums.columns, sums.to_numpy()[0], strict=True)}


def worst_district(plan: Plan, district_ids: Iterable[str]) -> str:
    """Return the district with most people without a place; then most concerned; then the first."""
    sums = ledger_sums(plan.ledgers.districts.reindex(list(district_ids)))
    unserved, concerned = sums["unserved"].to_numpy(), sums["concerned"].to_numpy()
    return str(sums.index[np.lexsort((np.arange(len(sums)), -concerned, -unserved))[0]])
