"""Times as people write them: read without loss, and never guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.time_text import read_time, time_text
from tests.each import each


@each(
    ("seconds", "text"),
    [(0.0, "0:00"), (180.0, "0:03"), (9_000.0, "2:30"), (-2_700.0, "-0:45"), (90.0, "0:01:30"),
     (0.5, "0:00:00.5"), (360_000.0, "100:00"), (-60.25, "-0:01:00.25")],
)  # fmt: skip
def test_a_time_is_hours_and_minutes(seconds, text):
    assert time_text(seconds) == text
    assert read_time(text) == seconds


@each(
    ("text", "seconds"),
    [
        ("２：３０", 9_000.0), ("2時間30分", 9_000.0), ("2時間30分後", 9_000.0), ("150分", 9_000.0),
        ("2.5時間", 9_000.0), ("1時間前", -3_600.0), ("－１：００", -3_600.0), ("−1:00", -3_600.0),
        ("1 h 30 min", 5_400.0), ("90 min after", 5_400.0), ("2 hours before", -7_200.0), ("30秒", 30.0),
        ("0", 0.0), (" 0 ", 0.0), ("+0:10", 600.0),
    ],
)  # fmt: skip
def test_the_usual_ways_to_write_a_time_are_read(text, seconds):
    assert read_time(text) == seconds


@each("text", ["", "30", "2:60", "2:3", "1:00:60", "昼", "前", "-", "30分2時間", "2::30", "1e3分", "inf"])
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValueError, match="no time"):
        read_time(text)


@settings(max_examples=100)
@given(st.floats(min_value=-2_678_400, max_value=2_678_400, allow_nan=False))
def test_no_time_is_lost(seconds):
    # -0.0 and 0.0 are the same moment.
    assert read_time(time_text(seconds)) == seconds
