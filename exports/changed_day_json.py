"""A changed day, as JSON."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from planning.blocked_streets import blocked_streets, lost_led_anew
from planning.case import Case
from planning.changed_day import ChangedDay
from planning.changed_sums import causes_before_after, late_before_after
from planning.plan import Plan
from presentation.below_reserve import few_may_need_help, in_tens_in_files, sum_in_files, where_few
from presentation.changed_day_tables import GIVING_LOST, GIVING_LOST_OF_STREET, with_least


def changed_day_document(case: Case, plan: Plan, day: ChangedDay) -> dict[str, Any]:
    """Return a changed day with what it rests on.

    Parameters
    ----------
    case, plan, day
        A case, its plan, and the changed day.

    Returns
    -------
    dict
        Persons, and seconds; None where there is none, of people below the reserve who are few, and of fewer
        than ten where few no longer arrive.
    """
    blocks = with_least(day.blocks)
    below = [name for name in blocks.columns if name.startswith("below_")]
    sums = {
        str(name): int(count)
        for name, count in blocks.drop(columns=["district_id", "extra_walk_max_s"]).sum().items()
    }
    city: dict[str, Any] = {**sums}
    for name in below:
        # Where no arrival is published nobody knows who is below the reserve, and few are not told:
        # as in ``plan.json``.
        districts = blocks.groupby("district_id")[name].sum()
        city[name] = sum_in_files(case, sums[name], districts) if day.margin_known else None
        told = [day.margin_known and not few_may_need_help(case, persons) for persons in blocks[name]]
        blocks[name] = blocks[name].astype(object).where(pd.Series(told, blocks.index, dtype=bool))
    few = where_few(case, day.blocks["lost_persons"])
    hides = few.groupby(day.blocks["district_id"]).any()
    for name in sorted(GIVING_LOST):
        city[name] = in_tens_in_files(sums[name]) if few.any() else sums[name]
        told_lost = [
            in_tens_in_files(one) if hidden else one for one, hidden in zip(blocks[name], few, strict=True)
        ]
        blocks[name] = pd.Series(told_lost, blocks.index, dtype=object)
    late = late_before_after(case, plan, day, blocks.index) or (None, None)
    city |= {"late_when_spread_before": late[0], "late_when_spread_kept": late[1]}
    lost = lost_led_anew(plan, day)
    return {
        "schema_version": 1,
        "scenario": case.scenario.scenario_id,
        "plan_key": plan.key,
        "changed_key": day.key,
        "is_model": day.is_model,
        "change": {**asdict(day.change), "street_ids": list(day.change.street_ids)},
        "city": {**city, **_why(plan, day, lost, blocks.index, few=bool(few.any()))},
        "districts": [
            {"district_id": str(district), **_why(plan, day, lost, own.index, few=bool(hides[district]))}
            for district, own in day.blocks.groupby("district_id")
        ],
        "blocks": _records(blocks),
        "streets": _records(_streets(case, plan, day)),
    }  # fmt: skip


def _why(
    plan: Plan, day: ChangedDay, lost: pd.DataFrame, block_ids: pd.Index, *, few: bool
) -> dict[str, Any]:  # fmt: skip
    """Return why people of some blocks have no destination, and what becomes of the lost (``few``: in tens).

    The same numbers as the sentences and the table of page and command.
    """
    becomes = {str(name): int(count) for name, count in lost.reindex(block_ids, fill_value=0).sum().items()}
    return {
        "causes": [
            {"outcome": cause, "before": before, "replanned": replanned}
            for cause, (before, replanned) in causes_before_after(plan, day, block_ids).items()
        ],
        **{f"lost_{name}": in_tens_in_files(count) if few else count for name, count in becomes.items()},
    }


def _streets(case: Case, plan: Plan, day: ChangedDay) -> pd.DataFrame:
    """Return what each blocked street means; few of one who no longer arrive are told in tens."""
    streets = blocked_streets(plan, day).drop(columns=["route_before", "route_after"])
    few = where_few(case, streets["other_place_persons"] + streets["without_persons"])
    for name in GIVING_LOST_OF_STREET:
        told = [
            in_tens_in_files(one) if hidden else one for one, hidden in zip(streets[name], few, strict=True)
        ]
        streets[name] = pd.Series(told, streets.index, dtype=object)
    return streets


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.reset_index().astype(object).to_dict(orient="records")
    return [{str(key): None if pd.isna(value) else value for key, value in row.items()} for row in rows]
