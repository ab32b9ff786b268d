"""The store: registers with their history, for a reader, in words of the field.

Everything that a use case asks goes through here: each call is one transaction, names its reader,
and is written into the audit log where it changes something or opens personal values.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store import rights, schema
from storage.store.accounts import Accounts
from storage.store.changes import Changes, find_changes, newest_version, refuse_stale
from storage.store.city_rights import CityRights
from storage.store.commits import Committed, restore_lists, undo_version, write_changes
from storage.store.differences import Differences, Preview, compare_states
from storage.store.disclosures import in_text
from storage.store.engine import database_url, open_engine, transaction
from storage.store.errors import RefusedError
from storage.store.key_check import ring_of, start_keys
from storage.store.keys import key_file
from storage.store.migrate import refuse_other_schema, revision_of, upgrade
from storage.store.paper import Paper
from storage.store.queries import holding, parts_of, readable_rows, writable_rows
from storage.store.reader import Reader
from storage.store.registers import REGISTERS
from storage.store.remembered import Remembered
from storage.store.rows import RowCoder
from storage.store.sessions import Sessions
from storage.store.sign_ins import SignIns
from storage.store.strength_counts import CountedStrength
from storage.store.uploads import Upload, keep_upload, read_uploads

#: Lists that an audit entry names; of more it gives the number.
_NAMED = 20


def utc_now() -> dt.datetime:
    """Return the present time."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that a list came in; its name may hold a person's and is sealed."""

    name: str = field(repr=False)
    content: bytes = field(repr=False)


