"""A town without wards: its only ward has the code of the city, and every page is drawn."""

from pathlib import Path

import pytest

from data.bundle.write import write_bundle
from tests.toy_city.one_area import make_town_without_wards
from tests.ui.screen import PAGES, marker, open_screen


@pytest.fixture(scope="module")
def town_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town") / "city"
    write_bundle(make_town_without_wards(), folder)
    return folder


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_town_without_wards_is_drawn(
    page: str, town_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SONAE_BUNDLE", str(town_folder))
    monkeypatch.setenv("SONAE_HOME", str(tmp_path))
    screen = open_screen(page, scenario="toy-tsunami-night")
    assert not screen.exception
    assert not screen.error
    assert marker(screen) == page
