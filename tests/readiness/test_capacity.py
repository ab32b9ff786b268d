"""Indicators about places: seats, states, stock."""

import math
from dataclasses import replace

import pytest

from domain.vocabulary import Phase
from readiness.indicators import build_indicators
from tests.readiness import small_city as city
from tests.readiness.made_table import inputs_of, near, numbers, row


@pytest.fixture(scope="module")
def table():
    return build_indicators(city.inputs())


def test_seats_leave_out_the_safe_area_and_widen_by_unknown_people(table):
    # D1: 50 seats; 60 + 15 + 20 need one, 10 of them perhaps not: 50/95 to 50/85.
    assert numbers(table, city.D1, "seats_per_demand_escape") == near(50 / 95, 50 / 95, 50 / 85)


def test_a_district_whose_only_place_is_of_unknown_capacity_is_not_surveyed(table):
    found = row(table, city.D2, "seats_per_demand_escape")
    assert found["status"] == "not_surveyed"
    assert math.isnan(found["value"])


def test_unknown_capacity_leaves_the_upper_end_open(table):
    # W1: 50 seats known for 95 + 50 (C: 30 + 20; its 10 who stay would go to the safe area).
    found = row(table, city.W1, "seats_per_demand_escape")
    assert found["value"] == found["value_min"] == pytest.approx(50 / 145)
    assert math.isnan(found["value_max"])
    assert (found["status"], found["band"]) == ("partly_unknown", "unknown")
    assert math.isnan(found["score"])


def test_known_seats_beyond_the_target_are_enough_whatever_is_unknown(table):
    # City: 50 + 100 known seats for 145.
    found = row(table, city.CITY, "seats_per_demand_escape")
    assert (found["score"], found["band"], found["status"]) == (100, "on_target", "partly_unknown")


def test_a_place_that_is_not_in_the_plan_has_no_seat(table):
    assert inputs_of(row(table, city.W2, "seats_per_demand_escape"))["seats"] == 100


def test_places_are_counted_by_state_and_the_designated_ones_by_suitability(table):
    def count(indicator, area):
        return row(table, area, f"places_{indicator}")["value"]

    assert count("designated_inside", city.W1) == 2
    assert count("designated_outside", city.W2) == 1
    assert count("undesignated_outside", city.W2) == 1
    # P4 is usable but not designated.
    assert count("usable", city.W2) == 1
    assert (count("upper_floors", city.CITY), count("to_confirm", city.CITY)) == (1, 1)


def test_stock_days_divide_meals_by_all_who_must_leave(table):
    # D1: 720 meals ÷ (120 people × 3); 10 perhaps do not leave: ÷ 110.
    assert numbers(table, city.D1, "stock_days") == near(2.0, 2.0, 720 / 330)
    assert numbers(table, city.D2, "stock_days") == near(0, 0, 0)
    assert row(table, city.D2, "stock_days")["score"] == 0
    # W1: 720 ÷ (180 × 3), ÷ 170 at most.
    assert numbers(table, city.W1, "stock_days") == near(720 / 540, 720 / 540, 720 / 510)
    assert row(table, city.D2, "stock_water_days")["status"] == "not_surveyed"


def test_only_the_seats_of_the_scenarios_phase_are_shown(table):
    assert "seats_per_demand_escape" in set(table["indicator"])
    stay = build_indicators(city.inputs(scenario=replace(city.SCENARIO, phase=Phase.STAY)))
    assert "seats_per_demand_stay" in set(stay["indicator"])
    assert "seats_per_demand_escape" not in set(stay["indicator"])
