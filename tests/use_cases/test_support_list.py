"""The support list of a district: whom a reader sees, homes found, candidates that stay."""

import datetime as dt
from dataclasses import replace

import pytest

from domain.registers import RegisterName, Role
from domain.support import PlanState
from planning.block_ground import block_ground
from planning.support_ground import support_ground
from presentation.block.search import search_index
from presentation.words import Words
from storage.store.engine import sqlite_url
from storage.store.errors import ForbiddenError
from storage.store.reader import Reader
from storage.store.rights import SUPPORT_LIST_ON_SCREEN
from storage.store.store import Store
from tests.made import make_toy
from tests.storage.store.made import HEAD, frame
from tests.toy_city import toy_settings
from use_cases.individual_plans import Proposal, answer_person, answer_supporter, propose
from use_cases.plan_progress import plan_progress
from use_cases.support_list import match_support_list, read_support_list

D1, D2 = "271411-00001", "271420-00002"
OFFICER = Reader("ku", Role.WARD_OFFICER, ward_codes=frozenset({"271411"}))
COMMISSIONER = Reader("minsei", Role.WELFARE_COMMISSIONER, district_ids=frozenset({D1}))
DAY = dt.date(2026, 11, 28)
_AREA = {"ward_code": "271411", "district_id": D1, "org_id": "O1"}


def member(name, town, **values):
    return {
        **_AREA, "post": "rescue", "role": "member", "day": "yes", "night": "yes", "name": name,
        "address": f"模擬市甲区{town}1-2", "born_on": "1980", **values,
    }  # fmt: skip


@pytest.fixture
def store(tmp_path):
    found = Store.open(sqlite_url(tmp_path / "store.db"), keys=tmp_path / "keys.json")
    organisation = {**_AREA, "name": "甲自主防災会", "district_plan_made": "unknown"}
    found.commit(HEAD, RegisterName.ORGANISATIONS, frame(RegisterName.ORGANISATIONS, [organisation]))
    helped = [
        {**_AREA, "name": name, "consent": consent, "address": address, "needs": needs, "reason": "要介護3"}
        for name, consent, address, needs in (
            ("要 一", "yes", "模擬市甲区B町3", "杖"),
            ("要 二", "unknown", "住所不詳", "歩行"),
        )
    ]
    found.commit(HEAD, RegisterName.NEEDS_HELP, frame(RegisterName.NEEDS_HELP, helped))
    members = frame(RegisterName.MEMBERS, [member("見本 一", "B町"), member("見本 二", "B町")])
    found.commit(HEAD, RegisterName.MEMBERS, members)
    yield found
    found.close()


@pytest.fixture(scope="module")
def ground():
    bare = {"support.prepare_s": "0", "movement.reserve_s": "0"}
    case, plan = make_toy("toy-tsunami-night", toy_settings().with_overrides(bare))
    network = block_ground(case, plan)
    return case, network, support_ground(case, plan, network)


def read(store, ground, reader):
    city = ground[0].city
    return read_support_list(store, reader, city, search_index(city, Words("ja")), D1, year=2026)


def matched(store, ground, reader=OFFICER):
    found = read(store, ground, reader)
    return found, match_support_list(reader, *ground, found)


def person(found, name):
    return found.people.index[found.people["name"] == name][0]


def test_homes_are_found_by_town_and_who_is_not_found_is_counted(store, ground):
    found, answer = matched(store, ground)
    assert found.homes[person(found, "要 一")] == ("M271411-B",)
    assert found.homes[person(found, "要 二")] == ()
    assert found.not_located == 1
    assert answer.support.loc[person(found, "要 二"), "reason"] == "not_located"


def test_a_home_is_one_block_or_none(store, ground):
    found, _ = matched(store, ground)
    located, lost = person(found, "要 一"), person(found, "要 二")
    assert found.home(located) == "M271411-B"
    assert found.home(lost) == ""
    # Of two blocks of her town nobody knows which is hers.
    either = replace(found, homes={located: ("M271411-B", "M271411-C")})
    assert either.home(located) == ""


def test_candidates_are_members_nearby(store, ground):
    found, answer = matched(store, ground)
    own = answer.candidates[answer.candidates["person_id"] == person(found, "要 一")]
    assert set(found.members.loc[own["supporter_id"], "name"]) == {"見本 一", "見本 二"}
    assert not own["is_locked"].any()


