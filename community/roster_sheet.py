"""The people of a list, and the faults that are found in their cells, grouped."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from community.roster_cells import BoolArray
from community.roster_marks import MarkLog
from community.roster_words import DITTO
from domain.faults import Fault
from domain.vocabulary import Severity


class RosterSheet:
    """The people of a list, and the faults that are found in their cells.

    Parameters
    ----------
    cells
        One row a person, columns of the list as texts; rows without any text are left aside.
    file, headers
        Name of the file, and header as written of each column, for the faults.
    """

    def __init__(self, cells: pd.DataFrame, file: str, headers: Mapping[str, str]) -> None:
        self.log = MarkLog()
        self._file, self._headers = file, headers
        self._cells = cells[(cells != "").any(axis=1).to_numpy(dtype=bool)]
        self.lines = self._cells.index.to_numpy(dtype=np.int64)
        self.refused = np.zeros(len(self.lines), dtype=bool)

    def cells(self, column: str) -> "pd.Series[str]":
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

    def table(self) -> pd.DataFrame:
        """Return all cells.

        Returns
        -------
        pd.DataFrame
            Columns of the list as texts, by line of the file.
        """
        return self._cells

    def has(self, column: str) -> bool:
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

    def heading(self, column: str) -> str:
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
        return self._headers.get(column, str(column))

    def is_written(self, column: str) -> BoolArray:
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

    def is_headed(self, column: str) -> bool:
        """Whether the file itself has a header for a column.

        Parameters
        ----------
        column
            Column of the list.

        Returns
        -------
        bool
            False for a column that was read from other cells.
        """
        return column in self._headers

    def refuse_empty(self, column: str, but: BoolArray | None = None) -> BoolArray:
        """Refuse rows that hold nothing in a column; return them, shape (n,).

        Parameters
        ----------
        column
            Column of the list.
        but
            Rows that are refused already, shape (n,).

        Returns
        -------
        BoolArray
            Shape (n,).
        """
        empty = self.cells(column).eq("").to_numpy(dtype=bool)
        if but is not None:
            empty = empty & ~but
        self.refuse("value_missing", empty, column)
        return empty

    def refuse_ditto(self, column: str) -> BoolArray:
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
        cells = self.cells(column)
        # 〃 before a given name repeats the family's, and nobody is named by it.
        ditto = (cells.isin(DITTO) | cells.str.startswith(("〃", "″", "′′"))).to_numpy(dtype=bool)
        self.refuse("roster_ditto", ditto, column)
        return ditto

    def refuse(self, key: str, rows: BoolArray, column: str, expected: str = "") -> None:
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

    def note(self, key: str, rows: BoolArray, column: str, expected: str = "") -> None:
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

    def _log(self, key: str, rows: BoolArray, column: str, severity: Severity, expected: str) -> None:
        if rows.any():
            fault = Fault(key, severity, file=self._file, column=self.heading(column), expected=expected)
            self.log.add(fault, self.lines[rows].tolist())
