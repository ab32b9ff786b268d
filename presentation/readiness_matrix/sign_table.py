"""A table of signs and a few words: what page, paper and files lay out of either view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.data_kind import DataKind
from presentation.plain_text import readable_text
from presentation.plan_table import CellKind, Column, PlanTable
from presentation.styles.readiness import BandLook


@dataclass(frozen=True, slots=True)
class SignColumn:
    """A column; where it has them, the heading above several, and what letters in its cells mean."""

    column_id: str
    heading: str
    group: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class SignCell:
    """A cell: its look (None where there is nothing to show yet), its word, and what else it says.

    ``short_gap`` is the gap with letters that the key of the column explains.
    """

    look: BandLook | None
    word: str
    gap: str = ""
    counts: str = ""
    short_gap: str = ""

    @property
    def text(self) -> str:
        """Everything that the cell says, on one line; the sign second, for － may begin a formula."""
        band = self.word if self.look is None else f"{self.word} {self.look.sign}"
        return " / ".join(part for part in (band, self.gap, self.counts) if part)


@dataclass(frozen=True, slots=True)
class SignRow:
    """An area with its level (``city``, ``ward``, ``district``), and code and name of its ward."""

    area_id: str
    level: str
    name: str
    ward_code: str
    ward: str
    cells: tuple[SignCell, ...]


@dataclass(frozen=True, slots=True)
class SignTable:
    """A table of signs.

    Parameters
    ----------
    table_id
        ASCII id, the stem of files.
    title
        At most 31 characters (a limit of spreadsheets).
    caption
        What the table is; read out by a screen reader, and printed.
    columns, rows
        From left to right, and from top to bottom.
    notes
        Sentences below the table.
    legend
        Looks with their words, in the order in which they are explained.
    data_kind
        The least sure of what it rests on.
    is_of_all
        Whether it is of all scenarios and not of one.
    """

    table_id: str
    title: str
    caption: str
    columns: tuple[SignColumn, ...]
    rows: tuple[SignRow, ...]
    notes: tuple[str, ...]
    legend: tuple[tuple[BandLook, str], ...]
    data_kind: DataKind
    is_of_all: bool = False

    def as_data(self) -> dict[str, Any]:
        """Return the table as the browser takes it."""
        return {
            "caption": readable_text(self.caption),
            "keys": [readable_text(column.key) for column in self.columns if column.key],
            "columns": [
                {"id": column.column_id, "heading": column.heading, "group": column.group}
                for column in self.columns
            ],
            "rows": [
                {
                    "id": row.area_id,
                    "level": row.level,
                    "name": readable_text(row.name),
                    "cells": [_cell_data(cell) for cell in row.cells],
                }
                for row in self.rows
            ],
        }

    def as_plan_table(self, headings: Mapping[str, str], levels: Mapping[str, str]) -> PlanTable:
        """Return the table for files: ward, area, id, then what each cell says.

        Parameters
        ----------
        headings
            Headings of the columns ``level``, ``ward``, ``area`` and ``area_id``.
        levels
            Words of the levels.
        """
        first: Sequence[tuple[str, tuple[str, ...]]] = (
            ("level", tuple(levels[row.level] for row in self.rows)),
            ("ward", tuple(row.ward for row in self.rows)),
            ("area", tuple(row.name for row in self.rows)),
            ("area_id", tuple(row.area_id for row in self.rows)),
        )
        plain = tuple(Column(key, headings[key], CellKind.TEXT, cells) for key, cells in first)
        signs = tuple(
            Column(
                column.column_id,
                f"{column.group} {column.heading}".strip(),
                CellKind.LONG_TEXT,
                tuple(row.cells[i].text for row in self.rows),
            )
            for i, column in enumerate(self.columns)
        )
        return PlanTable(
            self.table_id,
            self.title,
            (*plain, *signs),
            self.data_kind,
            self.notes,
            subject=self.caption if self.is_of_all else "",
        )


def _cell_data(cell: SignCell) -> dict[str, str]:
    look = cell.look
    return {
        "sign": "" if look is None else look.sign,
        "fill": "" if look is None else look.area.fill,
        "ink": "" if look is None else look.ink,
        "word": readable_text(cell.word),
        "gap": readable_text(cell.short_gap or cell.gap),
        "said": readable_text(cell.gap),
        "counts": readable_text(cell.counts),
    }
