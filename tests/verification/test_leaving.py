"""Who can still walk out of the hazard area is asked again of networkx."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.measures import OnlyPlaceOpened
from domain.vocabulary import Outcome
from planning.stage_inputs import stage_inputs
from tests.made import Made, make_toy
from verification.leaving import ways_out_told_otherwise
from verification.reach import profiles_on_network

#: G is cut off from everywhere; without any place the people of D can walk out of the water.
CUT_OFF = make_toy("toy-tsunami-night")
NO_PLACE = make_toy("toy-flood", None, (OnlyPlaceOpened(""),))


def _otherwise(made: Made, assignment: pd.DataFrame) -> list[object]:
    case, plan = made
    inputs = replace(stage_inputs(case), demand=plan.demand)
    told = replace(plan, assignment=assignment)
    return list(ways_out_told_otherwise(inputs, profiles_on_network(inputs), told))


@pytest.mark.parametrize("made", [CUT_OFF, NO_PLACE, make_toy("toy-quake")], ids=["cut", "out", "stay"])
def test_a_plan_agrees_and_what_is_told_otherwise_is_named(made: Made) -> None:
    rows = made.plan.assignment
    assert (rows["destination_id"] == "").any()
    assert _otherwise(made, rows) == []
    for column in ("can_leave_area", "cannot_reach_safety"):
        assert _otherwise(made, rows.assign(**{column: ~rows[column]})) == rows.index.tolist()


def test_some_get_out_and_some_do_not() -> None:
    assert CUT_OFF.plan.assignment["cannot_reach_safety"].sum() == 1
    without = NO_PLACE.plan.assignment["destination_id"] == ""
    assert NO_PLACE.plan.assignment.loc[without, "can_leave_area"].any()


def test_of_people_without_a_street_nothing_is_said() -> None:
    rows = CUT_OFF.plan.assignment
    lost = rows["destination_id"] == ""
    unknown = rows.assign(outcome=rows["outcome"].mask(lost, Outcome.WAY_UNKNOWN.value))
    assert _otherwise(CUT_OFF, unknown) == rows.index[lost].tolist()
    assert _otherwise(CUT_OFF, unknown.assign(cannot_reach_safety=False)) == []
