"""Cells of tables: a limit is never told later than it is."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from presentation.plan_table import ColumnMaker, earlier_tenths


@pytest.mark.parametrize(
    ("seconds", "minutes"),
    [
        (2997.0, 49.9),  # 49.95: to the nearest it would be 50.0, three seconds too late
        (3000.0, 50.0),
        (2999.9, 49.9),
        (6.0, 0.1),
        (18.0, 0.3),  # 0.3 × 10 is a hair below 3 in binary
        (-3.0, -0.1),  # before the zero earlier is farther from it
        (-60.0, -1.0),
    ],
)
def test_limits_and_margins_go_to_the_tenth_of_a_minute_below(seconds: float, minutes: float) -> None:
    cells = ColumnMaker("ja").time_left("margin", pd.Series([seconds]), never="export.never").cells
    assert cells == (minutes,)


@given(ticks=st.integers(-10_000_000, 10_000_000))
def test_no_tenth_is_later_than_its_time_and_none_a_whole_tenth_earlier(ticks: int) -> None:
    minutes = ticks / 600  # ticks of 0.1 s
    told = float(earlier_tenths(np.array([minutes]))[0])
    assert minutes - 0.1 < told <= minutes + 1e-9


def test_never_from_the_start_and_unknown_stay_words() -> None:
    make = ColumnMaker("ja")
    cells = make.time_left("margin", pd.Series([np.inf, -np.inf, np.nan]), never="export.never").cells
    assert cells == make.minutes("margin", pd.Series([np.inf, -np.inf, np.nan])).cells
    assert all(isinstance(cell, str) for cell in cells)
