"""A changed day, as JSON."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from planning.blocked_streets import blocked_streets
from planning.case import Case
from planning.changed_day import ChangedDay
from planning.plan import Plan
from presentation.below_reserve import few_may_need_help, sum_in_files
from presentation.changed_day_tables import with_least


def changed_day_document(case: Case, plan: Plan, day: ChangedDay) -> dict[str, Any]:
    """Return a changed day with what it rests on.

    Parameters
    ----------
    case, plan, day
        A case, its plan, and the changed day.

    Returns
    -------
    dict
        Persons, and seconds; None where there is none, and of people below the reserve who are few.
    """
    blocks = with_least(day.blocks)
    below = [name for name in blocks.columns if name.startswith("below_")]
    sums = {
        str(name): int(count)
        for name, count in blocks.drop(columns=["district_id", "extra_walk_max_s"]).sum().items()
    }
    city: dict[str, int | None] = {**sums}
    for name in below:
        # Where no arrival is published nobody knows who is below the reserve, and few are not told:
        # as in ``plan.json``.
        districts = blocks.groupby("district_id")[name].sum()
        city[name] = sum_in_files(case, sums[name], districts) if day.margin_known else None
        told = [day.margin_known and not few_may_need_help(case, persons) for persons in blocks[name]]
        blocks[name] = blocks[name].astype(object).where(pd.Series(told, blocks.index, dtype=bool))
    return {
        "schema_version": 1,
        "scenario": case.scenario.scenario_id,
        "plan_key": plan.key,
        "changed_key": day.key,
        "is_model": day.is_model,
        "change": {**asdict(day.change), "street_ids": list(day.change.street_ids)},
        "city": city,
        "blocks": _records(blocks),
        "streets": _records(blocked_streets(plan, day).drop(columns=["route_before", "route_after"])),
    }  # fmt: skip


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.reset_index().astype(object).to_dict(orient="records")
    return [{str(key): None if pd.isna(value) else value for key, value in row.items()} for row in rows]
