import math
from dataclasses import replace

import pandas as pd
import pytest

from messages import catalogue
from presentation.words import Words
from tests.each import each
from tests.toy_city import make_toy_bundle

JA, EN = Words("ja"), Words("en")


@each(
    ("count", "said"),
    [(0, "0"), (1, "10未満"), (9, "10未満"), (14, "約10"), (15, "約20"), (994, "約990"), (1049, "約1,000"),
     (1050, "約1,100"), (33_555, "約33,600")],
)  # fmt: skip
def test_people_on_model_data_are_rounded_to_ten_then_to_a_hundred(count: int, said: str) -> None:
    assert JA.people_cell(count, rounded=True) == said


def test_people_on_real_data_are_not_rounded() -> None:
    assert JA.people_cell(1234, rounded=False) == "1,234"
    assert JA.persons(1234, rounded=False) == "1,234人"


@pytest.mark.parametrize("value", [None, math.nan, pd.NA])
def test_unknown_people_are_never_zero(value: float | None) -> None:
    assert JA.people_cell(value, rounded=True) == "不明"
    assert EN.persons(value, rounded=False) == "unknown"


def test_small_counts_of_people_who_need_help_stay_unsaid_even_on_real_data() -> None:
    assert JA.sensitive_cell(3, rounded=False) == "10未満"
    assert JA.sensitive_cell(0, rounded=False) == "0"
    assert JA.sensitive_cell(10, rounded=False) == "10"


def test_beside_a_small_number_no_other_is_exact() -> None:
    assert [JA.persons_beside(41, 38, rounded=False)(count) for count in (41, 38)] == ["41人", "38人"]
    said = JA.persons_beside(41, 38, 3, rounded=False)
    assert [said(count) for count in (41, 38, 3, 0)] == ["約40人", "約40人", "10人未満", "0人"]
    assert JA.persons_beside(rounded=True)(41) == "約40人"


def test_durations_lose_their_seconds_on_the_cautious_side() -> None:
    assert JA.minutes(119.0) == "1分"
    assert JA.minutes(-1.0) == "-1分"
    assert JA.minutes(math.inf) == "道は閉じない"
    assert JA.minutes(-math.inf) == "当初から不可"


def test_a_limit_before_a_sudden_event_is_no_moment_that_anybody_could_keep() -> None:
    tsunami = make_toy_bundle().scenarios["toy-tsunami-night"]
    flood = make_toy_bundle().scenarios["toy-flood"]
    assert (tsunami.t0, flood.t0) == ("earthquake", "level3")
    assert JA.limit(-1.0, tsunami) == "どの時刻に出ても間に合わない"
    assert JA.limit(-math.inf, flood) == "どの時刻に出ても間に合わない"
    assert "0分" in JA.limit(0.0, tsunami)
    # Before an order people can leave.
    assert "前" in JA.limit(-60.0, flood)
    # A way that stays open leaves nobody time to spare; days after a quake nothing ends the time.
    assert JA.limit(math.inf, tsunami) == JA.limit(math.inf, flood) == "道は閉じない"
    assert JA.limit(math.inf, make_toy_bundle().scenarios["toy-quake"]) == "期限なし"
    assert JA.limit(None, tsunami) == "不明"


def test_a_narrow_cell_is_rounded_alike_without_its_mark() -> None:
    assert JA.narrow_cell(803_638, rounded=True) == "803,600"
    assert EN.narrow_cell(7, rounded=True) == "<10"
    assert JA.narrow_cell(0, rounded=True) == "0"


def test_walks_are_never_told_shorter_than_they_are() -> None:
    # 45.6 and 125.6 minutes, as the files have them.
    assert JA.mean_walk(2736.0) == "46分"
    assert JA.mean_walk(2729.0) == "45分"
    assert JA.walk(7536.0) == "126分"
    assert JA.walk(7200.0) == "120分"
    assert JA.walk(7200.0 + 1e-9) == "120分"
    assert JA.walk(None) == JA.mean_walk(math.nan) == JA("screen.unknown")


def test_moments_name_the_zero_of_the_scenario() -> None:
    scenario = make_toy_bundle().scenarios["toy-tsunami-night"]
    said = JA.clock(2460.0, scenario)
    assert "41分" in said
    assert JA(f"clock.{scenario.t0}") in said


