"""Headers of the two lists, and how one is told from the other."""

import pytest

from community.roster_columns import (
    FORMS,
    MEMBERS_FORM,
    NEEDS_HELP_FORM,
    column_of,
    is_other_list,
    other_form,
    without_brackets,
)
from tests.each import each


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.kind.value)
def test_every_column_of_the_template_is_read_as_itself(form):
    assert [column_of(column, form.headers) for column in form.columns] == list(form.columns)
    assert set(form.headers.values()) == set(form.columns) == set(form.keys)


@each(
    ("header", "column"),
    [
        ("氏　名", "氏名"),
        ("お名前", "氏名"),
        ("※氏名", "氏名"),
        ("氏名（漢字）", "氏名"),
        ("ＴＥＬ", "電話番号"),
        ("役　職", "役割"),
        ("フリガナ", "ふりがな"),
        ("年\n齢", "年代"),
        ("ﾒｰﾙ", "メール"),
        ("班別", "班"),
        ("所属する班", "班"),
        ("役職等", "役割"),
        ("職", "役割"),
        ("年齢区分", "年代"),
        ("電話番号１", "電話番号"),
        ("電話番号②", "携帯電話"),
        ("校区自主防災組織の名称", "組織名"),
        ("組織", "組織名"),
        ("小学校区名", "校区"),
        ("肩書", "役割"),
        ("班の中での役割", "役割"),
        ("あなたのお名前", "氏名"),
        ("お持ちの資格", "資格"),
        ("年齢層", "年代"),
        ("名", ""),
        ("等", ""),
        ("血液型等", ""),
        ("血液型", ""),
        ("", ""),
    ],
)
def test_headers_are_met_whatever_their_width_and_blanks(header, column):
    assert column_of(header, MEMBERS_FORM.headers) == column


def test_the_two_lists_are_told_apart_by_columns_that_only_one_has():
    assert other_form(MEMBERS_FORM) is NEEDS_HELP_FORM
    assert other_form(NEEDS_HELP_FORM) is MEMBERS_FORM
    helped = ["氏名", "住所", "事由", "要介護度", "同意"]
    assert is_other_list(helped, MEMBERS_FORM)
    assert not is_other_list(helped, NEEDS_HELP_FORM)
    members = ["氏名", "班", "役職", "電話"]
    assert is_other_list(members, NEEDS_HELP_FORM)
    assert not is_other_list(members, MEMBERS_FORM)
    # One column of the other list alone is none: members may note 手帳 or 班 of their own.
    assert not is_other_list(["氏名", "班", "手帳"], MEMBERS_FORM)
    assert not is_other_list(["氏名", "事由", "班"], NEEDS_HELP_FORM)


def test_notes_in_brackets_are_taken_off():
    assert without_brackets("榎校区自主防災会（模擬）[控]") == "榎校区自主防災会"
    assert without_brackets("（なし") == "（なし"
