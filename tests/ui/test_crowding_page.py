"""混雑: the answer and tables at once; a sentence where it is not asked for."""

from domain.vocabulary import Preset
from tests.ui.screen import marker, open_screen, shown_text


def test_the_page_tells_arrivals_streets_and_what_it_rests_on() -> None:
    screen = open_screen("crowding", scenario="toy-tsunami-night")
    assert not screen.exception
    assert marker(screen) == "crowding"
    said = shown_text(screen)
    # They leave one by one, seconds apart.
    for words in ("列で待つ人はいません", "仮定値", "入口の列"):
        assert words in said
    # Where no queue lasts, arrivals are still moved over time, and played.
    assert screen.slider(key="crowding.minute").value >= screen.slider(key="crowding.minute").min
    assert "着いた人" in said
    screen.toggle(key="crowding.plays").set_value(True).run()
    assert not screen.exception
    screen.toggle(key="crowding.plays").set_value(False).run()
    # Rounds are computed when they are asked for, and kept.
    assert "割り当て直しを" not in said
    screen.button(key="crowding.rounds").click().run()
    said = shown_text(screen)
    assert "割り当て直しを" in said
    assert "計画そのもの（避難先・経路・カード）は、この計算では変わりません" in said
    assert "crowding.rounds" not in {one.key for one in screen.run().button}


def test_the_minute_that_nobody_moved_is_that_of_the_plan_on_the_page() -> None:
    screen = open_screen("crowding", scenario="toy-tsunami-night")
    minute = screen.slider(key="crowding.minute")
    before, moved = minute.value, minute.max
    later = screen.radio(key="sidebar.preset").set_value(Preset.TARGET).run()
    alone = open_screen("crowding", scenario="toy-tsunami-night", preset="target")
    assert later.slider(key="crowding.minute").value == alone.slider(key="crowding.minute").value != before
    # What she moved stays where she put it.
    later.slider(key="crowding.minute").set_value(moved).run()
    back = later.radio(key="sidebar.preset").set_value(Preset.CURRENT).run()
    assert back.slider(key="crowding.minute").value == moved


def test_a_stay_of_days_has_no_crowd() -> None:
    screen = open_screen("crowding", scenario="toy-quake")
    assert not screen.exception
    assert "混雑を計算しません" in shown_text(screen)
