"""One sheet of a file as it stands: texts by line and column, before anybody says what they mean."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.faults import Fault


class MergedCells(NamedTuple):
    """Cells that are one on screen; lines as the file counts them (from 1), columns from 0."""

    first_line: int
    last_line: int
    first_column: int
    last_column: int


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A sheet of texts.

    Parameters
    ----------
    rows
        One row each line (CSV: record) in which anything is written; columns 0, 1, ...; cells as text
        without outer blanks, empty ones empty. The index, ``line``, is the line of the file.
    widths
        Cells that each record of a CSV has, shape (n,); in a workbook the width of the sheet.
    file, name
        Name of the file; name of the sheet, empty for a CSV.
    merged
        Cells that are one on screen.
    hidden_lines
        Lines that a spreadsheet does not show.
    faults
        What is wrong with the file as such; no cell's value is in them.
    """

    rows: pd.DataFrame
    widths: npt.NDArray[np.int64]
    file: str
    name: str = ""
    merged: tuple[MergedCells, ...] = ()
    hidden_lines: frozenset[int] = frozenset()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What a sheet of a workbook looks like, for whoever chooses one; only ever shown to the file's owner.

    Parameters
    ----------
    name
        Name of the sheet.
    cells
        Its first lines and columns as texts.
    is_hidden
        Whether a spreadsheet hides the sheet.
    """

    name: str
    cells: tuple[tuple[str, ...], ...]
    is_hidden: bool = False


def empty_sheet(file: str, *faults: Fault, name: str = "") -> Sheet:
    """Return a sheet without rows, and why.

    Parameters
    ----------
    file, name
        Name of the file and of the sheet.
    faults
        What is wrong with it.

    Returns
    -------
    Sheet
        No rows, no columns.
    """
    return Sheet(frame_of([], []), np.array([], dtype=np.int64), file, name, faults=tuple(faults))


def frame_of(rows: list[list[str]], lines: list[int]) -> pd.DataFrame:
    """Return rows of different widths as one table of texts by line.

    Parameters
    ----------
    rows
        Cells of each row.
    lines
        Line of each row.

    Returns
    -------
    pd.DataFrame
        Columns 0, 1, ...; short rows end in empty cells; the index is ``line``.
    """
    width = max((len(row) for row in rows), default=0)
    full = [row + [""] * (width - len(row)) for row in rows]
    columns = zip(*full, strict=True) if full else iter(())
    data = {i: pd.array(cells, dtype=pd.StringDtype(na_value=np.nan)) for i, cells in enumerate(columns)}
    return pd.DataFrame(data, index=pd.Index(np.array(lines, dtype=np.int64), name="line"))
