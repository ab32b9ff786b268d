"""Rows of two lists pair on the closest mark that both have free."""

from hypothesis import given
from hypothesis import strategies as st

from storage.store.pairing import pair_rows


def test_equal_content_comes_before_an_equal_name():
    # Two rows of one name: the second is equal, so that the first pairs with what is left.
    found = pair_rows([("new", "a"), ("x", "a")], [("x", "a"), ("old", "a")])
    assert (found.same, found.changed) == (((1, 0),), ((0, 1),))
    assert found.added == found.missing == ()


def test_what_pairs_with_nothing_is_added_or_missing():
    found = pair_rows([("1", "a"), ("2", "b")], [("1", "a"), ("3", "c")])
    assert (found.same, found.changed, found.added, found.missing) == (((0, 0),), (), (1,), (1,))


def test_of_several_with_the_same_mark_the_first_pairs_with_the_first():
    found = pair_rows([("1", "a"), ("2", "a"), ("3", "a")], [("8", "a"), ("9", "a")])
    assert (found.changed, found.added) == (((0, 0), (1, 1)), (2,))


def test_a_closer_mark_comes_before_a_wider_one():
    found = pair_rows([("n", "a/rescue", "a")], [("o", "a/fire", "a"), ("p", "a/rescue", "a")])
    assert (found.changed, found.missing) == (((0, 1),), (0,))


def test_pairs_that_are_two_are_left_and_the_next_of_the_same_mark_is_taken():
    held = [("8", "a"), ("9", "a")]
    found = pair_rows([("1", "a")], held, {(0, 0)})
    assert (found.changed, found.missing) == (((0, 1),), (0,))
    found = pair_rows([("1", "a"), ("2", "a")], held, {(0, 0), (0, 1)})
    assert (found.changed, found.added, found.missing) == (((1, 0),), (0,), (1,))


def test_an_empty_list_lacks_everybody():
    assert pair_rows([], [("1", "a")]).missing == (0,)
    assert pair_rows([("1", "a")], []).added == (0,)


_ROWS = st.lists(st.tuples(*[st.sampled_from("abc")] * 3), max_size=7)


@given(new=_ROWS, held=_ROWS)
def test_every_row_is_in_one_place_and_equal_rows_are_never_changed(new, held):
    found = pair_rows(new, held)
    pairs = (*found.same, *found.changed)
    assert sorted([*(k for k, _ in pairs), *found.added]) == list(range(len(new)))
    assert sorted([*(j for _, j in pairs), *found.missing]) == list(range(len(held)))
    # As many equal rows as both lists share, whatever the order.
    shared = sum(
        min(sum(row[0] == mark for row in new), sum(row[0] == mark for row in held)) for mark in "abc"
    )
    assert len(found.same) == shared
    assert all(set(new[k]) & set(held[j]) for k, j in pairs)
