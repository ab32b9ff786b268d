"""A plan with other squads is the plan that would be made with them."""

from dataclasses import replace

from planning.changed_posts import with_posts
from planning.pipeline import make_plan
from tests.made import make
from tests.toy_city import make_toy_bundle, toy_settings


def test_changed_squads_give_the_plan_that_would_be_made_with_them():
    case, plan = make(make_toy_bundle(), "toy-tsunami-night", toy_settings())
    posts = case.strength.posts.assign(filled=0, over_75=0, has_leader=False)
    changed, quick = with_posts(case, plan, posts)
    whole = make_plan(replace(case, strength=case.strength.with_posts(posts)))
    assert changed.key == quick.key == whole.key != plan.key
    assert quick.indicators.equals(whole.indicators)
    for name in ("gaps", "themes", "bands"):
        assert getattr(quick, name).equals(getattr(whole, name))
    assert not quick.indicators.equals(plan.indicators)


def test_the_plan_that_is_given_stays_as_it_is():
    case, plan = make(make_toy_bundle(), "toy-tsunami-night", toy_settings())
    before, key = plan.indicators.copy(), case.key
    with_posts(case, plan, case.strength.posts.assign(filled=0))
    assert plan.indicators.equals(before)
    assert case.key == key
