"""想定の編集: nothing changes until it is adopted, then for all, with a way back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.scenario import ClosedStreets
from domain.vocabulary import ClosedKind, ScenarioOrigin
from tests.ui.screen import go_to, marker, open_screen, shown_text
from ui import shared
from use_cases.load_bundle import load_bundle


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    yield
    shared.city_at.clear()


def form(screen: AppTest, name: str, number: int = 1) -> str:
    return f"scenarios.form.{number}.{name}"


def begin(language: str = "ja") -> AppTest:
    screen = open_screen("scenarios", lang=language)
    screen.selectbox(key="scenarios.choose").set_value("toy-flood").run()
    return screen.button(key="scenarios.edit").click().run()


def said_errors(screen: AppTest) -> str:
    return "\n".join(str(one.value) for one in screen.error)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_form_shows_a_scenario_whole_and_says_that_it_is_sound(language: str) -> None:
    screen = begin(language)
    assert not screen.exception
    assert marker(screen) == "scenarios"
    said = shown_text(screen)
    assert "⟦" not in said
    assert screen.text_input(key=form(screen, "alert.level4")).value == "2:00"
    assert screen.button(key="scenarios.adopt").disabled
    assert not screen.error


def test_a_button_pressed_before_the_page_has_followed_the_choice_takes_the_choice() -> None:
    screen = open_screen("scenarios")
    screen.selectbox(key="scenarios.choose").set_value("toy-flood")
    screen.button(key="scenarios.edit").click().run()
    assert screen.text_input(key=form(screen, "alert.level4")).value == "2:00"


def test_what_makes_no_sense_is_said_while_it_is_typed_and_cannot_be_adopted() -> None:
    screen = begin()
    screen.text_input(key=form(screen, "alert.level4")).set_value("7:00")
    screen.text_input(key=form(screen, "alert.level3")).set_value("朝")
    screen.text_area(key=form(screen, "source")).set_value("").run()
    assert not screen.exception
    errors = said_errors(screen)
    assert "時刻として読めません" in errors
    assert "警戒レベルの順が逆" in errors
    assert "出典・根拠" in errors
    assert screen.button(key="scenarios.adopt").disabled
    assert "「確かめ」の誤りを直すと" in shown_text(screen)


def test_the_effect_is_told_before_anything_changes_and_adopting_can_be_undone() -> None:
    screen = begin()
    screen.text_input(key=form(screen, "alert.level4")).set_value("3:30").run()
    assert "レベル4 2:00" in shown_text(screen)
    assert "レベル4 3:30" in shown_text(screen)
    screen.button(key="scenarios.effect").click().run()
    assert not screen.exception
    assert "避難先が必要な人" in shown_text(screen)
    assert load_bundle().scenarios["toy-flood"].alerts_s["level4"] == 7_200.0
    screen.button(key="scenarios.adopt").click().run()
    assert not screen.exception
    adopted = load_bundle().scenarios["toy-flood"]
    assert (adopted.alerts_s["level4"], adopted.origin) == (12_600.0, ScenarioOrigin.EDITED)
    assert "編集した・模擬データ" in shown_text(screen)
    screen.button(key="scenarios.back").click().run()
    screen.button(key="scenarios.back.yes").click().run()
    assert any("もとの都市データを表示しています" in one.value for one in screen.success)
    assert not screen.exception
    assert load_bundle().scenarios["toy-flood"].alerts_s["level4"] == 7_200.0


def closing(screen: AppTest, row: int, kind: ClosedKind | None) -> AppTest:
    return screen.selectbox(key=form(screen, f"closed.{row}.kind")).set_value(kind).run()


def test_streets_are_closed_by_hand_row_by_row_and_stand_in_the_list_once_adopted() -> None:
    screen = closing(begin(), 0, ClosedKind.CROSSINGS)
    assert screen.selectbox(key=form(screen, "closed.1.kind")).value is None
    screen = closing(closing(screen, 1, ClosedKind.STREETS), 2, ClosedKind.BRIDGES)
    screen.selectbox(key=form(screen, "closed.0.crossings")).set_value("甲電鉄")
    screen.text_input(key=form(screen, "closed.0.from")).set_value("0:30")
    screen.text_input(key=form(screen, "closed.0.until")).set_value("0:10").run()
    errors = said_errors(screen)
    assert "手で閉じる道 1件目の開く時刻" in errors
    assert "手で閉じる道 2件目の名前" in errors
    assert "closed" not in errors
    # The row of the street is emptied; the bridges below it stay.
    screen = closing(screen, 1, None)
    screen.text_input(key=form(screen, "closed.0.until")).set_value("1:00").run()
    assert not screen.exception
    assert not screen.error
    screen.button(key="scenarios.adopt").click().run()
    assert load_bundle().scenarios["toy-flood"].closed_streets == (
        ClosedStreets(ClosedKind.CROSSINGS, "甲電鉄", 1_800.0, 3_600.0),
        ClosedStreets(ClosedKind.BRIDGES),
    )
    said = shown_text(screen)
    assert "甲電鉄の踏切" in said
    assert "すべての橋" in said
    screen.button(key="scenarios.edit").click().run()
    assert screen.text_input(key=form(screen, "closed.0.until", 2)).value == "1:00"
    assert screen.selectbox(key=form(screen, "closed.1.kind", 2)).value is ClosedKind.BRIDGES


def test_an_edit_outlives_a_look_at_another_page() -> None:
    screen = begin()
    screen.text_input(key=form(screen, "alert.level4")).set_value("3:30").run()
    screen = go_to(go_to(screen, "city"), "scenarios")
    assert not screen.exception
    assert screen.text_input(key=form(screen, "alert.level4", 2)).value == "3:30"
    screen.button(key="scenarios.give_up").click().run()
    assert not [one for one in screen.text_input if one.key and one.key.startswith("scenarios.form")]


def test_a_copy_gets_an_id_of_its_own() -> None:
    screen = open_screen("scenarios")
    screen.selectbox(key="scenarios.choose").set_value("toy-flood").run()
    screen.button(key="scenarios.copy").click().run()
    assert screen.text_input(key=form(screen, "id")).value == "toy-flood-2"
    screen.text_input(key=form(screen, "name")).set_value("大雨（想定外）").run()
    screen.button(key="scenarios.adopt").click().run()
    assert not screen.exception
    assert load_bundle().scenarios["toy-flood-2"].name == "大雨（想定外）"


def test_removing_asks_first() -> None:
    screen = open_screen("scenarios")
    screen.selectbox(key="scenarios.choose").set_value("toy-flood").run()
    screen.button(key="scenarios.remove").click().run()
    assert "削除しますか" in "\n".join(str(one.value) for one in screen.warning)
    screen.button(key="scenarios.remove_no").click().run()
    assert "toy-flood" in load_bundle().scenarios
    screen.button(key="scenarios.remove").click().run()
    screen.button(key="scenarios.remove_yes").click().run()
    assert not screen.exception
    assert "toy-flood" not in load_bundle().scenarios


def test_a_layer_without_a_scenario_is_proposed_one_and_stays_marked_as_model() -> None:
    screen = open_screen("scenarios")
    screen.selectbox(key="scenarios.choose").set_value("toy-flood").run()
    screen.button(key="scenarios.remove").click().run()
    screen.button(key="scenarios.remove_yes").click().run()
    screen.button(key="scenarios.from_proposal").click().run()
    assert not screen.exception
    assert "仮定値" in screen.text_area(key=form(screen, "source")).value
    assert not screen.error
    screen.button(key="scenarios.adopt").click().run()
    assert not screen.exception
    fresh = [one for one in load_bundle().scenarios.values() if one.origin is ScenarioOrigin.PROPOSED]
    assert [(one.layers, one.is_model) for one in fresh] == [(("flood",), True)]
    assert "提案（仮定値）・模擬データ" in shown_text(screen)
