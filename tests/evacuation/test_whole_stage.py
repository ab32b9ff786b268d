"""The whole stage on many variations of the toy city, against its plain networkx version."""

from dataclasses import replace
from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.bars import bar_towards_arrival
from evacuation.clock import latest_departure_s
from evacuation.evacuate import evacuate
from tests.evacuation.conftest import toy_inputs
from verification.networkx_plan import networkx_evacuate

#: Closings of a street [s]: never, from the start, and times about the departures of the toy city.
CLOSINGS = (np.inf, -np.inf, 700.0, 1100.0, 1500.0, 2200.0, 3000.0, 4200.0)


@st.composite
def variations(draw):
    scenario_id = draw(st.sampled_from(["toy-tsunami-night", "toy-flood", "toy-quake"]))
    timed = scenario_id != "toy-quake"
    closes = draw(st.lists(st.sampled_from(CLOSINGS), min_size=11, max_size=11)) if timed else None
    overrides = {
        "movement.reserve_s": draw(st.sampled_from(["0", "300", "600", "1800"])),
        "departure.quake_direct_night_s": draw(st.sampled_from(["0", "600", "1000"])),
        "departure.direct_share": draw(st.sampled_from(["0.5", "1.0"])),
        "movement.assisted_speed_m_s": draw(st.sampled_from(["0.3", "0.5"])),
    }
    seats = draw(st.lists(st.integers(0, 60), min_size=5, max_size=5))
    return scenario_id, closes, overrides, seats, draw(st.booleans())


@cache
def _inputs(scenario_id: str, overrides: tuple[tuple[str, str], ...]):
    return toy_inputs(scenario_id, dict(overrides))


def _vary(variation):
    scenario_id, closes, overrides, seats, minutes_decide = variation
    inputs = _inputs(scenario_id, tuple(overrides.items()))
    passage = inputs.passage
    if closes is not None:
        at = np.array(closes)
        barred = (
            bar_towards_arrival(inputs.network, at, inputs.safe_ground)
            if scenario_id == "toy-tsunami-night" else passage.barred
        )  # fmt: skip
        passage = replace(passage, closes_at_s=at, barred=barred)
    capacity = inputs.destinations.capacity.copy()
    limited = np.flatnonzero(capacity >= 0)
    capacity[limited] = seats[: limited.size]
    usable = inputs.usable.copy()
    rows = inputs.destinations.place_row[limited]
    usable.iloc[rows, usable.columns.get_loc("capacity_persons")] = capacity[limited]
    return replace(
        inputs, passage=passage, usable=usable, minutes_decide=minutes_decide,
        destinations=replace(inputs.destinations, capacity=capacity),
    )  # fmt: skip


@settings(deadline=None, max_examples=8)
@given(variation=variations())
def test_cost_and_latest_departures_are_those_of_networkx(variation) -> None:
    inputs = _vary(variation)
    ours = evacuate(inputs)
    theirs = networkx_evacuate(replace(inputs, demand=ours.demand))
    assert ours.bound_ticks == theirs.cost <= ours.cost_ticks
    assert np.array_equal(ours.node_latest_departure_s, latest_departure_s(theirs.latest_cost))
    unserved = ours.assignment["destination_id"] == ""
    assert theirs.unserved_persons == ours.bound_totals.unserved
    assert ours.assignment.loc[unserved, "persons"].sum() == ours.totals.unserved


@settings(deadline=None, max_examples=8)
@given(variation=variations())
def test_what_the_tables_say_of_every_person_agrees(variation) -> None:
    inputs = _vary(variation)
    result = evacuate(inputs)
    rows, routes = result.assignment, result.routes
    assert rows["persons"].sum() == inputs.demand["persons"].sum()
    # Everybody who walks is in time, and below the reserve only where the route says so.
    left_s = routes["latest_departure_s"] - routes["depart_s"]
    assert (left_s >= 0).all()
    assert (routes["below_reserve"] == (left_s < inputs.settings.movement.reserve_s)).all()
    # Nobody without a place can reach safe ground in time where it is a destination.
    if "safe_area" in inputs.destinations.destination_id:
        assert not rows["can_leave_area"].any()
    unserved = rows["destination_id"] == ""
    late = rows["can_leave_area"] ^ rows["cannot_reach_safety"]
    assert (late == (unserved if inputs.safe_ground is not None else False)).all()
    # The limits of the blocks are those of their routes.
    for row in result.margin.itertuples():
        own = routes[(routes["block_id"] == row.block_id) & (routes["profile_id"] == row.profile_id)]
        assert row.below_reserve_persons == own.loc[own["below_reserve"], "persons"].sum()
        if own.empty:
            assert np.isnan(row.route_latest_departure_s)
        else:
            assert row.route_latest_departure_s == own["latest_departure_s"].min()
            assert row.route_latest_departure_s <= row.best_latest_departure_s
