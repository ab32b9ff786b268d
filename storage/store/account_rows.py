"""Rows of accounts between what callers hold and the database."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa

from domain.registers import Role
from storage.store.errors import RefusedError, StoreDamagedError
from storage.store.keys import KeyRing
from storage.store.reader import Reader
from storage.store.schema import account_areas, accounts
from storage.store.sealing import pack, sealer_of, unpack

#: Kind of area in the database, by the field of ``Reader``.
_AREAS = MappingProxyType({"ward_codes": "ward", "district_ids": "district", "org_ids": "organisation"})
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{2,63}")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Rights:
    """What an account may do, and where.

    Parameters
    ----------
    role
        Role.
    ward_codes, district_ids, org_ids
        Areas; headquarters has the whole city and none of its own.
    """

    role: Role
    ward_codes: frozenset[str] = frozenset()
    district_ids: frozenset[str] = frozenset()
    org_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Account:
    """One account, without its password.

    Parameters
    ----------
    account_id
        Id that never changes; it stands in the audit log.
    login
        Name to sign in with.
    name
        Name on screen; it may be a person's.
    rights
        Role and areas.
    is_active
        Whether it may sign in.
    must_change
        Whether its password was made by somebody else, and is to be changed first.
    has_password
        Whether it signs in by a password.
    identity
        Issuer and subject of a provider of identities; None where it has none.
    made, changed
        When (UTC) and by which account.
    """

    account_id: str
    login: str
    name: str = field(repr=False)
    rights: Rights
    is_active: bool
    must_change: bool
    has_password: bool
    identity: tuple[str, str] | None
    made: tuple[str, str]
    changed: tuple[str, str]

    @property
    def area_ids(self) -> tuple[str, ...]:
        """Ids of every ward, district and organisation."""
        own = self.rights
        return (*sorted(own.ward_codes), *sorted(own.district_ids), *sorted(own.org_ids))

    @property
    def reader(self) -> Reader:
        """Who asks the store when this account is signed in."""
        own = self.rights
        return Reader(self.account_id, own.role, own.ward_codes, own.district_ids, own.org_ids)


@dataclass(frozen=True, slots=True)
class Held:
    """An account with what is kept of its password."""

    account: Account
    password_hash: str | None = field(repr=False)

    def with_password(self, kept: str, *, must_change: bool) -> "Held":
        """Return it with another password."""
        return Held(replace(self.account, must_change=must_change, has_password=True), kept)


def login_form(login: str) -> str:
    """Return a login name in the form in which it is kept and compared."""
    return unicodedata.normalize("NFKC", login).strip().casefold()


def checked_login(login: str) -> str:
    """Return a login name in its form.

    Raises
    ------
    RefusedError
        When it can be none.
    """
    form = login_form(login)
    if not _LOGIN.fullmatch(form):
        raise RefusedError("login_form")
    return form


def checked_name(name: str) -> str:
    """Return a name on screen without blanks at its ends.

    Raises
    ------
    RefusedError
        When it is empty or long.
    """
    form = " ".join(name.split())
    if not form or len(form) > _LONGEST_NAME:
        raise RefusedError("account_name", longest=_LONGEST_NAME)
    return form


def read_accounts(connection: sa.Connection, ring: KeyRing, *where: sa.ColumnElement[bool]) -> list[Held]:
    """Return accounts by login name.

    Raises
    ------
    StoreDamagedError
        When one is not as it was written.
    """
    rows = list(connection.execute(sa.select(accounts).where(*where).order_by(accounts.c.login)))
    areas: dict[str, list[tuple[str, str]]] = {}
    own = sa.select(accounts.c.account_id).where(*where)
    for row in connection.execute(sa.select(account_areas).where(account_areas.c.account_id.in_(own))):
        areas.setdefault(row.account_id, []).append((row.kind, row.area_id))
    return [_held({**row._mapping}, areas.get(row.account_id, []), ring) for row in rows]


def write_account(connection: sa.Connection, ring: KeyRing, held: Held, *, is_new: bool = False) -> None:
    """Write an account as it is now, sealed with the newest key."""
    account = held.account
    areas = _area_rows(account.rights)
    row = _row(held)
    sealer = sealer_of(ring)
    row["key_id"] = sealer.key_id
    row["sealed"] = sealer.seal(pack({"name": account.name}), belongs_to=_bound(row, areas))
    own = account_areas.c.account_id == account.account_id
    if is_new:
        connection.execute(accounts.insert(), row)
    else:
        connection.execute(accounts.update().where(accounts.c.account_id == account.account_id).values(row))
        connection.execute(account_areas.delete().where(own))
    if areas:
        rows = [{"account_id": account.account_id, "kind": kind, "area_id": one} for kind, one in areas]
        connection.execute(account_areas.insert(), rows)


def _row(held: Held) -> dict[str, Any]:
    account = held.account
    issuer, subject = account.identity or (None, None)
    return {
        "account_id": account.account_id,
        "login": account.login,
        "role": account.rights.role.value,
        "is_active": int(account.is_active),
        "must_change": int(account.must_change),
        "password_hash": held.password_hash,
        "issuer": issuer,
        "subject": subject,
        "made_at": account.made[0],
        "made_by": account.made[1],
        "changed_at": account.changed[0],
        "changed_by": account.changed[1],
    }


def _area_rows(rights: Rights) -> list[tuple[str, str]]:
    return sorted((kind, one) for name, kind in _AREAS.items() for one in getattr(rights, name))


def _bound(row: Mapping[str, Any], areas: list[tuple[str, str]]) -> str:
    """Return what a sealed name belongs to: every column, and every area."""
    cells = [value for name, value in sorted(row.items()) if name != "sealed"]
    return "accounts/" + pack([*cells, *(f"{kind}/{one}" for kind, one in sorted(areas))])


def _held(row: Mapping[str, Any], areas: list[tuple[str, str]], ring: KeyRing) -> Held:
    try:
        text = sealer_of(ring, row["key_id"]).open(row["sealed"], belongs_to=_bound(row, areas))
    except StoreDamagedError:
        raise StoreDamagedError("account_changed", login=row["login"]) from None
    own = {name: frozenset(one for k, one in areas if k == kind) for name, kind in _AREAS.items()}
    account = Account(
        row["account_id"],
        row["login"],
        str(unpack(text)["name"]),
        Rights(Role(row["role"]), **own),
        bool(row["is_active"]),
        bool(row["must_change"]),
        row["password_hash"] is not None,
        None if row["issuer"] is None else (row["issuer"], row["subject"]),
        (row["made_at"], row["made_by"]),
        (row["changed_at"], row["changed_by"]),
    )
    return Held(account, row["password_hash"])
