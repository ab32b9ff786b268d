"""The page 並べて比べる: any two sides, kept in the address, with the words of the files."""

import pytest

from planning.comparison import Part
from presentation.comparison.input_words import input_sentence
from presentation.comparison.rows import shown_rows
from presentation.grid import Grid
from presentation.plain_text import html_text
from presentation.words import Words
from tests.toy_city import make_toy_bundle
from tests.ui.screen import marker, open_screen, shown_text
from ui.choices import DAY_TIME, Choices, Side
from ui.view.compare import narrow, usual_other
from use_cases.compare_plans import SideQuestion, compare_plans
from use_cases.plan_service import PlanService

CITY = make_toy_bundle()
NIGHT, QUAKE = "toy-tsunami-night", "toy-quake"


@pytest.fixture
def screen():
    return open_screen("compare", scenario=NIGHT, other=QUAKE, ward="271411", lang="ja")


def test_the_page_says_what_the_command_says(screen) -> None:
    assert marker(screen) == "compare"
    found = compare_plans(CITY, (SideQuestion(NIGHT), SideQuestion(QUAKE)), "271411", PlanService())
    said, words = shown_text(screen), Words("ja")
    assert html_text(input_sentence(found, words)) in said
    for row in shown_rows(found, words):
        if row.part in {Part.PEOPLE, Part.LIMITS, Part.BANDS, Part.INDICATORS}:
            for cell in (row.item, row.cells.first, row.cells.second, row.cells.difference):
                assert html_text(cell) in said.replace("<br>", "")


def test_the_address_holds_both_sides(screen) -> None:
    screen.selectbox(key="compare.preset").set_value("target").run()
    assert screen.query_params["other"] == QUAKE
    assert screen.query_params["other_preset"] == "target"
    screen.selectbox(key="compare.scenario").set_value(NIGHT).run()
    screen.segmented_control(key="compare.time").set_value("day").run()
    query = {name: screen.query_params[name] for name in screen.query_params}
    assert query["other"] == NIGHT
    assert query["other_set"] == f"{DAY_TIME}=day"
    again = open_screen("compare", **query)
    assert shown_text(again) == shown_text(screen)


def test_swapped_sides_have_the_opposite_difference(screen) -> None:
    before = shown_text(screen)
    screen.button(key="compare.swap").click().run()
    assert screen.query_params["scenario"] == QUAKE
    assert screen.query_params["other"] == NIGHT
    assert shown_text(screen) != before
    screen.button(key="compare.swap").click().run()
    assert shown_text(screen) == before


def test_settings_of_a_are_copied_to_b_and_taken_back() -> None:
    query = {"scenario": NIGHT, "other": NIGHT, "set": "movement.adult_speed_m_s=0.5", "lang": "en"}
    screen = open_screen("compare", **query)
    assert "Inputs that differ between A and B (1): Walking speed (general)." in shown_text(screen)
    screen.button(key="compare.copy").click().run()
    assert "A and B have the same inputs." in shown_text(screen)
    screen.button(key="compare.reset").click().run()
    assert "(1): Walking speed (general)." in shown_text(screen)


def test_the_area_may_be_the_city_a_ward_or_a_district(screen) -> None:
    whole = shown_text(screen)
    screen.selectbox(key="compare.district").set_value("271411-00001").run()
    assert screen.query_params["district"] == "271411-00001"
    screen.selectbox(key="compare.ward").set_value("").run()
    assert "district" not in screen.query_params
    assert "（市全体）" in shown_text(screen)
    assert shown_text(screen) != whole


def test_a_preset_of_b_that_does_not_exist_is_told_and_a_scenario_is_refused() -> None:
    screen = open_screen("compare", scenario=NIGHT, other=QUAKE, other_preset="best", lang="en")
    assert "best" in shown_text(screen)
    refused = open_screen("compare", scenario=NIGHT, other="nowhere", lang="en")
    assert marker(refused) == "trouble"
    assert "nowhere" in shown_text(refused)


def test_brackets_stand_below_their_number_and_words_stay_on_one_line() -> None:
    rows = (("甲（乙）", "約20（約10〜約30）", "3 (full)", "△（丙）"),)
    grid = Grid(("a", "b", "c", "d"), rows, (False, True, True, False))
    assert narrow(grid).rows == (("甲（乙）", "約20\n（約10〜約30）", "3\n(full)", "△（丙）"),)


def test_b_begins_as_what_lies_nearest() -> None:
    night = CITY.scenarios[NIGHT]
    alike = [key for key, one in CITY.scenarios.items() if one.kinds == night.kinds]
    side = usual_other(CITY, night, Choices())
    assert side == Side(alike[1]) if len(alike) > 1 else Side(NIGHT, side.preset)
    quake = CITY.scenarios[QUAKE]
    assert usual_other(CITY, quake, Choices()).scenario_id == QUAKE
    changed = Choices().with_override("movement.adult_speed_m_s", "1.0")
    assert usual_other(CITY, night, changed) == Side(NIGHT)
