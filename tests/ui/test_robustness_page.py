"""地震後の道: drawn when asked, then the answer, streets and areas; a sentence where nothing can be drawn."""

import pytest

from tests.ui.screen import marker, open_screen, shown_text


def test_draws_are_made_when_asked_for_and_kept() -> None:
    screen = open_screen("robustness", scenario="toy-quake")
    assert "一度計算した想定は" in shown_text(screen)
    drawn = screen.button(key="robustness.draw").click().run()
    said = shown_text(drawn)
    assert not drawn.exception
    assert marker(drawn) == "robustness"
    for words in ("地震後に使える避難先へ着ける見込みは", "仮定値", "ブロック塀"):
        assert words in said
    # Of a ward the sentence stands twice: the city's and its own.
    ward = drawn.selectbox(key="robustness.ward").select("271411").run()
    assert not ward.exception
    assert shown_text(ward).count("避難先へ着ける見込みは") == 2
    again = open_screen("robustness", scenario="toy-quake")
    assert "避難先へ着ける見込みは" in shown_text(again)
    assert not [one for one in again.button if one.key == "robustness.draw"]


@pytest.mark.parametrize(("scenario", "said"), [
    ("toy-flood", "地震のあとの想定ではない"), ("toy-tsunami-night", "未収録"),
])  # fmt: skip
def test_without_earthquake_or_shaking_the_page_says_why(scenario: str, said: str) -> None:
    screen = open_screen("robustness", scenario=scenario)
    assert not screen.exception
    assert said in shown_text(screen)
    assert not [one for one in screen.button if one.key == "robustness.draw"]
