"""What a list would change: the squads of its organisations, and nothing else."""

import pandas as pd

from community.roster_effect import apply_roster, districts_of, with_vacant
from tests.community.test_organisations import POSTS, make_organisations
from tests.community.test_roster import GOOD, changed, check, sheet


def test_a_roster_changes_the_squads_of_its_organisations_only():
    rows = [
        changed(役割="班員"),
        changed(氏名="乙", 役割="副班長", 年代="80代"),
        changed(氏名="丙", 班="消火班"),
    ]
    after = apply_roster(POSTS, make_organisations(), check(sheet(*rows)).counts)
    table = after.set_index(["org_id", "post"])
    # Headquarters: two members, a deputy of 80 or more, no leader any more.
    names = ["needed", "filled", "over_75", "has_leader", "has_deputy", "leader_over_75"]
    assert table.loc[("org-1", "headquarters"), names].tolist() == [4, 2, 1, False, True, False]
    # A squad without a member in the list is vacant; of one not on record nobody has said what it needs.
    assert table.loc[("org-1", "rescue"), names].tolist() == [4, 0, 0, False, False, False]
    found = table.loc[("org-1", "fire_fighting"), names]
    assert pd.isna(found["needed"])
    assert found.drop("needed").tolist() == [1, 0, True, False, False]
    assert table.loc[("org-2", "rescue"), names].tolist() == [2, 3, 2, True, False, False]


def test_of_whom_no_age_is_known_nobody_says_that_they_are_young():
    rows = [changed(年代=""), changed(氏名="乙", 班="救出・救護班", 年代="30代", 役割="班員"),
            changed(氏名="丙", 班="救出・救護班", 年代="70代", 役割="班員"),
            changed(氏名="丁", 班="消火班", 年代="80代")]  # fmt: skip
    after = apply_roster(POSTS, make_organisations(), check(sheet(*rows)).counts)
    table = after.set_index(["org_id", "post"])[["over_75", "leader_over_75"]]
    # The leader of headquarters has no age; of 丙 (70s) it is open, who leads nobody; 丁 is 80 or more.
    assert table.loc[("org-1", "headquarters")].isna().all()
    assert pd.isna(table.loc[("org-1", "rescue"), "over_75"])
    assert table.loc[("org-1", "rescue"), "leader_over_75"] == False  # noqa: E712 (a nullable truth)
    assert table.loc[("org-1", "fire_fighting")].tolist() == [1, True]


def test_squads_that_need_people_and_have_none_are_vacant_in_the_order_of_posts():
    needed = pd.DataFrame({"org_id": ["org-1"], "post": ["information"], "needed": [3]})
    table = with_vacant(POSTS, needed)
    assert table["post"].tolist() == ["headquarters", "information", "rescue", "rescue"]
    assert table.loc[1].drop(["org_id", "post"]).tolist() == [3, 0, 0, False, False, False]
    assert with_vacant(POSTS, needed.iloc[:0]) is POSTS


def test_a_roster_does_not_change_what_it_is_given():
    before = POSTS.copy()
    apply_roster(POSTS, make_organisations(), check(sheet(GOOD)).counts)
    assert before.equals(POSTS)


def test_an_empty_roster_changes_nothing():
    after = apply_roster(POSTS, make_organisations(), check(sheet()).counts)
    assert after.equals(POSTS)


def test_districts_of_a_list_are_those_of_organisations_that_are_known():
    organisations = make_organisations()
    org_id = str(organisations.index[0])
    counts = pd.DataFrame({"org_id": [org_id, org_id, "nobody knows"]})
    assert districts_of(organisations, counts) == (str(organisations.loc[org_id, "district_id"]),)
    assert districts_of(organisations, counts.iloc[:0]) == ()
