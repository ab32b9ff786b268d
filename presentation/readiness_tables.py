"""Tables of how ready the districts are: indicators, weak points, organisations and squads."""

import json
from typing import Any

import numpy as np
import pandas as pd

from domain.data_kind import DataKind, least_sure
from domain.vocabulary import Band
from messages.catalogue import has, text
from planning.case import Case
from planning.plan import Plan
from presentation.answers import judged_by
from presentation.listed_squads import hours_texts, organisation_kind, squad_kind
from presentation.names import (
    city_name,
    data_kind,
    district_names,
    input_layer_name,
    layer_is_model,
    ward_names,
)
from presentation.plan_table import CellKind, Column, ColumnMaker, PlanTable
from presentation.words import Words

_NOT_SURVEYED = "export.not_surveyed"

#: Indicators that say who is late, or has no place because of it.
_JUDGED = ("not_in_time_persons", "unserved_too_late", "unserved_persons")


def indicator_table(
    case: Case, plan: Plan, language: str, indicators: pd.DataFrame | None = None
) -> PlanTable:
    """Return every indicator of city, wards and districts with interval and inputs; or only these rows."""
    make, judged = ColumnMaker(language), judged_by(case, plan)
    rows = plan.indicators if indicators is None else indicators
    columns = [
        make.words("level", "export.level", rows["level"]),
        make.texts("area", rows["area_id"].map(area_names(case, language))),
        make.texts("area_id", rows["area_id"]),
        make.words("pillar", "pillar", rows["pillar"]),
        make.texts("indicator", [_judged_name(name, judged, language) for name in rows["indicator"]]),
        make.decimals("value", shown_values(rows["value"], rows["unit"]), digits=2, unknown="export.none"),
        make.decimals(
            "value_min", shown_values(rows["value_min"], rows["unit"]), digits=2, unknown="export.none"
        ),
        _open_ended(make, rows),
        make.texts("unit", [unit_text(unit, language) for unit in rows["unit"]]),
        make.decimals(
            "target_value", shown_values(rows["target"], rows["unit"]), digits=2, unknown="export.none"
        ),
        make.words("status", "indicator_status", rows["status"]),
        make.words("band", "band", rows["band"]),
        make.texts("inputs", [_inputs_text(case, value, make) for value in rows["inputs"]], long=True),
        make.texts("definition", _of_indicators(make, rows["indicator"], "definition"), long=True),
        make.texts("target_source", _of_indicators(make, rows["indicator"], "target_source"), long=True),
        _kinds(make, rows["data_kind"]),
    ]
    return _table(make, "indicators", columns, least_sure(rows["data_kind"]))


def weak_point_table(case: Case, plan: Plan, language: str, gaps: pd.DataFrame | None = None) -> PlanTable:
    """Return the weak points of each district with cause, next action and owner; or only these of them."""
    make = ColumnMaker(language)
    order = case.city.districts["ward_code"].map(case.city.wards["official_order"])
    rows = plan.gaps if gaps is None else gaps
    rows = rows.assign(order=rows["district_id"].map(order))
    rows = rows.sort_values(["order", "district_id", "rank"])
    units = rows["indicator"].map(indicator_units(plan))
    wards = case.city.districts["ward_code"].map(ward_names(case, language))
    columns = [
        make.texts("ward", rows["district_id"].map(wards)),
        make.texts("district", rows["district_id"].map(district_names(case, language))),
        make.wholes("rank", rows["rank"]),
        make.texts("indicator", [indicator_name(name, language) for name in rows["indicator"]]),
        make.decimals(
            "value", shown_values(_known_values(plan, rows), units), digits=2, unknown="export.unknown"
        ),
        make.decimals("target_value", shown_values(rows["target"], units), digits=2, unknown="export.none"),
        make.texts("unit", [unit_text(unit, language) for unit in units]),
        make.persons("affected", rows["affected_persons"]),
        make.texts("cause", [cause_text(value, language) for value in rows["cause"]]),
        make.words("next_action", "action", rows["next_action"]),
        make.words("owner", "owner", rows["owner"]),
        _kinds(make, rows["data_kind"]),
    ]
    return _table(make, "weak_points", columns, least_sure(rows["data_kind"]))


def _known_values(plan: Plan, rows: pd.DataFrame) -> "pd.Series[Any]":
    """Return the values of weak points; NaN where what is not surveyed could change the answer.

    The value of the surveyed part alone, such as 100 %, would say that nothing is missing. People are
    told: where it is not known whether they need something, the plan and its ledger count all of them.
    """
    rows_of_plan = plan.indicators
    are_all = (rows_of_plan["unit"] == "persons") & (rows_of_plan["value"] == rows_of_plan["value_max"])
    indicators = rows_of_plan[(rows_of_plan["band"] == Band.UNKNOWN.value) & ~are_all]
    open_ones = set(zip(indicators["area_id"], indicators["indicator"], strict=True))
    keys = zip(rows["district_id"], rows["indicator"], strict=True)
    return rows["value"].mask(np.array([key in open_ones for key in keys], dtype=bool))


