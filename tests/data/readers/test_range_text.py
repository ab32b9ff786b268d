"""Classes in words become bounds; what is no range becomes none."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.range_text import HOUR_UNITS, parse_range
from tests.each import each

NUMBERS = st.integers(0, 4_000).map(lambda number: number / 100)


@each(
    ("text", "bounds"),
    [
        ("0.3m以上 ～ 1m未満", (0.3, 1.0)),
        ("1m以上2m未満", (1.0, 2.0)),
        ("1.0～2.0m", (1.0, 2.0)),
        ("１．０ｍ以上２．０ｍ未満", (1.0, 2.0)),
        ("5m以上", (5.0, math.inf)),
        ("20m～", (20.0, math.inf)),
        ("0.3m未満", (0.0, 0.3)),
        ("～0.5m", (0.0, 0.5)),
        ("15m未満", (0.0, 15.0)),
        ("10m以上20m未満", (10.0, 20.0)),
        ("0.01m以上 0.3m未満", (0.01, 0.3)),
        ("30cm以上50cm未満", (0.3, 0.5)),
        ("50～100cm", (0.5, 1.0)),
        ("0.5 - 3.0 m", (0.5, 3.0)),
        ("0.5〜3.0メートル", (0.5, 3.0)),
        ("0.5ーー3.0m", (0.5, 3.0)),
        ("2.0m超5.0m以下", (2.0, 5.0)),
        ("浸水深0.5m未満の区域", (0.0, 0.5)),
        ("5.0m以上～10.0m未満", (5.0, 10.0)),
        ("0.5m以上、1.0m未満", (0.5, 1.0)),
    ],
)
def test_ways_in_which_makers_write_a_class(text, bounds):
    assert parse_range(text) == pytest.approx(bounds)


@each(
    "text",
    [
        "", " ", "3", "3m", "なし", "浸水なし", "2m以上1m未満", "1m以上1m未満", "-1m以上", "1m5m", "以上",
        "～", "m", "0.5.3m未満", "1m以上2m以上", "1" * 500 + "m未満", "1e5m以上", "nan以上", "∞m未満",
        "1階床下", "12時間未満",
    ],
)  # fmt: skip
def test_what_is_no_range_is_none(text):
    assert parse_range(text) is None


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("12時間未満", (0.0, 12.0)),
        ("12時間以上1日未満", (12.0, 24.0)),
        ("3日以上1週間未満", (72.0, 168.0)),
        ("4週間以上", (672.0, math.inf)),
    ],
)
def test_durations_are_hours(text, bounds):
    assert parse_range(text, HOUR_UNITS) == bounds


FORMS = ("{0}m以上{1}m未満", "{0}～{1}m", "{0}ｍ〜{1}ｍ", "{0}m以上 ～ {1}m未満")


@settings(max_examples=40)
@given(NUMBERS, NUMBERS, st.sampled_from(FORMS))
def test_bounds_come_back_whatever_the_form(low, high, form):
    expected = (low, high) if low < high else None
    found = parse_range(form.format(low, high))
    assert found == (expected if expected is None else pytest.approx(expected))


@settings(max_examples=40)
@given(st.text(alphabet="0123456789.m～~以上未満超 -cの区域", max_size=20))
def test_no_text_breaks_the_grammar(text):
    found = parse_range(text)
    assert found is None or (0 <= found[0] < found[1] and math.isfinite(found[0]))
