"""What single pages answer; that each is drawn for every kind of scenario says ``test_hostile_names``."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from domain.vocabulary import DayTime, DayTimeChoice, Preset
from messages.catalogue import text
from tests.ui.screen import OF_NO_SCENARIO, PAGES, go_to, marker, open_screen, shown_text
from ui import shared
from ui.components import downloads
from use_cases.make_case import RunSettings


def test_english_is_one_click_away() -> None:
    screen = open_screen()
    assert "全市総括表" in screen.title[0].value
    screen.segmented_control(key="sidebar.language").set_value("en").run()
    assert "City table" in screen.title[0].value
    assert screen.query_params["lang"] == "en"


def test_the_ward_answer_says_how_many_cannot_make_it_and_why() -> None:
    said = shown_text(open_screen(scenario="toy-tsunami-night"))
    assert "時間内に安全な場所へ着けない人は" in said
    assert "間に合わない" in said
    assert "避難先まで通れる道がありません" in said


def test_closing_the_crossings_changes_the_figures_and_is_listed() -> None:
    screen = open_screen(scenario="toy-tsunami-night")
    before = shown_text(screen)
    screen.multiselect(key="sidebar.crossings").set_value(["甲電鉄"]).run()
    after = shown_text(screen)
    assert not screen.exception
    assert "変更中の設定" in after
    assert before.split("区ごとの人数内訳")[0] != after.split("区ごとの人数内訳")[0]
    assert screen.query_params["crossings"] == "甲電鉄"
    screen.button(key="sidebar.reset").click().run()
    assert "crossings" not in screen.query_params
    assert "設定は変更していません" in shown_text(screen)


def _effect_text(screen: AppTest) -> str:
    boxes = [
        one.proto.body for one in screen.get("html") if '<section class="sonae-effect"' in one.proto.body
    ]
    assert len(boxes) < 2
    return str(boxes[0]) if boxes else ""


@pytest.mark.parametrize("page", ["readiness", "city", "places"])
def test_closing_and_opening_again_say_what_they_do_beside_the_switch(page: str) -> None:
    screen = open_screen(page, scenario="toy-tsunami-night")
    assert _effect_text(screen) == ""
    screen.multiselect(key="sidebar.crossings").set_value(["甲電鉄"]).run()
    assert not screen.exception
    said = _effect_text(screen)
    assert "閉じた: 甲電鉄" in said
    assert "通る道か行き先がなくなる人: 約70人" in said
    # With a bridge closed, too, what is said is the bridge's own part.
    screen.multiselect(key="sidebar.bridges").set_value(["甲川"]).run()
    assert "閉じた: 甲川" in _effect_text(screen)
    assert "甲電鉄" not in _effect_text(screen)
    screen.button(key="sidebar.reset").click().run()
    assert "開けた: 甲電鉄、甲川" in _effect_text(screen)


def test_a_link_with_closings_says_what_they_do_against_nothing_closed() -> None:
    screen = open_screen(scenario="toy-tsunami-night", crossings="甲電鉄", bridges="甲川")
    assert "閉じた: 甲電鉄、甲川" in _effect_text(screen)
    # Of another scenario nothing was changed: both stand against nothing closed again.
    screen.multiselect(key="sidebar.bridges").set_value([]).run()
    assert "開けた: 甲川" in _effect_text(screen)
    screen.selectbox(key="sidebar.scenario").set_value("toy-flood").run()
    assert "閉じた: 甲電鉄" in _effect_text(screen)
    assert "開けた" not in _effect_text(screen)


def test_a_choice_stays_when_the_page_changes() -> None:
    screen = open_screen(scenario="toy-flood", preset="target")
    go_to(screen, "district")
    assert screen.selectbox(key="sidebar.scenario").value == "toy-flood"
    assert screen.query_params["scenario"] == "toy-flood"
    assert screen.query_params["preset"] == "target"


def test_a_link_opens_the_district_that_it_names() -> None:
    screen = open_screen("district", ward="271420", district="271420-00002")
    assert screen.selectbox(key="district.district").value == "271420-00002"
    # What is drawn later stands in its place all the same, and the sign of the end below it.
    html = [element.proto.body for element in screen.get("html")]
    captions = ("profile.places", "export.table.weak_points", "export.table.squads")
    places, gaps, squads = (
        next(i for i, body in enumerate(html) if f"<caption>{text('ja', key)}" in body) for key in captions
    )
    assert places < gaps < squads < next(i for i, body in enumerate(html) if "sonae-end" in body)


@pytest.mark.parametrize("district", ["271411-00001", "271420-00002"])
def test_the_map_tells_of_a_chosen_district_and_links_to_its_page(district: str) -> None:
    screen = open_screen("map", ward=district[:6], district=district)
    assert not screen.exception
    assert marker(screen) == "map"
    links = [element.proto for element in screen.get("page_link")]
    # The bar of pages comes first; beside every page the closings lead to where single bridges are tried.
    assert {(link.page, link.label) for link in links[len(PAGES) :]} == {
        ("district", text("ja", "screen.map.to_district_profile")),
        ("whatif", text("ja", "screen.whatif.nav")),
    }


def test_missing_arrival_times_are_said_and_not_guessed() -> None:
    said = shown_text(open_screen(scenario="toy-flood"))
    assert "到達時間の資料がないため余裕時間は計算できません" in said


def test_both_presets_stand_side_by_side_when_asked_for() -> None:
    screen = open_screen(scenario="toy-tsunami-night", set="movement.adult_speed_m_s=0.9")
    screen.button(key="city.presets").click().run()
    assert not screen.exception
    said = shown_text(screen)
    assert "被害想定（現状）と計画（目標）" in said
    assert "city.presets" not in [
        button.key for button in open_screen(set="movement.adult_speed_m_s=0.9").button
    ]


def test_all_scenarios_are_computed_when_asked_for() -> None:
    screen = open_screen()
    assert "横に足し合わせないでください" not in shown_text(screen)
    screen.button(key="city.all").click().run()
    assert not screen.exception
    assert "横に足し合わせないでください" in shown_text(screen)
    assert screen.selectbox(key="city.measure").value == "unserved"


def test_a_changed_setting_on_the_data_page_is_used() -> None:
    screen = open_screen("data")
    screen.number_input(key="data.value.movement.adult_speed_m_s").set_value(1.0)
    screen.button(key="data.apply").click().run()
    assert not screen.exception
    assert screen.query_params["set"] == "movement.adult_speed_m_s=1"


def test_places_can_be_found_without_a_mouse() -> None:
    screen = open_screen("map")
    box = screen.selectbox(key="map.find")
    assert box.value is None
    kinds = {option.rpartition("（")[2].partition("・")[0] for option in box.options}
    assert kinds == {"避難先などの場所", "校区", "町", "橋）"}
    # A bridge: the map goes there, and the page says so.
    bridge = next(option for option in box.options if option.startswith("甲橋"))
    box.select(bridge).run()
    assert not screen.exception
    assert "甲橋" in [one.value for one in screen.header]
    assert "地図をここへ移しました" in shown_text(screen)
    # A district: its answers stand beside the map, as after a press on it.
    district = next(option for option in box.options if "校区・乙区" in option)
    screen.selectbox(key="map.find").select(district).run()
    assert not screen.exception
    assert screen.query_params["district"] == "271420-00002"
    assert "地図をここへ移しました" not in shown_text(screen)


def test_any_escape_can_be_counted_by_day_and_every_title_says_so() -> None:
    screen = open_screen(scenario="toy-flood")
    screen.segmented_control(key="sidebar.time").set_value(DayTime.DAY).run()
    assert not screen.exception
    assert screen.query_params["time"] == "day"
    said = shown_text(screen)
    assert "［時間帯を昼間に変更］" in said
    assert "人を数える時間帯: 昼間" in said
    assert "設定を変えた影響" in said
    for page in PAGES:
        go_to(screen, page)
        assert not screen.exception
        said = shown_text(screen)
        assert page in OF_NO_SCENARIO or "［時間帯を昼間に変更］" in said
        # The first page is of all scenarios, of which not each follows the time of day.
        assert page != "readiness" or "（変更中）" in said
    screen.segmented_control(key="sidebar.time").set_value(DayTime.NIGHT).run()
    assert "time" not in screen.query_params
    assert "［時間帯" not in shown_text(screen)


@pytest.mark.parametrize(("language", "reason"), [("ja", "時間帯は選べません"), ("en", "cannot be chosen")])
def test_whoever_stays_is_always_a_resident_and_the_switch_says_why(language: str, reason: str) -> None:
    screen = open_screen(scenario="toy-quake", lang=language, time="day")
    assert not screen.exception
    switch = screen.segmented_control(key="sidebar.time")
    assert switch.proto.disabled
    assert switch.value is DayTime.NIGHT
    said = shown_text(screen)
    assert reason in said
    # The link's choice waits for a scenario that follows it; nothing on this page is called changed.
    assert text(language, "screen.sidebar.unused") in said
    assert text(language, "screen.changed_mark") not in said
    assert text(language, "screen.change.title") not in said
    assert screen.query_params["time"] == "day"
    free = open_screen(scenario="toy-tsunami-night", lang=language)
    assert not free.segmented_control(key="sidebar.time").proto.disabled
    assert reason not in shown_text(free)


def test_a_setting_of_fixed_words_is_chosen_by_name_on_the_data_page() -> None:
    screen = open_screen("data", scenario="toy-tsunami-night")
    screen.selectbox(key="data.setting").set_value("departure.day_time").run()
    box = screen.selectbox(key="data.value.departure.day_time")
    assert box.options == ["想定のとおり", "夜間", "昼間"]
    box.set_value(DayTimeChoice.DAY).run()
    screen.button(key="data.apply").click().run()
    assert not screen.exception
    assert screen.query_params["time"] == "day"


def test_files_of_a_trial_never_have_the_names_of_the_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: set[str] = set()
    monkeypatch.setattr(
        downloads, "button", lambda _name, _page, _make, file_name, _mime: drawn.add(file_name)
    )

    def names(**query: str) -> set[str]:
        drawn.clear()
        for page in ("city", "map", "district"):
            assert not open_screen(page, scenario="toy-flood", **query).exception
        return set(drawn)

    plain, target, changed = names(), names(preset="target"), names(time="day")
    assert len(plain) == len(target) == len(changed) == 7
    assert len(plain | target | changed) == 21
    assert "sonae-271403-toy-flood.xlsx" in plain
    assert "sonae-271403-toy-flood-target.xlsx" in target


def test_a_changed_setting_is_checked_once_and_not_at_every_redraw(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[object] = []
    real = shared.run_settings

    def counted(*places: Any, **named: Any) -> RunSettings:
        checked.append((named["preset"], named["overrides"]))
        return real(*places, **named)

    monkeypatch.setattr(shared, "run_settings", counted)
    # A speed that no other test sets: nothing of it is kept from before.
    screen = open_screen(scenario="toy-tsunami-night", set="movement.adult_speed_m_s=0.83")
    # Once for each preset: the page asks whether the other one's plan is there, too.
    assert checked.count((Preset.CURRENT, {"movement.adult_speed_m_s": "0.83"})) == 1
    before = len(checked)
    screen.run()
    assert len(checked) == before


def test_the_switches_say_what_their_number_counts() -> None:
    crossings = open_screen(scenario="toy-tsunami-night").multiselect(key="sidebar.crossings")
    assert [option for option in crossings.options if option.startswith("甲電鉄")] == ["甲電鉄（踏切1か所）"]
