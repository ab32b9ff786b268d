"""Every table that a plan gives to users, and all of them as CSV."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence

from planning.case import Case
from planning.crowding import Crowding
from planning.plan import Basis, Plan
from presentation.crowding_tables import crowding_tables
from presentation.plain_text import csv_text
from presentation.plan_table import Cell, Column, PlanTable
from presentation.priority_tables import debt_table, priority_table
from presentation.readiness_matrix.tables import band_table, theme_table_of
from presentation.readiness_tables import (
    indicator_table,
    organisation_table,
    squad_table,
    weak_point_table,
)
from presentation.reference_tables import (
    about_table,
    fact_table,
    official_table,
    setting_table,
    source_table,
)
from presentation.result_tables import (
    district_table,
    limit_table,
    origin_table,
    place_table,
    route_table,
    unserved_table,
    ward_table,
)

#: Makes each table; in the order in which a reader meets them, 全市総括表 first.
_MAKERS: Mapping[str, Callable[[Case, Plan, str], PlanTable]] = {
    "wards": ward_table,
    "districts": district_table,
    "facts": fact_table,
    "unserved": unserved_table,
    "places": place_table,
    "origin_load": origin_table,
    "bands": band_table,
    "themes": theme_table_of,
    "priorities": priority_table,
    "data_debt": debt_table,
    "weak_points": weak_point_table,
    "indicators": indicator_table,
    "organisations": lambda case, _, language: organisation_table(case, language),
    "squads": lambda case, _, language: squad_table(case, language),
    "official": official_table,
    "limits": limit_table,
    "routes": route_table,
    "settings": lambda case, _, language: setting_table(case, language),
    "sources": lambda _, plan, language: source_table(plan, language),
}

#: Tables of a plan in their order.
TABLE_IDS = tuple(_MAKERS)


def plan_table(table_id: str, case: Case, plan: Plan, language: str) -> PlanTable:
    """Return one table of a plan, with headings in the language given.

    Raises
    ------
    KeyError
        When no table has this id.
    """
    return _MAKERS[table_id](case, plan, language)


def plan_tables(case: Case, plan: Plan, language: str) -> tuple[PlanTable, ...]:
    """Return every table of a plan in its order, with headings in the language given."""
    return tuple(plan_table(one, case, plan, language) for one in TABLE_IDS)


def tables_with_crowding(case: Case, plan: Plan, language: str, crowding: Crowding) -> tuple[PlanTable, ...]:
    """Return the tables of a plan and of its crowding, the sources last.

    Parameters
    ----------
    case, plan, language
        As for ``plan_tables``.
    crowding
        The crowding of the plan.
    """
    *tables, sources = plan_tables(case, plan, language)
    return (*tables, *crowding_tables(case, crowding, language), sources)


def plan_csvs(
    case: Case, plan: Plan, language: str, tables: Sequence[PlanTable] | None = None
) -> dict[str, bytes]:
    """Return every table as CSV by file name: UTF-8 with BOM, so that spreadsheets read Japanese.

    Text of a bundle that a spreadsheet would take for a formula gets an apostrophe in front; our own
    words and signs stand as they do on screen.

    Parameters
    ----------
    case, plan, language
        Case and plan, and language of headings and words.
    tables
        ``plan_tables`` of this plan and language, where they are made already.
    """
    made = plan_tables(case, plan, language) if tables is None else tables
    return csv_files(made, case, plan, language)


def csv_files(
    tables: Iterable[PlanTable], case: Case, plan: Basis, language: str, also: Sequence[tuple[str, str]] = ()
) -> dict[str, bytes]:
    """Return tables as CSV by file name, with ``about.csv``, which says what they are of.

    Parameters
    ----------
    tables
        The tables; what stands above them on a sheet stands in ``about.csv``.
    case, plan, language, also
        As ``about_table`` takes them.
    """
    told = tuple(tables)
    about = about_table(case, plan, language, also, told)
    return {f"{table.table_id}.csv": table_csv(table) for table in (about, *told)}


def table_csv(table: PlanTable) -> bytes:
    """Return one table as CSV (UTF-8 with BOM, CR LF): headings with units, then the rows."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([csv_text(heading) for heading in table.headings])
    cells = zip(*(_csv_cells(column) for column in table.columns), strict=True)
    writer.writerows(cells)
    return stream.getvalue().encode("utf-8-sig")


def _csv_cells(column: Column) -> tuple[Cell, ...]:
    if column.own_words:
        return column.cells
    return tuple(csv_text(cell) if isinstance(cell, str) else cell for cell in column.cells)
