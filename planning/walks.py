"""Walks of one plan held against those of another: mean times, and the people who walk farther."""

from dataclasses import dataclass
from typing import cast
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from planning.case import Case
from planning.plan import Plan

#: A walk counts as longer from this much on [s]; less is lost in the uncertainty of walking speeds.
LONGER_S = 60.0
#: Walks of the plans that are in memory.
_kept: WeakKeyDictionary[Plan, pd.DataFrame] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class WalkChange:
    """What becomes of the walks of an area.

    Parameters
    ----------
    before_s, after_s
        Mean walking time of everybody who walks [s]; NaN where nobody does.
    longer_persons
        People whose walk takes at least ``LONGER_S`` more than before. People of one block and walking
        profile count by their mean walk; who did not walk before is not among them.
    """

    before_s: float
    after_s: float
    longer_persons: int


def walk_change(case: Case, before: Plan, after: Plan, *, ward_code: str = "") -> WalkChange:
    """Return how the walks of a ward or the city change.

    Parameters
    ----------
    case
        A case of the city.
    before, after
        Plans of the same scenario.
    ward_code
        Ward whose people are counted; empty for the city.

    Returns
    -------
    WalkChange
        Mean walking times [s] and persons.
    """
    old, new = (_walks(case, plan, ward_code) for plan in (before, after))
    both = new.join(old["mean_s"].rename("before_s"), how="inner")
    longer = both["mean_s"] - both["before_s"] >= LONGER_S
    return WalkChange(_mean_s(old), _mean_s(new), int(both.loc[longer, "persons"].sum()))


def _walks(case: Case, plan: Plan, ward_code: str) -> pd.DataFrame:
    """Return people who walk and their mean time [s] by block and walking profile."""
    walks = _kept.get(plan)
    if walks is None:
        # Asked for each ward that is looked at, and for the city.
        walks = _kept[plan] = _walks_of_all(plan)
    if not ward_code:
        return walks
    rows = cast(pd.MultiIndex, walks.index)
    blocks = case.city.blocks["ward_code"].reindex(rows.levels[0])
    return walks[(blocks == ward_code).to_numpy(np.bool_)[rows.codes[0]]]


def _walks_of_all(plan: Plan) -> pd.DataFrame:
    walks = plan.assignment["walk_time_s"].notna()
    rows = plan.assignment.loc[walks, ["block_id", "profile_id", "persons", "walk_time_s"]]
    weighted = rows.assign(person_s=rows["persons"] * rows["walk_time_s"])
    sums = weighted.groupby(["block_id", "profile_id"])[["persons", "person_s"]].sum()
    return sums.assign(mean_s=sums["person_s"] / sums["persons"])


def _mean_s(walks: pd.DataFrame) -> float:
    persons = float(walks["persons"].sum())
    return float(walks["person_s"].sum()) / persons if persons > 0 else np.nan
