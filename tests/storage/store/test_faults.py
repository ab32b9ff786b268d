"""What goes wrong outside: kill -9, two writers, a lock, a lost connection, a full disk. Nothing is lost."""

import logging
import multiprocessing
import resource
import signal
import sqlite3
import threading
import traceback
import warnings
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store import schema
from storage.store.engine import open_engine, sqlite_url, transaction
from storage.store.errors import StaleError, StoreBusyError, StoreError, StoreFullError, StoreUnreachableError
from storage.store.sessions import Sessions
from storage.store.store import Store, UploadedFile, utc_now
from storage.store.upkeep import Upkeep
from tests.postgres import Server
from tests.storage.store.conftest import Place
from tests.storage.store.killing import kill_in_rounds
from tests.storage.store.made import (
    CANARY,
    CANARY_PHONE,
    HEAD,
    LEADER_A1,
    SECOND,
    add_organisations,
    frame,
    members,
    names,
    row,
)

M = RegisterName.MEMBERS


def test_a_writer_that_is_killed_leaves_the_whole_of_one_list(place: Place):
    found = list(kill_in_rounds(place.url, place.keys, rounds=4, seed=3))
    assert len(found) == 4


def test_two_writers_at_once_both_get_their_turn(place: Place):
    stores = [place.open(), place.open()]
    add_organisations(stores[0])
    faults: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for i in range(5):
                stores[number].commit(HEAD, M, members((("A1", "A2")[number], f"甲{number}-{i}")))
        except BaseException as error:  # noqa: BLE001 - told to the test
            faults.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(stores[0].read(HEAD, M)) == 10
    assert stores[0].newest_version(HEAD, M) == 11
    for store in stores:
        store.close()
    assert Upkeep(place.url, keys=place.keys).check() == ()


def test_of_two_who_looked_at_the_same_list_the_second_is_told(place: Place):
    one, other = place.open(), place.open()
    add_organisations(one)
    looked = [store.preview(HEAD, M, members(("A1", "甲"))).based_on for store in (one, other)]
    one.commit(HEAD, M, members(("A1", "甲")), based_on=looked[0])
    with pytest.raises(StaleError):
        other.commit(SECOND, M, members(("A1", "乙")), based_on=looked[1])
    assert names(other.read(HEAD, M)) == ["甲"]
    one.close()
    other.close()


def test_a_database_that_another_holds_is_said_to_be_busy(place: Place):
    store = place.open()
    add_organisations(store)
    impatient = Store(Sessions(open_engine(place.url, wait_s=0.2), place.keys, utc_now))
    with transaction(store.sessions.engine, None, writes=True), pytest.raises(StoreBusyError, match="busy"):
        impatient.commit(HEAD, M, members(("A1", "甲")))
    assert impatient.commit(HEAD, M, members(("A1", "甲"))).added == 1
    impatient.close()
    store.close()


def test_a_connection_that_is_lost_in_the_middle_loses_the_whole_commit(postgres: Server, tmp_path: Path):
    place = Place(postgres.empty_database(), tmp_path / "k.json")
    store = place.open()
    add_organisations(store)

    def lose_it() -> None:
        with transaction(store.sessions.engine, HEAD, writes=True) as connection:
            connection.execute(schema.store_settings.insert(), {"key": "x", "value": "yes"})
            own = connection.scalar(sa.select(sa.func.pg_backend_pid()))
            postgres.execute(f"SELECT pg_terminate_backend({own})")
            connection.execute(sa.select(1))

    with pytest.raises(StoreUnreachableError, match="unreachable"):
        lose_it()
    # The next call finds a new connection by itself.
    assert store.commit(HEAD, M, members(("A1", "甲"))).added == 1
    with transaction(store.sessions.engine, None, writes=False) as connection:
        assert connection.execute(sa.select(schema.store_settings)).first() is None
    store.close()


def test_a_server_that_fell_comes_back_with_everything(postgres: Server, tmp_path: Path):
    place = Place(postgres.empty_database(), tmp_path / "k.json")
    store = place.open()
    add_organisations(store)
    store.commit(HEAD, M, members(("A1", "甲")))
    postgres.stop("immediate")
    try:
        with pytest.raises(StoreUnreachableError, match="unreachable"):
            store.read(HEAD, M)
    finally:
        postgres.start()
    assert names(store.read(HEAD, M)) == ["甲"]
    store.close()
    assert Upkeep(place.url, keys=place.keys).check() == ()


def test_no_such_server_is_said_in_words(tmp_path: Path):
    url = sa.URL.create("postgresql+psycopg", username="x", password=CANARY, query={"host": str(tmp_path)})
    with pytest.raises(StoreUnreachableError, match="unreachable") as caught:
        Store.open(url, keys=tmp_path / "k.json")
    assert CANARY not in "".join(traceback.format_exception(caught.value))
    assert not (tmp_path / "k.json").exists()


def _fill_the_disk(file: Path, keys: Path, answer: "multiprocessing.connection.Connection") -> None:
    """Commit more than files of this process may grow to; the system refuses the write."""
    store = Store.open(sqlite_url(file), keys=keys)
    rows = [row(M, "A1", name=f"甲{i}", note="長" * 500) for i in range(800)]
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
    try:
        store.commit(HEAD, M, frame(M, rows))
    except StoreError as error:
        answer.send((type(error).__name__, error.key))
    else:
        answer.send(("nothing", ""))


