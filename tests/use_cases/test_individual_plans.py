"""Individual plans: the order in which both agree, and what nobody is told before."""

import datetime as dt

import pytest

from domain.registers import RegisterName
from domain.support import PlanState
from storage.store.engine import sqlite_url
from storage.store.errors import ForbiddenError, RefusedError, StoreError
from storage.store.rights import SUPPORT_LIST_ON_SCREEN
from storage.store.store import Store
from tests.storage.store.made import HEAD, LEADER_A1, OFFICER_A, OFFICER_B, add_organisations, frame, row
from use_cases.individual_plans import Proposal, answer_person, answer_supporter, plan_state, propose

DAY = dt.date(2026, 11, 28)


@pytest.fixture
def store(tmp_path):
    found = Store.open(sqlite_url(tmp_path / "store.db"), keys=tmp_path / "keys.json")
    add_organisations(found)
    helped = [row(RegisterName.NEEDS_HELP, "A1", name=name, consent="yes") for name in ("要 一", "要 二")]
    found.commit(HEAD, RegisterName.NEEDS_HELP, frame(RegisterName.NEEDS_HELP, helped))
    members = [
        row(RegisterName.MEMBERS, "A1", name="見本 一", phone="072-1", address="見本町1"),
        row(RegisterName.MEMBERS, "A1", name="見本 二", phone="072-2"),
    ]
    found.commit(HEAD, RegisterName.MEMBERS, frame(RegisterName.MEMBERS, members))
    yield found
    found.close()


def people(store):
    return store.read(HEAD, RegisterName.NEEDS_HELP)


def plans(store, reader=HEAD):
    return store.read(reader, RegisterName.INDIVIDUAL_PLANS)


def proposed(store, reader=OFFICER_A, supporter=0, person=0):
    helped, members = people(store), store.read(HEAD, RegisterName.MEMBERS)
    which = Proposal(helped.index[person], members.index[supporter], "E1", "徒歩5分")
    propose(store, reader, helped, members, which)
    return which.person_id


@pytest.mark.parametrize(
    ("person", "supporter", "state"),
    [
        ("unknown", "unknown", PlanState.PROPOSED),
        ("unknown", "yes", PlanState.PROPOSED),
        ("yes", "unknown", PlanState.PERSON_AGREED),
        ("yes", "yes", PlanState.AGREED),
        ("no", "yes", PlanState.CLOSED),
        ("yes", "no", PlanState.CLOSED),
    ],
)
def test_a_plan_is_made_when_both_agree_and_closed_when_one_does_not(person, supporter, state):
    assert plan_state(person, supporter) is state


def test_a_proposal_holds_the_supporter_the_place_and_the_route_and_no_consent(store):
    person = proposed(store)
    found = plans(store).iloc[0]
    assert found[["person_id", "supporter_name", "supporter_phone", "supporter_address"]].tolist() == [
        person, "見本 一", "072-1", "見本町1",
    ]  # fmt: skip
    assert found[["place_id", "route", "made_on"]].tolist() == ["E1", "徒歩5分", ""]
    assert found[["person_consent", "supporter_consent"]].tolist() == ["unknown", "unknown"]
    assert found[["ward_code", "district_id", "org_id"]].tolist() == ["271411", "271411-00001", "A1"]


def test_a_second_supporter_does_not_replace_the_first(store):
    proposed(store)
    proposed(store, supporter=1)
    assert sorted(plans(store)["supporter_name"]) == ["見本 一", "見本 二"]
    with pytest.raises(RefusedError) as refused:
        proposed(store)
    assert refused.value.key == "plan_taken"


def test_the_person_agrees_before_the_supporter_is_asked(store):
    person = proposed(store)
    plan = plans(store).index[0]
    with pytest.raises(RefusedError) as refused:
        answer_supporter(store, OFFICER_A, plan, person, agrees=True, today=DAY)
    assert refused.value.key == "plan_person_first"
    answer_person(store, OFFICER_A, plan, person, agrees=True, today=DAY)
    assert plans(store).loc[plan, ["person_consent_on", "made_on"]].tolist() == ["2026-11-28", ""]
    answer_supporter(store, OFFICER_A, plan, person, agrees=True, today=DAY)
    found = plans(store).loc[plan]
    assert found[["supporter_consent_on", "made_on"]].tolist() == ["2026-11-28", "2026-11-28"]


def test_nobody_of_the_organisation_sees_a_plan_before_both_have_agreed(store):
    store.rights.switch(HEAD, SUPPORT_LIST_ON_SCREEN, on=True)
    person = proposed(store)
    plan = plans(store).index[0]
    assert plans(store, LEADER_A1).empty
    answer_person(store, OFFICER_A, plan, person, agrees=True, today=DAY)
    assert plans(store, LEADER_A1).empty
    answer_supporter(store, OFFICER_A, plan, person, agrees=True, today=DAY)
    assert plans(store, LEADER_A1)["supporter_name"].tolist() == ["見本 一"]
    answer_person(store, OFFICER_A, plan, person, agrees=False, today=DAY)
    assert plans(store, LEADER_A1).empty


def test_a_withdrawn_consent_closes_the_plan_and_nothing_opens_it_again(store):
    person = proposed(store)
    plan = plans(store).index[0]
    answer_person(store, OFFICER_A, plan, person, agrees=True, today=DAY)
    answer_supporter(store, OFFICER_A, plan, person, agrees=True, today=DAY)
    answer_person(store, OFFICER_A, plan, person, agrees=False, today=DAY)
    assert plans(store).loc[plan, "made_on"] == ""
    with pytest.raises(RefusedError) as refused:
        answer_person(store, OFFICER_A, plan, person, agrees=True, today=DAY)
    assert refused.value.key == "plan_closed"


def test_the_supporter_may_refuse_before_the_person_was_asked(store):
    person = proposed(store)
    plan = plans(store).index[0]
    answer_supporter(store, OFFICER_A, plan, person, agrees=False, today=DAY)
    assert plans(store).loc[plan, "supporter_consent"] == "no"


@pytest.mark.parametrize("reader", [OFFICER_B, LEADER_A1])
def test_only_officers_of_the_ward_write_plans(store, reader):
    person = proposed(store)
    plan = plans(store).index[0]
    with pytest.raises(StoreError):
        proposed(store, reader, supporter=1)
    with pytest.raises((RefusedError, ForbiddenError)):
        answer_person(store, reader, plan, person, agrees=True, today=DAY)
    assert plans(store)["person_consent"].tolist() == ["unknown"]
