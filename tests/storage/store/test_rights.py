"""Who reads and writes what: by the queries of the program, and by PostgreSQL itself."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import pytest
import sqlalchemy as sa

from domain.registers import RegisterName, Role
from domain.vocabulary import HazardKind
from storage.store import rights
from storage.store.engine import transaction
from storage.store.errors import ForbiddenError, RefusedError
from storage.store.queries import readable_rows
from storage.store.reader import Reader
from storage.store.schema import (
    disclosure_districts,
    disclosure_people,
    disclosures,
    register_tables,
    version_scopes,
)
from storage.store.sessions import Sessions
from storage.store.store import Store, utc_now
from tests.storage.store.made import (
    COMMISSIONER,
    COUNCIL,
    FIRE,
    HEAD,
    LEADER_A1,
    LEADER_A2,
    LEADER_DISTRICT_3,
    NOWHERE,
    OFFICER_A,
    OFFICER_B,
    POLICE,
    READERS,
    SECOND,
    VIEWER,
    frame,
    members,
    person_of,
    row,
)

R = RegisterName
NEEDS, PLANS = R.NEEDS_HELP, R.INDIVIDUAL_PLANS
OPEN = (R.ORGANISATIONS, R.SQUADS, R.EQUIPMENT, R.DRILLS)
OF_MEMBERS = (R.MEMBERS, R.OPENING_DUTY, R.PARTNERS)
IN_NEED = (NEEDS, PLANS)
EVERY = ("A1", "A2", "B3", "B4")


@pytest.fixture
def in_need(store: Store) -> Store:
    """In each organisation one person of each consent, and one plan of each pair of consents."""
    people = [
        row(NEEDS, org, consent=consent, name=f"{org}{consent}")
        for org in EVERY for consent in ("yes", "no", "unknown")
    ]  # fmt: skip
    store.commit(HEAD, NEEDS, frame(NEEDS, people))
    ids = {org: person_of(store, org) for org in EVERY}
    plans = [
        row(PLANS, org, person_id=ids[org], person_consent=person, supporter_consent=supporter,
            supporter_name=f"{person}/{supporter}")
        for org in EVERY for person in ("yes", "no", "unknown") for supporter in ("yes", "no", "unknown")
    ]  # fmt: skip
    store.commit(HEAD, PLANS, frame(PLANS, plans))
    return store


@pytest.fixture
def of_members(store: Store) -> Store:
    """One member in each organisation."""
    store.commit(HEAD, R.MEMBERS, members(*[(org, "見本 太郎") for org in EVERY]))
    return store


@pytest.fixture
def filled(of_members: Store, in_need: Store) -> Store:
    """Something of each register in each organisation."""
    for register in set(R) - {R.ORGANISATIONS, R.MEMBERS, *IN_NEED}:
        rows = [row(register, org, **_own(register, org)) for org in EVERY]
        in_need.commit(HEAD, register, frame(register, rows))
    return of_members


def _own(register: RegisterName, org: str) -> dict[str, str]:
    return {"place_id": f"E{org}"} if register is R.OPENING_DUTY else {}


def seen(store: Store, reader: Reader, register: RegisterName) -> list[str]:
    return sorted(set(store.read(reader, register)["org_id"]))


#: Organisations whose rows each reader sees in each group of registers; the support list is not switched
#: on, so that only those see it who keep it.
SEEN = [
    (HEAD, EVERY, EVERY, EVERY),
    (OFFICER_A, ("A1", "A2"), ("A1", "A2"), ("A1", "A2")),
    (OFFICER_B, ("B3", "B4"), ("B3", "B4"), ("B3", "B4")),
    (LEADER_A1, ("A1",), ("A1",), ()),
    (LEADER_A2, ("A2",), ("A2",), ()),
    (LEADER_DISTRICT_3, ("B3", "B4"), ("B3", "B4"), ()),
    (COMMISSIONER, ("A1",), (), ()),
    (COUNCIL, ("A1", "A2"), (), ()),
    (FIRE, ("A1", "A2"), (), ()),
    (POLICE, ("B3", "B4"), (), ()),
    (VIEWER, EVERY, (), ()),
    (NOWHERE, (), (), ()),
]


def test_every_reader_and_every_register_has_its_expectation():
    assert {reader for reader, *_ in SEEN} == set(READERS)
    assert {reader.role for reader in READERS} == set(Role)
    assert {*OPEN, *OF_MEMBERS, *IN_NEED} == set(R)


def test_each_reader_sees_the_own_area_and_nothing_else(filled: Store):
    for reader, of_organisations, of_members, in_need in SEEN:
        for registers, expected in ((OPEN, of_organisations), (OF_MEMBERS, of_members), (IN_NEED, in_need)):
            for register in registers:
                assert seen(filled, reader, register) == sorted(expected), (reader.account, register)


def test_what_a_reader_does_not_see_is_neither_found_nor_compared_nor_told_of(of_members: Store):
    assert of_members.find(LEADER_A2, R.MEMBERS, "name", "見本 太郎")["org_id"].tolist() == ["A2"]
    assert of_members.find(VIEWER, R.MEMBERS, "name", "見本 太郎").empty
    assert set(of_members.compare(LEADER_A2, R.MEMBERS, 0).added["org_id"]) == {"A2"}
    assert of_members.read(LEADER_A2, R.MEMBERS, scopes=["A1"]).empty
    assert of_members.read(LEADER_A2, R.MEMBERS, personal=False)["org_id"].tolist() == ["A2"]
    assert of_members.history(LEADER_A2, R.MEMBERS)["scope_id"].tolist() == ["A2"]
    assert of_members.history(LEADER_A2, R.MEMBERS, scope="A1").empty


def test_how_the_support_list_changes_is_told_to_those_who_keep_it(in_need: Store):
    for reader in READERS:
        shown = not in_need.history(reader, NEEDS).empty
        assert shown == (reader in (HEAD, OFFICER_A, OFFICER_B)), reader.account


@pytest.mark.parametrize(
    ("on_screen", "opt_out", "expected"),
    [(False, False, ()), (False, True, ()), (True, False, ("yes",)), (True, True, ("unknown", "yes"))],
)
def test_the_support_list_is_given_by_consent_or_ordinance_where_it_is_switched_on(
    in_need: Store, on_screen: bool, opt_out: bool, expected: tuple[str, ...]
):
    in_need.rights.switch(HEAD, rights.SUPPORT_LIST_ON_SCREEN, on=on_screen)
    in_need.rights.switch(HEAD, rights.ORDINANCE_OPT_OUT, on=opt_out)
    for reader, orgs in ((LEADER_A1, ["A1"]), (COMMISSIONER, ["A1"]), (COUNCIL, ["A1", "A2"]),
                         (FIRE, ["A1", "A2"]), (POLICE, ["B3", "B4"])):  # fmt: skip
        found = in_need.read(reader, NEEDS)
        assert set(found["consent"]) == set(expected), reader.account
        assert sorted(set(found["org_id"])) == (orgs if expected else []), reader.account
        plans = in_need.read(reader, PLANS)
        # A plan needs person and supporter, whatever the ordinance says.
        assert set(plans["supporter_name"]) == ({"yes/yes"} if on_screen else set()), reader.account
    assert in_need.read(VIEWER, NEEDS).empty


#: Organisations for which each reader may write a members list, and a support list.
WRITES = [
    (HEAD, EVERY, EVERY, EVERY),
    (OFFICER_A, ("A1", "A2"), (), ("A1", "A2")),
    (OFFICER_B, ("B3", "B4"), (), ("B3", "B4")),
    (LEADER_A1, ("A1",), (), ()),
    (LEADER_A2, ("A2",), (), ()),
    (LEADER_DISTRICT_3, ("B3", "B4"), (), ()),
    *[(reader, (), (), ()) for reader in (COMMISSIONER, COUNCIL, FIRE, POLICE, VIEWER, NOWHERE)],
]


def _may_commit(store: Store, reader: Reader, register: RegisterName, org: str) -> bool:
    own = {"person_id": person_of(store, org)} if register is PLANS else {}
    try:
        store.commit(reader, register, frame(register, [row(register, org, **own)]))
    except ForbiddenError:
        return False
    return True


def test_each_reader_writes_the_own_area_and_nothing_else(store: Store):
    assert {reader for reader, *_ in WRITES} == set(READERS)
    for reader, members_of, needs_of, plans_of in WRITES:
        # Where nothing may be written anywhere, one organisation shows it.
        for org in EVERY if members_of else EVERY[:1]:
            assert _may_commit(store, reader, R.MEMBERS, org) == (org in members_of), (reader.account, org)
        for org in ("A1", "B3"):
            assert _may_commit(store, reader, NEEDS, org) == (org in needs_of), (reader.account, org)
            assert _may_commit(store, reader, PLANS, org) == (org in plans_of), (reader.account, org)
            is_officer = reader.role in {Role.HEADQUARTERS, Role.WARD_OFFICER}
            assert _may_commit(store, reader, R.PARTNERS, org) == (org in members_of and is_officer)


def test_one_row_of_another_area_refuses_the_whole_list(of_members: Store):
    before = of_members.read(HEAD, R.MEMBERS)
    with pytest.raises(ForbiddenError, match="forbidden_rows") as caught:
        of_members.commit(LEADER_A1, R.MEMBERS, members(("A1", "甲"), ("A2", "乙"), ("B3", "丙")))
    assert caught.value.details["rows"] == 2
    assert of_members.read(HEAD, R.MEMBERS).equals(before)


def test_a_list_of_the_own_area_removes_nobody_elsewhere(of_members: Store):
    of_members.commit(LEADER_A1, R.MEMBERS, members(("A1", "甲")), scopes=["A1", "A2"], removes=True)
    assert of_members.read(HEAD, R.MEMBERS).groupby("org_id").size().to_dict() == dict.fromkeys(EVERY, 1)


@pytest.mark.parametrize("setting", [rights.SUPPORT_LIST_ON_SCREEN, rights.ORDINANCE_OPT_OUT])
def test_only_headquarters_switches_and_reads_the_audit_log(store: Store, setting: str):
    for reader in set(READERS) - {HEAD}:
        with pytest.raises(ForbiddenError):
            store.rights.switch(reader, setting, on=True)
        with pytest.raises(ForbiddenError):
            store.rights.audit_entries(reader)
        with pytest.raises(ForbiddenError):
            store.rights.disclosures(reader)
    assert not store.rights.is_on(VIEWER, setting)
    store.rights.switch(HEAD, setting, on=True)
    assert store.rights.is_on(VIEWER, setting)
    store.rights.switch(HEAD, setting, on=False)
    assert not store.rights.is_on(VIEWER, setting)
    with pytest.raises(RefusedError, match="setting_unknown"):
        store.rights.switch(HEAD, "anything", on=True)


def _ask(
    store: Store, reader: Reader = HEAD, districts: Sequence[str] = ("271411-00001",), **given: object
) -> str:
    values = {
        "hazard": HazardKind.TSUNAMI, "reason": "大津波警報", "district_ids": districts,
        "ends": utc_now() + dt.timedelta(hours=6), "drill": False,
    }  # fmt: skip
    return store.rights.ask_for_disclosure(reader, **(values | given))


def test_who_has_withdrawn_is_not_given_in_an_older_version_either(in_need: Store):
    """Neither by the queries nor, in PostgreSQL, by any query at all; officers keep the history."""
    in_need.rights.switch(HEAD, rights.SUPPORT_LIST_ON_SCREEN, on=True)
    before = in_need.newest_version(HEAD, NEEDS)
    held = in_need.read(HEAD, NEEDS, scopes=["271411-00001"])
    agreed = held[held["consent"] == "yes"]
    assert in_need.read(LEADER_A1, NEEDS).index.tolist() == agreed.index.tolist()
    in_need.commit(HEAD, NEEDS, agreed.assign(consent="no"))
    for reader in (LEADER_A1, COMMISSIONER, FIRE):
        for at in (None, before):
            assert in_need.read(reader, NEEDS, at=at, scopes=["271411-00001"]).empty, (reader.account, at)
    assert in_need.read(OFFICER_A, NEEDS, at=before).loc[agreed.index[0], "consent"] == "yes"
    engine = in_need.sessions.engine
    if engine.dialect.name == "postgresql":
        with transaction(engine, LEADER_A1, writes=False) as connection:
            assert not list(connection.scalars(sa.select(register_tables[NEEDS].c.consent)))


def test_an_emergency_disclosure_opens_its_district_once_a_second_person_approves(in_need: Store):
    disclosure = _ask(in_need)
    assert in_need.read(LEADER_A1, NEEDS).empty
    with pytest.raises(ForbiddenError, match="disclosure_second_person"):
        in_need.rights.approve_disclosure(HEAD, disclosure)
    in_need.rights.approve_disclosure(SECOND, disclosure)
    assert len(in_need.read(LEADER_A1, NEEDS)) == 3
    assert len(in_need.read(LEADER_A1, PLANS)) == 9
    assert seen(in_need, FIRE, NEEDS) == ["A1"]
    for reader in (LEADER_A2, POLICE, LEADER_DISTRICT_3, VIEWER):
        assert in_need.read(reader, NEEDS).empty, reader.account
    in_need.rights.end_disclosure(SECOND, disclosure)
    assert in_need.read(LEADER_A1, NEEDS).empty
    listed = in_need.rights.disclosures(HEAD)
    assert [(one.district_ids, one.approved_by) for one in listed] == [(("271411-00001",), "honcho-2")]
    actions = {entry.action for entry in in_need.rights.audit_entries(HEAD)}
    assert {"ask_for_disclosure", "approve_disclosure", "end_disclosure"} <= actions


def test_a_disclosure_limited_to_the_area_of_the_hazard_opens_those_people_and_no_others(in_need: Store):
    everybody = in_need.read(HEAD, NEEDS, scopes=["271411-00001"])
    first = str(everybody.index[0])
    # An entry of another district is not opened by being named.
    elsewhere = str(in_need.read(HEAD, NEEDS, scopes=["271411-00002"]).index[0])
    disclosure = _ask(in_need, people=[first, elsewhere])
    assert in_need.read(LEADER_A1, NEEDS).empty
    in_need.rights.approve_disclosure(SECOND, disclosure)
    assert in_need.read(LEADER_A1, NEEDS).index.tolist() == [first]
    assert set(in_need.read(LEADER_A1, PLANS)["person_id"]) <= {first}
    assert in_need.read(LEADER_A2, NEEDS).empty
    # An opening of nobody opens nobody.
    in_need.rights.approve_disclosure(SECOND, _ask(in_need, people=[]))
    assert in_need.read(LEADER_A1, NEEDS).index.tolist() == [first]
    assert sorted(one.people or 0 for one in in_need.rights.disclosures(HEAD)) == [0, 2]
    in_need.rights.end_disclosure(HEAD, disclosure)
    assert in_need.read(LEADER_A1, NEEDS).empty


def test_a_disclosure_ends_by_itself(in_need: Store):
    ends = utc_now() + dt.timedelta(hours=6)
    in_need.rights.approve_disclosure(SECOND, _ask(in_need, ends=ends))
    sessions = in_need.sessions
    for moment, rows in ((ends - dt.timedelta(seconds=2), 3), (ends, 0)):
        later = Store(Sessions(sessions.engine, sessions.keys, lambda moment=moment: moment))
        assert len(later.read(LEADER_A1, NEEDS)) == rows


def test_an_open_disclosure_closes_to_readers_while_drill_mode_is_on(in_need: Store):
    in_need.rights.approve_disclosure(SECOND, _ask(in_need))
    assert len(in_need.read(LEADER_A1, NEEDS)) == 3
    assert [(one.hazard, one.districts) for one in in_need.rights.running_disclosures(LEADER_A2)] == [
        (HazardKind.TSUNAMI, 1)
    ]
    in_need.rights.switch(HEAD, rights.DRILL_MODE, on=True)
    assert in_need.read(LEADER_A1, NEEDS).empty
    assert in_need.read(FIRE, PLANS).empty
    assert in_need.rights.running_disclosures(LEADER_A2) == ()
    in_need.rights.switch(HEAD, rights.DRILL_MODE, on=False)
    assert len(in_need.read(LEADER_A1, NEEDS)) == 3


def test_the_plan_of_somebody_who_left_the_list_is_read_by_those_alone_who_keep_it(in_need: Store):
    in_need.rights.switch(HEAD, rights.SUPPORT_LIST_ON_SCREEN, on=True)
    assert set(in_need.read(LEADER_A1, PLANS)["supporter_name"]) == {"yes/yes"}
    held = in_need.read(HEAD, NEEDS, scopes=["271411-00001"])
    of_plans = in_need.read(HEAD, PLANS)
    gone = of_plans.loc[of_plans["org_id"] == "A1", "person_id"].unique()
    assert len(gone) == 1
    # Whoever refuses the list and agreed to the plan stays in the plan: each has a consent of its own.
    in_need.commit(HEAD, NEEDS, held.loc[gone].assign(consent="no"))
    assert len(in_need.read(LEADER_A1, PLANS)) == 1
    in_need.commit(HEAD, NEEDS, held.drop(index=gone), scopes=["271411-00001"], removes=True)
    for reader in (LEADER_A1, COMMISSIONER, FIRE):
        assert "A1" not in set(in_need.read(reader, PLANS)["org_id"]), reader.account
    # Not in an emergency either: nobody of this id is on the list.
    in_need.rights.approve_disclosure(SECOND, _ask(in_need))
    assert in_need.read(LEADER_A1, PLANS).empty
    assert in_need.read(OFFICER_A, PLANS)["org_id"].eq("A1").sum() == 9


def test_postgresql_shows_a_disclosure_to_those_alone_to_whom_it_opens_something(in_need: Store):
    engine = in_need.sessions.engine
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no row-level security")
    people = in_need.read(HEAD, NEEDS, scopes=["271411-00001"]).index
    elsewhere = in_need.read(HEAD, NEEDS, scopes=["271411-00002"]).index
    both = ["271411-00001", "271411-00002"]
    in_need.rights.approve_disclosure(SECOND, _ask(in_need, districts=both, people=[people[0], elsewhere[0]]))

    def seen_by(reader: Reader) -> list[int]:
        with transaction(engine, reader, writes=False) as connection:
            return [
                connection.scalar(sa.select(sa.func.count()).select_from(table)) or 0
                for table in (disclosures, disclosure_districts, disclosure_people)
            ]

    assert seen_by(HEAD) == [1, 2, 2]
    assert seen_by(OFFICER_A) == [1, 2, 2]
    for reader in (LEADER_A1, COMMISSIONER):
        assert seen_by(reader) == [1, 1, 1], reader.account
    for reader in (OFFICER_B, LEADER_DISTRICT_3, POLICE, VIEWER, NOWHERE):
        assert seen_by(reader) == [0, 0, 0], reader.account
    in_need.rights.switch(HEAD, rights.DRILL_MODE, on=True)
    assert seen_by(LEADER_A1) == [0, 0, 0]
    assert seen_by(HEAD) == [1, 2, 2]


def test_a_disclosure_is_refused_in_a_drill_or_where_something_is_missing(store: Store):
    now = utc_now()
    for given, key in (
        ({"drill": True}, "disclosure_in_drill"),
        ({"reason": " "}, "disclosure_incomplete"),
        ({"districts": ()}, "disclosure_incomplete"),
        ({"ends": now - dt.timedelta(seconds=1)}, "disclosure_end"),
        ({"ends": now + dt.timedelta(days=14, minutes=5)}, "disclosure_end"),
    ):
        with pytest.raises(RefusedError, match=key):
            _ask(store, **given)
    for reader in set(READERS) - {HEAD}:
        with pytest.raises(ForbiddenError):
            _ask(store, reader)
    disclosure = _ask(store)
    for reader in set(READERS) - {HEAD}:
        with pytest.raises(ForbiddenError):
            store.rights.approve_disclosure(reader, disclosure)
        with pytest.raises(ForbiddenError):
            store.rights.end_disclosure(reader, disclosure)
    store.rights.approve_disclosure(SECOND, disclosure)
    with pytest.raises(RefusedError, match="disclosure_unknown"):
        store.rights.approve_disclosure(Reader.headquarters("honcho-3"), disclosure)
    store.rights.end_disclosure(HEAD, disclosure)
    with pytest.raises(RefusedError, match="disclosure_unknown"):
        store.rights.end_disclosure(HEAD, disclosure)


def _states(store: Store) -> Sequence[dict[str, bool]]:
    return [
        {rights.SUPPORT_LIST_ON_SCREEN: on, rights.ORDINANCE_OPT_OUT: out, rights.DRILL_MODE: drill}
        for drill, on, out in ((False, False, False), (False, False, True), (False, True, False),
                               (False, True, True), (True, False, False), (True, True, True))
    ]  # fmt: skip


def test_postgresql_gives_by_itself_what_the_queries_ask_for(filled: Store):
    """Row-level security and the conditions of the queries are one rule written twice."""
    engine = filled.sessions.engine
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no row-level security")
    filled.rights.approve_disclosure(SECOND, _ask(filled, districts=["271420-00003"]))
    one = filled.read(HEAD, NEEDS, scopes=["271411-00001"]).index[:1]
    filled.rights.approve_disclosure(SECOND, _ask(filled, people=one.tolist()))
    # Of A2 the person of the plans has left the list.
    held = filled.read(HEAD, NEEDS, scopes=["271411-00002"])
    filled.commit(
        HEAD, NEEDS, held.drop(index=person_of(filled, "A2")), scopes=["271411-00002"], removes=True
    )
    for state in _states(filled):
        for setting, on in state.items():
            filled.rights.switch(HEAD, setting, on=on)
        for reader in READERS:
            for register in R:
                if register not in IN_NEED and any(state.values()):
                    continue  # the settings of the city concern people in need alone
                column = register_tables[register].c.record_id
                now = filled.sessions.now()
                with transaction(engine, reader, writes=False) as connection:
                    bare = set(connection.scalars(sa.select(column)))
                    asked = readable_rows(connection, reader, register, [column], where=[], now=now)
                with transaction(engine, None, writes=False) as connection:
                    alone = readable_rows(connection, reader, register, [column], where=[], now=now)
                assert bare == {one.record_id for one in asked}, (reader.account, register, state)
                assert bare == {one.record_id for one in alone}, (reader.account, register, state)


def test_postgresql_tells_how_lists_changed_to_those_alone_whom_the_program_tells(filled: Store):
    """What versions added to the support list is an exact count of people in need."""
    engine = filled.sessions.engine
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no row-level security")
    for reader in READERS:
        told = {(int(one), scope) for register in R for one, scope in _told(filled, reader, register)}
        with transaction(engine, reader, writes=False) as connection:
            bare = connection.execute(sa.select(version_scopes.c.version_id, version_scopes.c.scope_id))
            assert {tuple(one) for one in bare} == told, reader.account


def _told(store: Store, reader: Reader, register: RegisterName) -> Sequence[tuple[int, str]]:
    history = store.history(reader, register)
    return list(zip(history["version_id"], history["scope_id"], strict=True))


def test_postgresql_gives_nothing_to_who_does_not_say_who_asks(filled: Store):
    engine = filled.sessions.engine
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no row-level security")
    with engine.connect() as connection:
        for register in R:
            assert connection.execute(sa.select(register_tables[register])).first() is None
        assert connection.execute(sa.select(version_scopes)).first() is None
        assert connection.execute(sa.text("SELECT * FROM audit_log")).first() is None


def test_postgresql_takes_no_row_of_another_area(of_members: Store):
    engine = of_members.sessions.engine
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no row-level security")
    table = register_tables[R.MEMBERS]
    moved = table.update().values(org_id="A2", district_id="x", ward_code="271420")
    with pytest.raises(ForbiddenError), transaction(engine, LEADER_A1, writes=True) as connection:
        connection.execute(moved)
    with transaction(engine, LEADER_A1, writes=True) as connection:
        assert (
            connection.execute(table.update().values(title="x").where(table.c.org_id == "A2")).rowcount == 0
        )
        assert connection.execute(table.delete()).rowcount == 0
    with transaction(engine, OFFICER_A, writes=True) as connection:
        assert connection.execute(sa.text("UPDATE audit_log SET account = 'x'")).rowcount == 0
    entry = sa.text("INSERT INTO audit_log VALUES (0, '', '', '', '', '', '', '')")
    with pytest.raises(ForbiddenError), transaction(engine, OFFICER_A, writes=True) as connection:
        connection.execute(entry)


def test_a_reader_has_an_account_and_ids_that_name_something():
    for wrong in ({"org_ids": frozenset({""})}, {"ward_codes": frozenset({"1,2"})}):
        with pytest.raises(ValueError, match="id"):
            Reader("x", Role.WARD_OFFICER, **wrong)
    with pytest.raises(ValueError, match="account"):
        Reader(" ", Role.VIEWER)


def test_rows_of_no_organisation_are_no_leaders(store: Store):
    partner = frame(R.PARTNERS, [row(R.PARTNERS, "A2", org_id="", name="工場")])
    store.commit(HEAD, R.PARTNERS, partner)
    assert "工場" not in set(store.read(LEADER_A1, R.PARTNERS)["name"])
    assert isinstance(store.read(LEADER_A2, R.PARTNERS), pd.DataFrame)
