"""plan.json: the plan as data for other programs. Keys in English, whole persons, null = unknown.

The JSON Schema stands in ``docs/plan.schema.json``. JSON has no infinity: a depth class without an
upper bound, a time that never comes and a value that nobody knows are all null; ``open_ended`` and
``status`` fields say which.
"""

import dataclasses
import json
from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from domain.measures import measure_key
from domain.profiles import most_of_one_in_need
from domain.vocabulary import Outcome, ScenarioOrigin
from exports.json_values import Json, json_records, json_value
from planning.case import Case
from planning.keys import PLAN_SCHEMA_VERSION
from planning.limits import district_limits
from planning.plan import Plan
from planning.second_stage import SecondStage, second_stage
from planning.wheelchair_bars import BarredPersons, barred_persons
from presentation.area_sums import is_timed
from presentation.below_reserve import below_reserve_in_files
from presentation.names import day_time_is_changed, scenario_name, ward_districts
from presentation.words import SMALL_COUNT
from readiness.ledger_sums import ledger_sums
from readiness.priorities import prioritise
from shelters.told_kind import told_kinds

_OUTCOMES = tuple(outcome.value for outcome in Outcome)


def plan_document(case: Case, plan: Plan) -> Json:
    """Return plan.json as a dictionary of plain values. It holds no person and no geometry."""
    facts = plan.facts
    return {
        "schema_version": PLAN_SCHEMA_VERSION,
        "key": plan.key,
        "bundle": _bundle(case, plan),
        "scenario": _scenario(case),
        "preset": case.preset.value,
        "settings_changed": {key: json_value(value) for key, value in case.settings.changed().items()},
        "measures": [{"key": measure_key(one), **dataclasses.asdict(one)} for one in case.measures],
        "ledger": {
            "city": _ledger_rows(plan.ledgers.city, case)[0],
            "wards": _ledger_rows(plan.ledgers.wards, case),
            "districts": _ledger_rows(plan.ledgers.districts, case),
        },
        "places": _places(case, plan),
        "districts": _districts(case, plan),
        "wards": _ward_readiness(case, plan),
        "city": _city_readiness(plan),
        "data_debt": debt_records(plan),
        "missing_kinds": [kind.value for kind in plan.missing_kinds],
        "missing_layers": list(plan.missing_layers),
        "margin_known": facts.margin_known,
        **_time_facts(case, plan),
        "seaward_persons": facts.seaward_persons,
        "over_earlier_ground_persons": facts.over_earlier_ground_persons,
        "nearer_shore_persons": facts.nearer_shore_persons,
        "nearer_shore_max_m": json_value(facts.nearer_shore_max_m),
        "nearer_shore_on_way_persons": facts.nearer_shore_on_way_persons,
        "nearer_shore_on_way_max_m": json_value(facts.nearer_shore_on_way_max_m),
        "reentering_persons": facts.reentering_persons,
        "longer_walk_persons": facts.longer_walk_persons,
        "extra_walk_mean_s": json_value(facts.extra_walk_mean_s),
        "extra_walk_max_s": facts.extra_walk_max_s,
        "out_of_district_persons": facts.out_of_district_persons,
        "split_blocks": facts.split_blocks,
        "divided_households_max": facts.divided_households_max,
        "divided_whole_households": facts.divided_whole_households,
        "divided_remainder_persons": facts.divided_remainder_persons,
        "pairs": facts.pairs,
        "helped_apart_persons": facts.helped_apart_persons,
        "wheelchair_barred": _figures(barred_persons(case, plan)),
        "second_stage": _figures(second_stage(case, plan)),
        "assignment": _assignment(plan),
        "uncoordinated": _uncoordinated(case, plan),
        "walk_limit_s": json_value(facts.walk_limit_s),
        "far_persons": facts.far_persons,
        "early_persons": facts.early_persons,
        "second_move_persons": facts.second_move_persons,
        "walk_time_mean_s": json_value(facts.walk_time_mean_s),
        "walk_time_max_s": json_value(facts.walk_time_max_s),
        "unreachable_blocks": list(facts.unreachable_blocks),
        "unreachable_places": list(facts.unreachable_places),
        "origin_load": _origin_load(plan),
        "official": json_records(plan.official),
        "provenance": _provenance(plan),
    }


