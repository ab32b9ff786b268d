"""Numbered paper copies: who may stand on one, who gives it, and what becomes of it."""

import datetime as dt

import pytest
import sqlalchemy as sa

from domain.japan_time import day_in_japan
from domain.registers import PaperReceiver, PaperStep, RegisterName
from storage.store import schema
from storage.store.engine import transaction
from storage.store.errors import ForbiddenError, RefusedError
from storage.store.paper import CopyOrder
from storage.store.rights import ORDINANCE_OPT_OUT, SUPPORT_LIST_ON_SCREEN
from storage.store.store import Store
from tests.storage.store.made import (
    CANARY,
    COMMISSIONER,
    HEAD,
    LEADER_A1,
    OFFICER_A,
    OFFICER_B,
    READERS,
    frame,
    names,
    row,
)

_PEOPLE = RegisterName.NEEDS_HELP
WARD, DISTRICT = "271411", "271411-00001"
_OTHERS = [one for one in READERS if one.role is not HEAD.role and one is not OFFICER_A]
SOON = day_in_japan(dt.datetime.now(dt.UTC)) + dt.timedelta(days=30)


def order(receiver=PaperReceiver.WELFARE_COMMISSIONER, *, due_on=SOON, org_id="") -> CopyOrder:
    return CopyOrder(WARD, DISTRICT, receiver, due_on, org_id)


@pytest.fixture
def listed(store: Store) -> Store:
    rows = [
        row(_PEOPLE, "A1", name=name, consent=consent)
        for name, consent in ((CANARY, "yes"), ("要 未回答", "unknown"), ("要 不同意", "no"))
    ]
    rows.append(row(_PEOPLE, "A2", name="要 隣", consent="yes"))
    store.commit(HEAD, _PEOPLE, frame(_PEOPLE, rows))
    return store


def test_only_who_agreed_stands_on_a_copy_whatever_the_screen_shows(listed: Store):
    assert names(listed.paper.give(HEAD, order()).people) == [CANARY]
    listed.rights.switch(HEAD, SUPPORT_LIST_ON_SCREEN, on=True)
    assert names(listed.paper.give(OFFICER_A, order()).people) == [CANARY]


def test_an_ordinance_adds_those_who_have_not_answered_and_never_who_refused(listed: Store):
    listed.rights.switch(HEAD, ORDINANCE_OPT_OUT, on=True)
    assert names(listed.paper.give(HEAD, order()).people) == sorted([CANARY, "要 未回答"])


def test_a_copy_for_one_organisation_holds_the_people_whom_it_serves(listed: Store):
    assert names(listed.paper.give(HEAD, order(org_id="A1")).people) == [CANARY]
    with pytest.raises(RefusedError) as refused:
        listed.paper.give(HEAD, order(org_id="A2"))
    assert refused.value.key == "paper_nobody"


def test_copies_of_a_district_are_numbered_and_one_refused_takes_no_number(listed: Store):
    assert listed.paper.give(HEAD, order()).number == 1
    with pytest.raises(RefusedError) as refused:
        listed.paper.give(HEAD, order(due_on=day_in_japan(dt.datetime.now(dt.UTC))))
    assert refused.value.key == "paper_due"
    assert listed.paper.give(OFFICER_A, order(PaperReceiver.FIRE)).number == 2
    copies = listed.paper.copies(OFFICER_A)
    assert copies[["number", "receiver", "entries", "printed_by"]].to_numpy().tolist() == [
        [1, "welfare_commissioner", 1, "honcho-1"], [2, "fire", 1, "ku-a"],
    ]  # fmt: skip


def test_receipt_return_and_shredding_come_once_each_in_this_order(listed: Store):
    listed.paper.give(HEAD, order())
    copy_id = listed.paper.copies(HEAD)["copy_id"].iloc[0]
    for step in (PaperStep.RETURNED, PaperStep.SHREDDED):
        with pytest.raises(RefusedError) as refused:
            listed.paper.note(OFFICER_A, copy_id, step)
        assert refused.value.key == "paper_step"
    for step in PaperStep:
        listed.paper.note(OFFICER_A, copy_id, step)
        with pytest.raises(RefusedError):
            listed.paper.note(OFFICER_A, copy_id, step)
    found = listed.paper.copies(HEAD).iloc[0]
    assert found[["received_by", "returned_by", "shredded_by"]].tolist() == ["ku-a"] * 3


