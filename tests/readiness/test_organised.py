"""Indicators about organisations, support and facilities."""

import json
import math
from dataclasses import replace

import pandas as pd
import pytest

from domain.settings.settings import Settings
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


def test_shares_of_squads_count_every_squad_whoever_leads_it(table):
    # W1: O1 has two squads without a deputy, O3 one with; two of three are led, half of them by somebody
    # over 75.
    assert row(table, city.W1, "deputies_share")["value"] == pytest.approx(1 / 3)
    assert row(table, city.W1, "leaders_share")["value"] == pytest.approx(2 / 3)
    # Said of a squad without a leader, an age counts for nothing.
    strength = city.bundle().strength
    posts = strength.posts.assign(leader_over_75=[True, True, False])
    again = build_indicators(city.inputs(strength=replace(strength, posts=posts)))
    assert row(again, city.D1, "leaders_over_75_share")["value"] == 1


def test_leaders_of_unknown_age_leave_their_share_open_and_not_good():
    base = city.bundle().strength
    posts = base.posts.assign(org_id=["O1", "O2", "O3"], has_leader=True, leader_over_75=[True, False, False])

    def found(*unknown):
        ages = posts["leader_over_75"].astype("boolean").mask(posts["org_id"].isin(unknown))
        strength = replace(base, posts=posts.assign(leader_over_75=ages))
        return row(build_indicators(city.inputs(strength=strength)), city.CITY, "leaders_over_75_share")

    # One of three is 75 or older; of O3 it is not said: one of the two that are known, one or two of all.
    assert found()["value"] == pytest.approx(1 / 3)
    one = found("O3")
    assert (one["status"], one["value"]) == ("partly_unknown", 1 / 2)
    assert (one["value_min"], one["value_max"]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert found("O1", "O2", "O3")["status"] == "not_surveyed"


def test_consent_and_plans_of_saved_lists_name_them():
    base = city.bundle().strength
    assert base.uploaded == frozenset()
    listed = replace(base, uploaded=frozenset({"district_facts"}))
    table = build_indicators(city.inputs(strength=listed))
    for indicator in ("support_consented_share", "individual_plans_share"):
        layers = {item["layer"] for item in json.loads(row(table, city.CITY, indicator)["inputs"])}
        assert layers == {"uploaded/district_facts"}
    # The membership of associations is no count of a list.
    layers = {item["layer"] for item in json.loads(row(table, city.CITY, "association_share")["inputs"])}
    assert "district_facts" in layers


def test_a_need_that_nobody_has_said_leaves_both_ends_of_the_share_open():
    base = city.bundle().strength
    posts = base.posts.assign(
        org_id=["O1", "O2", "O3"], filled=[2, 4, 3], needed=pd.array([4, 4, None], dtype="Int64")
    )
    found = row(
        build_indicators(city.inputs(strength=replace(base, posts=posts))), city.CITY, "posts_filled_share"
    )
    # 2 + 4 of 4 + 4 where it is known.
    assert (found["status"], found["value"]) == ("partly_unknown", pytest.approx(6 / 8))
    assert pd.isna(found["value_min"])
    assert pd.isna(found["value_max"])
    posts = posts.assign(needed=pd.array([None] * 3, dtype="Int64"))
    alone = build_indicators(city.inputs(strength=replace(base, posts=posts)))
    assert row(alone, city.CITY, "posts_filled_share")["status"] == "not_surveyed"


def test_leaders_over_75_are_scored_from_the_target_to_all_of_them(table):
    # All three squads stand with O3, two of them led by somebody over 75.
    target = row(table, city.D1, "leaders_over_75_share")["target"]
    assert 0 < target < 1
    posts = city.bundle().strength.posts.assign(
        org_id="O3", has_leader=True, leader_over_75=[True, True, False]
    )
    strength = replace(city.bundle().strength, posts=posts)
    found = row(build_indicators(city.inputs(strength=strength)), city.D2, "leaders_over_75_share")
    assert found["value"] == pytest.approx(2 / 3)
    assert found["score"] == pytest.approx(100 * (1 - (2 / 3 - target) / (1 - target)))


def test_evidence_names_the_column_of_each_share(table):
    def columns(indicator):
        found = row(table, city.D2, indicator)
        return {item["name"]: (item["layer"], item["column"]) for item in json.loads(found["inputs"])}

    assert columns("posts_filled_share")["posts_filled_share_whole"] == ("posts", "needed")
    assert columns("posts_filled_share")["posts_filled_share_part"] == ("posts", "filled")
    assert columns("deputies_share")["deputies_share_whole"] == ("posts", "has_leader")
    # A user's table in place of the bundle's is named as such.
    strength = replace(city.bundle().strength, uploaded=frozenset({"posts"}))
    uploaded = row(build_indicators(city.inputs(strength=strength)), city.D2, "posts_filled_share")
    layers = {item["layer"] for item in json.loads(uploaded["inputs"])}
    assert "uploaded/posts" in layers
    assert "posts" not in layers


def test_a_table_is_missing_only_where_the_bundle_lacks_it_and_nobody_gave_it():
    whole = city.bundle()
    meta = replace(whole.meta, layers=tuple(one for one in whole.meta.layers if one.layer != "organisations"))
    given = build_indicators(city.inputs(replace(whole, meta=meta)))
    assert numbers(given, city.D2, "coverage_share") == near(1, 1, 1)
    empty = replace(whole.strength, organisations=whole.strength.organisations.iloc[:0])
    found = build_indicators(city.inputs(replace(whole, strength=empty)))
    assert row(found, city.D2, "coverage_share")["status"] == "not_surveyed"


def test_drills_are_counted_beside_their_organisations_and_have_their_own_targets(table):
    readiness = Settings().readiness
    assert row(table, city.W1, "drills_in_year")["target"] == readiness.drills_in_year
    assert inputs_of(row(table, city.W1, "drills_in_year")) == {
        "drills": 2, "organisations": 3, "units_not_surveyed": 1,
    }  # fmt: skip
    # D1: 30 take part of 150 residents, and more where the other was not asked.
    assert numbers(table, city.D1, "drill_participation_share") == near(0.2, 0.2, math.nan)
    share = row(table, city.D1, "drill_participation_share")
    assert share["target"] == readiness.drill_participation_share
    # Half of D1's 60 households belong to an association; D2 and D3 were not asked.
    assert numbers(table, city.D1, "association_share") == near(0.5, 0.5, 0.5)
    assert numbers(table, city.CITY, "association_share") == near(0.5, 0.25, 0.75)
    assert math.isnan(row(table, city.D1, "association_share")["score"])


def test_facilities_of_unknown_plans_are_counted_apart(table):
    assert inputs_of(row(table, city.D1, "facilities_with_plan_share")) == {
        "facilities_with_plan_share_part": 1, "facilities": 3, "facilities_unknown": 1,
        "units_not_surveyed": 1,
    }  # fmt: skip
