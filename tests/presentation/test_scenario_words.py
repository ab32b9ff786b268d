"""Scenarios in words: marks, differences, and faults in the words of the form."""

from dataclasses import replace

import pytest

from domain.faults import Fault
from domain.scenario import ClosedStreets
from domain.vocabulary import ClosedKind, DeadlineKind, ScenarioOrigin, Severity
from planning.case import Case
from presentation.provenance import scenario_source
from presentation.scenario_words import (
    changed_rows,
    deadline_words,
    fault_lines,
    origin_mark,
    scenario_grid,
)
from presentation.words import Words
from tests.toy_city import make_toy_bundle, toy_settings

CITY, WORDS = make_toy_bundle(), Words("ja")
FLOOD = CITY.scenarios["toy-flood"]


def case_of(scenario):
    return Case.of(CITY, scenario, toy_settings())


def test_marks_tell_published_from_proposed_and_edited_and_model_from_real():
    assert origin_mark(FLOOD, WORDS) == "公表資料・模擬データ"
    real = replace(FLOOD, is_model=False)
    marks = [origin_mark(replace(real, origin=origin), WORDS) for origin in ScenarioOrigin]
    assert marks == ["公表資料", "提案（仮定値）", "編集した"]


def test_an_edited_scenario_never_passes_for_its_source():
    edited = replace(FLOOD, source="国の資料", source_en="", origin=ScenarioOrigin.EDITED)
    assert scenario_source(edited, "ja") == "国の資料（この都市で時刻などを編集した想定）"
    assert scenario_source(replace(edited, origin=ScenarioOrigin.PROPOSED), "ja") == "国の資料"


def test_a_deadline_is_said_with_its_time():
    assert deadline_words(FLOOD, WORDS) == "警戒レベル5（6:00）"
    assert deadline_words(replace(FLOOD, alerts_s={}), WORDS) == "警戒レベル5（時刻なし）"
    assert deadline_words(replace(FLOOD, deadline=DeadlineKind.WATER_ARRIVAL), WORDS) == "水の到達"


def test_the_list_has_a_row_for_each_scenario():
    grid = scenario_grid(CITY, WORDS)
    assert [row[0] for row in grid.rows] == [one.name for one in CITY.scenarios.values()]
    assert grid.rows[1][1:] == (
        "公表資料・模擬データ",
        "洪水",
        "警戒レベル3（高齢者等避難）の発令",
        "警戒レベル5（6:00）",
    )


def test_differences_are_told_field_by_field():
    changed = replace(
        FLOOD, name="大雨", alerts_s={"level3": 0.0, "level4": 7_260.0}, opens_at_s={"all_places": 60.0},
        deadline=DeadlineKind.NONE, is_model=False,
        closed_streets=(ClosedStreets(ClosedKind.CROSSINGS, "甲電鉄", until_s=1_800.0),),
    )  # fmt: skip
    assert changed_rows(case_of(FLOOD), case_of(changed), WORDS) == [
        ("名前", "洪水", "大雨"),
        ("歩ける時間の終わり", "警戒レベル5", "なし"),
        (
            "警報・発令の時刻（起点から）",
            "レベル3 0:00、レベル4 2:00、レベル5 6:00",
            "レベル3 0:00、レベル4 2:01",
        ),
        ("場所が開く時刻（起点から）", "―", "すべての場所 0:01"),
        ("手で閉じる道", "―", "甲電鉄の踏切: 初めから 0:30 まで閉じる"),
        ("データの種類", "模擬データ", "実データ"),
    ]
    assert changed_rows(case_of(FLOOD), case_of(FLOOD), WORDS) == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_faults_are_in_the_words_of_the_form(language):
    faults = [
        Fault("scenario_deadline_time", column="alerts_s.level5", value="level5"),
        Fault("scenario_stay_day", Severity.WARNING, column="day_after", expected="1, 7, 30"),
        Fault(
            "scenario_escape_target", column="targets", value="shelter", expected="safe_area, refuge_building"
        ),
    ]
    errors = fault_lines(faults, Words(language), Severity.ERROR)
    assert len(errors) == 2
    assert not any("level5" in line or "safe_area" in line or "⟦" in line for line in errors)
    if language == "ja":
        assert errors[0].startswith("警戒レベル5（緊急安全確保）の時刻: 避難の期限「")
        assert "安全な区域、津波避難ビル" in errors[1]
    assert len(fault_lines(faults, Words(language), Severity.WARNING)) == 1


def test_a_fault_of_a_closing_names_its_row_and_field():
    fault = Fault(
        "scenario_opens_before_closing", column="closed_streets.1.until_s", value="0:10", expected="> 0:30"
    )
    (line,) = fault_lines([fault], WORDS, Severity.ERROR)
    assert line.startswith("手で閉じる道 2件目の開く時刻: 道が開く時刻（0:10、時:分）が")
