"""The header of a list: below titles, in one row or two, over merged cells."""

from dataclasses import replace

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from community.roster_columns import MEMBERS_FORM
from community.roster_header import SEARCHED, find_header
from domain.sheet import MergedCells, Sheet, empty_sheet, frame_of

HEADERS = MEMBERS_FORM.headers


def make_sheet(*rows: list[str], merged: tuple[MergedCells, ...] = (), first: int = 1) -> Sheet:
    """Return a sheet whose rows stand on consecutive lines; empty rows are left out, as readers do."""
    kept = [(first + i, list(row)) for i, row in enumerate(rows) if any(row)]
    frame = frame_of([row for _, row in kept], [line for line, _ in kept])
    widths = pd.Series(frame.shape[1], index=frame.index).to_numpy()
    return replace(empty_sheet("x.csv"), rows=frame, widths=widths, merged=merged)


def found(*rows: list[str], **named: object):
    return find_header(make_sheet(*rows, **named), HEADERS)


def test_the_header_is_found_below_titles():
    header = found(
        ["令和8年度 名簿"],
        [""],
        ["", "作成 総務班"],
        ["班", "役職", "氏名", "血液型"],
        ["本部", "会長", "甲"],
    )
    assert (header.lines, header.rows_above) == ((4,), 2)
    assert header.columns == ("班", "役割", "氏名", "")


def test_one_known_word_is_no_header():
    assert found(["氏名"], ["甲"], ["乙"]) is None
    assert found() is None


def test_two_rows_are_one_header_over_merged_cells():
    # 連絡先 spans two columns; below it stand 自宅 and 携帯.
    rows = (
        ["班", "役職", "氏名", "連絡先", ""],
        ["", "", "", "自宅", "携帯"],
        ["本部", "会長", "甲", "1", "2"],
    )
    header = found(*rows, merged=(MergedCells(1, 1, 3, 4),))
    assert header.lines == (1, 2)
    assert header.columns == ("班", "役割", "氏名", "電話番号", "携帯電話")
    assert header.texts[3:] == ("連絡先 自宅", "連絡先 携帯")


def test_without_merged_cells_the_lower_word_is_enough():
    header = found(["班", "役職", "氏名", "連絡先", ""], ["", "", "", "電話", "メール"])
    assert header.columns[3:] == ("電話番号", "メール")


def test_a_person_below_the_header_is_no_part_of_it():
    # 本部 is a squad and no header; under 班, which is known, it makes the row a person.
    header = found(["班", "役職", "氏名", "資格"], ["本部", "会長", "甲", "資格"])
    assert header.lines == (1,)


def test_rows_that_are_not_neighbours_are_not_one_header():
    header = found(["班", "役職", "氏名", "連絡先", ""], [""], ["", "", "", "自宅", "携帯"])
    assert header.lines == (1,)


def test_the_first_of_equal_rows_is_the_header():
    header = found(["班", "役職", "氏名"], ["班", "役職", "氏名"])
    assert header.lines == (1,)


def test_a_row_that_names_more_columns_goes_before_one_that_names_fewer():
    assert found(["氏名", "班"], ["班", "役割", "氏名"]).lines == (2,)


def test_no_header_is_looked_for_below_the_first_lines():
    titles = [["表題"]] * (SEARCHED - 1)
    assert found(*titles, ["班", "役割", "氏名"]).lines == (SEARCHED,)
    assert found(*titles, ["表題"], ["班", "役割", "氏名"]) is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["令和8年度", "堺区", "作成者", ""]), max_size=8),
    st.permutations(["班", "役職", "お名前", "年齢", "TEL", "備考"]),
    st.integers(0, 3),
)
def test_a_header_is_found_wherever_it_stands(titles, words, shift):
    rows = [[title] for title in titles]
    header = found(*rows, [*[""] * shift, *words], ["x"] * (shift + len(words)))
    assert header.lines == (len(titles) + 1,)
    assert header.rows_above == sum(bool(title) for title in titles)
    assert [column for column in header.columns if column] == [HEADERS[word.lower()] for word in words]
