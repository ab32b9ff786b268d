"""How the command shows a changed day."""

from pathlib import Path

from domain.vocabulary import Preset
from exports.changed_day_json import changed_day_document
from exports.tables import csv_files
from planning.case import Case
from planning.changed_day import ChangedDay, DayChange, changed_settings_of
from planning.crowding import crowding_concerns
from planning.plan import Plan
from presentation.changed_day_tables import before_after_grid, changed_day_tables
from presentation.changed_day_words import change_line, method_lines, street_lines, summary_lines
from presentation.grid import grid_from
from presentation.heading import changed_settings
from presentation.names import city_name, kind_notice, scenario_name
from presentation.words import Words
from sonae.printing import Printer
from use_cases.write_file import write_folder

#: Rows of a table that a terminal shows, and the columns that fit.
_SHOWN = 15
_KEYS = (
    "block_name",
    "district",
    "ward",
    "day_lost",
    "day_other_way",
    "day_without_replanned",
    "day_cannot_replanned",
)


def print_whatif(printer: Printer, case: Case, plan: Plan, day: ChangedDay, out: Path | None) -> None:
    """Print who no longer gets out, and write the tables where a folder is given."""
    words = Words(printer.language)
    tables = changed_day_tables(case, plan, day, printer.language)
    change = (words("export.head.change"), change_line(case, day.change, words))
    made = csv_files(tables, case, plan, printer.language, [change])
    files = () if out is None else write_folder(made, out)
    if printer.as_json:
        document = changed_day_document(case, plan, day)
        printer.json({"ok": True, **document, "files": [str(one) for one in files]})
        return
    printer.line(f"{city_name(case, words.language)}  {scenario_name(case, words.language)}")
    if day.is_rounded:
        printer.line(kind_notice(words.language, day.data_kind))
    printer.line(change_line(case, day.change, words))
    for line in [*summary_lines(case, plan, day, words), *street_lines(case, plan, day, words)]:
        printer.line(line)
    compared = before_after_grid(case, plan, day, words)
    printer.table(compared.headings, compared.rows, title=compared.caption)
    grid = grid_from(tables[0], words, keys=_KEYS)
    # Blocks where only figures change that a terminal has no room for would be rows of noughts.
    told = [
        row
        for row in grid.rows
        if any(one and cell != "0" for cell, one in zip(row, grid.numbers, strict=True))
    ][:_SHOWN]
    if told:
        printer.table(grid.headings, told, title=grid.caption)
    if len(grid.rows) > len(told):
        printer.line(words("changed_day.more_blocks", shown=len(told), all=len(grid.rows)))
    for line in method_lines(case, plan, words):
        printer.line(line)
    for file in files:
        printer.line(str(file))
    for line in _next_steps(case, day.change, words):
        printer.line(line)


def _next_steps(case: Case, change: DayChange, words: Words) -> list[str]:
    """Return the commands that make a plan under the changed conditions, and tell its queues."""
    changed = changed_settings_of(case, change)
    # A command that leaves out what was set besides would make another plan.
    if not changed or changed_settings(case) or case.preset is not Preset.CURRENT:
        return []
    said = "".join(f" --set {key}={value}" for key, value in changed.items())
    scenario = f"--scenario {case.scenario.scenario_id}"
    plan = words("changed_day.then_plan", command=f"sonae plan {scenario}{said} --out FOLDER")
    queues = words("changed_day.then_queues", command=f"sonae crowding {scenario}{said} --out FOLDER")
    return [plan, *([queues] if crowding_concerns(case.scenario) else [])]