def test_a_full_disk_changes_nothing(tmp_path: Path):
    file, keys = tmp_path / "store.db", tmp_path / "k.json"
    store = Store.open(sqlite_url(file), keys=keys)
    add_organisations(store)
    store.commit(HEAD, M, members(("A1", "甲")))
    store.close()
    context = multiprocessing.get_context("fork")
    reading, writing = context.Pipe(duplex=False)
    writer = context.Process(target=_fill_the_disk, args=(file, keys, writing))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads
        writer.start()
    assert reading.poll(60)
    assert reading.recv() == (StoreFullError.__name__, "full")
    writer.join()
    store = Store.open(sqlite_url(file), keys=keys)
    assert names(store.read(HEAD, M)) == ["甲"]
    assert store.commit(HEAD, M, members(("A1", "乙"))).added == 1
    store.close()
    assert Upkeep(sqlite_url(file), keys=keys).check() == ()


def test_a_file_that_is_no_database_is_named_and_left_as_it_is(tmp_path: Path):
    file = tmp_path / "store.db"
    file.write_bytes(b"PK\x03\x04" + b"x" * 5000)
    before = file.read_bytes()
    with pytest.raises(StoreError, match="file_damaged"):
        Store.open(sqlite_url(file), keys=tmp_path / "k.json")
    assert file.read_bytes() == before


def test_a_store_without_its_keys_opens_for_nobody_and_makes_no_new_ones(place: Place):
    place.open().close()
    kept = place.keys.read_bytes()
    place.keys.unlink()
    with pytest.raises(StoreError, match="key_file_missing"):
        place.open()
    assert not place.keys.exists()
    place.keys.write_bytes(kept.replace(b'"k1-', b'"k2-'))
    with pytest.raises(StoreError, match="key_file_other"):
        place.open()


def test_no_log_no_error_and_no_file_holds_a_personal_value(
    place: Place, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sqlalchemy.engine").setLevel(logging.DEBUG)
    shown: list[str] = []
    store = place.open()
    add_organisations(store)
    secret = members(("A1", CANARY), phone=CANARY_PHONE, note=CANARY, kana=CANARY)
    preview = store.preview(HEAD, M, secret)
    done = store.commit(HEAD, M, secret, file=UploadedFile(f"{CANARY}.csv", CANARY.encode()))
    people = RegisterName.NEEDS_HELP
    store.commit(HEAD, people, frame(people, [row(people, "A1", name=CANARY, phone=CANARY_PHONE)]))
    store.find(HEAD, M, "name", CANARY)
    shown += [repr(preview), repr(preview.differences), repr(done), repr(UploadedFile(CANARY, b""))]
    shown += [entry.detail for entry in store.rights.audit_entries(HEAD)]
    for wrong in (
        members(("A1", CANARY), born_on=CANARY),
        members(("A1", CANARY), day=CANARY),
        members(("A1", CANARY)).assign(org_id="Z9"),
        members(("A1", CANARY)).drop(columns="post"),
        members(("A1", CANARY)).assign(name=7),
    ):
        with pytest.raises(StoreError) as caught:
            store.commit(LEADER_A1, M, wrong)
        shown += traceback.format_exception(caught.value)
    table = schema.register_tables[M]
    with (
        pytest.raises(StoreError) as caught,
        transaction(store.sessions.engine, None, writes=True) as connection,
    ):
        connection.execute(table.insert(), {"record_id": CANARY, "since": 99, "sealed": CANARY.encode()})
    shown += traceback.format_exception(caught.value)
    backup = place.keys.parent / "backup"
    Upkeep(place.url, keys=place.keys).backup(backup)
    shown += [repr(one) for one in Upkeep(place.url, keys=place.keys).check()]
    store.close()
    said = capfd.readouterr()
    for text in (*shown, caplog.text, said.out, said.err):
        assert CANARY not in text
        assert CANARY_PHONE not in text
    kept = [backup.read_bytes(), *_rows_of(place)]
    kept += [file.read_bytes() for file in place.keys.parent.parent.rglob("*") if file.is_file()]
    for content in kept:
        assert CANARY.encode() not in content
        assert CANARY_PHONE.encode() not in content


def _rows_of(place: Place) -> list[bytes]:
    """Return everything that the database holds, as bytes."""
    engine = open_engine(place.url)
    with transaction(engine, None, writes=False) as connection:
        found = [
            b"|".join(value if isinstance(value, bytes) else str(value).encode() for value in one)
            for table in schema.metadata.sorted_tables
            for one in connection.execute(sa.select(table))
        ]
    engine.dispose()
    return found


def test_the_file_is_its_owners_alone(tmp_path: Path):
    file = tmp_path / "home" / "store.db"
    store = Store.open(sqlite_url(file), keys=tmp_path / "k.json")
    add_organisations(store)
    assert file.parent.stat().st_mode & 0o777 == 0o700
    for part in file.parent.iterdir():
        assert part.stat().st_mode & 0o777 == 0o600, part.name
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
    store.close()


def test_references_hold_in_every_connection(store: Store):
    table = schema.version_scopes
    wrong = {"version_id": 99, "scope_id": "x", "ward_code": "x", "district_id": "x", "org_id": "x",
             "added": 0, "changed": 0, "removed": 0}  # fmt: skip
    engine = store.sessions.engine
    with (
        pytest.raises(StoreError, match="database_error"),
        transaction(engine, None, writes=True) as connection,
    ):
        connection.execute(table.insert(), wrong)
