"""Shares of what is surveyed, and the bounds that the rest leaves."""

import numpy as np
import pandas as pd
import pytest

from readiness.areas import Areas
from readiness.surveyed import surveyed_ratio
from tests.readiness import small_city as city

AREAS = Areas.of(city.districts(), city.wards(), city.CITY)
#: Units of D1 (two) and D2 (one), none in D3.
MEMBERS = AREAS.members(pd.Series([city.D1, city.D1, city.D2], dtype="str"))
ROW = {area: number for number, area in enumerate(AREAS.ids)}
NAN = float("nan")


def shares(part, whole, *, bounded=True, incomplete=None, area=city.D1):
    found = surveyed_ratio(
        MEMBERS, np.array(part, float), np.array(whole, float), bounded=bounded, incomplete=incomplete
    )
    row = ROW[area]
    return (found.value[row], found.low[row], found.high[row]), found.status[row]


def same(*values):
    return pytest.approx(values, nan_ok=True)


def test_what_is_wholly_surveyed_has_equal_bounds():
    # (2 + 3) ÷ (10 + 10).
    assert shares([2, 3, 1], [10, 10, 4]) == (same(0.25, 0.25, 0.25), "known")


def test_an_unsurveyed_part_may_be_nothing_or_the_whole_of_its_unit():
    # Of 10 + 30: 2 known; the other unit holds 0 to 30.
    assert shares([2, NAN, 1], [10, 30, 4]) == (same(0.2, 2 / 40, 32 / 40), "partly_unknown")


def test_where_the_part_may_exceed_the_whole_the_upper_end_is_open():
    assert shares([2, NAN, 1], [10, 30, 4], bounded=False) == (same(0.2, 2 / 40, NAN), "partly_unknown")


def test_an_unknown_whole_opens_both_ends():
    assert shares([2, 3, 1], [10, NAN, 4]) == (same(0.2, NAN, NAN), "partly_unknown")


def test_a_unit_known_in_part_may_hold_the_rest():
    incomplete = np.array([False, True, False])
    # 2 + 3 of 40 are known, up to 30 - 3 more in the second.
    assert shares([2, 3, 1], [10, 30, 4], incomplete=incomplete) == (
        same(5 / 40, 5 / 40, 32 / 40),
        "partly_unknown",
    )


def test_a_unit_that_holds_more_than_its_whole_leaves_the_value_inside_its_bounds():
    # 12 of 10 are known (counted twice); of 10 + 10 at least 12, at most 22.
    (value, low, high), _ = shares([12, NAN, 1], [10, 10, 4])
    assert (value, low, high) == same(1.2, 0.6, 1.2)


def test_nothing_surveyed_and_nothing_to_survey_are_told_apart():
    assert shares([NAN, NAN, 1], [10, 30, 4])[1] == "not_surveyed"
    assert shares([0, 0, 1], [0, 0, 4])[1] == "not_concerned"
    assert shares([1, 1, 1], [4, 4, 4], area=city.D3)[1] == "not_surveyed"


def test_sums_of_units_stand_beside_the_share():
    found = surveyed_ratio(MEMBERS, np.array([2, NAN, 1]), np.array([10.0, 30.0, 4.0]), bounded=True)
    row = ROW[city.CITY]
    assert (found.part[row], found.whole[row]) == (3, 44)
    assert (found.units[row], found.unknown_units[row]) == (3, 1)
