"""The encoding of time: rounded against the walker, and owned by one module."""

import ast
from pathlib import Path

import numpy as np
import pytest

from evacuation import clock

EVACUATION = Path(clock.__file__).parent


def test_walking_and_departures_are_rounded_up_and_closings_down() -> None:
    assert clock.walking_ticks(np.array([1.01, 1.0, 0.0, 1.00000003])).tolist() == [11, 10, 0, 10]
    assert clock.departure_ticks(np.array([60.0, 60.01, -0.05])).tolist() == [600, 601, 0]
    # Whoever never leaves is not the first on the street.
    never = [clock.NEVER_LEAVES, -clock.NEVER_LEAVES]
    assert clock.departure_ticks(np.array([np.inf, -np.inf])).tolist() == never
    # A street that closes at 1.09 s closes at tick 10.
    release = clock.closing_release(np.array([1.09, np.inf, -np.inf]))
    assert clock.latest_departure_s(release[:2]).tolist() == [1.0, np.inf]
    assert release[1] == 0
    assert release[2] == clock.CLOSED
    # 0.1 + 0.7 is a little less than 0.8 to the machine, and means tick 8.
    assert clock.latest_departure_s(clock.closing_release(np.array([0.1 + 0.7]))).tolist() == [0.8]


def test_a_release_says_whether_and_when_something_closes() -> None:
    # Never, at 5 s, at t0 itself, before t0, from the start.
    release = clock.closing_release(np.array([np.inf, 5.0, 0.0, -5.0, -np.inf]))
    assert [bool(clock.is_closed(one)) for one in release] == [False, False, False, True, True]
    assert clock.closes_later(release).tolist() == [False, True, True, False, False]
    assert clock.never_closing(release).tolist() == [0, 0, 0, release[3], clock.CLOSED]


def test_who_leaves_with_the_limit_is_in_time_and_a_tick_later_not() -> None:
    cost = clock.closing_release(np.array([100.0])) + 50  # closes at 1,000 ticks, 50 to walk
    assert clock.latest_departure_s(cost).tolist() == [95.0]
    leave = np.array([949, 950, 951])
    assert clock.in_time(leave, cost).tolist() == [True, True, False]
    assert clock.in_time(leave, cost, reserve_ticks=1).tolist() == [True, False, False]
    assert clock.cost_limit(950) == cost[0]


def test_no_limit_and_no_route_have_their_own_values() -> None:
    assert clock.latest_departure_s(np.array([3600, clock.UNREACHED])).tolist() == [np.inf, -np.inf]
    # Far from now, but a time: ten years before and after t0.
    years = 10 * 365 * 86_400.0
    both = clock.closing_release(np.array([years]))
    assert clock.latest_departure_s(both).tolist() == [years]
    assert clock.latest_departure_s(both + 20 * 365 * 864_000).tolist() == [-years]
    assert clock.NO_LIMIT < clock.UNREACHED


def test_spans_and_earliest_departures() -> None:
    assert clock.span_ticks(600.0) == 6000
    assert clock.earliest_ticks(10.09) == 100
    assert clock.earliest_ticks(-np.inf) < -(10**11)
    assert clock.seconds_of(np.array([15])).tolist() == [1.5]


def _names(path: Path) -> set[str]:
    """Names that the code of a module uses; what comments and docstrings say does not count."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    imported = {alias.name for node in nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
    used = {node.id for node in nodes if isinstance(node, ast.Name)}
    return imported | used | {node.attr for node in nodes if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize(
    ("word", "encoders"), [("HORIZON", {"clock.py", "short_clock.py"}), ("TICKS_PER_S", {"clock.py"})]
)
def test_nobody_else_does_arithmetic_with_the_encoding(word: str, encoders: set[str]) -> None:
    users = {path.name for path in EVACUATION.rglob("*.py") if word in _names(path)}
    assert users == encoders
    assert {path.name for path in EVACUATION.rglob("*.py") if "SHORT_HORIZON" in _names(path)} == {
        "short_clock.py"
    }
    assert clock.latest_ticks(np.array([clock.HORIZON - 7])).tolist() == [7]
