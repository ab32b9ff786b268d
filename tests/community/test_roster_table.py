"""A sheet as a table: what people leave to the eye is put into each cell, and said."""

import pytest

from community.roster_columns import MEMBERS_FORM, NEEDS_HELP_FORM
from community.roster_mapping import ColumnMapping
from community.roster_table import read_table
from community.roster_words import DITTO
from domain.sheet import MergedCells
from tests.community.test_roster_header import make_sheet
from tests.each import each

HEADER = ["番号", "班", "役割", "氏名", "電話"]


def read(*rows, header=HEADER, **named):
    return read_table(make_sheet(header, *rows, **named), MEMBERS_FORM)


def readings(table):
    return table.readings.to_numpy().tolist()


def test_ditto_marks_are_read_as_the_cell_above():
    table = read(
        ["1", "本部", "班長", "甲", "072-000-0001"],
        ["2", "〃", "班員", "乙", "同上"],
        ["3", "〃", "〃", "丙", ""],
    )
    assert table.cells["班"].tolist() == ["本部"] * 3
    assert table.cells["電話番号"].tolist() == ["072-000-0001"] * 2 + [""]
    assert readings(table) == [
        [3, "班", "ditto"],
        [3, "電話", "ditto"],
        [4, "班", "ditto"],
        [4, "役割", "ditto"],
    ]


def test_nobody_is_named_by_a_ditto_mark_and_above_the_first_row_there_is_none():
    table = read(["1", "〃", "班長", "甲", ""], ["2", "本部", "班員", "〃", ""])
    assert table.cells["班"].tolist() == ["〃", "本部"]
    assert table.cells["氏名"].tolist() == ["甲", "〃"]
    assert readings(table) == []


@each("mark", sorted(DITTO))
def test_every_ditto_mark_is_met_in_the_form_that_cells_are_read_in(mark):
    # ″ is two primes once width is made regular.
    table = read(["1", "本部", "班長", "甲", ""], ["2", mark, "班員", "乙", ""])
    assert table.cells["班"].tolist() == ["本部"] * 2


def test_merged_cells_hold_their_text_in_each_line():
    rows = (["1", "本部", "班長", "甲", ""], ["2", "", "班員", "乙", ""], ["3", "", "班員", "丙", ""])
    table = read(*rows, merged=(MergedCells(2, 3, 1, 1),))
    assert table.cells["班"].tolist() == ["本部", "本部", ""]
    assert readings(table) == [[3, "班", "merged"]]


def test_a_squad_alone_in_a_row_is_that_of_the_people_below():
    table = read(
        ["", "【消火班】", "", "", ""],
        ["1", "", "班長", "甲", ""],
        ["情報班", "", "", "", ""],
        ["2", "", "班員", "乙", ""],
    )
    assert table.cells["班"].tolist() == ["消火班", "情報班"]
    assert [row[0::2] for row in readings(table)] == [
        [2, "section"],
        [3, "section"],
        [4, "section"],
        [5, "section"],
    ]
    own = read(["", "【消火班】", "", "", ""], ["1", "本部", "班長", "甲", ""])
    assert own.cells["班"].tolist() == ["本部"]


def test_a_list_without_a_column_of_squads_takes_them_from_such_rows():
    table = read(["【消火班】", "", ""], ["班長", "甲", ""], header=["役割", "氏名", "電話"])
    assert table.cells["班"].tolist() == ["消火班"]


@each(
    ("row", "rule"),
    [
        (["合計", "", "", "3名", ""], "total"),
        (["", "", "", "小計 3人", ""], "total"),
        (["計", "本部", "", "3", ""], "total"),
        (["※印は女性です", "", "", "", ""], "remark"),
        (["", "この名簿は令和8年4月1日現在のものです", "", "", ""], "remark"),
        (["", "", "", "※名簿の写しを禁じます", ""], "remark"),
        (["12", "", "", "", ""], "number_only"),
        (HEADER, "repeated_header"),
    ],
)
def test_rows_that_are_no_person_are_left_out_and_said(row, rule):
    table = read(["1", "本部", "班長", "甲", ""], row)
    assert table.cells["氏名"].tolist() == ["甲"]
    assert readings(table) == [[3, "", rule]]


@pytest.mark.parametrize(
    "row",
    [
        # A name alone is a person of whom everything else is missing: never dropped.
        ["", "", "", "乙", ""],
        ["", "", "", "計 一郎", "072-000-0001"],
        ["2", "本部", "", "計", "072-000-0001"],
        ["", "本部", "班員", "", ""],
        ["x", "", "", "", ""],
    ],
)
def test_rows_that_may_be_a_person_are_kept(row):
    assert len(read(["1", "本部", "班長", "甲", ""], row).cells) == 2


