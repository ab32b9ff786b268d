"""Dates as people write them: western and 和暦; days that no calendar has are unreadable."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.roster_dates import WrittenDate, is_no_such_day, read_birth_date, with_digits
from tests.each import each


@each(
    ("text", "year"),
    [
        ("1957", 1957),
        ("1957年", 1957),
        ("西暦1957年生まれ", 1957),
        ("1957-04-01", 1957),
        ("1957/4/1 00:00:00", 1957),
        ("1957.0", 1957),
        ("19570401", 1957),
        ("昭和32年4月1日", 1957),
        ("昭和32年4月1日生", 1957),
        ("Ｓ３２．４．１", 1957),
        ("S.32", 1957),
        # 昭和31 is 1925 + 31.
        ("昭31", 1956),
        ("平成元年", 1989),
        ("平1", 1989),
        ("平31", 2019),
        ("大15", 1926),
        ("明治45", 1912),
        ("R8", 2026),
        ("昭64", 1989),
        ("昭65", None),
        ("昭0", None),
        ("大16", None),
        ("平32", None),
        ("32", None),
        ("昭和", None),
        ("昭和32くらい", None),
        ("S320401", 1957),
        ("20911", None),
    ],
)
def test_years_of_birth_are_read_in_western_and_japanese_form(text, year):
    found = read_birth_date(text)
    assert (found.year if found else None) == year


@each(
    ("text", "iso"),
    [
        ("昭和三十二年四月一日", "1957-04-01"),
        ("昭和参拾弐年", "1957"),
        ("S32/4/1", "1957-04-01"),
        ("㍼32年4月", "1957-04"),
        ("一九五七年", "1957"),
        ("1957年12月31日生まれ", "1957-12-31"),
        ("昭和二十年十月十日", "1945-10-10"),
        ("２０００／２／２９", "2000-02-29"),
        # An era ends on a day; the next day is of the next era.
        ("昭和64年1月7日", "1989-01-07"),
        ("昭和64年1月8日", None),
        ("平成31年4月30日", "2019-04-30"),
        ("平成31年5月1日", None),
        ("大正15年12月25日", "1926-12-25"),
        ("大正15年12月26日", None),
        ("昭和32年2月29日", None),
        ("1900-02-29", None),
        ("1957-13-01", None),
        ("1957-00-01", None),
        ("1957-04-31", None),
        ("1957-04-00", None),
    ],
)
def test_days_are_read_and_those_that_do_not_exist_are_not(text, iso):
    found = read_birth_date(text)
    assert (found.iso() if found else None) == iso


@pytest.mark.parametrize(
    ("text", "none"),
    [
        ("2月30日", False),
        ("昭和32年2月30日", True),
        ("1957-04-31", True),
        ("昭和70", True),
        ("1957", False),
        ("x", False),
        ("", False),
    ],
)
def test_a_day_that_does_not_exist_is_told_from_what_is_no_date(text, none):
    assert is_no_such_day(text) is none


_ERA_STARTS = {"昭和": dt.date(1926, 12, 25), "平成": dt.date(1989, 1, 8), "令和": dt.date(2019, 5, 1)}


@given(st.dates(dt.date(1927, 1, 1), dt.date(2030, 12, 31)))
def test_every_day_is_read_from_all_its_spellings(day):
    era = [name for name, start in _ERA_STARTS.items() if start <= day][-1]
    year = day.year - _ERA_STARTS[era].year + 1
    letter = {"昭和": "S", "平成": "H", "令和": "R"}[era]
    said = "元" if year == 1 else str(year)
    texts = (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{era}{said}年{day.month}月{day.day}日",
        f"{letter}{year}.{day.month}.{day.day}",
        f"{letter}{year:02d}{day.month:02d}{day.day:02d}",
    )
    assert {read_birth_date(text) for text in texts} == {WrittenDate(day.year, day.month, day.day)}


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_none(text):
    found = read_birth_date(text)
    assert found is None or found.iso().startswith(f"{found.year:04d}")


@pytest.mark.parametrize(
    ("text", "digits"), [("七十代", "70代"), ("十", "10"), ("二十一", "21"), ("一〇", "10")]
)
def test_kanji_numbers_become_digits(text, digits):
    assert with_digits(text) == digits