@each(
    ("at_s", "alert_s", "beside", "said"),
    [(3600.0, 0.0, False, "警戒レベル3（高齢者等避難）の発令から60分後"),
     # Of the same moment, each hears of her own alert.
     (3600.0, 1800.0, False, "警戒レベル4（避難指示）の発令から30分後"),
     (12600.0, 1800.0, True,
      "警戒レベル4（避難指示）の発令から3時間後（警戒レベル3（高齢者等避難）の発令から3時間30分後）")],
)  # fmt: skip
def test_a_departure_counts_from_the_alert_that_people_wait_for(
    at_s: float, alert_s: float, beside: bool, said: str
) -> None:
    flood = replace(make_toy_bundle().scenarios["toy-flood"], alerts_s={"level3": 0.0, "level4": 1800.0})
    assert JA.departure(at_s, flood, alert_s, beside_limit=beside) == said
    tsunami = make_toy_bundle().scenarios["toy-tsunami-night"]
    assert JA.departure(600.0, tsunami, 0.0, beside_limit=beside) == JA.clock(600.0, tsunami)


@each(
    ("at_s", "alert_s", "beside", "ja", "en"),
    [(3600.0, 0.0, True,
      "警戒レベル3（高齢者等避難）の発令から60分後までに", "within 60 min of alert level 3"),
     (1800.0, 1800.0, False, "警戒レベル4（避難指示）の発令後すぐに", "right after alert level 4"),
     (3600.0, 1800.0, True,
      "警戒レベル4（避難指示）の発令から30分後（警戒レベル3（高齢者等避難）の発令から60分後）までに",
      "within 30 min of alert level 4 (60 min after alert level 3)")],
)  # fmt: skip
def test_whoever_leaves_is_never_told_to_wait(
    at_s: float, alert_s: float, beside: bool, ja: str, en: str
) -> None:
    flood = replace(make_toy_bundle().scenarios["toy-flood"], alerts_s={"level3": 0.0, "level4": 1800.0})
    for words, said in ((JA, ja), (Words("en"), en)):
        assert words.departure(at_s, flood, alert_s, beside_limit=beside, told=True) == said
    tsunami = make_toy_bundle().scenarios["toy-tsunami-night"]
    assert JA.departure(-60.0, tsunami, 0.0, told=True) == "地震発生の1分前までに"


def test_depth_classes_are_worded_by_their_bounds() -> None:
    assert JA.depth(0.5, 3.0) == "0.5〜3 m"
    assert JA.depth(20.0, math.inf) == "20 m 以上"
    assert JA.depth(0.0, 0.3) == "0.3 m 未満"
    assert JA.depth(0.0, 0.0) == "浸水なし"


def test_screen_words_stand_in_both_languages() -> None:
    both = [{k for k in catalogue.keys(language) if k.startswith("screen.")} for language in ("ja", "en")]
    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(179.9, "179分"), (180.0, "3時間"), (221.9, "3時間41分"), (240.5, "4時間"), (599.0, "9時間59分")],
)
def test_a_moment_after_hours_is_told_to_the_minute_and_never_later_than_it_is(
    minutes: float, said: str
) -> None:
    flood = make_toy_bundle().scenarios["toy-flood"]
    assert JA.limit(minutes * 60, flood).endswith(f"から{said}後")


def test_too_late_for_a_place_and_no_way_out_in_time_are_different_words() -> None:
    leaving = JA("answer.can_leave_area", can="a", cannot="b")
    assert JA("outcome.too_late") == JA("screen.ledger_column.too_late") == "避難先に間に合わない"
    assert JA("outcome.too_late") not in leaving
    assert "時間内に出られない人はb" in leaving


def test_a_moment_below_a_head_that_names_its_start_says_only_the_start_of_the_clock() -> None:
    brief = Words("ja", names_start=False)
    flood = make_toy_bundle().scenarios["toy-flood"]
    assert brief.clock(14_400.0, flood) == "起点から4時間後"
    assert brief.limit(-3600.0, flood) == "起点の60分前"
