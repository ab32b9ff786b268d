"""Writing: a list becomes a version, or a list becomes again what it was; all of it or nothing.

Rows are never changed: a row that holds no longer is closed, its follower is a new row. The caller
gives the transaction; it ends with everything written or nothing.
"""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store import schema
from storage.store.changes import Changes, area_of, refuse_stale
from storage.store.engine import as_upkeep
from storage.store.errors import ForbiddenError, RefusedError, StaleError
from storage.store.queries import holding, parts_of, writable_rows
from storage.store.reader import Reader
from storage.store.registers import REGISTERS, RegisterSpec
from storage.store.rights import may_ever_write
from storage.store.rows import RowCoder
from storage.store.schema import register_tables

_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class Committed:
    """What a commit did. ``version`` is None where nothing changed, and nothing was written."""

    version: int | None
    added: int
    changed: int
    removed: int
    unchanged: int


def write_changes(
    connection: sa.Connection, reader: Reader, coder: RowCoder, changes: Changes, *, at: str
) -> Committed:
    """Write what a list changes as a new version.

    Parameters
    ----------
    connection
        A transaction that writes.
    reader
        Who gives the list.
    coder
        Rows of the register.
    changes
        What it changes, found in the same transaction.
    at
        The present time.
    """
    pairs, spec = changes.pairs, coder.spec
    removed = len(pairs.missing) if changes.removes else 0
    counts = (len(pairs.added), len(pairs.changed), removed, len(pairs.same))
    if changes.is_empty:
        return Committed(None, *counts)
    version = _new_version(connection, reader, spec.name, at=at)
    kept = [(k, changes.held[j].record_id) for k, j in pairs.changed]
    new = sorted([*kept, *zip(pairs.added, _new_ids(len(pairs.added)), strict=True)])
    _close(connection, spec.name, [changes.held[j].entry_id for j in changes.closed], version)
    rows = [coder.stored(changes.incoming[k], record_id=record_id, since=version) for k, record_id in new]
    _insert(connection, register_tables[spec.name], rows)
    _write_scopes(connection, version, _scope_rows(spec, changes))
    return Committed(version, *counts)


def undo_version(connection: sa.Connection, reader: Reader, version: int, *, at: str) -> Committed:
    """Take a version back: its lists become what they were before it, as a new version.

    Raises
    ------
    RefusedError
        When there is no such version in the reader's area.
    StaleError
        When a later version changed one of its lists.
    ForbiddenError
        When the reader may not write all of what it touched.
    """
    versions, touched = schema.versions, schema.version_scopes
    named = connection.scalar(sa.select(versions.c.register).where(versions.c.version_id == version))
    if named is None:
        raise RefusedError("version_unknown", version=version)
    register = RegisterName(named)
    with as_upkeep(connection, reader):  # all of what it touched, whoever asks
        rows = list(connection.execute(sa.select(touched).where(touched.c.version_id == version)))
    if not rows or not may_ever_write(reader, register):
        raise ForbiddenError("forbidden")
    if any(not reader.reaches(row.ward_code, row.district_id, row.org_id) for row in rows):
        raise ForbiddenError("forbidden")
    scopes = [row.scope_id for row in rows]
    try:
        refuse_stale(connection, reader, register, scopes, version)
    except StaleError as error:
        raise StaleError("undo_later", version=error.details["version"]) from None
    return restore_lists(connection, reader, register, scopes, to=version - 1, at=at, undoes=version)


