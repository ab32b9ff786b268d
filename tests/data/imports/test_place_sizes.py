"""Sizes on places: None takes back, what is not said stays, counts are of places that really changed."""

import pandas as pd
import pytest

from data.imports.place_sizes import key_holders, put_sizes
from domain.bundle import CityBundle
from domain.tables.organisations import OpeningDuty, PlaceFacts
from tests.toy_city import make_toy_bundle


@pytest.fixture(scope="module")
def city() -> CityBundle:
    return make_toy_bundle()


def put(city: CityBundle, table):
    return put_sizes(table, city.places, PlaceFacts.empty_in(), OpeningDuty.empty_in())


def test_none_takes_back_and_what_is_not_said_stays(city: CityBundle):
    one, two = map(str, city.places.index[:2])
    first = put(city, {one: {"floors": 3}, two: {"floors": 2.0, "floor_area_m2": 9.0}})
    assert first.places.loc[[one, two], "floors"].tolist() == [3, 2]
    assert first.places.loc[two, "floor_area_m2"] == 9
    before = city.places.loc[one, "floor_area_m2"]
    after = first.places.loc[one, "floor_area_m2"]
    assert after == before or (pd.isna(after) and pd.isna(before))
    back = put_sizes({one: {"floors": None}}, first.places, first.place_facts, first.opening_duty)
    assert pd.isna(back.places.loc[one, "floors"])
    assert back.changed == {"floors": 1}


def test_toilets_and_keys_have_tables_of_their_own(city: CityBundle):
    one = str(city.places.index[0])
    sized = put(city, {one: {"toilets": 5.0, "key_holders": 2.0}})
    assert sized.place_facts["toilets"].to_dict() == {one: 5}
    assert key_holders(sized.opening_duty).to_dict() == {one: 2}
    assert sized.changed == {"toilets": 1, "key_holders": 1}
    none = put_sizes(
        {one: {"toilets": None, "key_holders": None}},
        sized.places,
        sized.place_facts,
        sized.opening_duty,
    )
    assert len(none.place_facts) == len(none.opening_duty) == 0


def test_the_same_figures_change_nothing(city: CityBundle):
    one = str(city.places.index[0])
    table = {one: {"toilets": 5.0, "key_holders": 2.0, "floors": 7}}
    sized = put(city, table)
    again = put_sizes(table, sized.places, sized.place_facts, sized.opening_duty)
    assert again.changed == {}
    assert again.opening_duty is sized.opening_duty


def test_nobody_with_a_key_is_known_and_is_not_the_same_as_not_asked(city: CityBundle):
    one = str(city.places.index[0])
    sized = put(city, {one: {"key_holders": 0.0}})
    assert key_holders(sized.opening_duty).to_dict() == {one: 0}
    assert sized.changed == {"key_holders": 1}
    again = put_sizes({one: {"key_holders": 0.0}}, sized.places, sized.place_facts, sized.opening_duty)
    assert again.changed == {}
