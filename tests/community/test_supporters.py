"""Members lists as people who could help."""

import pandas as pd

from community.supporters import read_supporters, same_person
from domain.registers import RegisterName
from tests.storage.store.made import frame, row


def members(*rows):
    table = frame(RegisterName.MEMBERS, [row(RegisterName.MEMBERS, "A1", **values) for values in rows])
    table.index = pd.Index([f"R{i}" for i in range(len(rows))], name="record_id")
    return table


def blocks(table, value="B1"):
    return pd.Series(value, index=table.index)


def test_one_person_in_two_posts_is_one_supporter_with_the_best_that_is_known():
    table = members(
        {"name": "見本 高子", "post": "information", "day": "no", "night": "unknown", "age_high": 79},
        {"name": "見本　髙子", "post": "rescue", "day": "yes", "night": "no", "age_high": 74},
    )
    found = read_supporters(table, blocks(table), year=2026)
    assert found.index.tolist() == ["R0"]
    assert found.loc["R0", ["day", "night"]].tolist() == ["yes", "unknown"]
    assert found.loc["R0", "age_high"] == 74


def test_the_same_name_with_another_telephone_is_another_person():
    table = members({"name": "見本 一", "phone": "1"}, {"name": "見本 一", "phone": "2"})
    assert same_person(table).tolist() == ["R0", "R1"]


def test_what_one_of_two_lists_leaves_empty_makes_no_second_helper():
    """The officers' list has telephones, the squads' list none: she is one, and lifts no wheelchair alone."""
    table = members(
        {"name": "見本 一", "phone": "090-1"},
        {"name": "見本 一", "born_on": "1960"},
        {"name": "見本 一", "phone": "0901", "address": "甲町1"},
        {"name": "見本 一", "phone": "090-2"},
        {"name": "見本 二", "born_on": "1960-01-02", "phone": "1"},
        {"name": "見本 二", "born_on": "1960-01-02", "phone": "2"},
        {"name": "見本 二", "born_on": "1961"},
    )
    # R1 tells nothing that R0 or R2 contradicts; R3 has another telephone. One birth, two telephones: one.
    assert same_person(table).tolist() == ["R0", "R0", "R0", "R3", "R4", "R4", "R6"]
    assert len(read_supporters(table, blocks(table), year=2026)) == 4


def test_of_two_organisations_one_name_alone_is_two_people():
    table = members({"name": "見本 一", "phone": "1"}, {"name": "見本 一"}, {"name": "見本 一", "phone": "1"})
    assert same_person(table.assign(org_id=["A1", "A2", "A3"])).tolist() == ["R0", "R1", "R0"]


def test_ages_count_by_their_upper_end_and_stay_unknown():
    table = members(
        {"name": "一", "born_on": "1956-12-31", "age_high": 10},
        {"name": "二", "age_high": 79},
        {"name": "三"},
    )
    found = read_supporters(table, blocks(table), year=2026)
    assert found["age_high"].tolist()[:2] == [70, 79]
    assert pd.isna(found["age_high"].iloc[2])


def test_a_car_is_taken_from_skills_and_notes_as_people_write_them():
    skills = ["普通免許", "運転可（ワゴン）", "防災士", "運転免許返納", "車なし", ""]
    table = members(*[{"name": f"見本{i}", "skills": text} for i, text in enumerate(skills)])
    found = read_supporters(table, blocks(table), year=2026)
    assert found["has_car"].tolist() == [True, True, False, False, False, False]


def test_a_home_that_is_not_known_stays_empty_and_nobody_gives_nobody():
    table = members({"name": "一"})
    found = read_supporters(table, pd.Series(dtype="str"), year=2026)
    assert found["block_id"].tolist() == [""]
    assert found["most_persons"].isna().all()
    assert read_supporters(table.iloc[:0], pd.Series(dtype="str"), year=2026).empty
