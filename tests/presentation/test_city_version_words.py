"""An adopted city has a number, and the time since when it is shown, in Japan."""

from presentation.city_version_words import version_text
from presentation.words import Words


def test_number_and_time_are_said_in_both_languages() -> None:
    at = "2026-11-28T20:10:00+00:00"  # 05:10 of the next day in Japan
    assert version_text(3, at, Words("ja")) == "第3版（2026-11-29 05:10から表示）"
    assert version_text(3, at, Words("en")) == "no. 3 (shown since 2026-11-29 05:10)"
