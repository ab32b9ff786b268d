"""Agreed plans held against a scenario, and what the progress of a ward makes of them."""

import pytest

from domain.registers import RegisterName
from presentation.block.search import search_index
from presentation.words import Words
from storage.store.errors import ForbiddenError
from tests.storage.store.made import HEAD, frame
from tests.use_cases.test_support_list import (
    COMMISSIONER,
    DAY,
    OFFICER,
    ground,
    matched,
    member,
    person,
    store,
)
from use_cases.held_plans import UnderPlan, cannot_be_there, held_plans
from use_cases.individual_plans import Proposal, answer_person, answer_supporter, propose
from use_cases.plan_progress import plan_progress

__all__ = ["ground", "store"]


def held(store, ground, reader=OFFICER):
    index = search_index(ground[0].city, Words("ja"))
    return held_plans(store, reader, UnderPlan(*ground), index, year=2026)


def agree(store, ground, names):
    """Let 要 一 and supporters of these names agree."""
    found, _ = matched(store, ground)
    who = person(found, "要 一")
    for helper in found.members.index[found.members["name"].isin(names)]:
        propose(store, OFFICER, found.people, found.members, Proposal(who, helper))
    for plan in store.read(OFFICER, RegisterName.INDIVIDUAL_PLANS).index:
        answer_person(store, OFFICER, plan, who, agrees=True, today=DAY)
        answer_supporter(store, OFFICER, plan, who, agrees=True, today=DAY)
    return who


def test_a_supporter_who_is_there_counts_as_agreed(store, ground):
    who = agree(store, ground, ["見本 一"])
    found = held(store, ground)
    assert found.loc[who, ["needed", "written", "absent"]].tolist() == [1, 1, 0]
    progress = plan_progress(store, OFFICER, ground[0].city, held=found).loc["271411"]
    assert progress[["none", "absent", "agreed"]].tolist() == [1, 0, 1]


def test_a_supporter_who_is_away_is_agreed_but_cannot_be_there(store, ground):
    who = agree(store, ground, ["見本 一"])
    away = [member("見本 一", "B町", night="no"), member("見本 二", "B町")]
    store.commit(HEAD, RegisterName.MEMBERS, frame(RegisterName.MEMBERS, away))
    found = held(store, ground)
    assert found.loc[who, ["needed", "written", "absent"]].tolist() == [1, 1, 1]
    progress = plan_progress(store, OFFICER, ground[0].city, held=found).loc["271411"]
    assert progress[["listed", "none", "absent", "agreed"]].tolist() == [2, 1, 1, 0]
    # On the list of the district she is not covered by him, but by the other candidate.
    _, answer = matched(store, ground)
    own = answer.candidates[answer.candidates["person_id"] == who]
    assert own["held"].tolist() == ["not_there", ""]
    assert answer.support.loc[who, ["found", "absent"]].tolist() == [1, 1]


def test_one_who_cannot_be_there_is_no_loss_where_the_others_suffice(store, ground):
    who = agree(store, ground, ["見本 一", "見本 二"])
    away = [member("見本 一", "B町", night="no"), member("見本 二", "B町")]
    store.commit(HEAD, RegisterName.MEMBERS, frame(RegisterName.MEMBERS, away))
    found = held(store, ground)
    assert found.loc[who, ["needed", "written", "absent"]].tolist() == [1, 2, 1]
    assert not cannot_be_there(found).any()


def test_a_proposal_is_no_agreed_plan_and_others_ask_in_vain(store, ground):
    found, _ = matched(store, ground)
    who = person(found, "要 一")
    propose(store, OFFICER, found.people, found.members, Proposal(who, found.members.index[0]))
    assert held(store, ground).empty
    with pytest.raises(ForbiddenError):
        held(store, ground, COMMISSIONER)
