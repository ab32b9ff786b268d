"""What nobody has surveyed, with the people whose answer it hides."""

from dataclasses import replace

import numpy as np
import pandas as pd

from tests.readiness.toy_debt import HILL, SEA, debt, rows_of
from tests.toy_city import make_toy_bundle


def test_stock_that_nobody_surveyed_hides_those_who_must_leave():
    bundle = make_toy_bundle()
    facts = bundle.strength.district_facts.copy()
    facts.loc[SEA, "stock_meals"] = pd.NA
    table, plan = debt(strength=replace(bundle.strength, district_facts=facts))
    (row,) = rows_of(table, "district_facts", "stock_meals").to_dict(orient="records")
    # All 170 of the sea ward's district must leave.
    assert (row["item_id"], row["persons"], row["indicator"]) == (SEA, 170, "stock_days")
    assert (row["next_action"], row["owner"]) == ("survey_stock", "ward")
    assert plan.ledgers.districts.loc[SEA, "persons"] == 170


def test_stock_of_a_district_where_nobody_must_leave_hides_nobody():
    bundle = make_toy_bundle()
    facts = bundle.strength.district_facts.copy()
    facts.loc[HILL, ["stock_meals", "stock_water_l"]] = [pd.NA, np.nan]
    table, _ = debt(strength=replace(bundle.strength, district_facts=facts))
    assert rows_of(table, "district_facts", "stock_meals,stock_water_l").empty


def test_a_district_without_an_organisation_in_the_table_hides_its_residents():
    bundle = make_toy_bundle()
    strength = bundle.strength
    kept = strength.organisations[strength.organisations["district_id"] != HILL]
    posts = strength.posts[strength.posts["org_id"].isin(kept.index)]
    table, _ = debt(strength=replace(strength, organisations=kept, posts=posts))
    (row,) = rows_of(table, "organisations").to_dict(orient="records")
    # D 100 + E 80 live there.
    assert (row["item_id"], row["persons"], row["items"]) == (HILL, 180, 1)
    assert row["missing"] == "households_covered,drills_in_year,drill_participants,posts"


def test_squads_of_which_nobody_has_said_what_they_need_are_to_be_surveyed():
    strength = make_toy_bundle().strength
    before, _ = debt(strength=strength)
    assert "posts" not in ",".join(rows_of(before, "organisations")["missing"]).split(",")
    first = strength.organisations.index[0]
    open_ones = strength.posts["needed"].mask(strength.posts["org_id"] == first)
    table, _ = debt(strength=replace(strength, posts=strength.posts.assign(needed=open_ones)))
    rows = rows_of(table, "organisations")
    named = rows["item_id"][["posts" in one.split(",") for one in rows["missing"]]]
    assert named.tolist() == [strength.organisations.loc[first, "district_id"]]


def test_a_list_that_is_known_counts_itself_and_an_unknown_one_those_who_need_support():
    bundle = make_toy_bundle()
    facts = bundle.strength.district_facts.copy()
    facts.loc[SEA, "listed_persons"] = pd.NA
    table, _ = debt(strength=replace(bundle.strength, district_facts=facts))
    own = rows_of(table, "district_facts").set_index("item_id")
    blocks = bundle.blocks
    need = int(blocks.loc[blocks["district_id"] == SEA, "support_persons"].sum())
    assert own.loc[SEA, ["persons", "missing"]].tolist() == [need, "listed_persons"]
    assert own.loc[HILL, "persons"] == bundle.strength.district_facts.loc[HILL, "listed_persons"]


def test_facilities_that_said_nothing_hide_their_users_of_the_time_of_day():
    bundle = make_toy_bundle()
    facilities = bundle.facilities.assign(
        users_night=30, users_day=50, plan_made="unknown", drill_reported="yes"
    )
    table, _ = debt(facilities=facilities)
    found = rows_of(table, "facilities")
    assert set(found["missing"]) == {"plan_made"}
    assert found["persons"].sum() == 30 * len(facilities)
    assert found["items"].sum() == len(facilities)


def test_facilities_whose_users_nobody_has_told_are_no_count_and_not_none():
    bundle = make_toy_bundle()
    users = pd.array([pd.NA] * len(bundle.facilities), dtype="Int64")
    silent = bundle.facilities.assign(users_night=users, users_day=users, plan_made="unknown")
    table, _ = debt(facilities=silent)
    found = rows_of(table, "facilities")
    assert len(found) == bundle.facilities["district_id"].nunique()
    assert found["persons"].isna().all()
