"""A town without wards: its only ward has the code of the city, and every page is drawn."""

from pathlib import Path

import pytest

from data.bundle.write import write_bundle
from tests.toy_city.one_area import make_town_without_wards
from tests.ui.screen import PAGES, go_to, marker, open_screen


def test_every_page_of_a_town_without_wards_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_bundle(make_town_without_wards(), tmp_path / "city")
    monkeypatch.setenv("SONAE_BUNDLE", str(tmp_path / "city"))
    monkeypatch.setenv("SONAE_HOME", str(tmp_path))
    screen = open_screen(PAGES[0], scenario="toy-tsunami-night")
    for page in PAGES:
        screen = go_to(screen, page)
        assert not screen.exception, page
        assert not screen.error, page
        assert marker(screen) == page
