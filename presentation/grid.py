"""A table as it is read: every cell is words, numbers of people rounded where they rest on model data.

A page, a paper and a terminal lay out the same grid; files hold the same table with its exact numbers
(``presentation.plan_table``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from presentation.plan_table import Cell, CellKind, Column, PlanTable
from presentation.words import Words

_NUMBER_KINDS = (CellKind.PERSONS, CellKind.WHOLE, CellKind.DECIMAL, CellKind.SHARE)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of words.

    Parameters
    ----------
    headings
        From left to right; the first column names the row.
    rows
        Words, row by row.
    numbers
        Whether each column holds numbers (set right).
    keys
        Keys of the columns, for whoever lays out some of them; empty where nobody does.
    caption
        What the table is; read out by a screen reader, and printed.
    notes
        Sentences below the table.
    total
        Whether the last row is a sum.
    strong
        Columns of people without an answer: their cells stand out wherever anybody is counted.
    wide
        Columns that hold sentences and are given room.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    keys: tuple[str, ...] = ()
    caption: str = ""
    notes: tuple[str, ...] = ()
    total: bool = False
    strong: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()

    def picked(self, keys: Sequence[str]) -> "Grid":
        """Return some columns in the order of their keys."""
        at = [self.keys.index(key) for key in keys]
        return replace(
            self,
            headings=tuple(self.headings[i] for i in at),
            rows=tuple(tuple(row[i] for i in at) for row in self.rows),
            numbers=tuple(self.numbers[i] for i in at),
            keys=tuple(keys),
            strong=frozenset(new for new, old in enumerate(at) if old in self.strong),
            wide=frozenset(new for new, old in enumerate(at) if old in self.wide),
        )

    def stands_out(self, cell: str, column: int) -> bool:
        """Whether a cell stands out: never a zero, nor what is empty."""
        return column in self.strong and any(digit in cell for digit in "123456789")


def grid_from(
    table: PlanTable,
    words: Words,
    *,
    keys: Sequence[str] = (),
    keep: Callable[[tuple[Cell, ...]], bool] | None = None,
) -> Grid:
    """Return a table of a plan as it is read.

    Parameters
    ----------
    table
        Table in the reader's language.
    words
        Words of the reader.
    keys
        Keys of the columns that are shown, in the table's order; all where empty.
    keep
        Says of each whole row whether it is shown.
    """
    shown = [i for i, column in enumerate(table.columns) if not keys or column.key in keys]
    rows = [row for row in table.rows() if keep is None or keep(row)]
    columns = [table.columns[i] for i in shown]
    return Grid(
        headings=tuple(column.heading for column in columns),
        rows=tuple(
            tuple(cell_words(row[i], table.columns[i], words, rounded=table.is_rounded) for i in shown)
            for row in rows
        ),
        numbers=tuple(column.kind in _NUMBER_KINDS for column in columns),
        keys=tuple(column.key for column in columns),
        caption=table.title,
        notes=tuple(note for note in table.notes if note),
        wide=frozenset(i for i, column in enumerate(columns) if column.kind is CellKind.LONG_TEXT),
    )


def cell_words(cell: Cell, column: Column, words: Words, *, rounded: bool) -> str:
    """Return a cell as words; numbers get separators, persons are rounded on model data."""
    if isinstance(cell, str):
        return cell
    if column.kind is CellKind.PERSONS:
        return words.people_cell(float(cell), rounded=rounded)
    if column.kind is CellKind.SHARE:
        return f"{100 * cell:.1f}%"
    if column.below_one and 0 < cell < 1:
        return column.below_one
    if isinstance(cell, int) or float(cell).is_integer():
        return f"{int(cell):,}"
    return f"{cell:,g}"
