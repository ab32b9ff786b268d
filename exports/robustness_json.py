"""How likely people get through after an earthquake, as JSON."""

from typing import Any

import numpy as np
import pandas as pd

from domain.tables.robustness import AreaLevel
from planning.case import Case
from planning.robustness import Robustness
from presentation.heading import changed_settings
from presentation.robustness_tables import listed_streets


def robustness_document(case: Case, result: Robustness) -> dict[str, Any]:
    """Return chances and streets with what they rest on.

    Parameters
    ----------
    case, result
        The case, and its draws.

    Returns
    -------
    dict
        Shares from 0 to 1, persons, seconds and minutes; None where unknown.
    """
    by_profile = result.by_profile()

    def areas(level: AreaLevel) -> list[dict[str, Any]]:
        return [
            {**row, "chance_by_profile": _known(by_profile.loc[row["area_id"]].to_dict())}
            for row in _records(result.level(level))
        ]

    through = result.persons[1]
    return {
        "schema_version": 1,
        "scenario": case.scenario.scenario_id,
        "case_key": result.key,
        "is_model": result.is_model,
        "settings_changed": changed_settings(case),
        "draws": result.draws,
        "critical_draws": result.critical_draws,
        "shaking": list(result.shaking),
        "adverse_only": ["block_walls", "liquefaction"],
        "never_blocked": ["streets_from_13_m", "tunnels", "underpasses"],
        "not_computed": ["fire", "falling_objects", "abandoned_cars", "damage_to_places"],
        "city": areas(AreaLevel.CITY),
        "persons_through": {
            f"percent_{share}": float(np.quantile(through, share / 100)) if through.size else None
            for share in (5, 50, 95)
        },
        "seats_short_persons": {
            "at_least_mean": float(result.short[1].mean()) if through.size else None,
            "with_no_street_blocked": result.base_short,
        },
        "wards": areas(AreaLevel.WARD),
        "districts": areas(AreaLevel.DISTRICT),
        "blocks": _records(result.level(AreaLevel.BLOCK)),
        "critical_streets": _records(listed_streets(case, result)),
    }


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [_known(row) for row in table.reset_index().astype(object).to_dict(orient="records")]


def _known(row: dict[Any, Any]) -> dict[str, Any]:
    return {
        str(key): None if pd.isna(value) else round(value, 6) if isinstance(value, float) else value
        for key, value in row.items()
    }
