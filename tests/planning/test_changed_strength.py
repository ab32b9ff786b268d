"""A plan with other organisations is the plan that would be made with them."""

from dataclasses import fields, replace

import pandas as pd
import pytest

from domain.bundle import OrganisationStrength
from planning.changed_strength import with_strength
from planning.pipeline import make_plan
from tests.made import make_toy


def changed(strength: OrganisationStrength, what: str) -> OrganisationStrength:
    posts, organisations, facts = strength.posts, strength.organisations, strength.district_facts
    if what == "posts":
        return strength.with_posts(posts.assign(filled=0, over_75=0, has_leader=False))
    if what == "organisations":
        new = organisations.assign(can_open_at_night=1, drills_in_year=0, district_plan_made="no")
        return replace(strength, organisations=new.astype(organisations.dtypes))
    return replace(strength, district_facts=facts.assign(listed_persons=7).astype(facts.dtypes))


@pytest.mark.parametrize("what", ["posts", "organisations", "district_facts"])
def test_changed_organisations_give_the_plan_that_would_be_made_with_them(what: str):
    case, plan = make_toy("toy-tsunami-night")
    strength = changed(case.strength, what)
    given, quick = with_strength(case, plan, strength)
    whole = make_plan(replace(case, strength=strength))
    assert given.key == quick.key == whole.key != plan.key
    for one in fields(whole):
        ours, theirs = getattr(quick, one.name), getattr(whole, one.name)
        if isinstance(theirs, pd.DataFrame):
            pd.testing.assert_frame_equal(ours, theirs)
    assert not quick.indicators.equals(plan.indicators)


def test_the_plan_that_is_given_stays_as_it_is():
    case, plan = make_toy("toy-tsunami-night")
    before, key = plan.indicators.copy(), case.key
    with_strength(case, plan, changed(case.strength, "posts"))
    assert plan.indicators.equals(before)
    assert case.key == key
