"""A backup becomes the store again: all of it in one transaction, or nothing."""

import itertools
import zipfile
from pathlib import Path

import sqlalchemy as sa

from storage.store import audit
from storage.store.backup import Manifest, read_rows, verify_backup
from storage.store.check import problems_in
from storage.store.engine import transaction
from storage.store.errors import BackupError, SchemaError
from storage.store.key_check import ring_of
from storage.store.keys import read_keys
from storage.store.migrate import REVISION_TABLE, known_revisions, newest_revision, revision_of, upgrade
from storage.store.schema import metadata, sign_ins

_ROWS_AT_ONCE = 2_000


def restore_backup(engine: sa.Engine, keys: Path, file: Path, *, at: str) -> Manifest:
    """Put a backup in place of what a database holds.

    The backup is read to its end before anything is touched. Tables are made as they were when it
    was written, filled, brought to the present schema and checked; only then is all of it committed.

    Parameters
    ----------
    engine
        Database; what it holds of ours is replaced.
    keys
        Key file that the backup was made with.
    file
        Backup.
    at
        The present time.

    Raises
    ------
    BackupError
        When it cannot be used.
    StoreError
        When the database cannot be reached or is of a newer program.
    """
    manifest = verify_backup(file, read_keys(keys))
    if manifest.revision not in known_revisions():
        raise SchemaError("schema_newer", found=manifest.revision, known=newest_revision())
    with transaction(engine, None, writes=True) as connection:
        _empty(connection)
        upgrade(connection, manifest.revision)
        with zipfile.ZipFile(file) as archive:
            for name in manifest.tables:
                _fill(connection, archive, name)
        upgrade(connection)
        # Whoever was signed in when the backup was made is not signed in again.
        connection.execute(sign_ins.delete())
        if problems_in(connection, keys, known_outside=False):
            raise BackupError("backup_unsound", file=str(file))
        known = audit.read_head(audit.head_file(keys))
        detail = {
            "made_at": manifest.made_at,
            "reaches": manifest.audit.seq if manifest.audit else 0,
            "known_before": known.seq if known else 0,
        }
        ring = ring_of(connection, keys)
        head = audit.append(connection, None, ring, action="restore", detail=detail, at=at)
    audit.keep_head(audit.head_file(keys), head, replaces=True)
    return manifest


def _empty(connection: sa.Connection) -> None:
    """Remove every table of ours."""
    found = revision_of(connection)
    if found is not None and found not in known_revisions():
        raise SchemaError("schema_newer", found=found, known=newest_revision())
    there = set(sa.inspect(connection).get_table_names())
    ours = [table for table in reversed(metadata.sorted_tables) if table.name in there]
    for table in ours:
        table.drop(connection)
    if REVISION_TABLE in there:
        sa.Table(REVISION_TABLE, sa.MetaData()).drop(connection)


def _fill(connection: sa.Connection, archive: zipfile.ZipFile, name: str) -> None:
    rows, last = read_rows(archive, name), 0
    while part := list(itertools.islice(rows, _ROWS_AT_ONCE)):
        connection.execute(sa.table(name, *map(sa.column, part[0])).insert(), part)
        last = part[-1].get("entry_id", 0)
    if connection.dialect.name == "postgresql" and last:
        # Numbers go on after the last one.
        sequence = sa.func.pg_get_serial_sequence(name, "entry_id")
        connection.execute(sa.select(sa.func.setval(sequence, last)))
