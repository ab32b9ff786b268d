"""An audit log that was touched is noticed: an entry changed, taken out, put in, or the end cut off."""

import pytest
import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store.audit import Head, find_breaks, head_file, keep_head, read_head
from storage.store.engine import transaction
from storage.store.errors import RefusedError
from storage.store.key_check import ring_of
from storage.store.schema import audit_log
from storage.store.store import Store
from tests.storage.store.made import HEAD, members

_A = audit_log.c


def _breaks(store: Store, *, known: Head | None = None) -> list[tuple[str, int]]:
    sessions = store.sessions
    with transaction(sessions.engine, None, writes=False) as connection:
        head = read_head(head_file(sessions.keys)) if known is None else known
        return list(find_breaks(connection, ring_of(connection, sessions.keys), head))


def _touch(store: Store, statement: sa.Executable) -> None:
    with transaction(store.sessions.engine, None, writes=True) as connection:
        connection.execute(statement)


def _four(store: Store) -> Store:
    for name in "甲乙丙":
        store.commit(HEAD, RegisterName.MEMBERS, members(("A1", name)))
    assert _breaks(store) == []
    return store


def test_each_change_has_its_entry_in_order(store: Store):
    entries = _four(store).rights.audit_entries(HEAD)
    assert [entry.seq for entry in entries] == [4, 3, 2, 1]
    assert [entry.action for entry in entries] == ["commit"] * 4
    assert '"version": 4' in entries[0].detail
    assert [entry.seq for entry in store.rights.audit_entries(HEAD, newest=2)] == [4, 3]


def test_every_field_of_an_entry_is_signed(store: Store):
    _four(store)
    for field in ("at", "account", "role", "action", "detail"):
        _touch(
            store, audit_log.update().where(_A.seq == 2).values({field: sa.column(field) + sa.literal("x")})
        )
        assert _breaks(store) == [("audit_changed", 2)], field
        cut = sa.func.substr(sa.column(field), 1, sa.func.length(sa.column(field)) - 1)
        _touch(store, audit_log.update().where(_A.seq == 2).values({field: cut}))
        assert _breaks(store) == [], field


def test_an_entry_taken_out_leaves_a_gap(store: Store):
    _touch(_four(store), audit_log.delete().where(_A.seq == 2))
    assert _breaks(store) == [("audit_gap", 2)]


def test_an_entry_taken_out_and_the_rest_moved_up_breaks_the_chain(store: Store):
    _touch(_four(store), audit_log.delete().where(_A.seq == 2))
    _touch(store, audit_log.update().where(_A.seq == 3).values(seq=2))
    _touch(store, audit_log.update().where(_A.seq == 4).values(seq=3))
    assert _breaks(store) == [("audit_changed", 2)]


def test_an_end_that_was_cut_off_is_known_outside(store: Store):
    _touch(_four(store), audit_log.delete().where(_A.seq == 4))
    assert _breaks(store) == [("audit_cut", 4)]
    assert _breaks(store, known=Head(3, b"")) == [("audit_changed", 3)]


def test_an_end_that_was_cut_off_stays_known_however_much_is_written_after_it(store: Store):
    _touch(_four(store), audit_log.delete().where(_A.seq >= 3))
    # Entries 3 and 4 are gone: the next two take their numbers, and the third would hide it.
    for found in (("audit_cut", 4), ("audit_changed", 4), ("audit_changed", 4), ("audit_changed", 4)):
        store.read(HEAD, RegisterName.MEMBERS)
        assert _breaks(store) == [found]


def test_an_entry_of_an_unknown_key_is_named(store: Store):
    _touch(_four(store), audit_log.update().where(_A.seq == 3).values(key_id="k9"))
    assert _breaks(store) == [("audit_key_unknown", 3)]


def test_what_is_known_outside_never_goes_back_by_itself(tmp_path):
    file = tmp_path / "head.json"
    keep_head(file, Head(5, b"five"))
    keep_head(file, Head(4, b"four"))
    assert read_head(file) == Head(5, b"five")
    keep_head(file, Head(6, b"six"))
    assert read_head(file) == Head(6, b"six")
    keep_head(file, Head(2, b"two"), replaces=True)
    assert read_head(file) == Head(2, b"two")
    assert file.stat().st_mode & 0o777 == 0o600


def test_no_file_and_a_broken_one_tell_of_nothing(tmp_path):
    assert read_head(tmp_path / "none.json") is None
    for content in ("", "{}", '{"seq": 1, "mac": "xyz"}', "[]"):
        file = tmp_path / "head.json"
        file.write_text(content)
        assert read_head(file) is None


def test_a_refused_list_leaves_no_entry(store: Store):
    known = read_head(head_file(_four(store).sessions.keys))
    with pytest.raises(RefusedError):
        store.commit(HEAD, RegisterName.MEMBERS, members(("A1", "丁"), day="maybe"))
    assert read_head(head_file(store.sessions.keys)) == known
    assert len(store.rights.audit_entries(HEAD)) == 4
