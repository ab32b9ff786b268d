"""What the reading of any list gives, whatever the list holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from community.roster_mapping import MappedColumn
from community.roster_marks import all_marks
from community.roster_table import RosterTable
from domain.faults import Fault, has_error
from domain.sheet import Sheet

#: Faults for which a cell is emptied.
_EMPTYING = frozenset({"cell_formula"})


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ListReading:
    """What was read of a list, beside its rows. Only ``sheet`` holds persons, ``columns`` may.

    Parameters
    ----------
    faults
        Everything wrong with the file, by row and column, without any personal value.
    readings
        What was read otherwise than written: ``line``, ``column``, ``rule``.
    columns
        How each column of the file is read.
    marks
        Every fault of every row, as ``MarkLog.marks`` gives them.
    sheet
        The sheet as it stands, to give it back with remarks.
    header_line
        Last line of its header; 0 where none was found.
    """

    faults: tuple[Fault, ...]
    readings: pd.DataFrame
    columns: tuple[MappedColumn, ...]
    marks: pd.DataFrame
    sheet: Sheet
    header_line: int

    @property
    def refused(self) -> bool:
        """Whether any fault is an error."""
        return has_error(self.faults)


def told_once(of_cells: Sequence[Fault], of_rows: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return all faults; of a cell that is a formula, only that: it was emptied for it, and is not missing.

    Parameters
    ----------
    of_cells
        Faults of the cells as they are written.
    of_rows
        Faults of what they mean.
    """
    emptied = {(fault.row, fault.column) for fault in of_cells if fault.key in _EMPTYING}
    return (*of_cells, *(fault for fault in of_rows if (fault.row, fault.column) not in emptied))


class SheetParts(TypedDict):
    """The parts of a reading that follow from its sheet and table."""

    columns: tuple[MappedColumn, ...]
    marks: pd.DataFrame
    sheet: Sheet
    header_line: int


def sheet_parts(sheet: Sheet, table: RosterTable, marks: pd.DataFrame) -> SheetParts:
    """Return the parts of a reading that follow from its sheet and table.

    Parameters
    ----------
    sheet
        The sheet as it stands.
    table
        The table that was read out of it.
    marks
        What the checks of the rows marked, beside what the table did.
    """
    cell = ["line", "column"]
    emptied = pd.MultiIndex.from_frame(table.marks.loc[table.marks["key"].isin(_EMPTYING), cell])
    marks = marks[~pd.MultiIndex.from_frame(marks[cell]).isin(emptied)]
    return SheetParts(
        columns=table.columns,
        marks=all_marks([table.marks, marks]),
        sheet=sheet,
        header_line=table.header.lines[-1] if table.header is not None else 0,
    )
