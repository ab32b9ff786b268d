"""Crowding of a plan, as JSON."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from exports.json_values import Json, json_records
from planning.case import Case
from planning.crowding import Crowding
from presentation.heading import changed_settings


def crowding_document(case: Case, crowding: Crowding) -> dict[str, Any]:
    """Return crowding with what it rests on.

    Parameters
    ----------
    case, crowding
        The case, and the crowding of its plan.

    Returns
    -------
    dict
        Persons and seconds after t0; None where it never comes to it. Queues are by minute and street,
        or door.
    """
    tables = crowding.tables
    return {
        "schema_version": 1,
        "scenario": case.scenario.scenario_id,
        "plan_key": crowding.key,
        "is_model": crowding.is_model,
        "settings_changed": changed_settings(case),
        "city": _records(pd.DataFrame([asdict(crowding.facts)]), index=False)[0],
        "rounds": _records(crowding.rounds),
        "places": _records(tables.places),
        "blocks": _records(tables.blocks),
        "streets": _records(tables.streets),
        "arrivals": _records(tables.arrivals, index=False),
        "queues": _records(tables.queues, index=False),
        "doors": _records(tables.doors, index=False),
    }


def _records(table: pd.DataFrame, *, index: bool = True) -> list[Json]:
    """Return rows with numbers to the thousandth."""
    return json_records(table.reset_index(drop=not index).round(3))
