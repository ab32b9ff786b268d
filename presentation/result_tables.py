"""Tables of what the plan computes: ledgers, places, people without a place, routes."""

from dataclasses import replace

import numpy as np
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES, HazardKind, Outcome
from planning.case import Case
from planning.plan import Plan
from presentation.names import (
    capacity_is_model,
    data_kind,
    district_names,
    layer_is_model,
    same_address_names,
    target_names,
    ward_names,
)
from presentation.place_reason import why_not_text
from presentation.plan_table import CellKind, Column, ColumnMaker, PlanTable

_CAUSES = [cause.value for cause in UNSERVED_CAUSES]
_PLAIN_OUTCOMES = [outcome.value for outcome in Outcome if outcome not in UNSERVED_CAUSES]


def ward_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return 全市総括表: wards in official order, the city's sum below."""
    make = ColumnMaker(language)
    names = ward_names(case, language)
    ledger = pd.concat([plan.ledgers.wards.reindex(names.index), plan.ledgers.city])
    codes = list(ledger.index)
    shown = [*names, make.word("export.city_total")]
    columns = [make.texts("ward_code", codes), make.texts("ward", shown)]
    columns += _ledger_columns(ledger, make, plan)
    return _result(plan, make, "wards", columns)


def district_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return the ledger by school district."""
    make = ColumnMaker(language)
    names = district_names(case, language)
    districts = case.city.districts.loc[names.index]
    ledger = plan.ledgers.districts.reindex(names.index)
    columns = [
        make.texts("district_id", list(names.index)),
        make.texts("district", names),
        make.texts("ward", districts["ward_code"].map(ward_names(case, language))),
        make.words("district_unit", "export.district_unit", _unit_keys(districts["unit"])),
        *_ledger_columns(ledger, make, plan),
    ]
    return _result(plan, make, "districts", columns)


def unserved_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return people without a place, by block and cause, largest first within a district."""
    make = ColumnMaker(language)
    ledger = plan.ledgers.blocks[_CAUSES].rename_axis("block_id").reset_index()
    long = ledger.melt("block_id", var_name="cause", value_name="persons")
    long = long[long["persons"] > 0]
    blocks = case.city.blocks.loc[long["block_id"]]
    long = long.assign(
        town=blocks["town"].to_numpy(),
        district_id=blocks["district_id"].to_numpy(),
        ward_code=blocks["ward_code"].to_numpy(),
    )
    order = case.city.wards["official_order"]
    long = long.assign(order=long["ward_code"].map(order), less=-long["persons"]).sort_values(
        ["order", "district_id", "less", "block_id", "cause"]
    )
    columns = [
        make.texts("ward", long["ward_code"].map(ward_names(case, language))),
        make.texts("district", long["district_id"].map(district_names(case, language))),
        make.texts("town", long["town"]),
        make.texts("block_id", long["block_id"]),
        make.words("cause", "outcome", long["cause"]),
        make.persons("persons", long["persons"]),
    ]
    return _result(plan, make, "unserved", columns)


def place_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return every place: roles, state, seats with their standard, and who comes."""
    make = ColumnMaker(language)
    places, usable, loads = case.city.places, plan.usable_places, plan.loads
    usable, loads = usable.reindex(places.index), loads.reindex(places.index)
    exposure = plan.place_exposure.reindex(places.index)
    free = usable["capacity_persons"] - loads["assigned_persons"].astype("Int64")
    seats = usable["capacity_persons"].astype("float64")
    ratio = 100 * loads["assigned_persons"] / seats.where(seats > 0)
    # What is printed comes first: all columns on one page would be too small to read.
    paper = [
        make.texts("place", places["name"]),
        make.texts("ward", places["ward_code"].map(ward_names(case, language))),
        make.texts("district", places["district_id"].map(district_names(case, language))),
        make.words("state", "place_state", usable["state"]),
        make.words("suitability", "place_standing", usable["standing"]),
        make.persons("capacity", usable["capacity_persons"]),
        make.words("capacity_standard", "capacity_standard", usable["capacity_standard"]),
        make.persons("assigned", loads["assigned_persons"]),
        make.persons("walking", loads["walking_persons"]),
        make.texts("why_not", [why_not_text(case, key or "", language) for key in usable["why_not"]]),
    ]
    columns = [
        *paper,
        *_place_identity(case, make),
        make.words("target_kind", "target_kind", usable["target_kind"]),
        make.decimals("area_per_person", usable["area_per_person_m2"], digits=2, unknown="export.none"),
        make.persons("free_seats", free),
        make.decimals("seat_use", ratio, unknown="export.unknown"),
        make.minutes("first_arrival", loads["first_arrival_s"]),
        make.minutes("last_arrival", loads["last_arrival_s"]),
        make.persons("early", loads["early_persons"]),
        make.depths("depth_min", exposure["depth_m_min"]),
        make.depths("depth_max", exposure["depth_m_max"]),
        make.constant("place_data", _said(plan, make, layer_is_model(case, "places")), len(places)),
        make.constant("capacity_data", _said(plan, make, capacity_is_model(case)), len(places)),
    ]
    return replace(_result(plan, make, "places", columns), paper_columns=len(paper))


def route_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return walked ways, one row a block and destination.

    People who need help are not counted apart here: a block holds so few of them that the number
    would point at persons.
    """
    make = ColumnMaker(language)
    ways = walked_ways(plan)
    blocks = case.city.blocks.loc[ways["block_id"]]
    columns = [
        make.texts("ward", blocks["ward_code"].map(ward_names(case, language))),
        make.texts("district", blocks["district_id"].map(district_names(case, language))),
        make.texts("town", blocks["town"]),
        make.texts("block_id", ways["block_id"]),
        make.texts("target_id", ways["target_id"]),
        make.texts("target", ways["target_id"].map(target_names(case, language))),
        make.persons("persons", ways["persons"]),
        make.minutes("depart", ways["depart_s"]),
        make.minutes("arrive", ways["arrive_s"]),
        make.minutes("latest_departure", ways["latest_departure_s"]),
        make.decimals("route_length", ways["length_m"], digits=0),
        make.minutes("walk_time", ways["walk_time_s"]),
        make.minutes("walk_time_mean", ways["walk_time_mean_s"]),
        make.flags("seaward", ways["seaward"]),
    ]
    return _result(plan, make, "routes", columns)


