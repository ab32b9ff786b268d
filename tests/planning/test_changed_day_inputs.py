"""A changed day takes what the plan holds, with its own departures and closed streets."""

import numpy as np

from planning.block_ground import block_ground
from planning.changed_day import DayChange, changed_case
from planning.changed_day_inputs import changed_inputs, planned_inputs
from tests.made import make_toy
from tests.toy_city import toy_settings

#: Half of the people leave after a task, so that the two groups can be moved apart.
SETTINGS = toy_settings().with_overrides({
    "departure.direct_share": "0.5", "departure.after_task_share": "0.5",
    "departure.quake_task_night_s": "1200",
})  # fmt: skip


def inputs_of(change: DayChange):
    case, plan = make_toy("toy-tsunami-night", SETTINGS)
    ground = block_ground(case, plan)
    planned = planned_inputs(case, plan, ground)
    assert (planned.demand["helpers"] == 0).all()
    return changed_inputs(changed_case(case, change), plan, ground, change.street_ids, planned.demand)


def test_departures_move_by_group_and_not_before_the_warning():
    # First group at 600 s, second at 1,200 s after the quake, before which nobody leaves.
    moved = inputs_of(DayChange((), 300.0, -1800.0)).demand
    by_group = moved.groupby("departure")["departure_s"].unique()
    assert by_group["direct"].tolist() == [900.0]
    assert by_group["after_task"].tolist() == [0.0]


def test_a_blocked_street_is_closed_from_the_start_and_no_other():
    before, after = (inputs_of(DayChange(ids)).passage.closes_at_s for ids in ((), (103,)))
    row = list(make_toy("toy-tsunami-night").case.city.streets.index).index(103)
    assert np.flatnonzero(before != after).tolist() == [row]
    assert np.isneginf(after[row])
