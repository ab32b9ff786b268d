"""Figures in words: rounded as on every page, exact differences, no zero that denies."""

import math
from dataclasses import replace

import pytest

from planning.comparison import Compared, Part
from planning.figures import Figure, change_of
from presentation.comparison.figure_words import (
    level_words,
    moment_words,
    number_words,
    people_words,
    span_words,
)
from presentation.words import Words
from tests.each import each
from tests.made import make_toy

WORDS = Words("ja")


def row(first: Figure, second: Figure, item: str = "unserved", unit: str = "persons") -> Compared:
    return Compared(Part.PEOPLE, item, unit, first, second, change_of(first, second))


def people(first: Figure, second: Figure, *, rounded: bool = True) -> tuple[str, str, str]:
    said = people_words(row(first, second), WORDS, rounded=rounded)
    return said.first, said.second, said.difference


@each(
    ("first", "second", "said"),
    [
        (Figure.of(1234), Figure.of(1004), ("約1,200", "約1,000", "−約230")),
        # Both are 約80,800 on every page; 30 people more are no nothing.
        (Figure.of(80_810), Figure.of(80_840), ("約80,800", "約80,800", "+約30")),
        # 55 less are 60 to the nearest ten, halves up, as the halves of any number of people.
        (Figure.of(1055), Figure.of(1000), ("約1,100", "約1,000", "−約60")),
        (Figure.of(0), Figure.of(0), ("0", "0", "0")),
        (Figure.of(0), Figure.of(4), ("0", "10未満", "10未満の差")),
        (Figure.of(6), Figure.of(6), ("10未満", "10未満", "0")),
        (Figure.of(9), Figure.of(10), ("10未満", "約10", "10未満の差")),
        # Against 1,000 at least −251 and at most −201: −250 and −200 in tens.
        (
            Figure(1234, 1201, 1251),
            Figure.of(1000),
            ("約1,200（約1,200〜約1,300）", "約1,000", "−約230（−約250〜−約200）"),
        ),
        (
            Figure(20, 20, math.inf),
            Figure.of(0),
            ("約20（約20以上、上限は不明）", "0", "−約20（−約20以下、下限は不明）"),
        ),
        (Figure.none("no_deadline"), Figure.of(30), ("期限なし", "約30", "比べられない")),
        (Figure.none("no_deadline"), Figure.none("no_deadline"), ("期限なし", "期限なし", "―")),
        (Figure.none("no_deadline"), Figure.none("no_layer"), ("期限なし", "未収録", "比べられない")),
    ],
)
def test_people_are_rounded_as_everywhere_and_the_exact_difference_alike(
    first: Figure, second: Figure, said: tuple[str, str, str]
) -> None:
    assert people(first, second) == said


def test_people_of_real_data_are_exact() -> None:
    assert people(Figure.of(1234), Figure.of(1237), rounded=False) == ("1,234", "1,237", "+3")
    # 5 stays 5 with its ends: 5 (3 to 5) against 9.
    assert people(Figure(5, 3, 5), Figure.of(9), rounded=False)[2] == "+4（+4〜+6）"


def test_a_plan_and_itself_differ_by_nothing_in_words_too() -> None:
    figure = Figure(1234, 1201, 1251)
    same = Compared(Part.PEOPLE, "unserved", "persons", figure, figure, change_of(figure, figure, same=True))
    assert people_words(same, WORDS, rounded=True).difference == "0"


def test_a_count_that_is_only_told_to_be_below_ten_is_so_of_real_data_too() -> None:
    assert people(Figure(9, 1, 9, "small"), Figure.of(30), rounded=False)[0] == "10未満"


def test_a_difference_of_numbers_is_that_of_the_digits_shown() -> None:
    # 2,801 s are 46.7 min and 2,000 s 33.3 min; 46.7 − 33.3 is 13.4, and 13.35 would be 13.4 or 13.3.
    said = number_words(row(Figure.of(2801), Figure.of(2000)), 1 / 60, "分", WORDS, digits=1)
    assert (said.first, said.second, said.difference) == ("46.7 分", "33.3 分", "−13.4 分")


def test_moments_and_spans_differ_by_whole_minutes() -> None:
    scenario = make_toy().case.scenario
    # 659 s are 10 minutes after the quake, 1,200 s are 20.
    moments = row(Figure.of(659), Figure.of(1200), "departure_s", "seconds")
    said = moment_words(moments, (scenario, scenario), WORDS, is_limit=False)
    assert (said.first, said.difference) == ("地震発生から10分後", "+10分")
    late = row(Figure.of(-60), Figure.of(60), "route_latest_departure_s", "seconds")
    assert moment_words(late, (scenario, scenario), WORDS, is_limit=True).first == WORDS("screen.always_late")
    clocks = replace(moments, change=Figure.none("other_clock"))
    assert moment_words(clocks, (scenario, scenario), WORDS, is_limit=False).difference == "起点が違う"
    # A margin of −30 s is one minute too late, one of 119 s leaves one minute.
    span = span_words(row(Figure.of(-30), Figure.of(119)), WORDS)
    assert (span.first, span.second, span.difference) == ("-1分", "1分", "+2分")


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        (Figure.of(2), Figure.of(1), "better"),
        (Figure.of(1), Figure.of(2), "worse"),
        (Figure.of(2), Figure.of(2), "same"),
        (Figure(2, 0, 2), Figure.of(1), "open"),
        (Figure(2, 1, 2), Figure.of(1), "open"),
        (Figure(3, 2, 3), Figure.of(1), "better"),
    ],
)
def test_a_level_is_better_only_where_what_is_not_known_cannot_deny_it(first, second, key: str) -> None:
    said = level_words(row(first, second, unit="level"), "甲", "乙", WORDS)
    assert (said.first, said.second, said.difference) == ("甲", "乙", WORDS(f"compare.level.{key}"))


def test_a_level_that_is_none_is_not_compared() -> None:
    none = Figure.none("not_concerned")
    assert level_words(row(none, Figure.of(1)), "－", "○", WORDS).difference == "比べられない"
    assert level_words(row(none, none), "－", "－", WORDS).difference == "―"
