"""A walking profile on the network: what the scenario lets it walk on."""

from dataclasses import replace

import numpy as np
import pytest

from domain.profiles import walking_profiles
from domain.settings.settings import Settings
from domain.vocabulary import DayTime
from evacuation.build import build_network
from evacuation.clock import CLOSED, NO_LIMIT, closing_release
from evacuation.profile_on_network import Passage, put_on_network
from tests.toy_city import make_toy_bundle

CITY, SETTINGS = make_toy_bundle(), Settings()
NETWORK = build_network(CITY.nodes, CITY.streets, CITY.blocks, CITY.places, SETTINGS)
PROFILE = walking_profiles(SETTINGS)[0]
NEVER = np.full(len(CITY.streets), np.inf)
NO_BARS = np.zeros(NETWORK.n_arcs, np.bool_)


def on_network(*, closes=NEVER, profile=PROFILE, **passage):
    whole = Passage(closes_at_s=closes, barred=NO_BARS, **passage)
    return put_on_network(NETWORK, CITY.streets, whole, profile, DayTime.DAY, SETTINGS)


def test_without_closings_nothing_is_timed_and_no_walk_too_long():
    free = on_network()
    assert not free.timed
    assert free.longest_ticks == NO_LIMIT
    assert free.allowance_ticks == -1
    assert free.generalised is None
    assert (free.place_closed_for == -1).all()
    assert (free.place_release == 0).all()


def test_streets_close_at_their_time_and_those_before_the_first_departure_from_the_start():
    closes = NEVER.copy()
    closes[0], closes[1] = 100.0, 50.0
    made = on_network(closes=closes, earliest_departure_s=60.0)
    assert made.timed
    first, second = (NETWORK.arc_street == row for row in (0, 1))
    assert set(made.release[first]) == {closing_release(np.array([100.0]))[0]}
    assert set(made.passable[second]) == {CLOSED}
    assert (made.passable[first] == made.release[first]).all()
    assert (made.release_open == 0).all()
    assert made.earliest_ticks == 600
    # A street that closes just when the first people leave is not closed before.
    at_once = on_network(closes=closes, earliest_departure_s=50.0)
    assert (at_once.passable == at_once.release).all()


def test_everybody_arrives_before_the_wind_by_the_lead_of_his_profile():
    slow = replace(PROFILE, wind_lead_s=30.0)
    windy = on_network(profile=slow, storm_wind_s=100.0)
    assert windy.deadline_release == closing_release(np.array([70.0]))[0]
    assert windy.timed
    # A deadline that is earlier decides.
    both = on_network(profile=slow, storm_wind_s=100.0, deadline_s=60.0)
    assert both.deadline_release == closing_release(np.array([60.0]))[0]


def test_walks_are_limited_and_the_last_metres_free_where_the_scenario_says_so():
    made = on_network(walk_limited=True, last_metres_free=True)
    assert made.longest_ticks == SETTINGS.movement.longest_walk_s * 10
    assert made.allowance_ticks == pytest.approx(
        SETTINGS.hazard.seaward_allowance_m / made.speed_m_s * 10, abs=1
    )
    assert made.reserve_ticks == SETTINGS.movement.reserve_s * 10


def test_people_of_blocks_that_a_place_is_closed_for_may_not_leave_for_it():
    closed = np.zeros(len(CITY.blocks), np.bool_)
    closed[1] = True
    made = on_network(closed_for_blocks=(closed,), closed_for_arcs=(NO_BARS,))
    rows = np.array([0, 1, 2])
    assert made.may_leave(0, rows).tolist() == [True, False, True]
    assert made.may_leave(-1, rows).tolist() == [True, True, True]
