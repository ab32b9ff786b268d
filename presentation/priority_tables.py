"""Tables of what is done first (まずやること) and of what a call would tell (調べれば分かること)."""

import json
from collections.abc import Collection, Mapping
from dataclasses import replace

import pandas as pd

from domain.data_kind import DataKind, least_sure
from planning.case import Case
from planning.plan import Plan
from presentation.grid import Grid, grid_from
from presentation.names import (
    data_kind,
    district_names,
    input_layer_name,
    layers_kind,
    place_names,
    ward_districts,
    ward_names,
)
from presentation.plan_table import CellKind, Column, ColumnMaker, PlanTable
from presentation.readiness_matrix.cell_evidence import layers_grid
from presentation.readiness_matrix.gap_words import value_words
from presentation.readiness_tables import cause_text, indicator_name, weak_point_table
from presentation.words import Words
from readiness.priorities import prioritise

#: The indicator of people whose part in the plan rests on something unknown.
_UNKNOWN_DATA = "unknown_data_share"


def priority_table(
    case: Case, plan: Plan, language: str, *, ward_code: str = "", owner: str = ""
) -> PlanTable:
    """Return what is done first in a ward, or in the city: one row an action of an owner.

    Parameters
    ----------
    case, plan, language
        Case and plan, and language of headings and words.
    ward_code
        The ward; empty for the whole city.
    owner
        Who acts; empty for all. The ranks are those among all.
    """
    make = ColumnMaker(language)
    rows = _rows(case, plan, ward_code, owner)
    names = district_names(case, language)
    order = {district: number for number, district in enumerate(names.index)}
    separator = make.word("export.separator")
    layers, targets = _layers(plan), _with_targets(plan, make)
    kind = DataKind.of_model(bool(rows["districts_model"].any())) if plan.is_model else plan.data_kind
    columns = [
        make.wholes("rank", rows.index.to_series()),
        make.words("urgency", "urgency", rows["urgency"]),
        Column("next_action", make.heading("next_action"), CellKind.LONG_TEXT,
               tuple(make.word(f"action.{one}") for one in rows["next_action"]), own_words=True),
        make.words("owner", "owner", rows["owner"]),
        make.texts("cause", _reasons(plan, rows, make), long=True),
        make.texts("indicator", [
            separator.join(targets[name] for name in each) for each in rows["indicators"]
        ], long=True),
        make.persons("affected_known", rows["affected_persons"]),
        make.wholes("districts", rows["districts"]),
        make.wholes("districts_unknown", rows["districts_unknown"]),
        make.texts("districts_named", [
            separator.join(names[one] for one in sorted(each, key=order.__getitem__))
            for each in rows["district_ids"]
        ], long=True),
        make.texts("rests_on", [
            separator.join(dict.fromkeys(
                input_layer_name(case.city, layer, language)
                for name in each for layer in layers.get(name, ())
            ))
            for each in rows["indicators"]
        ], long=True),
        _data_kinds(make, rows, kind),
    ]  # fmt: skip
    return _table(make, "priorities", columns, kind)


def debt_table(
    case: Case, plan: Plan, language: str, *, ward_code: str = "", owner: str = "", district_id: str = ""
) -> PlanTable:
    """Return what is not known, and of how many people at most it hides the answer.

    Parameters
    ----------
    case, plan, language
        Case and plan, and language of headings and words.
    ward_code
        The ward, with what concerns the whole city; empty for everything.
    owner
        Who asks; empty for all.
    district_id
        Only what concerns this district and nobody else; empty for all.
    """
    make = ColumnMaker(language)
    rows = plan.data_debt
    if ward_code:
        rows = rows[rows["ward_code"].isin([ward_code, ""])]
    if owner:
        rows = rows[rows["owner"] == owner]
    if district_id:
        rows = rows[rows["district_id"] == district_id]
    separator = make.word("export.separator")
    kinds = {layer: _kind(case, plan, layer) for layer in rows["layer"].unique()}
    columns = [
        make.texts("debt_item", _item_names(case, rows, make)),
        make.texts("debt_missing", [
            separator.join(make.word(f"debt.{name}") for name in (missing or "layer").split(","))
            for missing in rows["missing"]
        ], long=True),
        make.texts("ward", rows["ward_code"].map(ward_names(case, language)).fillna("")),
        make.texts("district", rows["district_id"].map(district_names(case, language)).fillna("")),
        make.wholes("debt_items", rows["items"]),
        make.persons("debt_persons", rows["persons"], heading=make.heading("debt_persons")),
        make.texts("indicator", [indicator_name(name, language) for name in rows["indicator"]]),
        Column("next_action", make.heading("next_action"), CellKind.LONG_TEXT,
               tuple(make.word(f"action.{one}") for one in rows["next_action"]), own_words=True),
        make.words("debt_owner", "owner", rows["owner"]),
        make.texts("item_id", rows["item_id"]),
        make.texts("data_kind", [data_kind(language, kinds[one]) for one in rows["layer"]]),
    ]  # fmt: skip
    return _table(make, "data_debt", columns, least_sure(kinds.values()))


