"""What whoever gives a list has said of it, kept for its next file: sealed, by the rights of the list."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from domain.registers import RegisterName, Role
from storage.store import schema
from storage.store.errors import ForbiddenError
from storage.store.key_check import ring_of
from storage.store.keys import KeyRing
from storage.store.reader import Reader
from storage.store.rights import in_area, may_ever_write
from storage.store.sealing import pack, sealer_of
from storage.store.sessions import Sessions


class Said(StrEnum):
    """What is remembered: which header is which column; which pairs of rows are one person."""

    COLUMNS = "columns"
    PAIRS = "pairs"


@dataclass(frozen=True, slots=True)
class ListScope:
    """Whose list it is that something is remembered of.

    Parameters
    ----------
    register
        Register that it goes into.
    ward_code, district_id, org_id
        Its organisation with ward and district, or a ward alone; all empty for the whole city.
    """

    register: RegisterName
    ward_code: str = ""
    district_id: str = ""
    org_id: str = ""

    @property
    def scope_id(self) -> str:
        """Id of the list: that of the closest area."""
        return self.org_id or self.district_id or self.ward_code


class Remembered:
    """What is remembered in one store.

    Parameters
    ----------
    sessions
        Transactions.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def read(self, reader: Reader, kind: Said, scope: ListScope) -> dict[str, str]:
        """Return what was said of a list; nothing where nobody has, or the reader may not write the list."""
        if not may_ever_write(reader, scope.register):
            return {}
        table = schema.remembered
        mine = sa.true() if reader.role is Role.HEADQUARTERS else in_area(reader, table)
        with self._sessions.writing(reader, "remembered") as (connection, detail):
            detail |= {"kind": kind.value, "register": scope.register.value, "list": scope.scope_id}
            row = connection.execute(sa.select(table).where(*_is(kind, scope), mine)).first()
            return {} if row is None else _opened(row, ring_of(connection, self._sessions.keys))

    def keep(self, reader: Reader, kind: Said, scope: ListScope, said: Mapping[str, str]) -> None:
        """Remember what was said of a list, in place of what was said before.

        Raises
        ------
        ForbiddenError
            When the reader may not write the list.
        """
        if not may_ever_write(reader, scope.register) or not reader.reaches(
            scope.ward_code, scope.district_id, scope.org_id
        ):
            raise ForbiddenError("forbidden")
        table = schema.remembered
        with self._sessions.writing(reader, "remember") as (connection, detail):
            detail |= {"kind": kind.value, "register": scope.register.value, "list": scope.scope_id}
            sealer = sealer_of(ring_of(connection, self._sessions.keys))
            owner = _owner(kind.value, scope.register.value, scope.scope_id, sealer.key_id)
            key = {"kind": kind.value, "register": scope.register.value, "scope_id": scope.scope_id}
            row = {
                "ward_code": scope.ward_code,
                "district_id": scope.district_id,
                "org_id": scope.org_id,
                "changed_at": self._sessions.now(),
                "account": reader.account,
                "key_id": sealer.key_id,
                "sealed": sealer.seal(pack(dict(said)), belongs_to=owner),
            }
            done = connection.execute(table.update().where(*_is(kind, scope)).values(row))
            if done.rowcount == 0:
                connection.execute(table.insert(), {**key, **row})


def reseal_remembered(
    connection: sa.Connection, ring: KeyRing, *, without: frozenset[str] = frozenset()
) -> int:
    """Seal everything that is remembered with the newest key; return how many values.

    Parameters
    ----------
    connection
        A transaction of the program itself.
    ring
        Keys.
    without
        Parts of an entry; entries that hold one of them are left out (a person who is forgotten).
    """
    table, sealer = schema.remembered, sealer_of(ring)
    rows = list(connection.execute(sa.select(table)))
    for row in rows:
        said = {
            key: value
            for key, value in _opened(row, ring).items()
            if not any(part in key for part in without)
        }
        owner = _owner(row.kind, row.register, row.scope_id, sealer.key_id)
        connection.execute(
            table.update()
            .where(
                table.c.kind == row.kind,
                table.c.register == row.register,
                table.c.scope_id == row.scope_id,
            )
            .values(key_id=sealer.key_id, sealed=sealer.seal(pack(said), belongs_to=owner))
        )
    return len(rows)


def _is(kind: Said, scope: ListScope) -> tuple[sa.ColumnElement[bool], ...]:
    table = schema.remembered
    return (
        table.c.kind == kind.value,
        table.c.register == scope.register.value,
        table.c.scope_id == scope.scope_id,
    )


def _opened(row: sa.Row[Any], ring: KeyRing) -> dict[str, str]:
    sealer = sealer_of(ring, row.key_id)
    owner = _owner(row.kind, row.register, row.scope_id, row.key_id)
    said: dict[str, str] = json.loads(sealer.open(row.sealed, belongs_to=owner))
    return said


def _owner(kind: str, register: str, scope_id: str, key_id: str) -> str:
    return f"remembered/{kind}/{register}/{scope_id}/{key_id}"
