"""Of some blocks on a changed day: why people have no destination, and who is late when departures spread."""

import numpy as np
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES
from planning.case import Case
from planning.changed_day import ChangedDay
from planning.departures import late_when_spread_persons
from planning.plan import Plan


def causes_before_after(plan: Plan, day: ChangedDay, block_ids: pd.Index) -> dict[str, tuple[int, int]]:
    """Return why people of some blocks have no destination, in the plan and led anew.

    Nobody asks for the causes of those who are held to a destination.

    Parameters
    ----------
    plan, day
        A plan, and its changed day.
    block_ids
        The blocks.

    Returns
    -------
    dict
        By cause, in the order in which causes are shown, those of anybody: people of the plan, and led anew.
    """
    before, replanned = (_by_cause(one, block_ids) for one in (plan.assignment, day.replanned))
    counts = {
        cause.value: (int(before.get(cause.value, 0)), int(replanned.get(cause.value, 0)))
        for cause in UNSERVED_CAUSES
    }
    return {cause: both for cause, both in counts.items() if any(both)}


def late_before_after(
    case: Case, plan: Plan, day: ChangedDay, block_ids: pd.Index
) -> tuple[int, int] | None:  # fmt: skip
    """Return who of some blocks is too late for the way when departures are spread.

    Parameters
    ----------
    case, plan, day
        A case, its plan, and the changed day.
    block_ids
        The blocks.

    Returns
    -------
    tuple | None
        People expected in the plan, and of those held to its destinations; None where nothing says how
        much time is left.
    """
    if not day.margin_known:
        return None
    before, kept = (
        late_when_spread_persons(case, routes[routes["block_id"].isin(block_ids)])
        for routes in (plan.routes, day.kept_routes)
    )
    return before, kept


def led_over_earlier_ground(plan: Plan, day: ChangedDay, block_ids: pd.Index) -> int:
    """Return people of some blocks whose other way passes ground that water or fire reaches earlier.

    Where no other way is left a plan leads over such ground (``evacuation.bars``): in time, but not for who
    leaves late. Those whose way in the plan passes it, too, are not counted.

    Parameters
    ----------
    plan, day
        A plan, and its changed day.
    block_ids
        The blocks.

    Returns
    -------
    int
        Of those who still reach the destination of the plan.
    """
    told = day.told[day.told["other_way"] & day.told["block_id"].isin(block_ids)]
    before, after = (
        routes["over_earlier_ground"].reindex(told[column].to_numpy()).to_numpy(np.bool_)
        for routes, column in ((plan.routes, "route_id"), (day.kept_routes, "route_after"))
    )
    return int(told["persons"].to_numpy()[after & ~before].sum())


def _by_cause(assignment: pd.DataFrame, block_ids: pd.Index) -> "pd.Series[int]":
    without = assignment[(assignment["destination_id"] == "") & assignment["block_id"].isin(block_ids)]
    return without.groupby("outcome")["persons"].sum()
