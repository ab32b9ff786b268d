"""What the server prepares: anew, once, where the bundle on disk is another."""

from types import SimpleNamespace

import pytest

from ui import prepare as preparing
from ui import shared


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Hashes of the bundles that are prepared in the background."""
    found: list[str] = []
    monkeypatch.setattr(preparing, "_begin", lambda city: found.append(city.meta.bundle_hash))
    prepared = preparing._Prepared()
    monkeypatch.setattr(preparing, "_prepared", lambda: prepared)
    return found


def _on_disk(monkeypatch: pytest.MonkeyPatch, bundle_hash: str) -> None:
    city = SimpleNamespace(meta=SimpleNamespace(bundle_hash=bundle_hash))
    monkeypatch.setattr(shared, "bundle", lambda: city)


def test_another_bundle_is_prepared_once(monkeypatch: pytest.MonkeyPatch, begun: list[str]) -> None:
    preparing._prepared().begin("first")
    for bundle_hash, expected in (
        ("first", []),
        ("second", ["second"]),
        ("second", ["second"]),
        ("first", ["second", "first"]),
    ):
        _on_disk(monkeypatch, bundle_hash)
        preparing.follow()
        assert begun == expected


def test_a_process_that_prepares_nothing_begins_nothing(
    monkeypatch: pytest.MonkeyPatch, begun: list[str]
) -> None:
    _on_disk(monkeypatch, "second")
    preparing.follow()
    preparing.follow()
    assert begun == []