def action_choices(
    case: Case, plan: Plan, words: Words, *, ward_code: str = "", owner: str = ""
) -> dict[int, str]:
    """Return the rows of ``priority_table`` by rank in a few words."""
    rows = _rows(case, plan, ward_code, owner)
    return {
        int(rank): words(
            "screen.priorities.action", rank=rank, action=words(f"action.{action}"),
            owner=words(f"owner.{one}"),
            cause=words.listed(cause_text(str(cause), words.language) for cause in causes),
        )
        for rank, action, one, causes in zip(
            rows.index.tolist(), rows["next_action"], rows["owner"], rows["causes"], strict=True
        )
    }  # fmt: skip


def action_districts(case: Case, plan: Plan, words: Words, rank: int, *, ward_code: str = "") -> Grid:
    """Return the weak points behind a row of ``priority_table``, district by district."""
    own = _behind(case, plan, rank, ward_code)
    table = weak_point_table(case, plan, words.language, own.assign(rank=1))
    return grid_from(table, words, keys=("ward", "district", "indicator", "affected", "data_kind"))


def action_evidence(case: Case, plan: Plan, words: Words, rank: int, *, ward_code: str = "") -> Grid:
    """Return the layers that a row of ``priority_table`` rests on: real or model, source, date."""
    own = _behind(case, plan, rank, ward_code)[["district_id", "indicator"]]
    keys = set(own.itertuples(index=False, name=None))
    rows = plan.indicators
    at = [pair in keys for pair in zip(rows["area_id"], rows["indicator"], strict=True)]
    grid = layers_grid(plan, rows.loc[at, "inputs"].tolist(), words)
    share = rows.loc[rows["indicator"] == "model_layers_share", "value"]
    said = words("evidence_cell.model", share=words.percent(float(share.iloc[0])))
    return replace(grid, caption=words("screen.priorities.evidence"), notes=(said,))


def district_choices(
    case: Case, plan: Plan, words: Words, rank: int, *, ward_code: str = ""
) -> dict[str, str]:
    """Return the districts of a row of ``priority_table`` with their names, most people first."""
    names = district_names(case, words.language)
    row = _rows(case, plan, ward_code).loc[rank]
    return {str(one): str(names[one]) for one in row["district_ids"]}


def _rows(case: Case, plan: Plan, ward_code: str, owner: str = "") -> pd.DataFrame:
    rows = prioritise(plan.weak_points, ward_districts(case, ward_code))
    return rows[rows["owner"] == owner] if owner else rows


def _behind(case: Case, plan: Plan, rank: int, ward_code: str) -> pd.DataFrame:
    """Return the weak points of a row."""
    row = _rows(case, plan, ward_code).loc[rank]
    own = plan.weak_points[plan.weak_points["district_id"].isin(row["district_ids"])]
    for name in ("next_action", "owner"):
        own = own[own[name] == row[name]]
    return own


def _reasons(plan: Plan, rows: pd.DataFrame, make: ColumnMaker) -> list[str]:
    """Return every cause that an action meets; where there are several, each with its people."""
    words, said = Words(make.language), []
    for causes, persons, indicators, ids in zip(
        rows["causes"], rows["cause_persons"], rows["indicators"], rows["district_ids"], strict=True
    ):
        names = [cause_text(str(cause), make.language) for cause in causes]
        if len(names) > 1:
            names = [
                make.word(
                    "screen.priorities.reason", cause=name,
                    persons=make.word("screen.unknown") if count is None
                    else words.persons(float(count), rounded=plan.is_rounded),
                )
                for name, count in zip(names, persons, strict=True)
            ]  # fmt: skip
        if _UNKNOWN_DATA in indicators:
            names += _by_what_is_unknown(plan, ids, words)
        said.append(make.word("export.separator").join(names))
    return said


