"""Transactions for a reader; what writes or opens personal values has its entry in the audit log."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from storage.store import audit
from storage.store.disclosures import in_text
from storage.store.engine import transaction
from storage.store.key_check import ring_of
from storage.store.migrate import refuse_other_schema
from storage.store.reader import Reader

#: What an audit entry tells of, filled in while it is done.
Detail = dict[str, object]


class Sessions:
    """Opens transactions on one database.

    Parameters
    ----------
    engine
        Database, of the present schema.
    keys
        Key file.
    clock
        Gives the present time.
    """

    def __init__(self, engine: sa.Engine, keys: Path, clock: Callable[[], dt.datetime]) -> None:
        self.engine = engine
        self.keys = keys
        self.clock = clock

    def now(self) -> str:
        """Return the present time as the store keeps it."""
        return in_text(self.clock())

    @contextmanager
    def reading(self, reader: Reader) -> Iterator[tuple[sa.Connection, Detail]]:
        """Read what is not personal."""
        with transaction(self.engine, reader, writes=False) as connection:
            refuse_other_schema(connection)
            yield connection, {}

    @contextmanager
    def of_program(self, *, writes: bool = False) -> Iterator[sa.Connection]:
        """Look up, or note, what no reader may: sign-ins and attempts; nothing personal is opened."""
        with transaction(self.engine, None, writes=writes) as connection:
            refuse_other_schema(connection)
            yield connection

    @contextmanager
    def writing(self, reader: Reader | None, action: str) -> Iterator[tuple[sa.Connection, Detail]]:
        """Write, or open personal values: nothing of it is done without its entry in the audit log.

        Parameters
        ----------
        reader
            Who; None is the program itself, for upkeep.
        action
            What, for the audit log.
        """
        detail: Detail = {}
        outside = audit.head_file(self.keys)
        with transaction(self.engine, reader, writes=True) as connection:
            refuse_other_schema(connection)
            yield connection, detail
            ring = ring_of(connection, self.keys)
            goes_on = audit.still_holds(connection, reader, audit.read_head(outside))
            head = audit.append(connection, reader, ring, action=action, detail=detail, at=self.now())
        if goes_on:
            audit.keep_head(outside, head)
