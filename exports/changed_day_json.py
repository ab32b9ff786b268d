"""A changed day, as JSON."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from planning.blocked_streets import blocked_streets
from planning.case import Case
from planning.changed_day import ChangedDay
from planning.plan import Plan
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
        Persons, and seconds; None where there is none.
    """
    blocks = with_least(day.blocks)
    # Where no arrival is published nobody knows who is below the reserve: as in ``plan.json``.
    unknown = [] if day.margin_known else [name for name in blocks.columns if name.startswith("below_")]
    sums = blocks.drop(columns=["district_id", "extra_walk_max_s"]).sum()
    return {
        "schema_version": 1,
        "scenario": case.scenario.scenario_id,
        "plan_key": plan.key,
        "changed_key": day.key,
        "is_model": day.is_model,
        "change": {**asdict(day.change), "street_ids": list(day.change.street_ids)},
        "city": {str(key): None if key in unknown else int(value) for key, value in sums.items()},
        "blocks": _records(blocks.assign(**dict.fromkeys(unknown, None))),
        "streets": _records(blocked_streets(plan, day).drop(columns=["route_before", "route_after"])),
    }  # fmt: skip


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    rows = table.reset_index().astype(object).to_dict(orient="records")
    return [{str(key): None if pd.isna(value) else value for key, value in row.items()} for row in rows]
