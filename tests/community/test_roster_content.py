"""Columns that only their cells show: squads in 活動, roles in 区分."""

import pytest

from community.roster_columns import MEMBERS_FORM, NEEDS_HELP_FORM
from community.roster_content import columns_by_content
from community.roster_mapping import MappedColumn
from domain.sheet import frame_of
from tests.each import each


def read(cells: dict[str, list[str]], known: dict[str, str] | None = None, form=MEMBERS_FORM):
    columns = [MappedColumn(i, text, (known or {}).get(text, "")) for i, text in enumerate(cells, start=1)]
    rows = [list(row) for row in zip(*cells.values(), strict=True)]
    return columns_by_content(columns, frame_of(rows, list(range(2, 2 + len(rows)))), form)


def test_roles_and_squads_show_themselves_and_it_is_said():
    found = read({"区分": ["班長", "副班長", "〃", "班員"], "活動": ["情報班", "情報", "消火班", ""]})
    assert [(one.column, one.is_by_content) for one in found] == [("役割", True), ("班", True)]


def test_a_known_header_goes_before_what_stands_in_other_columns():
    cells = {"班": ["?", "?", "?"], "活動": ["情報班", "消火班", "消火班"]}
    assert [one.column for one in read(cells, {"班": "班"})] == ["班", ""]


def test_two_columns_that_fit_equally_are_for_a_person_to_choose():
    cells = {"甲": ["情報班", "消火班", "本部"], "乙": ["情報班", "消火班", "本部"]}
    assert [one.column for one in read(cells)] == ["", ""]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        # Four of five are 0.8 of them.
        (["班長", "班員", "班員", "班員", "世話好き"], "役割"),
        (["班長", "班員", "班員", "世話好き"], ""),
        # Two cells are too few to say.
        (["班長", "班員"], ""),
        (["班長", "班員", "班員"], "役割"),
        (["", "", ""], ""),
    ],
)
def test_most_cells_and_three_at_least_must_be_read(cells, column):
    assert [one.column for one in read({"区分": cells})] == [column]


def test_the_other_list_and_what_a_person_left_out_stay():
    cells = {"区分": ["班長", "班員", "班員"]}
    assert [one.column for one in read(cells, form=NEEDS_HELP_FORM)] == [""]
    chosen = [MappedColumn(1, "区分", "", is_chosen=True)]
    rows = frame_of([[text] for text in cells["区分"]], [2, 3, 4])
    assert columns_by_content(chosen, rows, MEMBERS_FORM)[0].column == ""


YES = ["○", "×", "○", "〇"]


@each(
    ("header", "column"),
    [
        ("平日昼", "昼間参集可"),
        ("昼間出動", "昼間参集可"),
        ("日中に集まれますか", "昼間参集可"),
        ("夜・休日", "夜間参集可"),
        # Which of the two it is, or whether yes means that she can come, is for a person to say.
        ("昼夜", ""),
        ("昼間不在", ""),
        ("夜間の連絡可", ""),
        ("消防団", ""),
    ],
)
def test_availability_shows_itself_where_the_header_names_the_day_or_the_night(header, column):
    assert [(one.column, one.is_by_content) for one in read({header: YES})] == [(column, column != "")]


def test_words_below_a_header_of_the_day_are_no_availability():
    assert [one.column for one in read({"昼の勤め先": ["役所", "店", "役所"]})] == [""]


def test_two_columns_of_the_night_are_for_a_person_to_choose():
    assert [one.column for one in read({"平日夜": YES, "休日夜": YES})] == ["", ""]
