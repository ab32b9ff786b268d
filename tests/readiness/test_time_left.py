"""Indicators about time on the small city: not in time, below the reserve, not leaving."""

import json
import math
from dataclasses import replace

import pytest

from domain.vocabulary import SERVED_OUTCOMES, DeadlineKind
from readiness.indicators import build_indicators
from tests.readiness import small_city as city

TIME = ("not_in_time_persons", "assumed_not_leaving_persons", "below_reserve_persons")


@pytest.fixture(scope="module")
def table():
    return build_indicators(city.inputs())


def row(table, area, indicator):
    return table[(table["area_id"] == area) & (table["indicator"] == indicator)].iloc[0]


def numbers(table, area, indicator):
    return row(table, area, indicator)[["value", "value_min", "value_max"]].tolist()


def evidence(table, area, indicator):
    items = json.loads(row(table, area, indicator)["inputs"])
    return {item["name"]: item["value"] for item in items}


def test_not_in_time_are_those_without_a_way_out_and_those_who_do_not_leave(table):
    # A: 15 without a way out; 10 people of A may not have to leave at all.
    assert numbers(table, city.D1, "not_in_time_persons") == [15, 5, 15]
    # C: 8 without a seat and a way out, 10 who are assumed to stay.
    assert numbers(table, city.D2, "not_in_time_persons") == [18, 18, 18]
    assert numbers(table, city.CITY, "not_in_time_persons") == [33, 23, 33]
    assert numbers(table, city.W1, "not_in_time_persons") == [33, 23, 33]


def test_whose_seat_is_still_to_be_confirmed_may_be_late_too():
    made = city.inputs()
    levels = tuple(level.copy() for level in made.ledgers)
    for level, area in zip(levels[1:], (city.D2, city.W1, city.CITY), strict=True):
        level.loc[area, "unconfirmed_place"] = 30
    table = build_indicators(replace(made, ledgers=levels))
    assert numbers(table, city.D2, "not_in_time_persons") == [18, 18, 48]
    assert row(table, city.D2, "not_in_time_persons")["status"] == "partly_unknown"
    assert numbers(table, city.CITY, "not_in_time_persons") == [33, 23, 63]


def test_its_parts_and_those_who_can_still_walk_out_are_evidence(table):
    shown = evidence(table, city.CITY, "not_in_time_persons")
    assert (shown["cannot_reach_safety"], shown["not_leaving"], shown["can_leave_area"]) == (23, 10, 32)
    without = evidence(table, city.CITY, "unserved_persons")
    assert (without["can_leave_area"], without["cannot_reach_safety"]) == (32, 23)
    assert without["assumed_not_leaving_unserved"] == 8


def test_who_leaves_after_the_best_limit_is_evidence_under_its_own_name(table):
    # A: 35 start at 1,200 s after their 1,000 s, 15 assisted at 600 s after their 500 s; B has no way
    # at any time and C no limit: neither is too late.
    assert evidence(table, city.D1, "not_in_time_persons")["past_best_limit_persons"] == 50
    assert evidence(table, city.D2, "not_in_time_persons")["past_best_limit_persons"] == 0
    limit = city.margin()
    limit.loc[0, "best_latest_departure_s"] = 600.0  # the assisted of A leave at their limit: in time
    again = build_indicators(city.inputs(margin=limit))
    assert evidence(again, city.D1, "not_in_time_persons")["past_best_limit_persons"] == 35


def test_people_below_the_reserve_are_those_of_their_own_route(table):
    assert numbers(table, city.D1, "below_reserve_persons") == [35, 25, 35]
    assert numbers(table, city.D2, "below_reserve_persons") == [0, 0, 0]
    assert row(table, city.D1, "below_reserve_persons")["band"] == "below_target"


def test_rows_without_an_arrival_add_nobody_to_those_below_the_reserve():
    margin = city.margin()
    margin.loc[margin["block_id"] == "B", "best_margin_s"] = math.nan
    assert margin.loc[margin["block_id"] == "A", "best_margin_s"].notna().all()
    table = build_indicators(city.inputs(margin=margin))
    assert numbers(table, city.D1, "below_reserve_persons") == [35, 25, 35]


def test_those_assumed_not_to_leave_count_with_or_without_a_seat(table):
    assert numbers(table, city.D2, "assumed_not_leaving_persons") == [18, 18, 18]
    assert evidence(table, city.D2, "assumed_not_leaving_persons")["assumed_not_leaving_unserved"] == 8
    # 18 of the 60 of C who must leave: 70 %.
    assert row(table, city.D2, "assumed_not_leaving_persons")["score"] == pytest.approx(70)


def test_without_a_published_arrival_only_the_reserve_is_not_in_the_data():
    table = build_indicators(city.inputs(margin=city.margin(known=False)))
    found = row(table, city.D1, "below_reserve_persons")
    assert found["status"] == "no_layer"
    assert math.isnan(found["value"])
    assert row(table, city.D1, "not_in_time_persons")["value"] == 15
    assert evidence(table, city.D1, "not_in_time_persons")["past_best_limit_persons"] is None


