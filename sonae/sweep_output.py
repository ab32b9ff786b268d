"""How the command shows who gets through after an earthquake."""

from collections.abc import Sequence
from pathlib import Path

from exports.robustness_json import robustness_document
from planning.case import Case
from planning.robustness import Robustness
from presentation.grid import grid_from
from presentation.names import city_name, kind_notice, scenario_name
from presentation.robustness_tables import area_table, listed_streets, street_table
from presentation.robustness_words import method_lines, summary_lines
from presentation.words import Words
from sonae.printing import Printer

_AREA_KEYS = ("area_name", "must_leave", "chance_said", "detour")
_STREET_KEYS = (
    "ward",
    "street_rank",
    "street_where",
    "blocked_share_max",
    "cut_off_said",
    "lost_minutes_said",
)


def print_sweep(printer: Printer, case: Case, result: Robustness, files: Sequence[Path]) -> None:
    """Print chances by ward and district, the streets that matter most, and what it rests on."""
    if printer.as_json:
        printer.json({"ok": True, **robustness_document(case, result), "files": [str(one) for one in files]})
        return
    words = Words(printer.language)
    printer.line(f"{city_name(case, words.language)}  {scenario_name(case, words.language)}")
    if result.is_rounded:
        printer.line(kind_notice(words.language, result.data_kind))
    for line in summary_lines(case, result, words):
        printer.line(line)
    areas = area_table(case, result, words.language)
    wards = {*case.city.wards.index, case.city.meta.city_code}
    at = [column.key for column in areas.columns].index("area_id")
    for grid in (
        # Districts and blocks stand in the files.
        grid_from(areas, words, keys=_AREA_KEYS, keep=lambda row: row[at] in wards),
        grid_from(street_table(case, result, words.language), words, keys=_STREET_KEYS),
    ):
        printer.table(grid.headings, grid.rows, title=grid.caption)
    for line in method_lines(case, result, words):
        printer.line(line)
    for file in files:
        printer.line(str(file))
    streets = listed_streets(case, result)
    if len(streets):
        # The street of any ward that cuts most people off, then that leads most a long way round.
        worst = streets.sort_values(["cut_off_persons", "lost_person_min"], ascending=False, kind="stable")
        printer.line(
            words(
                "robustness.then_close", scenario=case.scenario.scenario_id, street=int(str(worst.index[0]))
            )
        )