def restore_lists(
    connection: sa.Connection,
    reader: Reader,
    register: RegisterName,
    scopes: Sequence[str],
    *,
    to: int,
    at: str,
    undoes: int | None = None,
) -> Committed:
    """Make lists equal to what they were at a version, as a new version.

    Parameters
    ----------
    connection
        A transaction that writes.
    reader
        Who asks.
    register, scopes
        Lists.
    to
        Version whose state comes back.
    at
        The present time.
    undoes
        Version that is taken back by this.
    """
    if not may_ever_write(reader, register):
        raise ForbiddenError("forbidden")
    table, spec = register_tables[register], REGISTERS[register]
    then, now = (
        {(row.record_id, row.digest): row for row in writable_rows(
            connection, reader, register, scopes=scopes, where=[holding(register, version)]
        )}
        for version in (to, None)
    )  # fmt: skip
    closed = [row for key, row in now.items() if key not in then]
    again = [row for key, row in then.items() if key not in now]
    then_ids, now_ids = ({record_id for record_id, _ in rows} for rows in (then, now))
    changed = {row.record_id for row in again if row.record_id in now_ids}
    counts = (
        len(then_ids - now_ids), len(changed), len(now_ids - then_ids), len(then) - len(again),
    )  # fmt: skip
    if not closed and not again:
        return Committed(None, *counts)
    version = _new_version(connection, reader, register, at=at, undoes=undoes)
    _close(connection, register, [row.entry_id for row in closed], version)
    copied = [{**row._mapping, "since": version, "until": None, "entry_id": None} for row in again]
    _insert(connection, table, [{k: v for k, v in row.items() if k != "entry_id"} for row in copied])
    # A row that is in both is one that changed.
    effects = [(_area(row, spec), "removed") for row in closed if row.record_id not in then_ids]
    effects += [(_area(row, spec), "changed" if row.record_id in changed else "added") for row in again]
    _write_scopes(connection, version, effects)
    return Committed(version, *counts)


#: A list with its area, and what happened to one row of it.
_Effect = tuple[tuple[str, str, str, str], str]


def _area(row: sa.Row[Any], spec: RegisterSpec) -> tuple[str, str, str, str]:
    return getattr(row, spec.scope), row.ward_code, row.district_id, row.org_id


def _scope_rows(spec: RegisterSpec, changes: Changes) -> list[_Effect]:
    def new(k: int) -> tuple[str, str, str, str]:
        return str(changes.incoming[k].cells[spec.scope]), *area_of(changes.incoming[k])

    def old(j: int) -> tuple[str, str, str, str]:
        return changes.held[j].scope_id, *changes.held[j].area

    missing = changes.pairs.missing if changes.removes else ()
    return [
        *((new(k), "added") for k in changes.pairs.added),
        *((new(k), "changed") for k, _ in changes.pairs.changed),
        *((old(j), "removed") for j in missing),
    ]


def _write_scopes(connection: sa.Connection, version: int, effects: Iterable[_Effect]) -> None:
    """Write what a version did to each list; a list of several organisations is none's."""
    counts = Counter(((scope, effect) for (scope, *_), effect in effects))
    areas: dict[str, tuple[str, str, str]] = {}
    for (scope, ward, district, org), _ in effects:
        known = areas.get(scope, (ward, district, org))
        areas[scope] = (known[0], known[1], org if org == known[2] else "")
    rows = [
        {
            "version_id": version, "scope_id": scope, "ward_code": ward, "district_id": district,
            "org_id": org, **{name: counts[scope, name] for name in ("added", "changed", "removed")},
        }
        for scope, (ward, district, org) in sorted(areas.items())
    ]  # fmt: skip
    _insert(connection, schema.version_scopes, rows)


def _new_version(
    connection: sa.Connection, reader: Reader, register: RegisterName, *, at: str, undoes: int | None = None
) -> int:
    newest = connection.scalar(sa.select(sa.func.max(schema.versions.c.version_id))) or 0
    row = {
        "version_id": newest + 1, "register": register.value, "made_at": at,
        "account": reader.account, "undoes": undoes,
    }  # fmt: skip
    connection.execute(schema.versions.insert(), row)
    return newest + 1


def _new_ids(count: int) -> list[str]:
    """Return ids that say nothing."""
    noise = os.urandom(_ID_BYTES * count).hex()
    size = 2 * _ID_BYTES
    return [noise[start : start + size] for start in range(0, len(noise), size)]


def _close(connection: sa.Connection, register: RegisterName, entries: Sequence[int], version: int) -> None:
    table = register_tables[register]
    for part in parts_of(sorted(entries)):
        done = connection.execute(
            table.update().where(table.c.entry_id.in_(part), table.c.until.is_(None)).values(until=version)
        )
        if done.rowcount != len(part):
            # The rows were read in this transaction, and whoever writes waits for whoever writes.
            raise StaleError("stale", version=version - 1)


def _insert(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(table.insert(), rows)