def organisation_table(case: Case, language: str) -> PlanTable:
    """Return the strength of each voluntary disaster organisation as counts."""
    make = ColumnMaker(language)
    rows = _by_district(case, case.strength.organisations)
    posts = case.strength.posts
    counted = posts[["needed", "filled", "over_75"]].assign(
        without=~posts["has_leader"], old=posts["has_leader"] & posts["leader_over_75"]
    )
    by_org = counted.astype("Int64").groupby(posts["org_id"])
    # A sum of which a squad is not known is not known: a file has no cell for "at least".
    sums = by_org.sum().where(by_org.count().eq(by_org.size(), axis=0)).reindex(rows.index)
    surveyed = _NOT_SURVEYED
    columns = [
        *_district_columns(case, make, rows["district_id"]),
        make.texts("organisation_id", rows.index.to_series()),
        make.texts("organisation", rows["name"]),
        make.wholes("households_covered", rows["households_covered"], unknown=surveyed),
        make.texts("founded_year", _year_texts(rows["founded_year"], make)),
        make.wholes("drills", rows["drills_in_year"], unknown=surveyed),
        make.wholes("drill_participants", rows["drill_participants"], unknown=surveyed),
        make.words("district_plan", "yes_no_unknown", rows["district_plan_made"]),
        make.wholes("open_at_night", rows["can_open_at_night"], unknown=surveyed),
        make.wholes("posts_needed", sums["needed"], unknown=surveyed),
        make.wholes("posts_filled", sums["filled"], unknown=surveyed),
        make.wholes("posts_over_75", sums["over_75"], unknown=surveyed),
        make.wholes("squads_without_leader", sums["without"], unknown=surveyed),
        make.wholes("leaders_over_75", sums["old"], unknown=surveyed),
    ]
    layers = ("organisations", "posts")
    own = data_kind(language, DataKind.of_model(layer_is_model(case, *layers)))
    words = Words(language)
    kinds = [organisation_kind(case.strength.listed, str(org_id), own, words) for org_id in rows.index]
    return _bundle_table(case, make, "organisations", columns, layers, kinds)


def squad_table(case: Case, language: str) -> PlanTable:
    """Return each squad: people needed and in it, leader and deputy."""
    make = ColumnMaker(language)
    organisations = case.strength.organisations
    posts = case.strength.posts.assign(
        district_id=case.strength.posts["org_id"].map(organisations["district_id"])
    )
    rows = _by_district(case, posts)
    words, strength = Words(language), case.strength
    own = data_kind(language, DataKind.of_model(layer_is_model(case, "posts")))
    squads = list(zip(rows["org_id"], rows["post"], strict=True))
    hours = {time: hours_texts(strength.squad_hours, squads, time, words) for time in ("day", "night")}
    columns = [
        *_district_columns(case, make, rows["district_id"]),
        make.texts("organisation_id", rows["org_id"]),
        make.texts("organisation", rows["org_id"].map(organisations["name"])),
        make.words("squad", "post", rows["post"]),
        make.wholes("posts_needed", rows["needed"], unknown=_NOT_SURVEYED),
        make.wholes("posts_filled", rows["filled"]),
        make.wholes("posts_over_75", rows["over_75"], unknown=_NOT_SURVEYED),
        make.flags("has_leader", rows["has_leader"]),
        make.flags("has_deputy", rows["has_deputy"]),
        make.flags("leader_over_75", rows["leader_over_75"], unknown=_NOT_SURVEYED),
        make.texts("by_day", hours["day"]),
        make.texts("by_night", hours["night"]),
    ]
    kinds = [squad_kind(strength.listed, org_id, own, words) for org_id, _ in squads]
    return _bundle_table(case, make, "squads", columns, ("posts",), kinds)


def area_names(case: Case, language: str) -> pd.Series:
    """Return names of districts, wards and the city by id."""
    city = pd.Series([city_name(case, language)], index=[case.city.meta.city_code], dtype="str")
    names = pd.concat([district_names(case, language), ward_names(case, language), city])
    # In a town without wards the only ward has the code of the city and is the city.
    return names[~names.index.duplicated(keep="last")]


def indicator_name(indicator: str, language: str) -> str:
    """Return the name of an indicator."""
    return ColumnMaker(language).word(f"indicator.{indicator}.name")


