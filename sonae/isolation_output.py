"""How the command shows the streets that districts hang on."""

import json
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from exports.tables import table_csv
from exports.workbook import table_workbook
from planning.case import Case
from planning.isolation import Isolation
from planning.plan import Plan
from presentation.grid import grid_from
from presentation.heading import model_notice
from presentation.isolation_words import isolation_table
from presentation.names import city_name, scenario_name
from presentation.words import Words
from readiness.ways_out import ways_indicator
from sonae.printing import Printer
from use_cases.write_file import write_new_file

#: Columns that fit a terminal.
_COLUMNS = (
    "ward", "district", "isolation_state", "isolation_ways", "isolation_band", "isolation_cut",
    "isolation_persons", "isolation_single", "isolation_corner", "isolation_over",
)  # fmt: skip
#: What is told of the indicator of each area.
_INDICATOR = (
    "area_id", "level", "indicator", "value", "value_min", "value_max", "target", "status", "band",
    "best_band", "worst_band",
)  # fmt: skip


class IsolationFound(NamedTuple):
    """What districts hang on, and who depends on one river or railway."""

    isolation: Isolation
    dependence: pd.DataFrame


def print_isolation(
    printer: Printer, case: Case, plan: Plan, found: IsolationFound, *, form: str, out: Path | None
) -> None:
    """Print what districts hang on, or write it to a file."""
    table = isolation_table(case, plan, found.isolation, found.dependence, printer.language)
    if form == "table":
        printer.line(f"{city_name(case, printer.language)}  {scenario_name(case, printer.language)}")
        notice = model_notice(plan, printer.language)
        if notice:
            printer.line(notice)
        grid = grid_from(table, Words(printer.language)).picked(_COLUMNS)
        printer.table(list(grid.headings), [list(row) for row in grid.rows], title=table.title)
        for note in table.notes:
            printer.line(note)
        return
    if form == "json":
        content = (json.dumps(_document(case, plan, found), ensure_ascii=False, indent=2) + "\n").encode()
    else:
        content = table_csv(table) if form == "csv" else table_workbook(table, case, plan, printer.language)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_new_file(out, content)
        printer.say("cli.written", file=str(out))


def _document(case: Case, plan: Plan, found: IsolationFound) -> dict[str, Any]:
    districts, blocks = found.isolation.districts, found.isolation.blocks
    return {
        "plan_key": plan.key,
        "is_model": plan.is_model,
        "scenario": case.scenario.scenario_id,
        "districts": [
            {**row, "ways": None if pd.isna(row["ways"]) else int(row["ways"]),
             "street_ids": list(row["street_ids"])}
            for row in districts.reset_index().to_dict(orient="records")
        ],
        "indicator": [
            {name: None if pd.isna(row[name]) else row[name] for name in _INDICATOR}
            for row in ways_indicator(case.city, districts, case.settings).to_dict(orient="records")
        ],
        "blocks": [
            {"block_id": row["block_id"], "district_id": row["district_id"], "state": row["state"],
             "street_ids": list(row["street_ids"]), "node_ids": list(row["node_ids"])}
            for row in blocks.reset_index().to_dict(orient="records")
        ],
        "only_over": found.dependence.to_dict(orient="records"),
    }  # fmt: skip
