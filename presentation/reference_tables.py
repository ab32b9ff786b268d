"""Tables of what a plan rests on: published figures, settings, sources, and what stays open."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from domain.data_kind import DataKind
from domain.settings.parameter import range_text
from messages.catalogue import language_tag
from planning.case import Case
from planning.limits import arrivals_are_known
from planning.plan import Basis, Plan
from planning.second_stage import second_stage
from planning.shore import asks_for_shore
from planning.wheelchair_bars import barred_persons
from presentation.answers import judged_by
from presentation.area_sums import is_timed, sums_of
from presentation.below_reserve import below_reserve_cell
from presentation.evidence import model_columns
from presentation.heading import headline, source_lines
from presentation.names import data_kind, layer_kind, layer_name, margin_unknown_text
from presentation.plan_table import Cell, CellKind, Column, ColumnMaker, PlanTable
from presentation.provenance import date_text, file_texts, licence_text, notice_texts, source_text
from presentation.readiness_tables import area_names
from presentation.setting_words import setting_name, setting_source, setting_unit, setting_value
from presentation.words import Words

#: Beginning of the source of an estimate of our own that stands where nothing is published.
_OWN_ESTIMATE = "Sonae"
#: Unit of people in lists of published figures.
_PEOPLE = "人"


def about_table(
    case: Case,
    plan: Basis,
    language: str,
    also: Sequence[tuple[str, str]] = (),
    tables: Sequence[PlanTable] = (),
) -> PlanTable:
    """Return what a set of tables is of: city, scenario, clock, kind of data, sources and their terms.

    A CSV has no room above its headings for it, nor for notes; a folder or ZIP of them has this table.

    Parameters
    ----------
    case, plan, language
        Case, what the tables are of, and language of the words.
    also
        What else tells them apart, as pairs of label and value.
    tables
        The tables of the set, whose notes are told, each once with the files that it is of.
    """
    make = ColumnMaker(language)
    layers = sorted({layer.layer.split("/")[0] for layer in plan.provenance})
    terms = make.word("export.head.terms")
    said = [
        (make.word("export.head.made_by"), make.word("export.generated_by")),
        *headline(case, plan, language),
        *also,
        *((terms, line) for line in source_lines(plan, layers, language)),
        *_notes_of(tables, make),
    ]
    columns = [
        make.texts("fact", [item for item, _ in said]),
        make.texts("value", [value for _, value in said], long=True),
    ]
    return PlanTable("about", make.word("export.table.about"), tuple(columns), plan.data_kind)


def _notes_of(tables: Sequence[PlanTable], make: ColumnMaker) -> list[tuple[str, str]]:
    """Return each note of some tables with the names of the files that it is of."""
    files: dict[str, list[str]] = {}
    for table in tables:
        for note in table.notes:
            files.setdefault(note, []).append(f"{table.table_id}.csv")
    return [
        (make.word("export.head.note_of", files=make.word("export.separator").join(names)), note)
        for note, names in files.items()
        if note
    ]


def official_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return published figures, or our own estimate where there is none, beside the plan's."""
    make = ColumnMaker(language)
    rows = plan.official
    published = ~rows["source"].str.startswith(_OWN_ESTIMATE)
    notes = rows["note"]
    if language_tag(language) != "ja":
        notes = rows["note_en"].where(rows["note_en"] != "", notes)
    columns = [
        make.texts("area", rows["scope"].map(area_names(case, language))),
        make.words("measure", "published_measure", rows["measure"]),
        make.decimals("published_min", rows["value_min"].where(published), unknown="export.none"),
        make.decimals("published_max", rows["value_max"].where(published), unknown="export.none"),
        make.decimals("estimated_min", rows["value_min"].where(~published), unknown="export.none"),
        make.decimals("estimated_max", rows["value_max"].where(~published), unknown="export.none"),
        make.decimals("ours", rows["ours"]),
        make.texts("unit", rows["unit"].replace({_PEOPLE: make.word("indicator_unit.persons")})),
        make.texts("source", rows["source"], long=True),
        make.texts("date", rows["date"]),
        make.texts("reason", notes, long=True),
        make.constant("ours_data", data_kind(language, plan.data_kind), len(rows)),
    ]
    return _table(make, "official", columns, plan.data_kind)


