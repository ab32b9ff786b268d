"""Sides of A4: what stands beside what."""

import pytest

from exports.a4_sheet import HALF, TITLE, A4Sheet
from presentation.grid import Grid


@pytest.mark.parametrize(
    "caption",
    [
        "For reference: until when any destination can be reached, regardless of seats",
        "参考: 席を問わず、いずれかの避難先に間に合う時刻（この計画の限界ではない）",
    ],
)
def test_the_title_of_a_left_table_never_runs_into_the_right_one(caption: str) -> None:
    sheet = A4Sheet("t", "ja", lambda _sheet, _side: None)
    start = sheet.y
    sheet.facts(Grid(("", ""), (("a", "b"),), (False, True), caption="x"))
    short = start - sheet.y
    sheet.turn()
    sheet.facts(Grid(("", ""), (("a", "b"),), (False, True), caption=caption))
    # One more line of 11 pt, set with 1.3 of its size.
    assert start - sheet.y == pytest.approx(short + 11 * 1.3)


def test_a_title_that_is_a_little_too_long_stays_on_one_line() -> None:
    sheet = A4Sheet("t", "ja", lambda _sheet, _side: None)
    start = sheet.y
    # 23 letters of 11 pt are 253 pt, half the width of the paper less its margins is 249 pt.
    sheet.heading("あ" * 23, width=HALF)
    assert start - sheet.y == pytest.approx(TITLE)
    assert HALF < 23 * 11
