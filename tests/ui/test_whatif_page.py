"""もしも: a street is ticked, departures are moved, and the page says who no longer gets out."""

import time

from streamlit.testing.v1 import AppTest

from tests.ui.screen import marker, open_screen, shown_text

#: Where people wait is said later than the answer.
_QUEUES, _LATER = "同時に列に並ぶ人", "混雑を計算しています"
_WAIT_S = 120


def with_queues(screen: AppTest) -> AppTest:
    """Look again until the queues are there, as the page does by itself in a browser."""
    end = time.monotonic() + _WAIT_S
    while _LATER in shown_text(screen) and time.monotonic() < end:
        assert _QUEUES not in shown_text(screen)
        time.sleep(0.05)
        screen = screen.run()
    return screen


def test_a_street_is_blocked_departures_are_moved_and_the_answer_follows() -> None:
    screen = open_screen("whatif", scenario="toy-tsunami-night", ward="271411", district="271411-00001")
    assert not screen.exception
    assert marker(screen) == "whatif"
    assert "何も変えていません" in shown_text(screen)
    assert "着けなくなる人はいません" in shown_text(screen)
    # Block A of the toy city hangs on street 101.
    blocked = screen.checkbox(key="whatif.street.101").check().run()
    assert not blocked.exception
    assert "通れない道: " in shown_text(blocked)
    said = shown_text(with_queues(blocked))
    for words in ("通れない道: ", "どこにも着けない人", "代わりの道はありません", _QUEUES):
        assert words in said
    later = blocked.slider(key="whatif.first").set_value(30).run()
    assert not later.exception
    assert "出発が30分遅れる" in shown_text(later)
    back = later.button(key="whatif.clear").click().run()
    assert "何も変えていません" in shown_text(back)


def test_what_was_tried_becomes_a_condition_of_the_plan() -> None:
    screen = open_screen("whatif", scenario="toy-tsunami-night", ward="271411", district="271411-00001")
    blocked = screen.checkbox(key="whatif.street.101").check().run()
    adopted = blocked.button(key="whatif.adopt").click().run()
    assert not adopted.exception
    assert adopted.query_params["set"] == "network.closed_streets=101"
    assert "何も変えていません" in shown_text(adopted)


def test_in_a_stay_of_days_no_departure_is_moved() -> None:
    screen = open_screen("whatif", scenario="toy-quake", ward="271411", district="271411-00001")
    assert not screen.exception
    assert not [one for one in screen.slider if one.key == "whatif.first"]
    assert "混雑を計算しません" in shown_text(screen)
