"""The only place where rows of a register are selected: each query carries the rights of its reader."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store.reader import Reader
from storage.store.registers import REGISTERS
from storage.store.rights import may_read, may_write
from storage.store.schema import register_tables

#: Ids that one query names at most; databases bound the number of values in a query.
_IDS_AT_ONCE = 5_000


def holding(register: RegisterName, at: int | None) -> sa.ColumnElement[bool]:
    """Return the condition that a row holds now, or held at a version."""
    table = register_tables[register]
    if at is None:
        return table.c.until.is_(None)
    return sa.and_(table.c.since <= at, sa.or_(table.c.until.is_(None), table.c.until > at))


def readable_rows(
    connection: sa.Connection,
    reader: Reader,
    register: RegisterName,
    columns: Sequence[sa.ColumnElement[Any]],
    *,
    where: Sequence[sa.ColumnElement[bool]],
    now: str,
    scopes: Sequence[str] | None = None,
) -> list[sa.Row[Any]]:
    """Return rows that a reader may see, in the order in which they came in.

    Parameters
    ----------
    connection
        Transaction of the reader.
    reader
        Who asks.
    register
        Register.
    columns
        Columns wanted.
    where
        Further conditions.
    now
        The present time, for disclosures.
    scopes
        Lists wanted; None for all.
    """
    table = register_tables[register]
    query = sa.select(*columns).where(may_read(reader, register, now), *where).order_by(table.c.entry_id)
    return list(_in_parts(connection, query, register, scopes))


def writable_rows(
    connection: sa.Connection,
    reader: Reader,
    register: RegisterName,
    *,
    scopes: Sequence[str],
    where: Sequence[sa.ColumnElement[bool]],
    columns: Sequence[sa.ColumnElement[Any]] | None = None,
) -> list[sa.Row[Any]]:
    """Return rows of lists that a reader may close or write anew, by default with every column.

    Parameters
    ----------
    connection
        Transaction of the reader.
    reader
        Who asks.
    register
        Register.
    scopes
        Lists wanted.
    where
        Further conditions.
    columns
        Columns wanted.
    """
    table = register_tables[register]
    query = sa.select(*(columns or table.c)).where(may_write(reader, register), *where)
    return list(_in_parts(connection, query.order_by(table.c.entry_id), register, scopes))


def held_entries(where: sa.ColumnElement[bool], *columns: sa.ColumnElement[Any]) -> "sa.Select[Any]":
    """Return the query of entries of the support list that hold: ids and areas, nothing of a person."""
    table = register_tables[RegisterName.NEEDS_HELP]
    return sa.select(table.c.record_id, *columns).where(holding(RegisterName.NEEDS_HELP, None), where)


def _in_parts(
    connection: sa.Connection,
    query: "sa.Select[Any]",
    register: RegisterName,
    scopes: Sequence[str] | None,
) -> Iterator[sa.Row[Any]]:
    if scopes is None:
        yield from connection.execute(query)
        return
    column = register_tables[register].c[REGISTERS[register].scope]
    for part in parts_of(sorted(set(scopes))):
        yield from connection.execute(query.where(column.in_(part)))


def parts_of(ids: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Yield ids in parts that a query takes."""
    for start in range(0, len(ids), _IDS_AT_ONCE):
        yield ids[start : start + _IDS_AT_ONCE]
