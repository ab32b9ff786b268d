"""Whether a store is sound: file, schema, keys, every row, every version, the audit log."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store import schema
from storage.store.account_rows import read_accounts
from storage.store.audit import find_breaks, head_file, read_head
from storage.store.engine import transaction
from storage.store.errors import KeyFileError, StoreDamagedError
from storage.store.key_check import ring_of
from storage.store.keys import KeyRing
from storage.store.migrate import refuse_other_schema
from storage.store.registers import REGISTERS
from storage.store.rows import RowCoder

#: Rows that are in memory at once.
_ROWS_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong: a message key below ``store.`` and values, none of them personal."""

    key: str
    details: dict[str, object] = field(default_factory=dict)


def check_store(engine: sa.Engine, keys: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with a store.

    Parameters
    ----------
    engine
        Database.
    keys
        Key file.

    Raises
    ------
    StoreError
        When it cannot be looked at: not reached, of another schema, without its keys.
    """
    with transaction(engine, None, writes=False) as connection:
        refuse_other_schema(connection)
        return (*_of_files(engine, keys), *problems_in(connection, keys))


def problems_in(connection: sa.Connection, keys: Path, *, known_outside: bool = True) -> tuple[Problem, ...]:
    """Return everything that is wrong with what a database holds.

    Parameters
    ----------
    connection
        A transaction of the program itself.
    keys
        Key file.
    known_outside
        Whether the audit log must reach what is known of it outside.
    """
    found = [*_of_database(connection)]
    ring = ring_of(connection, keys)
    for register in RegisterName:
        found += _of_register(connection, register, ring)
    try:
        read_accounts(connection, ring)
    except StoreDamagedError as error:
        found.append(Problem(error.key, dict(error.details)))
    known = read_head(head_file(keys)) if known_outside else None
    found += [Problem(key, {"entry": entry}) for key, entry in find_breaks(connection, ring, known)]
    return tuple(found)


def _of_files(engine: sa.Engine, keys: Path) -> Iterator[Problem]:
    """Yield files that others than their owner may read."""
    files = [keys]
    if engine.dialect.name == "sqlite":
        files.append(Path(str(engine.url.database)))
    if os.name != "posix":
        return
    for file in files:
        if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            yield Problem("file_open_to_others", {"file": str(file)})


def _of_database(connection: sa.Connection) -> Iterator[Problem]:
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql("PRAGMA integrity_check(1)"):
            if row[0] != "ok":
                yield Problem("file_damaged")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            yield Problem("reference_broken")
        return
    rights = connection.exec_driver_sql(
        "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
    ).scalar()
    if rights:
        yield Problem("user_above_policies")


def _of_register(connection: sa.Connection, register: RegisterName, ring: KeyRing) -> list[Problem]:
    table, coder = schema.register_tables[register], RowCoder(REGISTERS[register], ring)
    damaged = 0
    query = sa.select(*coder.columns()).execution_options(yield_per=_ROWS_AT_ONCE)
    for row in connection.execute(query):
        damaged += not _opens(coder, row)
    found = [Problem("rows_damaged", {"register": register.value, "rows": damaged})] if damaged else []
    miscounted = _miscounted(connection, table, register)
    if miscounted:
        found.append(Problem("versions_damaged", {"register": register.value, "versions": miscounted}))
    return found


def _opens(coder: RowCoder, row: sa.Row[Any]) -> bool:
    try:
        coder.opened(row)
    except (StoreDamagedError, KeyFileError):
        return False
    return True


def _miscounted(connection: sa.Connection, table: sa.Table, register: RegisterName) -> int:
    """Return how many versions did not add and close as many rows as they say."""
    touched, versions = schema.version_scopes, schema.versions
    said = sa.select(
        touched.c.version_id,
        sa.func.sum(touched.c.added + touched.c.changed).label("opened"),
        sa.func.sum(touched.c.removed + touched.c.changed).label("closed"),
    ).group_by(touched.c.version_id)
    wanted = {row.version_id: (int(row.opened), int(row.closed)) for row in connection.execute(said)}
    opened = dict(_counts(connection, table.c.since))
    closed = dict(_counts(connection, table.c.until))
    of_register = connection.scalars(
        sa.select(versions.c.version_id).where(versions.c.register == register.value)
    )
    return sum(
        wanted.get(version, (0, 0)) != (opened.get(version, 0), closed.get(version, 0))
        for version in of_register
    )


def _counts(connection: sa.Connection, column: sa.Column[Any]) -> list[tuple[int, int]]:
    rows = connection.execute(sa.select(column, sa.func.count()).where(column.is_not(None)).group_by(column))
    return [(row[0], row[1]) for row in rows]
