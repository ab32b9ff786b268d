import json
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.bundle import OrganisationStrength
from domain.settings.settings import Settings
from domain.tables.stages import Indicators
from domain.vocabulary import HazardKind, IndicatorStatus, Phase
from readiness.indicators import build_indicators
from tests.readiness import small_city as city

#: 500 m at 0.736 m/s by night, × 0.8.
WALK_TARGET_S = 500 / (0.736 * 0.8)


@pytest.fixture(scope="module")
def table():
    return build_indicators(city.inputs())


def row(table, area, indicator):
    chosen = table[(table["area_id"] == area) & (table["indicator"] == indicator)]
    assert len(chosen) == 1
    return chosen.iloc[0]


def numbers(table, area, indicator):
    found = row(table, area, indicator)
    return found["value"], found["value_min"], found["value_max"]


def near(value, low, high):
    return pytest.approx((value, low, high), nan_ok=True)


def inputs_of(found):
    return {item["name"]: item["value"] for item in json.loads(found["inputs"])}


def test_the_contract_holds(table):
    Indicators.check(table)


def test_each_area_has_each_indicator_once_in_the_order_of_areas(table):
    assert list(table["area_id"].unique()) == [city.D1, city.D2, city.D3, city.W2, city.W1, city.CITY]
    per_area = table.groupby("area_id")["indicator"].agg(list)
    assert all(names == per_area[city.CITY] for names in per_area)
    assert not table.duplicated(["area_id", "indicator"]).any()


def test_only_the_seats_of_the_scenarios_phase_are_shown(table):
    assert "seats_per_demand_escape" in set(table["indicator"])
    stay = build_indicators(city.inputs(scenario=replace(city.SCENARIO, phase=Phase.STAY)))
    assert "seats_per_demand_stay" in set(stay["indicator"])
    assert "seats_per_demand_escape" not in set(stay["indicator"])


def test_people_without_a_place_have_a_lower_bound_without_the_unknown(table):
    # D1: 15 too late + 20 capacity unknown; 10 may not have to leave, 20 may have a seat: at least 5.
    assert numbers(table, city.D1, "unserved_persons") == near(35, 5, 35)
    # City: + 20 of C without capacity; 55 − 30.
    assert numbers(table, city.CITY, "unserved_persons") == near(55, 25, 55)
    assert row(table, city.CITY, "unserved_persons")["status"] == "partly_unknown"
    # Score: between 1 − 5/120 and 1 − 35/120 of the 120 who must leave D1.
    assert row(table, city.D1, "unserved_persons")["score"] == pytest.approx(100 * (1 - 20 / 120))


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


def test_coverage_is_bounded_by_the_households_of_unsurveyed_districts(table):
    # D1: 30 of 60 known, one organisation unknown. D2: 30 of 30. D3: no organisation in the table.
    assert numbers(table, city.D1, "coverage_share") == near(0.5, 0.5, 1.0)
    assert numbers(table, city.D2, "coverage_share") == near(1, 1, 1)
    assert row(table, city.D3, "coverage_share")["status"] == "not_surveyed"
    # City: 60 of the 90 households of surveyed districts; of all 120 between 60 and 120.
    assert numbers(table, city.CITY, "coverage_share") == near(60 / 90, 0.5, 1.0)


def test_drills_of_unsurveyed_organisations_leave_the_mean_open(table):
    assert numbers(table, city.D1, "drills_in_year") == near(2, 1, math.nan)
    # Even with none by the other, one a year on average: the target is reached.
    assert row(table, city.D1, "drills_in_year")["score"] == 100
    assert numbers(table, city.W1, "drills_in_year") == near(1, 2 / 3, math.nan)
    assert math.isnan(row(table, city.W1, "drills_in_year")["score"])


def test_an_overfull_squad_does_not_fill_another(table):
    # O1: 2 of 8 and 9 of 2 (counted as 2): 4 of 10. O2 has no squads in the table.
    assert numbers(table, city.D1, "posts_filled_share") == near(0.4, math.nan, math.nan)
    assert numbers(table, city.D2, "posts_filled_share") == near(1, 1, 1)


def test_leaders_deputies_and_their_age_are_shares_of_squads(table):
    # O1 has two squads with one leader, who is over 75, and no deputy; O3 has both, under 75.
    assert row(table, city.D1, "leaders_share")["value"] == 0.5
    assert row(table, city.D1, "deputies_share")["value"] == 0
    assert row(table, city.D1, "leaders_over_75_share")["value"] == 1
    assert row(table, city.W1, "leaders_over_75_share")["value"] == 0.5
    assert row(table, city.D2, "leaders_over_75_share")["score"] == 100


