import json
import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.bundle import OrganisationStrength
from domain.settings.settings import Settings
from domain.tables.stages import Indicators
from domain.vocabulary import HazardKind, IndicatorStatus
from readiness.indicators import build_indicators, organised_columns
from tests.readiness import small_city as city
from tests.readiness.made_table import inputs_of, near, numbers, row


@pytest.fixture(scope="module")
def table():
    return build_indicators(city.inputs())


def test_the_contract_holds(table):
    Indicators.check(table)


def test_each_area_has_each_indicator_once_in_the_order_of_areas(table):
    assert list(table["area_id"].unique()) == [city.D1, city.D2, city.D3, city.W2, city.W1, city.CITY]
    per_area = table.groupby("area_id")["indicator"].agg(list)
    assert all(names == per_area[city.CITY] for names in per_area)
    assert not table.duplicated(["area_id", "indicator"]).any()


def test_what_organisations_are_does_not_rest_on_who_goes_where(table):
    inputs = city.inputs()
    nobody = replace(inputs, assignment=inputs.assignment.iloc[:0], demand=inputs.demand.iloc[:0])
    pd.testing.assert_frame_equal(build_indicators(inputs, organised_columns(nobody)), table)


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
    marked = set(table.loc[table["data_kind"] == "model", "indicator"])
    assert marked == {"leaders_over_75_share"}


def test_a_model_hazard_layer_marks_what_rests_on_the_scenario():
    meta = city.meta(model=("hazards/tsunami",))
    table = build_indicators(city.inputs(city.bundle(meta=meta)))
    assert row(table, city.D1, "unserved_persons")["data_kind"] == "model"
    assert row(table, city.D1, "coverage_share")["data_kind"] == "real"
    # 1 of wards, districts, blocks, nodes, streets, places, zones, hazards/tsunami.
    assert row(table, city.D1, "model_layers_share")["value"] == pytest.approx(1 / 8)


@pytest.mark.parametrize("model", [(), ("organisations",)])
def test_a_users_organisations_are_model_data_while_those_of_the_city_beside_them_are(model):
    meta = city.meta(model=model)
    given = city.organisations().assign(drills_in_year=city.ints(2, 2, 2))
    whole = city.bundle(meta=meta)
    strength = replace(whole.strength, organisations=given, uploaded=frozenset({"organisations"}))
    table = build_indicators(city.inputs(whole, strength=strength))
    found = row(table, city.D1, "drills_in_year")
    assert found["value"] == 2
    assert found["data_kind"] == ("model" if model else "real")
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
