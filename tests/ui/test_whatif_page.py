"""もしも: a street is ticked, departures are moved, and the page says who no longer gets out."""

import time
from functools import cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from messages.catalogue import text
from planning.block_ground import block_ground
from planning.isolation import find_dependence, find_isolation
from presentation.grid import Grid
from presentation.isolation_words import isolation_lines
from presentation.words import Words
from tests.made import make_toy
from tests.ui.screen import go_to, marker, open_screen, shown_text
from ui import shared, whatif_ahead
from ui.components import whatif_answer, whatif_parts
from use_cases import changed_day_service, crowding_service
from use_cases.changed_day_service import ChangedDayService

#: Where people wait is said later than the answer.
_QUEUES, _LATER = "同時に道の列に並ぶ人", "混雑を計算しています"
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
    # Of a day as planned there is nothing to be put in sentences.
    assert "着けなくなる人はいません" not in shown_text(screen)
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


def test_a_change_stays_whole_while_the_reader_looks_elsewhere_and_goes_with_its_scenario() -> None:
    screen = open_screen("whatif", scenario="toy-tsunami-night", ward="271411", district="271411-00001")
    screen = screen.checkbox(key="whatif.street.101").check().run()
    screen = screen.slider(key="whatif.first").set_value(30).run()
    # Streets alone, without the departures, would be another change than the one that he tried.
    again = go_to(go_to(screen, "city"), "whatif")
    assert again.checkbox(key="whatif.street.101").value
    assert again.slider(key="whatif.first").value == 30
    assert "出発が30分遅れる" in shown_text(again)
    apart = again.toggle(key="whatif.apart").set_value(True).run()
    apart = apart.slider(key="whatif.second").set_value(-10).run()
    apart = go_to(go_to(apart, "city"), "whatif")
    assert [apart.slider(key=key).value for key in ("whatif.first", "whatif.second")] == [30, -10]
    # Of another scenario nothing was tried yet.
    other = go_to(apart, "city")

    other = other.selectbox(key="sidebar.scenario").set_value("toy-flood").run()
    other = go_to(other, "whatif")
    assert "何も変えていません" in shown_text(other)


def test_who_hangs_on_one_river_is_said_on_the_district_page_once_it_is_known() -> None:
    screen = open_screen("district", scenario="toy-quake", ward="271411", district="271411-00001")
    assert not screen.exception
    later = text("ja", "isolation.depends_soon")
    end = time.monotonic() + _WAIT_S
    # It is looked for beside the page, which says so; what is known stands there meanwhile.
    while later in shown_text(screen) and time.monotonic() < end:
        assert "2本以上の道がある人は" in shown_text(screen)
        time.sleep(0.05)
        screen = screen.run()
    case, plan = make_toy("toy-quake")
    over = find_dependence(case, plan, block_ground(case, plan))
    found = find_isolation(case, plan, block_ground(case, plan), ["271411-00001"])
    for line in isolation_lines(case, plan, found, over, "271411-00001", Words("ja")):
        assert line in shown_text(screen)


def test_what_was_tried_becomes_a_condition_of_the_plan() -> None:
    screen = open_screen("whatif", scenario="toy-tsunami-night", ward="271411", district="271411-00001")
    blocked = screen.checkbox(key="whatif.street.101").check().run()
    adopted = blocked.button(key="whatif.adopt").click().run()
    assert not adopted.exception
    assert adopted.query_params["set"] == "network.closed_streets=101"
    # What is changed is told by name: nobody knows a street by its number.
    changed = next(one.value for one in adopted.sidebar.text if "通れない道: " in one.value)
    assert "付近" in changed
    assert not changed.endswith(": 101")
    # The plan is another one now: "as planned" alone would tell of the plan that he began with.
    assert text("ja", "changed_day.nothing_more") in shown_text(adopted)
    assert text("ja", "changed_day.nothing") not in shown_text(adopted)
    # That something happened, and how it is kept and undone, is said where the button was.
    assert "計画を作り直しました" in adopted.success[0].value
    moved = adopted.slider(key="whatif.first").set_value(10).run()
    assert not moved.success
    moved = moved.button(key="whatif.adopt").click().run()
    assert moved.slider(key="whatif.first").value == 0
    assert "600 秒（10分）" in "".join(one.value for one in moved.sidebar.text)


def test_in_a_stay_of_days_no_departure_is_moved() -> None:
    screen = open_screen("whatif", scenario="toy-quake", ward="271411", district="271411-00001")
    assert not screen.exception
    assert not [one for one in screen.slider if one.key == "whatif.first"]
    assert "混雑を計算しません" in shown_text(screen)


