"""Gaps in a few words: numbers rounded on model data, unknowns said as such."""

import pytest

from messages.catalogue import has
from presentation.readiness_matrix.gap_words import (
    Gap,
    band_gap_words,
    gap_words,
    lead_persons,
    value_words,
)
from presentation.words import Words
from readiness.themes import THEMES

JA, EN = Words("ja"), Words("en")


def said(indicator, *, persons=None, value=None, unit="share", is_unknown=False, words=JA, rounded=True):
    return gap_words(Gap(indicator, is_unknown, persons, value, unit), words, rounded=rounded)


def test_gaps_say_how_many_people_or_how_far():
    assert said("unserved_no_capacity", persons=1240.0) == "席が約1,200人分不足"
    assert said("unserved_no_capacity", persons=1240.0, rounded=False) == "席が1,240人分不足"
    assert said("unserved_too_late", persons=640.0, words=EN) == "Not in time: about 640 people"
    assert said("walk_time_mean_s", persons=9.0, value=1530.0, unit="seconds") == "避難先まで平均26分"
    assert said("individual_plans_share", value=0.086) == "個別避難計画の作成が9 %"
    assert said("stock_days", value=0.66, unit="days") == "食料の備蓄が0.7日分"
    assert said("drills_in_year", value=2.0, unit="times") == "年間の訓練が2回／団体"


def test_seats_of_an_unknown_number_are_said_without_a_number():
    assert said("seats_per_demand_escape", value=0.2) == "区域内の席が足りない"
    assert said("seats_per_demand_escape", persons=50.0, value=0.2) == "区域内の席が約50人分不足"


def test_what_is_not_known_is_said_as_such():
    assert said("stock_days", value=5.0, unit="days", is_unknown=True) == "食料の備蓄が未調査"
    assert said("posts_filled_share", is_unknown=True, words=EN) == "Posts of the organisation not surveyed"
    assert said("") == ""


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (None, "share", "不明"),
        (float("nan"), "days", "不明"),
        (0.5, "share", "50 %"),
        (90.0, "seconds", "2分"),
        (12.0, "persons", "12人"),
        (1.25, "days", "1.2日"),
        (3.0, "days", "3日"),
    ],
)
def test_values_are_said_in_the_unit_of_a_reader(value, unit, expected):
    assert value_words(value, unit, JA) == expected


def row(**values):
    return {
        "band": "serious", "best_band": "serious", "worst_band": "serious", "binding_unknown": False,
        "binding_indicator": "unserved_too_late", "binding_persons": 640, "themes_below": 4,
        "risk_persons": 640, "risk_persons_min": 640, "value": 640.0, "unit": "persons",
        "binding_theme": "time", "not_in_time_persons": 640, "not_leaving_persons": 0,
    } | values  # fmt: skip


def test_a_gap_that_decides_only_at_the_worse_end_says_so():
    assert band_gap_words(row(), JA, rounded=True) == "約640人が間に合わない"
    doubtful = row(best_band="mostly")
    assert band_gap_words(doubtful, JA, rounded=True) == "約640人が間に合わない（最悪の場合）"
    mostly = row(band="mostly", best_band="sufficient", worst_band="mostly", risk_persons=0)
    assert band_gap_words(mostly, JA, rounded=True) == "約640人が間に合わない"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        # 640 without a place, 900 seated who are assumed not to leave: 1,540 do not reach safety.
        ({"not_in_time_persons": 1540, "not_leaving_persons": 900},
         "約1,500人が時間内に着けない（うち避難しない仮定約900人）。約640人が間に合わない"),
        ({"not_in_time_persons": 1540, "not_leaving_persons": 900, "binding_theme": "leaving",
          "binding_indicator": "assumed_not_leaving_persons", "binding_persons": 1000},
         "約1,500人が時間内に着けない（うち避難しない仮定約900人）。避難先なし約640人"),
        # 70 of the 640 have a seat in a building that is still to be confirmed.
        ({"not_in_time_persons": 1470, "not_leaving_persons": 900, "risk_persons_min": 570,
          "binding_theme": "leaving",
          "binding_indicator": "assumed_not_leaving_persons", "binding_persons": 1000},
         "約1,500人が時間内に着けない（うち避難しない仮定約900人）。"
         "避難先なし最大約640人（少なくて約570人）"),
        ({"not_in_time_persons": 900, "not_leaving_persons": 900, "risk_persons": 0, "risk_persons_min": 0,
          "binding_theme": "leaving", "binding_indicator": "assumed_not_leaving_persons"},
         "約900人が時間内に着けない（うち避難しない仮定約900人）"),
    ],
)  # fmt: skip
def test_all_who_are_not_safe_in_time_stand_before_the_gap_where_some_do_not_leave(values, expected):
    assert band_gap_words(row(**values), JA, rounded=True) == expected


def test_cells_are_compared_by_the_largest_number_that_they_tell():
    assert lead_persons(row(not_in_time_persons=1540)) == 1540
    assert lead_persons(row(not_in_time_persons=10)) == 640
    assert lead_persons(row(risk_persons=None, not_in_time_persons=None)) == 0


def test_a_problem_of_people_who_do_not_leave_counts_no_themes():
    values = {"band": "problem", "best_band": "problem", "worst_band": "problem", "risk_persons": 0,
              "not_in_time_persons": 9, "not_leaving_persons": 9, "binding_theme": "leaving",
              "binding_indicator": "assumed_not_leaving_persons"}  # fmt: skip
    assert "ほか" not in band_gap_words(row(**values), JA, rounded=True)


def test_a_problem_of_themes_says_how_many_more_there_are():
    values = {"band": "problem", "best_band": "problem", "worst_band": "problem", "binding_persons": None,
              "binding_indicator": "stock_days", "value": 1.0, "unit": "days", "risk_persons": 0}  # fmt: skip
    assert band_gap_words(row(**values), JA, rounded=True) == "食料の備蓄が1日分。ほか3項目も目標未達"
    assert band_gap_words(row(**values | {"themes_below": 1}), JA, rounded=True) == "食料の備蓄が1日分"
    assert band_gap_words(row(**values | {"risk_persons": 1}), JA, rounded=True) == "食料の備蓄が1日分"
    assert band_gap_words(row(**values | {"band": "mostly"}), JA, rounded=True) == "食料の備蓄が1日分"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_gap_has_its_words(language):
    for indicator in THEMES:
        assert has(language, f"band_gap.known.{indicator}")
        assert has(language, f"band_gap.unknown.{indicator}")
