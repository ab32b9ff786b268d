"""Accounts: headquarters makes, changes and closes them, and resets passwords."""

import secrets
from dataclasses import dataclass, replace

import sqlalchemy as sa

from domain.registers import Role
from storage.store import schema
from storage.store.account_rows import (
    Account,
    Held,
    Rights,
    checked_login,
    checked_name,
    login_form,
    read_accounts,
    write_account,
)
from storage.store.attempts import Attempts
from storage.store.audit import PROGRAM
from storage.store.engine import as_upkeep
from storage.store.errors import ForbiddenError, RefusedError
from storage.store.key_check import ring_of
from storage.store.passwords import hashed, is_right, new_password, refuse_weak
from storage.store.reader import Reader
from storage.store.sealing import sealer_of
from storage.store.sessions import Sessions
from storage.store.sign_ins import end_sign_ins


@dataclass(frozen=True, slots=True)
class Machine:
    """Who stands at the machine itself, with its shell; never a page."""


Actor = Reader | Machine
_FIRST = "make_first_account"


class Accounts:
    """Accounts of one store.

    Parameters
    ----------
    sessions
        Transactions.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def exist(self) -> bool:
        """Whether there is an account, also a closed one, or ever was: rows can be taken out of a file."""
        with self._sessions.of_program() as connection:
            return _is_begun(connection)

    def make_first(self, login: str, name: str, password: str) -> Account:
        """Make the first account; it is of headquarters.

        Raises
        ------
        RefusedError
            When there is one already, or a name or the password can be none.
        """
        login, name = checked_login(login), checked_name(name)
        refuse_weak(password, login=login)
        kept = hashed(password)
        with self._sessions.writing(None, _FIRST) as (connection, detail):
            if _is_begun(connection):
                raise RefusedError("not_first")
            held = self._new(login, name, Rights(Role.HEADQUARTERS), kept, by=PROGRAM, must_change=False)
            write_account(connection, ring_of(connection, self._sessions.keys), held, is_new=True)
            detail["account"] = held.account.account_id
        return held.account

    def list(self, actor: Actor) -> tuple[Account, ...]:
        """Return every account by login name.

        Raises
        ------
        ForbiddenError
            When the reader is not of headquarters.
        """
        _refuse_others(actor)
        with self._sessions.of_program() as connection:
            ring = ring_of(connection, self._sessions.keys)
            return tuple(held.account for held in read_accounts(connection, ring))

    def named(self, actor: Actor, login: str) -> Account:
        """Return the account of a login name.

        Raises
        ------
        StoreError
            When the reader is not of headquarters, or there is no such account.
        """
        form = login_form(login)
        found = next((one for one in self.list(actor) if one.login == form), None)
        if found is None:
            raise RefusedError("account_unknown")
        return found

    def make(
        self, actor: Actor, login: str, name: str, rights: Rights, *, identity: tuple[str, str] | None = None
    ) -> tuple[Account, str]:
        """Make an account; return it with its first password, which is told once and must be changed.

        An account with an identity has no password, and an empty one is returned.

        Raises
        ------
        StoreError
            When the reader is not of headquarters, a name can be none or is taken, or rights have no area.
        """
        _refuse_others(actor)
        login, name, rights = checked_login(login), checked_name(name), _checked(rights)
        password = new_password() if identity is None else ""
        kept = hashed(password) if password else None
        with self._sessions.writing(_reader(actor), "make_account") as (connection, detail):
            if connection.scalar(sa.select(schema.accounts.c.login).where(schema.accounts.c.login == login)):
                raise RefusedError("login_taken", login=login)
            _refuse_taken_identity(connection, identity, but="")
            held = self._new(login, name, rights, kept, by=_name(actor), must_change=bool(password))
            held = replace(held, account=replace(held.account, identity=identity))
            write_account(connection, ring_of(connection, self._sessions.keys), held, is_new=True)
            detail |= {"account": held.account.account_id, **_told(rights)}
        return held.account, password

    def change(
        self,
        actor: Actor,
        account_id: str,
        *,
        name: str,
        rights: Rights,
        identity: tuple[str, str] | None,
    ) -> Account:
        """Change name, rights and identity of an account; whoever is signed in with it is signed out.

        Raises
        ------
        StoreError
            When the reader is not of headquarters, or it was the last account of headquarters.
        """
        _refuse_others(actor)
        name, rights = checked_name(name), _checked(rights)
        with self._sessions.writing(_reader(actor), "change_account") as (connection, detail):
            held = self._one(connection, account_id)
            if rights.role is not Role.HEADQUARTERS:
                _refuse_last(connection, held.account)
            _refuse_taken_identity(connection, identity, but=account_id)
            changed = replace(held.account, name=name, rights=rights, identity=identity)
            self._write(connection, actor, Held(changed, held.password_hash))
            detail |= {"account": account_id, **_told(rights)}
        return changed

    def reset(self, actor: Actor, account_id: str) -> str:
        """Give an account a new password, which is told once and must be changed; sign it out everywhere.

        Raises
        ------
        StoreError
            When the reader is not of headquarters, or there is no such account.
        """
        password = new_password()
        self._give_password(actor, account_id, password, must_change=True)
        return password

    def set_password(self, actor: Actor, account_id: str, password: str) -> None:
        """Give an account a password that its owner typed at the machine.

        Raises
        ------
        StoreError
            When it is too weak, or there is no such account.
        """
        self._give_password(actor, account_id, password, must_change=False)

    def _give_password(self, actor: Actor, account_id: str, password: str, *, must_change: bool) -> None:
        _refuse_others(actor)
        kept = hashed(password)
        with self._sessions.writing(_reader(actor), "reset_password") as (connection, detail):
            held = self._one(connection, account_id)
            refuse_weak(password, login=held.account.login)
            self._write(connection, actor, held.with_password(kept, must_change=must_change))
            with as_upkeep(connection, _reader(actor)):
                sealer = sealer_of(ring_of(connection, self._sessions.keys))
                Attempts(connection, sealer, self._sessions.clock()).forget(held.account.login)
            detail["account"] = account_id

    def close(self, actor: Actor, account_id: str) -> None:
        """Close an account: nobody signs in with it any more. What it did stays in the audit log.

        Raises
        ------
        StoreError
            When the reader is not of headquarters, or it is the last account of headquarters.
        """
        self._set_active(actor, account_id, active=False)

    def reopen(self, actor: Actor, account_id: str) -> None:
        """Open a closed account again.

        Raises
        ------
        StoreError
            When the reader is not of headquarters, or there is no such account.
        """
        self._set_active(actor, account_id, active=True)

    def _set_active(self, actor: Actor, account_id: str, *, active: bool) -> None:
        _refuse_others(actor)
        action = "reopen_account" if active else "close_account"
        with self._sessions.writing(_reader(actor), action) as (connection, detail):
            held = self._one(connection, account_id)
            if not active:
                _refuse_last(connection, held.account)
            self._write(connection, actor, replace(held, account=replace(held.account, is_active=active)))
            detail["account"] = account_id

    def change_own_password(self, reader: Reader, old: str, new: str) -> None:
        """Change the password of the account that is signed in; every sign-in of it ends.

        Raises
        ------
        StoreError
            When the old one is wrong, or the new one too weak or the old one.
        """
        with self._sessions.of_program() as connection:
            held = self._one(connection, reader.account)
        if not is_right(held.password_hash, old):
            with self._sessions.writing(reader, "password_refused"):
                pass
            raise RefusedError("password_wrong")
        refuse_weak(new, login=held.account.login)
        if is_right(held.password_hash, new):
            raise RefusedError("password_same")
        kept = hashed(new)
        writing = self._sessions.writing(reader, "change_password")
        with writing as (connection, _), as_upkeep(connection, reader):
            changed = self._one(connection, reader.account).with_password(kept, must_change=False)
            self._write(connection, reader, changed)

    def _new(
        self, login: str, name: str, rights: Rights, kept: str | None, *, by: str, must_change: bool
    ) -> Held:
        stamp = (self._sessions.now(), by)
        account_id = f"a-{secrets.token_hex(4)}"
        account = Account(
            account_id, login, name, rights, True, must_change, kept is not None, None, stamp, stamp
        )
        return Held(account, kept)

    def _one(self, connection: sa.Connection, account_id: str) -> Held:
        ring = ring_of(connection, self._sessions.keys)
        found = read_accounts(connection, ring, schema.accounts.c.account_id == account_id)
        if not found:
            raise RefusedError("account_unknown")
        return found[0]

    def _write(self, connection: sa.Connection, actor: Actor, held: Held) -> None:
        """Write a changed account, and end its sign-ins."""
        stamped = replace(held.account, changed=(self._sessions.now(), _name(actor)))
        ring = ring_of(connection, self._sessions.keys)
        write_account(connection, ring, replace(held, account=stamped))
        with as_upkeep(connection, _reader(actor)):
            end_sign_ins(connection, held.account.account_id, at=self._sessions.now())


def _is_begun(connection: sa.Connection) -> bool:
    log, accounts = schema.audit_log, schema.accounts
    first = sa.select(log.c.seq).where(log.c.action == _FIRST)
    return any(
        connection.scalar(query.limit(1)) is not None for query in (sa.select(accounts.c.account_id), first)
    )


def _reader(actor: Actor) -> Reader | None:
    return actor if isinstance(actor, Reader) else None


def _name(actor: Actor) -> str:
    return actor.account if isinstance(actor, Reader) else PROGRAM


def _refuse_others(actor: Actor) -> None:
    if isinstance(actor, Reader) and actor.role is Role.HEADQUARTERS:
        return
    if not isinstance(actor, Machine):
        raise ForbiddenError("forbidden")


def _checked(rights: Rights) -> Rights:
    """Return rights as they are kept: headquarters has no area of its own, everybody else has one."""
    if rights.role is Role.HEADQUARTERS:
        return Rights(Role.HEADQUARTERS)
    if not (rights.ward_codes or rights.district_ids or rights.org_ids):
        raise RefusedError("account_without_area")
    return rights


def _refuse_last(connection: sa.Connection, account: Account) -> None:
    """Refuse to take the last account of headquarters away."""
    table = schema.accounts
    others = sa.select(table.c.account_id).where(
        table.c.role == Role.HEADQUARTERS.value, table.c.is_active == 1,
        table.c.account_id != account.account_id,
    )  # fmt: skip
    is_one = account.rights.role is Role.HEADQUARTERS and account.is_active
    if is_one and connection.scalar(others.limit(1)) is None:
        raise RefusedError("last_headquarters")


def _refuse_taken_identity(connection: sa.Connection, identity: tuple[str, str] | None, *, but: str) -> None:
    if identity is None:
        return
    if not all(part.strip() for part in identity):
        raise RefusedError("identity_incomplete")
    table = schema.accounts
    holder = sa.select(table.c.account_id).where(
        table.c.issuer == identity[0], table.c.subject == identity[1], table.c.account_id != but
    )
    if connection.scalar(holder) is not None:
        raise RefusedError("identity_taken")


def _told(rights: Rights) -> dict[str, object]:
    """Return rights for the audit log."""
    areas = {"wards": rights.ward_codes, "districts": rights.district_ids, "organisations": rights.org_ids}
    return {"role": rights.role.value, **{name: sorted(ids) for name, ids in areas.items() if ids}}
