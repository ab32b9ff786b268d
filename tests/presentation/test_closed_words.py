"""Streets that a scenario closes by hand, in words."""

from dataclasses import replace

import pytest

from domain.scenario import ClosedStreets
from domain.vocabulary import ClosedKind
from presentation.closed_words import closed_words, held_sentence
from presentation.words import Words
from tests.toy_city import make_toy_bundle

WORDS = Words("ja")
FLOOD = make_toy_bundle().scenarios["toy-flood"]


@pytest.mark.parametrize(
    ("from_s", "until_s", "said"),
    [
        (None, None, "すべての橋: 初めから閉じ、開かない"),
        (None, 1_800.0, "すべての橋: 初めから 0:30 まで閉じる"),
        (0.0, None, "すべての橋: 0:00 から閉じ、開かない"),
        (60.0, 3_600.0, "すべての橋: 0:01 から 1:00 まで閉じる"),
    ],
)
def test_a_time_that_is_not_stated_is_the_start_or_for_good(from_s, until_s, said):
    assert closed_words([ClosedStreets(ClosedKind.BRIDGES, "", from_s, until_s)], WORDS) == said


def test_names_stand_with_what_they_are_names_of():
    closed = [
        ClosedStreets(ClosedKind.CROSSINGS, "甲電鉄"), ClosedStreets(ClosedKind.STREETS, "乙\u202e通り"),
    ]  # fmt: skip
    assert closed_words(closed, WORDS) == (
        "甲電鉄の踏切: 初めから閉じ、開かない、道路「乙通り」: 初めから閉じ、開かない"
    )


def test_a_scenario_that_closes_nothing_says_nothing():
    assert held_sentence(FLOOD, WORDS) == ""
    closing = replace(FLOOD, closed_streets=(ClosedStreets(ClosedKind.UNDERPASSES, until_s=60.0),))
    assert held_sentence(closing, WORDS) == (
        "「洪水」では、次の道を手で閉じています（時刻は起点からの 時:分）。"
        "すべてのアンダーパス: 初めから 0:01 まで閉じる。"
    )
