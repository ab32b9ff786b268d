"""What the answers of blocks share: the plan's own network, destinations and free seats."""

import numpy as np

from evacuation.destinations import SAFE_AREA_ID
from planning.block_ground import block_ground, block_row
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


def test_rows_of_blocks():
    blocks = MADE.case.city.blocks.index
    assert [block_row(MADE.case, block) for block in blocks] == list(range(len(blocks)))
    assert block_row(MADE.case, "nowhere") == -1
