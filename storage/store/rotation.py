"""A new key: from now on it seals, and what older keys sealed is sealed anew."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store import schema
from storage.store.account_rows import read_accounts, write_account
from storage.store.key_check import add_key, ring_of
from storage.store.keys import KeyRing, read_keys, write_keys
from storage.store.registers import REGISTERS
from storage.store.remembered import reseal_remembered
from storage.store.rows import RowCoder
from storage.store.sealing import sealer_of

_ROWS_AT_ONCE = 2_000


def rotate_keys(connection: sa.Connection, keys: Path, *, at: str) -> int:
    """Make a new key and seal every value with it; return how many rows were sealed anew.

    The key file gets the key first: where the transaction then fails, the database does not know it,
    and nothing uses it. Older keys stay in the file, for backups and for the audit log.

    Parameters
    ----------
    connection
        A transaction of the program itself that writes.
    keys
        Key file.
    at
        The present time.
    """
    ring_of(connection, keys)
    ring = read_keys(keys).with_new_key()
    write_keys(ring)
    add_key(connection, ring, at=at)
    count = sum(_seal_anew(connection, register, ring) for register in RegisterName)
    connection.execute(schema.sign_in_attempts.delete())  # their marks are of the old key
    count += _seal_uploads_anew(connection, ring) + reseal_remembered(connection, ring)
    return count + _seal_accounts_anew(connection, ring)


def _seal_accounts_anew(connection: sa.Connection, ring: KeyRing) -> int:
    found = read_accounts(connection, ring)
    for held in found:
        write_account(connection, ring, held)
    return len(found)


def _seal_anew(connection: sa.Connection, register: RegisterName, ring: KeyRing) -> int:
    table, coder = schema.register_tables[register], RowCoder(REGISTERS[register], ring)
    count, after = 0, 0
    query = sa.select(*coder.columns(), table.c.since).order_by(table.c.entry_id).limit(_ROWS_AT_ONCE)
    while rows := list(connection.execute(query.where(table.c.entry_id > after))):
        connection.execute(
            table.update().where(table.c.entry_id == sa.bindparam("entry")),
            [{"entry": row.entry_id, **_anew(coder, row)} for row in rows],
        )
        count, after = count + len(rows), rows[-1].entry_id
    return count


def _anew(coder: RowCoder, row: Any) -> dict[str, Any]:
    """Return the sealed value and the marks of a row under the newest key."""
    stored = coder.stored(
        coder.incoming_row(row.entry_id, coder.opened(row)), record_id=row.record_id, since=0
    )
    names = ("digest", "key_id", "sealed")
    return {
        name: value for name, value in stored.items() if name in names or name.startswith(("match_", "find_"))
    }


def _seal_uploads_anew(connection: sa.Connection, ring: KeyRing) -> int:
    table, sealer = schema.uploads, sealer_of(ring)
    rows = list(connection.execute(sa.select(table.c.upload_id, table.c.key_id, table.c.sealed)))
    for row in rows:
        owner = f"uploads/{row.upload_id}/"
        name = sealer_of(ring, row.key_id).open(row.sealed, belongs_to=owner + row.key_id)
        sealed = sealer.seal(name, belongs_to=owner + sealer.key_id)
        connection.execute(
            table.update()
            .where(table.c.upload_id == row.upload_id)
            .values(key_id=sealer.key_id, sealed=sealed)
        )
    return len(rows)
