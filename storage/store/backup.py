"""A backup: every table in one file, whole and signed; personal values stay sealed, keys are not in it.

The form is the same for SQLite and PostgreSQL, so that a store may move from one to the other.
"""

import base64
import contextlib
import hashlib
import hmac
import json
import os
import secrets
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from storage.store.audit import Head
from storage.store.engine import transaction
from storage.store.errors import BackupError, KeyFileError, StoreError
from storage.store.key_check import ring_of
from storage.store.keys import KeyRing
from storage.store.migrate import refuse_other_schema, revision_of
from storage.store.schema import audit_log, metadata
from storage.store.sealing import sealer_of

_FORMAT = 1
_MANIFEST, _SIGNATURE = "manifest.json", "signature"
_SIGNED_FOR = b"sonae backup"
_ROWS_AT_ONCE = 2_000
#: A manifest names some twenty tables; a line is one row.
_MOST_MANIFEST_BYTES, _MOST_LINE_BYTES = 1_000_000, 10_000_000
_BROKEN = (
    OSError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    KeyError,
    TypeError,
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    Parameters
    ----------
    revision
        Schema of its tables.
    made_at
        When it was made.
    key_id
        Key that signed it.
    audit
        Last entry of the audit log in it; None for an empty log.
    tables
        Rows and sha256 of each table, in the order in which they go in.
    """

    revision: str
    made_at: str
    key_id: str
    audit: Head | None
    tables: dict[str, tuple[int, str]]


def write_backup(engine: sa.Engine, keys: Path, file: Path, *, at: str) -> Manifest:
    """Write a backup of a store.

    Parameters
    ----------
    engine
        Database.
    keys
        Key file.
    file
        File to write; there must be none.
    at
        The present time.

    Raises
    ------
    BackupError
        When there is a file already, or the disk does not take it.
    StoreError
        When the store cannot be read.
    """
    if file.exists():
        raise BackupError("backup_taken", file=str(file))
    # Nobody writes meanwhile: all tables are of one moment.
    with transaction(engine, None, writes=True) as connection:
        refuse_other_schema(connection)
        return write_tables(connection, ring_of(connection, keys), file, at=at)


def write_tables(connection: sa.Connection, ring: KeyRing, file: Path, *, at: str) -> Manifest:
    """Write every table of a database whose schema may be an older one.

    Raises
    ------
    BackupError
        When the disk does not take it.
    """
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(6)}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                manifest = _write(connection, ring, archive, at=at)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    except OSError:
        raise BackupError("backup_unwritable", file=str(file)) from None
    finally:
        with contextlib.suppress(OSError):  # there is none, or no folder to hold one
            unfinished.unlink()
    return manifest


def _write(connection: sa.Connection, ring: KeyRing, archive: zipfile.ZipFile, *, at: str) -> Manifest:
    tables = {}
    there = set(sa.inspect(connection).get_table_names())
    for table in metadata.sorted_tables:
        if table.name in there:
            tables[table.name] = _write_table(connection, archive, table.name)
    last = connection.execute(
        sa.select(audit_log.c.seq, audit_log.c.mac).order_by(audit_log.c.seq.desc()).limit(1)
    ).first()
    head = None if last is None else Head(last.seq, last.mac)
    manifest = Manifest(str(revision_of(connection)), at, ring.newest, head, tables)
    content = _manifest_bytes(manifest)
    archive.writestr(_MANIFEST, content)
    archive.writestr(_SIGNATURE, sealer_of(ring).sign(_SIGNED_FOR, content).hex())
    return manifest


def _write_table(connection: sa.Connection, archive: zipfile.ZipFile, name: str) -> tuple[int, str]:
    """Write one table as the database has it, one line a row; return rows and sha256."""
    # Every column that the database has: its schema may be an older one than ours.
    query = sa.select(sa.text("*")).select_from(sa.table(name)).order_by(sa.text("1, 2"))
    query = query.execution_options(yield_per=_ROWS_AT_ONCE)
    digest, count = hashlib.sha256(), 0
    with archive.open(f"{name}.jsonl", "w") as out:
        for row in connection.execute(query):
            cells = {key: _plain(value) for key, value in row._mapping.items()}
            line = json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            digest.update(line)
            out.write(line)
            count += 1
    return count, digest.hexdigest()


def _plain(value: Any) -> Any:
    return {"b": base64.b64encode(value).decode("ascii")} if isinstance(value, bytes) else value


def _manifest_bytes(manifest: Manifest) -> bytes:
    head = manifest.audit
    content = {
        "format": _FORMAT,
        "revision": manifest.revision,
        "made_at": manifest.made_at,
        "key_id": manifest.key_id,
        "audit": None if head is None else {"seq": head.seq, "mac": head.mac.hex()},
        "tables": {name: list(facts) for name, facts in manifest.tables.items()},
    }
    return json.dumps(content, indent=1).encode("ascii")


def verify_backup(file: Path, ring: KeyRing) -> Manifest:
    """Return what a backup says of itself, after reading all of it.

    Raises
    ------
    BackupError
        When it is none, is not whole, was changed, or was made with other keys.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            manifest = _read_manifest(archive, file, ring)
            expected = {_MANIFEST, _SIGNATURE, *(f"{name}.jsonl" for name in manifest.tables)}
            if set(archive.namelist()) != expected or len(archive.namelist()) != len(expected):
                raise BackupError("backup_broken", file=str(file))
            for name, (rows, digest) in manifest.tables.items():
                _verify_table(archive, name, rows, digest, file)
    except FileNotFoundError:
        raise BackupError("backup_missing", file=str(file)) from None
    except StoreError:
        raise
    except _BROKEN:
        raise BackupError("backup_broken", file=str(file)) from None
    return manifest


def _read_manifest(archive: zipfile.ZipFile, file: Path, ring: KeyRing) -> Manifest:
    if archive.getinfo(_MANIFEST).file_size > _MOST_MANIFEST_BYTES:
        raise BackupError("backup_broken", file=str(file))
    content = archive.read(_MANIFEST)
    said = json.loads(content)
    if said["format"] != _FORMAT:
        raise BackupError("backup_format", file=str(file))
    try:
        signed = sealer_of(ring, said["key_id"]).sign(_SIGNED_FOR, content)
    except KeyFileError:
        raise BackupError("backup_of_other_keys", file=str(file), keys=str(ring.file)) from None
    if not hmac.compare_digest(signed, bytes.fromhex(archive.read(_SIGNATURE).decode("ascii"))):
        raise BackupError("backup_broken", file=str(file))
    head = said["audit"]
    return Manifest(
        said["revision"],
        said["made_at"],
        said["key_id"],
        None if head is None else Head(head["seq"], bytes.fromhex(head["mac"])),
        {name: (rows, digest) for name, (rows, digest) in said["tables"].items()},
    )


def _verify_table(archive: zipfile.ZipFile, name: str, rows: int, digest: str, file: Path) -> None:
    found, count = hashlib.sha256(), 0
    for line in _lines(archive, name):
        found.update(line)
        count += 1
    if (count, found.hexdigest()) != (rows, digest):
        raise BackupError("backup_broken", file=str(file))


def read_rows(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of one table of a backup that was verified."""
    for line in _lines(archive, name):
        cells = json.loads(line)
        yield {
            key: base64.b64decode(value["b"]) if isinstance(value, dict) else value
            for key, value in cells.items()
        }


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(f"{name}.jsonl") as content:
        while line := content.readline(_MOST_LINE_BYTES):
            yield line
