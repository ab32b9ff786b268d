"""Rows of a register between the frame that callers hold and the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import sqlalchemy as sa

from storage.store.errors import StoreDamagedError
from storage.store.keys import KeyRing
from storage.store.registers import RegisterSpec
from storage.store.schema import register_tables
from storage.store.sealing import Cell, Sealer, digest_of, pack, same_form, sealer_of, unpack

_PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One row of a frame with its marks; its personal values are never shown.

    Parameters
    ----------
    line
        Index of the row in the frame.
    cells
        Cells by column of the contract.
    personal
        The personal ones, packed.
    marks
        Mark of each way to find the row again, as ``RegisterSpec.matches``.
    digest
        Mark of all its content.
    """

    line: object
    cells: Mapping[str, Cell] = field(repr=False)
    personal: str = field(repr=False)
    marks: tuple[bytes, ...] = field(repr=False)
    digest: bytes = field(repr=False)


@dataclass(frozen=True)
class RowCoder:
    """Marks, seals and opens rows of one register.

    Parameters
    ----------
    spec
        The register.
    ring
        Keys; the newest seals and marks.
    """

    spec: RegisterSpec
    ring: KeyRing

    @cached_property
    def sealer(self) -> Sealer:
        """The sealer of the newest key."""
        return sealer_of(self.ring)

    @cached_property
    def _sealers(self) -> dict[str, Sealer]:
        return {}

    @cached_property
    def _personal(self) -> list[str]:
        return self.spec.contract.personal_columns()

    @cached_property
    def _open(self) -> list[str]:
        return self.spec.contract.open_columns()

    def incoming(self, frame: pd.DataFrame) -> list[Incoming]:
        """Return the rows of a frame of the contract, whatever its index is."""
        names = self.spec.contract.columns()
        columns = {name: _cells(frame[name]) for name in names}
        matched = sorted({name for each in self.spec.matches for name in each})
        forms = [_forms(columns[name]) for name in matched]
        return [
            self._incoming(line, dict(zip(names, cells, strict=True)), dict(zip(matched, same, strict=True)))
            for line, cells, same in zip(
                frame.index, zip(*columns.values(), strict=True), zip(*forms, strict=True), strict=True
            )
        ]

    def incoming_row(self, line: object, cells: Mapping[str, Cell]) -> Incoming:
        """Return one row with its marks; ``line`` is what the caller knows it by."""
        matched = {name for each in self.spec.matches for name in each}
        return self._incoming(line, cells, {name: same_form(cells[name]) for name in matched})

    def _incoming(self, line: object, cells: Mapping[str, Cell], forms: Mapping[str, str]) -> Incoming:
        """Return one row, whose cells to find it by are given in their compared form."""
        personal, register = pack({name: cells[name] for name in self._personal}), self.spec.name.value
        digest = digest_of(self.sealer, register, [cells[name] for name in self._open], personal)
        marks = tuple(
            self.sealer.mark_together(register, str(i), *[forms[name] for name in names])
            for i, names in enumerate(self.spec.matches)
        )
        return Incoming(line, cells, personal, marks, digest)

    def stored(self, row: Incoming, *, record_id: str, since: int) -> dict[str, Any]:
        """Return a row as it is stored from a version on."""
        cells = row.cells
        owner = self._owner(record_id, self.sealer.key_id)
        return {
            "record_id": record_id,
            "since": since,
            "until": None,
            **{name: cells[name] for name in self._open},
            **{f"match_{i}": mark for i, mark in enumerate(row.marks)},
            **{f"find_{name}": self.find_mark(name, cells[name]) for name in self.spec.found_by},
            "digest": row.digest,
            "key_id": self.sealer.key_id,
            "sealed": self.sealer.seal(row.personal, belongs_to=owner),
        }

    def find_mark(self, column: str, value: Cell) -> bytes | None:
        """Return the mark by which an exact value is found; None for an empty one."""
        form = same_form(value)
        if column == _PHONE:
            form = "".join(letter for letter in form if letter.isdigit())
        return self.sealer.mark_together("find", self.spec.name.value, column, form) if form else None

    def frame(self, rows: Iterable[sa.Row[Any]], *, personal: bool = True) -> pd.DataFrame:
        """Return stored rows as a frame of the contract, by record id.

        Parameters
        ----------
        rows
            Rows with ``record_id``, the open columns and, for personal values, ``digest``,
            ``key_id`` and ``sealed``.
        personal
            Whether personal columns are opened, and each row held against its digest; otherwise
            the frame lacks them.

        Raises
        ------
        StoreDamagedError
            When a row is not as it was written.
        """
        held = list(rows)
        names = self.spec.contract.columns() if personal else self._open
        if personal:
            content = [self.opened(row) for row in held]
        else:
            content = [{name: getattr(row, name) for name in names} for row in held]
        index = pd.Index([row.record_id for row in held], dtype="str", name="record_id")
        types = self.spec.contract.to_schema().columns
        return pd.DataFrame(
            {name: pd.array([cells[name] for cells in content], dtype=_dtype(types[name])) for name in names},
            index=index,
        )

    def opened(self, row: sa.Row[Any]) -> dict[str, Cell]:
        """Return all cells of a stored row, opened and held against its digest.

        Raises
        ------
        StoreDamagedError
            When it is not as it was written.
        """
        sealer = self._sealers.get(row.key_id)
        if sealer is None:
            sealer = self._sealers[row.key_id] = sealer_of(self.ring, row.key_id)
        text = sealer.open(row.sealed, belongs_to=self._owner(row.record_id, row.key_id))
        opens = {name: getattr(row, name) for name in self._open}
        if digest_of(sealer, self.spec.name.value, list(opens.values()), text) != row.digest:
            raise StoreDamagedError("row_changed", register=self.spec.name.value)
        return {**opens, **unpack(text)}

    def columns(self, *, personal: bool = True) -> list[sa.Column[Any]]:
        """Return the columns of the table that ``frame`` needs."""
        table = register_tables[self.spec.name]
        names = ["entry_id", "record_id", *self._open, *(["digest", "key_id", "sealed"] if personal else [])]
        return [table.c[name] for name in names]

    def _owner(self, record_id: str, key_id: str) -> str:
        return f"{self.spec.name.value}/{record_id}/{key_id}"


def _cells(column: "pd.Series[Any]") -> Sequence[Cell]:
    """Return the cells of a column as plain texts, whole numbers and None."""
    cells: list[Cell] = column.astype(object).tolist()
    if not column.hasnans:
        return cells
    return [None if missing else cell for cell, missing in zip(cells, column.isna(), strict=True)]


def _forms(cells: Sequence[Cell]) -> list[str]:
    """Return cells in their compared form; equal ones, such as those of a squad, are worked out once."""
    known = {cell: same_form(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _dtype(column: Any) -> Any:
    return column.dtype.type
