"""Father and son of one name in one squad are two; one person told twice is one."""

import pandas as pd

from community.namesakes import are_two, first_of_each, several_leaders
from domain.registers import RegisterName
from tests.each import each
from tests.storage.store.made import frame, row

M = RegisterName.MEMBERS


def made(*rows: dict[str, object]) -> pd.DataFrame:
    return frame(M, [row(M, "A1", **{"name": "甲 一", "post": "rescue"} | one) for one in rows])


@each(
    ("old", "new", "two"),
    [
        ({"born_on": "1950"}, {"born_on": "1980"}, True),
        ({"born_on": "1950"}, {"born_on": "1950-04-01"}, False),
        ({"born_on": "1950-04"}, {"born_on": "1950-05"}, True),
        ({}, {"born_on": "1980"}, False),
        ({"age_low": 60, "age_high": 69}, {"age_low": 70, "age_high": 79}, False),
        # Ten years between two lists are the most: 69 becomes 79, not 80.
        ({"age_low": 60, "age_high": 69}, {"age_low": 79, "age_high": 79}, False),
        ({"age_low": 60, "age_high": 69}, {"age_low": 80, "age_high": 89}, True),
        # Nobody grows younger.
        ({"age_low": 60, "age_high": 69}, {"age_low": 50, "age_high": 59}, True),
        ({"age_low": 60, "age_high": 69}, {"age_low": 50, "age_high": 60}, False),
        ({"age_low": 75, "age_high": None}, {"age_low": None, "age_high": None}, False),
        # Births that are both known go before ages, which may be of another year.
        (
            {"born_on": "1950", "age_low": 60, "age_high": 60},
            {"born_on": "1950", "age_low": 76, "age_high": 76},
            False,
        ),
    ],
)
def test_who_was_born_otherwise_or_is_younger_than_before_is_another(old, new, two):
    assert are_two(made(old), made(new)).tolist() == [two]


def test_one_person_of_a_squad_stands_once_and_namesakes_stand_each():
    members = made(
        {"born_on": "1950"}, {"name": "甲一", "role": "leader"}, {"born_on": "1980"},
        {"post": "information", "born_on": "1950"}, {"name": "乙 二"},
    )  # fmt: skip
    kept = first_of_each(members)
    assert kept["born_on"].tolist() == ["1950", "1980", "1950", ""]
    assert kept["name"].tolist() == ["甲 一", "甲 一", "甲 一", "乙 二"]


def test_decades_of_one_list_part_namesakes():
    sixties, seventies = ({"age_low": low, "age_high": low + 9} for low in (60, 70))
    assert len(first_of_each(made(sixties, seventies))) == 2
    assert len(first_of_each(made(sixties, {"age_low": 69, "age_high": 70}))) == 1


def test_a_squad_with_two_leaders_is_told_and_one_leader_told_twice_is_not():
    leader = {"role": "leader"}
    members = made(
        leader, leader | {"name": "乙 二"}, leader | {"post": "information"},
        leader | {"post": "information", "name": "甲一"}, {"post": "information", "name": "乙 二"},
    )  # fmt: skip
    assert several_leaders(members).to_dict("records") == [{"org_id": "A1", "post": "rescue", "leaders": 2}]
    assert several_leaders(members.iloc[1:]).empty