def setting_table(case: Case, language: str) -> PlanTable:
    """Return every setting used, with default, range, source, date and how sure it is."""
    make = ColumnMaker(language)
    rows = list(case.settings.rows())
    columns = [
        make.texts("setting", [setting_name(row.key, language) for row in rows]),
        make.texts("setting_key", [row.key for row in rows]),
        Column(
            "setting_value",
            make.heading("setting_value"),
            CellKind.DECIMAL,
            tuple(_cell(row.value, make) for row in rows),
        ),
        make.texts("unit", [setting_unit(row, language) for row in rows]),
        Column(
            "setting_default",
            make.heading("setting_default"),
            CellKind.DECIMAL,
            tuple(_cell(row.default, make) for row in rows),
        ),
        make.texts("changed", [make.word("export.changed") if row.changed else "" for row in rows]),
        make.texts("range", [range_text(row.minimum, row.maximum) for row in rows]),
        make.texts("source", [setting_source(row, language) for row in rows], long=True),
        make.texts("date", [row.date for row in rows]),
        make.words("mark", "mark", [row.mark.value for row in rows]),
    ]
    table = _table(make, "settings", columns, DataKind.REAL)
    return replace(table, label=make.word("export.setting_label"))


def source_table(plan: Basis, language: str) -> PlanTable:
    """Return the layers that the plan rests on: source, date, licence, notices, real or model."""
    make, words = ColumnMaker(language), Words(language)
    rows = plan.provenance
    columns = [
        make.texts("layer", [layer_name(row, language) for row in rows]),
        make.texts("data_kind", [layer_kind(row, language) for row in rows]),
        make.texts("model_columns", [model_columns(row, words) for row in rows]),
        make.texts("source", [source_text(row, language) for row in rows], long=True),
        make.texts("date", [date_text(row, language) for row in rows]),
        make.texts("licence", [licence_text(row, language) for row in rows], long=True),
        make.texts("notices", ["\n".join(notice_texts([row], language)) for row in rows], long=True),
        make.texts("given_files", ["\n".join(file_texts([row], language)) for row in rows], long=True),
        make.texts("file", [row.file for row in rows]),
        make.texts("sha256", [row.sha256 for row in rows]),
    ]
    return _table(make, "sources", columns, plan.data_kind)


#: Sums of the ledger of the city that stand among the facts of a scenario with a deadline.
_TIMED = ("not_in_time", "cannot_reach_safety", "can_leave_area")


def _fact_name(key: str, judged: str, make: ColumnMaker) -> str:
    """Return the name of a fact: where no arrival is known, none is of people in time or not."""
    if key == "not_in_time":
        return make.word(f"export.fact.not_in_time{judged}")
    if key == "cannot_reach_safety":
        return make.word(f"export.fact.cannot_reach_safety{judged}")
    return make.word(f"export.fact.{key}")


