"""What the answers of blocks share: the plan's own network, destinations and free seats."""

from dataclasses import replace

import numpy as np

from evacuation.destinations import SAFE_AREA_ID
from planning.block_ground import block_ground, block_row
from planning.pipeline import make_plan
from planning.stage_inputs import inputs_of_plan
from tests.made import make_toy

MADE = make_toy("toy-tsunami-night")
GROUND = block_ground(MADE.case, MADE.plan)


def test_free_seats_are_those_that_the_plan_leaves():
    assert GROUND.inputs.destinations.destination_id == (SAFE_AREA_ID, "E2714000101")
    taken = int(MADE.plan.loads.loc["E2714000101", "assigned_persons"])
    assert GROUND.free.tolist() == [-1, 4 - taken]


def test_every_profile_with_people_is_on_the_network():
    assert set(GROUND.on_network) == set(GROUND.usable) == {"general", "assisted"}
    assert np.array_equal(GROUND.closes_at_s, MADE.plan.street_exposure["closes_at_s"].to_numpy())


def test_inputs_are_those_of_the_plan_and_made_anew_for_another_one():
    # A pace that no other test walks at: the inputs of the plan that was made first are kept.
    settings = MADE.case.settings
    movement = settings.movement.model_copy(update={"adult_speed_m_s": 1.2345})
    case = replace(MADE.case, settings=settings.model_copy(update={"movement": movement}))
    plan = make_plan(case)
    found = inputs_of_plan(case, plan)
    assert found.demand is plan.demand
    assert found.usable is plan.usable_places
    assert found.passage is inputs_of_plan(case, plan).passage
    other = replace(plan, street_exposure=plan.street_exposure.copy())
    anew = inputs_of_plan(case, other)
    assert anew.passage is not found.passage
    assert np.array_equal(anew.passage.closes_at_s, found.passage.closes_at_s)
    assert np.array_equal(anew.passage.extra_cost.before, found.passage.extra_cost.before)
    assert anew.destinations.destination_id == found.destinations.destination_id


def test_rows_of_blocks():
    blocks = MADE.case.city.blocks.index
    assert [block_row(MADE.case, block) for block in blocks] == list(range(len(blocks)))
    assert block_row(MADE.case, "nowhere") == -1
