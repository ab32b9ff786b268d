"""One person in several posts is told, surely or perhaps, and never merged."""

import pandas as pd

from community.member_ages import age_bounds
from community.several_posts import several_posts
from tests.community.registers import members


def found(*rows):
    table = members(*rows)
    low, high = (pd.Series(end, table.index) for end in age_bounds(table, 2026))
    several = several_posts(table, low, high)
    return [
        (sorted(own.index), bool(own["is_sure"].iloc[0])) for _, own in several.groupby("group", sort=True)
    ]


def test_one_name_with_one_telephone_is_surely_one_person():
    rows = ({"name": "見本 髙子", "phone": "072-000-0001"}, {"name": "見本　高子", "phone": "0720000001"})
    assert found(*rows) == [(["r0", "r1"], True)]


def test_one_name_with_one_day_of_birth_is_surely_one_person_with_one_year_perhaps():
    day = {"name": "見本 花子", "born_on": "1960-04-01"}
    assert found(day, day) == [(["r0", "r1"], True)]
    year = {"name": "見本 花子", "born_on": "1960"}
    assert found(year, year) == [(["r0", "r1"], False)]


def test_one_name_with_nothing_else_may_be_one_person_in_one_organisation_only():
    assert found({}, {}) == [(["r0", "r1"], False)]
    assert found({}, {"org_id": "B"}) == []


def test_other_years_and_other_ages_are_other_people_whatever_the_telephone():
    assert found({"born_on": "1960", "phone": "1"}, {"born_on": "1990", "phone": "1"}) == []
    assert found({"age_low": 20, "age_high": 29}, {"age_low": 30, "age_high": 39}) == []
    assert found({"age_low": 20, "age_high": 30}, {"age_low": 30, "age_high": 39}) == [(["r0", "r1"], False)]


def test_a_sure_pair_takes_no_third_row_in_that_only_may_belong_to_it():
    sure = {"phone": "072-000-0001"}
    assert found(sure, {}, sure) == [(["r0", "r2"], True)]


def test_without_a_name_twice_there_is_nothing():
    assert found({}, {"name": "別人 一"}) == []
