"""A plan with other organisations, without making all of it again."""

from dataclasses import replace
from typing import Any

import pandas as pd

from domain.bundle import OrganisationStrength
from planning.case import Case
from planning.later import Later, as_held
from planning.limits import water_may_come_first
from planning.plan import Plan
from planning.readiness import data_debt, later_tables
from readiness.inputs import ReadinessInputs


def with_strength(case: Case, plan: Plan, strength: OrganisationStrength) -> tuple[Case, Plan]:
    """Return case and plan with other organisations; only readiness and weak points rest on them.

    Parameters
    ----------
    case, plan
        A case and its plan; they are not changed.
    strength
        Organisations, squads and counts per district in place of the case's own.

    Returns
    -------
    changed
        The case with these organisations, and its plan, as ``make_plan`` would give it.
    """
    changed = replace(case, strength=strength)

    def inputs() -> ReadinessInputs:
        return ReadinessInputs(
            city=changed.city,
            strength=changed.strength,
            scenario=changed.scenario,
            settings=changed.settings,
            block_exposure=plan.block_exposure,
            usable_places=plan.usable_places,
            demand=plan.demand,
            margin=plan.margin,
            assignment=plan.assignment,
            openable=plan.openable,
            rain_may_come_first=water_may_come_first(changed),
            ledgers=(plan.ledgers.blocks, plan.ledgers.districts, plan.ledgers.wards, plan.ledgers.city),
        )

    def debt() -> dict[str, pd.DataFrame]:
        found = data_debt(inputs(), plan.loads, plan.routes, plan.missing_kinds, plan.missing_layers)
        return {"data_debt": found}

    # What nobody has asked for yet stays so.
    same = {name: as_held(plan, name) for name in ("openable", "origin_load")}
    later: dict[str, Any] = {**same, **later_tables(inputs), "data_debt": Later(debt)}
    return changed, replace(plan, key=changed.key, **later)
