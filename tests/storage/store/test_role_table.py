"""Every public query of the store, asked by every role, against the table of ``tests/role_table.py``."""

import datetime as dt
import inspect

import pytest

from domain.registers import Role
from domain.vocabulary import HazardKind
from storage.store.errors import ForbiddenError
from storage.store.rights import SUPPORT_LIST_ON_SCREEN
from storage.store.store import Store
from tests import role_table as table
from tests.storage.store.made import SECOND, frame, person_of, row

HEAD = table.READERS[Role.HEADQUARTERS]
_TO_ADD = (
    "public queries of the store that the table of rights does not know: add a Query for each to QUERIES in "
    "tests/role_table.py, with what every role gets, or a line to WITHOUT_READER that says why it is safe"
)


@pytest.fixture
def filled(store: Store) -> Store:
    """In each organisation one row of each register; people and supporters agreed."""
    for register in table.R:
        if register is table.R.ORGANISATIONS:
            continue
        rows = []
        for org in sorted(table.ALL):
            own: dict[str, str] = {}
            if register is table.R.OPENING_DUTY:
                own = {"place_id": f"E{org}"}
            if register is table.R.NEEDS_HELP:
                own = {"consent": "yes"}
            if register is table.R.INDIVIDUAL_PLANS:
                own = {
                    "person_id": person_of(store, org),
                    "person_consent": "yes",
                    "supporter_consent": "yes",
                }
            rows.append(row(register, org, **own))
        store.commit(HEAD, register, frame(register, rows))
    return store


def _public(store: Store) -> set[str]:
    parts = [store, *(one for one in vars(store).values() if _is_part(one))]
    return {
        f"{type(part).__name__}.{name}"
        for part in parts
        for name, member in inspect.getmembers(type(part))
        if not name.startswith("_") and (inspect.isfunction(member) or inspect.ismethod(member))
    }


def _is_part(one: object) -> bool:
    return type(one).__module__.startswith("storage.store.") and type(one).__name__ != "Sessions"


def test_every_query_is_in_the_table(store: Store):
    known = {query.name for query in table.QUERIES} | set(table.WITHOUT_READER)
    assert sorted(_public(store) - known) == [], _TO_ADD
    assert sorted(known - _public(store)) == [], "the table names queries that are no more"
    assert all(set(query.sees) == set(Role) for query in table.QUERIES)


def test_a_new_query_is_noticed(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Store, "everybody", lambda self: self, raising=False)
    assert _public(store) - {query.name for query in table.QUERIES} - set(table.WITHOUT_READER) == {
        "Store.everybody"
    }


@pytest.mark.parametrize("state", ["usual", "on_screen", "disclosed"])
def test_every_role_gets_what_the_table_says(filled: Store, state: str):
    if state == "on_screen":
        filled.rights.switch(HEAD, SUPPORT_LIST_ON_SCREEN, on=True)
    if state == "disclosed":
        asked = filled.rights.ask_for_disclosure(
            HEAD, hazard=HazardKind.TSUNAMI, reason="津波警報",
            district_ids=["271411-00001", "271411-00002"],
            ends=filled.sessions.clock() + dt.timedelta(hours=1), drill=False,
        )  # fmt: skip
        filled.rights.approve_disclosure(SECOND, asked)
    wanted = {"usual": (False, False), "on_screen": (True, False), "disclosed": (False, True)}[state]
    queries = [one for one in table.QUERIES if (one.on_screen, one.disclosed) == wanted]
    assert queries
    for query in sorted(queries, key=_writes_last):
        for role, reader in table.READERS.items():
            try:
                found = query.ask(filled, reader)
            except ForbiddenError:
                found = table.REFUSED
            assert found == query.sees[role], (query.name, query.what, role.value)


def _writes_last(query: table.Query) -> bool:
    return query.name not in {"Store.read", "Store.compare", "Store.find", "Store.history"}
