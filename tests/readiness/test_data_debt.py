"""What is not known: every missing value with the people whose answer it can change, most first."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import HazardKind
from planning.pipeline import make_plan
from tests.made import make
from tests.readiness.toy_debt import HILL, SEA, debt, rows_of
from tests.toy_city import make_toy_bundle, toy_settings


def without_size(*places):
    """Return the places of the toy city, some of them of unknown floor area."""
    table = make_toy_bundle().places.copy()
    table.loc[list(places), "floor_area_m2"] = np.nan
    return table


def test_places_of_unknown_size_hide_the_people_of_their_district_who_have_no_place_for_that_reason():
    # Both schools of the flood plan; all 100 people of D must leave, and live with the second one.
    table, plan = debt("toy-flood", places=without_size("E2714000001", "E2714000002"))
    assert plan.ledgers.districts.loc[HILL, "capacity_unknown"] == 100
    found = rows_of(table, "places", "floor_area_m2").set_index("item_id")
    assert found["owner"].tolist() == ["bureau", "bureau"]
    assert found["next_action"].tolist() == ["confirm_capacity", "confirm_capacity"]
    assert found.loc["E2714000002", "persons"] == 100
    # Nobody of its own district must leave: whom it could take from elsewhere cannot be counted.
    assert pd.isna(found.loc["E2714000001", "persons"])
    assert table.index[-1] == table.index[table["item_id"] == "E2714000001"][0]


def test_a_building_to_be_confirmed_hides_the_people_who_are_assigned_to_it():
    places = make_toy_bundle().places.copy()
    places.loc["E2714000101", "floors"] = pd.NA
    table, plan = debt(places=places)
    (row,) = rows_of(table, "places").to_dict(orient="records")
    # The building holds 4, and all seats are taken.
    assert (row["item_id"], row["missing"], row["persons"]) == ("E2714000101", "floors", 4)
    assert plan.ledgers.districts.loc[SEA, "unconfirmed_place"] == 4


def test_a_place_that_is_out_of_the_plan_for_want_of_floors_is_not_counted_and_not_hidden():
    places = make_toy_bundle().places.copy()
    places.loc["E2714000002", "floors"] = pd.NA
    table, plan = debt("toy-flood", places=places)
    assert plan.usable_places.loc["E2714000002", "why_not"] == "floors_unknown"
    (row,) = rows_of(table, "places", "floors").to_dict(orient="records")
    assert row["item_id"] == "E2714000002"
    assert pd.isna(row["persons"])


def test_a_layer_that_is_not_held_hides_everybody_and_comes_first():
    bundle = make_toy_bundle()
    table, plan = debt(hazards={name: one for name, one in bundle.hazards.items() if name != "tsunami"})
    row = table.loc[0]
    # 350 people are in the city at night.
    assert (row["layer"], row["item_id"], row["missing"], row["persons"]) == ("hazards", "tsunami", "", 350)
    assert row["next_action"] == "complete_hazard_data"
    assert plan.missing_layers == ("tsunami",)


def test_an_arrival_that_nobody_published_hides_all_who_must_leave():
    table, plan = debt("toy-flood")
    (row,) = rows_of(table, "hazards", "arrival_time_s").to_dict(orient="records")
    assert row["persons"] == plan.block_exposure["must_leave_persons"].sum()
    assert rows_of(debt()[0], "hazards", "arrival_time_s").empty


def test_homes_of_unknown_floor_hide_no_more_than_live_there():
    bundle = make_toy_bundle()
    blocks = bundle.blocks.copy()
    floors = [name for name in blocks if name.startswith("living_floor_")]
    blocks[floors] = 0
    blocks["living_floor_unknown"] = blocks["residents"]
    table, plan = debt("toy-flood", blocks=blocks)
    found = rows_of(table, "blocks", "living_floor_unknown")
    unknown = plan.block_exposure["unknown_persons"].groupby(blocks["district_id"]).sum()
    assert found.set_index("item_id")["persons"].to_dict() == unknown[unknown > 0].to_dict()
    assert unknown.sum() > 0
    # Nobody lives on a known floor: depth alone would settle nothing.
    assert rows_of(table, "hazards", "depth_m_max").empty


def test_people_of_whom_nobody_knows_who_needs_help_are_named():
    bundle = make_toy_bundle()
    blocks = bundle.blocks.copy()
    known, _ = debt("toy-flood", blocks=blocks)
    assert rows_of(known, "blocks", "support_persons").empty
    blocks["support_persons"] = pd.array([pd.NA] * len(blocks), dtype="Int64")
    table, plan = debt("toy-flood", blocks=blocks)
    found = rows_of(table, "blocks", "support_persons")
    leaving = plan.block_exposure[["must_leave_persons", "unknown_persons"]].sum(axis=1)
    by_district = leaving.groupby(blocks["district_id"]).sum()
    assert found.set_index("item_id")["persons"].to_dict() == by_district[by_district > 0].to_dict()
    assert by_district.sum() > 0
    assert set(found["next_action"]) == {"survey_support"}


def test_streets_of_unknown_width_matter_in_a_large_fire_only_and_count_each_walker_once():
    bundle = make_toy_bundle()
    streets = bundle.streets.assign(width_origin="class_default")
    quiet, _ = debt(streets=streets)
    assert rows_of(quiet, "streets").empty
    fire = next((one for one in bundle.scenarios.values() if HazardKind.LARGE_FIRE in one.kinds), None)
    scenario = fire or replace(bundle.scenario("toy-tsunami-night"), kinds=(HazardKind.LARGE_FIRE,))
    case, plan = make(replace(bundle, streets=streets), scenario, toy_settings())
    walkers = {}
    for persons, path in zip(plan.routes["persons"], plan.routes["street_path"], strict=True):
        for street in set(path):
            walkers[str(street)] = walkers.get(str(street), 0) + persons
    found = rows_of(plan.data_debt, "streets").set_index("item_id")["persons"]
    assert {name: persons for name, persons in found.items() if not pd.isna(persons)} == walkers
    assert case.scenario.kinds == (HazardKind.LARGE_FIRE,)


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_most_people_come_first_and_what_cannot_be_counted_last(scenario):
    bundle = make_toy_bundle()
    facts = bundle.strength.district_facts.iloc[:0]
    case, _ = make(bundle, scenario, Settings())
    plan = make_plan(replace(case, strength=replace(case.strength, district_facts=facts)))
    people = plan.data_debt["persons"].fillna(-1).tolist()
    assert people == sorted(people, reverse=True)
    assert 0 not in people
