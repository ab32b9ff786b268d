"""What the rules say of one organisation, together."""

import datetime as dt

from community.organisation_state import organisation_state
from domain.registers import RegisterName
from domain.tables.registers import (
    DrillRegister,
    EquipmentRegister,
    MemberRegister,
    OrganisationRegister,
    SquadRegister,
)
from domain.vocabulary import Post
from tests.community.registers import register

ON = dt.date(2026, 11, 28)
PEOPLE = [
    {"name": "一", "post": "headquarters", "role": "leader", "phone": "1", "born_on": "1940"},
    {"name": "二", "post": "headquarters", "role": "deputy", "phone": "2", "born_on": "1980"},
    {"name": "三", "post": "rescue", "role": "member", "phone": "3"},
    {"name": "二", "post": "information", "role": "leader", "phone": "2", "born_on": "1980"},
    {"name": "他", "post": "food_water", "role": "leader", "org_id": "B"},
]


def registers(**tables):
    return {
        RegisterName.ORGANISATIONS: OrganisationRegister.empty_in(),
        RegisterName.SQUADS: register(SquadRegister, tables.get("squads", [])),
        RegisterName.EQUIPMENT: register(EquipmentRegister, tables.get("equipment", [])),
        RegisterName.DRILLS: register(DrillRegister, tables.get("drills", [])),
        RegisterName.MEMBERS: register(MemberRegister, tables.get("members", [])),
    }


def state(**tables):
    return organisation_state(registers(**tables), "A", ON, most_calls=5)


def test_rows_of_other_organisations_change_nothing():
    found = state(members=PEOPLE, equipment=[{"org_id": "B"}], drills=[{"org_id": "B"}])
    assert sorted(found.tree.index) == ["r0", "r2", "r3"]
    assert found.equipment.empty
    assert found.drills.index.tolist() == ["A"]
    assert found.succession.index.tolist() == ["A"]


def test_squads_with_people_and_nobody_in_charge_are_named():
    found = state(members=PEOPLE)
    assert found.without_leader == (Post.RESCUE,)
    assert found.without_deputy == (Post.INFORMATION, Post.RESCUE)


def test_one_person_in_two_squads_is_told_and_called_once():
    found = state(members=PEOPLE)
    assert sorted(found.several.index) == ["r1", "r3"]
    # Her row as a leader is the one that is called.
    assert "r1" not in found.tree.index
    assert "r3" in found.tree.index


def test_an_organisation_of_which_nothing_is_on_record_is_unknown_in_everything():
    found = state()
    assert found.needs["people"].isna().all()
    assert found.succession.empty
    assert found.ages.empty
    assert found.tree.empty
    assert found.without_leader == ()
    assert found.drills["drills_max"].isna().all()
    assert len(found.unserved) == 6


def test_items_and_drills_of_the_organisation_are_read():
    found = state(
        equipment=[{"item": "消火器", "checked_on": "2026-04-01"}],
        drills=[{"held_on": "2026-09-01", "participants": 12}],
    )
    assert found.equipment["checked"].tolist() == ["in_year"]
    assert len(found.unserved) == 5
    assert found.drills["participants"].tolist() == [12]
