"""Departures of a plan's people, and who of them is late."""

import numpy as np
import pandas as pd
import pytest

from planning.case import Case
from planning.departures import late_when_spread_persons, route_departures_s
from tests.toy_city import make_toy_bundle, toy_settings

ROUTES = pd.DataFrame({
    "profile_id": ["general", "assisted"], "persons": [3, 40], "depart_s": [600.0, 900.0],
    "latest_departure_s": [np.inf, 900.0],
})  # fmt: skip


def _case(spread: str = "rayleigh", scenario_id: str = "toy-tsunami-night") -> Case:
    city = make_toy_bundle()
    settings = toy_settings().with_overrides({"departure.spread": spread})
    return Case.of(city, city.scenario(scenario_id), settings)


def test_everybody_of_a_route_has_a_departure_of_his_own():
    first, second = np.split(route_departures_s(_case(), ROUTES), [3])
    assert (first.size, second.size) == (3, 40)
    assert first[0] < first[1] < first[2]
    assert (first.mean(), second.mean()) == pytest.approx((600.0, 900.0))
    assert route_departures_s(_case("at_once"), ROUTES).tolist() == [600.0] * 3 + [900.0] * 40


def test_those_who_leave_after_the_limit_of_their_route_are_late():
    # exp(−π/4) = 0.456 of a group leave after their mean: 18.2 of 40; a route without a limit has nobody.
    assert late_when_spread_persons(_case(), ROUTES) == 19
    assert late_when_spread_persons(_case("at_once"), ROUTES) == 0
    assert late_when_spread_persons(_case(), ROUTES.iloc[:0]) == 0


def test_in_rain_delays_count_from_the_alert_of_the_profile():
    case = _case(scenario_id="toy-flood")
    alerts = case.scenario.alerts_s
    routes = ROUTES.assign(depart_s=[alerts["level4"] + 3600.0, alerts["level3"] + 3600.0])
    first, second = np.split(route_departures_s(case, routes), [3])
    assert alerts["level4"] < first.min() < alerts["level4"] + 3600.0
    assert alerts["level3"] < second.min() < first.min()
