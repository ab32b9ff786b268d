"""What a new list would change in a register, found without opening a sealed value."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import sqlalchemy as sa
from pandera.errors import SchemaErrors

from domain.registers import RegisterName
from storage.store import schema
from storage.store.engine import as_upkeep
from storage.store.errors import ForbiddenError, RefusedError, StaleError
from storage.store.pairing import Pairs, pair_rows
from storage.store.queries import held_entries, holding, parts_of, writable_rows
from storage.store.reader import Reader
from storage.store.registers import REGISTERS, RegisterSpec
from storage.store.rights import may_ever_write
from storage.store.rows import Incoming, RowCoder
from storage.store.schema import register_tables

#: Registers whose lists are an organisation's own: its area is that of the organisation.
_OF_ORGANISATIONS = frozenset(
    name
    for name, spec in REGISTERS.items()
    if spec.scope == "org_id" and name is not RegisterName.ORGANISATIONS
)


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row that holds now, without its personal values."""

    entry_id: int
    record_id: str
    scope_id: str
    area: tuple[str, str, str]
    marks: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a list would do to the lists that it concerns.

    Parameters
    ----------
    scopes
        Lists concerned, sorted.
    based_on
        Newest version of the register when this was found.
    incoming, held
        Rows of the new list, and rows that hold.
    pairs
        Which is which.
    removes
        Whether rows that the new list lacks are removed.
    """

    scopes: tuple[str, ...]
    based_on: int
    incoming: tuple[Incoming, ...] = field(repr=False)
    held: tuple[HeldRow, ...] = field(repr=False)
    pairs: Pairs = field(repr=False)
    removes: bool

    @property
    def closed(self) -> tuple[int, ...]:
        """Positions of held rows that would hold no longer as they are."""
        missing = self.pairs.missing if self.removes else ()
        return (*(j for _, j in self.pairs.changed), *missing)

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.closed and not self.pairs.added


def find_changes(
    connection: sa.Connection,
    reader: Reader,
    coder: RowCoder,
    frame: pd.DataFrame,
    *,
    scopes: Sequence[str] | None,
    removes: bool,
    apart: Collection[tuple[str, str]] = (),
) -> Changes:
    """Return what a list would change.

    Parameters
    ----------
    connection
        Transaction of the reader.
    reader
        Who gives the list.
    coder
        Rows of the register.
    frame
        Rows by the contract of the register; any index.
    scopes
        Lists that it stands for; by default those that its rows name.
    removes
        Whether it is the whole of those lists, so that rows which it lacks are removed.
    apart
        Rows, by index as text, and records that are two people whatever their marks.

    Raises
    ------
    ForbiddenError
        When the reader may not write one of the rows.
    RefusedError
        When a row does not keep the contract, or names an organisation that the store does not know,
        or another area than its.
    """
    spec = coder.spec
    if not may_ever_write(reader, spec.name):
        raise ForbiddenError("forbidden")
    checked = _checked(spec, frame)
    incoming = tuple(coder.incoming(checked))
    _refuse_other_areas(reader, spec, incoming)
    named = {str(row.cells[spec.scope]) for row in incoming}
    if scopes is not None and named - set(scopes):
        raise RefusedError("scope_missing", register=spec.name.value)
    wanted = tuple(sorted(named if scopes is None else scopes))
    if spec.name in _OF_ORGANISATIONS:
        _refuse_unknown_organisations(connection, reader, incoming)
    if spec.name is RegisterName.INDIVIDUAL_PLANS:
        _refuse_unknown_persons(connection, reader, incoming)
    held = held_rows(connection, reader, spec, wanted)
    lines, records = ({str(one): i for i, one in enumerate(ids)} for ids in (
        [row.line for row in incoming], [row.record_id for row in held]
    ))  # fmt: skip
    two = {(lines[one], records[other]) for one, other in apart if one in lines and other in records}
    pairs = pair_rows([(row.digest, *row.marks) for row in incoming], [row.marks for row in held], two)
    based_on = newest_version(connection, spec.name)
    return Changes(wanted, based_on, incoming, held, pairs, removes)


def _checked(spec: RegisterSpec, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame that keeps the contract; what pandera says of one that does not holds its values."""
    lines = frame.set_axis(frame.index.map(str).astype("str").rename("record_id"))
    try:
        return spec.contract.check(lines)
    except SchemaErrors as error:
        columns = sorted({str(column) for column in error.failure_cases["column"].dropna()})
        rows = error.failure_cases["index"].nunique()
    raise RefusedError("list_misfits", register=spec.name.value, columns=", ".join(columns), rows=rows)


