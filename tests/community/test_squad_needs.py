"""要る・いる・欠員: what squads need, have and lack, and a surplus beside a vacancy."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.squad_needs import (
    GUIDED_SHARES,
    Move,
    guided_need,
    needs_of_counts,
    needs_of_members,
    possible_moves,
)
from domain.tables.organisations import Posts
from domain.tables.registers import SquadRegister
from domain.vocabulary import Post
from tests.community.registers import members, register

NO_RULE = register(SquadRegister, [])
_NULLABLE = {"needed": "Int64", "over_75": "Int64", "leader_over_75": "boolean"}


def of(needs, post, org="A"):
    return needs[(needs["org_id"] == org) & (needs["post"] == post.value)].iloc[0]


def test_the_own_rule_of_a_squad_counts_and_is_no_assumption():
    people = members(*({"name": f"見本 {i}"} for i in range(3)))
    needs = needs_of_members(["A"], people, register(SquadRegister, [{"needed": 5}]))
    row = of(needs, Post.INFORMATION)
    assert (row["needed"], row["people"], row["vacancies"], row["surplus"]) == (5, 3, 2, 0)
    assert not row["is_assumed"]


def test_without_a_rule_the_guidance_stands_as_an_assumption():
    people = members(*({"name": f"見本 {i}"} for i in range(40)))
    needs = needs_of_members(["A"], people, NO_RULE)
    # 40 people: 10 % in information are 4, 20 % in rescue 8; 7.5 % in headquarters are 3.
    assert of(needs, Post.INFORMATION)["needed"] == 4
    assert of(needs, Post.RESCUE)["needed"] == 8
    assert of(needs, Post.HEADQUARTERS)["needed"] == 3
    assert needs["is_assumed"].all()
    assert of(needs, Post.INFORMATION)["surplus"] == 36
    assert of(needs, Post.RESCUE)["vacancies"] == 8


def test_a_squad_needs_two_people_at_least_and_halves_are_rounded_up():
    assert guided_need(Post.INFORMATION, 1) == 2
    # 25 × 0.1 = 2.5.
    assert guided_need(Post.INFORMATION, 25) == 3
    assert guided_need(Post.INFORMATION, 24) == 2


def test_shares_of_the_guidance_make_about_one():
    assert sum(GUIDED_SHARES.values()) == pytest.approx(1.025)
    assert set(GUIDED_SHARES) == set(Post)


def test_an_organisation_without_a_list_is_unknown_and_its_rule_still_stands():
    needs = needs_of_members(["B"], members({}), register(SquadRegister, [{"org_id": "B", "needed": 4}]))
    row = of(needs, Post.INFORMATION, "B")
    assert row["needed"] == 4
    assert pd.isna(row["people"])
    assert pd.isna(row["vacancies"])
    assert pd.isna(of(needs, Post.RESCUE, "B")["needed"])
    assert not needs["is_assumed"].any()


def test_one_name_twice_in_a_squad_is_one_person_with_her_roles():
    people = members(
        {"name": "見本 髙子", "role": "leader"},
        {"name": "見本　高子"},
        {"name": "見本 二郎", "role": "deputy"},
    )
    row = of(needs_of_members(["A"], people, NO_RULE), Post.INFORMATION)
    assert (row["people"], row["leaders"], row["deputies"]) == (2, 1, 1)


def test_a_squad_with_too_many_could_fill_the_vacancy_of_another():
    people = members(*({"name": f"見本 {i}"} for i in range(6)), {"name": "例題 一", "post": "rescue"})
    rule = register(SquadRegister, [{"post": "information", "needed": 2}, {"post": "rescue", "needed": 4}])
    needs = needs_of_members(["A"], people, rule)
    moves = possible_moves(needs[needs["is_assumed"].eq(other=False)])
    # Four too many in information; rescue lacks three.
    assert moves == [Move("A", Post.INFORMATION, Post.RESCUE, 3)]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=7, max_size=7),
        min_size=1,
        max_size=3,
    )
)
def test_moves_fill_as_many_vacancies_as_a_surplus_allows(organisations):
    rows = [
        (f"o{i}", post.value, needed, filled, 0, False, False, False)
        for i, squads in enumerate(organisations)
        for post, (needed, filled) in zip(Post, squads, strict=True)
    ]
    posts = pd.DataFrame(rows, columns=Posts.columns())
    posts.index.name = "row"
    needs = needs_of_counts(Posts.check(posts.astype({"org_id": "str", "post": "str", **_NULLABLE})))
    moves = possible_moves(needs)
    for i, squads in enumerate(organisations):
        own = [move for move in moves if move.org_id == f"o{i}"]
        spare = sum(max(filled - needed, 0) for needed, filled in squads)
        lacking = sum(max(needed - filled, 0) for needed, filled in squads)
        assert sum(move.people for move in own) == min(spare, lacking)
        for post, (needed, filled) in zip(Post, squads, strict=True):
            given_away = sum(move.people for move in own if move.from_post is post)
            taken = sum(move.people for move in own if move.to_post is post)
            assert given_away <= max(filled - needed, 0)
            assert taken <= max(needed - filled, 0)


def test_counts_of_a_bundle_read_alike():
    posts = pd.DataFrame([("o", "rescue", 4, 1, 0, True, False, False)], columns=Posts.columns())
    posts.index.name = "row"
    row = needs_of_counts(posts.astype({"org_id": "str", "post": "str"})).iloc[0]
    assert (row["needed"], row["people"], row["vacancies"], row["leaders"], row["deputies"]) == (
        4,
        1,
        3,
        1,
        0,
    )
    assert not row["is_assumed"]
