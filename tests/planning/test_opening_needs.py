"""Supplies of the places that are open, beside the stock of their district."""

from dataclasses import replace

import pandas as pd

from planning.opening_effect import opening_effect
from planning.opening_needs import place_needs
from planning.openings import opening_of, search_openings
from tests.planning.test_openings import EAST, WEST, toy_case


def _needs(scenario: str, is_open: frozenset[str] | None = None, facts=None, **overrides: str):
    case = toy_case(scenario, **overrides)
    if facts is not None:
        case = replace(case, strength=replace(case.strength, district_facts=facts))
    opening = opening_of(case, search_openings(case))
    effect = opening_effect(opening, opening.now if is_open is None else is_open)
    return place_needs(case, opening, effect), effect.places["assigned_persons"]


def test_people_of_a_stay_need_the_days_of_the_setting_and_those_of_a_refuge_one() -> None:
    needs, taken = _needs("toy-quake", readiness__stock_days="3")
    assert needs.days == 3
    for place_id, persons in taken.items():
        row = needs.places.loc[place_id]
        # 3 meals and 3 L a person and day; one toilet for 50 people.
        assert (row["meals"], row["water_l"]) == (persons * 9, persons * 9)
        assert row["toilets"] == -(-persons // 50)
    assert _needs("toy-flood")[0].days == 1


def test_a_place_that_is_closed_needs_nothing() -> None:
    needs, _ = _needs("toy-quake", frozenset({WEST}))
    assert needs.places.loc[EAST, ["meals", "water_l", "toilets"]].tolist() == [0, 0, 0]


def test_stock_and_need_of_a_district_stand_beside_each_of_its_places() -> None:
    case = toy_case("toy-quake")
    district = str(case.city.places.loc[WEST, "district_id"])
    facts = case.strength.district_facts.copy()
    facts.loc[district, "stock_meals"] = pd.NA
    facts.loc[district, "stock_water_l"] = 7.5
    needs, _ = _needs("toy-quake", facts=facts)
    row = needs.places.loc[WEST]
    assert pd.isna(row["stock_meals"])
    assert row["stock_water_l"] == 7.5
    there = case.city.places.loc[needs.places.index, "district_id"] == district
    assert row["district_meals"] == needs.places.loc[there, "meals"].sum()


def test_organisations_that_say_nothing_leave_it_open_who_can_open_at_night() -> None:
    needs, _ = _needs("toy-quake")
    case = toy_case("toy-quake")
    told = case.strength.organisations.groupby("district_id")["can_open_at_night"].sum(min_count=1)
    for place_id, value in needs.places["open_at_night"].items():
        wanted = told.get(case.city.places.loc[place_id, "district_id"], pd.NA)
        assert (pd.isna(value) and pd.isna(wanted)) or value == wanted
