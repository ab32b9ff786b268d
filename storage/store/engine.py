"""The connection to the database: SQLite under ``SONAE_HOME``, or what ``SONAE_DATABASE_URL`` names."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from storage.home import named_database, store_file
from storage.store.errors import (
    ForbiddenError,
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreUnreachableError,
)
from storage.store.reader import Reader

#: How long one process waits for another [s].
WAIT_S = 10.0
#: Lock of PostgreSQL that whoever writes holds, so that versions and the audit log have one order.
_WRITE_LOCK = 0x536F6E6165
#: Role of the program itself, for upkeep; no reader has it.
UPKEEP = "upkeep"
_WRITES = "sonae_writes"


def database_url(environment: Mapping[str, str] | None = None) -> sa.URL:
    """Return the address of the database.

    Raises
    ------
    StoreUnreachableError
        When ``SONAE_DATABASE_URL`` is no address of a PostgreSQL database.
    """
    named = named_database(environment)
    if not named:
        return sqlite_url(store_file(environment))
    try:
        url = sa.make_url(named)
    except ArgumentError:
        raise StoreUnreachableError("url_broken") from None
    if url.drivername not in {"postgresql", "postgresql+psycopg"}:
        raise StoreUnreachableError("url_broken")
    return url.set(drivername="postgresql+psycopg")


def sqlite_url(file: Path) -> sa.URL:
    """Return the address of a database file."""
    return sa.URL.create("sqlite", database=str(file))


def open_engine(url: sa.URL, *, wait_s: float = WAIT_S) -> sa.Engine:
    """Return an engine that never writes a value of a row into an error or a log.

    Parameters
    ----------
    url
        Address of the database.
    wait_s
        How long to wait for another process [s].

    Raises
    ------
    StoreError
        When the file cannot be made.
    """
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, wait_s)
    options = f"-c lock_timeout={int(wait_s * 1000)} -c client_min_messages=warning"
    try:
        return sa.create_engine(
            url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=2,
            connect_args={"connect_timeout": max(2, int(wait_s)), "options": options},
        )
    except (NoSuchModuleError, ArgumentError):
        raise StoreUnreachableError("url_broken") from None


def _sqlite(url: sa.URL, wait_s: float) -> sa.Engine:
    file = Path(str(url.database))
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError:
        raise StoreUnreachableError("file_unwritable", file=str(file)) from None
    engine = sa.create_engine(url, hide_parameters=True, connect_args={"timeout": wait_s})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # The driver would begin transactions late, and not for changes of the schema: we say when.
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def transaction(engine: sa.Engine, reader: Reader | None, *, writes: bool) -> Iterator[sa.Connection]:
    """Do several things in one transaction: all of them, or none.

    Parameters
    ----------
    engine
        Database.
    reader
        Who asks; None is the program itself, for upkeep.
    writes
        Whether something is written; writers wait for each other.

    Raises
    ------
    StoreError
        In place of every error of the database; values of rows are in none.
    """
    with (
        errors_in_words(),
        engine.connect().execution_options(**{_WRITES: writes}) as connection,
        connection.begin(),
    ):
        if engine.dialect.name == "postgresql":
            _introduce(connection, reader)
            if writes:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITE_LOCK)))
        yield connection


@contextmanager
def as_upkeep(connection: sa.Connection, reader: Reader | None) -> Iterator[None]:
    """Do what no reader may do, such as follow the audit log, within a reader's transaction."""
    if connection.dialect.name != "postgresql":
        yield
        return
    _introduce(connection, None)
    yield
    _introduce(connection, reader)


def _introduce(connection: sa.Connection, reader: Reader | None) -> None:
    """Tell PostgreSQL who asks, for this transaction only (SET LOCAL); its policies look there."""
    role = UPKEEP if reader is None else reader.role.value
    areas = (
        ("sonae.wards", reader.ward_codes if reader else ()),
        ("sonae.districts", reader.district_ids if reader else ()),
        ("sonae.orgs", reader.org_ids if reader else ()),
    )
    settings = [("sonae.role", role), *((name, ",".join(sorted(ids))) for name, ids in areas)]
    connection.execute(sa.select(*[sa.func.set_config(name, value, True) for name, value in settings]))


def scrub(engine: sa.Engine) -> None:
    """Take what was deleted out of the files of the database too, as far as the program reaches them."""
    with errors_in_words(), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # Deleted pages are overwritten (secure_delete); the log beside the file still holds the old ones.
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM")


@contextmanager
def errors_in_words() -> Iterator[None]:
    """Turn errors of the database into ours, which hold no value."""
    try:
        yield
    except DBAPIError as error:
        raise _in_words(error) from None
    except SQLAlchemyError as error:
        raise StoreError("database_error", kind=type(error).__name__) from None


def _in_words(error: DBAPIError) -> StoreError:
    origin = error.orig
    if isinstance(origin, sqlite3.Error):
        name = getattr(origin, "sqlite_errorname", None) or ""
        return next(
            (make() for starts, make in _SQLITE_ERRORS if name.startswith(starts)),
            StoreError("database_error", kind=name or type(origin).__name__),
        )
    state = getattr(origin, "sqlstate", None) or ""
    if error.connection_invalidated or not state:  # the connection was lost, or never came about
        return StoreUnreachableError("unreachable")
    return next(
        (make() for starts, make in _POSTGRESQL_ERRORS if state.startswith(starts)),
        StoreError("database_error", kind=state),
    )


#: A file system that takes no more says so, or fails to write.
_SQLITE_ERRORS: tuple[tuple[tuple[str, ...], Callable[[], StoreError]], ...] = (
    (("SQLITE_BUSY", "SQLITE_LOCKED"), partial(StoreBusyError, "busy")),
    (("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE"), partial(StoreFullError, "full")),
    (("SQLITE_CORRUPT", "SQLITE_NOTADB"), partial(StoreDamagedError, "file_damaged")),
    (("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM"), partial(StoreUnreachableError, "read_only")),
)
#: Classes of SQLSTATE: lock not to be had, serialisation, deadlock; resources; connection, sign-in, no
#: such database, server going down; row-level security or a missing grant.
_POSTGRESQL_ERRORS: tuple[tuple[tuple[str, ...], Callable[[], StoreError]], ...] = (
    (("55P03", "40001", "40P01"), partial(StoreBusyError, "busy")),
    (("53",), partial(StoreFullError, "full")),
    (("08", "28", "3D", "57P"), partial(StoreUnreachableError, "unreachable")),
    (("42501",), partial(ForbiddenError, "forbidden")),
)
