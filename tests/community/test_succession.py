"""Who could take over: leaders and drivers by age, squads without leader or deputy, day and night."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from community.succession import is_driver, succession
from domain.vocabulary import Post
from tests.community.registers import members

YEAR = 2026
OLD, YOUNG, SEVENTIES = {"born_on": "1940"}, {"born_on": "1990"}, {"age_low": 70, "age_high": 79}
PERSON = st.fixed_dictionaries(
    {
        "org_id": st.sampled_from(["A", "B"]),
        "post": st.sampled_from([post.value for post in Post]),
        "role": st.sampled_from(["leader", "deputy", "member"]),
        "day": st.sampled_from(["yes", "no", "unknown"]),
        "night": st.sampled_from(["yes", "no", "unknown"]),
        "skills": st.sampled_from(["", "防災士", "大型免許", "運転可"]),
    }
)
AGE = st.sampled_from([OLD, YOUNG, SEVENTIES, {}])


def test_an_organisation_without_members_is_not_told_of():
    assert succession(members(), YEAR).empty


def test_leaders_in_their_seventies_leave_it_open_whether_all_are_old():
    def all_old(*ages):
        rows = [{"role": "leader", "post": post.value, **age} for post, age in zip(Post, ages, strict=False)]
        return succession(members(*rows), YEAR).loc["A", "all_leaders_old"]

    assert all_old(OLD, OLD) == "yes"
    assert all_old(OLD, SEVENTIES) == "unknown"
    assert all_old(OLD, YOUNG, SEVENTIES) == "no"
    assert succession(members(OLD), YEAR).loc["A", "all_leaders_old"] == "no"


def test_drivers_are_told_by_their_skills():
    rows = [{"skills": text} for text in ("普通免許", "軽トラ運転", "防災士", "")]
    assert is_driver(members(*rows)).tolist() == [True, True, False, False]


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(PERSON, AGE), min_size=1, max_size=15))
def test_counts_are_those_of_a_loop_over_rows(people):
    rows = [person | age for person, age in people]
    table = succession(members(*rows), YEAR)
    for org in sorted({row["org_id"] for row in rows}):
        own = [row for row in rows if row["org_id"] == org]
        heads = [row for row in own if row["role"] == "leader"]
        drivers = [row for row in own if "免許" in row["skills"] or "運転" in row["skills"]]
        squads = {row["post"] for row in own}
        surely = [row.get("born_on") == "1940" for row in own]
        expected = {
            "members": len(own),
            "leaders": len(heads),
            "leaders_old_min": sum(row.get("born_on") == "1940" for row in heads),
            "leaders_old_max": sum(row.get("born_on") != "1990" for row in heads),
            "drivers": len(drivers),
            "drivers_old_min": sum(row.get("born_on") == "1940" for row in drivers),
            "drivers_old_max": sum(row.get("born_on") != "1990" for row in drivers),
            "squads": len(squads),
            "squads_without_leader": len(squads - {row["post"] for row in heads}),
            "squads_without_deputy": len(squads - {row["post"] for row in own if row["role"] == "deputy"}),
            "day_min": sum(row["day"] == "yes" for row in own),
            "day_max": sum(row["day"] != "no" for row in own),
            "night_min": sum(row["night"] == "yes" for row in own),
            "night_max": sum(row["night"] != "no" for row in own),
        }
        assert {name: int(table.loc[org, name]) for name in expected} == expected
        assert np.sum(surely) >= table.loc[org, "leaders_old_min"]