def test_nothing_of_a_change_is_drawn_before_all_of_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = open_screen("whatif", scenario="toy-tsunami-night", ward="271411", district="271411-00001")
    table, blocked = whatif_answer.before_after_grid, "通れない道: "

    def fails_for_the_city(*given: Any) -> Grid:
        if not given[-1]:
            raise MemoryError
        return table(*given)

    with monkeypatch.context() as patched:
        patched.setattr(whatif_answer, "before_after_grid", fails_for_the_city)
        screen = screen.checkbox(key="whatif.street.101").check().run()
        # Not even the district, which was known first.
        assert blocked not in shown_text(screen)

    def fails(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(whatif_parts, "day_layers", fails)
        # The map of the change before is veiled as soon as there is an answer.
        screen = screen.run()
        assert blocked in shown_text(screen)
        assert "地図を描き直しています" in shown_text(screen)
    assert "地図を描き直しています" not in shown_text(screen.run())


def test_queues_that_could_not_be_made_are_said_to_be_so_below_the_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patched:
        patched.setattr(ChangedDayService, "crowding", fails)
        patched.setattr(ChangedDayService, "has_crowding", lambda *_: False)
        screen = with_queues(
            open_screen("whatif", scenario="toy-tsunami-night", ward="271411", district="271411-00001")
        )
    assert not screen.exception
    assert ["メモリーが足りません" in one.value for one in screen.error] == [True]
    assert "何も変えていません" in shown_text(screen)
    again = with_queues(screen.button(key="whatif.queues_again").click().run())
    assert not again.error
    assert _QUEUES in shown_text(again)


def test_the_streets_that_stand_first_are_answered_while_the_reader_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = open_screen("whatif", scenario="toy-tsunami-night", ward="271411", district="271411-00001")
    moved = with_queues(screen.slider(key="whatif.first").set_value(5).run())
    shared.ahead().finish()

    def fails(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(changed_day_service, "changed_day", fails)
    monkeypatch.setattr(crowding_service, "crowding_of", fails)
    blocked = moved.checkbox(key="whatif.street.101").check().run()
    assert not blocked.exception
    assert not blocked.error
    # Nothing is waited for: neither the answer nor the queues.
    for words in ("通れない道: ", "出発が5分遅れる", _QUEUES):
        assert words in shown_text(blocked)


def test_a_step_of_the_departures_is_answered_ahead_and_before_the_streets_once_they_are_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What other tests left to be done ahead is none of this one's.
    shared.ahead().finish()
    asked: list[tuple[float, int]] = []
    made = changed_day_service.changed_day

    def noted(case: Any, plan: Any, ground: Any, change: Any, **others: Any) -> Any:
        asked.append((change.first_later_s, len(change.street_ids)))
        return made(case, plan, ground, change, **others)

    monkeypatch.setattr(changed_day_service, "changed_day", noted)
    monkeypatch.setattr(shared, "changed_days", cache(lambda: ChangedDayService(shared.crowding())))
    screen = open_screen("whatif", scenario="toy-tsunami-night", ward="271411", district="271411-00001")
    with_queues(screen)
    shared.ahead().finish()
    # First what the days are searched from, then the streets that stand first, then the steps.
    assert list(dict.fromkeys(asked)) == [(0.0, 0), (0.0, 1), (300.0, 0), (-300.0, 0)]
    asked.clear()
    # A step on the way that he moves them, then the streets, then a step back.
    moved = with_queues(screen.slider(key="whatif.first").set_value(-20).run())
    shared.ahead().finish()
    assert list(dict.fromkeys(asked)) == [(-1200.0, 0), (-1500.0, 0), (-1200.0, 1), (-900.0, 0)]
    asked.clear()
    moved = with_queues(moved.slider(key="whatif.first").set_value(120).run())
    shared.ahead().finish()
    # At the end of the slider there is no step on, but two back.
    assert list(dict.fromkeys(asked)) == [(7200.0, 0), (6900.0, 0), (7200.0, 1), (6600.0, 0)]
    asked.clear()
    # The same move again, a step on and back; then further out, the nearest first (110 minutes are known).
    monkeypatch.setattr(whatif_ahead, "MOST", 0)
    monkeypatch.setattr(whatif_ahead, "MOST_FARTHER", 3)
    moved = with_queues(moved.slider(key="whatif.first").set_value(100).run())
    shared.ahead().finish()
    assert list(dict.fromkeys(asked)) == [
        (6000.0, 0), (4800.0, 0), (5700.0, 0), (6300.0, 0), (5400.0, 0), (5100.0, 0)
    ]  # fmt: skip
    asked.clear()
    apart = with_queues(moved.toggle(key="whatif.apart").set_value(True).run())
    shared.ahead().finish()
    assert not apart.exception
    assert asked[0] == (6000.0, 0)


def test_queues_begin_while_the_page_is_drawn_below_its_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    drawn = whatif_parts.day_layers

    def noted(case: Any, plan: Any, day: Any, *others: Any) -> Any:
        begun.append(day.key)
        shared.rested().finish()
        assert shared.changed_days().has_crowding(plan, day)
        return drawn(case, plan, day, *others)

    screen = open_screen("whatif", scenario="toy-tsunami-night", ward="271411", district="271411-00001")
    with_queues(screen)
    shared.ahead().finish()
    monkeypatch.setattr(whatif_parts, "day_layers", noted)
    later = screen.slider(key="whatif.first").set_value(35).run()
    assert len(begun) == 1
    assert not later.exception
    # They are those of the whole answer.
    assert _QUEUES in shown_text(later)


def test_a_street_without_a_name_is_found_by_what_papers_call_it() -> None:
    screen = open_screen("whatif", scenario="toy-tsunami-night", ward="271411", district="271411-00001")
    found = screen.selectbox(key="whatif.find")
    unnamed = [one for one in found.options if "付近の道" in one]
    assert unnamed
    chosen = found.set_value(unnamed[0]).run().button(key="whatif.block").click().run()
    assert not chosen.exception
    assert unnamed[0] in shown_text(chosen)