def newest_version(connection: sa.Connection, register: RegisterName) -> int:
    """Return the newest version of a register; 0 before the first."""
    newest = sa.select(sa.func.max(schema.versions.c.version_id))
    return connection.scalar(newest.where(schema.versions.c.register == register.value)) or 0


def refuse_stale(
    connection: sa.Connection, reader: Reader, register: RegisterName, scopes: Sequence[str], based_on: int
) -> None:
    """Refuse to change lists that were changed after a version.

    Raises
    ------
    StaleError
        When one of them was.
    """
    versions, touched = schema.versions, schema.version_scopes
    newest = (
        sa.select(sa.func.max(versions.c.version_id))
        .join(touched, touched.c.version_id == versions.c.version_id)
        .where(versions.c.register == register.value, versions.c.version_id > based_on)
    )
    with as_upkeep(connection, reader):  # whoever changed them, also one whom the reader does not see
        found = [
            connection.scalar(newest.where(touched.c.scope_id.in_(part))) for part in parts_of(sorted(scopes))
        ]
    later = max((version for version in found if version is not None), default=None)
    if later is not None:
        raise StaleError("stale", version=later)


def held_rows(
    connection: sa.Connection, reader: Reader, spec: RegisterSpec, scopes: Sequence[str]
) -> tuple[HeldRow, ...]:
    """Return the rows of lists that hold now and that the reader may write."""
    table = register_tables[spec.name]
    marks = [table.c[f"match_{i}"] for i in range(len(spec.matches))]
    area = [table.c.ward_code, table.c.district_id, table.c.org_id]
    scope = table.c[spec.scope].label("scope_id")
    rows = writable_rows(
        connection, reader, spec.name, scopes=scopes, where=[holding(spec.name, None)],
        columns=[table.c.entry_id, table.c.record_id, scope, *area, table.c.digest, *marks],
    )  # fmt: skip
    return tuple(_held(tuple(row)) for row in rows)


def _held(cells: tuple[Any, ...]) -> HeldRow:
    entry_id, record_id, scope_id, ward_code, district_id, org_id, *marks = cells
    return HeldRow(entry_id, record_id, scope_id, (ward_code, district_id, org_id), tuple(marks))


def _refuse_other_areas(reader: Reader, spec: RegisterSpec, incoming: Sequence[Incoming]) -> None:
    outside = [row for row in incoming if not reader.reaches(*area_of(row))]
    if outside:
        raise ForbiddenError("forbidden_rows", rows=len(outside), register=spec.name.value)


def _refuse_unknown_organisations(
    connection: sa.Connection, reader: Reader, incoming: Sequence[Incoming]
) -> None:
    table = register_tables[RegisterName.ORGANISATIONS]
    areas = {area_of(row) for row in incoming}
    rows = writable_rows(
        connection, reader, RegisterName.ORGANISATIONS,
        scopes=[org_id for _, _, org_id in areas], where=[holding(RegisterName.ORGANISATIONS, None)],
        columns=[table.c.ward_code, table.c.district_id, table.c.org_id],
    )  # fmt: skip
    unknown = sorted(org_id for _, _, org_id in areas - {tuple(row) for row in rows})
    if unknown:
        raise RefusedError("organisation_unknown", organisations=", ".join(unknown[:5]), count=len(unknown))


def _refuse_unknown_persons(connection: sa.Connection, reader: Reader, incoming: Sequence[Incoming]) -> None:
    """Refuse individual plans of somebody whose entry of the support list does not hold, in that area."""
    table = register_tables[RegisterName.NEEDS_HELP]
    persons = {(str(row.cells["person_id"]), *area_of(row)[:2]) for row in incoming}
    known: set[tuple[str, str, str]] = set()
    with as_upkeep(connection, reader):  # the entry may be one that its writer reads without writing it
        for part in parts_of(sorted({person for person, _, _ in persons})):
            query = held_entries(table.c.record_id.in_(part), table.c.ward_code, table.c.district_id)
            known |= {tuple(row) for row in connection.execute(query)}
    unknown = persons - known
    if unknown:
        raise RefusedError("person_unknown", count=len(unknown))


def area_of(row: Incoming) -> tuple[str, str, str]:
    """Return ward, district and organisation of a row."""
    return str(row.cells["ward_code"]), str(row.cells["district_id"]), str(row.cells["org_id"])