def test_a_plan_stays_and_a_closed_one_is_not_proposed_again(store, ground):
    found, _ = matched(store, ground)
    who = person(found, "要 一")
    first, second = found.members.index
    for helper in (first, second):
        propose(store, OFFICER, found.people, found.members, Proposal(who, helper))
    plans = store.read(OFFICER, RegisterName.INDIVIDUAL_PLANS).reset_index().set_index("supporter_name")
    answer_person(store, OFFICER, plans.loc["見本 一", "record_id"], who, agrees=True, today=DAY)
    answer_supporter(store, OFFICER, plans.loc["見本 二", "record_id"], who, agrees=False, today=DAY)
    again, answer = matched(store, ground)
    assert again.pairs(PlanState.PERSON_AGREED) == [(who, first)]
    assert again.pairs(PlanState.CLOSED) == [(who, second)]
    own = answer.candidates[answer.candidates["person_id"] == who]
    assert own[["supporter_id", "is_locked"]].to_numpy().tolist() == [[first, True]]


def test_a_supporter_who_is_no_member_counts_all_the_same(store, ground):
    found, _ = matched(store, ground)
    who = person(found, "要 一")
    row = {
        **_AREA, "person_id": who, "person_consent": "yes", "supporter_consent": "yes",
        "supporter_name": "近所 太郎",
    }  # fmt: skip
    store.commit(HEAD, RegisterName.INDIVIDUAL_PLANS, frame(RegisterName.INDIVIDUAL_PLANS, [row]))
    _, answer = matched(store, ground)
    assert answer.support.loc[who, "found"] == 2
    assert answer.candidates["supporter_id"].str.startswith("plan:").sum() == 1


def test_a_supporter_who_has_agreed_in_another_district_is_not_free_here(store, ground):
    found, _ = matched(store, ground)
    who, members = person(found, "要 一"), found.members
    other = {"ward_code": "271411", "district_id": "271411-00009", "org_id": ""}
    helped = [{**other, "name": f"隣 {i}", "consent": "yes", "reason": "要介護3"} for i in range(2)]
    store.commit(HEAD, RegisterName.NEEDS_HELP, frame(RegisterName.NEEDS_HELP, helped))
    away = store.read(HEAD, RegisterName.NEEDS_HELP, scopes=["271411-00009"])
    for neighbour in away.index:
        propose(store, OFFICER, away, members, Proposal(neighbour, members.index[0]))
    _, answer = matched(store, ground)
    own = answer.candidates[answer.candidates["person_id"] == who]
    # Two people each: the first member has both there.
    assert own["supporter_id"].tolist() == [members.index[1]]


def test_others_see_whom_they_are_given_and_no_members(store, ground):
    assert read(store, ground, COMMISSIONER).people.empty
    store.rights.switch(HEAD, SUPPORT_LIST_ON_SCREEN, on=True)
    found = read(store, ground, COMMISSIONER)
    assert found.people["name"].tolist() == ["要 一"]
    assert found.members.empty
    with pytest.raises(ForbiddenError):
        match_support_list(COMMISSIONER, *ground, found)


def test_progress_counts_a_person_once_by_the_farthest_plan(store, ground):
    found, _ = matched(store, ground)
    who, city = person(found, "要 一"), ground[0].city
    assert plan_progress(store, OFFICER, city).loc["271411"].to_dict() == {
        "listed": 2, "consented": 1, "none": 2, "proposed": 0, "person_agreed": 0, "absent": 0, "agreed": 0,
    }  # fmt: skip
    for helper in found.members.index:
        propose(store, OFFICER, found.people, found.members, Proposal(who, helper))
    first = store.read(OFFICER, RegisterName.INDIVIDUAL_PLANS).index[0]
    answer_person(store, OFFICER, first, who, agrees=True, today=DAY)
    assert plan_progress(store, OFFICER, city).loc["271411"].to_dict() == {
        "listed": 2, "consented": 1, "none": 1, "proposed": 0, "person_agreed": 1, "absent": 0, "agreed": 0,
    }  # fmt: skip
    with pytest.raises(ForbiddenError):
        plan_progress(store, COMMISSIONER, city)


def test_a_member_who_stands_on_the_list_herself_is_not_proposed(store, ground):
    # 見本 二 is on the list of the next district, spelled with another blank; her telephone tells.
    other = {"ward_code": "271411", "district_id": "271411-00009", "org_id": ""}
    herself = {**other, "name": "見本　二", "consent": "no", "reason": "要介護3", "phone": "072-2"}
    store.commit(HEAD, RegisterName.NEEDS_HELP, frame(RegisterName.NEEDS_HELP, [herself]))
    members = frame(RegisterName.MEMBERS, [member("見本 一", "B町"), member("見本 二", "B町", phone="0722")])
    store.commit(HEAD, RegisterName.MEMBERS, members)
    found, answer = matched(store, ground)
    own = answer.candidates[answer.candidates["person_id"] == person(found, "要 一")]
    assert found.members.loc[own["supporter_id"], "name"].tolist() == ["見本 一"]
    assert answer.on_the_list == 1
