"""Of some blocks on a changed day: why people have no destination, and who is late when departures spread."""

import numpy as np
import pandas as pd

from domain.going_on import GoingOn, go_on
from domain.vocabulary import UNSERVED_CAUSES
from evacuation.network import BoolArray, IntArray
from planning.blocked_streets import blocked_streets, lost_led_anew
from planning.case import Case
from planning.changed_day import ChangedDay
from planning.departures import late_when_spread, whole_persons
from planning.kept_of_day import kept_of_day
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
    chosen = _chosen(day, block_ids)[:-1]
    before, replanned = kept_of_day(
        plan, day, "causes",
        lambda: [_by_cause(day.blocks.index, one) for one in (plan.assignment, day.replanned)],
    )  # fmt: skip
    counts = {
        cause.value: (int(before[cause.value][chosen].sum()), int(replanned[cause.value][chosen].sum()))
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
    rows = kept_of_day(plan, day, "late", lambda: [
        (_block_of(day, routes["block_id"]), late_when_spread(case, routes))
        for routes in (plan.routes, day.kept_routes)
    ])  # fmt: skip
    chosen = _chosen(day, block_ids)
    before, kept = (whole_persons(late[chosen[block]]) for block, late in rows)
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
    block, persons = kept_of_day(plan, day, "over earlier ground", lambda: _over_earlier(plan, day))
    return int(persons[_chosen(day, block_ids)[block]].sum())


def ready_sums(case: Case, plan: Plan, day: ChangedDay, *, going_on: GoingOn = go_on) -> None:
    """Have ready what the words of a changed day are made of, for as long as anybody holds the day.

    Parameters
    ----------
    case, plan, day
        A case, its plan, and the changed day.
    going_on
        Called between them; what it raises ends the work.
    """
    every = day.blocks.index
    for make in (
        lambda: blocked_streets(plan, day),
        lambda: lost_led_anew(plan, day),
        lambda: causes_before_after(plan, day, every),
        lambda: late_before_after(case, plan, day, every),
        lambda: led_over_earlier_ground(plan, day, every),
    ):
        going_on()
        make()


def _over_earlier(plan: Plan, day: ChangedDay) -> tuple[IntArray, IntArray]:
    """Return the block of each row, and its people, of those whose other way alone passes such ground."""
    told = day.told[day.told["other_way"]]
    before, after = (
        routes["over_earlier_ground"].reindex(told[column].to_numpy()).to_numpy(np.bool_)
        for routes, column in ((plan.routes, "route_id"), (day.kept_routes, "route_after"))
    )
    told = told[after & ~before]
    return _block_of(day, told["block_id"]), told["persons"].to_numpy(np.int64)


def _block_of(day: ChangedDay, block_ids: "pd.Series[str]") -> IntArray:
    """Return the row of the day's blocks of each id, -1 for none."""
    return day.blocks.index.get_indexer(pd.Index(block_ids)).astype(np.int64)


def _chosen(day: ChangedDay, block_ids: pd.Index) -> BoolArray:
    """Return which of the day's blocks are among some; a last one for ids that are none of the day's."""
    blocks = day.blocks.index
    chosen = np.full(blocks.size + 1, blocks.equals(block_ids))
    if not chosen.any():
        chosen[blocks.get_indexer(block_ids)] = True
    chosen[-1] = False
    return chosen


def _by_cause(blocks: pd.Index, assignment: pd.DataFrame) -> dict[str, IntArray]:
    """Return the people of each block who have no destination, by cause."""
    without = assignment[(assignment["destination_id"] == "").to_numpy(np.bool_)]
    row = blocks.get_indexer(pd.Index(without["block_id"]))
    persons, outcome = without["persons"].to_numpy(np.float64), without["outcome"].to_numpy(object)
    counts = {}
    for cause in UNSERVED_CAUSES:
        mine = (outcome == cause.value) & (row >= 0)
        counts[cause.value] = np.bincount(row[mine], persons[mine], blocks.size).astype(np.int64)
    return counts
