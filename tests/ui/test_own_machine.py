"""Whether a page is asked for from this machine itself."""

import pytest

from ui.own_machine import asking_machine, is_asked_here


@pytest.mark.parametrize("host", ["localhost", "localhost:8501", "127.0.0.1:8501", "[::1]:8501", "127.1.2.3"])
def test_a_browser_of_this_machine_is_here(host: str):
    assert is_asked_here("127.0.0.1", None, {"Host": host})
    assert is_asked_here(None, "127.0.0.1", {"host": host})
    assert is_asked_here("localhost", None, {})


@pytest.mark.parametrize(
    ("listens_on", "came_from", "headers"),
    [
        ("0.0.0.0", None, {"Host": "localhost"}),
        ("127.0.0.1", "192.168.1.2", {"Host": "localhost"}),
        ("127.0.0.1", None, {"Host": "sonae.example.org"}),  # a name that somebody points at this machine
        ("127.0.0.1", None, {"Host": "localhost.example.org"}),
        ("127.0.0.1", None, {"User-Agent": "x"}),
        ("127.0.0.1", None, {"Host": "localhost", "X-Forwarded-For": "10.0.0.1"}),
        ("127.0.0.1", None, {"Host": "localhost", "forwarded": "for=10.0.0.1"}),
        ("127.0.0.1", None, {"Host": "localhost", "X-Real-IP": "10.0.0.1"}),
    ],
)
def test_everything_else_is_not(listens_on: str, came_from: str | None, headers: dict[str, str]):
    assert not is_asked_here(listens_on, came_from, headers)


@pytest.mark.parametrize(
    ("came_from", "headers", "machine"),
    [
        (None, {}, ""),
        ("127.0.0.1", {}, "127.0.0.1"),
        ("192.0.2.7", {}, "192.0.2.7"),
        ("192.0.2.7", {"X-Forwarded-For": "198.51.100.1"}, "192.0.2.7"),  # anybody can say so
        ("127.0.0.1", {"X-Forwarded-For": "198.51.100.1"}, "198.51.100.1"),
        (
            None,
            {"x-forwarded-for": "203.0.113.9, 198.51.100.1"},
            "198.51.100.1",
        ),
    ],
)
def test_attempts_are_counted_by_the_address_that_cannot_be_made_up(
    came_from: str | None, headers: dict[str, str], machine: str
):
    assert asking_machine(came_from, headers) == machine
