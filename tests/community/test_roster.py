"""Members lists: all faults by row and column, no personal value, counts and their effect."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.roster import check_members
from community.roster_columns import RosterColumn
from domain.faults import count_faults
from domain.vocabulary import Post, Severity
from messages.fault_words import fault_words
from tests.community.test_organisations import make_organisations
from tests.each import each

COLUMNS = [
    "組織ID",
    "組織名",
    "班",
    "役割",
    "氏名",
    "年代",
    "生年",
    "昼間参集可",
    "夜間参集可",
    "資格",
    "備考",
]
GOOD = ("org-1", "", "本部班", "班長", "見本甲", "60代", "", "○", "×", "防災士", "")


def sheet(*rows, columns=COLUMNS):
    """Return a list as it is read: row i stands on line i + 2."""
    frame = pd.DataFrame(list(rows), columns=columns).astype("str")
    frame.index = pd.RangeIndex(2, len(frame) + 2, name="line")
    return frame


def check(frame):
    return check_members(frame, make_organisations(), year=2026, file="members.csv")


def faults_of(frame):
    return [(fault.key, fault.row, fault.column, str(fault.severity)) for fault in check(frame).faults]


def changed(**cells):
    return tuple(cells.get(header, value) for header, value in zip(COLUMNS, GOOD, strict=True))


def test_a_good_row_is_counted_without_fault():
    result = check(sheet(GOOD))
    assert result.faults == ()
    assert not result.refused
    row = result.counts.iloc[0]
    names = ["members", "leaders", "deputies", "over_75", "age_unknown", "day_yes", "night_yes", "skilled"]
    assert (row["org_id"], row["post"]) == ("org-1", "headquarters")
    assert row[names].tolist() == [1, 1, 0, 0, 0, 1, 0, 1]


@each(
    ("cells", "fault"),
    [
        ({"組織ID": "org-9"}, ("roster_unknown_org", "2", "組織ID", "error")),
        ({"組織ID": ""}, ("value_missing", "2", "組織ID", "error")),
        ({"班": "料理班"}, ("roster_unknown_squad", "2", "班", "error")),
        ({"役割": "顧問"}, ("roster_unknown_role", "2", "役割", "error")),
        ({"氏名": ""}, ("value_missing", "2", "氏名", "error")),
        ({"氏名": "〃"}, ("roster_ditto", "2", "氏名", "error")),
        ({"年代": "若い"}, ("roster_age", "2", "年代", "error")),
        ({"年代": "65代"}, ("roster_age", "2", "年代", "error")),
        ({"生年": "1890"}, ("roster_birth", "2", "生年", "error")),
        ({"生年": "2027"}, ("roster_birth", "2", "生年", "error")),
        ({"生年": "昭和"}, ("roster_birth", "2", "生年", "error")),
        ({"生年": "昭和32年2月30日"}, ("roster_no_such_day", "2", "生年", "error")),
        ({"生年": "平成31年5月1日"}, ("roster_no_such_day", "2", "生年", "error")),
        ({"夜間参集可": "たぶん"}, ("roster_yes_no", "2", "夜間参集可", "error")),
    ],
)
def test_each_fault_is_named_by_row_and_column(cells, fault):
    result = check(sheet(changed(**cells)))
    assert [(f.key, f.row, f.column, str(f.severity)) for f in result.faults] == [fault]
    assert result.refused
    assert result.counts.empty


def test_all_faults_come_at_once():
    bad = ("org-9", "", "x", "y", "", "?歳", "9999", "z", "z", "", "")
    assert len(faults_of(sheet(bad, GOOD, bad))) == 16


def test_a_second_leader_of_a_squad_is_a_fault_in_its_row():
    again = changed(氏名="見本乙")
    assert faults_of(sheet(GOOD, again)) == [("roster_leader_twice", "3", "役割", "error")]
    elsewhere = changed(氏名="見本乙", 班="情報班")
    assert faults_of(sheet(GOOD, elsewhere)) == []


def test_leaders_of_squads_that_nobody_knows_are_not_compared():
    unknown = [changed(班="踊り班", 氏名=name) for name in ("甲", "乙")]
    assert {key for key, *_ in faults_of(sheet(*unknown))} == {"roster_unknown_squad"}
    nowhere = [changed(組織ID="org-9", 氏名=name) for name in ("甲", "乙")]
    assert {key for key, *_ in faults_of(sheet(*nowhere))} == {"roster_unknown_org"}


def test_the_same_name_twice_in_an_organisation_is_a_warning():
    again = changed(氏名="見本　甲", 班="情報班", 役割="班員")
    assert faults_of(sheet(GOOD, again)) == [("roster_person_twice", "3", "氏名", "warning")]
    assert faults_of(sheet(GOOD, changed(組織ID="org-2"))) == []


def test_missing_columns_are_named():
    frame = sheet(("甲", "乙"), columns=["氏名", "年代"])
    assert faults_of(frame) == [
        ("column_missing", "1", "組織ID", "error"),
        ("column_missing", "1", "班", "error"),
        ("column_missing", "1", "役割", "error"),
    ]


@pytest.mark.parametrize("lost", ["班", "役割", "氏名"])
def test_each_column_that_a_list_must_have_is_asked_for(lost):
    frame = sheet(GOOD).drop(columns=lost)
    assert faults_of(frame) == [("column_missing", "1", lost, "error")]


def test_other_columns_may_be_missing():
    result = check(sheet(GOOD)[["組織ID", "班", "役割", "氏名"]])
    assert result.faults == ()
    assert result.counts.iloc[0][["members", "age_unknown", "day_yes", "skilled"]].tolist() == [1, 1, 0, 0]


def test_faults_name_the_header_as_written():
    frame = sheet(changed(班="?"))
    result = check_members(frame, make_organisations(), year=2026, headers={"班": "所属 班"})
    assert [(fault.key, fault.column) for fault in result.faults] == [("roster_unknown_squad", "所属 班")]


def test_an_organisation_may_be_named_instead_of_numbered():
    result = check(sheet(changed(組織ID="", 組織名="乙")))
    assert (result.faults, result.counts["org_id"].tolist()) == ((), ["org-2"])
    without_id = check(sheet(changed(組織名="乙")).drop(columns="組織ID"))
    assert (without_id.faults, without_id.counts["org_id"].tolist()) == ((), ["org-2"])


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"組織ID": "", "組織名": "丙"}, ("roster_unknown_org_name", "2", "組織名", "error")),
        ({"組織名": "乙"}, ("roster_org_differs", "2", "組織名", "error")),
        ({"組織名": "丙"}, ("roster_org_name_unlisted", "2", "組織名", "warning")),
        ({"組織ID": "", "組織名": "〃"}, ("roster_ditto", "2", "組織名", "error")),
        ({"組織名": "〃"}, ("roster_ditto", "2", "組織名", "error")),
    ],
)
def test_a_name_that_settles_nothing_or_contradicts_the_id_is_told(cells, fault):
    assert faults_of(sheet(changed(**cells))) == [fault]


def test_a_row_without_organisation_is_named_in_the_column_that_the_list_has():
    assert faults_of(sheet(changed(組織ID=""))) == [("value_missing", "2", "組織ID", "error")]
    only_names = sheet(changed()).drop(columns="組織ID")
    assert faults_of(only_names) == [("value_missing", "2", "組織名", "error")]


@pytest.mark.parametrize(
    ("cells", "key", "post", "leaders", "deputies"),
    [
        ({"役割": "防災部長"}, "roster_read_as_leader", "headquarters", 1, 0),
        ({"役割": "班長代理"}, "roster_read_as_deputy", "headquarters", 0, 1),
        ({"役割": "会計"}, "roster_read_as_member", "headquarters", 0, 0),
        ({"班": "物資班"}, "roster_read_as_food_water", "food_water", 1, 0),
        ({"班": "広報班"}, "roster_read_as_information", "information", 1, 0),
        ({"班": "福祉班"}, "roster_read_as_care_support", "care_support", 1, 0),
    ],
)
def test_a_reading_that_is_one_of_several_is_said(cells, key, post, leaders, deputies):
    result = check(sheet(changed(**cells)))
    (column,) = cells
    assert faults_of(sheet(changed(**cells))) == [(key, "2", column, "warning")]
    row = result.counts.iloc[0]
    assert (row["post"], row["leaders"], row["deputies"]) == (post, leaders, deputies)


@pytest.mark.parametrize("word", ["△", "－", "要相談"])
def test_a_vague_answer_counts_as_unknown_and_that_is_said(word):
    result = check(sheet(changed(昼間参集可=word)))
    assert faults_of(sheet(changed(昼間参集可=word))) == [
        ("roster_read_as_unknown", "2", "昼間参集可", "warning")
    ]
    assert result.counts["day_yes"].tolist() == [0]


def test_an_age_against_the_year_of_birth_is_said_and_the_year_counts():
    # Born 1950: 76 in 2026, or still 75 before the birthday.
    assert faults_of(sheet(changed(年代="75", 生年="1950"))) == []
    assert faults_of(sheet(changed(年代="60代", 生年="1950"))) == [
        ("roster_age_differs", "2", "年代", "warning")
    ]
    assert faults_of(sheet(changed(年代="77", 生年="1950"))) == [
        ("roster_age_differs", "2", "年代", "warning")
    ]
    assert check(sheet(changed(年代="60代", 生年="1950"))).counts["over_75"].tolist() == [1]
    # No year at all: the age counts.
    assert check(sheet(changed(年代="80代", 生年="不明"))).counts["over_75"].tolist() == [1]


@pytest.mark.parametrize(
    ("age", "over_75", "unknown"),
    [
        ("74", 0, 0),
        ("75", 1, 0),
        ("70代前半", 0, 0),
        ("70代後半", 1, 0),
        ("70代", 0, 1),
        ("", 0, 1),
        ("74～75", 0, 1),
    ],
)
def test_75_is_old_and_74_is_not(age, over_75, unknown):
    row = check(sheet(changed(年代=age))).counts.iloc[0]
    assert (row["over_75"], row["age_unknown"], row["leader_over_75"]) == (over_75, unknown, over_75 == 1)
    assert row["leader_age_unknown"] == (unknown == 1)


def test_empty_rows_are_left_aside():
    empty = ("",) * len(COLUMNS)
    assert faults_of(sheet(GOOD, empty, changed(氏名="", 役割="班員"))) == [
        ("value_missing", "4", "氏名", "error")
    ]


def test_rows_with_an_error_are_not_counted_and_the_others_are():
    rows = [GOOD, changed(氏名="乙", 役割="班員", 年代="?歳"), changed(氏名="丙", 役割="班員", 年代="80代")]
    counts = check(sheet(*rows)).counts
    assert counts[["members", "leaders", "over_75"]].to_numpy().tolist() == [[2, 1, 1]]


def test_counts_are_sorted_by_organisation_and_squad():
    rows = [changed(組織ID="org-2"), changed(班="消火班", 氏名="乙"), changed(氏名="丙")]
    counts = check(sheet(*rows)).counts
    assert counts.index.tolist() == [0, 1, 2]
    assert counts[["org_id", "post"]].to_numpy().tolist() == [
        ["org-1", "fire_fighting"],
        ["org-1", "headquarters"],
        ["org-2", "headquarters"],
    ]


def test_faults_of_many_rows_are_grouped():
    rows = [changed(氏名=f"見本{i}", 役割="班員", 年代="若い") for i in range(5000)]
    result = check(sheet(*rows))
    # 20 are listed and 4,980 counted.
    assert len(result.faults) == 20
    assert count_faults(result.faults, Severity.ERROR) == 5000
    assert result.counts.empty


def test_a_list_without_rows_is_a_fault():
    assert faults_of(sheet()) == [("table_empty", "", "", "error")]


def test_in_their_seventies_is_not_known_to_be_75():
    counts = check(sheet(changed(年代="70代"), changed(氏名="乙", 役割="班員", 年代="80代"))).counts.iloc[0]
    assert (counts["over_75"], counts["age_unknown"], counts["leader_over_75"]) == (1, 1, False)


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1), st.sampled_from(COLUMNS))
def test_no_fault_carries_what_was_written(text, header):
    marker = f"秘{text}秘"
    result = check(sheet(changed(**{header: marker})))
    assert marker.strip() not in repr(result.faults)
    assert all(fault.value is None for fault in result.faults)


def test_every_fault_has_words_and_a_remedy_in_both_languages():
    bad = ("org-9", "", "x", "y", "〃", "?歳", "9999", "z", "z", "", "")
    vague = ("org-1", "丙", "福祉班", "会計", "乙", "60代", "昭20", "△", "－", "", "記入")
    frame = sheet(bad, GOOD, GOOD, vague)
    for language in ("ja", "en"):
        for fault in check(frame).faults:
            words = fault_words(language, fault)
            assert "⟦" not in words.line()
            assert "{" not in words.line()


def test_every_squad_can_be_written_as_on_screen():
    words = ["本部班", "情報班", "消火班", "救出・救護班", "避難誘導班", "給食・給水班", "要配慮者支援班"]
    rows = [changed(班=word, 氏名=f"見本{number}") for number, word in enumerate(words)]
    assert set(check(sheet(*rows)).counts["post"]) == {post.value for post in Post}


@pytest.mark.parametrize("bare", ["70", "７０", "70.0"])
def test_a_bare_decade_under_the_heading_of_decades_is_said_and_may_be_75(bare: str):
    result = check(sheet(changed(年代=bare), changed(氏名="乙", 役割="班員", 年代="80")))
    assert [(f.key, f.row, f.column, f.severity) for f in result.faults] == [
        ("roster_age_as_decade", "2", "年代", Severity.WARNING),
        ("roster_age_as_decade", "3", "年代", Severity.WARNING),
    ]
    # 70 to 79 may be 75 or not; 80 to 89 is older.
    assert result.counts[["age_unknown", "over_75"]].iloc[0].tolist() == [1, 1]


@pytest.mark.parametrize("other", ["72", "68", "9"])
def test_a_bare_number_among_ages_is_an_age(other: str):
    result = check(sheet(changed(年代="70"), changed(氏名="乙", 役割="班員", 年代=other)))
    assert result.faults == ()
    assert result.counts["age_unknown"].tolist() == [0]


@pytest.mark.parametrize("written", ["70歳", "満70歳"])
def test_an_age_with_its_unit_is_an_age_under_any_heading(written: str):
    result = check(sheet(changed(年代=written)))
    assert (result.faults, result.counts["age_unknown"].tolist()) == ((), [0])


def test_a_bare_number_under_the_heading_of_ages_is_an_age():
    frame = sheet(changed(年代="70"))
    result = check_members(
        frame, make_organisations(), year=2026, file="members.csv", headers={RosterColumn.AGE: "年齢"}
    )
    assert (result.faults, result.counts["age_unknown"].tolist()) == ((), [0])


@pytest.mark.parametrize("bare", ["0", "120"])
def test_a_number_that_is_no_decade_of_life_is_read_as_an_age(bare: str):
    result = check(sheet(changed(年代=bare)))
    assert "roster_age_as_decade" not in {fault.key for fault in result.faults}


def test_a_role_that_names_no_squad_is_asked_about_once_where_the_list_has_no_squad():
    frame = pd.DataFrame({"組織ID": ["org-1"], "班": [""], "役割": ["女性部長"], "氏名": ["甲"]}, index=[2])
    headers = {"役割": "役職", "氏名": "氏名"}
    check = check_members(frame, make_organisations(), year=2026, headers=headers)
    assert [(one.key, one.row, one.column) for one in check.faults] == [
        ("roster_role_without_squad", "2", "役職")
    ]


def test_nobody_is_named_by_a_given_name_behind_a_ditto_mark():
    frame = pd.DataFrame(
        {"組織ID": ["org-1"], "班": ["本部"], "役割": ["班員"], "氏名": ["〃 花子"]}, index=[2]
    )
    check = check_members(frame, make_organisations(), year=2026)
    assert [(one.key, one.column) for one in check.faults] == [("roster_ditto", "氏名")]