def test_what_is_not_noted_of_a_copy_is_none_also_beside_one_of_which_it_is(listed: Store):
    listed.paper.give(HEAD, order())
    listed.paper.give(HEAD, order())
    first = listed.paper.copies(HEAD).sort_values("number")["copy_id"].iloc[0]
    for step in PaperStep:
        listed.paper.note(HEAD, first, step)
    found = listed.paper.copies(HEAD).set_index("number")
    steps = [f"{step}_at" for step in PaperStep]
    assert all(found.loc[1, steps])
    assert found.loc[2, steps].tolist() == [None] * 3


def test_a_copy_is_overdue_the_day_after_it_was_due_until_it_comes_back(
    listed: Store, monkeypatch: pytest.MonkeyPatch
):
    listed.paper.give(HEAD, order())
    copy_id = listed.paper.copies(HEAD)["copy_id"].iloc[0]
    listed.paper.note(HEAD, copy_id, PaperStep.RECEIVED)
    # 14:59 UTC is the last minute of the day in Japan that it is due on.
    for time, overdue in ((dt.time(14, 59), False), (dt.time(15), True)):
        at = dt.datetime.combine(SOON, time, dt.UTC)
        monkeypatch.setattr(listed.sessions, "clock", lambda at=at: at)
        assert listed.paper.copies(HEAD)["is_overdue"].tolist() == [overdue]
    listed.paper.note(HEAD, copy_id, PaperStep.RETURNED)
    assert listed.paper.copies(HEAD)["is_overdue"].tolist() == [False]


@pytest.mark.parametrize("reader", _OTHERS, ids=lambda one: one.account)
def test_nobody_else_gives_or_notes_a_copy(listed: Store, reader):
    listed.paper.give(HEAD, order())
    copy_id = listed.paper.copies(HEAD)["copy_id"].iloc[0]
    with pytest.raises(ForbiddenError):
        listed.paper.give(reader, order())
    with pytest.raises((ForbiddenError, RefusedError)):
        listed.paper.note(reader, copy_id, PaperStep.RECEIVED)
    assert listed.paper.copies(HEAD)["received_at"].isna().all()


def test_copies_of_another_ward_are_not_seen(listed: Store):
    listed.paper.give(HEAD, order())
    assert listed.paper.copies(OFFICER_B).empty
    for reader in (LEADER_A1, COMMISSIONER):
        with pytest.raises(ForbiddenError):
            listed.paper.copies(reader)


def test_the_database_itself_keeps_copies_from_other_wards(listed: Store):
    listed.paper.give(HEAD, order())
    if listed.sessions.engine.dialect.name != "postgresql":
        pytest.skip("row-level security is PostgreSQL's; the queries are tested above")
    for reader, seen in ((HEAD, 1), (OFFICER_A, 1), (OFFICER_B, 0), (LEADER_A1, 0), (COMMISSIONER, 0)):
        with transaction(listed.sessions.engine, reader, writes=False) as connection:
            count = connection.scalar(sa.select(sa.func.count()).select_from(schema.paper_copies))
        assert count == seen, reader


def test_the_log_tells_of_each_copy_and_of_no_name(listed: Store):
    listed.paper.give(OFFICER_A, order())
    entry = listed.rights.audit_entries(HEAD, newest=1)[0]
    assert entry.action == "give_paper"
    assert CANARY not in str(entry)
    with transaction(listed.sessions.engine, HEAD, writes=False) as connection:
        rows = list(connection.execute(sa.select(schema.paper_copies)))
    assert CANARY not in str(rows)


def test_only_a_plan_that_both_agreed_to_is_printed(listed: Store):
    plans = RegisterName.INDIVIDUAL_PLANS
    people = listed.read(HEAD, _PEOPLE)
    person = people.index[people["name"] == CANARY][0]
    waiting = row(plans, "A1", person_id=person, person_consent="yes", supporter_name="見本")
    listed.commit(HEAD, plans, frame(plans, [waiting]))
    with pytest.raises(ForbiddenError):
        listed.paper.note_plan(OFFICER_A, person)
    listed.commit(HEAD, plans, frame(plans, [waiting | {"supporter_consent": "yes"}]))
    listed.paper.note_plan(OFFICER_A, person)
    entry = listed.rights.audit_entries(HEAD, newest=1)[0]
    assert entry.action == "print_plan"
    with pytest.raises(ForbiddenError):
        listed.paper.note_plan(OFFICER_B, person)
