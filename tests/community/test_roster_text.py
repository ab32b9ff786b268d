"""Texts in one form: widths, names, telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.roster_text import (
    folded_name,
    has_private_character,
    hiragana,
    is_formula,
    lost_zero,
    read_phone,
    tidy,
    unquoted,
)
from tests.each import each


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("見本　太郎", "見本 太郎"),
        ("ﾐﾎﾝ ﾊﾅｺ", "ミホン ハナコ"),
        ("１２３", "123"),
        ("㈱見本", "(株)見本"),
        ("\ufeff見本\u200b", "見本"),
        (" 見本\n花子 ", "見本 花子"),
        # Another shape of a name's character is the name: U+FA19 stays as it is.
        ("\ufa19田", "\ufa19田"),
    ],
)
def test_texts_have_usual_widths_and_names_keep_their_characters(text, plain):
    assert tidy(text) == plain


@given(st.text())
def test_tidy_texts_stay_as_they_are(text):
    assert tidy(tidy(text)) == tidy(text)


@each(
    ("one", "other"),
    [
        ("髙橋　花子", "高橋花子"),
        ("山﨑", "山崎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("𠮷田", "吉田"),
        ("\ufa19田", "神田"),
        ("辻\U000e0100", "辻"),
        ("見本 ハナ子", "見本はな子"),
    ],
)
def test_variants_of_a_name_compare_equal(one, other):
    assert folded_name(one) == folded_name(other)


def test_other_names_do_not():
    assert folded_name("見本 一郎") != folded_name("見本 二郎")


@each(
    ("text", "number"),
    [
        ("", ""),
        ("072-000-0001", "072-000-0001"),
        ("(072)000-0001", "072-000-0001"),
        ("０７２ー０００ー０００１", "072-000-0001"),
        ("0720000001", "0720000001"),
        ("TEL:072-000-0001", "072-000-0001"),
        ("+81-72-000-0001", "0720000001"),
        ("090-0000-0001", "090-0000-0001"),
        # Nine digits of a fixed line, ten of a mobile one: the zero was lost.
        ("720000001", "0720000001"),
        ("9000000001", "09000000001"),
        ("72-000-0001", "072-000-0001"),
        # Without area code six to eight digits.
        ("200-0001", "200-0001"),
        ("072-000-0001 / 090-0000-0001", "072-000-0001 090-0000-0001"),
        ("072-000-0001\n090-0000-0001", "072-000-0001 090-0000-0001"),
        ("12345", None),
        ("123456789012", None),
        ("072-000-000", None),
        ("090-0000-000", None),
        ("なし", ""),
        ("不明", ""),
        ("あり", None),
    ],
)
def test_telephone_numbers_as_people_write_them(text, number):
    assert read_phone(text) == number


@given(st.integers(10**8, 10**9 - 1))
def test_a_lost_zero_is_put_back_and_said(number):
    assert lost_zero(str(number))
    assert not lost_zero(f"0{number}")
    assert read_phone(str(number)) in {f"0{number}", None}


def test_mobile_numbers_lose_their_zero_too():
    assert lost_zero("9000000001")
    assert not lost_zero("1000000001")
    assert not lost_zero("200-0001")


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_none(text):
    found = read_phone(text)
    assert found is None or set(found) <= set("0123456789- ")


@each(
    ("text", "formula"),
    [
        ("=1+1", True),
        ("@SUM(A1)", True),
        ("+cmd|x", True),
        ("-2+A1", False),
        ("-", False),
        ("+81 72", False),
        ("－", False),
        ("", False),
        ("見本=1", False),
        ("-A1", True),
    ],
)
def test_what_a_spreadsheet_would_compute(text, formula):
    assert is_formula(text) is formula


@pytest.mark.parametrize(
    ("text", "plain"), [('="090"', "090"), ("'=1", "=1"), ("'-", "-"), ("'a", "'a"), ('="a"b"', '="a"b"')]
)
def test_what_keeps_a_text_a_text_is_taken_off(text, plain):
    assert unquoted(text) == plain


def test_characters_of_one_machine_only_are_found():
    assert has_private_character("\ue000田")
    assert has_private_character("\ufffd田")
    assert not has_private_character("髙橋𠮷")


def test_kana_have_one_form():
    assert hiragana("ﾐﾎﾝ　ハナコ") == hiragana("みほん はなこ") == "みほんはなこ"