def test_widths_are_made_regular_and_formulas_are_refused():
    table = read(["１", "本部", "班長", "ﾐﾎﾝ　ﾀﾛｳ", '="0720000001"'], ["2", "本部", "班員", "乙", "=cmd|x"])
    assert table.cells["氏名"].tolist() == ["ミホン タロウ", "乙"]
    assert table.cells["電話番号"].tolist() == ["0720000001", ""]
    assert readings(table) == [[2, "番号", "width"], [2, "氏名", "width"], [2, "電話", "quoted"]]
    assert [(fault.key, fault.row, fault.column) for fault in table.faults] == [("cell_formula", "3", "電話")]
    assert table.marks[["line", "key"]].to_numpy().tolist() == [[3, "cell_formula"]]


def test_the_other_list_is_refused_and_none_of_it_is_read():
    header = ["氏名", "住所", "事由", "要介護度", "同意"]
    table = read(["甲", "乙町", "要介護3", "3", "有"], header=header)
    assert [fault.key for fault in table.faults] == ["roster_is_needs_help"]
    assert table.cells.empty
    sheet = make_sheet(HEADER, ["1", "本部", "班長", "甲", ""])
    assert [fault.key for fault in read_table(sheet, NEEDS_HELP_FORM).faults] == ["roster_is_members"]
    titled = make_sheet(["避難行動要支援者名簿"], ["氏名", "電話"], ["甲", ""])
    assert [fault.key for fault in read_table(titled, MEMBERS_FORM).faults] == ["roster_is_needs_help"]


def test_a_corrected_mapping_is_used():
    sheet = make_sheet(["班", "役割", "氏名", "きまぐれ"], ["本部", "班長", "甲", "072-000-0001"])
    mapping = ColumnMapping().with_choice("きまぐれ", "電話番号")
    table = read_table(sheet, MEMBERS_FORM, mapping)
    assert table.cells["電話番号"].tolist() == ["072-000-0001"]
    assert table.headers["電話番号"] == "きまぐれ"
    assert table.faults == ()
    assert [fault.key for fault in read_table(sheet, MEMBERS_FORM).faults] == ["roster_column_ignored"]


def test_hidden_rows_are_read_and_said():
    from dataclasses import replace

    sheet = replace(
        make_sheet(HEADER, ["1", "本部", "班長", "甲", ""], ["2", "本部", "班員", "乙", ""]),
        hidden_lines=frozenset({3, 9}),
    )
    table = read_table(sheet, MEMBERS_FORM)
    assert len(table.cells) == 2
    assert [(fault.key, fault.row) for fault in table.faults] == [("roster_hidden_rows", "3")]


def test_an_empty_sheet_and_one_without_header_are_said():
    assert [fault.key for fault in read_table(make_sheet(), MEMBERS_FORM).faults] == ["table_empty"]
    unknown = read_table(make_sheet(["本部", "班長", "見本甲"]), MEMBERS_FORM)
    assert [fault.key for fault in unknown.faults] == ["header_unknown"]
    assert "見本" not in repr(unknown.faults)


def test_a_role_that_names_its_squad_gives_both_where_the_list_has_no_squad():
    rows = (["1", "会長", "甲"], ["2", "情報班長", "乙"], ["3", "〃", "丙"], ["4", "顧問", "丁"])
    table = read_table(make_sheet(["番号", "役職", "氏名"], *rows), MEMBERS_FORM)
    assert table.cells["班"].tolist() == ["本部班", "情報", "情報", ""]
    assert table.cells["役割"].tolist() == ["会長", "班長", "班長", "顧問"]
    assert [row for row in readings(table) if row[2] == "squad_in_role"] == [
        [2, "役職", "squad_in_role"],
        [3, "役職", "squad_in_role"],
        [4, "役職", "squad_in_role"],
    ]


def test_a_squad_of_its_own_is_never_changed_by_a_role():
    table = read(
        ["1", "情報班", "情報班長", "甲", ""],
        ["2", "消火班", "情報班長", "乙", ""],
        ["3", "消火班", "会計", "丙", ""],
    )
    assert table.cells["班"].tolist() == ["情報班", "消火班", "消火班"]
    assert table.cells["役割"].tolist() == ["班長", "情報班長", "会計"]


def test_a_column_that_its_cells_show_is_read_and_said():
    rows = (["本部", "会長", "甲"], ["情報班", "班長", "乙"], ["情報班", "班員", "丙"])
    table = read_table(make_sheet(["班", "区分", "氏名"], *rows), MEMBERS_FORM)
    assert table.cells["役割"].tolist() == ["会長", "班長", "班員"]
    assert [(one.key, one.column, one.expected) for one in table.faults] == [
        ("roster_column_by_content", "区分", "役割")
    ]


@pytest.mark.parametrize("row", [["", "", "", "班　計", "6"], ["合計", "", "", "16組織", "352人"]])
def test_totals_of_squads_and_of_organisations_are_no_person(row):
    table = read(["1", "本部", "班長", "甲", ""], row)
    assert table.cells["氏名"].tolist() == ["甲"]
    assert [3, "", "total"] in readings(table)
