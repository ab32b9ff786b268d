"""Members who stand on the support list themselves."""

import pandas as pd
import pytest

from community.support_overlap import members_on_list
from domain.registers import RegisterName
from tests.storage.store.made import frame, row


def rows(register, *given):
    table = frame(register, [row(register, "A1", **values) for values in given])
    table.index = pd.Index([f"{register[:1]}{i}" for i in range(len(given))], name="record_id")
    return table


def found(member, person):
    return bool(members_on_list(rows(RegisterName.MEMBERS, member), rows(RegisterName.NEEDS_HELP, person)))


@pytest.mark.parametrize(
    ("member", "person", "same"),
    [
        # One name in one district: better neither than one who cannot walk.
        ({"name": "見本 髙子"}, {"name": "見本　高子"}, True),
        ({"name": "見本 高子"}, {"name": "見本 低子"}, False),
        ({"name": "見本 高子", "born_on": "1950"}, {"name": "見本 高子", "born_on": "1950-04-01"}, True),
        ({"name": "見本 高子", "born_on": "1980"}, {"name": "見本 高子", "born_on": "1950-04-01"}, False),
    ],
)
def test_the_same_person_has_the_same_name_and_no_other_birth(member, person, same):
    assert found(member, person) == same


@pytest.mark.parametrize(
    ("member", "person", "same"),
    [
        ({}, {}, False),
        ({"phone": "072-200-1"}, {"phone": "0722001"}, True),
        ({"address": "甲区C町1"}, {"address": "甲区Ｃ町1"}, True),
        ({"address": "甲区C町1"}, {"address": "甲区C町2"}, False),
        ({"born_on": "1950-04-01"}, {"born_on": "1950-04"}, True),
        ({"phone": "1", "born_on": "1950"}, {"phone": "1", "born_on": "1951"}, False),
    ],
)
def test_in_another_district_something_else_must_agree_too(member, person, same):
    named = {"name": "見本 高子"}
    assert found(named | member, named | {"district_id": "another"} | person) == same


def test_nobody_on_either_list():
    nobody = rows(RegisterName.NEEDS_HELP, {"name": "見本"}).iloc[:0]
    assert members_on_list(rows(RegisterName.MEMBERS, {"name": "見本"}), nobody) == frozenset()
