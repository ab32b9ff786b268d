"""By day and by night: who can come, and which squads are too few because of it."""

import pandas as pd

from community.roster_counts import RosterCounts, count_squads
from community.roster_effect import apply_roster
from community.squad_hours import hour_gaps, squad_hours
from tests.community.test_organisations import POSTS, make_organisations
from tests.community.test_roster_members import make_members


def _hours(*members: dict[str, object]):
    counts = count_squads(make_members(*members))
    posts = apply_roster(POSTS, make_organisations(), counts)
    return posts, squad_hours(posts, counts)


# Headquarters of org-1 needs 4, its rescue squad 4.
FOUR = ({"day": "yes"}, {"day": "no"}, {"day": "unknown"}, {"day": "yes", "night": "no"})


def test_who_has_not_said_no_may_come_and_who_has_said_yes_can():
    _, hours = _hours(*FOUR)
    row = hours.set_index(["org_id", "post"]).loc[("org-1", "headquarters")]
    # Day: two say yes, one unknown. Night: three unknown, one cannot.
    assert row.tolist() == [2, 3, 0, 3]


def test_a_squad_of_which_the_list_has_nobody_has_nobody_and_others_are_not_surveyed():
    _, hours = _hours(*FOUR)
    by = hours.set_index(["org_id", "post"])
    assert by.loc[("org-1", "rescue")].tolist() == [0, 0, 0, 0]
    assert set(hours["org_id"]) == {"org-1"}


def test_a_squad_that_has_enough_people_but_not_by_night_is_told():
    posts, hours = _hours(*FOUR)
    found = hour_gaps(posts, hours)
    # 3 of 4 may come by day and 3 by night; the empty rescue squad is vacant at any time.
    assert found[["post", "day_time", "needed", "can_come", "missing"]].to_numpy().tolist() == [
        ["headquarters", "day", 4, 3, 1],
        ["headquarters", "night", 4, 3, 1],
    ]


def test_enough_who_may_come_are_no_gap():
    members = [{"day": "yes", "night": "unknown"}] * 4 + [{"day": "no", "night": "no"}]
    posts, hours = _hours(*members)
    assert hour_gaps(posts, hours).empty


def test_no_hour_is_too_few_where_nobody_has_said_what_is_needed():
    posts, hours = _hours(*FOUR)
    assert len(hour_gaps(posts, hours)) == 2
    assert hour_gaps(posts.assign(needed=pd.array([pd.NA] * len(posts), dtype="Int64")), hours).empty


def test_nobody_on_a_list_has_no_hours():
    hours = squad_hours(POSTS, RosterCounts.empty_in())
    assert hours.empty
    assert hour_gaps(POSTS, hours).empty
