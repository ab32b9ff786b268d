"""Indicators about what the plan itself rests on."""

import json
import math
from dataclasses import replace

import pytest

from readiness.indicators import build_indicators
from tests.readiness import small_city as city
from tests.readiness.made_table import inputs_of, near, numbers, row


@pytest.fixture(scope="module")
def table():
    return build_indicators(city.inputs())


def test_unknown_data_counts_nobody_twice(table):
    # D1: 10 of A + 20 of B of 150; D2: the 30 sent to P2, whose capacity is unknown, of 80.
    assert row(table, city.D1, "unknown_data_share")["value"] == pytest.approx(0.2)
    assert row(table, city.D2, "unknown_data_share")["value"] == pytest.approx(30 / 80)
    everyone = city.block_exposure()
    everyone.loc["C", ["must_leave_persons", "unknown_persons"]] = [0, 80]
    found = row(build_indicators(city.inputs(block_exposure=everyone)), city.D2, "unknown_data_share")
    assert found["value"] == 1


def test_people_of_unknown_capacity_stand_apart_and_beside_all_present(table):
    found = row(table, city.D1, "unknown_data_share")
    amounts = inputs_of(found)
    assert amounts["unknown_data_persons"] == amounts["affected_persons"] == 30
    assert amounts["by_unknown_capacity_persons"] == 20
    assert amounts["present_persons"] == 150
    assert (found["status"], found["target"], found["band"]) == ("known", 0, "near_target")
    # A fifth is unknown.
    assert found["score"] == pytest.approx(80)
    # The tsunami does not reach D3.
    assert row(table, city.D3, "unknown_data_share")["status"] == "not_concerned"
    assert inputs_of(row(table, city.D3, "unknown_data_share"))["affected_persons"] is None


def test_a_missing_layer_leaves_open_how_much_is_unknown():
    scenario = replace(city.SCENARIO, layers=("tsunami", "gone"))
    found = build_indicators(city.inputs(scenario=scenario))
    assert numbers(found, city.D1, "unknown_data_share") == near(0.2, 0.2, math.nan)
    assert row(found, city.D1, "unknown_data_share")["status"] == "partly_unknown"


def test_model_layers_are_counted_among_those_that_the_plan_rests_on():
    # Wards, districts, blocks, nodes, streets, places, zones and the tsunami are eight; organisations
    # are none of them. Of places some columns are model data.
    meta = city.meta(model=("blocks", "organisations"), columns={"places": ("floors",)})
    found = row(build_indicators(city.inputs(city.bundle(meta=meta))), city.D3, "model_layers_share")
    assert (found["value"], found["value_min"], found["value_max"]) == (0.25, 0.25, 0.25)
    assert (found["status"], found["band"]) == ("known", "not_concerned")
    assert inputs_of(found)["layers"] == 8
    named = [item["layer"] for item in json.loads(found["inputs"]) if item["name"] == "model_layer"]
    assert named == ["blocks", "places"]
    bare = replace(meta, layers=())
    nothing = row(build_indicators(city.inputs(city.bundle(meta=bare))), city.D3, "model_layers_share")
    assert (math.isnan(nothing["value"]), nothing["status"]) == (True, "no_layer")