def _judged_name(indicator: str, judged: str, language: str) -> str:
    """Return the name of an indicator; where no arrival is known, with what "in time" is judged by."""
    name = indicator_name(indicator, language)
    if not judged or indicator not in _JUDGED:
        return name
    return text(language, f"export.judged{judged}", name=name)


def _of_indicators(make: ColumnMaker, indicators: "pd.Series[Any]", part: str) -> list[str]:
    """Return the definition, or the source of the target, of each row's indicator."""
    said = {name: make.word(f"indicator.{name}.{part}") for name in indicators.unique()}
    return [said[name] for name in indicators]


def indicator_units(plan: Plan) -> "pd.Series[Any]":
    """Return the unit of each indicator of the plan."""
    return plan.indicators.drop_duplicates("indicator").set_index("indicator")["unit"]


def cause_text(cause: str, language: str) -> str:
    """Return the words of a gap's cause: one of the ledger's, or below target, or unknown."""
    if not cause:
        return ""
    own = f"gap_cause.{cause}"
    return ColumnMaker(language).word(own if has(language, own) else f"outcome.{cause}")


def shown_values(values: "pd.Series[Any]", units: "pd.Series[Any]") -> "pd.Series[Any]":
    """Return values as users read them: shares in per cent, seconds in minutes."""
    factor = units.map({"share": 100.0, "seconds": 1 / 60}).astype("float64").fillna(1.0)
    return values.astype("float64") * factor


def unit_text(unit: str, language: str) -> str:
    """Return a unit as users read it (see ``shown_values``)."""
    key = "export.minute_unit" if unit == "seconds" else f"indicator_unit.{unit}"
    return ColumnMaker(language).word(key) if unit else ""


def _inputs_text(case: Case, inputs: str, make: ColumnMaker) -> str:
    """Return the inputs of an indicator, ``name: value (layer)`` one after another."""
    parts = []
    for item in json.loads(inputs):
        key = f"indicator_input.{item['name']}"
        name = make.word(key) if has(make.language, key) else str(item["name"])
        layer_id, value = str(item["layer"]), item["value"]
        # An input without a value is one that the indicator rests on, not an unknown number. What is counted
        # over all layers, or in none, has no layer to name.
        said = name if value is None else make.word("export.input_value", name=name, value=f"{value:,.6g}")
        where = input_layer_name(case.city, layer_id, make.language)
        parts.append(make.word("export.input_layer", name=said, layer=where) if layer_id else said)
    return make.word("export.input_separator").join(parts)


def _open_ended(make: ColumnMaker, rows: pd.DataFrame) -> Column:
    """Return the upper end; a lower end without one means that the unknown part has no bound."""
    shown = shown_values(rows["value_max"], rows["unit"])
    plain = make.decimals("value_max", shown, digits=2, unknown="export.none")
    is_open = (rows["value_min"].notna() & rows["value_max"].isna()).tolist()
    word = make.word("export.open_bound")
    cells = tuple(word if flag else cell for flag, cell in zip(is_open, plain.cells, strict=True))
    return Column(plain.key, plain.heading, plain.kind, cells)


def _by_district(case: Case, frame: pd.DataFrame) -> pd.DataFrame:
    order = case.city.districts["ward_code"].map(case.city.wards["official_order"])
    keyed = frame.assign(order=frame["district_id"].map(order))
    return keyed.sort_values(["order", "district_id"], kind="stable")


def _district_columns(case: Case, make: ColumnMaker, district_ids: pd.Series) -> list[Column]:
    wards = case.city.districts["ward_code"].map(ward_names(case, make.language))
    return [
        make.texts("ward", district_ids.map(wards)),
        make.texts("district", district_ids.map(district_names(case, make.language))),
    ]


def _year_texts(years: pd.Series, make: ColumnMaker) -> list[str]:
    unknown = make.word("export.not_surveyed")
    return [unknown if pd.isna(year) else str(int(year)) for year in years]


def _kinds(make: ColumnMaker, kinds: pd.Series) -> Column:
    cells = tuple(data_kind(make.language, DataKind(kind)) for kind in kinds)
    return Column("data_kind", make.heading("data_kind"), CellKind.TEXT, cells)


def _bundle_table(
    case: Case,
    make: ColumnMaker,
    table_id: str,
    columns: list[Column],
    layers: tuple[str, ...],
    kinds: list[str],
) -> PlanTable:
    columns = [*columns, make.texts("data_kind", kinds)]
    return _table(make, table_id, columns, DataKind.of_model(layer_is_model(case, *layers)))


def _table(make: ColumnMaker, table_id: str, columns: list[Column], kind: DataKind) -> PlanTable:
    title = make.word(f"export.table.{table_id}")
    return PlanTable(table_id, title, tuple(columns), kind, (make.word(f"export.note.{table_id}"),))
