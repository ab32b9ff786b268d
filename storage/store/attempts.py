"""Attempts to sign in: counted by name, and by machine over all names, so that guessing must wait.

Of names and addresses marks are kept: what is typed as a name may be a password in the wrong field.
"""

import datetime as dt
from dataclasses import dataclass
from ipaddress import IPv6Address, IPv6Interface, ip_address

import sqlalchemy as sa

from storage.store import schema
from storage.store.disclosures import in_text
from storage.store.errors import RefusedError
from storage.store.sealing import Sealer

#: So many wrong attempts at one name are free: people mistype.
FREE_ATTEMPTS = 5
#: So many from one machine over all names; behind one address a whole office may sit.
FREE_OF_MACHINE = 30
#: One wrong attempt of a machine is forgotten each time that so long has passed.
MACHINE_RECOVERS = dt.timedelta(minutes=10)
#: The first wait; each further wrong attempt doubles it, up to the longest. A longer one would let
#: anybody keep headquarters out in the night of a disaster.
FIRST_WAIT = dt.timedelta(seconds=15)
LONGEST_WAIT = dt.timedelta(minutes=15)
#: After so long without an attempt it is forgotten; that a name signed in from a machine, later.
FORGOTTEN_AFTER = dt.timedelta(hours=24)
KNOWN_FOR = dt.timedelta(days=30)
#: A household or an office has one of these; within it, addresses are free to take.
_IPV6_PREFIX = 64


@dataclass(frozen=True, slots=True)
class Attempts:
    """Attempts as one transaction of the program itself sees them.

    Parameters
    ----------
    connection
        The transaction; it writes.
    sealer
        Makes the marks.
    now
        The present time.
    """

    connection: sa.Connection
    sealer: Sealer
    now: dt.datetime

    def count(self, login: str, machine: str | None) -> None:
        """Count an attempt before it is looked at, so that many at once are not looked at together.

        A name that signed in from the same machine before need not wait for what others try from there:
        nobody can keep out those who work there. One that never did waits.

        Raises
        ------
        RefusedError
            ``sign_in_wait``; the attempt is not counted then.
        """
        self._forget_old()
        name, known = self._of_name(login), self._of_pair(login, machine)
        failures = self._failures(name)
        wait = self._wait(name, wait_after(failures))
        its_machine = None if machine is None else self._of_machine(machine)
        if its_machine is not None and self._failures(known) is None:
            wait = max(wait, self._wait(its_machine, wait_after(self._left(its_machine), FREE_OF_MACHINE)))
        if wait > dt.timedelta(0):
            raise RefusedError("sign_in_wait", seconds=int(wait.total_seconds()) + 1)
        self._write(name, (failures or 0) + 1)
        if its_machine is not None:
            self._write(its_machine, self._left(its_machine) + 1)

    def forget(self, login: str, machine: str | None = None) -> None:
        """Forget the wrong attempts at a name that signed in, or whose password was given anew.

        Of the machine's attempts only this one is taken back: others may have been guesses.
        """
        table = schema.sign_in_attempts
        self.connection.execute(table.delete().where(table.c.login_mark == self._of_name(login)))
        if machine is None:
            return
        its_machine = self._of_machine(machine)
        self._write(its_machine, max(self._left(its_machine) - 1, 0))
        self._write(self._of_pair(login, machine), 0)

    def _of_name(self, login: str) -> bytes:
        return self.sealer.mark_together("login", login)

    def _of_machine(self, machine: str) -> bytes:
        return self.sealer.mark_together("machine", network_of(machine))

    def _of_pair(self, login: str, machine: str | None) -> bytes:
        return self.sealer.mark_together("login at machine", login, network_of(machine or ""))

    def _row(self, mark: bytes) -> "sa.Row[tuple[bytes, int, str]] | None":
        table = schema.sign_in_attempts
        return self.connection.execute(sa.select(table).where(table.c.login_mark == mark)).first()

    def _failures(self, mark: bytes) -> int | None:
        row = self._row(mark)
        return None if row is None else int(row.failures)

    def _left(self, mark: bytes) -> int:
        """Return the wrong attempts of a machine that are not forgotten yet."""
        row = self._row(mark)
        if row is None:
            return 0
        return max(int(row.failures) - (self.now - moment(row.last_at)) // MACHINE_RECOVERS, 0)

    def _wait(self, mark: bytes, after: dt.timedelta) -> dt.timedelta:
        row = self._row(mark)
        return dt.timedelta(0) if row is None else moment(row.last_at) + after - self.now

    def _write(self, mark: bytes, failures: int) -> None:
        table, values = schema.sign_in_attempts, {"failures": failures, "last_at": in_text(self.now)}
        done = self.connection.execute(table.update().where(table.c.login_mark == mark).values(values))
        if not done.rowcount:
            self.connection.execute(table.insert(), {"login_mark": mark, **values})

    def _forget_old(self) -> None:
        table = schema.sign_in_attempts
        for is_wrong, after in ((table.c.failures > 0, FORGOTTEN_AFTER), (sa.true(), KNOWN_FOR)):
            self.connection.execute(
                table.delete().where(is_wrong, table.c.last_at <= in_text(self.now - after))
            )


def wait_after(failures: int | None, free: int = FREE_ATTEMPTS) -> dt.timedelta:
    """Return how long after so many wrong attempts the next one waits, where some are free."""
    over = (failures or 0) - free
    if over < 0:
        return dt.timedelta(0)
    doublings = min(over, 16)  # far above the longest wait; more would overflow
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def network_of(machine: str) -> str:
    """Return by what a machine is counted: its IPv4 address, or the network of its IPv6 address."""
    try:
        address = ip_address(machine)
    except ValueError:
        return machine
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Interface((int(address), _IPV6_PREFIX)).network)


def moment(text: str) -> dt.datetime:
    """Return a time of the store."""
    return dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S%z")
