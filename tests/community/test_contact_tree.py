"""連絡網: everybody is called once, nobody calls too many, and nobody is forgotten."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.contact_tree import can_be_called, contact_tree
from community.several_posts import SeveralPosts
from domain.vocabulary import Post
from tests.community.registers import members

NOBODY_TWICE = SeveralPosts.empty_in()
PERSON = st.fixed_dictionaries(
    {
        "post": st.sampled_from([post.value for post in Post]),
        "role": st.sampled_from(["leader", "deputy", "member"]),
        "phone": st.sampled_from(["072-000-0001", "072-000-0002", ""]),
    }
)


def twice(*groups):
    rows = [(one, "A", i, sure) for i, (ids, sure) in enumerate(groups) for one in ids]
    table = pd.DataFrame(rows, columns=["record_id", "org_id", "group", "is_sure"]).set_index("record_id")
    table.index = table.index.astype("str")
    return SeveralPosts.check(table.astype({"org_id": "str"}))


@settings(deadline=None, max_examples=40)
@given(st.lists(PERSON, max_size=40), st.integers(2, 6))
def test_everybody_is_in_the_tree_once_and_reached_from_its_root(people, most):
    table = members(*({**person, "name": f"見本 {i}"} for i, person in enumerate(people)))
    tree = contact_tree(table, NOBODY_TWICE, most)
    assert sorted(tree.index) == sorted(table.index)
    with_phone = table.index[table["phone"] != ""]
    assert tree["in_person"].to_dict() == {one: one not in with_phone for one in table.index}
    calls = tree[~tree["in_person"] & (tree["caller_id"] != "")]
    # Nobody calls more than the number, and nobody without a telephone calls or tells.
    assert calls.groupby("caller_id").size().le(most).all()
    assert set(tree["caller_id"]) - {""} <= set(with_phone)
    if len(with_phone):
        roots = tree.index[tree["caller_id"] == ""]
        assert len(roots) == 1
        for one in tree.index:
            steps, at = 0, one
            while at != roots[0]:
                at, steps = tree.loc[at, "caller_id"], steps + 1
                assert steps <= len(tree)
            assert steps == tree.loc[one, "step"]
    else:
        assert (tree["caller_id"] == "").all()
    # Whoever does not answer is stood in for by the first whom she would have called.
    for one, row in tree.iterrows():
        own = calls.index[calls["caller_id"] == one]
        assert row["next_id"] == "" if own.empty else row["next_id"] in own


@settings(deadline=None, max_examples=40)
@given(st.lists(PERSON, max_size=30), st.integers(2, 6))
def test_members_are_called_by_their_own_squad(people, most):
    table = members(*({**person, "name": f"見本 {i}"} for i, person in enumerate(people)))
    tree = contact_tree(table, NOBODY_TWICE, most)
    plain = tree[(tree["role"] == "member") & ~tree["in_person"] & (tree["caller_id"] != "")]
    heads = {own.index[0] for _, own in _by_rank(table[table["phone"] != ""]).groupby("post")}
    for one, row in plain.iterrows():
        if one not in heads:
            assert tree.loc[row["caller_id"], "post"] == row["post"]


def _by_rank(table):
    return table.assign(rank=table["role"].map({"leader": 0, "deputy": 1, "member": 2})).sort_values(
        "rank", kind="stable"
    )


def test_the_leader_of_the_headquarters_calls_her_deputy_first_then_the_leaders_of_squads():
    tree = contact_tree(
        members(
            {"name": "一", "post": "rescue", "role": "leader", "phone": "1"},
            {"name": "二", "post": "headquarters", "role": "deputy", "phone": "2"},
            {"name": "三", "post": "headquarters", "role": "leader", "phone": "3"},
            {"name": "四", "post": "rescue", "role": "member", "phone": "4"},
            {"name": "五", "post": "rescue", "role": "deputy", "phone": "5"},
        ),
        NOBODY_TWICE,
        3,
    )
    assert tree["caller_id"].to_dict() == {"r2": "", "r1": "r2", "r0": "r2", "r4": "r0", "r3": "r0"}
    assert tree["next_id"].to_dict() == {"r2": "r1", "r1": "", "r0": "r4", "r4": "", "r3": ""}
    assert tree["step"].tolist() == [0, 1, 1, 2, 2]


def test_without_a_leader_with_a_telephone_the_deputy_is_the_root_and_the_leader_is_told_in_person():
    tree = contact_tree(
        members(
            {"name": "一", "post": "headquarters", "role": "leader", "phone": ""},
            {"name": "二", "post": "headquarters", "role": "deputy", "phone": "2"},
        ),
        NOBODY_TWICE,
        3,
    )
    assert tree.loc["r1", "caller_id"] == ""
    assert tree.loc["r0", ["caller_id", "in_person", "step"]].tolist() == ["r1", True, 1]


def test_who_surely_holds_several_posts_is_called_once_in_the_highest():
    table = members(
        {"name": "一", "post": "headquarters", "role": "leader", "phone": "1"},
        {"name": "二", "post": "information", "role": "member", "phone": "2"},
        {"name": "二", "post": "rescue", "role": "leader", "phone": "2"},
    )
    assert sorted(contact_tree(table, twice((["r1", "r2"], True)), 3).index) == ["r0", "r2"]
    assert sorted(contact_tree(table, twice((["r1", "r2"], False)), 3).index) == ["r0", "r1", "r2"]


def test_a_mail_address_is_no_telephone_and_another_number_is_one():
    assert can_be_called("072-000-0001", "")
    assert can_be_called("", "携帯 090-0000-0000")
    assert not can_be_called("", "mihon20261128@example.jp")
    assert not can_be_called(" ", "組長経由")


def test_fewer_than_two_calls_pass_nothing_on():
    with pytest.raises(ValueError, match="got 1"):
        contact_tree(members({}), NOBODY_TWICE, 1)
