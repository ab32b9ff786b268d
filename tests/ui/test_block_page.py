"""この街区から: search, answer, map and address, on the toy city."""

import pytest

from tests.ui.screen import go_to, marker, open_screen, shown_text

A, B, D = "M271411-A", "M271411-B", "M271420-D"


def test_without_a_block_the_page_says_how_to_choose_one() -> None:
    screen = open_screen("block", scenario="toy-tsunami-night")
    assert marker(screen) == "block"
    assert "まだ街区が選ばれていません" in shown_text(screen)
    assert "避難開始の限界" not in shown_text(screen)


def test_from_a_town_to_the_answer_with_a_town_and_a_number() -> None:
    screen = open_screen("block", scenario="toy-tsunami-night")
    screen.text_input(key="block.ask").set_value("町").run()
    towns = screen.selectbox(key="block.town")
    assert "甲区 A町" in towns.options
    towns.set_value("271411 B町").run()
    screen.selectbox(key="block.block").set_value(B).run()
    assert not screen.exception
    assert screen.query_params["block"] == B
    said = shown_text(screen)
    assert "甲区 B町（街区 B）" in said
    assert "避難開始の限界（この道）" in said
    assert "すべての想定でのこの街区" in said


def test_a_town_of_one_block_answers_at_once() -> None:
    screen = open_screen("block", scenario="toy-flood")
    screen.text_input(key="block.ask").set_value("ｄ町").run()
    assert screen.query_params["block"] == D
    assert "乙区 D町（街区 D）" in shown_text(screen)
    # What the chosen block lies in is chosen with it.
    assert (screen.query_params["ward"], screen.query_params["district"]) == ("271420", "271420-00002")


def test_what_nobody_knows_is_said_and_the_search_is_not_in_the_address() -> None:
    screen = open_screen("block", scenario="toy-flood")
    screen.text_input(key="block.ask").set_value("丙町 山田").run()
    assert "に当たる町はありません" in shown_text(screen)
    assert not any("山田" in str(value) for value in screen.query_params.values())


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_link_opens_the_block_in_every_scenario_and_language(scenario: str, language: str) -> None:
    screen = open_screen("block", scenario=scenario, lang=language, block=A)
    assert not screen.exception
    assert marker(screen) == "block"
    assert "⟦" not in shown_text(screen)


def test_a_block_that_does_not_exist_is_told_and_none_is_shown() -> None:
    screen = open_screen("block", scenario="toy-flood", block="M999999-00001")
    assert "アドレスの街区" in screen.warning[0].value
    assert "block" not in screen.query_params


def test_the_chosen_block_stays_when_the_page_changes() -> None:
    screen = open_screen("block", scenario="toy-flood", block=D)
    go_to(screen, "city")
    go_to(screen, "block")
    assert "D町（街区 D）" in shown_text(screen)


def test_scenarios_that_are_not_prepared_are_said_to_be_computed() -> None:
    screen = open_screen("block", scenario="toy-flood", block=D, set="movement.adult_speed_m_s=0.91")
    assert "計算中" in shown_text(screen)


def test_in_easy_japanese_readings_stand_above_their_kanji() -> None:
    screen = open_screen("block", scenario="toy-tsunami-night", block=A, lang="ja_easy")
    assert not screen.exception
    html = "".join(part.proto.body for part in screen.get("html"))
    assert "<ruby>道<rp>（</rp><rt>みち</rt><rp>）</rp></ruby>" in html
    # Headings and tables have no furigana: the reading stays in its brackets there.
    said = shown_text(screen)
    assert "この時間（じかん）までに出る" in said
    assert "避難開始の限界" not in said
    assert "⟦" not in said
