"""Whether a key file is that of a database: the database keeps a mark of each of its keys."""

import hmac
from pathlib import Path
from types import MappingProxyType

import sqlalchemy as sa

from storage.store.errors import KeyFileError
from storage.store.keys import KeyRing, make_keys, read_keys
from storage.store.schema import store_keys
from storage.store.sealing import sealer_of


def start_keys(connection: sa.Connection, file: Path, *, at: str) -> None:
    """Give a new database its key: that of the key file, or of a new one.

    Parameters
    ----------
    connection
        A transaction that writes.
    file
        Key file.
    at
        The present time.
    """
    ring = read_keys(file) if file.exists() else make_keys(file)
    add_key(connection, ring, at=at)


def add_key(connection: sa.Connection, ring: KeyRing, *, at: str) -> None:
    """Let the database seal with the newest key of a ring from now on."""
    sealer = sealer_of(ring)
    connection.execute(
        store_keys.insert(), {"key_id": sealer.key_id, "mark": sealer.key_mark(), "made_at": at}
    )


def ring_of(connection: sa.Connection, file: Path) -> KeyRing:
    """Return the keys of the database, out of the key file.

    A key of the file that the database does not know is left out: it was made for a rotation that did
    not come to its end, or for another database.

    Raises
    ------
    KeyFileError
        When the file is missing or broken, or lacks a key, or has another one under its id.
    """
    ring = read_keys(file)
    marks = {row.key_id: row.mark for row in connection.execute(sa.select(store_keys))}
    for key_id, mark in marks.items():
        if key_id not in ring.secrets or not hmac.compare_digest(sealer_of(ring, key_id).key_mark(), mark):
            raise KeyFileError("key_file_other", file=str(file), key_id=key_id)
    known = {key_id: secret for key_id, secret in ring.secrets.items() if key_id in marks}
    if not known:
        raise KeyFileError("key_file_other", file=str(file), key_id="-")
    return KeyRing(file, MappingProxyType(known))
