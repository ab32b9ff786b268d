"""A list on its way into the store while the world breaks: all of it is there afterwards, or nothing."""

import multiprocessing
import os
import signal
import subprocess
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store import commits
from storage.store.engine import sqlite_url, transaction
from storage.store.errors import SchemaError, StoreFullError, StoreUnreachableError
from storage.store.store import Store
from storage.store.upkeep import Upkeep
from tests.postgres import Server, started
from tests.use_cases.stores import CITY, HEAD
from use_cases.commit_list import ReadyList, commit_list, preview_list, ready_members
from use_cases.upload_roster import upload_roster

M = RegisterName.MEMBERS


def listed(count: int, note: str = "") -> ReadyList:
    rows = "".join(f"org-1,情報班,班員,見本 {i},{note}\n" for i in range(count))
    upload = upload_roster(f"組織ID,班,役割,氏名,備考\n{rows}".encode(), CITY.strength, year=2026)
    return ready_members(upload, CITY)


def put(store: Store, ready: ReadyList) -> int | None:
    return commit_list(store, HEAD, ready, preview_list(store, HEAD, CITY, ready)).version


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only the system's administrator may make a file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_disk_that_is_full_takes_nothing_of_a_list_and_all_of_it_later(small_disk: Path, tmp_path: Path):
    url, keys = sqlite_url(small_disk / "store.db"), tmp_path / "keys.json"
    store = Store.open(url, keys=keys)
    put(store, listed(1))
    many = listed(3000, "長い備考" * 50)
    with pytest.raises(StoreFullError, match="full"):
        put(store, many)
    assert len(store.read(HEAD, M, personal=False)) == 1
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert put(store, many) is not None
    assert len(store.read(HEAD, M, personal=False)) == 3000
    store.close()
    assert Upkeep(url, keys=keys).check() == ()


def _commit_for_ever(file: Path, keys: Path, ready: "multiprocessing.synchronize.Event") -> None:
    store = Store.open(sqlite_url(file), keys=keys)
    lists = listed(400, "一"), listed(400, "二")
    ready.set()
    for number in range(1000):
        put(store, lists[number % 2])


def test_an_upload_that_is_killed_leaves_the_whole_of_one_list(tmp_path: Path):
    file, keys = tmp_path / "store.db", tmp_path / "keys.json"
    store = Store.open(sqlite_url(file), keys=keys)
    put(store, listed(400, "一"))
    store.close()
    context = multiprocessing.get_context("fork")
    for life in (0.05, 0.4, 0.9):
        ready = context.Event()
        writer = context.Process(target=_commit_for_ever, args=(file, keys, ready))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of forking beside threads
            writer.start()
        assert ready.wait(60)
        time.sleep(life)
        os.kill(int(writer.pid or 0), signal.SIGKILL)
        writer.join()
        store = Store.open(sqlite_url(file), keys=keys)
        held = store.read(HEAD, M)
        store.close()
        assert (len(held), held["note"].nunique()) == (400, 1)
        assert Upkeep(sqlite_url(file), keys=keys).check() == ()


@pytest.fixture(scope="module")
def postgres() -> Iterator[Server]:
    with started() as server:
        yield server


def test_a_connection_lost_in_the_middle_of_an_upload_writes_nothing(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    store = Store.open(postgres.empty_database(), keys=tmp_path / "keys.json")
    put(store, listed(1))
    write = commits._write_scopes

    def lose(connection: sa.Connection, *rest: object) -> None:
        # Every row of the list is in the transaction by now.
        own = connection.scalar(sa.select(sa.func.pg_backend_pid()))
        postgres.execute(f"SELECT pg_terminate_backend({own})")
        write(connection, *rest)  # type: ignore[arg-type]

    ready = listed(50)
    seen = preview_list(store, HEAD, CITY, ready)
    monkeypatch.setattr(commits, "_write_scopes", lose)
    with pytest.raises(StoreUnreachableError, match="unreachable"):
        commit_list(store, HEAD, ready, seen)
    monkeypatch.undo()
    assert len(store.read(HEAD, M)) == 1
    assert commit_list(store, HEAD, ready, seen).added == 49
    store.close()


@pytest.mark.parametrize(("version", "said"), [("0001", "schema_older"), ("9999", "schema_newer")])
def test_a_store_of_another_program_takes_no_list(store: Store, version: str, said: str):
    ready = listed(2)
    seen = preview_list(store, HEAD, CITY, ready)
    with transaction(store.sessions.engine, None, writes=True) as connection:
        before = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{version}'")
    with pytest.raises(SchemaError, match=said):
        commit_list(store, HEAD, ready, seen)
    with transaction(store.sessions.engine, None, writes=True) as connection:
        connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{before}'")
    assert commit_list(store, HEAD, ready, seen).added == 2
