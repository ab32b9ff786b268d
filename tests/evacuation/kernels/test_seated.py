"""Entries of a row and a place, linked by both, against a table."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from evacuation.kernels.seated import NEXT_HERE, NEXT_OF_ROW, PLACE, ROW, enter, leave, nobody

ROWS, PLACES = 4, 3


def chains(seated, first, following) -> list[list[int]]:
    """Entries of each row, or of each place, in the order of their links."""
    found = []
    for begin in first.tolist():
        entry, chain = begin, []
        while entry >= 0:
            chain.append(entry)
            entry = int(seated.link[following, entry])
        found.append(chain)
    return found


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.booleans(), st.integers(0, ROWS - 1), st.integers(0, PLACES - 1), st.integers(1, 3)),
        max_size=25,
    )
)
def test_whoever_comes_and_goes_sits_where_a_table_says(steps):
    seated, table = nobody(ROWS, PLACES, ROWS * PLACES), np.zeros((ROWS, PLACES), int)
    for comes, row, place, persons in steps:
        if comes:
            assert enter(seated, row, place, persons) == (table[row, place] == 0)
            table[row, place] += persons
        elif table[row, place]:
            of_row = chains(seated, seated.first_of_row, NEXT_OF_ROW)[row]
            (entry,) = [one for one in of_row if seated.link[PLACE, one] == place]
            leaving = min(persons, int(table[row, place]))
            assert leave(seated, entry, leaving) == (table[row, place] == leaving)
            table[row, place] -= leaving
        by_place = chains(seated, seated.first_here, NEXT_HERE)
        by_row = chains(seated, seated.first_of_row, NEXT_OF_ROW)
        for of, at in ((by_place, seated.link[ROW]), (by_row, seated.link[PLACE])):
            for k, chain in enumerate(of):
                sums = {int(at[one]): int(seated.held[one]) for one in chain}
                line = table[:, k] if of is by_place else table[k]
                assert sums == {i: n for i, n in enumerate(line.tolist()) if n}
        assert seated.free[0] == ROWS * PLACES - np.count_nonzero(table)
