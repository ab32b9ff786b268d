"""Indicators about people: without a place, and how long the others walk."""

from dataclasses import replace

import pytest

from domain.vocabulary import DayTime
from readiness.indicators import build_indicators
from tests.readiness import small_city as city
from tests.readiness.made_table import inputs_of, near, numbers, row

#: 500 m at 0.736 m/s by night, × 0.8.
WALK_TARGET_S = 500 / (0.736 * 0.8)


@pytest.fixture(scope="module")
def table():
    return build_indicators(city.inputs())


def test_people_without_a_place_have_a_lower_bound_without_the_unknown(table):
    # D1: 15 too late + 20 capacity unknown; 10 may not have to leave, 20 may have a seat: at least 5.
    assert numbers(table, city.D1, "unserved_persons") == near(35, 5, 35)
    # City: + 20 of C without capacity; 55 − 30.
    assert numbers(table, city.CITY, "unserved_persons") == near(55, 25, 55)
    assert row(table, city.CITY, "unserved_persons")["status"] == "partly_unknown"
    # Score: between 1 − 5/120 and 1 − 35/120 of the 120 who must leave D1.
    assert row(table, city.D1, "unserved_persons")["score"] == pytest.approx(100 * (1 - 20 / 120))


def test_seats_in_places_to_be_confirmed_open_the_upper_end():
    made = city.inputs()
    levels = tuple(level.copy() for level in made.ledgers)
    for level, area in zip(levels[1:], (city.D2, city.W1, city.CITY), strict=True):
        level.loc[area, "unconfirmed_place"] = 30
    table = build_indicators(replace(made, ledgers=levels))
    # D2: 20 without capacity; 30 more have their seats in P2, whose floors nobody knows.
    assert numbers(table, city.D2, "unserved_persons") == near(20, 20, 50)
    assert row(table, city.D2, "unserved_persons")["status"] == "partly_unknown"
    assert numbers(table, city.D2, "unserved_no_capacity") == near(20, 20, 20)
    assert numbers(table, city.D1, "unserved_persons") == near(35, 5, 35)
    assert numbers(table, city.CITY, "unserved_persons") == near(55, 25, 85)
    assert inputs_of(row(table, city.D2, "unserved_persons"))["unconfirmed_place"] == 30


def test_causes_sum_to_the_people_without_a_place(table):
    causes = table[
        table["indicator"].str.startswith("unserved_") & (table["indicator"] != "unserved_persons")
    ]
    by_area = causes.groupby("area_id")["value"].sum()
    assert by_area[city.D1] == 35
    assert by_area[city.CITY] == 55
    assert row(table, city.D2, "unserved_no_capacity")["value"] == 20
    assert row(table, city.D2, "unserved_no_capacity")["status"] == "known"


def test_people_in_danger_are_never_near_the_target():
    # 20 of 10,000 without a place score 99.8, which is not 「あと少し」.
    assignment = city.assignment()
    assignment.loc[4, "persons"] = 30 + 9940
    exposure = city.block_exposure()
    exposure.loc["C", ["present_persons", "must_leave_persons"]] += 9940
    made = city.inputs(assignment=assignment, block_exposure=exposure)
    levels = list(made.ledgers)
    for level, areas in zip(levels[1:], ([city.D2], [city.W1], [city.CITY]), strict=True):
        level.loc[areas, ["persons", "emergency_site"]] += 9940
    found = row(build_indicators(replace(made, ledgers=tuple(levels))), city.D2, "unserved_no_capacity")
    assert found["score"] == pytest.approx(99.8)
    assert found["band"] == "below_target"


def test_walks_are_weighted_by_people(table):
    # D1: 60 × 300 s + 25 × 600 s over 85; with C's 30 × 900 s over 115.
    assert row(table, city.D1, "walk_time_mean_s")["value"] == pytest.approx(33_000 / 85)
    assert row(table, city.CITY, "walk_time_mean_s")["value"] == pytest.approx(60_000 / 115)
    assert row(table, city.D1, "walk_time_max_s")["value"] == 600
    assert row(table, city.CITY, "walk_time_max_s")["value"] == 900


def test_walks_are_scored_by_the_time_for_the_practical_limit(table):
    found = row(table, city.D2, "walk_time_mean_s")
    assert found["target"] == pytest.approx(WALK_TARGET_S)
    assert found["score"] == pytest.approx(100 * WALK_TARGET_S / 900)
    assert found["band"] == "near_target"


def test_by_day_the_practical_limit_is_walked_at_full_speed():
    by_day = build_indicators(city.inputs(scenario=replace(city.SCENARIO, day_time=DayTime.DAY)))
    assert row(by_day, city.D2, "walk_time_mean_s")["target"] == pytest.approx(500 / 0.736)
    assert row(by_day, city.D2, "walk_time_max_s")["target"] == pytest.approx(500 / 0.736)


def test_bounds_of_each_cause_are_never_below_nobody(table):
    # D1 has ten people of unknown need: 15 too late are 5 at least, none without capacity stay none.
    assert numbers(table, city.D1, "unserved_too_late") == near(15, 5, 15)
    assert numbers(table, city.D1, "unserved_no_capacity") == near(0, 0, 0)
    # Of the 20 whose capacity is unknown all may have a seat.
    assert numbers(table, city.D1, "unserved_capacity_unknown") == near(20, 0, 20)


def test_a_missing_layer_opens_the_upper_end_of_a_count_and_both_of_a_walk():
    scenario = replace(city.SCENARIO, layers=("tsunami", "gone"))
    found = build_indicators(city.inputs(scenario=scenario))
    assert numbers(found, city.D2, "unserved_no_capacity") == near(20, 20, float("nan"))
    assert row(found, city.D2, "unserved_no_capacity")["status"] == "partly_unknown"
    assert numbers(found, city.D2, "walk_time_max_s") == near(900, float("nan"), float("nan"))
    assert row(found, city.D2, "walk_time_max_s")["status"] == "partly_unknown"


def test_evidence_of_a_count_says_who_it_is_of(table):
    found = inputs_of(row(table, city.CITY, "unserved_persons"))
    assert (found["unserved_persons"], found["affected_persons"]) == (55, 55)
    assert (found["can_leave_area"], found["cannot_reach_safety"]) == (32, 23)
    assert (found["must_leave_persons"], found["unknown_persons"]) == (180, 10)
    # The parts stand beside the whole only.
    assert "can_leave_area" not in inputs_of(row(table, city.CITY, "unserved_too_late"))
    # The tsunami does not reach D3.
    none = inputs_of(row(table, city.D3, "unserved_persons"))
    assert (none["unserved_persons"], none["affected_persons"]) == (None, None)


def test_those_who_walk_are_affected_by_the_walk(table):
    found = inputs_of(row(table, city.CITY, "walk_time_mean_s"))
    assert found["walking_persons"] == found["affected_persons"] == 115
    assert row(table, city.CITY, "walk_time_mean_s")["status"] == "known"
    # Nobody of B has a place: without A nobody of D1 walks.
    nobody = build_indicators(city.inputs(assignment=city.assignment().iloc[2:].reset_index(drop=True)))
    alone = row(nobody, city.D1, "walk_time_mean_s")
    assert alone["status"] == "not_concerned"
    assert inputs_of(alone)["walking_persons"] == 0
    assert inputs_of(alone)["affected_persons"] is None
