"""Ages of a list: the birth comes before the age, a bare decade is a decade, and doubts are told."""

import pandas as pd
import pytest

from community.roster_age_columns import read_ages
from community.roster_ages import ANY_AGE
from community.roster_columns import RosterColumn
from community.roster_sheet import RosterSheet

YEAR = 2026


def ages_of(*, heading: str = "年齢", **columns: list[str]) -> tuple[list[tuple[int, int]], set[str]]:
    frame = pd.DataFrame(columns).astype("str")
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="line")
    sheet = RosterSheet(frame, "x.csv", {RosterColumn.AGE.value: heading})
    low, high = read_ages(sheet, YEAR)
    return list(zip(low.tolist(), high.tolist(), strict=True)), {fault.key for fault in sheet.log.faults()}


def test_the_year_of_birth_comes_before_the_age():
    # Born in March 1951: 75 within 2026, or 74 before the birthday, which is no contradiction.
    assert ages_of(年代=["74"], 生年=["1951-03-01"]) == ([(75, 75)], set())
    found, told = ages_of(年代=["73"], 生年=["1951-03-01"])
    assert found == [(75, 75)]
    assert told == {"roster_age_differs"}


def test_a_bare_decade_under_the_heading_of_decades_is_ten_years_wide():
    assert ages_of(heading="年代", 年代=["70"]) == ([(70, 79)], {"roster_age_as_decade"})
    # Another bare number in the column says that it holds ages.
    assert ages_of(heading="年代", 年代=["70", "68"]) == ([(70, 70), (68, 68)], set())
    assert ages_of(年代=["70"]) == ([(70, 70)], set())


def test_what_is_not_written_leaves_every_age_possible():
    assert ages_of(年代=[""], 氏名=["甲"]) == ([(ANY_AGE.low, ANY_AGE.high)], set())


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"年代": ["若い"]}, "roster_age"),
        ({"生年": ["1951-02-30"]}, "roster_no_such_day"),
        ({"生年": ["きのう"]}, "roster_birth"),
    ],
)
def test_what_cannot_be_read_is_refused_once(cells: dict[str, list[str]], told: str):
    found, keys = ages_of(**cells)
    assert found == [(ANY_AGE.low, ANY_AGE.high)]
    assert keys == {told}