def origin_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return persons by ward of origin (住所地) and ward of the place."""
    make = ColumnMaker(language)
    names = ward_names(case, language)
    load = plan.origin_load.reindex(names.index)
    columns = [make.texts("origin_ward", names)]
    for target in load.columns:
        name = make.word("target_kind.safe_area") if target == "safe_area" else names.get(target, target)
        heading = make.heading("to_ward", ward=name)
        columns.append(make.persons("to_ward", load[target], heading=heading))
    return _result(plan, make, "origin_load", columns)


def walked_ways(plan: Plan) -> pd.DataFrame:
    """Return one row a block and destination: persons, and the way of those who arrive last.

    Departure, walk, arrival and length are of one way, so that they agree with each other; the
    mean walking time counts every person of the row.
    """
    keys = ["block_id", "target_id"]
    ways = pd.DataFrame(plan.routes.drop(columns="geometry"))
    ways["person_seconds"] = ways["persons"] * ways["walk_time_s"]
    ways = ways.sort_values([*keys, "arrive_s", "walk_time_s"], kind="stable")
    grouped = ways.groupby(keys, sort=True)
    rows = grouped.agg(
        persons=("persons", "sum"),
        depart_s=("depart_s", "last"),
        arrive_s=("arrive_s", "last"),
        latest_departure_s=("latest_departure_s", "min"),
        length_m=("length_m", "last"),
        walk_time_s=("walk_time_s", "last"),
        walk_time_mean_s=("person_seconds", "sum"),
        seaward=("seaward", "any"),
    )
    rows["walk_time_mean_s"] /= rows["persons"]
    return rows.reset_index()


def _ledger_columns(ledger: pd.DataFrame, make: ColumnMaker, plan: Plan) -> list[Column]:
    def outcome(name: str) -> Column:
        heading = make.heading("with_persons", words=make.word(f"outcome.{name}"))
        return make.persons(name, ledger[name], heading=heading)

    unserved = ledger[_CAUSES].sum(axis=1)
    return [
        make.persons("ledger_persons", ledger["persons"]),
        make.persons("inside", ledger["persons"] - ledger[Outcome.OUTSIDE.value]),
        *(outcome(name) for name in _PLAIN_OUTCOMES),
        make.persons("unserved", unserved),
        *(outcome(name) for name in _CAUSES),
        make.persons("unknown_persons", ledger["unknown_persons"]),
        make.constant("data_kind", _said(plan, make, plan.is_model), len(ledger)),
    ]


def _place_identity(case: Case, make: ColumnMaker) -> list[Column]:
    places = case.city.places
    roles = ("emergency_site", "shelter", "welfare_shelter", "refuge_building")
    kinds = [kind.value for kind in HazardKind]
    hazards = [
        Column(
            f"flag_{kind}",
            make.heading("flag", kind=make.word(f"hazard_kind.{kind}")),
            CellKind.TEXT,
            make.flags("state", places[kind]).cells,
        )
        for kind in kinds
    ]
    return [
        make.texts("place_id", list(places.index)),
        make.texts("address", places["address"]),
        make.texts("same_address", same_address_names(case)),
        *(make.flags(f"role_{role}", places[role]) for role in roles),
        *hazards,
    ]


def _unit_keys(units: pd.Series) -> list[str]:
    keys = {"自治連合会区域": "association", "通学区域": "school", "推定": "estimated"}
    return [keys[unit] for unit in units]


def _said(plan: Plan, make: ColumnMaker, is_model: bool) -> str:
    return data_kind(make.language, is_model=is_model and plan.is_model)


def _result(plan: Plan, make: ColumnMaker, table_id: str, columns: list[Column]) -> PlanTable:
    """Return a table of results; all of them rest on whatever the plan rests on."""
    has_kind = any(column.heading == make.heading("data_kind") for column in columns)
    count = len(columns[0].cells)
    if not has_kind:
        columns = [*columns, make.constant("data_kind", _said(plan, make, plan.is_model), count)]
    title = make.word(f"export.table.{table_id}")
    notes = (make.word(f"export.note.{table_id}"),)
    assert len({len(column.cells) for column in columns}) == 1, np.unique([len(c.cells) for c in columns])
    return PlanTable(table_id, title, tuple(columns), plan.is_model, notes)