def test_consent_of_a_surveyed_list_is_bounded_by_the_list(table):
    # W1: 4 of 10 asked; of 40 listed between 4 and 34.
    assert numbers(table, city.W1, "support_consented_share") == near(0.4, 0.1, 0.85)
    assert numbers(table, city.W1, "individual_plans_share") == near(0.1, 0.1, 0.1)
    # D3's list is unknown: nothing bounds the city's share.
    assert numbers(table, city.CITY, "individual_plans_share") == near(0.1, math.nan, math.nan)


def test_unknown_plans_of_facilities_widen_the_share(table):
    assert numbers(table, city.D1, "facilities_with_plan_share") == near(1 / 2, 1 / 3, 2 / 3)
    assert row(table, city.D1, "facilities_drill_share")["status"] == "not_surveyed"
    assert row(table, city.D2, "facilities_with_plan_share")["status"] == "not_concerned"


def test_unknown_data_counts_nobody_twice(table):
    # D1: 10 of A + 20 of B of 150; D2: the 30 sent to P2, whose capacity is unknown, of 80.
    assert row(table, city.D1, "unknown_data_share")["value"] == pytest.approx(0.2)
    assert row(table, city.D2, "unknown_data_share")["value"] == pytest.approx(30 / 80)
    everyone = city.block_exposure()
    everyone.loc["C", ["must_leave_persons", "unknown_persons"]] = [0, 80]
    found = row(build_indicators(city.inputs(block_exposure=everyone)), city.D2, "unknown_data_share")
    assert found["value"] == 1


def test_each_status_occurs(table):
    found = set(table["status"])
    assert found == {"known", "partly_unknown", "not_surveyed", "not_concerned"}
    empty = build_indicators(city.inputs(city.bundle(hazards={})))
    assert set(IndicatorStatus) == found | set(empty["status"])


def test_a_district_that_the_hazard_does_not_reach_is_not_concerned(table):
    found = row(table, city.D3, "unserved_persons")
    assert (found["status"], found["band"]) == ("not_concerned", "not_concerned")
    assert math.isnan(found["value"])
    assert math.isnan(found["score"])


def test_without_the_hazard_layer_nothing_is_said_of_people():
    table = build_indicators(city.inputs(city.bundle(hazards={})))
    for indicator in ("unserved_persons", "seats_per_demand_escape", "walk_time_mean_s", "places_usable"):
        assert row(table, city.D1, indicator)["status"] == "no_layer"
        assert math.isnan(row(table, city.D1, indicator)["value"])
    assert row(table, city.D1, "coverage_share")["status"] == "partly_unknown"


def test_a_kind_without_a_layer_leaves_every_total_open():
    scenario = replace(city.SCENARIO, kinds=(HazardKind.TSUNAMI, HazardKind.LANDSLIDE))
    table = build_indicators(city.inputs(scenario=scenario))
    assert numbers(table, city.D2, "unserved_persons") == near(20, 20, math.nan)
    assert row(table, city.D2, "unserved_persons")["status"] == "partly_unknown"
    # D3 is not reached by the tsunami, but nobody knows about the slopes: 未収録, not 対象外.
    assert row(table, city.D3, "unserved_persons")["status"] == "no_layer"


def test_tables_that_the_bundle_does_not_hold_are_not_in_the_data():
    whole = city.bundle()
    kept = tuple(
        layer for layer in whole.meta.layers if layer.layer not in {"organisations", "posts", "facilities"}
    )
    lean = replace(
        whole, meta=replace(whole.meta, layers=kept), facilities=whole.facilities.iloc[:0],
        strength=replace(
            whole.strength, organisations=whole.strength.organisations.iloc[:0],
            posts=whole.strength.posts.iloc[:0],
        ),
    )  # fmt: skip
    table = build_indicators(city.inputs(lean))
    for indicator in ("coverage_share", "drills_in_year", "posts_filled_share", "facilities_with_plan_share"):
        assert row(table, city.D1, indicator)["status"] == "no_layer"


def test_no_value_has_no_score_and_no_bounds(table):
    empty = table[~table["status"].isin(["known", "partly_unknown"])]
    assert not empty.empty
    assert empty[["value", "value_min", "value_max", "score"]].isna().all().all()


