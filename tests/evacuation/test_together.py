"""Households and helpers that a plan may take apart, counted by hand."""

import pandas as pd
import pytest

from evacuation.together import TakenApart, taken_apart


def _assignment(*rows) -> pd.DataFrame:
    names = ["block_id", "profile_id", "departure", "destination_id", "persons"]
    return pd.DataFrame(rows, columns=names)


HOUSEHOLDS = pd.Series({"a": 9, "b": 1, "c": 5})


def test_each_cut_of_a_block_divides_one_household_at_most() -> None:
    assignment = _assignment(
        # Three parts: two places and people without one. Profiles and departures cut no more.
        ("a", "general", "direct", "p", 4), ("a", "general", "after_task", "p", 4),
        ("a", "assisted", "direct", "q", 1), ("a", "general", "direct", "q", 1),
        ("a", "general", "direct", "", 3),
        # Three parts of one household: it is one.
        ("b", "general", "direct", "p", 1), ("b", "general", "direct", "q", 1),
        ("b", "general", "direct", "", 1),
        # In one piece; whoever does not leave, or nobody, is no part.
        ("c", "general", "direct", "p", 2), ("c", "general", "not_leaving", "q", 2),
        ("c", "general", "direct", "q", 0),
    )  # fmt: skip
    assert taken_apart(assignment, HOUSEHOLDS).households == 2 + 1 + 0


@pytest.mark.parametrize(
    ("rows", "apart"),
    [
        # Two who need help, one of their block beside them.
        ([("a", "assisted", "direct", "p", 2), ("a", "general", "after_task", "p", 1)], 1),
        ([("a", "assisted", "direct", "p", 1), ("a", "wheelchair_pushed", "direct", "p", 1),
          ("a", "general", "direct", "p", 2)], 0),
        # Helpers of another block, at another place, without a place or staying at home help nobody here.
        ([("a", "assisted", "direct", "p", 1), ("b", "general", "direct", "p", 1)], 1),
        ([("a", "assisted", "direct", "p", 1), ("a", "general", "direct", "q", 1)], 1),
        ([("a", "assisted", "direct", "p", 1), ("a", "general", "not_leaving", "p", 1)], 1),
        # Old people alone and families with small children are no helpers.
        ([("a", "assisted", "direct", "p", 1), ("a", "elderly_alone", "direct", "p", 1),
          ("a", "small_child", "direct", "p", 1)], 1),
        # Without a place nobody is taken apart; whoever drives his own wheelchair needs nobody.
        ([("a", "assisted", "direct", "", 1), ("a", "wheelchair_alone", "direct", "p", 1)], 0),
    ],
)  # fmt: skip
def test_helped_people_are_counted_beyond_those_of_their_block_who_go_along(rows, apart) -> None:
    assert taken_apart(_assignment(*rows), HOUSEHOLDS).helped_persons == apart


def test_of_nobody_nothing_is_taken_apart() -> None:
    empty = _assignment().astype({"persons": "int64"})
    assert taken_apart(empty, HOUSEHOLDS) == TakenApart(0, 0)
