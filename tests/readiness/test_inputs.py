"""What all indicators share: who is reached, which layers are missing, who needs a seat."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.vocabulary import DayTime, HazardKind, IndicatorStatus, Outcome
from readiness.inputs import Context
from tests.readiness import small_city as city


def context(bundle=None, **changes) -> Context:
    return Context(city.inputs(bundle, **changes))


def at(found: Context, values, area: str):
    return values[list(found.areas.ids).index(area)]


def test_areas_with_a_block_that_the_scenario_reaches_are_concerned():
    found = context()
    assert [bool(at(found, found.concerned, area)) for area in (city.D1, city.D3, city.W2, city.CITY)] == [
        True,
        False,
        False,
        True,
    ]


def test_a_layer_that_is_not_there_is_missing():
    assert not context().missing_layer
    assert context(scenario=replace(city.SCENARIO, layers=("tsunami", "gone"))).missing_layer
    assert context(scenario=replace(city.SCENARIO, layers=("gone",))).missing_layer


def test_a_kind_of_which_no_layer_has_an_area_is_missing_and_a_volcano_never_is():
    flood = replace(city.SCENARIO, kinds=(HazardKind.TSUNAMI, HazardKind.FLOOD))
    volcano = replace(city.SCENARIO, kinds=(HazardKind.TSUNAMI, HazardKind.VOLCANO))
    assert context(scenario=flood).missing_layer
    assert not context(scenario=volcano).missing_layer


@pytest.mark.parametrize(
    ("layers", "first", "elsewhere"),
    [
        (("tsunami",), False, IndicatorStatus.NOT_CONCERNED),
        (("tsunami", "gone"), False, IndicatorStatus.NO_LAYER),
        (("gone",), True, IndicatorStatus.NO_LAYER),
    ],
)
def test_where_nothing_reaches_it_is_said_why(layers, first, elsewhere):
    found = context(scenario=replace(city.SCENARIO, layers=layers))
    (nothing, no_layer), (outside, status) = found.hazard_rules
    assert nothing.tolist() == [first] * found.size
    assert (no_layer, status) == (IndicatorStatus.NO_LAYER, elsewhere)
    assert outside.tolist() == (~found.concerned).tolist()


def test_people_are_those_of_the_ledger():
    found = context()
    # D1: 15 too late and 20 of unknown capacity; must leave 90 + 20 + 10 unknown.
    assert at(found, found.unserved, city.D1) == 35
    assert at(found, found.must_leave, city.D1) == 120
    assert at(found, found.unknown, city.CITY) == 10
    assert at(found, found.persons(Outcome.TOO_LATE, Outcome.CAPACITY_UNKNOWN), city.D1) == 35


def test_the_safe_area_has_room_for_everyone():
    found = context()
    # D1: 60 to P1 and 35 without a place; the 25 of the safe area need no seat.
    assert at(found, found.need_seat, city.D1) == 95
    # D2: 30 + 20; ten do not leave and would go to the safe area.
    assert at(found, found.need_seat, city.D2) == 50


def test_those_who_stay_behind_need_a_seat_where_they_would_have_gone_to_one():
    assignment = city.assignment()
    assignment.loc[assignment["outcome"] == "not_leaving", "destination_id"] = "P2"
    found = context(assignment=assignment)
    assert at(found, found.need_seat, city.D2) == 60


def test_households_and_residents_are_those_of_all_blocks():
    found = context()
    assert [at(found, found.households, area) for area in (city.D1, city.W1, city.CITY)] == [60, 90, 120]
    assert at(found, found.residents, city.D1) == 150
    assert found.of_districts(found.residents).tolist() == [150, 80, 70]


def test_the_people_whom_the_scenario_moves_are_those_of_its_hour():
    assert context().population == ("blocks", "residents")
    by_day = replace(city.SCENARIO, day_time=DayTime.DAY)
    assert context(scenario=by_day).population == ("blocks", "daytime_persons")


def test_evidence_names_the_layers():
    assert [item.layer for item in context().plan_evidence] == ["hazards/tsunami", "streets", "places"]


def test_blocks_of_the_assignment_are_found_by_id():
    found = context()
    assert found.assigned_block.tolist() == [0, 0, 0, 1, 2, 2, 2, 2]
    persons = pd.Series(np.ones(8)).to_numpy()
    assert at(found, found.assigned.total(persons), city.D2) == 4


def test_households_of_an_area_are_unknown_where_those_of_a_block_are():
    blocks = city.blocks()
    blocks["households"] = pd.array([40, None, 30, 30], dtype="Int64")
    found = context(replace(city.bundle(), blocks=blocks))
    assert np.isnan([at(found, found.households, area) for area in (city.D1, city.W1, city.CITY)]).all()
    assert at(found, found.households, city.D2) == 30
