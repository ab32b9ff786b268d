"""Indicators about places: seats, states, stock."""

import json
import math
from dataclasses import replace

import pandas as pd
import pytest

from domain.vocabulary import Phase
from readiness.indicators import build_indicators
from readiness.ledger import build_ledgers
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


def evidence_columns(found):
    return {item["name"]: (item["layer"], item["column"]) for item in json.loads(found["inputs"])}


def seats_with(capacities, *, in_plan=(True, True, True, False), **changes):
    """Return the indicators where P1 to P4 have other seats."""
    places = city.usable_places().assign(
        capacity_persons=pd.array(list(capacities), dtype="Int64"), in_plan=list(in_plan)
    )
    return build_indicators(city.inputs(usable_places=places, **changes))


def test_where_nothing_is_unknown_the_seats_are_known():
    # D2: 100 seats for the 50 who need one.
    found = seats_with([50, 100, 100, 500])
    assert numbers(found, city.D2, "seats_per_demand_escape") == near(2, 2, 2)
    assert row(found, city.D2, "seats_per_demand_escape")["status"] == "known"


def test_a_district_without_a_place_in_the_plan_has_no_seat_which_is_known():
    found = seats_with([50, None, 100, 500], in_plan=(True, False, True, False))
    assert numbers(found, city.D2, "seats_per_demand_escape") == near(0, 0, 0)
    assert row(found, city.D2, "seats_per_demand_escape")["status"] == "known"


def test_where_nobody_may_need_a_seat_the_upper_end_is_open():
    # All 95 of D1 who need a seat, and more, are not known to have to leave.
    exposure = city.block_exposure()
    exposure.loc["A", ["must_leave_persons", "unknown_persons"]] = [0, 100]
    bundle = city.bundle()
    ledgers = build_ledgers(
        exposure, city.assignment(), bundle.blocks, bundle.districts, bundle.wards, city.CITY
    )
    found = build_indicators(city.inputs(block_exposure=exposure, ledgers=ledgers))
    assert numbers(found, city.D1, "seats_per_demand_escape") == near(50 / 95, 50 / 95, math.nan)
    # 120 must leave D1 or may have to, 100 of them perhaps not: 720 ÷ 360 to 720 ÷ 60 days.
    assert numbers(found, city.D1, "stock_days") == near(2, 2, 12)


def test_people_beyond_the_seats_are_affected_unless_a_capacity_is_unknown(table):
    assert inputs_of(row(table, city.D1, "seats_per_demand_escape"))["affected_persons"] == 45
    assert inputs_of(row(table, city.D2, "seats_per_demand_escape"))["affected_persons"] is None
    enough = seats_with([96, 100, 100, 500])
    assert inputs_of(row(enough, city.D1, "seats_per_demand_escape"))["affected_persons"] == 0


@pytest.mark.parametrize(
    ("phase", "seats", "area"),
    [
        (Phase.ESCAPE, "refuge_capacity_persons", "refuge_area_m2"),
        (Phase.STAY, "stay_capacity_persons", "floor_area_m2"),
    ],
)
def test_seats_name_the_columns_of_their_phase(phase, seats, area):
    found = build_indicators(city.inputs(scenario=replace(city.SCENARIO, phase=phase)))
    columns = evidence_columns(row(found, city.D1, f"seats_per_demand_{phase.value}"))
    assert columns["seats"] == columns["places_of_unknown_capacity"] == ("places", seats)
    assert columns["floor_area"] == ("places", area)


def test_a_missing_layer_opens_the_lower_end_of_seats_and_both_of_places_and_stock():
    # What the layer would add are people who need a seat: no more than 50 ÷ 85 is left.
    scenario = replace(city.SCENARIO, layers=("tsunami", "gone"))
    found = build_indicators(city.inputs(scenario=scenario))
    for indicator, value, high in (
        ("seats_per_demand_escape", 50 / 95, 50 / 85), ("places_designated_inside", 1, math.nan),
        ("stock_days", 2, math.nan),
    ):  # fmt: skip
        assert numbers(found, city.D1, indicator) == near(value, math.nan, high), indicator
        assert row(found, city.D1, indicator)["status"] == "partly_unknown"


def test_counts_of_places_say_of_how_many_and_what_they_rest_on(table):
    found = row(table, city.W2, "places_usable")
    assert (found["value"], found["value_min"], found["value_max"], found["status"]) == (1, 1, 1, "known")
    assert inputs_of(found)["places_all"] == 2
    assert evidence_columns(found)["places_counted"] == ("places", "name")
    upper = evidence_columns(row(table, city.W2, "places_upper_floors"))
    assert upper["places_counted"] == ("places", "floors")


def test_stock_is_not_in_the_data_without_its_table_and_not_surveyed_without_an_answer():
    whole = city.bundle()
    meta = replace(
        whole.meta, layers=tuple(one for one in whole.meta.layers if one.layer != "district_facts")
    )
    nobody = replace(whole.strength, district_facts=whole.strength.district_facts.iloc[:0])
    for changes, status in (
        ({"meta": meta, "strength": nobody}, "no_layer"),
        ({"strength": nobody}, "not_surveyed"),
        # A table of the user's stands in place of the bundle's.
        ({"meta": meta}, "partly_unknown"),
    ):
        found = row(build_indicators(city.inputs(replace(whole, **changes))), city.D1, "stock_days")
        assert found["status"] == status
        stock = inputs_of(found)["stock_meals"]
        assert stock == (720 if status == "partly_unknown" else None)
    assert inputs_of(found)["affected_persons"] == 120
    assert inputs_of(found)["districts_not_surveyed"] == 0


def test_where_nobody_must_leave_neither_seats_nor_stock_concern_anybody():
    # All of C go elsewhere: D2 is inside the hazard area, but nobody there needs a place.
    exposure, assignment = city.block_exposure(), city.assignment()
    exposure.loc["C", ["must_leave_persons", "elsewhere_persons"]] = [80, 80]
    assignment = assignment[assignment["block_id"] != "C"].reset_index(drop=True)
    bundle = city.bundle()
    ledgers = build_ledgers(exposure, assignment, bundle.blocks, bundle.districts, bundle.wards, city.CITY)
    found = build_indicators(city.inputs(block_exposure=exposure, assignment=assignment, ledgers=ledgers))
    for indicator in ("seats_per_demand_escape", "stock_days", "walk_time_mean_s"):
        assert row(found, city.D2, indicator)["status"] == "not_concerned", indicator
        assert math.isnan(row(found, city.D2, indicator)["value"])
