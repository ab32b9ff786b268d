"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa

from storage.store.audit import head_file
from storage.store.engine import sqlite_url, transaction
from storage.store.schema import metadata, store_keys
from storage.store.store import Store
from tests.postgres import Server, started
from tests.storage.store.made import add_organisations


@dataclass(frozen=True)
class Place:
    """Where one test keeps its store.

    Parameters
    ----------
    url
        Address of an empty database.
    keys
        Key file, not yet there.
    """

    url: sa.URL
    keys: Path

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.url.get_backend_name() == "sqlite"

    def open(self) -> Store:
        """Open the store; every process and every call has connections of its own."""
        return Store.open(self.url, keys=self.keys)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """The one PostgreSQL of this process."""
    with started() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place of each kind of database."""
    keys = tmp_path / "elsewhere" / "store.json"
    if request.param == "sqlite":
        return Place(sqlite_url(tmp_path / "home" / "store.db"), keys)
    server: Server = request.getfixturevalue("postgres")
    return Place(server.empty_database(), keys)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store of each kind that all tests share which look at no file; its queries are compiled once.

    pytest may open it again after tests of the other kind: key and database stay where they were.
    """
    folder = tmp_path_factory.getbasetemp() / f"store-{request.param}"
    if request.param == "sqlite":
        url = sqlite_url(folder / "store.db")
    else:
        server: Server = request.getfixturevalue("postgres")
        url = server.second_database()
    opened = Store.open(url, keys=folder / "keys" / "store.json")
    yield opened
    opened.close()


@pytest.fixture
def store(prepared: Store) -> Store:
    """A store that knows four organisations and nothing else."""
    sessions = prepared.sessions
    with transaction(sessions.engine, None, writes=True) as connection:
        for table in reversed(metadata.sorted_tables):
            if table is not store_keys:
                connection.execute(table.delete())
    head_file(sessions.keys).unlink(missing_ok=True)
    add_organisations(prepared)
    return prepared
