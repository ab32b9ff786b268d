"""What an administrator does with the store as a whole: migrate, check, back up, restore, new key."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa

from domain.registers import RegisterName
from storage.home import home_dir
from storage.store.backup import Manifest, verify_backup, write_backup, write_tables
from storage.store.check import Problem, check_store
from storage.store.disclosures import in_text
from storage.store.engine import database_url, open_engine, scrub, transaction
from storage.store.errors import SchemaError, StoreDamagedError, StoreUnreachableError
from storage.store.forgetting import Forgotten, Found, find_person, forget_records
from storage.store.key_check import ring_of
from storage.store.keys import key_file, read_keys
from storage.store.migrate import known_revisions, newest_revision, revision_of, upgrade
from storage.store.restore import restore_backup
from storage.store.rotation import rotate_keys
from storage.store.sessions import Sessions
from storage.store.store import Store, utc_now

_FILES = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Parameters
    ----------
    manifest
        What the backup says of itself.
    before
        Backup of what the store held before; None where there was nothing, or nothing readable.
    set_aside
        Damaged database file that was set aside; None where there was none.
    """

    manifest: Manifest
    before: Path | None
    set_aside: Path | None


class Upkeep:
    """Keeps one store.

    Parameters
    ----------
    url
        Address of the database. Default: ``SONAE_DATABASE_URL``, else ``SONAE_HOME/store.db``.
    keys
        Key file. Default: ``SONAE_STORE_KEYS``, else ``SONAE_HOME/keys/store.json``.
    backups
        Folder of backups that are made before a change. Default: ``SONAE_HOME/backups``.
    clock
        Gives the present time.
    """

    def __init__(
        self,
        url: sa.URL | None = None,
        *,
        keys: Path | None = None,
        backups: Path | None = None,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self.url = database_url() if url is None else url
        self.keys = key_file() if keys is None else keys
        self._backups = home_dir() / "backups" if backups is None else backups
        self._clock = clock

    @property
    def place(self) -> str:
        """Where it is, without a password."""
        if self.url.get_backend_name() == "sqlite":
            return str(self.url.database)
        return self.url.render_as_string(hide_password=True)

    @property
    def is_there(self) -> bool:
        """Whether there is a database to look at; a file is not made by asking."""
        return self.url.get_backend_name() != "sqlite" or Path(str(self.url.database)).exists()

    def migrate(self) -> tuple[str, Path | None]:
        """Bring the store to the schema of this program, or make it; nothing is lost.

        Returns
        -------
        tuple
            The revision that it had (empty where it was made), and the backup that was made before.

        Raises
        ------
        StoreError
            When it cannot be reached, is of a newer program, or the disk does not take the backup.
        """
        engine = open_engine(self.url)
        try:
            with transaction(engine, None, writes=True) as connection:
                found = revision_of(connection)
                if found == newest_revision():
                    return found, None
                if found is not None:
                    if found not in known_revisions():
                        raise SchemaError("schema_newer", found=found, known=newest_revision())
                    file = self._backup_name("before-migration")
                    write_tables(connection, ring_of(connection, self.keys), file, at=self._now())
                    upgrade(connection)
                    return found, file
        finally:
            engine.dispose()
        Store.open(self.url, keys=self.keys, clock=self._clock).close()
        return "", None

    def check(self) -> tuple[Problem, ...]:
        """Return everything that is wrong with the store.

        Raises
        ------
        StoreError
            When it cannot be looked at.
        """
        self._refuse_nothing()
        engine = open_engine(self.url)
        try:
            return check_store(engine, self.keys)
        finally:
            engine.dispose()

    def backup(self, file: Path) -> Manifest:
        """Write a backup; the key file is not in it, and is kept apart from it.

        Raises
        ------
        StoreError
            When the store cannot be read, or the disk does not take it.
        """
        self._refuse_nothing()
        engine = open_engine(self.url)
        try:
            return write_backup(engine, self.keys, file, at=self._now())
        finally:
            engine.dispose()

    def restore(self, file: Path) -> Restored:
        """Put a backup in place of the store; what it held is backed up, or set aside, before.

        Raises
        ------
        StoreError
            When the backup cannot be used, or the database cannot be reached; the store is then as it was.
        """
        verify_backup(file, read_keys(self.keys))
        before, damaged = None, False
        if self.is_there:
            try:
                before = self._backup_before()
            except StoreDamagedError:
                damaged = True
        set_aside = self._set_aside() if damaged else None
        engine = open_engine(self.url)
        try:
            manifest = restore_backup(engine, self.keys, file, at=self._now())
        except BaseException:
            engine.dispose()
            if set_aside is not None:
                _move(set_aside, Path(str(self.url.database)))
            raise
        engine.dispose()
        return Restored(manifest, before, set_aside)

    def rotate(self) -> int:
        """Make a new key and seal everything with it; return how many values were sealed anew.

        Raises
        ------
        StoreError
            When the store or the key file cannot be read or written.
        """
        self._refuse_nothing()
        engine = open_engine(self.url)
        try:
            with Sessions(engine, self.keys, self._clock).writing(None, "rotate") as (connection, detail):
                detail["values"] = rotate_keys(connection, self.keys, at=self._now())
                return int(str(detail["values"]))
        finally:
            engine.dispose()

    def find_person(self, register: RegisterName, name: str) -> tuple[Found, ...]:
        """Return the records of a name in every version, for whoever has to delete one.

        Raises
        ------
        StoreError
            When the store cannot be read, or the register holds no persons.
        """
        self._refuse_nothing()
        engine = open_engine(self.url)
        try:
            with Sessions(engine, self.keys, self._clock).writing(None, "find") as (connection, detail):
                found = find_person(connection, ring_of(connection, self.keys), register, name)
                detail |= {"register": register.value, "records": len(found)}
                return found
        finally:
            engine.dispose()

    def forget(self, register: RegisterName, records: Sequence[str], *, reason: str) -> Forgotten:
        """Delete a person for good: out of every version, and out of the file of the database.

        Parameters
        ----------
        register
            Register.
        records
            Ids of her records, as ``find_person`` gives them.
        reason
            Why; kept in the audit log.

        Raises
        ------
        StoreError
            When the store cannot be written, there is no such record, or the reason is none.
        """
        self._refuse_nothing()
        engine = open_engine(self.url)
        try:
            with Sessions(engine, self.keys, self._clock).writing(None, "forget") as (connection, detail):
                ring = ring_of(connection, self.keys)
                done = forget_records(connection, ring, register, records, reason=reason)
                detail |= {"register": register.value, "reason": reason, **asdict(done)}
            scrub(engine)
            return done
        finally:
            engine.dispose()

    def _backup_before(self) -> Path | None:
        engine = open_engine(self.url)
        try:
            with transaction(engine, None, writes=True) as connection:
                if revision_of(connection) is None:
                    return None
                file = self._backup_name("before-restore")
                write_tables(connection, ring_of(connection, self.keys), file, at=self._now())
                return file
        finally:
            engine.dispose()

    def _set_aside(self) -> Path:
        file = Path(str(self.url.database))
        aside = file.with_name(f"{file.name}.damaged-{self._stamp()}")
        _move(file, aside)
        return aside

    def _refuse_nothing(self) -> None:
        if not self.is_there:
            raise StoreUnreachableError("no_store", file=str(self.url.database))

    def _backup_name(self, why: str) -> Path:
        return self._backups / f"{self._stamp()}-{why}.sonae-backup"

    def _stamp(self) -> str:
        return self._clock().strftime("%Y%m%dT%H%M%S%f")

    def _now(self) -> str:
        return in_text(self._clock())


def _move(file: Path, to: Path) -> None:
    """Move a database file with what belongs to it."""
    for ending in _FILES:
        part = file.with_name(file.name + ending)
        if part.exists():
            part.replace(to.with_name(to.name + ending))
