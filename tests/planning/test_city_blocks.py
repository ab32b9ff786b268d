"""Answers of blocks of the bundled city against the tables of its plans."""

import numpy as np
import pytest

from planning.block_answer import block_answer
from planning.block_ground import block_ground
from tests.made import make_city
from tests.planning.block_agreement import assert_agrees

pytestmark = pytest.mark.city
#: Blocks that are looked at in each scenario, evenly spread over those that anybody leaves.
LOOKED_AT = 6


@pytest.mark.parametrize(
    "scenario", ["nankai-tsunami-night", "nankai-quake-day1", "small-rivers-flood", "surge-l2"]
)
def test_answers_agree_with_the_plan(scenario) -> None:
    case, plan = make_city(scenario)
    ground = block_ground(case, plan)
    blocks = np.unique(plan.demand["block_id"])
    for block in blocks[:: max(1, blocks.size // LOOKED_AT)]:
        answer = block_answer(case, plan, str(block), ground)
        assert_agrees(case, plan, answer)
        for group, second in zip(answer.groups, answer.seconds, strict=True):
            if second is not None:
                assert second.destination.destination_id != group.destination.destination_id
                assert (second.destination.free_persons == 0) == second.is_full
                if plan.facts.margin_known:
                    assert second.route.margin_s >= 0
