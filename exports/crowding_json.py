"""Crowding of a plan, as JSON."""

from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

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
        Persons and seconds after t0; None where it never comes to it. Queues are by minute and street.
    """
    tables = crowding.tables
    facts = {name: _known_values(value) for name, value in asdict(crowding.facts).items()}
    return {
        "schema_version": 1,
        "scenario": case.scenario.scenario_id,
        "plan_key": crowding.key,
        "is_model": crowding.is_model,
        "settings_changed": changed_settings(case),
        "city": facts,
        "rounds": _records(crowding.rounds),
        "places": _records(tables.places),
        "blocks": _records(tables.blocks),
        "streets": _records(tables.streets),
        "arrivals": _records(tables.arrivals, index=False),
        "queues": _records(tables.queues, index=False),
    }


def _known_values(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_known(one) for one in value]
    return _known(value)


def _known(value: Any) -> Any:
    if pd.isna(value):
        return None
    return round(float(value), 3) if isinstance(value, float | np.floating) else value


def _records(table: pd.DataFrame, *, index: bool = True) -> list[dict[str, Any]]:
    rows = table.reset_index(drop=not index).astype(object)
    return [{str(key): _known(value) for key, value in row.items()} for row in rows.to_dict(orient="records")]
