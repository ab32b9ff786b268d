"""Files that lists came in: name and mark are kept, sealed; the content is not."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store import schema
from storage.store.keys import KeyRing
from storage.store.reader import Reader
from storage.store.rights import may_see_history
from storage.store.sealing import pack, sealer_of


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that was committed; its name may hold a person's.

    Parameters
    ----------
    version
        Version that it made; None where it changed nothing.
    made_at, account
        When and by whom.
    name, sha256
        Name and hash of the file; empty where a person in it was deleted for good.
    size_bytes
        Its size [bytes].
    """

    version: int | None
    made_at: str
    account: str
    size_bytes: int
    name: str = field(repr=False)
    sha256: str = field(repr=False)


def keep_upload(
    connection: sa.Connection,
    reader: Reader,
    ring: KeyRing,
    register: RegisterName,
    *,
    file: tuple[str, bytes],
    version: int | None,
    at: str,
) -> None:
    """Write down which file a list came in.

    Parameters
    ----------
    connection
        A transaction that writes.
    reader
        Who gave it.
    ring
        Keys; the newest seals.
    register
        Register that it went into.
    file
        Name and content.
    version
        Version that it made.
    at
        The present time.
    """
    sealer, upload_id = sealer_of(ring), secrets.token_hex(8)
    name, content = file
    row = {
        "upload_id": upload_id,
        "register": register.value,
        "made_at": at,
        "account": reader.account,
        "size_bytes": len(content),
        "key_id": sealer.key_id,
        "sealed": sealer.seal(
            pack([name, hashlib.sha256(content).hexdigest()]), belongs_to=_owner(upload_id, sealer.key_id)
        ),
        "version_id": version,
    }
    connection.execute(schema.uploads.insert(), row)


def read_uploads(
    connection: sa.Connection, reader: Reader, ring: KeyRing, register: RegisterName
) -> tuple[Upload, ...]:
    """Return the files of a register whose versions a reader sees, the newest first."""
    table, touched = schema.uploads, schema.version_scopes
    seen = (
        sa.select(touched.c.version_id)
        .where(touched.c.version_id == table.c.version_id, may_see_history(reader, register))
        .exists()
    )
    query = sa.select(table).where(table.c.register == register.value, seen)
    rows = connection.execute(query.order_by(table.c.version_id.desc(), table.c.upload_id))
    return tuple(_opened(row, ring) for row in rows)


def forget_names(connection: sa.Connection, ring: KeyRing, versions: list[int]) -> int:
    """Take names and marks of the files of some versions away; return of how many."""
    table, sealer = schema.uploads, sealer_of(ring)
    rows = list(connection.execute(sa.select(table.c.upload_id).where(table.c.version_id.in_(versions))))
    for row in rows:
        sealed = sealer.seal(pack(["", ""]), belongs_to=_owner(row.upload_id, sealer.key_id))
        connection.execute(
            table.update()
            .where(table.c.upload_id == row.upload_id)
            .values(key_id=sealer.key_id, sealed=sealed)
        )
    return len(rows)


def _opened(row: sa.Row[Any], ring: KeyRing) -> Upload:
    sealer = sealer_of(ring, row.key_id)
    name, sha256 = json.loads(sealer.open(row.sealed, belongs_to=_owner(row.upload_id, row.key_id)))
    return Upload(row.version_id, row.made_at, row.account, row.size_bytes, name, sha256)


def _owner(upload_id: str, key_id: str) -> str:
    return f"uploads/{upload_id}/{key_id}"
