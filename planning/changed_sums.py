"""Of some blocks on a changed day: why people have no destination, and who is late when departures spread."""

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


def _by_cause(assignment: pd.DataFrame, block_ids: pd.Index) -> "pd.Series[int]":
    without = assignment[(assignment["destination_id"] == "") & assignment["block_id"].isin(block_ids)]
    return without.groupby("outcome")["persons"].sum()
