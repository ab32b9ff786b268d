"""A new list against an earlier one: every person is added, changed, removed, kept or unchanged."""

from hypothesis import given, settings
from hypothesis import strategies as st

from community.roster_difference import compare_rosters
from tests.community.test_roster_members import make_members


def changes(before, after, **named):
    table = compare_rosters(make_members(*before), make_members(*after, first_line=12), **named)
    return table[["line_before", "line_after", "change", "columns_changed"]].to_numpy().tolist()


def test_the_same_list_changes_nothing():
    people = ({"name": "甲"}, {"name": "乙"})
    assert changes(people, people) == [[2, 12, "unchanged", ""], [3, 13, "unchanged", ""]]


def test_people_are_added_changed_and_kept():
    before = ({"name": "甲"}, {"name": "乙"}, {"name": "丙"})
    after = ({"name": "丁"}, {"name": "乙", "post": "rescue", "day": "yes"}, {"name": "甲"})
    assert changes(before, after) == [
        [0, 12, "added", ""],
        [3, 13, "changed", "post day"],
        [2, 14, "unchanged", ""],
        [4, 0, "kept", ""],
    ]


def test_nobody_is_removed_unless_it_is_said():
    before, after = ({"name": "甲"}, {"name": "乙"}), ({"name": "甲"},)
    assert changes(before, after)[1][2] == "kept"
    assert changes(before, after, remove_missing=True)[1] == [3, 0, "removed", ""]


def test_organisations_that_are_not_named_are_left_alone():
    before = ({"name": "甲"}, {"name": "乙", "org_id": "org-2"})
    assert changes(before, ({"name": "甲"},), remove_missing=True) == [[2, 12, "unchanged", ""]]


def test_variants_of_a_name_are_one_person_whose_name_is_changed():
    assert changes(({"name": "高橋花子"},), ({"name": "髙橋 花子"},)) == [[2, 12, "changed", "name"]]


def test_a_number_goes_before_the_name_where_both_lists_have_it():
    before = ({"name": "甲", "number": "1"}, {"name": "乙", "number": "2"})
    after = ({"name": "丙", "number": "1"}, {"name": "乙", "number": "2"})
    assert changes(before, after)[0] == [2, 12, "changed", "name"]
    # A number that two have identifies nobody.
    twice = ({"name": "丙", "number": "1"}, {"name": "乙", "number": "1"})
    assert [row[2] for row in changes(before, twice)] == ["added", "changed", "kept"]


def test_of_several_with_one_name_the_same_birth_is_the_same_person():
    before = ({"name": "甲", "birth": "1950"}, {"name": "甲", "birth": "1960"})
    after = ({"name": "甲", "birth": "1960"}, {"name": "甲", "birth": "1950"})
    assert changes(before, after) == [[3, 12, "unchanged", ""], [2, 13, "unchanged", ""]]
    # One of the two is missing: the other one is never taken for her.
    assert changes(before, after[:1]) == [[3, 12, "unchanged", ""], [2, 0, "kept", ""]]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.sampled_from("甲乙丙丁"), max_size=6),
    st.lists(st.sampled_from("甲乙丙丁"), min_size=1, max_size=6),
)
def test_every_row_of_both_lists_is_named_once(old, new):
    before = make_members(*({"name": name} for name in old)).iloc[: len(old)]
    after = make_members(*({"name": name} for name in new))
    table = compare_rosters(before, after)
    assert sorted(line for line in table["line_after"] if line) == after.index.tolist()
    assert sorted(line for line in table["line_before"] if line) == before.index.tolist()
    # As multisets: what both hold stays, the rest is added or kept.
    common = sum(min(old.count(name), new.count(name)) for name in set(new))
    assert (table["change"] == "unchanged").sum() == common
    assert (table["change"] == "added").sum() == len(new) - common
