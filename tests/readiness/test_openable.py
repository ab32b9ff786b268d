"""Seats that can be opened ÷ people who need one: both ends, and nothing while nobody is on record."""

import math

import pandas as pd
import pytest

from domain.settings.settings import Settings
from domain.vocabulary import Band, ReadinessTheme
from readiness.bands import rate_areas
from readiness.gaps import find_weak_points
from readiness.indicators import build_indicators
from readiness.themes import rate_themes
from tests.readiness import small_city as city
from tests.readiness.made_table import inputs_of, numbers, row

NAME = "openable_per_demand"


def openable(**places):
    """Return the table with ``P1=(least, most, openers)`` in place of the usual."""
    table = city.openable()
    for place_id, (least, most, openers) in places.items():
        table.loc[place_id, ["seats_min", "seats_max", "openers"]] = [least, most, openers]
        table.loc[place_id, "is_surveyed"] = openers is not None
    types = {"seats_min": "int64", "seats_max": "Int64", "openers": "Int64"}
    return table.astype(types)


def built(**places):
    return build_indicators(city.inputs(openable=openable(**places)))


def test_an_area_without_anybody_on_record_is_not_surveyed():
    table = built()
    for area in (city.D1, city.W1, city.CITY):
        assert row(table, area, NAME)["status"] == "not_surveyed"
        assert math.isnan(row(table, area, NAME)["value"])


def test_both_ends_are_the_seats_at_both_ends_over_the_people_who_need_one():
    # D1: 95 need a seat, 10 of them perhaps not.
    table = built(P1=(20, 50, 1))
    assert numbers(table, city.D1, NAME) == pytest.approx((20 / 95, 20 / 95, 50 / 85))
    assert row(table, city.D1, NAME)["status"] == "partly_unknown"
    # The other places have nobody on record and P2 no known limit: W1 is open at its upper end.
    assert row(table, city.W1, NAME)["value"] == pytest.approx(20 / 145)
    assert math.isnan(row(table, city.W1, NAME)["value_max"])


def test_a_place_that_is_not_in_the_plan_opens_no_seat():
    table = built(P4=(500, 500, 9), P3=(100, 100, 2))
    assert inputs_of(row(table, city.CITY, NAME))["openable_seats"] == 100


def test_people_beyond_the_most_seats_that_can_be_opened_are_affected():
    inputs = inputs_of(row(built(P1=(20, 50, 1)), city.D1, NAME))
    # 95 − 50.
    assert inputs["affected_persons"] == 45
    assert inputs["places_wholly_surveyed"] == 1


def test_nobody_begun_to_survey_is_no_weak_point_and_too_few_are_one():
    def weak(table):
        points = find_weak_points(table, city.SCENARIO.kinds)
        return set(points.loc[points["district_id"] == city.D1, "indicator"])

    assert NAME not in weak(built())
    # 10 of 95 to 10 of 85 are below any near target.
    assert NAME in weak(built(P1=(10, 10, 1)))


def test_more_seats_never_give_a_worse_band():
    order = [Band.BELOW_TARGET, Band.NEAR_TARGET, Band.ON_TARGET]
    found = []
    for seats in (0, 50, 75, 77, 85, 95, 200):
        themes = rate_themes(built(P1=(seats, seats, 1)))
        mine = themes[(themes["theme"] == ReadinessTheme.OPENING.value) & (themes["area_id"] == city.D1)]
        found.append(order.index(Band(mine["worst_band"].iloc[0])))
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] == 2


def test_the_theme_is_unknown_where_nothing_is_on_record():
    themes = rate_themes(built())
    mine = themes[themes["theme"] == ReadinessTheme.OPENING.value]
    assert set(mine["best_band"]) <= {Band.UNKNOWN.value, Band.NOT_CONCERNED.value}
    assert isinstance(mine, pd.DataFrame)


def test_bands_are_the_same_with_and_without_a_question_that_nobody_has_begun_to_answer():
    def bands(table):
        levels, kinds = city.ledgers()[1:], city.SCENARIO.kinds
        return rate_areas(table, rate_themes(table), levels, kinds, Settings().readiness)

    table = built()
    before, after = bands(table[table["indicator"] != NAME]), bands(table)
    concerned = after["band"] != "not_concerned"
    assert concerned.sum() == 4
    pd.testing.assert_frame_equal(after[concerned], before[concerned])
    assert after["band"].equals(before["band"])
    # With somebody on record it counts as every other theme.
    surveyed = bands(built(P1=(10, 10, 1)))
    assert surveyed.loc[city.D1, "themes_counted"] == bands(table).loc[city.D1, "themes_counted"] + 1
    assert surveyed.loc[city.D1, "themes_below"] == bands(table).loc[city.D1, "themes_below"] + 1
