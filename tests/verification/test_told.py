"""Each thing that a plan tells of a group or a block is looked at."""

from dataclasses import replace

import numpy as np
import pandas as pd

from domain.vocabulary import Outcome
from planning.stage_inputs import stage_inputs
from tests.each import each
from tests.made import make_toy
from tests.toy_city import toy_settings
from verification.reach import NetworkxReach, networkx_reach, profiles_on_network
from verification.told import groups_told_otherwise, limits_told_otherwise

CASE, PLAN = make_toy("toy-tsunami-night")
INPUTS = replace(stage_inputs(CASE), demand=PLAN.demand)
REACH = networkx_reach(INPUTS)
PLACED = profiles_on_network(INPUTS)


def spoiled(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """Change the first known and finite cell of a column to another value."""
    known = table[column].notna() & ~table[column].isin([np.inf, -np.inf])
    changed, first = table[column].copy(), int(np.flatnonzero(known)[0])
    others = [*changed[changed != changed.iloc[first]], "another"]
    changed.iloc[first] = others[0] if changed.dtype == "str" else changed.iloc[first] + 1
    return table.assign(**{column: changed})


def _groups(assignment: pd.DataFrame, reach: NetworkxReach = REACH) -> list[object]:
    return list(groups_told_otherwise(INPUTS, replace(PLAN, assignment=assignment), reach))


@each(
    "column",
    [
        "demand_id", "block_id", "profile_id", "departure", "departure_s", "outcome", "destination_id",
        "route_id", "walk_time_s", "wait_s",
    ],
)  # fmt: skip
def test_a_group_that_is_told_otherwise_is_named(column: str) -> None:
    assert _groups(PLAN.assignment) == []
    assert _groups(spoiled(PLAN.assignment, column)) != []


def test_a_group_without_its_route_is_named() -> None:
    assert _groups(PLAN.assignment.assign(route_id=-1, walk_time_s=np.nan, wait_s=0.0)) != []


@each("column", PLAN.margin.columns.to_list())
def test_a_block_that_is_told_other_times_is_named(column: str) -> None:
    changed = replace(PLAN, margin=spoiled(PLAN.margin, column))
    assert list(limits_told_otherwise(INPUTS, PLACED, PLAN)) == []
    assert list(limits_told_otherwise(INPUTS, PLACED, changed)) != []


def test_a_block_that_is_told_twice_or_not_is_named() -> None:
    blocks = PLAN.margin["block_id"].tolist()
    for rows in ([0, *range(len(blocks))], [*range(1, len(blocks))]):
        margin = PLAN.margin.iloc[rows]
        assert list(limits_told_otherwise(INPUTS, PLACED, replace(PLAN, margin=margin))) == blocks[:1]


def test_a_cause_that_networkx_refutes_is_named() -> None:
    first = PLAN.assignment.index[:1]
    for cause, reachable, has_street, is_right in (
        (Outcome.TOO_LATE, True, True, False),
        (Outcome.TOO_LATE, False, True, True),
        (Outcome.NO_CAPACITY, False, True, False),
        (Outcome.NO_CAPACITY, True, True, True),
        (Outcome.CAPACITY_UNKNOWN, True, True, True),
        (Outcome.WAY_UNKNOWN, False, True, False),
        (Outcome.WAY_UNKNOWN, False, False, True),
        (Outcome.NO_SAFE_WAY, False, False, False),
        (Outcome.SHELTER, True, True, False),
    ):
        told = PLAN.assignment.copy()
        columns = ["outcome", "destination_id", "route_id", "walk_time_s", "wait_s"]
        told.loc[first, columns] = [cause.value, "", -1, np.nan, 0.0]
        reach = replace(
            REACH,
            feasible=np.full_like(REACH.feasible, reachable),
            access_node=np.full_like(REACH.access_node, 0 if has_street else -1),
        )
        assert _groups(told.loc[first], reach) == ([] if is_right else list(first))


def test_the_limit_of_the_best_destination_asks_for_no_longest_walk() -> None:
    # The shelter is out of reach on foot in 15 minutes, and not too late: two questions.
    settings = toy_settings().with_overrides(
        {"movement.longest_walk_s": "900", "movement.assisted_speed_m_s": "0.3"}
    )
    case, plan = make_toy("toy-flood", settings)
    inputs = replace(stage_inputs(case), demand=plan.demand)
    far = plan.margin["route_latest_departure_s"].isna() & np.isfinite(plan.margin["best_latest_departure_s"])
    assert far.any()
    assert list(limits_told_otherwise(inputs, profiles_on_network(inputs), plan)) == []


def test_the_best_destination_is_one_that_is_open_to_them() -> None:
    case, plan = make_toy("toy-flood")
    inputs = replace(stage_inputs(case), demand=plan.demand)
    theirs = replace(inputs, usable=inputs.usable.assign(for_care=True))
    told = list(limits_told_otherwise(theirs, profiles_on_network(theirs), plan))
    assert told == plan.margin.loc[plan.margin["profile_id"] == "general", "block_id"].tolist()
