"""A small table as a page shows it: cells are words, numbers stand right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from exports.cells import Cell, CellKind, Column, ExportTable
from ui.words import Words

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
    caption
        What the table is; read out by a screen reader, and printed.
    notes
        Sentences below the table.
    total
        Whether the last row is a sum.
    strong
        Columns whose cells stand out.
    wide
        Columns that hold sentences and are given room.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]
    caption: str = ""
    notes: tuple[str, ...] = ()
    total: bool = False
    strong: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()


def grid_from(
    table: ExportTable,
    words: Words,
    *,
    keys: Sequence[str] = (),
    keep: Callable[[tuple[Cell, ...]], bool] | None = None,
) -> Grid:
    """Return an exported table as a page shows it, with persons rounded where they are model data.

    Parameters
    ----------
    table
        Table in the reader's language.
    words
        Words of the reader.
    keys
        Message keys below ``export.column.`` of the columns that are shown; all where empty.
    keep
        Says of each whole row whether it is shown.
    """
    wanted = {words(f"export.column.{key}") for key in keys}
    shown = [i for i, column in enumerate(table.columns) if not wanted or column.heading in wanted]
    rows = [row for row in table.rows() if keep is None or keep(row)]
    columns = [table.columns[i] for i in shown]
    return Grid(
        headings=tuple(column.heading for column in columns),
        rows=tuple(
            tuple(cell_words(row[i], table.columns[i], words, rounded=table.is_model) for i in shown)
            for row in rows
        ),
        numbers=tuple(column.kind in _NUMBER_KINDS for column in columns),
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
    if isinstance(cell, int) or float(cell).is_integer():
        return f"{int(cell):,}"
    return f"{cell:,g}"