def test_without_a_published_arrival_those_with_a_place_may_be_too_late_for_it(table):
    known = row(table, city.D1, "unserved_too_late")
    open_table = build_indicators(city.inputs(margin=city.margin(known=False)))
    walkers = city.inputs().assignment
    walkers = walkers[walkers["outcome"].isin([one.value for one in SERVED_OUTCOMES])]
    for area, blocks in ((city.D1, ("A", "B")), (city.D2, ("C",))):
        found = row(open_table, area, "unserved_too_late")
        placed = walkers.loc[walkers["block_id"].isin(blocks), "persons"].sum()
        assert (found["value"], found["value_max"] - found["value"]) == (
            row(table, area, "unserved_too_late")["value"], placed,
        )  # fmt: skip
        assert placed > 0
        assert found["status"] == "partly_unknown"
        assert evidence(open_table, area, "unserved_too_late")["arrival_unknown_persons"] == placed
    # Nobody as far as is known is no zero: nor are so many affected.
    assert evidence(open_table, city.D2, "unserved_too_late")["affected_persons"] is None
    assert known["value_max"] == known["value"]
    # Where nothing ends the time to leave nobody can be too late.
    scenario = replace(city.SCENARIO, deadline=DeadlineKind.NONE)
    quake = build_indicators(city.inputs(margin=city.margin(known=False), scenario=scenario))
    assert numbers(quake, city.D2, "unserved_too_late") == [0, 0, 0]


def test_rain_that_may_come_before_the_wind_leaves_open_who_is_in_time_where_it_reaches(table):
    blocks = city.block_exposure()
    blocks["kinds"] = ["storm_surge,flood" if one == "C" else "storm_surge" for one in blocks.index]
    open_table = build_indicators(city.inputs(block_exposure=blocks, rain_may_come_first=True))
    placed = city.inputs().assignment
    placed = placed[placed["outcome"].isin([one.value for one in SERVED_OUTCOMES])]
    placed = placed.loc[placed["block_id"] == "C", "persons"].sum()
    assert placed > 0
    for indicator in ("unserved_too_late", "not_in_time_persons"):
        value, low, high = numbers(table, city.D2, indicator)
        assert numbers(open_table, city.D2, indicator) == [value, low, high + placed]
        assert row(open_table, city.D2, indicator)["status"] == "partly_unknown"
        # Where only the surge comes the wind says all.
        assert numbers(open_table, city.D1, indicator) == numbers(table, city.D1, indicator)
    assert evidence(open_table, city.D2, "unserved_too_late")["arrival_unknown_persons"] == placed
    # What is left until the wind is known.
    assert numbers(open_table, city.D2, "below_reserve_persons") == [0, 0, 0]


@pytest.mark.parametrize("indicator", TIME)
def test_without_a_deadline_no_indicator_of_time_applies(indicator):
    scenario = replace(city.SCENARIO, deadline=DeadlineKind.NONE)
    found = row(build_indicators(city.inputs(scenario=scenario)), city.D1, indicator)
    assert (found["status"], found["band"]) == ("not_concerned", "not_concerned")


@pytest.mark.parametrize("indicator", TIME)
def test_a_district_that_the_hazard_does_not_reach_has_no_value(table, indicator):
    assert row(table, city.D3, indicator)["status"] == "not_concerned"


def test_a_missing_layer_leaves_the_upper_end_open():
    scenario = replace(city.SCENARIO, layers=("tsunami", "elsewhere"))
    value, low, high = numbers(
        build_indicators(city.inputs(scenario=scenario)), city.D1, "not_in_time_persons"
    )
    assert (value, low) == (15, 5)
    assert math.isnan(high)


def test_the_status_says_whether_people_of_unknown_need_could_change_the_count(table):
    # D1 has ten people of unknown need, D2 none.
    assert row(table, city.D1, "not_in_time_persons")["status"] == "partly_unknown"
    assert row(table, city.D2, "not_in_time_persons")["status"] == "known"
    # A missing layer leaves even the count of D2 open.
    scenario = replace(city.SCENARIO, layers=("tsunami", "elsewhere"))
    found = row(build_indicators(city.inputs(scenario=scenario)), city.D2, "not_in_time_persons")
    assert found["status"] == "partly_unknown"


def test_a_district_where_nobody_walks_has_nobody_below_the_reserve(table):
    rows = city.margin()
    without = build_indicators(city.inputs(margin=rows[rows["block_id"] != "C"]))
    found = row(without, city.D2, "below_reserve_persons")
    assert (found["value"], found["status"]) == (0, "known")


def test_of_nobody_nobody_is_the_least(table):
    # Nobody of D1 is assumed not to leave; ten of unknown need make that no less.
    assert numbers(table, city.D1, "assumed_not_leaving_persons") == [0, 0, 0]
    assert row(table, city.D1, "assumed_not_leaving_persons")["status"] == "known"
