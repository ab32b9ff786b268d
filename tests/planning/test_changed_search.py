"""What is taken over from the plan is what a search of the changed day finds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.inputs import EvacuationInputs
from evacuation.kernels.trace import trace_arcs
from evacuation.search import Found, search_routes
from planning.block_ground import block_ground
from planning.changed_day import DayChange, changed_case
from planning.changed_day_inputs import planned_inputs
from planning.changed_search import search_changed
from planning.stage_inputs import stage_inputs
from tests.made import make_toy
from tests.toy_city import toy_settings

STREETS = (101, 102, 103, 104, 111, 112, 113, 114, 121, 122, 201)
TWO_GROUPS = toy_settings().with_overrides({
    "departure.direct_share": "0.5", "departure.after_task_share": "0.5",
    "departure.quake_task_night_s": "1200",
})  # fmt: skip


def asked(scenario: str):
    made = make_toy(scenario, TWO_GROUPS)
    return made.case, planned_inputs(made.case, made.plan, block_ground(made.case, made.plan))


MADE = {one: asked(one) for one in ("toy-tsunami-night", "toy-flood", "toy-quake")}


@pytest.mark.parametrize("scenario", MADE)
@settings(max_examples=5)
@given(
    blocked=st.sets(st.sampled_from(STREETS), max_size=3),
    first=st.integers(-60, 60), second=st.integers(-60, 60),
)  # fmt: skip
def test_what_is_taken_over_is_what_a_search_finds(scenario: str, blocked: set[int], first: int, second: int):
    case, planned = MADE[scenario]
    change = DayChange(tuple(sorted(blocked)), 60.0 * first, 60.0 * second)
    inputs = stage_inputs(changed_case(case, change))
    same(inputs, search_changed(case, "plan", planned, inputs, change.street_ids), search_routes(inputs))


def same(inputs: EvacuationInputs, ours: Found, anew: Found) -> None:
    for name in ("feasible", "in_reserve", "by_shortest", "walk"):
        np.testing.assert_array_equal(getattr(ours.choices, name), getattr(anew.choices, name))
    for profile_id, rows in anew.rows.items():
        for by_shortest in (True, False):
            trees, others = (one.reaches[profile_id].trees(by_shortest=by_shortest) for one in (ours, anew))
            for i in range(len(inputs.destinations)):
                taken = anew.choices.feasible[i] & (anew.choices.by_shortest[i] == by_shortest)
                node = rows.node[taken[rows.row]]
                if node.size:
                    arcs, theirs = (
                        trace_arcs(one.next_arc[i], inputs.network.arc_head, node)[0]
                        for one in (trees, others)
                    )
                    np.testing.assert_array_equal(arcs, theirs)
