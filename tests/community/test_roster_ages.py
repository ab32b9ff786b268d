"""Ages and years of birth in the forms that people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.roster_ages import (
    ANY_AGE,
    OLDEST,
    AgeBounds,
    is_possible_birth,
    read_age,
    read_birth,
)
from tests.each import each

YEAR = 2026


@each(
    ("text", "bounds"),
    [
        ("70代", (70, 79)),
        ("７０歳代", (70, 79)),
        ("70台", (70, 79)),
        ("七十代", (70, 79)),
        ("十代", (10, 19)),
        ("20代", (20, 29)),
        ("七十五歳", (75, 75)),
        ("70代前半", (70, 74)),
        ("70代後半", (75, 79)),
        ("70歳代 後半", (75, 79)),
        ("70～79", (70, 79)),
        ("70〜79歳", (70, 79)),
        ("60-64", (60, 64)),
        ("60代～70代", (60, 79)),
        ("70～", (70, OLDEST)),
        ("75+", (75, OLDEST)),
        ("75歳以上", (75, OLDEST)),
        ("75才以上", (75, OLDEST)),
        ("80代～", (80, OLDEST)),
        ("90代以上", (90, OLDEST)),
        ("20歳未満", (0, 19)),
        ("20歳以下", (0, 20)),
        ("後期高齢者", (75, OLDEST)),
        ("前期高齢者", (65, 74)),
        ("76", (76, 76)),
        ("70.0", (70, 70)),
        ("満70歳", (70, 70)),
        ("76才", (76, 76)),
        ("120", (120, 120)),
        # Years of birth in the place of an age: 2026 - 1956, 2026 - (1925 + 31).
        ("1956", (70, 70)),
        ("昭31", (70, 70)),
    ],
)
def test_ages_are_read_as_bounds(text, bounds):
    assert read_age(text, YEAR) == AgeBounds(*bounds)


@each(
    "text",
    [
        "121",
        "65代",
        "75代後半",
        "70後半",
        "若い",
        "70くらい",
        "70代?",
        "79～70",
        "75代以上",
        "60代～75代",
        "0歳未満",
        "1800",
    ],
)
def test_an_age_that_may_mean_anything_is_asked_about(text):
    assert read_age(text, YEAR) is None


@each("text", ["", " ", "-", "－", "ー", "不明", "不詳", "未回答", "秘密"])
def test_no_answer_leaves_every_age_possible(text):
    assert read_age(text, YEAR) == ANY_AGE
    assert read_birth(text, YEAR) == ANY_AGE


def test_the_age_of_who_was_born_in_a_year_is_that_reached_within_it():
    assert read_birth("1951", YEAR) == AgeBounds(75, 75)


@pytest.mark.parametrize(("born", "possible"), [(1905, False), (1906, True), (2026, True), (2027, False)])
def test_nobody_is_older_than_120_or_not_yet_born(born, possible):
    assert is_possible_birth(born, YEAR) is possible
    assert (read_birth(str(born), YEAR) is not None) is possible


@given(st.text(max_size=12))
def test_no_text_is_too_odd(text):
    for bounds in (read_age(text, YEAR), read_birth(text, YEAR)):
        assert bounds is None or 0 <= bounds.low <= bounds.high <= OLDEST


@given(st.integers(0, OLDEST), st.sampled_from(["", "歳", "才", " 歳 "]))
def test_every_age_is_read_as_itself(age, unit):
    assert read_age(f"{age}{unit}", YEAR) == AgeBounds(age, age)
