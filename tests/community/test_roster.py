"""Members lists: all faults by row and column, no personal value, counts and their effect."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.roster import check_members
from community.roster_effect import apply_roster, members_template
from community.roster_words import read_age_bounds, read_birth_year, read_yes_no
from domain.vocabulary import Post, YesNoUnknown
from messages.fault_words import fault_words
from tests.community.test_organisations import POSTS, make_organisations

ORGS = ["org-1", "org-2"]
HEADERS = ["組織ID", "班", "役割", "氏名", "年代", "生年", "昼間参集可", "夜間参集可", "資格", "備考"]
GOOD = ("org-1", "本部班", "班長", "見本甲", "60代", "", "○", "×", "防災士", "")


def sheet(*rows, headers=HEADERS):
    return pd.DataFrame(list(rows), columns=headers).astype("str")


def check(frame):
    return check_members(frame, ORGS, year=2026, file="members.csv")


def faults_of(frame):
    return [(fault.key, fault.row, fault.column, str(fault.severity)) for fault in check(frame).faults]


def changed(**cells):
    return tuple(cells.get(header, value) for header, value in zip(HEADERS, GOOD, strict=True))


def test_a_good_row_is_counted_without_fault():
    result = check(sheet(GOOD))
    assert result.faults == ()
    assert not result.refused
    row = result.counts.iloc[0]
    names = ["members", "leaders", "deputies", "over_75", "age_unknown", "day_yes", "night_yes", "skilled"]
    assert (row["org_id"], row["post"]) == ("org-1", "headquarters")
    assert row[names].tolist() == [1, 1, 0, 0, 0, 1, 0, 1]


@pytest.mark.parametrize(
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
        ({"夜間参集可": "たぶん"}, ("roster_yes_no", "2", "夜間参集可", "error")),
    ],
)
def test_each_fault_is_named_by_row_and_column(cells, fault):
    result = check(sheet(changed(**cells)))
    assert [(f.key, f.row, f.column, str(f.severity)) for f in result.faults] == [fault]
    assert result.refused
    assert result.counts.empty


def test_all_faults_come_at_once():
    bad = ("org-9", "x", "y", "", "?歳", "9999", "z", "z", "", "")
    assert len(faults_of(sheet(bad, GOOD, bad))) == 16


def test_a_second_leader_of_a_squad_is_a_fault_in_its_row():
    again = changed(氏名="見本乙")
    assert faults_of(sheet(GOOD, again)) == [("roster_leader_twice", "3", "役割", "error")]
    elsewhere = changed(氏名="見本乙", 班="情報班")
    assert faults_of(sheet(GOOD, elsewhere)) == []


def test_the_same_name_twice_in_an_organisation_is_a_warning():
    again = changed(氏名="見本　甲", 班="情報班", 役割="班員")
    assert faults_of(sheet(GOOD, again)) == [("roster_person_twice", "3", "氏名", "warning")]
    assert faults_of(sheet(GOOD, changed(組織ID="org-2"))) == []


def test_headers_are_read_in_their_many_forms():
    headers = [
        "組織ＩＤ",
        "所属 班",
        "役　職",
        "お名前",
        "年 齢",
        "生年月日",
        "昼間",
        "夜間",
        "特技",
        "特記事項",
    ]
    row = ("org-1", "救出救護班", "副班長", "見本甲", "", "S26.4.1", "可", "不可", "", "")
    result = check(sheet(row, headers=headers))
    assert result.faults == ()
    # Born 1951: 75 in 2026.
    assert result.counts.iloc[0][["post", "deputies", "over_75"]].tolist() == ["rescue", 1, 1]


def test_missing_and_doubled_columns_are_faults():
    frame = sheet(("org-1", "見本甲", "見本乙"), headers=["組織ID", "氏名", "名前"])
    assert set(faults_of(frame)) == {
        ("column_missing", "1", "役割", "error"),
        ("roster_column_twice", "1", "名前", "error"),
        ("column_missing", "1", "班", "error"),
    }


def test_a_list_without_headers_shows_no_person():
    frame = sheet(("org-1", "本部班", "班長", "見本乙"), headers=["org-1", "本部班", "班長", "見本甲"])
    result = check(frame)
    assert result.refused
    assert "見本" not in repr(result.faults)


def test_an_unknown_column_is_left_aside_with_a_warning():
    frame = sheet((*GOOD, "0"), headers=[*HEADERS, "電話"])
    assert faults_of(frame) == [("roster_column_ignored", "1", "電話", "warning")]


def test_empty_rows_are_left_aside_and_lines_keep_their_numbers():
    empty = ("",) * len(HEADERS)
    assert faults_of(sheet(GOOD, empty, changed(氏名="", 役割="班員"))) == [
        ("value_missing", "4", "氏名", "error")
    ]


def test_a_list_without_rows_is_a_fault():
    assert faults_of(sheet()) == [("table_empty", "", "", "error")]


def test_the_template_is_read_and_its_examples_are_never_counted():
    template = members_template("org-1")
    assert list(template.columns) == HEADERS
    result = check(template)
    assert {fault.key for fault in result.faults} == {"roster_example_row", "table_empty"}
    # Filled in below the examples it is accepted, with a warning for each example left.
    filled = pd.concat([template, sheet(GOOD)], ignore_index=True)
    assert not check(filled).refused
    assert check(filled).counts["members"].sum() == 1
    # The examples themselves follow the rules.
    assert check(template.assign(備考="")).faults == ()


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1957", 1957),
        ("1957-04-01", 1957),
        ("19570401", 1957),
        ("昭和32年4月1日", 1957),
        ("Ｓ３２．４．１", 1957),
        ("平成元年", 1989),
        ("大正15", 1926),
        ("R8", 2026),
        ("32", None),
        ("昭和", None),
    ],
)
def test_years_of_birth_are_read_in_western_and_japanese_form(text, year):
    assert read_birth_year(text) == year


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("70代", (70, 79)),
        ("７０歳代", (70, 79)),
        ("76", (76, 76)),
        ("76才", (76, 76)),
        ("75歳以上", (75, 120)),
        ("75歳未満", (0, 74)),
        ("130", None),
        ("", None),
    ],
)
def test_ages_are_read_as_bounds(text, bounds):
    assert read_age_bounds(text) == bounds


def test_in_their_seventies_is_not_known_to_be_75():
    counts = check(sheet(changed(年代="70代"), changed(氏名="乙", 役割="班員", 年代="80代"))).counts.iloc[0]
    assert (counts["over_75"], counts["age_unknown"], counts["leader_over_75"]) == (1, 1, False)


def test_no_answer_is_unknown_and_never_no():
    assert read_yes_no("") is YesNoUnknown.UNKNOWN
    assert read_yes_no("〇") is YesNoUnknown.YES
    assert read_yes_no("✕") is YesNoUnknown.NO
    assert read_yes_no("たぶん") is None


@given(st.text(min_size=1), st.sampled_from(HEADERS))
def test_no_fault_carries_what_was_written(text, header):
    marker = f"秘{text}秘"
    result = check(sheet(changed(**{header: marker})))
    assert marker.strip() not in repr(result.faults)
    assert all(fault.value is None for fault in result.faults)


def test_every_fault_has_words_and_a_remedy_in_both_languages():
    bad = ("org-9", "x", "y", "〃", "?歳", "9999", "z", "z", "", "")
    frame = sheet((*bad, ""), (*GOOD, ""), (*GOOD, ""), headers=[*HEADERS, "電話"])
    for language in ("ja", "en"):
        for fault in check(frame).faults:
            words = fault_words(language, fault)
            assert "⟦" not in words.line()
            assert "{" not in words.line()


def test_a_roster_changes_the_squads_of_its_organisations_only():
    rows = [
        changed(役割="班員"),
        changed(氏名="乙", 役割="副班長", 年代="80代"),
        changed(氏名="丙", 班="消火班"),
    ]
    after = apply_roster(POSTS, make_organisations(), check(sheet(*rows)).counts)
    table = after.set_index(["org_id", "post"])
    # Headquarters: two members, a deputy of 80 or more, no leader any more.
    names = ["needed", "filled", "over_75", "has_leader", "has_deputy", "leader_over_75"]
    assert table.loc[("org-1", "headquarters"), names].tolist() == [4, 2, 1, False, True, False]
    # A squad without a member in the list is vacant; one not on record is added, nobody needed.
    assert table.loc[("org-1", "rescue"), names].tolist() == [4, 0, 0, False, False, False]
    assert table.loc[("org-1", "fire_fighting"), names].tolist() == [0, 1, 0, True, False, False]
    assert table.loc[("org-2", "rescue"), names].tolist() == [2, 3, 2, True, False, False]


def test_a_roster_does_not_change_what_it_is_given():
    before = POSTS.copy()
    apply_roster(POSTS, make_organisations(), check(sheet(GOOD)).counts)
    assert before.equals(POSTS)


def test_an_empty_roster_changes_nothing():
    after = apply_roster(POSTS, make_organisations(), check(sheet()).counts)
    assert after.equals(POSTS)


def test_every_squad_can_be_written_as_on_screen():
    words = ["本部班", "情報班", "消火班", "救出・救護班", "避難誘導班", "給食・給水班", "要配慮者支援班"]
    rows = [changed(班=word, 氏名=f"見本{number}") for number, word in enumerate(words)]
    assert set(check(sheet(*rows)).counts["post"]) == {post.value for post in Post}
