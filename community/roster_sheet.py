"""The rows of a members list that count, and the faults that are found in them, grouped."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from community.roster_cells import BoolArray
from community.roster_words import DITTO, RosterColumn
from domain.fault_log import LISTED_ROWS, FaultLog
from domain.faults import Fault
from domain.vocabulary import Severity

#: A note that begins like this marks an example row of the template.
EXAMPLE_NOTE = "記入例"


class RosterSheet:
    """The rows of a list that count, and the faults that are found in them.

    Parameters
    ----------
    members, file, headers
        As ``check_members`` takes them.
    """

    def __init__(self, members: pd.DataFrame, file: str, headers: Mapping[str, str]) -> None:
        self.log = FaultLog()
        self._file, self._headers = file, headers
        present = [column for column in RosterColumn if column in members]
        written = (members[present] != "").any(axis=1).to_numpy(dtype=bool)
        example = np.zeros(len(members), dtype=bool)
        if RosterColumn.NOTE in members:
            example = members[RosterColumn.NOTE].str.startswith(EXAMPLE_NOTE).to_numpy(dtype=bool)
        self.lines = members.index.to_numpy(dtype=np.int64)
        self.note("roster_example_row", example, RosterColumn.NOTE)
        self._cells = members[written & ~example]
        self.lines = self._cells.index.to_numpy(dtype=np.int64)
        self.refused = np.zeros(len(self.lines), dtype=bool)

    def cells(self, column: RosterColumn) -> "pd.Series[str]":
        """Return the cells of a column; empty ones where the list has no such column.

        Parameters
        ----------
        column
            Column of the list.

        Returns
        -------
        pd.Series[str]
            Texts by line of the file, shape (n,).
        """
        if column in self._cells:
            return self._cells[column]
        return pd.Series("", index=self._cells.index, dtype="str")

    def has(self, column: RosterColumn) -> bool:
        """Whether the list has a column.

        Parameters
        ----------
        column
            Column of the list.

        Returns
        -------
        bool
            Also True where the column is empty.
        """
        return column in self._cells

    def heading(self, column: RosterColumn) -> str:
        """Return the heading of a column as the list writes it.

        Parameters
        ----------
        column
            Column of the list.

        Returns
        -------
        str
            Our own word for it where the list lacks it.
        """
        return self._headers.get(column, column.value)

    def is_written(self, column: RosterColumn) -> BoolArray:
        """Return the rows that hold a value of their own in a column, shape (n,).

        Parameters
        ----------
        column
            Column of the list.

        Returns
        -------
        BoolArray
            Shape (n,).
        """
        cells = self.cells(column)
        return (cells.ne("") & ~cells.isin(DITTO)).to_numpy(dtype=bool)

    def refuse_empty(self, column: RosterColumn) -> BoolArray:
        """Refuse rows that hold nothing in a column; return them, shape (n,).

        Parameters
        ----------
        column
            Column of the list.

        Returns
        -------
        BoolArray
            Shape (n,).
        """
        empty = self.cells(column).eq("").to_numpy(dtype=bool)
        self.refuse("value_missing", empty, column)
        return empty

    def refuse_ditto(self, column: RosterColumn) -> BoolArray:
        """Refuse rows that repeat the cell above by a mark; return them, shape (n,).

        Parameters
        ----------
        column
            Column of the list.

        Returns
        -------
        BoolArray
            Shape (n,).
        """
        ditto = self.cells(column).isin(DITTO).to_numpy(dtype=bool)
        self.refuse("roster_ditto", ditto, column)
        return ditto

    def refuse(self, key: str, rows: BoolArray, column: RosterColumn, expected: str = "") -> None:
        """Refuse rows for what they hold in a column.

        Parameters
        ----------
        key
            Message key below ``fault.``.
        rows
            Rows to refuse, shape (n,).
        column
            Column of the list.
        expected
            What was expected, as data.
        """
        self.refused |= rows
        self._log(key, rows, column, Severity.ERROR, expected)

    def note(self, key: str, rows: BoolArray, column: RosterColumn, expected: str = "") -> None:
        """Tell the user of what rows hold in a column.

        Parameters
        ----------
        key
            Message key below ``fault.``.
        rows
            Rows to name, shape (n,).
        column
            Column of the list.
        expected
            What was expected, as data.
        """
        self._log(key, rows, column, Severity.WARNING, expected)

    def _log(
        self, key: str, rows: BoolArray, column: RosterColumn, severity: Severity, expected: str
    ) -> None:
        total = int(np.count_nonzero(rows))
        if total:
            fault = Fault(key, severity, file=self._file, column=self.heading(column), expected=expected)
            self.log.add_rows(fault, self.lines[rows][:LISTED_ROWS].tolist(), total=total)
