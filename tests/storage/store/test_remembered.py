"""What was said of a list comes back at its next file, to those who may write the list alone."""

import pytest

from domain.registers import RegisterName
from storage.store.errors import ForbiddenError
from storage.store.remembered import ListScope, Said
from storage.store.store import Store
from storage.store.upkeep import Upkeep
from tests.storage.store.conftest import Place
from tests.storage.store.made import (
    AREAS,
    CANARY,
    HEAD,
    LEADER_A1,
    LEADER_A2,
    NOWHERE,
    OFFICER_A,
    OFFICER_B,
    VIEWER,
    add_organisations,
)
from tests.storage.store.test_faults import _rows_of

A1 = ListScope(RegisterName.MEMBERS, *AREAS["A1"], "A1")
WARD = ListScope(RegisterName.MEMBERS, AREAS["A1"][0])
CITY = ListScope(RegisterName.MEMBERS)
SUPPORT = ListScope(RegisterName.NEEDS_HELP)


def test_what_was_said_last_comes_back_and_nothing_where_nobody_said_anything(store: Store):
    assert store.remembered.read(HEAD, Said.COLUMNS, A1) == {}
    store.remembered.keep(LEADER_A1, Said.COLUMNS, A1, {"きまぐれ": "備考"})
    store.remembered.keep(OFFICER_A, Said.COLUMNS, A1, {"きまぐれ": ""})
    assert store.remembered.read(LEADER_A1, Said.COLUMNS, A1) == {"きまぐれ": ""}
    assert store.remembered.read(LEADER_A1, Said.PAIRS, A1) == {}


def test_it_is_read_and_written_by_those_who_write_the_list(store: Store):
    store.remembered.keep(HEAD, Said.COLUMNS, A1, {"a": "b"})
    for reader in (LEADER_A2, OFFICER_B, VIEWER, NOWHERE):
        assert store.remembered.read(reader, Said.COLUMNS, A1) == {}, reader.account
        with pytest.raises(ForbiddenError):
            store.remembered.keep(reader, Said.COLUMNS, A1, {"a": "c"})
    assert store.remembered.read(OFFICER_A, Said.COLUMNS, A1) == {"a": "b"}


def test_a_list_of_a_ward_is_its_officers_and_one_of_the_city_headquarters_alone(store: Store):
    store.remembered.keep(OFFICER_A, Said.COLUMNS, WARD, {"a": "b"})
    assert store.remembered.read(LEADER_A1, Said.COLUMNS, WARD) == {}
    assert store.remembered.read(HEAD, Said.COLUMNS, WARD) == {"a": "b"}
    for scope in (CITY, SUPPORT):
        store.remembered.keep(HEAD, Said.COLUMNS, scope, {"a": "b"})
        assert store.remembered.read(HEAD, Said.COLUMNS, scope) == {"a": "b"}
        assert store.remembered.read(OFFICER_A, Said.COLUMNS, scope) == {}
        with pytest.raises(ForbiddenError):
            store.remembered.keep(OFFICER_A, Said.COLUMNS, scope, {"a": "c"})


def test_it_is_sealed_opens_under_a_new_key_and_is_in_a_backup(place: Place):
    opened = place.open()
    add_organisations(opened)
    opened.remembered.keep(HEAD, Said.PAIRS, A1, {CANARY: "two"})
    assert not any(CANARY.encode() in row for row in _rows_of(place))
    upkeep = Upkeep(place.url, keys=place.keys, backups=place.keys.parent)
    upkeep.rotate()
    assert opened.remembered.read(HEAD, Said.PAIRS, A1) == {CANARY: "two"}
    backup = place.keys.parent / "backup"
    upkeep.backup(backup)
    opened.remembered.keep(HEAD, Said.PAIRS, A1, {})
    opened.close()
    upkeep.restore(backup)
    opened = place.open()
    assert opened.remembered.read(HEAD, Said.PAIRS, A1) == {CANARY: "two"}
    opened.close()
