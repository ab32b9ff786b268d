"""Whatever is wrong, the reader sees words and a remedy, never a traceback."""

from pathlib import Path

import pytest

from messages.catalogue import text
from tests.ui.screen import marker, open_screen, shown_text
from ui.components.trouble import lines


def test_an_unknown_scenario_in_a_link_names_those_that_exist() -> None:
    screen = open_screen(scenario="no-such")
    assert not screen.exception
    assert marker(screen) == "trouble"
    said = shown_text(screen)
    assert "toy-tsunami-night" in said
    screen.button(key="trouble.reset").click().run()
    assert marker(screen) == "city"


@pytest.mark.parametrize(
    "query",
    [{"set": "movement.adult_speed_m_s=9"}, {"set": "no.such=1"}, {"crossings": "X線"}, {"time": "noon"}],
)
def test_a_wrong_setting_in_a_link_says_what_is_allowed(query: dict[str, str]) -> None:
    screen = open_screen(**query)
    assert not screen.exception
    assert marker(screen) == "trouble"
    assert "使える値" in shown_text(screen)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_damaged_city_is_told_with_every_fault_and_its_remedy(
    language: str, toy_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    broken = tmp_path / "city"
    shutil.copytree(toy_folder, broken)
    (broken / "streets.parquet").write_bytes(b"cut")
    (broken / "posts.csv").unlink()
    monkeypatch.setenv("SONAE_BUNDLE", str(broken))
    screen = open_screen(lang=language)
    assert not screen.exception
    assert marker(screen) == "trouble"
    said = shown_text(screen)
    assert "streets.parquet" in said
    assert "posts.csv" in said
    assert "Traceback" not in said
    assert "⟦" not in said


def test_no_city_at_all_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SONAE_BUNDLE", str(tmp_path / "nowhere"))
    screen = open_screen()
    assert not screen.exception
    assert marker(screen) == "trouble"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_mistake_of_ours_is_told_without_its_inside(language: str) -> None:
    said = lines(RuntimeError("secret /home/x"), language)
    assert said == [text(language, "screen.trouble.ours")]
    assert "secret" not in "".join(said)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_wrong_time_of_day_names_the_words_that_are_allowed(language: str) -> None:
    said = shown_text(open_screen(time="noon", lang=language))
    assert text(language, "screen.trouble.expected", expected="scenario, night, day") in said
