"""Whoever checks a plan starts from what its own evacuation started from."""

import pandas as pd

from evacuation.evacuate import evacuate
from planning.case import Case
from planning.pipeline import make_plan
from planning.stage_inputs import stage_inputs
from tests.toy_city import make_toy_bundle, toy_settings


def test_the_stage_of_these_inputs_gives_the_tables_of_the_plan() -> None:
    bundle = make_toy_bundle()
    case = Case.of(bundle, bundle.scenario("toy-tsunami-night"), toy_settings())
    plan, found = make_plan(case), evacuate(stage_inputs(case))
    pd.testing.assert_frame_equal(found.assignment, plan.assignment)
    pd.testing.assert_frame_equal(pd.DataFrame(found.routes), pd.DataFrame(plan.routes))