def fact_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return single figures of the plan and what it could not settle."""
    make = ColumnMaker(language)
    facts, no_margin = plan.facts, margin_unknown_text(case, language)
    city = sums_of(plan.ledgers.city, case.city.meta.city_code)
    timed, known, late = is_timed(case), facts.margin_known, facts.late_when_spread_persons
    arrives = arrivals_are_known(case, plan)
    # Of slides no map could tell a time; of a surge nobody has told one.
    nowhere = (
        make.word("export.none" if case.scenario.slides_alone else "export.unknown") if known else no_margin
    )
    pairs: list[tuple[str, Cell]] = [
        *((key, city[key] if timed else no_margin) for key in _TIMED),
        ("below_reserve_persons", below_reserve_cell(case, plan, Words(language)) if known else no_margin),
        ("late_when_spread_persons", no_margin if late is None else late),
        ("past_best_limit_persons", facts.past_best_limit_persons if known else no_margin),
        ("seaward_persons", facts.seaward_persons if arrives else nowhere),
        ("over_earlier_ground_persons", facts.over_earlier_ground_persons if arrives else nowhere),
        ("nearer_shore_persons", _of_shore(case, facts.nearer_shore_persons, make)),
        ("nearer_shore_max_m", _of_shore(case, facts.nearer_shore_max_m, make)),
        ("nearer_shore_on_way_persons", _of_shore(case, facts.nearer_shore_on_way_persons, make)),
        ("nearer_shore_on_way_max_m", _of_shore(case, facts.nearer_shore_on_way_max_m, make)),
        ("reentering_persons", facts.reentering_persons),
        ("longer_walk_persons", facts.longer_walk_persons),
        ("extra_walk_mean_min", _minutes(facts.extra_walk_mean_s, make)),
        ("extra_walk_max_min", _minutes(facts.extra_walk_max_s, make)),
        ("out_of_district_persons", facts.out_of_district_persons),
        ("split_blocks", facts.split_blocks),
        ("divided_households_max", facts.divided_households_max),
        ("divided_whole_households", facts.divided_whole_households),
        ("divided_remainder_persons", facts.divided_remainder_persons),
        ("pairs", facts.pairs),
        ("helped_apart_persons", facts.helped_apart_persons),
        *_care_figures(case, plan, make),
        ("unserved_persons", facts.unserved_persons),
        ("full_at_first_persons", facts.full_at_first_persons),
        ("uncoordinated_unserved_persons", facts.uncoordinated_unserved_persons),
        ("walk_time_mean_min", _minutes(facts.walk_time_mean_s, make)),
        ("walk_time_max_min", _minutes(facts.walk_time_max_s, make)),
        ("walk_limit_min", _minutes(facts.walk_limit_s, make)),
        ("far_persons", facts.far_persons),
        ("early_persons", facts.early_persons),
        ("second_move_persons", facts.second_move_persons),
        ("unconfirmed_place", city["unconfirmed_place"]),
        ("unreachable_blocks", len(facts.unreachable_blocks)),
        ("unreachable_places", len(facts.unreachable_places)),
    ]
    if case.city.streets.empty:
        # Nobody was looked for a route of: a zero would say that nobody walks far, or along the shore.
        pairs = [(key, make.word("export.unknown")) for key, _ in pairs]
    values = tuple(value for _, value in pairs)
    judged = judged_by(case, plan)
    columns = [
        make.texts("fact", [_fact_name(key, judged, make) for key, _ in pairs]),
        Column("value", make.heading("value"), CellKind.DECIMAL, values),
        make.constant("data_kind", data_kind(language, plan.data_kind), len(pairs)),
    ]
    return _table(make, "facts", columns, plan.data_kind)


def _care_figures(case: Case, plan: Plan, make: ColumnMaker) -> list[tuple[str, Cell]]:
    """Return who is led where a wheelchair cannot go, and the second stage of a stay."""
    barred, second, none = barred_persons(case, plan), second_stage(case, plan), make.word("export.none")
    return [
        ("wheelchair_barred_persons", none if barred is None else barred.barred),
        ("wheelchair_steps_persons", none if barred is None else barred.steps),
        ("second_stage_persons", none if second is None else second.persons),
        ("second_stage_seats", none if second is None else second.seats),
        ("second_stage_unknown_places", none if second is None else second.unknown_places),
    ]


def _of_shore(case: Case, value: float | None, make: ColumnMaker) -> Cell:
    """Return a figure about the shore: unknown in a tsunami without a coast line, none elsewhere."""
    if value is None:
        return make.word("export.unknown" if asks_for_shore(case.scenario) else "export.none")
    return round(value)


def _minutes(seconds: float, make: ColumnMaker) -> Cell:
    return round(seconds / 60, 1) if math.isfinite(seconds) else make.word("export.none")


def _cell(value: Any, make: ColumnMaker) -> Cell:
    return value if isinstance(value, (int, float)) else setting_value(value, make.language)


def _table(make: ColumnMaker, table_id: str, columns: list[Column], kind: DataKind) -> PlanTable:
    title = make.word(f"export.table.{table_id}")
    return PlanTable(table_id, title, tuple(columns), kind, (make.word(f"export.note.{table_id}"),))
