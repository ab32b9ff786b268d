"""Tables of whole persons: both sums kept, nobody more than there are, as even as can be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.share_table import share_columns


def ints(*values):
    return np.array(values, dtype=np.int64)


def test_parts_follow_the_rows():
    assert share_columns(ints(20, 80), ints(10, 60, 20, 10)).tolist() == [[2, 12, 4, 2], [8, 48, 16, 8]]


def test_who_is_in_no_part_stays_out():
    # 100 persons of whom 50 have an age: half of each row.
    assert share_columns(ints(20, 80), ints(50)).tolist() == [[10], [40]]


def test_nobody_is_shared_among_nobody():
    assert share_columns(ints(0, 0), ints(0, 0)).tolist() == [[0, 0], [0, 0]]


def test_more_persons_in_parts_than_there_are_is_an_error():
    with pytest.raises(ValueError, match="11 persons in parts of 10"):
        share_columns(ints(10), ints(6, 5))
    assert share_columns(ints(10), ints(6, 4)).tolist() == [[6, 4]]


@given(
    st.lists(st.integers(0, 150), min_size=1, max_size=12),
    st.lists(st.floats(0, 1), min_size=1, max_size=5),
)
@settings(max_examples=60, deadline=None)
def test_both_sums_hold_and_no_cell_is_far_from_its_share(rows, parts):
    total = sum(rows)
    columns, left = [], total
    for part in parts:
        columns.append(int(part * left))
        left -= columns[-1]
    out = share_columns(ints(*rows), ints(*columns))
    assert out.sum(axis=0).tolist() == columns
    assert (out >= 0).all()
    assert (out.sum(axis=1) <= ints(*rows)).all()
    if total:
        expected = np.outer(rows, columns) / total
        # Each part is rounded on what the parts before have left.
        assert np.abs(out - expected).max() <= len(parts)
