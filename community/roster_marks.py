"""What is wrong with a list, twice: grouped to be read on screen, and row by row for the file given back."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from domain.fault_log import LISTED_ROWS, FaultLog
from domain.faults import Fault


class MarkLog:
    """Gathers faults of rows; no cell's value is in them."""

    def __init__(self) -> None:
        self._log = FaultLog()
        self._parts: list[pd.DataFrame] = []

    def add(self, fault: Fault, lines: Sequence[int] = ()) -> None:
        """Take a fault of the whole file, or of some rows.

        Parameters
        ----------
        fault
            Its row is left aside where lines are given.
        lines
            Lines of the file.
        """
        if not len(lines):
            self._log.add(fault)
            return
        listed = list(lines[:LISTED_ROWS])
        self._log.add_rows(fault, listed, total=len(lines))
        part = {
            "line": np.asarray(lines, dtype=np.int64),
            "column": fault.column,
            "key": fault.key,
            "severity": fault.severity.value,
            "value": fault.value or "",
            "expected": fault.expected,
        }
        self._parts.append(pd.DataFrame(part))

    def faults(self) -> tuple[Fault, ...]:
        """Return the faults grouped by kind and column, in reading order.

        Returns
        -------
        tuple[Fault, ...]
            The first rows of each kind; the last says how many more there are.
        """
        return self._log.faults()

    def marks(self) -> pd.DataFrame:
        """Return every fault of every row, none left out.

        Returns
        -------
        pd.DataFrame
            Columns ``line``, ``column``, ``key``, ``severity``, ``value``, ``expected``; by line.
        """
        return all_marks(self._parts)


def all_marks(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return several tables of marks as one, by line.

    Parameters
    ----------
    parts
        As ``MarkLog.marks`` gives them.

    Returns
    -------
    pd.DataFrame
        Index from 0.
    """
    names = ("column", "key", "severity", "value", "expected")
    empty = pd.DataFrame({"line": np.array([], dtype=np.int64), **{name: [] for name in names}})
    found = pd.concat(parts, ignore_index=True) if len(parts) else empty
    return found.sort_values("line", kind="stable", ignore_index=True)


def marks_of(faults: Sequence[Fault]) -> pd.DataFrame:
    """Return faults that name a line as marks.

    Parameters
    ----------
    faults
        Such as the reader of a file gives them.

    Returns
    -------
    pd.DataFrame
        As ``MarkLog.marks`` gives them.
    """
    log = MarkLog()
    for fault in faults:
        if fault.row.isdecimal():
            log.add(replace(fault, row="", more=0), [int(fault.row)])
    return log.marks()
