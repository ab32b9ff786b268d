"""What reading did to a list: every cell that is read otherwise than it is written, by row, column, rule."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
import pandas as pd

from community.roster_cells import BoolArray


class ReadingRule(StrEnum):
    """Why a cell is read otherwise than it is written, or a row is left out."""

    MERGED = "merged"
    DITTO = "ditto"
    SECTION = "section"
    SQUAD_IN_ROLE = "squad_in_role"
    WIDTH = "width"
    LOST_ZERO = "lost_zero"
    DATE = "date"
    WORD = "word"
    QUOTED = "quoted"
    TOTAL = "total"
    REMARK = "remark"
    REPEATED_HEADER = "repeated_header"
    NUMBER_ONLY = "number_only"
    EXAMPLE = "example"


class ReadingLog:
    """Gathers what was read otherwise; never what stood there.

    Each entry is the line of the file, the header as written (empty for a whole row), and the rule.
    """

    def __init__(self) -> None:
        self._parts: list[pd.DataFrame] = []

    def add(self, lines: Sequence[int] | np.ndarray, column: str, rule: ReadingRule) -> None:
        """Take some rows.

        Parameters
        ----------
        lines
            Lines of the file.
        column
            Header as written; empty for whole rows.
        rule
            What was done.
        """
        if len(lines):
            found = {"line": np.asarray(lines, dtype=np.int64), "column": column, "rule": rule.value}
            self._parts.append(pd.DataFrame(found))

    def add_where(self, index: "pd.Index[int]", rows: BoolArray, column: str, rule: ReadingRule) -> None:
        """Take the rows of a mask.

        Parameters
        ----------
        index
            Line of each row, shape (n,).
        rows
            Rows that were changed, shape (n,).
        column, rule
            As ``add`` takes them.
        """
        self.add(index.to_numpy(dtype=np.int64)[rows], column, rule)

    def table(self) -> pd.DataFrame:
        """Return all entries in reading order: columns ``line``, ``column``, ``rule``; index from 0.

        Returns
        -------
        pd.DataFrame
            Values are never in it.
        """
        if not self._parts:
            return pd.DataFrame({"line": np.array([], dtype=np.int64), "column": [], "rule": []})
        return pd.concat(self._parts, ignore_index=True).sort_values(
            ["line"], kind="stable", ignore_index=True
        )
