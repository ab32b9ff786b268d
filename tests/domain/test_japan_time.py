"""The day in Japan begins at 15:00 UTC."""

import datetime as dt

import pytest

from domain.japan_time import day_in_japan


@pytest.mark.parametrize(
    ("hour", "minute", "day"), [(14, 59, dt.date(2026, 11, 28)), (15, 0, dt.date(2026, 11, 29))]
)
def test_the_day_in_japan_begins_at_fifteen_hours_of_utc(hour, minute, day):
    assert day_in_japan(dt.datetime(2026, 11, 28, hour, minute, tzinfo=dt.UTC)) == day
