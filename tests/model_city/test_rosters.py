"""Fictitious lists of every district: no fault, and gaps of known number that can be found again."""

import pandas as pd
import pytest

from community.needs_help import check_needs_help
from community.roster import RosterCheck, check_members
from community.roster_duplicates import possible_duplicates
from model_city import rosters
from model_city.rosters import build_members, build_needs_help
from tests.model_city.bundled_city import bundled_city

YEAR = 2026
pytestmark = pytest.mark.city


@pytest.fixture(scope="module")
def members() -> pd.DataFrame:
    return build_members(bundled_city(), year=YEAR)


@pytest.fixture(scope="module")
def checked(members: pd.DataFrame) -> RosterCheck:
    table = members.set_axis(pd.RangeIndex(2, len(members) + 2, name="line"))
    return check_members(table, bundled_city().strength.organisations, year=YEAR)


def test_every_district_has_a_list_without_errors(checked: RosterCheck):
    organisations = bundled_city().strength.organisations
    assert not checked.refused
    assert set(checked.members["org_id"]) == set(organisations.index)
    assert organisations["district_id"].nunique() == 93


def test_squads_have_as_many_people_as_the_bundle_says(checked: RosterCheck):
    posts = bundled_city().strength.posts.set_index(["org_id", "post"])
    counts = checked.counts.set_index(["org_id", "post"]).reindex(posts.index)
    more = counts["members"] - posts["filled"]
    # Who is spelled twice stands in two squads besides.
    assert more.sum() <= 2 * rosters.SPELLED_TWICE
    assert more.min() == 0
    assert ((counts["leaders"] > 0) == posts["has_leader"]).all()


def test_the_gaps_are_found_again(checked: RosterCheck):
    by_org = checked.members.groupby("org_id")
    assert (~by_org["role"].agg(lambda roles: (roles == "deputy").any())).sum() == rosters.WITHOUT_DEPUTY
    assert (~by_org["night"].agg(lambda night: (night == "yes").any())).sum() == rosters.NOBODY_AT_NIGHT
    leaders = checked.members[checked.members["role"] == "leader"].groupby("org_id")
    assert (leaders["age_low"].min() >= 75).sum() == rosters.LEADERS_ALL_OLD
    pairs = possible_duplicates(checked.members)
    assert len(pairs) == rosters.SPELLED_TWICE
    assert set(pairs["reason"]) == {"name"}


def test_nobody_in_it_could_be_real(checked: RosterCheck):
    assert checked.members["name"].str.match("(見本|模擬|架空|例題)").all()
    assert (checked.members["note"] == "模擬データ").all()
    assert checked.members["phone"].str.match("^072-000-").all()


def test_another_seed_makes_other_people_and_the_same_one_the_same(members: pd.DataFrame):
    city = bundled_city()
    assert members.equals(build_members(city, year=YEAR))
    assert not members.equals(build_members(city, year=YEAR, seed=1))


def test_as_many_need_help_and_agreed_as_the_bundle_says():
    city = bundled_city()
    # The smallest ward, 美原; the others are made by the same rule.
    ward = "271471"
    table = build_needs_help(city, ward, year=YEAR)
    table.index = pd.RangeIndex(2, len(table) + 2, name="line")
    names = {str(key): str(name) for key, name in city.districts["name"].items()}
    result = check_needs_help(table, names, year=YEAR)
    assert not result.refused
    own = city.districts.index[city.districts["ward_code"] == ward]
    listed = city.blocks[city.blocks["district_id"].isin(own)].groupby("district_id")["support_persons"].sum()
    people = result.people.groupby("district_id")
    assert people.size().to_dict() == listed.to_dict()
    agreed = people["consent"].agg(lambda consents: (consents == "agreed").sum())
    known = city.strength.district_facts.loc[own, "consented_persons"]
    for district, count in agreed.items():
        told = known[district]
        assert count == (round(listed[district] / 3) if pd.isna(told) else told)
    # Of the whole city about 8 %, of whom about a third.
    share = city.blocks["support_persons"].sum() / city.blocks["residents"].sum()
    assert 0.07 < share < 0.09
    assert 0.28 < (result.people["consent"] == "agreed").mean() < 0.42


def test_everybody_lives_in_a_town_of_the_own_district(checked: RosterCheck):
    city = bundled_city()
    towns = set(zip(city.blocks["district_id"], city.blocks["town"], strict=True))
    district = checked.members["org_id"].map(city.strength.organisations["district_id"])
    assert set(zip(district, checked.members["address"], strict=True)) <= towns
    twins = checked.members[checked.members["name"].str.contains("高子|髙子")]
    assert len(twins) == 2 * rosters.SPELLED_TWICE
    assert len(twins.drop_duplicates(["org_id", "address"])) == rosters.SPELLED_TWICE
