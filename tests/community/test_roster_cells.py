"""Equal cells are read once, and every row gets what its text means."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from community.roster_cells import read_cells


def read_digit(text: str) -> int | None:
    return int(text) if text.isdigit() and text.isascii() else None


@given(st.lists(st.sampled_from(["1", "2", "x", ""])))
def test_rows_get_what_their_text_means(texts: list[str]):
    meanings = read_cells(pd.Series(texts, dtype="str"), read_digit)
    # Reference: one row after the other.
    found = [read_digit(text) for text in texts]
    assert meanings.numbers(lambda digit: digit, unread=-1).tolist() == [
        -1 if digit is None else digit for digit in found
    ]
    assert meanings.unreadable().tolist() == [digit is None for digit in found]
    assert meanings.where(lambda digit: digit == 2).tolist() == [digit == 2 for digit in found]


def test_a_text_is_read_once_however_many_rows_hold_it():
    read: list[str] = []
    read_cells(pd.Series(["a", "b", "a"] * 100, dtype="str"), read.append)
    assert sorted(read) == ["a", "b"]
