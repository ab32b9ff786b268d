"""How the command shows the crowding of a plan."""

from collections.abc import Sequence
from pathlib import Path

from exports.crowding_json import crowding_document
from planning.case import Case
from planning.crowding import Crowding
from presentation.crowding_tables import block_table, place_table, round_table, street_table
from presentation.crowding_words import balance_lines, method_lines, queue_line, summary_lines
from presentation.grid import grid_from
from presentation.names import city_name, kind_notice, scenario_name
from presentation.words import Words
from sonae.printing import Printer

#: Rows of a table that are shown; all stand in the files.
_SHOWN = 10
_STREET_KEYS = ("street_where", "street_width", "longest_wait", "most_waiting", "queue_from", "queue_to")
_PLACE_KEYS = (
    "destination",
    "walking_people",
    "half_arrival_min",
    "last_arrival_min",
    "most_outside",
    "door_wait",
)
_BLOCK_KEYS = ("block_name", "district", "ward", "missed_persons", "queue_missed_persons", "longest_wait")
_ROUND_KEYS = (
    "round_number",
    "round_served",
    "missed_persons",
    "all_arrived_min",
    "waited_hours",
    "round_gap",
)


def print_crowding(
    printer: Printer, case: Case, crowding: Crowding, files: Sequence[Path], *, balanced: bool
) -> None:
    """Print what is said of the city, the longest queues, who is too late, and what it rests on."""
    if printer.as_json:
        printer.json({"ok": True, **crowding_document(case, crowding), "files": [str(one) for one in files]})
        return
    words = Words(printer.language)
    printer.line(f"{city_name(case, words.language)}  {scenario_name(case, words.language)}")
    if crowding.is_rounded:
        printer.line(kind_notice(words.language, crowding.data_kind))
    # Of one round nothing is said by itself: who asked for more is told why there is one.
    of_one = balance_lines(crowding, words) if balanced and len(crowding.rounds) == 1 else []
    for line in (*summary_lines(case, crowding, words), *of_one):
        printer.line(line)
    _print_tables(printer, case, crowding, words)
    for line in method_lines(case, words):
        printer.line(line)
    for file in files:
        printer.line(str(file))


def _print_tables(printer: Printer, case: Case, crowding: Crowding, words: Words) -> None:
    """Print the first rows of the tables that have any, and what must be known to read them."""
    printer.line(queue_line(crowding, words))
    tables = [
        (street_table(case, crowding, words.language, only_queues=True), _STREET_KEYS),
        (place_table(case, crowding, words.language), _PLACE_KEYS),
    ]
    if crowding.facts.missed_persons:
        tables.append((block_table(case, crowding, words.language, only_late=True), _BLOCK_KEYS))
    if len(crowding.rounds) > 1:
        tables.append((round_table(case, crowding, words.language), _ROUND_KEYS))
    for table, keys in tables:
        grid = grid_from(table, words, keys=keys)
        if grid.rows:
            printer.table(grid.headings, grid.rows[:_SHOWN], title=grid.caption)
            for note in grid.notes[:-1]:
                printer.line(note)
