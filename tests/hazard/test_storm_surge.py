"""Storm surge 高潮: people as in a flood; the storm wind ends walking everywhere."""

import numpy as np

from domain.vocabulary import HazardKind
from tests.hazard.fields import make_area, make_scenario, persons_of, square, streets_of

SURGE = HazardKind.STORM_SURGE


def test_a_surge_moves_people_as_a_flood_does():
    # Floor 2 (3.5 m) is dry below 3 m, but the water stays four days: all leave.
    short = make_area(square(0), SURGE, depth_m_min=1, depth_m_max=3, duration_h=24)
    longer = make_area(square(0), SURGE, depth_m_min=1, depth_m_max=3, duration_h=96)
    floors = (0, 3, 4, 0, 0, 0)
    assert persons_of(make_scenario(SURGE), floors, short)[0] == (0, 4, 3, 0)
    assert persons_of(make_scenario(SURGE), floors, longer) == ((0, 0, 7, 0), "long_duration")


def test_the_storm_wind_closes_every_street_of_the_city():
    area = make_area(square(0), SURGE, depth_m_min=1, depth_m_max=3, arrival_time_s=9000.0)
    scenario = make_scenario(SURGE, alerts_s={"level3": 0.0, "storm_wind": 10800.0})
    table = streets_of(scenario, area)
    # Water reaches the first street before the wind.
    assert list(table["closes_at_s"]) == [9000.0, 10800.0]
    assert list(table["reason"]) == ["water_arrival", "storm_wind"]
    assert list(table["in_hazard"]) == [True, False]


def test_a_wind_that_nobody_forecast_closes_nothing():
    area = make_area(square(0), SURGE, depth_m_min=1, depth_m_max=3, arrival_time_s=9000.0)
    table = streets_of(make_scenario(SURGE, alerts_s={"level3": 0.0}), area)
    assert list(table["closes_at_s"]) == [9000.0, np.inf]
    assert list(table["reason"]) == ["water_arrival", ""]