class Store:
    """The store of one city.

    Parameters
    ----------
    sessions
        Transactions on its database.
    """

    def __init__(self, sessions: Sessions) -> None:
        self.sessions = sessions
        #: Settings of the city, emergency disclosures, audit log.
        self.rights = CityRights(sessions)
        #: What was said of lists, and what is counted of them for planning.
        self.remembered = Remembered(sessions)
        self.counts = CountedStrength(sessions)
        #: Who signs in, and who is signed in.
        self.accounts = Accounts(sessions)
        self.sign_ins = SignIns(sessions)
        #: What is given away on paper.
        self.paper = Paper(sessions)

    @classmethod
    def open(
        cls,
        url: sa.URL | None = None,
        *,
        keys: Path | None = None,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> "Store":
        """Open the store; an empty database becomes one.

        Parameters
        ----------
        url
            Address of the database. Default: ``SONAE_DATABASE_URL``, else ``SONAE_HOME/store.db``.
        keys
            Key file. Default: ``SONAE_STORE_KEYS``, else ``SONAE_HOME/keys/store.json``.
        clock
            Gives the present time.

        Raises
        ------
        StoreError
            When the database cannot be reached or is of another schema, or the key file is not its.
        """
        engine = open_engine(database_url() if url is None else url)
        file = key_file() if keys is None else keys
        try:
            with transaction(engine, None, writes=False) as connection:
                is_new = revision_of(connection) is None
            with transaction(engine, None, writes=is_new) as connection:
                if is_new and revision_of(connection) is None:
                    upgrade(connection)
                    start_keys(connection, file, at=in_text(clock()))
                refuse_other_schema(connection)
                ring_of(connection, file)
        except BaseException:
            engine.dispose()
            raise
        return cls(Sessions(engine, file, clock))

    def close(self) -> None:
        """Let go of every connection."""
        self.sessions.engine.dispose()

    # Lists and their versions

    def preview(
        self,
        reader: Reader,
        register: RegisterName,
        frame: pd.DataFrame,
        *,
        scopes: Sequence[str] | None = None,
        removes: bool = False,
        apart: Collection[tuple[str, str]] = (),
    ) -> Preview:
        """Return what a list would change; nothing is written but the entry in the audit log.

        Parameters
        ----------
        reader
            Who gives the list.
        register
            Register that it belongs to.
        frame
            Rows by the contract of the register; the index names them to the reader, as lines do.
        scopes
            Lists that it stands for, where they are more than its rows name.
        removes
            Whether it is the whole of these lists: what it lacks is removed.
        apart
            Rows, by index as text, and records that are two people although one is found by the other.

        Raises
        ------
        StoreError
            When the reader may not write a row, or a row does not fit the store.
        """
        with self.sessions.writing(reader, "preview") as (connection, detail):
            coder = RowCoder(REGISTERS[register], ring_of(connection, self.sessions.keys))
            found = find_changes(
                connection, reader, coder, frame, scopes=scopes, removes=removes, apart=apart
            )
            detail |= {"register": register.value, "lists": _named(found.scopes)}
            differences = _differences(connection, reader, coder, found, frame)
            return Preview(found.scopes, found.based_on, differences, removes)

    def commit(
        self,
        reader: Reader,
        register: RegisterName,
        frame: pd.DataFrame,
        *,
        based_on: int | None = None,
        scopes: Sequence[str] | None = None,
        removes: bool = False,
        apart: Collection[tuple[str, str]] = (),
        file: UploadedFile | None = None,
    ) -> Committed:
        """Write a list as a new version: all of it, or nothing. Equal content writes no version.

        Parameters
        ----------
        reader, register, frame, scopes, removes, apart
            As ``preview`` takes them.
        based_on
            Version that the reader has looked at; the list is refused where somebody else changed
            the same lists since.
        file
            File that the list came in.

        Raises
        ------
        StoreError
            As ``preview``; ``StaleError`` when somebody else was faster.
        """
        with self.sessions.writing(reader, "commit") as (connection, detail):
            ring = ring_of(connection, self.sessions.keys)
            coder = RowCoder(REGISTERS[register], ring)
            changes = find_changes(
                connection, reader, coder, frame, scopes=scopes, removes=removes, apart=apart
            )
            if based_on is not None:
                refuse_stale(connection, reader, register, changes.scopes, based_on)
            done = write_changes(connection, reader, coder, changes, at=self.sessions.now())
            detail |= {"register": register.value, "lists": _named(changes.scopes), **_counts(done)}
            if file is not None:
                keep_upload(
                    connection, reader, ring, register, file=(file.name, file.content), version=done.version,
                    at=self.sessions.now(),
                )  # fmt: skip
            return done

    def undo(self, reader: Reader, version: int) -> Committed:
        """Take a version back, as a new version, unless a later one changed the same lists.

        Raises
        ------
        StoreError
            When there is no such version, the reader may not, or a later version stands on it.
        """
        with self.sessions.writing(reader, "undo") as (connection, detail):
            done = undo_version(connection, reader, version, at=self.sessions.now())
            detail |= {"undoes": version, **_counts(done)}
            return done

    def restore_lists(
        self, reader: Reader, register: RegisterName, scopes: Sequence[str], *, to: int
    ) -> Committed:
        """Make lists what they were at any version, as a new version.

        Raises
        ------
        StoreError
            When the reader may not.
        """
        with self.sessions.writing(reader, "restore_lists") as (connection, detail):
            done = restore_lists(connection, reader, register, scopes, to=to, at=self.sessions.now())
            detail |= {"register": register.value, "lists": _named(scopes), "to": to, **_counts(done)}
            return done

    def read(
        self,
        reader: Reader,
        register: RegisterName,
        *,
        at: int | None = None,
        scopes: Sequence[str] | None = None,
        personal: bool = True,
    ) -> pd.DataFrame:
        """Return the rows of a register that a reader may see, by record id.

        Parameters
        ----------
        reader
            Who asks.
        register
            Register.
        at
            Version whose state is wanted; the present one by default.
        scopes
            Lists wanted; all by default.
        personal
            Whether personal columns are wanted; without them nothing is opened, and the frame
            lacks them.
        """
        spec = REGISTERS[register]
        opens = personal and spec.is_personal
        sessions = self.sessions
        with sessions.writing(reader, "read") if opens else sessions.reading(reader) as (connection, detail):
            coder = RowCoder(spec, ring_of(connection, self.sessions.keys))
            rows = readable_rows(
                connection, reader, register, coder.columns(personal=personal),
                where=[holding(register, at)], now=self.sessions.now(), scopes=scopes,
            )  # fmt: skip
            detail |= {"register": register.value, "lists": _named(scopes), "rows": len(rows)}
            return coder.frame(rows, personal=personal)

    def find(
        self, reader: Reader, register: RegisterName, column: str, values: str | Sequence[str]
    ) -> pd.DataFrame:
        """Return the rows that hold exactly a value, or one of several, whatever their width and blanks.

        Raises
        ------
        RefusedError
            When the register cannot be searched by this column.
        """
        spec = REGISTERS[register]
        if column not in spec.found_by:
            raise RefusedError("not_searchable", column=column)
        wanted = [values] if isinstance(values, str) else values
        with self.sessions.writing(reader, "find") as (connection, detail):
            coder = RowCoder(spec, ring_of(connection, self.sessions.keys))
            marks = sorted({mark for one in wanted if (mark := coder.find_mark(column, one))})
            found_by = schema.register_tables[register].c[f"find_{column}"]
            rows = [
                row
                for part in parts_of(marks)
                for row in readable_rows(
                    connection, reader, register, coder.columns(),
                    where=[holding(register, None), found_by.in_(part)], now=self.sessions.now(),
                )
            ]  # fmt: skip
            detail |= {"register": register.value, "column": column, "rows": len(rows)}
            return coder.frame(rows)

    def compare(
        self,
        reader: Reader,
        register: RegisterName,
        earlier: int,
        later: int | None = None,
        *,
        scopes: Sequence[str] | None = None,
    ) -> Differences:
        """Return what differs between a version and a later one, or the present, as far as a reader sees."""
        before = self.read(reader, register, at=earlier, scopes=scopes)
        return compare_states(before, self.read(reader, register, at=later, scopes=scopes))

    def newest_version(self, reader: Reader, register: RegisterName) -> int:
        """Return the newest version of a register; 0 before the first."""
        with self.sessions.reading(reader) as (connection, _):
            return newest_version(connection, register)

    def uploads(self, reader: Reader, register: RegisterName) -> tuple[Upload, ...]:
        """Return the files that the versions came in which a reader sees, the newest first."""
        with self.sessions.writing(reader, "uploads") as (connection, detail):
            found = read_uploads(connection, reader, ring_of(connection, self.sessions.keys), register)
            detail |= {"register": register.value, "files": len(found)}
            return found

    def history(self, reader: Reader, register: RegisterName, *, scope: str | None = None) -> pd.DataFrame:
        """Return what each version did to the lists that a reader sees, the newest first.

        Returns
        -------
        pandas.DataFrame
            ``version_id``, ``made_at``, ``account``, ``undoes``, ``scope_id``, ``added``, ``changed``,
            ``removed``.
        """
        versions, touched = schema.versions, schema.version_scopes
        columns = [
            versions.c.version_id, versions.c.made_at, versions.c.account, versions.c.undoes,
            touched.c.scope_id, touched.c.added, touched.c.changed, touched.c.removed,
        ]  # fmt: skip
        query = (
            sa.select(*columns)
            .join(touched, touched.c.version_id == versions.c.version_id)
            .where(versions.c.register == register.value, rights.may_see_history(reader, register))
            .order_by(versions.c.version_id.desc(), touched.c.scope_id)
        )
        if scope is not None:
            query = query.where(touched.c.scope_id == scope)
        with self.sessions.reading(reader) as (connection, _):
            rows = [tuple(row) for row in connection.execute(query)]
        frame = pd.DataFrame(rows, columns=[column.name for column in columns])
        return frame.astype({"undoes": "Int64"})


def _differences(
    connection: sa.Connection, reader: Reader, coder: RowCoder, changes: Changes, frame: pd.DataFrame
) -> Differences:
    """Return what a list changes, with the rows that are held opened."""
    pairs, held = changes.pairs, changes.held
    before = [held[j] for _, j in pairs.changed]
    missing = [held[j] for j in pairs.missing]
    table = schema.register_tables[coder.spec.name]
    rows = [
        row
        for part in parts_of([row.entry_id for row in (*before, *missing)])
        for row in writable_rows(
            connection, reader, coder.spec.name, scopes=changes.scopes, where=[table.c.entry_id.in_(part)],
            columns=coder.columns(),
        )
    ]  # fmt: skip
    opened = coder.frame(rows)
    given = frame[coder.spec.contract.columns()]
    return Differences(
        added=given.iloc[list(pairs.added)],
        removed=opened.loc[[row.record_id for row in missing]],
        before=opened.loc[[row.record_id for row in before]],
        after=given.iloc[[k for k, _ in pairs.changed]],
        unchanged=len(pairs.same),
    )


def _named(scopes: Sequence[str] | None) -> object:
    """Return which lists, for the audit log."""
    return "all" if scopes is None else [*scopes] if len(scopes) <= _NAMED else len(scopes)


def _counts(done: Committed) -> dict[str, object]:
    return asdict(done)
