"""Each number that a plan adds up is added up again."""

from dataclasses import fields, replace

import numpy as np
import pandas as pd

from planning.stage_inputs import stage_inputs
from tests.each import each
from tests.made import make_toy
from tests.verification.test_told import spoiled
from verification.counts import (
    counted_facts,
    facts_told_otherwise,
    ledgers_told_otherwise,
    loads_told_otherwise,
)
from verification.reach import networkx_reach

CASE, PLAN = make_toy("toy-tsunami-night")
INPUTS = replace(stage_inputs(CASE), demand=PLAN.demand)
REACH = networkx_reach(INPUTS)


def _loads(loads: pd.DataFrame) -> list[str]:
    return list(loads_told_otherwise(INPUTS, replace(PLAN, loads=loads), REACH))


@each("column", PLAN.loads.columns.to_list())
def test_a_load_that_is_told_otherwise_is_named(column: str) -> None:
    assert _loads(PLAN.loads) == []
    assert len(_loads(spoiled(PLAN.loads, column))) == 1


def test_a_place_that_is_told_twice_or_not_is_named() -> None:
    assert _loads(PLAN.loads.iloc[1:]) == [PLAN.loads.index[0]]
    assert PLAN.loads.index[0] in _loads(PLAN.loads.iloc[[0, *range(len(PLAN.loads))]])


@each("column", PLAN.ledgers.blocks.columns.to_list())
@each("level", ["blocks", "districts", "wards", "city"])
def test_a_row_of_a_ledger_that_is_told_otherwise_is_named(level: str, column: str) -> None:
    assert list(ledgers_told_otherwise(CASE, PLAN)) == []
    told = spoiled(getattr(PLAN.ledgers, level), column)
    changed = replace(PLAN, ledgers=replace(PLAN.ledgers, **{level: told}))
    assert list(ledgers_told_otherwise(CASE, changed)) == [told.index[0]]


def test_people_who_are_told_to_go_to_another_ward_are_named() -> None:
    moved = PLAN.origin_load.copy()
    moved.iloc[0, -1] += 1
    assert list(ledgers_told_otherwise(CASE, replace(PLAN, origin_load=moved))) == [moved.index[0]]
    missing = PLAN.origin_load.loc[:, PLAN.origin_load.sum() == 0]
    assert list(ledgers_told_otherwise(CASE, replace(PLAN, origin_load=missing))) != []


@each("name", counted_facts(CASE, PLAN))
def test_a_figure_that_is_told_otherwise_is_named(name: str) -> None:
    own = counted_facts(CASE, PLAN)
    assert set(own) <= {one.name for one in fields(PLAN.facts)}
    assert list(facts_told_otherwise(own, PLAN)) == []
    facts = replace(PLAN.facts, **{name: getattr(PLAN.facts, name) + 1})
    assert list(facts_told_otherwise(own, replace(PLAN, facts=facts))) == [name]


def test_figures_follow_from_groups_and_routes() -> None:
    # Damage of the groups themselves: the figures that stand no longer follow.
    rows = PLAN.assignment.assign(cannot_reach_safety=True)
    own = counted_facts(CASE, replace(PLAN, assignment=rows))
    assert own["cannot_reach_safety_persons"] == PLAN.assignment["persons"].sum()
    nobody = replace(PLAN, assignment=PLAN.assignment.iloc[:0], routes=PLAN.routes.iloc[:0])
    found = counted_facts(CASE, nobody)
    assert np.isnan(found["walk_time_mean_s"])
    assert found["unserved_persons"] == 0
