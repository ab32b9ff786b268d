"""Storm surge 高潮: people as in a flood; the storm wind ends walking everywhere."""

import numpy as np

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind
from hazard import storm_surge
from hazard.impact import Category
from tests.hazard.fields import make_scenario, make_streets, street_in
from tests.hazard.pairs import make_hits

SURGE = HazardKind.STORM_SURGE
STREETS = make_streets([street_in(0), street_in(1), street_in(2)])
HITS = make_hits(SURGE, (0, {"arrival_time_s": 9000.0}), (1, {"arrival_time_s": 12000.0}), count=3)


def test_the_wind_closes_every_street_and_water_those_that_it_reaches_first():
    scenario = make_scenario(SURGE, alerts_s={"storm_wind": 10800.0})
    closure = storm_surge.close_streets(STREETS, HITS, scenario)
    assert closure.closes_at_s.tolist() == [9000.0, 10800.0, 10800.0]
    assert closure.reason.tolist() == ["water_arrival", "storm_wind", "storm_wind"]
    assert closure.in_hazard.tolist() == [True, True, False]


def test_where_the_wind_is_not_known_water_alone_closes():
    closure = storm_surge.close_streets(STREETS, HITS, make_scenario(SURGE, alerts_s={}))
    assert closure.closes_at_s.tolist() == [9000.0, 12000.0, np.inf]


def test_people_leave_as_in_a_flood():
    hits = make_hits(SURGE, (0, {"depth_m_min": 1.0, "depth_m_max": 3.0, "duration_h": 96.0}), count=1)
    assert (storm_surge.assess(hits, Settings().hazard).category == Category.LEAVE).all()
