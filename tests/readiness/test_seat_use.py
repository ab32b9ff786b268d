"""Seats for care are nobody else's: how many of them count."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from readiness.indicators import build_indicators
from readiness.inputs import Context
from readiness.seat_use import for_care, lacks_in_use, seats_in_use
from tests.readiness import small_city as city
from tests.readiness.made_table import inputs_of, near, numbers, row

NAME = "seats_per_demand_escape"


def context(persons: int = 15, care=(True, False, False, False)) -> Context:
    """P1 in D1 for people who need care alone; so many of A (15 in the city) need care and a seat."""
    assignment = city.assignment()
    assignment.loc[assignment["profile_id"] == "assisted", "persons"] = persons
    places = city.usable_places().assign(for_care=list(care))
    return Context(city.inputs(assignment=assignment, usable_places=places))


def of_district(found: Context, values, district_id: str) -> float:
    return values[found.areas.ids.index(district_id)]


@pytest.mark.parametrize(("persons", "counted"), [
    # Seats for care count up to the people who may use them, of fewer than twenty in whole tens.
    (0, 0), (9, 0), (15, 10), (19, 10), (20, 20), (47, 47), (60, 50),
])  # fmt: skip
def test_seats_for_care_count_up_to_those_who_may_use_them(persons: int, counted: int) -> None:
    found = context(persons)
    seats = np.array([50.0, np.nan, 100.0, np.nan])
    assert of_district(found, found.need_care_seat, city.D1) == persons
    assert of_district(found, seats_in_use(found, seats), city.D1) == counted
    # General seats are for everybody, whoever needs care.
    assert of_district(found, seats_in_use(found, seats), city.D3) == 100
    assert of_district(found, seats_in_use(found, seats), city.CITY) == 100 + counted
    general = context(persons, care=(False,) * 4)
    assert of_district(general, seats_in_use(general, seats), city.D1) == 50


@pytest.mark.parametrize(("known", "persons", "lacks"), [(50.0, 60, 1), (50.0, 50, 0), (np.nan, 0, 0)])
def test_a_gap_of_a_place_for_care_matters_only_where_its_people_lack_seats(known, persons, lacks) -> None:
    # P2 in D2, the same ward, is for care, too, and of unknown capacity; all of the people are of D1.
    found = context(persons, care=(True, True, False, False))
    seats, gaps = np.array([known, np.nan, 100.0, np.nan]), np.array([np.isnan(known), True, False, False])
    assert for_care(found).tolist() == [True, True, False, False]
    assert of_district(found, lacks_in_use(found, seats, gaps), city.D2) == 0
    assert of_district(found, lacks_in_use(found, seats, gaps), city.W1) == lacks


def test_the_indicator_counts_no_care_seat_for_the_others_and_says_so() -> None:
    places = city.usable_places().assign(for_care=[True, False, False, False])
    table = build_indicators(city.inputs(usable_places=places))
    # D1: of the 50 seats for care 10 are for the 15 who need care; 95 need a seat, 10 of them perhaps not.
    assert numbers(table, city.D1, NAME) == near(10 / 95, 10 / 95, 10 / 85)
    found = inputs_of(row(table, city.D1, NAME))
    assert (found["seats"], found["seats_for_care"], found["affected_persons"]) == (10, 50, 85)
    # Where no place is for them alone nothing is said.
    assert "seats_for_care" not in inputs_of(row(build_indicators(city.inputs()), city.D1, NAME))


def test_seats_that_can_be_opened_are_counted_alike() -> None:
    places = city.usable_places().assign(for_care=[True, False, False, False])
    openable = city.openable().assign(
        seats_min=[50, 0, 100, 0], seats_max=pd.array([50, 0, 100, 500], dtype="Int64"), is_surveyed=True
    )
    table = build_indicators(replace(city.inputs(usable_places=places), openable=openable))
    assert numbers(table, city.D1, "openable_per_demand") == near(10 / 95, 10 / 95, 10 / 85)
