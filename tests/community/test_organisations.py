"""Strength of organisations per district, ward and city."""

import numpy as np
import pandas as pd
import pytest

from community.organisations import combine_strength
from domain.tables.city import Districts
from domain.tables.organisations import Organisations, Posts
from tests.hazard.fields import EPSG, make_blocks

CITY = "271403"


def make_districts():
    empty = Districts.empty_in(EPSG)
    ids = ["271411-00001", "271411-00002", "271420-00003"]
    frame = pd.DataFrame({"ward_code": [name[:6] for name in ids]}, index=pd.Index(ids, name="district_id"))
    return frame.astype("str").reindex(columns=["ward_code", *[c for c in empty if c != "ward_code"]])


def make_organisations(**changes):
    """One organisation in each of the first two districts; none in the third."""
    data = {
        "district_id": ["271411-00001", "271411-00002"],
        "name": ["甲", "乙"],
        "households_covered": [80, 30],
        "founded_year": [2000, 2001],
        "drills_in_year": [0, 2],
        "drill_participants": [0, 40],
        "district_plan_made": ["no", "yes"],
        "can_open_at_night": [1, 3],
    }
    data.update(changes)
    whole = [
        "households_covered",
        "founded_year",
        "drills_in_year",
        "drill_participants",
        "can_open_at_night",
    ]
    frame = pd.DataFrame(data, index=pd.Index(["org-1", "org-2"], dtype="str", name="org_id"))
    words = dict.fromkeys(["district_id", "name", "district_plan_made"], "str")
    return Organisations.check(frame.astype({**dict.fromkeys(whole, "Int64"), **words}))


def make_posts(*rows):
    columns = ["org_id", "post", "needed", "filled", "over_75", "has_leader", "has_deputy", "leader_over_75"]
    frame = pd.DataFrame(rows, columns=columns)
    frame.index = pd.Index(np.arange(len(rows)), name="row")
    nullable = {"needed": "Int64", "over_75": "Int64", "leader_over_75": "boolean"}
    return Posts.check(frame.astype({"org_id": "str", "post": "str", **nullable}))


POSTS = make_posts(
    ("org-1", "headquarters", 4, 4, 1, True, True, True),
    ("org-1", "rescue", 4, 1, 0, False, False, False),
    # One more than needed does not fill another squad's vacancy.
    ("org-2", "rescue", 2, 3, 2, True, False, False),
)


def strength(organisations=None, posts=POSTS):
    blocks = make_blocks(
        [(0, 1, 0, 0, 0, 0)] * 3,
        district_id=["271411-00001", "271411-00002", "271420-00003"],
        households=[100, 50, 70],
    )
    frame = make_organisations() if organisations is None else organisations
    return combine_strength(frame, posts, make_districts(), blocks, CITY)


def test_squads_are_counted_and_wards_sum_to_the_city():
    table = strength()
    assert table.loc["271411-00001", ["needed", "filled", "vacancies"]].tolist() == [8, 5, 3]
    assert table.loc["271411", ["needed", "filled", "vacancies"]].tolist() == [10, 8, 3]
    names = ["leaders_missing", "deputies_missing", "leaders_over_75", "over_75", "squads"]
    assert table.loc[CITY, names].tolist() == [1, 2, 1, 3, 3]
    assert table["level"].tolist() == ["district"] * 3 + ["ward"] * 2 + ["city"]


_LEFT_OUT = ["squads_unknown", "needed_unknown", "over_75_unknown", "leader_age_unknown"]


def test_a_need_that_nobody_has_said_is_no_need_of_nobody():
    # Of org-2 nobody has said what its one squad needs: 8 of org-1 are the least of the ward.
    posts = POSTS.assign(needed=POSTS["needed"].mask(POSTS["org_id"] == "org-2"))
    table = strength(posts=posts)
    assert table.loc["271411-00002", ["needed", "vacancies"]].isna().all()
    assert table.loc["271411-00002", "filled"] == 3
    assert table.loc["271411", ["needed", "filled", "vacancies"]].tolist() == [8, 8, 3]
    assert table.loc["271411", _LEFT_OUT].tolist() == [0, 1, 0, 0]
    # The third district has no organisation in the table: nothing of it is known.
    assert table.loc[CITY, _LEFT_OUT].tolist() == [1, 2, 1, 1]
    assert table.loc["271411-00001", _LEFT_OUT].tolist() == [0, 0, 0, 0]


def test_a_need_of_one_squad_alone_is_the_least_of_its_district():
    posts = POSTS.assign(needed=pd.array([4, None, 2], dtype="Int64"))
    row = strength(posts=posts).loc["271411-00001"]
    assert row[["needed", "vacancies", "needed_unknown"]].tolist() == [4, 0, 1]


