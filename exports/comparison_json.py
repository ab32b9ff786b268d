"""Two plans side by side, as JSON."""

import math
from typing import Any

from exports.json_values import json_value
from planning.case import Case
from planning.comparison import Comparison
from planning.figures import Figure
from planning.plan import Plan


def comparison_document(comparison: Comparison) -> dict[str, Any]:
    """Return two plans side by side with exact figures.

    Parameters
    ----------
    comparison
        The two plans.

    Returns
    -------
    dict
        Persons, seconds, levels and the units of indicators; None where there is no number, or an end
        is open. ``change`` is second − first.
    """
    first, second = (_side(case, plan) for case, plan in zip(comparison.cases, comparison.plans, strict=True))
    return {
        "area_id": comparison.area_id,
        "is_model": comparison.is_model,
        "first": first,
        "second": second,
        "inputs": [
            {
                "group": one.group,
                "key": one.key,
                "first": json_value(one.first),
                "second": json_value(one.second),
            }
            for one in comparison.inputs
        ],
        "figures": [
            {
                "part": row.part.value,
                "item": row.item,
                "unit": row.unit,
                "first": _figure(row.first),
                "second": _figure(row.second),
                "change": _figure(row.change),
            }
            for row in comparison.rows
        ],
    }


def _side(case: Case, plan: Plan) -> dict[str, Any]:
    return {
        "scenario": case.scenario.scenario_id,
        "day_time": case.scenario.day_time.value,
        "preset": case.preset.value,
        "key": plan.key,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    ends = {"value": figure.value, "low": figure.low, "high": figure.high}
    return {name: end if math.isfinite(end) else None for name, end in ends.items()} | {"state": figure.state}
