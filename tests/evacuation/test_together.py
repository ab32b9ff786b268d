"""Households and helpers that a plan keeps together or may take apart, counted by hand."""

import pandas as pd
import pytest

from evacuation.together import TakenApart, taken_apart


def _assignment(*rows) -> pd.DataFrame:
    names = ["block_id", "profile_id", "departure", "destination_id", "persons", "helpers"]
    return pd.DataFrame([(*row, 0)[:6] for row in rows], columns=names)


BLOCKS = pd.DataFrame({"residents": [20, 3, 10], "households": [9, 1, 5]}, index=["a", "b", "c"])


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
    found = taken_apart(assignment, BLOCKS)
    assert found.households == 2 + 1 + 0
    # Households of 20 ÷ 9 people: parts of 8, 2 and 3 people hold 3 (⌊8 · 9 ÷ 20⌋), 0 and 1 of them. Three
    # have 6⅔ people, one 2⅔, each rounded up: 1 of 8, 2 of 2 and 0 of 3 are left over. Block b: parts of 1.
    assert found.whole_households == 3 + 0 + 1
    assert found.remainder_persons == 1 + 2 + 0 + 3


def test_a_block_of_unknown_households_has_no_whole_ones() -> None:
    parts = (("a", "general", "direct", "p", 4), ("a", "general", "direct", "q", 4))
    for residents, households in ((8, 0), (0, 4)):
        blocks = pd.DataFrame({"residents": [residents], "households": [households]}, index=["a"])
        found = taken_apart(_assignment(*parts), blocks)
        assert (found.whole_households, found.remainder_persons) == (0, 0)


@pytest.mark.parametrize(
    ("rows", "pairs", "alone"),
    [
        # Two pairs, and one for whom nobody was left.
        ([("a", "assisted", "direct", "p", 4, 2), ("a", "assisted", "direct", "p", 1, 0)], 2, 1),
        ([("a", "wheelchair_pushed", "direct", "p", 1, 0), ("a", "general", "direct", "p", 2)], 0, 1),
        # Without a place nobody is taken apart; whoever drives his own wheelchair needs nobody, and whoever
        # does not leave walks nowhere.
        ([("a", "assisted", "direct", "", 2, 1), ("a", "wheelchair_alone", "direct", "p", 1)], 0, 0),
        ([("a", "assisted", "not_leaving", "p", 2, 1), ("a", "assisted", "not_leaving", "p", 1)], 0, 0),
    ],
)  # fmt: skip
def test_pairs_and_people_without_a_helper_are_counted(rows, pairs, alone) -> None:
    found = taken_apart(_assignment(*rows), BLOCKS)
    assert (found.pairs, found.helped_persons) == (pairs, alone)


def test_of_nobody_nothing_is_taken_apart() -> None:
    empty = _assignment().astype({"persons": "int64", "helpers": "int64"})
    assert taken_apart(empty, BLOCKS) == TakenApart(0, 0, 0, 0, 0)
