"""Columns that are one: 姓 beside 名, and the several cards of a person."""

from community.roster_columns import MEMBERS_FORM, NEEDS_HELP_FORM
from community.roster_table import read_table
from tests.community.test_roster_header import make_sheet


def test_family_and_given_names_are_one_name():
    header = ["班", "役職", "姓", "名", "セイ", "メイ"]
    rows = (["本部", "会長", "見本", "一郎", "ミホン", "イチロウ"], ["本部", "副会長", "架空", "", "", ""])
    table = read_table(make_sheet(header, *rows), MEMBERS_FORM)
    assert table.cells["氏名"].tolist() == ["見本 一郎", "架空"]
    assert table.cells["ふりがな"].tolist() == ["ミホン イチロウ", ""]
    assert table.headers["氏名"] == "姓 名"
    assert table.faults == ()


def test_a_mark_for_the_family_above_is_asked_about_and_names_nobody():
    rows = (["本部", "会長", "見本", "一郎"], ["本部", "副会長", "〃", "花子"])
    table = read_table(make_sheet(["班", "役職", "姓", "名"], *rows), MEMBERS_FORM)
    assert table.cells["氏名"].tolist() == ["見本 一郎", "〃"]


def test_one_part_alone_and_a_whole_name_beside_it_are_left_as_they_are():
    alone = read_table(make_sheet(["班", "役職", "名"], ["本部", "会長", "一郎"]), MEMBERS_FORM)
    assert "氏名" not in alone.cells
    rows = (["本部", "会長", "見本 一郎", "見本", "一郎"],)
    whole = read_table(make_sheet(["班", "役職", "氏名", "姓", "名"], *rows), MEMBERS_FORM)
    assert whole.cells["氏名"].tolist() == ["見本 一郎"]


def test_all_cards_of_a_person_are_kept_behind_their_headers():
    header = ["氏名", "住所", "事由", "身体障害者手帳等級", "療育手帳判定", "難病"]
    rows = (
        ["甲", "架空町1", "身体", "1級", "", "あり"],
        ["乙", "架空町2", "療育", "", "A", ""],
        ["丙", "架空町3", "高齢", "", "", ""],
    )
    table = read_table(make_sheet(header, *rows), NEEDS_HELP_FORM)
    assert table.cells["障害"].tolist() == ["身体障害者手帳等級 1級;難病 あり", "療育手帳判定 A", ""]
    assert table.faults == ()


def test_one_card_is_kept_as_it_is_written():
    rows = (["甲", "架空町1", "身体", "1級"],)
    table = read_table(make_sheet(["氏名", "住所", "事由", "手帳等級"], *rows), NEEDS_HELP_FORM)
    assert table.cells["障害"].tolist() == ["1級"]