def _by_what_is_unknown(plan: Plan, district_ids: Collection[str], words: Words) -> list[str]:
    """Return of how many people of some districts it is the floor, the hazard or the seats that hide it.

    Of a person of unknown need floor and hazard may both be missing: these are ends. The people of the row
    are told by the weak points; parts need not add up to them.
    """
    debt = plan.data_debt
    homes = debt[(debt["indicator"] == _UNKNOWN_DATA) & debt["district_id"].isin(list(district_ids))]
    by_layer = homes.groupby("layer")["persons"].sum().to_dict()
    rows = plan.indicators
    inputs = rows.loc[
        (rows["indicator"] == _UNKNOWN_DATA) & rows["area_id"].isin(list(district_ids)), "inputs"
    ]
    seats = sum(
        int(item["value"] or 0)
        for one in inputs
        for item in json.loads(one)
        if item["name"] == "by_unknown_capacity_persons"
    )
    counts = {"floor": by_layer.get("blocks", 0), "hazard": by_layer.get("hazards", 0), "seats": seats}
    return [
        words(
            f"screen.priorities.unknown_{name}", persons=words.persons(float(count), rounded=plan.is_rounded)
        )
        for name, count in counts.items()
        if count
    ]


def _with_targets(plan: Plan, make: ColumnMaker) -> dict[str, str]:
    """Return the name of each indicator with its target, where it has one other than nobody."""
    words, said = Words(make.language), {}
    each = plan.indicators.drop_duplicates("indicator")
    for name, target, unit in zip(each["indicator"], each["target"], each["unit"], strict=True):
        plain = indicator_name(str(name), make.language)
        if pd.isna(target) or unit == "persons":
            said[str(name)] = plain
            continue
        value = value_words(float(target), str(unit), words)
        said[str(name)] = make.word("screen.priorities.target", indicator=plain, target=value)
    return said


def _layers(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Return the layers that each indicator rests on."""
    each = plan.indicators.drop_duplicates("indicator")
    return {
        str(name): tuple(dict.fromkeys(str(one["layer"]) for one in json.loads(inputs) if one["layer"]))
        for name, inputs in zip(each["indicator"], each["inputs"], strict=True)
    }


def _data_kinds(make: ColumnMaker, rows: pd.DataFrame, kind: DataKind) -> Column:
    """Return whether a row rests on model data in all its districts, in some, or in none."""
    none = DataKind.REAL if kind is DataKind.MODEL else kind
    key = ["partly_model_data" if 0 < some < every else "model_data" if some else f"{none.value}_data"
           for some, every in zip(rows["districts_model"], rows["districts"], strict=True)]  # fmt: skip
    return Column(
        "data_kind", make.heading("data_kind"), CellKind.TEXT, tuple(make.word(f"export.{k}") for k in key)
    )


def _item_names(case: Case, rows: pd.DataFrame, make: ColumnMaker) -> list[str]:
    """Return what is asked for: the place, the street, the district, the hazard."""
    places = place_names(case.city, make.language).to_dict()
    # Where none are held, at all or near the homes of a district, nothing of a single one is missing.
    one_street = (rows["layer"] == "streets") & ~rows["missing"].isin(["", "near_blocks"])
    asked = [int(one) for one in rows["item_id"][one_street]]
    streets = case.city.streets["name"].loc[asked].to_dict()
    districts = district_names(case, make.language).to_dict()
    said = []
    for layer, item, is_street in zip(rows["layer"], rows["item_id"], one_street, strict=True):
        if is_street:
            said.append(str(streets[int(item)]) or make.word("debt.street", street=item))
        elif item in places:
            said.append(str(places[item]))
        elif item in districts:
            said.append(make.word(f"debt.of_district_{layer}", district=districts[item]))
        elif layer == "streets":
            said.append(make.word("held_part.streets"))
        else:
            said.append(input_layer_name(case.city, f"hazards/{item}", make.language))
    return said


def _kind(case: Case, plan: Plan, layer: str) -> DataKind:
    return plan.data_kind if layer == "hazards" else layers_kind(case, layer)


def _table(make: ColumnMaker, table_id: str, columns: list[Column], kind: DataKind) -> PlanTable:
    title = make.word(f"export.table.{table_id}")
    return PlanTable(table_id, title, tuple(columns), kind, (make.word(f"export.note.{table_id}"),))