def _figures(found: BarredPersons | SecondStage | None) -> Json | None:
    """Return figures by name; null where the question does not arise."""
    return None if found is None else dataclasses.asdict(found)


def _assignment(plan: Plan) -> Json:
    """Return the proof that no assignment is better; whole numbers of any size, as text."""
    facts = plan.facts
    cost, bound = facts.assignment_cost, facts.assignment_bound
    return {
        "cost": str(cost),
        "bound": str(bound),
        "gap": str(cost - bound),
        "is_proved_best": cost == bound,
        "first_aim_not_proved": facts.assignment_gap_aim or None,
        "better_at_most": facts.assignment_gap,
    }


def _uncoordinated(case: Case, plan: Plan) -> Json | None:
    """Return what would come of everybody going to the nearest place; null where no streets are held."""
    facts = plan.facts
    if case.city.streets.empty:
        return None
    return {
        "full_at_first_persons": facts.full_at_first_persons,
        "unserved_persons": facts.uncoordinated_unserved_persons,
        "plan_unserved_persons": facts.unserved_persons,
        "walk_time_mean_s": json_value(facts.uncoordinated_walk_time_mean_s),
    }


def _time_facts(case: Case, plan: Plan) -> Json:
    """Return who is in time; null where nothing ends it, no arrival is published or no streets are held."""
    facts, timed = plan.facts, is_timed(case)
    has_streets = not case.city.streets.empty
    timed, known = timed and has_streets, facts.margin_known and has_streets
    return {
        "not_in_time_persons": int(ledger_sums(plan.ledgers.city)["not_in_time"].iloc[0]) if timed else None,
        "cannot_reach_safety_persons": facts.cannot_reach_safety_persons if timed else None,
        "can_leave_area_persons": facts.can_leave_area_persons if timed else None,
        "below_reserve_persons": below_reserve_in_files(case, plan) if known else None,
        "late_when_spread_persons": facts.late_when_spread_persons if has_streets else None,
        "past_best_limit_persons": facts.past_best_limit_persons if known else None,
    }


def _bundle(case: Case, plan: Plan) -> Json:
    meta = case.city.meta
    return {
        "hash": meta.bundle_hash,
        "city_code": meta.city_code,
        "name": meta.name,
        "name_en": meta.name_en,
        "epsg": meta.epsg,
        "is_model": plan.is_model,
        "data_kind": plan.data_kind.value,
    }


def _scenario(case: Case) -> Json:
    scenario = case.scenario
    return {
        "id": scenario.scenario_id,
        "name": scenario_name(case, "ja"),
        "name_en": scenario_name(case, "en") if scenario.name_en else "",
        "kinds": [kind.value for kind in scenario.kinds],
        "phase": scenario.phase.value,
        "t0": scenario.t0,
        "alerts_s": {name: float(seconds) for name, seconds in sorted(scenario.alerts_s.items())},
        "deadline": scenario.deadline.value,
        "day_time": scenario.day_time.value,
        "day_time_changed": day_time_is_changed(case.city, scenario),
        "targets": [target.value for target in scenario.targets],
        "open_class": scenario.open_class.value,
        "day_after": scenario.day_after,
        "source": scenario.source,
        # What is proposed or edited says so; the usual case needs no word.
        **({} if scenario.origin is ScenarioOrigin.PUBLISHED else {"origin": scenario.origin.value}),
        "is_model": scenario.is_model,
    }


#: Sums of outcomes (``readiness.ledger_sums``).
_SUMS = ("concerned", "with_place", "unserved", "not_in_time")
#: Columns of the ledger that cut its outcomes, and are never added to them.
_CUTS = (
    "unknown_persons",
    "can_leave_area",
    "cannot_reach_safety",
    "assumed_not_leaving",
    "assumed_not_leaving_unserved",
    "unconfirmed_place",
)


