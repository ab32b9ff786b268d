"""Whoever has a page open sees an adopted city at the next step, and goes on with what it still has."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

from domain.bundle import CityBundle
from tests.ui.screen import marker, open_screen, shown_text
from ui import shared
from use_cases.city_versions import ORIGINAL, Adoption, adopt_city, show_version
from use_cases.load_bundle import load_bundle


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    yield
    shared.city_at.clear()


def adopt(city: CityBundle, base: str) -> None:
    adopt_city(city, Adoption(base, "files"), reader=None, store=None)


def test_an_open_page_shows_the_adopted_city_and_goes_back() -> None:
    city = load_bundle()
    screen = open_screen("places", scenario="toy-tsunami-night")
    assert "採用した場所" not in shown_text(screen)
    named = replace(city, wards=city.wards.assign(name="採用した区"))
    # Of its scenarios one is left, not the one that is chosen.
    left = {name: one for name, one in city.scenarios.items() if name != "toy-tsunami-night"}
    adopt(replace(named, scenarios=MappingProxyType(left)), city.meta.bundle_hash)
    screen.run()
    assert not screen.exception
    assert marker(screen) == "places"
    said = shown_text(screen)
    assert "採用した区" in said
    assert "第1版（" in said
    assert any("表示する都市データが変わりました" in one.value for one in screen.info)
    assert "toy-tsunami-night" not in screen.query_params.get("scenario", [])
    show_version(ORIGINAL, after=1, reader=None, store=None)
    screen.run()
    said = shown_text(screen)
    assert "採用した区" not in said
    assert "第1版（" not in said
    screen.run()
    assert not screen.info