def test_ages_that_are_not_known_leave_their_counts_open():
    posts = POSTS.assign(
        over_75=pd.array([None, 0, 2], dtype="Int64"),
        leader_over_75=pd.array([None, None, False], dtype="boolean"),
    )
    table = strength(posts=posts)
    assert table.loc["271411-00001", ["over_75", "over_75_unknown"]].tolist() == [0, 1]
    # The rescue squad of org-1 has no leader: nobody's age is missing there, 0 of those that are known.
    assert table.loc["271411-00001", ["leaders_over_75", "leader_age_unknown"]].tolist() == [0, 1]
    assert table.loc["271411", ["over_75", "over_75_unknown", "leader_age_unknown"]].tolist() == [2, 1, 1]


def test_an_organisation_without_a_squad_on_record_is_left_out_of_the_sums_and_told():
    table = strength(posts=POSTS[POSTS["org_id"] == "org-1"])
    assert table.loc["271411-00002", ["needed", "filled", "leaders_missing"]].isna().all()
    assert table.loc["271411", ["needed", "squads"]].tolist() == [8, 2]
    assert table.loc["271411", _LEFT_OUT].tolist() == [1, 1, 1, 1]


def test_coverage_is_households_covered_of_all():
    table = strength()
    # 80 / 100; (80 + 30) / (100 + 50); districts without an organisation have no figure.
    assert table.loc["271411-00001", "coverage_share"] == pytest.approx(0.8)
    assert table.loc["271411", "coverage_share"] == pytest.approx(110 / 150)
    assert table.loc[CITY, "coverage_share"] == pytest.approx(110 / 220)


def test_households_of_neighbours_never_make_more_than_all():
    # 130 of 100 in the district, 160 of 150 in the ward, 160 of 220 in the city.
    table = strength(make_organisations(households_covered=[130, 30]))
    assert table.loc[["271411-00001", "271411"], "coverage_share"].tolist() == [1.0, 1.0]
    assert table.loc[CITY, "coverage_share"] == pytest.approx(160 / 220)


def test_a_district_without_an_organisation_is_none_and_not_vacant():
    row = strength().loc["271420-00003"]
    assert row["organisations"] == 0
    assert row["squads"] == 0
    assert pd.isna(row["vacancies"])
    assert pd.isna(row["drills_in_year"])


def test_what_was_not_surveyed_stays_unknown():
    table = strength(make_organisations(households_covered=[None, 30], drills_in_year=[None, None]))
    assert pd.isna(table.loc["271411-00001", "households_covered"])
    assert pd.isna(table.loc["271411", "drills_in_year"])
    assert pd.isna(table.loc["271411", "organisations_without_drill"])
    # 30 of 150 households would be too low a share: one organisation is not surveyed.
    assert np.isnan(table.loc["271411", "coverage_share"])
    assert table.loc["271411", "households_covered"] == 30
    assert table.loc["271411", "unsurveyed_organisations"] == 2


def test_a_plan_that_is_not_known_is_not_counted_as_none():
    table = strength(make_organisations(district_plan_made=["unknown", "yes"]))
    assert pd.isna(table.loc["271411-00001", "district_plans_made"])
    assert table.loc["271411", "district_plans_made"] == 1


def test_the_order_of_rows_is_irrelevant():
    assert strength().equals(strength(make_organisations()[::-1], POSTS[::-1]))


def test_households_that_are_not_known_make_the_coverage_unknown():
    blocks = make_blocks([(0, 100, 0, 0, 0, 0)] * 3)
    blocks["district_id"] = ["271411-00001", "271411-00001", "271411-00002"]
    blocks["households"] = pd.array([50, None, 60], dtype="Int64")
    table = combine_strength(make_organisations(), POSTS, make_districts(), blocks, CITY)
    assert table["households"].loc[["271411-00001", "271411", CITY]].isna().all()
    assert table["coverage_share"].loc[["271411-00001", "271411", CITY]].isna().all()
    assert table["households"].loc["271411-00002"] == 60
    # 30 of 60 households.
    assert table["coverage_share"].loc["271411-00002"] == 0.5


def test_what_some_were_not_asked_makes_a_sum_the_least():
    asked = {"drills_in_year": [None, 2], "drill_participants": [0, None], "can_open_at_night": [1, None]}
    table = strength(make_organisations(**asked))
    names = ["drills_unknown", "participants_unknown", "openers_unknown"]
    assert table.loc["271411-00001", names].tolist() == [1, 0, 0]
    assert table.loc["271411-00002", names].tolist() == [0, 1, 1]
    assert table.loc["271411", names].tolist() == [1, 1, 1]
    # The third district has no organisation in the table: nothing of it is known.
    assert table.loc[CITY, names].tolist() == [2, 2, 2]
    assert table.loc["271411", ["drill_participants", "can_open_at_night"]].tolist() == [0, 1]
