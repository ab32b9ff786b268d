"""Signing in: passwords and identities, attempts that must wait, and how long a sign-in holds."""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass, field

import sqlalchemy as sa

from storage.store import schema
from storage.store.account_rows import Account, Held, login_form, read_accounts
from storage.store.attempts import Attempts, moment
from storage.store.disclosures import in_text
from storage.store.engine import as_upkeep
from storage.store.errors import RefusedError
from storage.store.key_check import ring_of
from storage.store.passwords import is_right
from storage.store.reader import Reader
from storage.store.sealing import sealer_of
from storage.store.sessions import Sessions

#: That a sign-in is in use is written down at most this often.
_SEEN_EVERY = dt.timedelta(seconds=60)
#: Settings of the city: how long a sign-in holds unused, and at most [minutes]; default and bounds.
IDLE_MINUTES, MOST_MINUTES = "sign_in_idle_minutes", "sign_in_most_minutes"
TIME_LIMITS = {IDLE_MINUTES: (30, 5, 480), MOST_MINUTES: (720, 15, 1440)}
_TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A sign-in that was made.

    Parameters
    ----------
    token
        Secret that the browser holds.
    account
        Account.
    """

    token: str = field(repr=False)
    account: Account


class SignIns:
    """Sign-ins of one store.

    Parameters
    ----------
    sessions
        Transactions.
    """

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def sign_in(self, login: str, password: str, *, machine: str | None = None) -> SignedIn:
        """Sign in by a password. What is refused does not tell whether there is such an account.

        Parameters
        ----------
        login, password
            What was typed.
        machine
            Address that asks; None for a command of this machine, which waits for its name only.

        Raises
        ------
        RefusedError
            ``sign_in_wait`` after too many attempts, else ``sign_in_wrong``.
        """
        form = login_form(login)
        with self._sessions.of_program(writes=True) as connection:
            self._attempts(connection).count(form, machine)
        held = self._find(schema.accounts.c.login == form)
        right = is_right(held.password_hash if held is not None else None, password)
        if held is None or not right or not held.account.is_active:
            with self._sessions.writing(None if held is None else held.account.reader, "sign_in_refused"):
                pass
            raise RefusedError("sign_in_wrong")
        return self._begin(held.account, "password", machine)

    def sign_in_identity(self, issuer: str, subject: str) -> SignedIn:
        """Sign in as a provider of identities says who it is.

        Raises
        ------
        RefusedError
            When headquarters has given no open account to this identity.
        """
        table = schema.accounts
        held = self._find(sa.and_(table.c.issuer == issuer, table.c.subject == subject))
        if held is None or not held.account.is_active:
            with self._sessions.writing(None if held is None else held.account.reader, "sign_in_refused"):
                pass
            raise RefusedError("identity_unknown")
        return self._begin(held.account, "identity")

    def account_of(self, token: str, *, is_use: bool = True) -> Account | None:
        """Return the account of a sign-in that holds; None where it has ended or never was.

        Parameters
        ----------
        token
            Token of the sign-in.
        is_use
            Whether a reader asks, so that the sign-in is in use; a page that only looks does not count.
        """
        now, table = self._sessions.clock(), schema.sign_ins
        own = table.c.token_hash == _hash(token)
        with self._sessions.of_program() as connection:
            row = connection.execute(sa.select(table).where(own, table.c.ended_at.is_(None))).first()
            if row is None:
                return None
            idle, most = (
                dt.timedelta(minutes=minutes_of(connection, name)) for name in (IDLE_MINUTES, MOST_MINUTES)
            )
            ring = ring_of(connection, self._sessions.keys)
            account = read_accounts(connection, ring, schema.accounts.c.account_id == row.account_id)[
                0
            ].account
        seen, made = moment(row.seen_at), moment(row.made_at)
        if now >= seen + idle or now >= made + most:
            self._end(account.reader, own, "sign_in_timed_out")
            return None
        if not account.is_active:
            return None
        if is_use and now >= seen + _SEEN_EVERY:
            with self._sessions.of_program(writes=True) as connection:
                connection.execute(table.update().where(own).values(seen_at=in_text(now)))
        return account

    def sign_out(self, token: str) -> None:
        """End a sign-in; one that has ended, or never was, is left."""
        account = self.account_of(token)
        if account is not None:
            self._end(account.reader, schema.sign_ins.c.token_hash == _hash(token), "sign_out")

    def sign_out_everywhere(self, reader: Reader) -> None:
        """End every sign-in of an account."""
        self._end(reader, schema.sign_ins.c.account_id == reader.account, "sign_out_everywhere")

    def _begin(self, account: Account, how: str, machine: str | None = None) -> SignedIn:
        token, now = secrets.token_urlsafe(_TOKEN_BYTES), self._sessions.now()
        row = {"token_hash": _hash(token), "account_id": account.account_id, "made_at": now, "seen_at": now}
        reader = account.reader
        with self._sessions.writing(reader, "sign_in") as (connection, detail), as_upkeep(connection, reader):
            self._attempts(connection).forget(account.login, machine)
            connection.execute(schema.sign_ins.insert(), row)
            detail["by"] = how
        return SignedIn(token, account)

    def _end(self, reader: Reader, which: sa.ColumnElement[bool], action: str) -> None:
        table = schema.sign_ins
        with self._sessions.writing(reader, action) as (connection, detail), as_upkeep(connection, reader):
            ended = connection.execute(
                table.update().where(which, table.c.ended_at.is_(None)).values(ended_at=self._sessions.now())
            )
            detail["sign_ins"] = ended.rowcount

    def _find(self, which: sa.ColumnElement[bool]) -> Held | None:
        with self._sessions.of_program() as connection:
            found = read_accounts(connection, ring_of(connection, self._sessions.keys), which)
        return found[0] if found else None

    def _attempts(self, connection: sa.Connection) -> Attempts:
        return Attempts(
            connection, sealer_of(ring_of(connection, self._sessions.keys)), self._sessions.clock()
        )


def end_sign_ins(connection: sa.Connection, account_id: str, *, at: str) -> None:
    """End every sign-in of an account, in a transaction of the program itself."""
    table = schema.sign_ins
    connection.execute(
        table.update().where(table.c.account_id == account_id, table.c.ended_at.is_(None)).values(ended_at=at)
    )


def minutes_of(connection: sa.Connection, setting: str) -> int:
    """Return a limit of sign-ins [minutes], within its bounds whatever the database holds."""
    table, (usual, least, most) = schema.store_settings, TIME_LIMITS[setting]
    value = connection.scalar(sa.select(table.c.value).where(table.c.key == setting))
    minutes = int(value) if value is not None and value.isdecimal() else usual
    return min(max(minutes, least), most)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
