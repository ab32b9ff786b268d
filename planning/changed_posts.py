"""A plan with other squads, without making all of it again."""

from dataclasses import replace

import pandas as pd

from planning.case import Case
from planning.plan import Plan
from planning.readiness import data_debt, readiness_tables
from readiness.inputs import ReadinessInputs


def with_posts(case: Case, plan: Plan, posts: pd.DataFrame) -> tuple[Case, Plan]:
    """Return case and plan with other squads; only readiness and weak points rest on them.

    Parameters
    ----------
    case, plan
        A case and its plan; they are not changed.
    posts
        ``Posts`` in place of the case's own.

    Returns
    -------
    changed
        The case with these squads, and its plan, as ``make_plan`` would give it.
    """
    changed = replace(case, strength=case.strength.with_posts(posts))
    inputs = ReadinessInputs(
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
        ledgers=(plan.ledgers.blocks, plan.ledgers.districts, plan.ledgers.wards, plan.ledgers.city),
    )
    debt = data_debt(inputs, plan.loads, plan.routes, plan.missing_kinds, plan.missing_layers)
    return changed, replace(plan, key=changed.key, **readiness_tables(inputs), data_debt=debt)
