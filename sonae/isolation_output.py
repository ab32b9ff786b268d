"""How the command shows the streets that districts hang on."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from domain.tables.isolation import IsolationState
from exports.tables import table_csv
from exports.workbook import table_workbook
from planning.case import Case
from planning.isolation import Isolation
from planning.plan import Plan
from presentation.grid import grid_from
from presentation.heading import model_notice
from presentation.hung_people import single_streets
from presentation.isolation_words import (
    isolation_lines,
    isolation_table,
    single_items,
    worst_lines,
)
from presentation.names import city_name, district_title, scenario_name
from presentation.street_names import street_names
from presentation.words import Words, is_small
from readiness.ways_out import ways_indicator
from sonae.printing import Printer
from use_cases.write_file import write_new_file

#: Columns that fit a terminal of 80 letters; what districts hang on is told in sentences above.
_COLUMNS = (
    "district", "isolation_state", "isolation_ways", "isolation_persons", "isolation_single",
    "isolation_corner",
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
    printer: Printer,
    case: Case,
    plan: Plan,
    found: IsolationFound,
    *,
    form: str,
    out: Path | None,
    in_full: bool,
) -> None:
    """Print what districts hang on, or write it to a file.

    ``in_full``: of each district all that its page says, not only the street that most people hang on.
    """
    table = isolation_table(case, plan, found.isolation, found.dependence, printer.language)
    if form == "table":
        printer.line(f"{city_name(case, printer.language)}  {scenario_name(case, printer.language)}")
        notice = model_notice(plan, printer.language)
        if notice:
            printer.line(notice)
        words = Words(printer.language)
        for title, lines in _sentences(case, plan, found, words, in_full=in_full):
            printer.line(title)
            for line in lines:
                printer.item(line)
        grid = grid_from(table, words).picked(_COLUMNS)
        # Of a whole city most districts may be out of a hazard's reach: they would hide the others.
        concerned = found.isolation.districts["state"] != IsolationState.NOT_CONCERNED.value
        shown = [list(row) for row, is_shown in zip(grid.rows, concerned, strict=True) if in_full or is_shown]
        printer.table(list(grid.headings), shown, title=table.title)
        if len(shown) < len(grid.rows):
            printer.line(words("isolation.left_out", count=len(grid.rows) - len(shown)))
        for note in table.notes:
            printer.line(note)
        for line in _next_steps(case, found, words, in_full=in_full):
            printer.line(line)
        return
    if form == "json":
        content = (
            json.dumps(_document(case, plan, found, printer.language), ensure_ascii=False, indent=2) + "\n"
        ).encode()
    else:
        content = table_csv(table) if form == "csv" else table_workbook(table, case, plan, printer.language)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_new_file(out, content)
        printer.say("cli.written", file=str(out))


def _sentences(
    case: Case, plan: Plan, found: IsolationFound, words: Words, *, in_full: bool
) -> Iterator[tuple[str, list[str]]]:
    """Give each district whose people walk out with the sentences of its page, and the streets below them."""
    rows = found.isolation.districts
    for district_id in rows.index[rows["state"] == IsolationState.COUNTED.value]:
        if in_full:
            lines = isolation_lines(case, plan, found.isolation, found.dependence, district_id, words)
            own = found.isolation.blocks[found.isolation.blocks["district_id"] == district_id]
            streets = single_items(case, plan, own, words)
            lines += [words("isolation.streets"), *(f"  {one}" for one in streets)] if streets else []
        else:
            lines = worst_lines(case, plan, found.isolation, found.dependence, district_id, words)
        if lines:
            yield district_title(case, district_id, words.language), lines


def _next_steps(case: Case, found: IsolationFound, words: Words, *, in_full: bool) -> list[str]:
    """Return the commands that go on from here: streets of one ward, and the street most people hang on."""
    scenario = case.scenario.scenario_id
    lines = [] if in_full else [words("isolation.then_ward", scenario=scenario)]
    singles = single_streets(found.isolation.blocks)
    if len(singles):
        lines.append(words("isolation.then_close", scenario=scenario, street=int(singles.index[0])))
    return lines


def _document(case: Case, plan: Plan, found: IsolationFound, language: str) -> dict[str, Any]:
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
             "street_ids": list(row["street_ids"]), "lost_street_ids": list(row["lost_street_ids"]),
             "node_ids": list(row["node_ids"])}
            for row in blocks.reset_index().to_dict(orient="records")
        ],
        "single_streets": _single_streets(case, found.isolation.blocks, Words(language)),
        "only_over": found.dependence.to_dict(orient="records"),
    }  # fmt: skip


def _single_streets(case: Case, blocks: pd.DataFrame, words: Words) -> list[dict[str, Any]]:
    """Return the streets that people of each district hang on, most first; fewer than ten are not told."""
    told = []
    for district_id, own in blocks.groupby("district_id"):
        singles = single_streets(own)
        names = street_names(case, singles.index, words)
        told += [
            {"district_id": district_id, "street_id": int(street), "where": name,
             "persons": None if is_small(persons) else int(persons),
             "no_other_way_persons": None if is_small(lost) else int(lost), "blocks": int(count)}
            for name, (street, persons, count, lost) in zip(names, singles.itertuples(), strict=True)
        ]  # fmt: skip
    return told
