"""Whatever is wrong, the reader sees words and a remedy, never a traceback."""

from pathlib import Path

import pytest

from messages.catalogue import text
from presentation.plain_text import markdown_text
from presentation.setting_words import setting_name
from tests.toy_city import make_toy_bundle
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
    [{"set": "movement.adult_speed_m_s=9"}, {"crossings": "X線"}, {"places": "X"}, {"time": "noon"}],
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


@pytest.mark.parametrize(
    ("language", "allowed"),
    [
        ("ja", "想定のとおり（scenario）, 夜間（night）, 昼間（day）"),
        ("en", "as the scenario says (scenario), night (night), day (day)"),
    ],
)
def test_a_wrong_time_of_day_names_the_words_that_are_allowed(language: str, allowed: str) -> None:
    said = shown_text(open_screen(time="noon", lang=language))
    assert text(language, "screen.trouble.expected", expected=allowed) in said


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ({"crossings": "X線"}, "network.closed_crossings"),
        ({"bridges": "X橋"}, "network.closed_bridges"),
        ({"places": "X"}, "network.closed_places"),
        ({"time": "noon"}, "departure.day_time"),
        ({"set": "movement.adult_speed_m_s=9"}, "movement.adult_speed_m_s"),
    ],
)
def test_a_wrong_setting_is_called_by_its_name(query: dict[str, str], key: str) -> None:
    screen = open_screen(**query)
    assert markdown_text(setting_name(key, "ja")) in screen.error[0].value
    assert markdown_text(key) not in screen.error[0].value


def test_what_exists_is_listed_by_name_with_the_word_that_an_address_needs() -> None:
    assert "甲" in shown_text(open_screen(places="X"))
    city = make_toy_bundle()
    said = shown_text(open_screen(scenario="no-such"))
    assert all(f"{found.name}（{key}）" in said for key, found in city.scenarios.items())


def test_a_setting_that_does_not_exist_is_said_not_to_exist() -> None:
    screen = open_screen(set="no.such=1")
    assert marker(screen) == "trouble"
    assert markdown_text("設定「no.such」はありません。") in screen.error[0].value
    assert text("ja", "screen.trouble.settings") in shown_text(screen)


def test_shares_that_are_too_much_together_are_told_in_words() -> None:
    wrong = "departure.direct_share=0.9;departure.after_task_share=0.9"
    said = shown_text(open_screen(set=wrong))
    assert text("ja", "screen.trouble.shares") in said
    assert "after_task" not in said