#: Columns whose name in the file is a contract (``docs/plan.schema.json``) that others read already.
_OPENABLE = {
    "seats_min": "openable_persons_min",
    "seats_max": "openable_persons_max",
    "limit": "openable_limit",
    "openers": "openers",
}
#: What one more seat would change; positive is better.
_ONE_MORE_SEAT = {
    "served": "one_more_seat_served_persons",
    "in_reserve": "one_more_seat_in_reserve_persons",
    "less_aside": "one_more_seat_less_aside",
    "less_walk_s": "one_more_seat_less_walk_s",
}
#: Who would come without a plan.
_UNCOORDINATED = {
    "came_persons": "uncoordinated_came_persons",
    "turned_away_persons": "uncoordinated_turned_away_persons",
    "full_at_first_persons": "uncoordinated_full_at_first_persons",
    "seated_persons": "uncoordinated_seated_persons",
}
_FILE_NAMES = {"destination_kind": "target_kind", "blocks_without_route": "blocks_without_way"}


def _ledger_rows(ledger: pd.DataFrame, case: Case) -> list[Json]:
    """Return ledger rows in official ward order, then by id."""
    rows = _in_order(ledger_sums(ledger), case)
    residents = _residents(case)
    names = ("persons", *_OUTCOMES, *_SUMS, *_CUTS)
    return [
        {
            "id": str(area),
            "residents": residents.get(str(area), 0),
            **{name: row[name] for name in names},
        }
        for area, row in zip(rows.index.tolist(), rows.to_dict(orient="records"), strict=True)
    ]


def _in_order(ledger: pd.DataFrame, case: Case) -> pd.DataFrame:
    order = case.city.wards["official_order"]
    wards = case.city.districts["ward_code"]
    ids = ledger.index.to_numpy().astype(str)
    codes = pd.Series(ids).map(wards).fillna(pd.Series(ids))
    rank = codes.map(order).fillna(0).to_numpy()
    return ledger.iloc[np.lexsort((ids, rank))]


def _residents(case: Case) -> dict[str, int]:
    blocks = case.city.blocks
    wards = blocks.groupby("ward_code")["residents"].sum()
    districts = blocks.groupby("district_id")["residents"].sum()
    city = pd.Series({case.city.meta.city_code: blocks["residents"].sum()})
    return {str(key): int(value) for key, value in pd.concat([wards, districts, city]).items()}


def _places(case: Case, plan: Plan) -> list[Json]:
    places = case.city.places[["name", "ward_code", "district_id"]]
    usable = plan.usable_places.reindex(places.index)
    usable = usable.assign(destination_kind=told_kinds(case.city.places, usable))
    loads = plan.loads.drop(columns=["capacity_persons", "assisted_persons"]).reindex(places.index)
    exposure = plan.place_exposure[["depth_m_min", "depth_m_max"]].reindex(places.index)
    openable = plan.openable[list(_OPENABLE)].rename(columns=_OPENABLE).reindex(places.index)
    one_more = _by_place(plan.seat_prices, _ONE_MORE_SEAT, places.index)
    alone = _by_place(plan.uncoordinated_places, _UNCOORDINATED, places.index)
    parts = [usable, openable, loads, one_more, alone, exposure]
    frame = pd.concat([pd.DataFrame(places), *parts], axis=1).rename(columns=_FILE_NAMES)
    records = json_records(frame.rename_axis("id").reset_index())
    open_ended = np.isposinf(exposure["depth_m_max"].to_numpy()).tolist()
    return [{**record, "depth_open_ended": flag} for record, flag in zip(records, open_ended, strict=True)]


def _by_place(table: pd.DataFrame, names: Mapping[str, str], places: pd.Index) -> pd.DataFrame:
    """Return columns of destinations under their names in the file, for all places; whole where they are."""
    chosen = table[list(names)].rename(columns=names)
    whole = [name for name, kind in chosen.dtypes.items() if kind.kind == "i"]
    return chosen.astype(dict.fromkeys(whole, "Int64")).reindex(places)


def _districts(case: Case, plan: Plan) -> list[Json]:
    found = {row["id"]: row for row in _readiness(plan, "district")}
    gaps = plan.gaps.drop(columns="district_id")
    by_district = _grouped(plan.gaps["district_id"], json_records(gaps))
    districts = case.city.districts
    limits = _limits(case, plan)
    return [
        {
            "id": area,
            "name": name,
            "ward_code": ward,
            "limits": limits.get(area),
            **found[area],
            "weak_points": by_district.get(area, []),
        }
        for area, name, ward in zip(
            districts.index.tolist(),
            districts["name"].tolist(),
            districts["ward_code"].tolist(),
            strict=True,
        )
    ]