def test_values_lie_between_their_bounds(table):
    low = table["value_min"].fillna(-np.inf)
    high = table["value_max"].fillna(np.inf)
    with_value = table["value"].notna()
    assert (low <= table["value"] + 1e-12)[with_value].all()
    assert (table["value"] <= high + 1e-12)[with_value].all()


def test_known_values_have_equal_bounds(table):
    known = table[table["status"] == "known"]
    assert np.allclose(known["value"], known["value_min"])
    assert np.allclose(known["value"], known["value_max"])


def test_inputs_name_a_layer_that_the_bundle_holds(table):
    layers = {layer.layer for layer in city.meta().layers} | {""}
    for text in table["inputs"]:
        assert {item["layer"] for item in json.loads(text)} <= layers


def test_inputs_show_the_figures_that_the_value_follows_from(table):
    found = inputs_of(row(table, city.D1, "seats_per_demand_escape"))
    assert (found["seats"], found["need_seat_persons"], found["unknown_persons"]) == (50, 95, 10)
    assert found["affected_persons"] == 45


def test_one_model_column_marks_the_indicators_that_rest_on_it():
    meta = city.meta(columns={"posts": ("leader_over_75",)})
    table = build_indicators(city.inputs(city.bundle(meta=meta)))
    marked = set(table.loc[table["is_model"], "indicator"])
    assert marked == {"leaders_over_75_share"}


def test_a_model_hazard_layer_marks_what_rests_on_the_scenario():
    meta = city.meta(model=("hazards/tsunami",))
    table = build_indicators(city.inputs(city.bundle(meta=meta)))
    assert row(table, city.D1, "unserved_persons")["is_model"]
    assert not row(table, city.D1, "coverage_share")["is_model"]
    # 1 of wards, districts, blocks, nodes, streets, places, zones, hazards/tsunami.
    assert row(table, city.D1, "model_layers_share")["value"] == pytest.approx(1 / 8)


def test_a_users_organisations_are_not_model_data():
    meta = city.meta(model=("organisations",))
    given = city.organisations().assign(drills_in_year=city.ints(2, 2, 2))
    whole = city.bundle(meta=meta)
    strength = replace(whole.strength, organisations=given, uploaded=frozenset({"organisations"}))
    table = build_indicators(city.inputs(whole, strength=strength))
    found = row(table, city.D1, "drills_in_year")
    assert found["value"] == 2
    assert not found["is_model"]
    assert json.loads(found["inputs"])[0]["layer"] == "uploaded/organisations"


def test_settings_move_the_targets():
    settings = Settings().with_overrides({"readiness.stock_days": "2"})
    found = row(build_indicators(city.inputs(settings=settings)), city.D1, "stock_days")
    assert (found["target"], found["score"], found["band"]) == (2, 100, "on_target")


def test_the_order_of_rows_does_not_matter(table):
    def back(frame):
        return frame.iloc[::-1]

    turned = city.bundle(
        blocks=back(city.blocks()), districts=back(city.districts()), wards=back(city.wards()),
        places=back(city.places()), facilities=back(city.facilities()),
        strength=OrganisationStrength(
            back(city.organisations()), back(city.posts()), back(city.district_facts())
        ),
    )  # fmt: skip
    again = build_indicators(
        city.inputs(
            turned, block_exposure=back(city.block_exposure()), usable_places=back(city.usable_places()),
            demand=back(city.demand()), margin=back(city.margin()), assignment=back(city.assignment()),
        )
    )  # fmt: skip
    pd.testing.assert_frame_equal(table, again)


def test_inputs_are_left_as_they_were():
    made = city.inputs()
    before = made.assignment.copy(), made.block_exposure.copy()
    build_indicators(made)
    pd.testing.assert_frame_equal(made.assignment, before[0])
    pd.testing.assert_frame_equal(made.block_exposure, before[1])


def test_a_scenario_that_moves_nobody_is_planned():
    nobody = city.assignment().iloc[:0]
    exposure = city.block_exposure().assign(
        must_leave_persons=0, unknown_persons=0, elsewhere_persons=0, stay_home_persons=0, concerned=False,
        outside_persons=city.block_exposure()["present_persons"],
    )  # fmt: skip
    made = city.inputs(assignment=nobody, demand=city.demand().iloc[:0], block_exposure=exposure)
    levels = tuple(
        level.assign(**dict.fromkeys(level.columns, 0)).assign(
            persons=level["persons"], outside=level["persons"]
        )
        for level in made.ledgers
    )
    table = Indicators.check(build_indicators(replace(made, ledgers=levels)))
    assert row(table, city.CITY, "unserved_persons")["status"] == "not_concerned"
