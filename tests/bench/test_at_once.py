"""What the measurement of readers at once says of what it measured."""

from bench.at_once import MOST_MB, MOST_S, AtOnce, Click, report


def _found(*seconds: float, peak_mb: float = 1_000.0) -> AtOnce:
    return AtOnce([Click("map" if i % 2 else "city", one) for i, one in enumerate(seconds)], peak_mb)


def test_a_click_at_the_limit_is_in_time_and_one_above_it_is_late() -> None:
    assert (_found(0.1, MOST_S).late, _found(0.1, MOST_S).is_good) == (0, True)
    assert (_found(0.1, MOST_S + 0.01).late, _found(0.1, MOST_S + 0.01).is_good) == (1, False)


def test_too_much_memory_is_not_good() -> None:
    assert _found(0.1, peak_mb=MOST_MB).is_good
    assert not _found(0.1, peak_mb=MOST_MB + 1).is_good


def _line(page: str, count: int, median: str, most: str) -> str:
    return f"{page:14} {count:4} clicks, median {median} s, 95 % {most} s, longest {most} s"


def test_the_report_has_a_line_for_each_page_and_for_all() -> None:
    lines = report(_found(0.5, 3.0, 1.5, 1.0, 1.0))
    # City: 0.5, 1.5, 1.0; map: 3.0, 1.0.
    assert lines[0] == _line("city", 3, "1.00", "1.50")
    assert lines[1] == _line("map", 2, "2.00", "3.00")
    assert lines[2] == _line("all", 5, "1.00", "3.00")
    assert lines[3].startswith("1 of 5 clicks took more than 2 s; peak 1,000 MB")
