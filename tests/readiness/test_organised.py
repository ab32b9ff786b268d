"""Indicators about organisations, support and facilities."""

import math
from dataclasses import replace

import pytest

from readiness.indicators import build_indicators
from tests.readiness import small_city as city
from tests.readiness.made_table import inputs_of, near, numbers, row


@pytest.fixture(scope="module")
def table():
    return build_indicators(city.inputs())


def test_coverage_is_bounded_by_the_households_of_unsurveyed_districts(table):
    # D1: 30 of 60 known, one organisation unknown. D2: 30 of 30. D3: no organisation in the table.
    assert numbers(table, city.D1, "coverage_share") == near(0.5, 0.5, 1.0)
    assert numbers(table, city.D2, "coverage_share") == near(1, 1, 1)
    assert row(table, city.D3, "coverage_share")["status"] == "not_surveyed"
    # City: 60 of the 90 households of surveyed districts; of all 120 between 60 and 120.
    assert numbers(table, city.CITY, "coverage_share") == near(60 / 90, 0.5, 1.0)


def test_drills_of_unsurveyed_organisations_leave_the_mean_open(table):
    assert numbers(table, city.D1, "drills_in_year") == near(2, 1, math.nan)
    # Even with none by the other, one a year on average: the target is reached.
    assert row(table, city.D1, "drills_in_year")["score"] == 100
    assert numbers(table, city.W1, "drills_in_year") == near(1, 2 / 3, math.nan)
    assert math.isnan(row(table, city.W1, "drills_in_year")["score"])


def test_an_overfull_squad_does_not_fill_another(table):
    # O1: 2 of 8 and 9 of 2 (counted as 2): 4 of 10. O2 has no squads in the table.
    assert numbers(table, city.D1, "posts_filled_share") == near(0.4, math.nan, math.nan)
    assert numbers(table, city.D2, "posts_filled_share") == near(1, 1, 1)


def test_leaders_deputies_and_their_age_are_shares_of_squads(table):
    # O1 has two squads with one leader, who is over 75, and no deputy; O3 has both, under 75.
    assert row(table, city.D1, "leaders_share")["value"] == 0.5
    assert row(table, city.D1, "deputies_share")["value"] == 0
    assert row(table, city.D1, "leaders_over_75_share")["value"] == 1
    assert row(table, city.W1, "leaders_over_75_share")["value"] == 0.5
    assert row(table, city.D2, "leaders_over_75_share")["score"] == 100


def test_consent_of_a_surveyed_list_is_bounded_by_the_list(table):
    # W1: 4 of 10 asked; of 40 listed between 4 and 34.
    assert numbers(table, city.W1, "support_consented_share") == near(0.4, 0.1, 0.85)
    assert numbers(table, city.W1, "individual_plans_share") == near(0.1, 0.1, 0.1)
    # D3's list is unknown: nothing bounds the city's share.
    assert numbers(table, city.CITY, "individual_plans_share") == near(0.1, math.nan, math.nan)


def test_unknown_plans_of_facilities_widen_the_share(table):
    assert numbers(table, city.D1, "facilities_with_plan_share") == near(1 / 2, 1 / 3, 2 / 3)
    assert row(table, city.D1, "facilities_drill_share")["status"] == "not_surveyed"
    assert row(table, city.D2, "facilities_with_plan_share")["status"] == "not_concerned"


def test_tables_that_the_bundle_does_not_hold_are_not_in_the_data():
    whole = city.bundle()
    kept = tuple(
        layer for layer in whole.meta.layers if layer.layer not in {"organisations", "posts", "facilities"}
    )
    lean = replace(
        whole, meta=replace(whole.meta, layers=kept), facilities=whole.facilities.iloc[:0],
        strength=replace(
            whole.strength, organisations=whole.strength.organisations.iloc[:0],
            posts=whole.strength.posts.iloc[:0],
        ),
    )  # fmt: skip
    table = build_indicators(city.inputs(lean))
    for indicator in ("coverage_share", "drills_in_year", "posts_filled_share", "facilities_with_plan_share"):
        assert row(table, city.D1, indicator)["status"] == "no_layer"


def test_what_is_not_surveyed_has_no_amount_in_its_evidence(table):
    # D3 has no organisation in the table; its 30 households are known.
    assert inputs_of(row(table, city.D3, "coverage_share")) == {
        "households_covered": None, "households": 30, "units_not_surveyed": 1,
    }  # fmt: skip
    assert inputs_of(row(table, city.D2, "coverage_share")) == {
        "households_covered": 30, "households": 30, "units_not_surveyed": 0,
    }  # fmt: skip


def test_those_without_consent_or_plan_are_the_rest_of_a_list_that_is_known(table):
    # D1: 10 on the list, 4 consents and 1 plan. D2: 30 listed, 3 plans, consents unknown.
    def affected(area, indicator):
        return inputs_of(row(table, area, indicator))["affected_persons"]

    assert affected(city.D1, "support_consented_share") == 6
    assert affected(city.D1, "individual_plans_share") == 9
    assert affected(city.D2, "individual_plans_share") == 27
    assert affected(city.D2, "support_consented_share") is None
    assert affected(city.W1, "individual_plans_share") == 36
    assert affected(city.CITY, "individual_plans_share") is None
