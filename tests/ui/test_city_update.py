"""Files on the data page: what would change is shown first, adopted for all, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from messages.catalogue import text
from tests.data.readers.place_inputs import shelter, shelters_csv
from tests.toy_city import make_toy_bundle
from tests.ui.screen import go_to, marker, open_screen, shown_text
from tests.use_cases.test_import_sizes import filled
from ui import shared
from ui.components import city_update
from use_cases.load_bundle import load_bundle, original_bundle_path

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(city_update.LIMIT_VARIABLE, raising=False)
    yield
    shared.city_at.clear()


def give(screen: AppTest, *files: tuple[str, bytes, str]) -> AppTest:
    """Give files to the upload, which is the first of the page."""
    screen.get("file_uploader")[0].set_value(list(files))
    return screen.run()


def press(screen: AppTest, key: str, language: str = "ja") -> AppTest:
    said = text(language, f"city_change.{key}")
    return next(button for button in screen.button if button.label == said).click().run()


@pytest.fixture
def sheet(tmp_path: Path) -> bytes:
    """The sheet of the toy city with a capacity filled in."""
    city = make_toy_bundle()
    place = str(city.places.index[0])
    return filled(tmp_path, city, {place: {"収容人数（公表）": 4321}}).read_bytes()


def test_a_sheet_is_looked_at_adopted_and_taken_back(sheet: bytes) -> None:
    before = original_bundle_path().joinpath("bundle.toml").read_bytes()
    screen = open_screen("data", scenario="toy-tsunami-night")
    screen = give(screen, ("表.xlsx", sheet, XLSX))
    assert "収容人数などの表" in shown_text(screen)
    screen = press(screen, "look")
    assert not screen.exception
    assert marker(screen) == "data"
    said = shown_text(screen)
    assert "層ごとの行数" in said
    assert "行き先の決まる人" in said
    assert any("時点のわからない出典" in one.value for one in screen.warning)
    assert any("模擬データのまま" in one.value for one in screen.info)
    # Looking changes nothing.
    assert load_bundle().meta.bundle_hash == shared.city_in(original_bundle_path()).meta.bundle_hash
    screen = press(screen, "adopt")
    assert not screen.exception
    assert any("採用しました: 第1版" in one.value for one in screen.success)
    assert 4321 in load_bundle().places["official_capacity_persons"].dropna().tolist()
    said = shown_text(screen)
    assert "表.xlsx" in said
    assert "施設の調査" in said
    back = next(button for button in screen.button if button.key == "data.versions.back")
    assert back.label == "元に戻す（もとの都市データを表示する）"
    screen = back.click().run()
    # Asked first, for it changes what everybody sees; whoever says no changes nothing.
    assert any("もとの都市データに切り替えますか" in one.value for one in screen.warning)
    screen = screen.button(key="data.versions.no").click().run()
    assert not [one for one in screen.button if one.key == "data.versions.yes"]
    assert 4321 in load_bundle().places["official_capacity_persons"].dropna().tolist()
    screen = screen.button(key="data.versions.back").click().run()
    screen = screen.button(key="data.versions.yes").click().run()
    assert any("もとの都市データを表示しています" in one.value for one in screen.success)
    assert 4321 not in load_bundle().places["official_capacity_persons"].dropna().tolist()
    assert original_bundle_path().joinpath("bundle.toml").read_bytes() == before


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_is_no_city_data_is_refused_in_words(language: str) -> None:
    screen = open_screen("data", lang=language)
    screen = give(screen, ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "text/csv"))
    assert not screen.exception
    assert any(one.value == text(language, "city_change.nothing_known") for one in screen.warning)
    broken = shelters_csv(shelter("E2714000998201", "校", point=("なし", "なし")))
    screen = give(screen, ("list.csv", broken, "text/csv"))
    screen = press(screen, "look", language)
    assert not screen.exception
    assert any(one.value == text(language, "city_change.refused") for one in screen.error)
    assert "list.csv" in shown_text(screen)
    assert "⟦" not in shown_text(screen)
    assert load_bundle().meta.bundle_hash == shared.city_in(original_bundle_path()).meta.bundle_hash


def test_cancelled_or_left_nothing_is_kept(sheet: bytes) -> None:
    screen = press(give(open_screen("data"), ("表.xlsx", sheet, XLSX)), "look")
    screen = press(screen, "cancel")
    assert "層ごとの行数" not in shown_text(screen)
    screen = press(give(screen, ("表.xlsx", sheet, XLSX)), "look")
    assert "層ごとの行数" in shown_text(screen)
    assert "sonae.own.update.tried" in screen.session_state
    screen = go_to(screen, "city")
    assert "sonae.own.update.tried" not in screen.session_state


def test_somebody_elses_adoption_meanwhile_is_told(sheet: bytes, tmp_path: Path) -> None:
    screen = press(give(open_screen("data"), ("表.xlsx", sheet, XLSX)), "look")
    other = press(give(open_screen("data"), ("表.xlsx", sheet, XLSX)), "look")
    press(other, "adopt")
    # The page is drawn with the city that is shown by now: what would change is nothing any more.
    screen = press(screen, "adopt")
    assert not screen.exception
    assert len(list((tmp_path / "home").rglob("event-*.json"))) == 1


@pytest.mark.parametrize(
    ("said", "limit"), [("", 200), ("50", 50), ("0", 1), ("99999", 2000), ("-5", 200), ("たくさん", 200)]
)
def test_the_largest_file_is_set_within_bounds(
    monkeypatch: pytest.MonkeyPatch, said: str, limit: int
) -> None:
    monkeypatch.setenv(city_update.LIMIT_VARIABLE, said)
    assert city_update.upload_limit_mb() == limit
