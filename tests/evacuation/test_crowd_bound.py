"""Nobody beats the bound, and one bottleneck meets it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.clock import departure_ticks
from evacuation.crowd_bound import clearance_bound_ticks
from evacuation.crowding import crowd_of
from tests.evacuation.conftest import Run, toy_inputs
from tests.evacuation.conftest import _run as run_scenario


@pytest.fixture(scope="module")
def flood(run_toy: Run):
    inputs, evacuation = run_toy("toy-flood")
    return inputs, pd.DataFrame(evacuation.routes.drop(columns="geometry"))


def _with(inputs, **overrides: str):
    changed = {f"crowding.{name}": value for name, value in overrides.items()}
    return replace(inputs, settings=inputs.settings.with_overrides(changed))


def test_alone_the_bound_is_the_walk_to_the_nearest_destination(flood):
    inputs, routes = flood
    one = routes.tail(1).assign(persons=1)
    crowd = crowd_of(inputs, one)
    bound = clearance_bound_ticks(inputs, one, crowd)
    assert bound <= crowd.walk.ended[0]
    # The second place is the nearest of the block; a tick for each rounding.
    assert crowd.walk.ended[0] - bound <= 2


def test_a_door_that_lets_few_through_gives_the_bound(flood):
    inputs, routes = flood
    routes = routes.tail(1)
    # D's 90 adults without the 10 who walk with those who need help: 80. By 0.6 m × 0.3 persons/(m s) =
    # 0.18 persons/s the last of them comes 79 ÷ 0.18 = 438.9 s after the first.
    narrow = _with(inputs, door_width_m="0.6", door_flow="0.3")
    crowd = crowd_of(narrow, routes)
    bound = clearance_bound_ticks(narrow, routes, crowd)
    last = int(crowd.walk.ended.max())
    assert bound <= last
    assert last - int(crowd.walk.ended.min()) == 4389
    # Worked out to 10 s.
    assert last - bound < 120


SCENARIOS = {name: run_scenario(name) for name in ("toy-tsunami-night", "toy-flood")}


@settings(max_examples=15)
@given(
    name=st.sampled_from(sorted(SCENARIOS)), flow=st.sampled_from(["0.3", "0.6", "1.22"]),
    width=st.sampled_from([0.5, 1.0, 2.4]), door=st.sampled_from(["0.6", "1.8"]),
)  # fmt: skip
def test_no_walk_of_everybody_is_quicker_than_the_bound(name, flow, width, door):
    inputs, evacuation = SCENARIOS[name]
    routes = pd.DataFrame(evacuation.routes.drop(columns="geometry"))
    narrow = _with(inputs, street_flow=flow, door_width_m=door)
    # Streets stay open, so that everybody arrives.
    narrow = replace(
        narrow, streets=narrow.streets.assign(width_m=width),
        passage=replace(narrow.passage, closes_at_s=np.full(len(narrow.streets), np.inf)),
    )  # fmt: skip
    crowd = crowd_of(narrow, routes)
    if crowd.arrived.all():
        assert clearance_bound_ticks(narrow, routes, crowd) <= crowd.walk.ended.max()


def _only_those_who_arrive(inputs, routes, crowd):
    """The crowd in which nobody else walks, with the same departures, walked anew."""
    persons = np.bincount(crowd.route[crowd.arrived], minlength=len(routes))
    connector = crowd.leaves - departure_ticks(routes["depart_s"].to_numpy(np.float64))[crowd.route]
    leaves = (crowd.leaves - connector) / 10.0
    own = [leaves[(crowd.route == i) & crowd.arrived] for i in range(len(routes))]
    return crowd_of(inputs, routes.assign(persons=persons), np.concatenate(own))


@settings(max_examples=10)
@given(
    name=st.sampled_from(sorted(SCENARIOS)), flow=st.sampled_from(["0.3", "0.6"]),
    door=st.sampled_from(["0.6", "1.8"]), closes_s=st.sampled_from([900.0, 1500.0, 2100.0]),
)  # fmt: skip
def test_where_some_are_caught_the_bound_is_that_of_the_others_and_no_walk_of_theirs_beats_it(
    name, flow, door, closes_s
):
    inputs, evacuation = SCENARIOS[name]
    routes = pd.DataFrame(evacuation.routes.drop(columns="geometry"))
    narrow = _with(inputs, street_flow=flow, door_width_m=door)
    narrow = replace(
        narrow, streets=narrow.streets.assign(width_m=0.5),
        passage=replace(narrow.passage, closes_at_s=np.full(len(narrow.streets), closes_s)),
    )  # fmt: skip
    crowd = crowd_of(narrow, routes)
    bound = clearance_bound_ticks(narrow, routes, crowd)
    if not crowd.arrived.any():
        assert bound == 0
        return
    assert bound <= crowd.walk.ended[crowd.arrived].max()
    others = _only_those_who_arrive(narrow, routes, crowd)
    if others.arrived.all():
        assert bound <= others.walk.ended.max()
        # Worked out to 10 s each, from other last arrivals.
        assert abs(clearance_bound_ticks(narrow, routes, others) - bound) <= 100


def test_somebody_who_is_caught_leaves_the_door_that_gives_the_bound(flood):
    inputs, routes = flood
    routes = routes.tail(1)
    narrow = _with(inputs, door_width_m="0.6", door_flow="0.3")
    n = int(routes["persons"].iloc[0])
    depart_s = float(routes["depart_s"].iloc[0])
    alone = crowd_of(narrow, routes)
    # One more leaves when his streets have closed long ago.
    last_s = float(alone.walk.ended.max()) / 10 + 3600.0
    closed = replace(narrow, passage=replace(
        narrow.passage, closes_at_s=np.full(len(narrow.streets), last_s - 1800.0)
    ))  # fmt: skip
    late = crowd_of(closed, routes.assign(persons=n + 1), np.append(np.full(n, depart_s), last_s))
    assert (~late.arrived).sum() == 1
    assert (
        abs(clearance_bound_ticks(closed, routes, late) - clearance_bound_ticks(narrow, routes, alone)) <= 100
    )


def test_nobody_walks_no_bound():
    inputs = toy_inputs("toy-flood")
    routes = pd.DataFrame(SCENARIOS["toy-flood"][1].routes.drop(columns="geometry")).iloc[:0]
    assert clearance_bound_ticks(inputs, routes, crowd_of(inputs, routes)) == 0
