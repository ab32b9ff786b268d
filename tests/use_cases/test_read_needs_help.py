"""The list of people who need help has its own reader; neither list is read as the other."""

import pandas as pd
import pytest

from community.roster_columns import NEEDS_HELP_FORM
from community.roster_mapping import ColumnMapping
from tests.data.readers.workbooks import make_workbook
from tests.toy_city import make_toy_bundle
from use_cases.give_back_roster import give_back_roster
from use_cases.read_needs_help import read_needs_help
from use_cases.upload_roster import RosterChoices, upload_roster

HELPED = [
    ["避難行動要支援者名簿", "", "", "", ""],
    ["氏名", "住所", "支援を必要とする事由", "生年月日", "同意"],
    ["見本 甲", "見本町1丁", "要介護3", "昭和15年4月1日", "有"],
    ["見本 乙", "見本町2丁", "", "昭和15年2月30日", "未"],
]
MEMBERS = [["班", "役職", "氏名"], ["本部", "会長", "見本 丙"]]


def csv(rows):
    return "\n".join(",".join(row) for row in rows).encode("cp932")


@pytest.mark.parametrize("make", [csv, lambda rows: make_workbook({"名簿": rows})], ids=["csv", "xlsx"])
def test_it_is_read_with_its_own_columns_and_given_back(make):
    content = make(HELPED)
    reading = read_needs_help(content, {"d": "甲"}, year=2026, file="名簿")
    found = {
        (fault.key, fault.row, fault.column) for fault in reading.faults if str(fault.severity) == "error"
    }
    assert found == {("value_missing", "4", "支援を必要とする事由"), ("roster_no_such_day", "4", "生年月日")}
    assert reading.refused
    assert reading.people.empty
    good = read_needs_help(make(HELPED[:3]), {"d": "甲"}, year=2026)
    assert good.people[["name", "birth", "consent"]].to_numpy().tolist() == [
        ["見本 甲", "1940-04-01", "agreed"]
    ]
    given, ending = give_back_roster(
        content,
        "名簿",
        NEEDS_HELP_FORM,
        sheet=reading.sheet.name,
        header_line=reading.header_line,
        marks=reading.marks,
        language="ja",
    )
    assert len(given) > 100
    assert ending == (".xlsx" if reading.sheet.name else ".csv")


def test_neither_list_is_read_as_the_other():
    members = read_needs_help(csv(MEMBERS), {}, year=2026, file="x.csv")
    assert [fault.key for fault in members.faults] == ["roster_is_members"]
    assert members.people.empty
    helped = upload_roster(csv(HELPED), make_toy_bundle().strength, year=2026, file="x.csv")
    assert [fault.key for fault in helped.faults] == ["roster_is_needs_help"]
    assert (helped.members.empty, helped.counts.empty, helped.refused) == (True, True, True)


def test_a_missing_column_is_named():
    rows = [["氏名", "住所", "同意"], ["見本 甲", "見本町", "有"]]
    reading = read_needs_help(csv(rows), {}, year=2026, file="x.csv")
    assert [(fault.key, fault.row, fault.column) for fault in reading.faults] == [
        ("roster_column_missing", "1", "避難支援等を必要とする事由")
    ]


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        ("同意", []),
        ("名簿情報提供同意区分", []),
        # A refusal that is not read would be given where an ordinance provides for it.
        ("同意についての回答", [("needs_help_consent_unread", "error", "4")]),
        ("メモ", [("needs_help_no_consent", "warning", None)]),
    ],
)
def test_answers_of_consent_are_never_lost_unsaid(header, faults):
    rows = [["氏名", "住所", "事由", header], ["見本 甲", "見本町", "身体", "不同意"]]
    reading = read_needs_help(csv(rows), {}, year=2026, file="x.csv")
    found = [(one.key, str(one.severity), one.value) for one in reading.faults if "consent" in one.key]
    assert found == faults


def test_a_column_of_consent_that_its_owner_leaves_out_is_left_out():
    rows = [["氏名", "住所", "事由", "同意書の場所"], ["見本 甲", "見本町", "身体", "棚"]]
    mapping = ColumnMapping().with_choice("同意書の場所", "")
    reading = read_needs_help(csv(rows), {}, year=2026, file="x.csv", mapping=mapping)
    assert [one.key for one in reading.faults if "consent" in one.key] == ["needs_help_no_consent"]


def test_of_several_sheets_the_one_that_looks_like_the_list_is_read():
    strength = make_toy_bundle().strength
    rows = [["組織ID", *MEMBERS[0]], ["org-1", *MEMBERS[1]]]
    content = make_workbook({"表紙": [["表題"]], "名簿": rows})
    result = upload_roster(content, strength, year=2026, file="x.xlsx")
    assert [(fault.key, str(fault.severity), fault.value) for fault in result.faults] == [
        ("sheet_chosen", "warning", "名簿")
    ]
    assert result.people == 1
    two = make_workbook({"4月": rows, "5月": rows})
    several = upload_roster(two, strength, year=2026, file="x.xlsx")
    assert [(fault.key, fault.expected) for fault in several.faults] == [("sheets_several", "4月, 5月")]
    chosen = upload_roster(two, strength, year=2026, file="x.xlsx", choices=RosterChoices(sheet="5月"))
    assert (chosen.faults, chosen.people) == ((), 1)
    none = upload_roster(make_workbook({"a": [["x"]], "b": [["y"]]}), strength, year=2026, file="x.xlsx")
    assert [fault.key for fault in none.faults] == ["header_unknown"]
    assert isinstance(none.members, pd.DataFrame)
