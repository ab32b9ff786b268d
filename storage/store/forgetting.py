"""A person taken out of every version for good, as the law may ask. It cannot be undone.

What each version did to its lists is corrected with it, so that the store stays sound. The files that
she came in are known by size alone afterwards, and what was said of pairs with her name is dropped.
Backups that were made before still hold her.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store import schema
from storage.store.errors import RefusedError
from storage.store.keys import KeyRing
from storage.store.queries import parts_of
from storage.store.registers import REGISTERS
from storage.store.remembered import reseal_remembered
from storage.store.rows import RowCoder
from storage.store.uploads import forget_names


@dataclass(frozen=True, slots=True)
class Found:
    """A record of somebody of a name, for a choice.

    Parameters
    ----------
    record_id
        Id of the record.
    org_id, district_id
        Where.
    born_on
        Date of birth as far as it is known.
    rows
        Rows of all versions.
    holds
        Whether it holds now.
    """

    record_id: str
    org_id: str
    district_id: str
    born_on: str = field(repr=False)
    rows: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was taken out: rows of the person, rows of her plans, names of files."""

    rows: int
    plans: int
    files: int


def find_person(
    connection: sa.Connection, ring: KeyRing, register: RegisterName, name: str
) -> tuple[Found, ...]:
    """Return the records of all versions that hold a name, whatever its width and blanks.

    Raises
    ------
    RefusedError
        When the register holds no persons by name.
    """
    spec = REGISTERS[register]
    if "name" not in spec.found_by:
        raise RefusedError("not_searchable", column="name")
    table, coder = schema.register_tables[register], RowCoder(spec, ring)
    query: sa.Select[Any] = sa.select(*coder.columns(), table.c.until).where(
        table.c.find_name == coder.find_mark("name", name)
    )
    by_record: dict[str, list[sa.Row[Any]]] = {}
    for row in connection.execute(query.order_by(table.c.entry_id)):
        by_record.setdefault(row.record_id, []).append(row)
    return tuple(
        Found(
            record_id,
            rows[-1].org_id,
            rows[-1].district_id,
            str(coder.opened(rows[-1]).get("born_on") or ""),
            len(rows),
            any(row.until is None for row in rows),
        )
        for record_id, rows in sorted(by_record.items())
    )


def forget_records(
    connection: sa.Connection, ring: KeyRing, register: RegisterName, records: Sequence[str], *, reason: str
) -> Forgotten:
    """Take records out of every version; those of the support list with their individual plans.

    Parameters
    ----------
    connection
        A transaction of the program itself that writes.
    ring
        Keys.
    register
        Register.
    records
        Ids of the records.
    reason
        Why; it is kept in the audit log, and names nobody.

    Raises
    ------
    RefusedError
        When there is no such record, or the reason is missing or names the person.
    """
    table, coder = schema.register_tables[register], RowCoder(REGISTERS[register], ring)
    rows = _rows(connection, register, table.c.record_id, records)
    if {row.record_id for row in rows} != set(records) or not records:
        raise RefusedError("record_unknown")
    names = frozenset(str(coder.opened(row)["name"]) for row in rows)
    if not reason.strip():
        raise RefusedError("reason_missing")
    if any(_plain(name) in _plain(reason) for name in names):
        raise RefusedError("reason_names")
    touched = _take_out(connection, register, rows)
    plans = []
    if register is RegisterName.NEEDS_HELP:
        of_plans = schema.register_tables[RegisterName.INDIVIDUAL_PLANS]
        plans = _rows(connection, RegisterName.INDIVIDUAL_PLANS, of_plans.c.person_id, records)
        touched |= _take_out(connection, RegisterName.INDIVIDUAL_PLANS, plans)
    files = forget_names(connection, ring, sorted(touched))
    reseal_remembered(connection, ring, without=names)
    return Forgotten(len(rows), len(plans), files)


def _rows(
    connection: sa.Connection, register: RegisterName, column: sa.Column[Any], ids: Sequence[str]
) -> list[sa.Row[Any]]:
    table = schema.register_tables[register]
    return [
        row
        for part in parts_of(sorted(set(ids)))
        for row in connection.execute(
            sa.select(table).where(column.in_(part)).order_by(table.c.record_id, table.c.since)
        )
    ]


def _take_out(connection: sa.Connection, register: RegisterName, rows: Sequence[sa.Row[Any]]) -> set[int]:
    """Delete rows, correct what versions say that they did, and return the versions concerned."""
    table = schema.register_tables[register]
    effects = Counter(effect for row in rows for effect in _effects(row, rows, REGISTERS[register].scope))
    for part in parts_of([row.entry_id for row in rows]):
        connection.execute(table.delete().where(table.c.entry_id.in_(part)))
    said = schema.version_scopes
    for (version, scope, what), count in sorted(effects.items()):
        connection.execute(
            said.update()
            .where(said.c.version_id == version, said.c.scope_id == scope)
            .values({what: said.c[what] - count})
        )
    return {version for version, _, _ in effects}


def _effects(row: sa.Row[Any], rows: Sequence[sa.Row[Any]], scope: str) -> list[tuple[int, str, str]]:
    """Return what versions did with a row: added or changed it when it began, removed it when it ended."""
    own = [other for other in rows if other.record_id == row.record_id]
    where = str(getattr(row, scope))
    follows = any(other.until == row.since for other in own)
    found = [(row.since, where, "changed" if follows else "added")]
    if row.until is not None and not any(other.since == row.until for other in own):
        found.append((row.until, where, "removed"))
    return found


def _plain(text: str) -> str:
    return "".join(text.split())
