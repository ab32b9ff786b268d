"""Whatever a name holds, no document takes it for more than a name."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presentation.plain_text import (
    csv_text,
    html_text,
    is_formula_like,
    markdown_text,
    readable_text,
    ruby_html,
    without_readings,
)
from tests.each import each

JOINER = "\N{WORD JOINER}"


def test_every_mark_of_markdown_is_escaped_and_kept_apart() -> None:
    said = markdown_text("*a* [x](http://b.c)")
    assert said.replace(JOINER, "") == r"\*a\* \[x\](http\://b.c)"
    # Links are found again where ``http://`` or ``b.c`` stand together, escaped or not.
    assert said.count(JOINER) == sum(letter in string.punctuation for letter in "*a* [x](http://b.c)")


def test_a_label_with_a_number_is_read_out_without_escapes() -> None:
    # What a screen reader is given of a label is the text with its escapes.
    assert markdown_text("1. 堀上町-2 (人: 50%)").replace(JOINER, "") == "1. 堀上町-2 (人: 50%)"


@given(st.text())
def test_without_its_escapes_markdown_is_the_text_again(said: str) -> None:
    shown = markdown_text(said)
    assert "\n" not in shown
    back = shown
    for mark in string.punctuation:
        back = back.replace(f"{JOINER}\\{mark}", mark) if mark != "\\" else back
    back = back.replace(f"{JOINER}\\\\", "\\")
    for mark in string.punctuation:
        back = back.replace(f"{JOINER}{mark}", mark)
    assert back == " ".join(readable_text(said).split())


def test_html_is_escaped_and_keeps_its_lines() -> None:
    assert html_text("<script>a & 'b'</script>\n2") == (
        "&lt;script&gt;a &amp; &#x27;b&#x27;&lt;/script&gt;<br>2"
    )


@each("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "  ="])
def test_no_text_becomes_a_formula(start: str) -> None:
    said = f"{start}1+1"
    assert is_formula_like(said)
    assert csv_text(said) == f"'{said}"


def test_other_text_stays_as_it_is_in_a_csv() -> None:
    assert not is_formula_like("第1-2小学校")
    assert csv_text("第1-2小学校") == "第1-2小学校"


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_can_be_encoded(said: str) -> None:
    for shown in (readable_text(said), html_text(said), markdown_text(said), csv_text(said)):
        shown.encode("utf-8")


def test_half_a_surrogate_pair_and_control_characters_are_replaced() -> None:
    assert readable_text("a\ud800b\x07c\td\ne") == "a�b�c\td\ne"


@each("mark", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_marks_of_direction_are_left_out_so_that_no_figure_is_turned_round(mark: str) -> None:
    assert html_text(f"甲{mark}乙 120人") == "甲乙 120人"


def test_joiners_within_a_character_are_kept() -> None:
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    assert readable_text(family) == family


@pytest.mark.parametrize(
    ("said", "html"),
    [
        ("道（みち）", "<ruby>道<rp>（</rp><rt>みち</rt><rp>）</rp></ruby>"),
        ("ここを通（とお）る", "ここを<ruby>通<rp>（</rp><rt>とお</rt><rp>）</rp></ruby>る"),
        ("さつき野（さつきの）", "<ruby>さつき野<rp>（</rp><rt>さつきの</rt><rp>）</rp></ruby>"),
        # の is not read where only it stands before the kanji.
        ("町の野（の）", "町の<ruby>野<rp>（</rp><rt>の</rt><rp>）</rp></ruby>"),
        ("旭ヶ丘（あさひがおか）", "<ruby>旭ヶ丘<rp>（</rp><rt>あさひがおか</rt><rp>）</rp></ruby>"),
        # What is no reading stays in its brackets, and markup of a file stays text.
        ("席（にげる人）", "席（にげる人）"),
        ("<b>町</b>（まち）", "&lt;b&gt;町&lt;/b&gt;（まち）"),
    ],
)
def test_readings_in_brackets_become_furigana(said: str, html: str) -> None:
    assert ruby_html(said) == html


def test_readings_can_be_left_out_where_there_is_no_room() -> None:
    assert without_readings("津波（つなみ）から通（とお）る（夜（よる））") == "津波から通る（夜）"
    assert without_readings("席（にげる人）") == "席（にげる人）"
