"""A date of a register may be a year or a month: both ends of it are told."""

import datetime as dt

import pytest

from community.written_days import day_bounds, within_year, year_before
from tests.each import each

ON = dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02-03", (2026, 2, 3), (2026, 2, 3)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2026", (2026, 1, 1), (2026, 12, 31)),
    ],
)
def test_a_date_means_the_days_that_are_written(text, first, last):
    assert day_bounds(text) == (dt.date(*first), dt.date(*last))


@pytest.mark.parametrize("text", ["", "2026-02-30", "2026-13"])
def test_no_date_and_no_day_of_the_calendar_bound_nothing(text):
    assert day_bounds(text) is None
    assert within_year(text, ON) == (False, True)


@each(
    ("text", "surely", "possibly"),
    [
        ("2026-11-28", True, True),
        ("2026-11-29", False, False),
        ("2025-11-29", True, True),
        ("2025-11-28", False, False),
        ("2025-11", False, True),
        ("2025-12", True, True),
        ("2026-11", False, True),
        ("2026", False, True),
        ("2025", False, True),
        ("2024", False, False),
    ],
)
def test_twelve_months_end_with_the_day_and_begin_after_the_same_day_of_the_year_before(
    text, surely, possibly
):
    assert within_year(text, ON) == (surely, possibly)


def test_the_year_before_29_february_is_28_february():
    assert year_before(dt.date(2024, 2, 29)) == dt.date(2023, 2, 28)
