"""What a reader wants to see of the matrix, and in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.vocabulary import ReadinessBand
from presentation.readiness_matrix.matrix import (
    DISTRICT,
    WARD,
    BandCell,
    BandRow,
    HazardColumn,
    Matrix,
    badness,
)
from presentation.words import Words


@dataclass(frozen=True, slots=True)
class Selection:
    """A reader's wishes; the default shows everything in official order.

    Parameters
    ----------
    ward_codes
        Wards; all where empty.
    bands
        Districts with one of these bands in a shown hazard; all where empty.
    column_ids
        Hazards; where empty all but the later days after an earthquake.
    owner
        Districts whose gap in a shown hazard somebody must act on; empty for anybody.
    real_only
        Whether bands that rest on model data are withheld.
    sort_by
        Hazard by which the districts of each ward are sorted, the worst first; empty for the official
        order. Wards are never sorted: a list of the city from the best to the worst would compare what
        cannot be compared.
    """

    ward_codes: frozenset[str] = frozenset()
    bands: frozenset[ReadinessBand] = frozenset()
    column_ids: frozenset[str] = frozenset()
    owner: str = ""
    real_only: bool = False
    sort_by: str = ""


def select(matrix: Matrix, wanted: Selection, words: Words) -> Matrix:
    """Return the part of the matrix that a reader wants to see, in his order.

    A ward stands above its districts as long as one of them is shown, with the counts of all of them.
    """
    at = [
        i
        for i, column in enumerate(matrix.columns)
        if (column.column_id in wanted.column_ids if wanted.column_ids else not column.is_later)
    ]
    columns = tuple(matrix.columns[i] for i in at)
    rows = [replace(row, cells=tuple(row.cells[i] for i in at)) for row in matrix.rows]
    if wanted.real_only:
        rows = [replace(row, cells=tuple(_real(cell, words) for cell in row.cells)) for row in rows]
    kept = [row for row in rows if row.level != DISTRICT or _is_wanted(row, wanted)]
    with_district = {row.ward_code for row in kept if row.level == DISTRICT}
    kept = [row for row in kept if row.level != WARD or row.ward_code in with_district]
    if wanted.ward_codes:
        kept = [row for row in kept if row.ward_code in wanted.ward_codes]
    return replace(matrix, columns=columns, rows=tuple(_sorted(kept, columns, wanted.sort_by)))


def _real(cell: BandCell, words: Words) -> BandCell:
    if not cell.is_model or cell.band is None:
        return cell
    return BandCell(None, cell.scenario_id, words("matrix.withheld"))


def _is_wanted(row: BandRow, wanted: Selection) -> bool:
    if wanted.bands and not any(cell.band in wanted.bands for cell in row.cells):
        return False
    return not wanted.owner or any(cell.owner == wanted.owner for cell in row.cells)


def _sorted(rows: Sequence[BandRow], columns: Sequence[HazardColumn], sort_by: str) -> list[BandRow]:
    at = [i for i, column in enumerate(columns) if column.column_id == sort_by]
    if not at:
        return list(rows)
    groups: list[list[BandRow]] = []
    for row in rows:
        if row.level != DISTRICT or not groups or groups[-1][0].level != DISTRICT:
            groups.append([])
        groups[-1].append(row)
    # Stable: equals stay in official order.
    return [row for group in groups for row in sorted(group, key=lambda row: badness(row.cells[at[0]]))]
