"""How the command shows a plan, its readiness and a city."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pandas as pd

from domain.bundle import CityBundle, LayerSource
from domain.data_kind import DataKind
from domain.vocabulary import DeadlineKind
from exports.plan_json import plan_document
from exports.tables import table_csv
from exports.workbook import table_workbook
from messages.catalogue import language_tag
from planning.case import Case
from planning.plan import Plan
from presentation.answers import judged_by
from presentation.area_sums import ONLY_WITH_DEADLINE, area_sums, is_timed
from presentation.assignment_words import proof_text, uncoordinated_texts
from presentation.evidence import model_columns
from presentation.heading import model_notice
from presentation.held_words import left_out_lines
from presentation.names import (
    city_name,
    data_kind,
    layer_name,
    margin_unknown_text,
    missing_kinds_text,
    scenario_name,
    ward_names,
)
from presentation.provenance import date_text, file_texts, licence_text, notice_texts, source_text
from presentation.readiness_matrix.tables import band_table
from presentation.readiness_tables import indicator_table
from presentation.words import Words
from sonae.printing import Printer
from use_cases.check_bundle import LayerFacts, describe_bundle
from use_cases.write_file import write_new_file


def print_plan(printer: Printer, case: Case, plan: Plan, files: Sequence[Path], out: Path) -> None:
    """Print the ward table of a plan, what cannot be known, and where the files are."""
    if printer.as_json:
        document = plan_document(case, plan)
        shown = {
            key: document[key]
            for key in (
                "key",
                "bundle",
                "scenario",
                "settings_changed",
                "ledger",
                "assignment",
                "uncoordinated",
            )
        }
        shown["ledger"] = {level: shown["ledger"][level] for level in ("city", "wards")}
        names = [file.relative_to(out).as_posix() for file in files]
        printer.json({"ok": True, "out": str(out), "files": names, **shown})
        return
    language = printer.language
    printer.line(f"{city_name(case, language)}  {scenario_name(case, language)}")
    notice = model_notice(plan, language)
    if notice:
        printer.line(notice)
    missing = missing_kinds_text(plan, language)
    if missing:
        printer.line(printer.text("screen.missing_banner", kinds=missing))
    for line in left_out_lines(case.city, case.strength, Words(language)):
        printer.line(line)
    printer.table(*_ward_table(printer, case, plan))
    for line in [*uncoordinated_texts(case, plan, Words(language)), proof_text(plan, Words(language))]:
        printer.line(line)
    if plan.is_rounded:
        printer.line(printer.text("cli.rounded"))
    if not plan.facts.margin_known and case.scenario.deadline is not DeadlineKind.NONE:
        printer.line(margin_unknown_text(case, language))
    elif judged_by(case, plan):
        printer.line(printer.text("answer.by_wind"))
    printer.line(printer.text("cli.plan_written", files=len(files), folder=str(out)))
    printer.line(printer.text("cli.plan_next", folder=str(out)))


def _ward_table(printer: Printer, case: Case, plan: Plan) -> tuple[list[str], list[list[str]]]:
    """Return the ledger by ward with the city below, as on the page of the city.

    Everybody is in one column from ``outside`` to ``unserved``; the last column cuts them anew.
    """
    sums, words = area_sums(case, plan), Words(printer.language)
    names = [*ward_names(case, printer.language), printer.text("export.city_total")]
    optional = ("elsewhere", "not_leaving", "not_in_time")
    used = {key for key in optional if sums[key].any() and (is_timed(case) or key not in ONLY_WITH_DEADLINE)}
    order = (
        "persons", "outside", "stay_home", "with_place", "elsewhere", "not_leaving", "unserved",
        "not_in_time",
    )  # fmt: skip
    keys = [key for key in order if key not in optional or key in used]
    rows = [
        [str(name), *(words.narrow_cell(int(count), rounded=plan.is_rounded) for count in counts)]
        for name, counts in zip(names, sums[keys].to_numpy(), strict=True)
    ]
    return [printer.text("cli.ward"), *(printer.text(f"cli.ledger.{key}") for key in keys)], rows


def print_readiness(
    printer: Printer, case: Case, plan: Plan, ward: str | None, form: str, out: Path | None
) -> None:
    """Print bands and indicators of all areas, or of one ward and its districts."""
    shown = plan if ward is None else _only_ward(case, plan, ward)
    if form == "json":
        content = (_indicator_json(case, shown) + "\n").encode("utf-8")
    elif form == "table":
        printer.line(f"{city_name(case, printer.language)}  {scenario_name(case, printer.language)}")
        _print_bands(printer, case, shown)
        _print_indicators(printer, case, shown if ward is not None else _without_districts(plan))
        return
    else:
        table = indicator_table(case, shown, printer.language)
        content = table_csv(table) if form == "csv" else table_workbook(table, case, shown, printer.language)
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        write_new_file(out, content)
        printer.say("cli.written", file=str(out))


def _only_ward(case: Case, plan: Plan, ward: str) -> Plan:
    districts = case.city.districts
    areas = {ward, *districts.index[districts["ward_code"] == ward]}
    return replace(
        plan,
        indicators=plan.indicators[plan.indicators["area_id"].isin(areas)],
        themes=plan.themes[plan.themes["area_id"].isin(areas)],
        bands=plan.bands[plan.bands.index.isin(areas)],
    )


def _indicator_json(case: Case, plan: Plan) -> str:
    records = _records(plan.indicators)
    for record in records:
        record["inputs"] = json.loads(record["inputs"])
    document = {
        "scenario": case.scenario.scenario_id,
        "is_model": plan.is_model,
        "bands": _records(plan.bands.reset_index()),
        "themes": _records(plan.themes),
        "indicators": records,
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(table.to_json(orient="records", force_ascii=False))
    return found


def _without_districts(plan: Plan) -> Plan:
    return replace(plan, indicators=plan.indicators[plan.indicators["level"] != "district"])


def _print_bands(printer: Printer, case: Case, plan: Plan) -> None:
    """Print the band of every area, what decides it and who acts next."""
    table = band_table(case, plan, printer.language)
    column = {column.key: column.cells for column in table.columns}
    names = ("area", "readiness_band", "binding_gap", "owner")
    rows = [[_shown(cell) for cell in row] for row in zip(*(column[name] for name in names), strict=True)]
    headings = [printer.text(f"export.column.{name}") for name in names]
    printer.table(headings, rows, title=table.title)


def _print_indicators(printer: Printer, case: Case, plan: Plan) -> None:
    """Print what fits a terminal: area, indicator, value and target with their unit, and the band."""
    table = indicator_table(case, plan, printer.language)
    column = {column.heading: column.cells for column in table.columns}

    def cells(name: str) -> list[str]:
        return [_shown(cell) for cell in column[printer.text(f"export.column.{name}")]]

    notice = model_notice(plan, printer.language)
    if notice:
        printer.line(notice)
    names = ("area", "indicator", "value", "target_value", "unit", "band")
    rows = list(zip(*(cells(name) for name in names), strict=True))
    # The name of an area stands once, before its first indicator.
    shown = [
        [area if i == 0 or rows[i - 1][0] != area else "", *rest] for i, (area, *rest) in enumerate(rows)
    ]
    printer.table([printer.text(f"export.column.{name}") for name in names], shown, title=table.title)


def _shown(cell: Any) -> str:
    if isinstance(cell, float):
        return f"{cell:,.4g}" if abs(cell) < 1000 else f"{cell:,.0f}"
    return "" if cell is None else str(cell)


def print_bundle(printer: Printer, bundle: CityBundle) -> None:
    """Print what a city holds: layers with source, date and kind, and its scenarios."""
    facts = describe_bundle(bundle)
    if printer.as_json:
        layers = [
            {name: getattr(fact, name) for name in ("layer", "rows", "source", "licence", "date", "is_model")}
            | {name: list(getattr(fact, name)) for name in ("model_columns", "assumed_columns")}
            | {"files": [asdict(file) for file in fact.files]}
            | {"former_date": fact.former_date}
            for fact in facts
        ]
        scenarios = [
            {"id": s.scenario_id, "name": s.name, "name_en": s.name_en, "kinds": [k.value for k in s.kinds]}
            for s in bundle.scenarios.values()
        ]
        meta = bundle.meta
        head = {"city_code": meta.city_code, "name": meta.name, "hash": meta.bundle_hash, "epsg": meta.epsg}
        printer.json({"ok": True, **head, "layers": layers, "scenarios": scenarios})
        return
    language, layers_held = printer.language, bundle.meta.layers
    japanese = language_tag(language) == "ja"
    printer.line(f"{bundle.meta.name if japanese else bundle.meta.name_en} ({bundle.meta.city_code})")
    headings = [printer.text(f"cli.layer.{name}") for name in ("layer", "rows", "kind", "date")]
    printer.table(
        headings,
        [
            [layer_name(layer, language), f"{fact.rows:,}", _kind(printer, fact), date_text(layer, language)]
            for fact, layer in zip(facts, layers_held, strict=True)
        ],
    )
    _print_sources(printer, layers_held)
    wards = bundle.wards["name" if japanese else "name_en"].items()
    headings = [printer.text("cli.ward_code"), printer.text("cli.ward")]
    printer.table(headings, [[str(code), str(name)] for code, name in wards])
    names = [[s.scenario_id, s.name if japanese else s.name_en] for s in bundle.scenarios.values()]
    printer.table([printer.text("cli.scenario_id"), printer.text("cli.scenario_name")], names)


def _print_sources(printer: Printer, layers: Sequence[LayerSource]) -> None:
    """Print which columns are model data, whose data each layer is, and what must be passed on."""
    language = printer.language
    words = Words(language)
    for layer in layers:
        if not layer.is_model and layer.data_kind.is_rounded:
            kind = data_kind(language, layer.data_kind)
            printer.line(f"{layer_name(layer, language)} {kind}: {model_columns(layer, words)}")
    sources: dict[tuple[str, str], list[str]] = {}
    for layer in layers:
        said = source_text(layer, language), licence_text(layer, language)
        sources.setdefault(said, []).append(layer_name(layer, language))
    between = words("export.separator")
    for (source, licence), covered in sources.items():
        terms = f" ({licence})" if licence else ""
        printer.line(f"{printer.text('cli.layer.source')}: {between.join(covered)}: {source}{terms}")
    for layer in layers:
        if layer.files:
            named = words.listed(file_texts([layer], language))
            printer.line(words("provenance.files", layers=layer_name(layer, language), files=named))
    for notice in notice_texts(layers, language):
        printer.line(f"{printer.text('export.column.notices')}: {notice}")


def _kind(printer: Printer, fact: LayerFacts) -> str:
    if fact.model_columns and not fact.is_model:
        return printer.text("export.partly_model_data")
    kind = DataKind.MODEL if fact.is_model else DataKind.ASSUMED if fact.assumed_columns else DataKind.REAL
    return data_kind(printer.language, kind)
