"""The list of people who need help: legal items, consent of three values, dates that exist."""

import pandas as pd

from community.needs_help import check_needs_help
from messages.fault_words import fault_words
from tests.each import each

GOOD = {
    "番号": "1",
    "校区": "甲校区",
    "氏名": "見本 甲",
    "ふりがな": "みほん こう",
    "生年月日": "昭和15年4月1日",
    "性別": "男",
    "住所": "見本町1丁",
    "電話番号": "720000001",
    "避難支援等を必要とする事由": "要介護3",
    "同意": "同意",
    "同意日": "令和8年4月1日",
    "支援者1": "見本 乙",
    "支援者1電話": "072-000-0002",
}
DISTRICTS = {"d-1": "甲", "d-2": "乙"}


def check(*rows: dict[str, str], **named: object):
    frame = pd.DataFrame([{**GOOD, **row} for row in rows]).astype("str")
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="line")
    return check_needs_help(frame, DISTRICTS, year=2026, file="x.csv", **named)


def keys(*rows: dict[str, str], **named: object) -> list[tuple[str, str, str]]:
    return [(fault.key, fault.column, str(fault.severity)) for fault in check(*rows, **named).faults]


def test_a_good_row_is_read():
    result = check({})
    assert result.faults == ()
    row = result.people.iloc[0]
    names = ["district_id", "birth", "sex", "phone", "consent", "consent_date", "supporter_1", "kana"]
    assert row[names].tolist() == [
        "d-1", "1940-04-01", "male", "0720000001", "agreed", "2026-04-01", "見本 乙", "みほんこう",
    ]  # fmt: skip
    assert result.readings.to_numpy().tolist() == [[2, "生年月日", "date"], [2, "同意日", "date"]]


@each(
    ("cells", "fault"),
    [
        ({"氏名": ""}, ("value_missing", "氏名", "error")),
        ({"住所": ""}, ("value_missing", "住所", "error")),
        ({"避難支援等を必要とする事由": ""}, ("value_missing", "避難支援等を必要とする事由", "error")),
        ({"氏名": "〃"}, ("roster_ditto", "氏名", "error")),
        ({"生年月日": ""}, ("needs_help_item_missing", "生年月日", "warning")),
        ({"性別": ""}, ("needs_help_item_missing", "性別", "warning")),
        ({"電話番号": ""}, ("needs_help_item_missing", "電話番号", "warning")),
        ({"生年月日": "昭和15年2月30日"}, ("roster_no_such_day", "生年月日", "error")),
        ({"生年月日": "2027-01-01"}, ("needs_help_date", "生年月日", "error")),
        ({"同意日": "いつか"}, ("needs_help_date", "同意日", "error")),
        ({"同意": "たぶん"}, ("needs_help_consent", "同意", "error")),
        ({"性別": "?!"}, ("needs_help_sex", "性別", "error")),
        ({"校区": "丙"}, ("roster_unknown_district", "校区", "error")),
        ({"電話番号": "x"}, ("roster_phone", "電話番号", "error")),
        ({"支援者1電話": "x"}, ("roster_phone", "支援者1電話", "error")),
        ({"ふりがな": "漢字"}, ("roster_kana", "ふりがな", "warning")),
        ({"氏名": "\ue000"}, ("roster_lost_character", "氏名", "warning")),
    ],
)
def test_each_fault_is_named_by_column(cells, fault):
    assert keys(cells) == [fault]
    for language in ("ja", "en"):
        assert "⟦" not in fault_words(language, check(cells).faults[0]).line()


@each(
    ("text", "consent"),
    [
        ("同意", "agreed"),
        ("有", "agreed"),
        ("○", "agreed"),
        ("不同意", "refused"),
        ("無", "refused"),
        ("×", "refused"),
        ("未回答", "unanswered"),
        ("", "unanswered"),
        ("未", "unanswered"),
        ("－", "unanswered"),
    ],
)
def test_no_answer_is_not_consent(text, consent):
    assert check({"同意": text}).people["consent"].tolist() == [consent]


def test_a_person_in_two_rows_is_told():
    assert keys({}, {"住所": "別の町"}) == [("needs_help_person_twice", "氏名", "warning")]
    assert keys({}, {"生年月日": "1950"}) == [("needs_help_person_twice", "氏名", "warning")]
    assert keys({}, {"生年月日": "1950", "住所": "別の町"}) == []
    assert keys({}, {"氏名": "見本 丙"}) == []


def test_a_district_of_another_ward_is_refused():
    assert keys({}, {"校区": "乙", "氏名": "乙"}, own_districts=frozenset({"d-1"})) == [
        ("roster_other_ward", "校区", "error")
    ]
    assert keys({"校区": ""}, own_districts=frozenset({"d-1"})) == []


def test_a_list_without_reason_or_rows_is_refused():
    frame = pd.DataFrame({"氏名": ["甲"], "住所": ["乙"]})
    result = check_needs_help(frame, DISTRICTS, year=2026)
    assert [(fault.key, fault.column) for fault in result.faults] == [
        ("column_missing", "避難支援等を必要とする事由")
    ]
    empty = pd.DataFrame({name: ["", ""] for name in GOOD})
    assert [fault.key for fault in check_needs_help(empty, DISTRICTS, year=2026).faults] == ["table_empty"]


def test_no_fault_carries_what_was_written():
    result = check({"電話番号": "秘密の番号", "同意": "秘密", "生年月日": "秘密"})
    assert "秘密" not in repr(result.faults)
    assert "秘密" not in result.marks.to_string()