def _limits(case: Case, plan: Plan) -> dict[str, Json]:
    """Return the limits of the routes by district; nothing where no arrival is published.

    So few that, with who goes along, below ten of them may need help are not counted.
    """
    table = district_limits(case, plan)
    no_limit = ~np.isfinite(table["route_latest_departure_s"].to_numpy(np.float64))
    least = SMALL_COUNT * most_of_one_in_need(case.settings)
    for column in ("route_latest_departure_persons", "below_reserve_persons"):
        few = table[column].between(1, least - 1)
        table[column] = table[column].astype("Int64").mask(few)
    table["route_latest_departure_persons"] = table["route_latest_departure_persons"].mask(no_limit)
    table = table.rename(columns=_FILE_NAMES)
    return {str(area): row for area, row in zip(table.index, json_records(table), strict=True)}


def _readiness(plan: Plan, level: str) -> list[Json]:
    """Return band, themes and indicators of the areas of a level, by id."""
    rows = plan.indicators[plan.indicators["level"] == level]
    kept = rows.drop(columns="level").assign(inputs=rows["inputs"].map(json.loads))
    indicators = _by_area(kept)
    themes = _by_area(plan.themes[plan.themes["level"] == level].drop(columns="level"))
    bands = plan.bands[plan.bands["level"] == level].drop(columns="level").sort_index()
    return [
        {"id": str(area), "band": band, "themes": themes[str(area)], "indicators": indicators[str(area)]}
        for area, band in zip(bands.index, json_records(bands), strict=True)
    ]


def _by_area(rows: pd.DataFrame) -> dict[str, list[Json]]:
    return _grouped(rows["area_id"], json_records(rows.drop(columns="area_id")))


def _grouped(keys: pd.Series, records: list[Json]) -> dict[str, list[Json]]:
    # One table is turned once: a slice an area costs more than all its rows.
    groups: dict[str, list[Json]] = {}
    for key, record in zip(keys.tolist(), records, strict=True):
        groups.setdefault(str(key), []).append(record)
    return groups


def _city_readiness(plan: Plan) -> Json:
    (city,) = _readiness(plan, "city")
    own = {key: value for key, value in city.items() if key != "id"}
    return {**own, "priorities": priority_records(plan)}


def _ward_readiness(case: Case, plan: Plan) -> list[Json]:
    return [
        {**ward, "priorities": priority_records(plan, ward_districts(case, ward["id"]))}
        for ward in _readiness(plan, "ward")
    ]


def priority_records(plan: Plan, districts: Collection[str] | None = None) -> list[Json]:
    """Return what is done first in some districts (all where None), with the rank of each row."""
    return json_records(prioritise(plan.weak_points, districts).reset_index())


def debt_records(plan: Plan, districts: Collection[str] | None = None) -> list[Json]:
    """Return what is not known about some districts (everything where None), most people first."""
    debt = plan.data_debt
    if districts is not None:
        debt = debt[debt["district_id"].isin([*districts, ""])]
    records = json_records(debt)
    return [{**row, "missing": row["missing"].split(",") if row["missing"] else []} for row in records]


def _origin_load(plan: Plan) -> list[Json]:
    load = plan.origin_load
    return [
        {"ward_code": str(ward), "to": {str(key): int(value) for key, value in row.items()}}
        for ward, row in zip(load.index.tolist(), load.to_dict(orient="records"), strict=True)
    ]


def _provenance(plan: Plan) -> list[Json]:
    return [
        {
            "layer": layer.layer,
            "file": layer.file,
            "source": layer.source,
            "licence": layer.licence,
            "date": layer.date,
            "sha256": layer.sha256,
            "is_model": layer.is_model,
            "model_columns": list(layer.model_columns),
            "assumed_columns": list(layer.assumed_columns),
            "notices": list(layer.notices),
        }
        for layer in plan.provenance
    ]
