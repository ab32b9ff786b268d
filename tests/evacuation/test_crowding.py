"""A plan's people in the streets of the toy city: 1.0 m/s planned is 1.34 m/s alone, by night × 1."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from evacuation.crowding import alone_clearance_s, clearance_s, crowd_of
from evacuation.kernels.queue_state import AT_HOME, CAUGHT, CUT_OFF
from tests.evacuation.conftest import Run


@pytest.fixture(scope="module")
def tsunami(run_toy: Run):
    inputs, evacuation = run_toy("toy-tsunami-night")
    return inputs, pd.DataFrame(evacuation.routes.drop(columns="geometry"))


def only(routes: pd.DataFrame, block: str, persons: int) -> pd.DataFrame:
    """Return one route of a block to the safe area with so many people."""
    chosen = routes[(routes["block_id"] == f"M271411-{block}") & (routes["destination_id"] == "safe_area")]
    return chosen.tail(1).assign(persons=persons).reset_index(drop=True)


def test_alone_people_walk_at_their_free_speed(tsunami):
    inputs, routes = tsunami
    crowd = crowd_of(inputs, only(routes, "A", 1))
    # 1,400 m at 1.34 m/s are 1,044.8 s, each piece rounded up to a tick; 600 s after the quake.
    walk_s = (crowd.walk.ended[0] - crowd.leaves[0]) / 10
    assert 1044.7 < walk_s < 1045.2
    assert crowd.leaves.tolist() == [6000]
    assert crowd.alone.tolist() == crowd.walk.ended.tolist()
    assert crowd.walk.waited.tolist() == [0]


def test_people_of_a_block_go_one_after_the_other(tsunami):
    inputs, routes = tsunami
    crowd = crowd_of(inputs, only(routes, "A", 60))
    # 6.832 persons/s: the last of 60 waits 59 / 6.832 = 8.64 s.
    assert crowd.walk.waited.max() == 87
    assert crowd.walk.ended.max() - crowd.walk.ended.min() == 87
    assert not crowd.missed.any()


def test_everybody_may_leave_at_a_time_of_his_own(tsunami):
    inputs, routes = tsunami
    crowd = crowd_of(inputs, only(routes, "A", 3), np.array([700.0, 650.0, 1000.04]))
    assert sorted(crowd.leaves) == [6500, 7000, 10001]
    assert crowd.walk.waited.tolist() == [0, 0, 0]


def test_who_is_in_the_queue_when_the_street_closes_misses_it_because_of_the_queue(tsunami):
    inputs, routes = tsunami
    one = only(routes, "A", 60)
    street = inputs.network.street_id.tolist().index(one["street_path"][0][0])
    closes = np.full(inputs.network.street_id.size, np.inf)
    first = crowd_of(inputs, one.assign(persons=1))
    # When the first is through the first street, 500 m less half: the others are on it or at its start.
    arcs = first.ways.link[inputs.network.arc_street[first.ways.link] == street]
    closes[street] = 600 + first.ways.ticks[: arcs.size].sum() / 10
    shut = replace(inputs, passage=replace(inputs.passage, closes_at_s=closes))
    crowd = crowd_of(shut, one)
    assert crowd.arrived.sum() == 1
    assert set(crowd.walk.outcome[~crowd.arrived]) == {CAUGHT}
    assert crowd.missed.sum() == 59
    assert not crowd.alone_missed.any()
    # A tick before, nobody would be through even alone.
    closes[street] -= 0.1
    assert crowd_of(shut, one).alone_missed.all()


def test_a_street_that_is_closed_cuts_off_and_water_at_home_keeps_people_in(tsunami):
    inputs, routes = tsunami
    one = only(routes, "A", 4)
    closes = np.full(inputs.network.street_id.size, np.inf)
    closes[inputs.network.street_id.tolist().index(one["street_path"][0][-1])] = 650.0
    cut = crowd_of(replace(inputs, passage=replace(inputs.passage, closes_at_s=closes)), one)
    assert set(cut.walk.outcome) == {CUT_OFF}
    assert cut.alone_missed.all()
    home = crowd_of(replace(inputs, block_reached_s=np.full(inputs.block_reached_s.size, 599.9)), one)
    assert set(home.walk.outcome) == {AT_HOME}
    assert home.alone_missed.all()


def test_after_the_deadline_is_late(tsunami):
    inputs, routes = tsunami
    one = only(routes, "A", 60)
    first_s = crowd_of(inputs, one.assign(persons=1)).walk.ended[0] / 10
    timed = replace(inputs, passage=replace(inputs.passage, deadline_s=first_s))
    crowd = crowd_of(timed, one)
    assert crowd.arrived.all()
    assert crowd.late.sum() == 59
    assert not crowd.alone_missed.any()
    assert crowd.missed.sum() == 59


def test_a_place_that_opens_late_lets_nobody_in_before(run_toy: Run):
    inputs, evacuation = run_toy("toy-flood")
    routes = pd.DataFrame(evacuation.routes.drop(columns="geometry"))
    late = replace(inputs, usable=inputs.usable.assign(opens_at_s=20_000.0))
    crowd = crowd_of(late, routes)
    assert crowd.walk.ended.min() == 200_000
    # 100 people through 2.34 persons/s: 99 / 2.34 = 42.3 s.
    assert crowd.walk.ended.max() == 200_000 + 424
    assert crowd.alone.min() == 200_000
    # Shut before it opens: nobody gets in, with or without others.
    shut = replace(late, passage=replace(late.passage, place_closes_at_s=np.full(len(late.usable), 19_999.0)))
    assert crowd_of(shut, routes).alone_missed.all()


def test_clearance_is_when_a_share_of_all_has_arrived(tsunami):
    inputs, routes = tsunami
    crowd = crowd_of(inputs, only(routes, "A", 60))
    ended = np.sort(crowd.walk.ended) / 10
    assert clearance_s(crowd, 0.5) == ended[29]
    assert clearance_s(crowd, 0.95) == ended[56]
    assert clearance_s(crowd, 1.0) == ended[59]
    lost = replace(crowd, walk=replace(crowd.walk, outcome=np.where(np.arange(60) < 2, CAUGHT, 1)))
    assert np.isnan(clearance_s(lost, 1.0))
    assert clearance_s(lost, 0.95) == np.sort(crowd.walk.ended[2:])[56] / 10
    # Alone it is counted in the same way: of all who walk.
    assert alone_clearance_s(crowd, 1.0) == crowd.alone.max() / 10
    caught = replace(crowd, alone_arrived=np.arange(60) >= 31)
    assert np.isnan(alone_clearance_s(caught, 0.5))
    assert alone_clearance_s(caught, 0.45) == np.sort(crowd.alone[31:])[26] / 10


def test_no_routes_no_crowd(tsunami):
    inputs, routes = tsunami
    crowd = crowd_of(inputs, routes.iloc[:0])
    assert crowd.route.size == 0
    assert np.isnan(clearance_s(crowd, 0.5))
