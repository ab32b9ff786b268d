import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.areas import Areas, ratio
from readiness.surveyed import surveyed_ratio
from tests.readiness import small_city as city

AREAS = Areas.of(city.districts(), city.wards(), city.CITY)
NAN = float("nan")


def members(*districts):
    return AREAS.members(pd.Series(list(districts), dtype="str"))


def test_areas_stand_by_level_wards_in_official_order():
    assert AREAS.ids == [city.D1, city.D2, city.D3, city.W2, city.W1, city.CITY]
    assert AREAS.levels == ["district", "district", "district", "ward", "ward", "city"]


def test_a_ward_with_the_code_of_the_city_is_the_city():
    town = Areas.of(city.districts(), city.wards(), city.W1)
    assert town.ids == [city.D1, city.D2, city.D3, city.W2, city.W1]
    assert town.levels == ["district", "district", "district", "ward", "city"]


def test_sums_reach_district_ward_and_city():
    # Areas: D1, D2, D3, ward W2 (first in official order), ward W1, city.
    total = members(city.D1, city.D2, city.D3, city.D1).total([1, 2, 4, 8])
    assert total.tolist() == [9, 2, 4, 4, 11, 15]


def test_a_row_without_a_district_still_counts_in_its_ward_and_the_city():
    rows = AREAS.members(pd.Series(["", city.D1]), pd.Series([city.W1, city.W1]))
    assert rows.total([5, 1]).tolist() == [1, 0, 0, 0, 6, 6]


def test_the_largest_of_an_area_without_rows_is_unknown():
    largest = members(city.D1, city.D1, city.D2).largest(np.array([3.0, 7.0, NAN]))
    assert largest.tolist() == pytest.approx([7, NAN, NAN, NAN, 7, 7], nan_ok=True)


def test_nothing_divided_by_nobody_is_unknown():
    assert ratio(np.array([1.0, 0.0]), np.array([2.0, 0.0])).tolist() == pytest.approx(
        [0.5, NAN], nan_ok=True
    )


_UNIT = st.tuples(
    st.sampled_from([city.D1, city.D2, city.D3]),
    st.integers(0, 50),  # whole
    st.floats(0, 1),  # part of it, if known
    st.booleans(),  # surveyed
    st.floats(0, 1),  # what a survey might find instead
)


@settings(deadline=None)
@given(st.lists(_UNIT, min_size=1, max_size=12))
def test_whatever_a_survey_finds_lies_between_the_bounds(units):
    district, whole, share, surveyed, found = (list(column) for column in zip(*units, strict=True))
    whole = np.array(whole, dtype=np.float64)
    part = np.where(surveyed, whole * share, NAN)
    result = surveyed_ratio(members(*district), part, whole, bounded=True)
    after = np.where(surveyed, part, whole * found)
    truth = ratio(members(*district).total(after), members(*district).total(whole))
    told = np.isin(result.status, ["known", "partly_unknown"])
    assert (result.low[told] <= truth[told] + 1e-9).all()
    assert (truth[told] <= result.high[told] + 1e-9).all()
    assert (result.low[told] <= result.value[told] + 1e-9).all()
    assert (result.value[told] <= result.high[told] + 1e-9).all()


@settings(deadline=None)
@given(st.lists(_UNIT, min_size=1, max_size=12))
def test_nothing_surveyed_gives_no_value(units):
    district = [unit[0] for unit in units]
    whole = np.array([unit[1] for unit in units], dtype=np.float64)
    result = surveyed_ratio(members(*district), np.full(len(units), NAN), whole, bounded=True)
    assert np.isnan(result.value).all()
    assert set(result.status) == {"not_surveyed"}
