"""Every table that a plan gives to users, and all of them as CSV."""

import csv
import io
from collections.abc import Sequence

from planning.case import Case
from planning.plan import Plan
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
from presentation.reference_tables import fact_table, official_table, setting_table, source_table
from presentation.result_tables import (
    district_table,
    limit_table,
    origin_table,
    place_table,
    route_table,
    unserved_table,
    ward_table,
)


def plan_tables(case: Case, plan: Plan, language: str) -> tuple[PlanTable, ...]:
    """Return every table of a plan, with headings in the language given.

    They stand in the order in which a reader meets them; the first is 全市総括表.
    """
    return (
        ward_table(case, plan, language),
        district_table(case, plan, language),
        fact_table(case, plan, language),
        unserved_table(case, plan, language),
        place_table(case, plan, language),
        origin_table(case, plan, language),
        band_table(case, plan, language),
        theme_table_of(case, plan, language),
        priority_table(case, plan, language),
        debt_table(case, plan, language),
        weak_point_table(case, plan, language),
        indicator_table(case, plan, language),
        organisation_table(case, language),
        squad_table(case, language),
        official_table(case, plan, language),
        limit_table(case, plan, language),
        route_table(case, plan, language),
        setting_table(case, language),
        source_table(plan, language),
    )


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
    return {f"{table.table_id}.csv": table_csv(table) for table in made}


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
