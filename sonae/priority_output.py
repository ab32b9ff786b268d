"""How the command shows what is done first, and what is not known."""

import json
import sys
from pathlib import Path

from exports.plan_json import debt_records, priority_records
from exports.tables import table_csv
from exports.workbook import table_workbook
from planning.case import Case
from planning.plan import Plan
from presentation.grid import grid_from
from presentation.heading import model_notice
from presentation.names import city_name, scenario_name, ward_districts
from presentation.plan_table import PlanTable
from presentation.priority_tables import debt_table, priority_table
from presentation.words import Words
from sonae.options import ReadinessList
from sonae.printing import Printer
from use_cases.write_file import write_new_file

#: Columns that fit a terminal.
_COLUMNS = {
    ReadinessList.PRIORITIES: ("rank", "urgency", "next_action", "owner", "affected_known", "districts"),
    ReadinessList.DATA_DEBT: ("debt_item", "debt_missing", "ward", "debt_persons", "debt_owner"),
}


def print_list(
    printer: Printer, case: Case, plan: Plan, shown: ReadinessList, *, ward: str, form: str, out: Path | None
) -> None:
    """Print what is done first, or what is not known, of the city or of one ward."""
    make = priority_table if shown is ReadinessList.PRIORITIES else debt_table
    table = make(case, plan, printer.language, ward_code=ward)
    if form == "table":
        printer.line(f"{city_name(case, printer.language)}  {scenario_name(case, printer.language)}")
        _print_table(printer, plan, table, _COLUMNS[shown])
        return
    if form == "json":
        content = _json(case, plan, shown, ward).encode("utf-8")
    else:
        content = table_csv(table) if form == "csv" else table_workbook(table, case, plan, printer.language)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_new_file(out, content)
        printer.say("cli.written", file=str(out))


def _print_table(printer: Printer, plan: Plan, table: PlanTable, keys: tuple[str, ...]) -> None:
    notice = model_notice(plan, printer.language)
    if notice:
        printer.line(notice)
    grid = grid_from(table, Words(printer.language)).picked(keys)
    printer.table(list(grid.headings), [list(row) for row in grid.rows], title=table.title)
    for note in table.notes:
        printer.line(note)


def _json(case: Case, plan: Plan, shown: ReadinessList, ward: str) -> str:
    districts = ward_districts(case, ward) if ward else None
    records = (priority_records if shown is ReadinessList.PRIORITIES else debt_records)(plan, districts)
    name = "priorities" if shown is ReadinessList.PRIORITIES else "data_debt"
    document = {"scenario": case.scenario.scenario_id, "is_model": plan.is_model, name: records}
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
