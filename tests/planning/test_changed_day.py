"""A changed day is what the plan of the changed case says, and what networkx says of each destination."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.faults import SettingError
from domain.measures import StreetClosed
from domain.vocabulary import UNSERVED_CAUSES
from evacuation.evacuate import Evacuation, evacuate
from evacuation.inputs import EvacuationInputs
from planning.block_ground import block_ground
from planning.changed_day import (
    ChangedDay,
    DayChange,
    changed_case,
    changed_day,
    walkers,
)
from planning.changed_day_inputs import changed_inputs, planned_inputs
from planning.pipeline import make_plan
from planning.plan import Plan
from planning.stage_inputs import stage_inputs
from tests.made import make_toy
from tests.toy_city import toy_settings
from verification.reach import networkx_reach

STREETS = (101, 102, 103, 104, 111, 112, 113, 114, 121, 122, 201)
#: Half of the people leave after a task, so that the two groups can be moved apart.
TWO_GROUPS = toy_settings().with_overrides({
    "departure.direct_share": "0.5", "departure.after_task_share": "0.5",
    "departure.quake_task_night_s": "1200",
})  # fmt: skip


def asked(scenario: str):
    made = make_toy(scenario, TWO_GROUPS)
    return made.case, made.plan, block_ground(made.case, made.plan)


MADE = {one: asked(one) for one in ("toy-tsunami-night", "toy-flood", "toy-quake")}
TSUNAMI = MADE["toy-tsunami-night"]
CHANGES = st.builds(
    DayChange,
    st.sets(st.sampled_from(STREETS), max_size=3).map(lambda ids: tuple(sorted(ids))),
    st.integers(-20, 60).map(lambda minutes: 60.0 * minutes),
    st.integers(-20, 60).map(lambda minutes: 60.0 * minutes),
)


def of_block(rows: pd.DataFrame) -> dict[str, int]:
    return rows.groupby("block_id")["persons"].sum().to_dict()


def told(counts: pd.Series) -> dict[str, int]:
    return counts[counts > 0].to_dict()


@pytest.mark.parametrize("scenario", MADE)
@settings(max_examples=4)
@given(change=CHANGES)
def test_a_changed_day_is_what_stage_and_networkx_say(scenario: str, change: DayChange):
    case, plan, ground = MADE[scenario]
    changed = changed_case(case, change)
    inputs, day = stage_inputs(changed), changed_day(case, plan, ground, change)
    same_inputs(inputs_of(MADE[scenario], change), inputs)
    led_anew_as_the_stage_leads(day, evacuate(inputs))
    held_to_the_plan_as_networkx_reaches(day, plan, inputs)


def inputs_of(made, change: DayChange) -> EvacuationInputs:
    case, plan, ground = made
    planned = planned_inputs(case, plan, ground).demand
    return changed_inputs(changed_case(case, change), plan, ground, change.street_ids, planned)


def same_inputs(ours: EvacuationInputs, theirs: EvacuationInputs) -> None:
    pd.testing.assert_frame_equal(ours.demand, theirs.demand)
    assert ours.margin_known == theirs.margin_known
    assert ours.destinations.destination_id == theirs.destinations.destination_id
    for name in ("closes_at_s", "barred", "place_closes_at_s", "place_closed_for"):
        np.testing.assert_array_equal(getattr(ours.passage, name), getattr(theirs.passage, name))
    np.testing.assert_array_equal(ours.passage.extra_cost.after, theirs.passage.extra_cost.after)


def led_anew_as_the_stage_leads(day: ChangedDay, stage: Evacuation) -> None:
    blocks, table, routes = day.blocks, stage.assignment, pd.DataFrame(stage.routes)
    assert told(blocks["without_replanned"]) == of_block(table[table["destination_id"] == ""])
    assert told(blocks["cannot_replanned"]) == of_block(table[table["cannot_reach_safety"]])
    assert told(blocks["below_replanned"]) == of_block(routes[routes["below_reserve"]])
    np.testing.assert_array_equal(day.node_latest_departure_s, stage.node_latest_departure_s)
    # A way to another place is asked for by those alone whose own is blocked.
    assert day.told["over_blocked"].any() or day.new_routes.empty
    # Who is held to the plan is led by one of the ways that leading anew could choose.
    assert blocks["without_replanned"].sum() <= blocks["without_kept"].sum()
    assert (blocks["lost_persons"] + blocks["other_way_persons"] <= blocks["persons"]).all()


def held_to_the_plan_as_networkx_reaches(day: ChangedDay, plan: Plan, inputs: EvacuationInputs) -> None:
    reach = networkx_reach(inputs)
    places = pd.Index(inputs.destinations.destination_id)
    # Who is assumed not to leave keeps a seat as long as it can be reached in time.
    seats = plan.assignment[(plan.assignment["route_id"] < 0) & (plan.assignment["destination_id"] != "")]
    pairs = (
        places.get_indexer(pd.Index(seats["destination_id"])),
        walkers(inputs.demand).get_indexer(walkers(seats)),
    )
    gone = of_block(seats[~reach.feasible[pairs]])
    more = day.blocks["without_kept"] - day.blocks["without_before"] - day.blocks["lost_persons"]
    assert told(more) == gone
    place = places.get_indexer(pd.Index(day.told["destination_id"]))
    row = walkers(inputs.demand).get_indexer(walkers(day.told))
    assert (day.told["lost"].to_numpy() == ~reach.feasible[place, row]).all()
    kept = ~day.told["lost"].to_numpy()
    # No way is shorter than the shortest that networkx finds.
    walk = day.told["walk_after_s"].to_numpy()[kept]
    assert (walk >= reach.shortest_walk[place, row][kept] / 10 - 1e-6).all()
    below = day.told["below_after"].to_numpy()[kept]
    assert (below | reach.in_reserve[place, row][kept]).all()


def test_the_plan_of_the_changed_case_says_the_same():
    change = DayChange((101, 103), 600.0, 1200.0)
    day, plan = changed_day(*TSUNAMI, change), make_plan(changed_case(TSUNAMI[0], change))
    assert day.key == plan.key
    city = plan.ledgers.city.iloc[0]
    assert day.blocks["cannot_replanned"].sum() == city["cannot_reach_safety"] > 0
    unserved = sum(city[cause.value] for cause in UNSERVED_CAUSES)
    assert day.blocks["without_replanned"].sum() == unserved
    assert day.blocks["below_replanned"].sum() == plan.facts.below_reserve_persons > 0


def test_nothing_changed_changes_nothing():
    case, plan, _ = TSUNAMI
    day = changed_day(*TSUNAMI, DayChange())
    assert day.key == case.key == plan.key
    assert not day.told["lost"].any()
    assert not day.told["other_way"].any()
    pd.testing.assert_frame_equal(pd.DataFrame(day.kept_routes), pd.DataFrame(plan.routes), check_like=True)
    assert day.new_routes.empty


def test_a_blocked_street_sends_people_round_or_holds_them_back():
    # Of the 60 people of A (100, 0) five who need help leave after a task, too late for safe ground at their
    # pace: two of them and their helpers have the 4 seats of the refuge building (300, 0) on 101, three and
    # theirs have none. The others walk over 101, and without it nothing leads from A to anywhere. C (900, 0)
    # walks 600 m over the crossing 103 to safe ground; without it 400 m back to 2, 500 m up the bridge 121,
    # 1,000 m to 14 (1 m/s).
    a, c = "M271411-A", "M271411-C"
    blocks = changed_day(*TSUNAMI, DayChange((101,))).blocks
    assert blocks.loc[a, ["without_before", "lost_persons"]].tolist() == [6, 54]
    assert blocks.loc[a, ["without_kept", "without_replanned", "cannot_replanned"]].tolist() == [60, 60, 60]
    assert blocks.loc[c, ["lost_persons", "other_way_persons"]].tolist() == [0, 0]
    row = changed_day(*TSUNAMI, DayChange((103,))).blocks.loc[c]
    assert row[["lost_persons", "other_way_persons", "extra_walk_max_s"]].tolist() == [0, 50, 1300.0]


def test_who_is_assumed_not_to_leave_loses_the_seat_that_nobody_reaches():
    # Half of the 60 of A leave; 101 is their only street, so that none of the seats kept for the others
    # is reached either, held to the plan or led anew.
    made = make_toy("toy-tsunami-night", TWO_GROUPS.with_overrides({"departure.after_task_share": "0"}))
    day = changed_day(made.case, made.plan, block_ground(made.case, made.plan), DayChange((101,)))
    row = day.blocks.loc["M271411-A"]
    assert row["without_before"] + row["lost_persons"] < 60
    assert row[["without_kept", "without_replanned"]].tolist() == [60, 60]


def test_a_change_comes_on_top_of_what_the_case_has():
    case = TSUNAMI[0]
    once = changed_case(case, DayChange((103,), 60.0, 120.0))
    twice = changed_case(once, DayChange((102, 103), 60.0, 0.0))
    departure = twice.settings.departure
    assert (departure.first_later_s, departure.second_later_s) == (120.0, 120.0)
    assert twice.measures == (StreetClosed(103), StreetClosed(102))


def test_a_day_beyond_the_settings_is_refused():
    with pytest.raises(SettingError):
        changed_case(TSUNAMI[0], DayChange((), 14_401.0))


def test_who_is_overtaken_by_another_choice_ends_wherever_that_is_and_leaves_nothing_half_made():
    asked_for: list[str] = []
    change = DayChange((103,), 60.0)

    def going_on_until(most: int) -> Callable[[], None]:
        asked_for.clear()

        def going_on() -> None:
            asked_for.append("this")
            if len(asked_for) > most:
                raise InterruptedError

        return going_on

    whole = changed_day(*TSUNAMI, change, going_on=going_on_until(1_000))
    # Between the stages, and for every destination that people walk to.
    asked = len(asked_for)
    assert asked > 2 * TSUNAMI[1].routes["destination_id"].nunique()
    for most in range(0, asked, 3):
        with pytest.raises(InterruptedError):
            changed_day(*TSUNAMI, change, going_on=going_on_until(most))
    again = changed_day(*TSUNAMI, change)
    pd.testing.assert_frame_equal(again.blocks, whole.blocks)
    pd.testing.assert_frame_equal(pd.DataFrame(again.kept_routes), pd.DataFrame(whole.kept_routes))


def test_what_nobody_knows_is_bounded_by_the_block():
    case, plan, ground = MADE["toy-flood"]
    exposure = plan.block_exposure.assign(unknown_persons=10_000)
    blocks = changed_day(case, replace(plan, block_exposure=exposure), ground, DayChange()).blocks
    assert (blocks["unknown_persons"] == blocks["persons"]).all()
