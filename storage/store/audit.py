"""The audit log: who did what and when, each entry signed together with the one before it.

An entry that is changed, taken out or put in breaks the chain. An end that is cut off would not:
so the number and signature of the last entry stand outside the database, beside the key file, and
in every backup.
"""

import contextlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from storage.store.engine import UPKEEP, as_upkeep
from storage.store.errors import KeyFileError, StoreFullError
from storage.store.keys import KeyRing, write_private
from storage.store.reader import Reader
from storage.store.schema import audit_log
from storage.store.sealing import pack, sealer_of

#: Account of the program itself.
PROGRAM = "sonae"
_NOTHING = b""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the log that is known outside the database."""

    seq: int
    mac: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the audit log; ``detail`` holds ids and counts, never a personal value."""

    seq: int
    at: str
    account: str
    role: str
    action: str
    detail: str


def append(
    connection: sa.Connection,
    reader: Reader | None,
    ring: KeyRing,
    *,
    action: str,
    detail: Mapping[str, object],
    at: str,
) -> Head:
    """Write one entry, in the transaction of what it tells of.

    Parameters
    ----------
    connection
        A transaction that writes.
    reader
        Who did it; None is the program itself.
    ring
        Keys; the newest signs.
    action
        What was done.
    detail
        Ids and counts.
    at
        When.
    """
    with as_upkeep(connection, reader):
        last = connection.execute(
            sa.select(audit_log.c.seq, audit_log.c.mac).order_by(audit_log.c.seq.desc()).limit(1)
        ).first()
        sealer = sealer_of(ring)
        row = {
            "seq": 1 if last is None else last.seq + 1,
            "at": at,
            "account": PROGRAM if reader is None else reader.account,
            "role": UPKEEP if reader is None else reader.role.value,
            "action": action,
            "detail": json.dumps(detail, ensure_ascii=False, sort_keys=True),
            "key_id": sealer.key_id,
        }
        mac = sealer.sign(_NOTHING if last is None else last.mac, pack(list(row.values())).encode())
        connection.execute(audit_log.insert(), {**row, "mac": mac})
    return Head(int(row["seq"]), mac)


def head_file(keys: Path) -> Path:
    """Return the file beside the key file that holds the last entry."""
    return keys.with_name(f"{keys.stem}-audit-head.json")


def keep_head(file: Path, head: Head, *, replaces: bool = False) -> None:
    """Keep the last entry outside the database.

    Parameters
    ----------
    file
        File that holds it.
    head
        The last entry.
    replaces
        Whether an earlier entry may take the place of a later one, as after a restore.
    """
    known = None if replaces else read_head(file)
    if known is not None and known.seq >= head.seq:
        return
    content = json.dumps({"seq": head.seq, "mac": head.mac.hex()}).encode("ascii")
    # What was done is done; the next entry keeps its number.
    with contextlib.suppress(StoreFullError):
        write_private(file, content, error=StoreFullError("full"))


def read_head(file: Path) -> Head | None:
    """Return the last entry that is known outside the database; None where none is."""
    try:
        content = json.loads(file.read_text(encoding="ascii"))
        return Head(int(content["seq"]), bytes.fromhex(content["mac"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def still_holds(connection: sa.Connection, reader: Reader | None, known: Head | None) -> bool:
    """Whether the entry that is known outside stands in the log as it was.

    Where it does not, what is known outside has to stay: a log whose end was cut off would soon be as long
    again, and nobody would notice.

    Parameters
    ----------
    connection
        A transaction.
    reader
        Whose transaction it is; None is the program itself.
    known
        The last entry that is known outside the database; None where none is.
    """
    if known is None:
        return True
    with as_upkeep(connection, reader):
        mac = connection.scalar(sa.select(audit_log.c.mac).where(audit_log.c.seq == known.seq))
    return mac is not None and bytes(mac) == known.mac


def find_breaks(connection: sa.Connection, ring: KeyRing, known: Head | None) -> Iterator[tuple[str, int]]:
    """Yield what is wrong with the log: a message key below ``store.``, and the number of an entry.

    Parameters
    ----------
    connection
        A transaction of the program itself.
    ring
        Keys.
    known
        The last entry that is known outside the database.
    """
    before, count = _NOTHING, 0
    for row in connection.execute(sa.select(audit_log).order_by(audit_log.c.seq)):
        count += 1
        if row.seq != count:
            yield "audit_gap", count
            return
        content = pack([row.seq, row.at, row.account, row.role, row.action, row.detail, row.key_id])
        try:
            signed = sealer_of(ring, row.key_id).sign(before, content.encode())
        except KeyFileError:
            yield "audit_key_unknown", count
            return
        if signed != row.mac or (known is not None and known.seq == count and known.mac != row.mac):
            yield "audit_changed", count
            return
        before = row.mac
    if known is not None and known.seq > count:
        yield "audit_cut", known.seq


def read_entries(
    connection: sa.Connection, *, newest: int, skip: int = 0, account: str = "", action: str = ""
) -> tuple[Entry, ...]:
    """Return the newest entries but for the first of them, the last first; of one account or action only."""
    columns = [audit_log.c[name] for name in ("seq", "at", "account", "role", "action", "detail")]
    query = sa.select(*columns).order_by(audit_log.c.seq.desc()).limit(newest).offset(skip)
    for column, wanted in ((audit_log.c.account, account), (audit_log.c.action, action)):
        if wanted:
            query = query.where(column == wanted)
    return tuple(Entry(*row) for row in connection.execute(query))
