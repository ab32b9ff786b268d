"""Tables of what the plan computes: ledgers, places, people without a place, routes."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.data_kind import DataKind
from domain.profiles import persons_of_one_in_need, private_profile_ids
from domain.vocabulary import UNSERVED_CAUSES, DeadlineKind, HazardKind, Outcome, Phase
from planning.case import Case
from planning.free_seats import free_seat_reasons
from planning.limits import (
    arrivals_are_known,
    district_limits,
    told_limits_s,
)
from planning.plan import Plan
from presentation.answers import judged_by
from presentation.area_sums import ONLY_WITH_DEADLINE, WAY_SUMS, is_timed, is_unsaid, shown_causes
from presentation.assignment_words import one_more_seat_texts
from presentation.below_reserve import without_few
from presentation.destination_words import plan_destination_names
from presentation.heading import clock_zero
from presentation.ledger_rows import judged_name
from presentation.longer_walk_words import longer_walk_columns
from presentation.names import (
    capacity_is_model,
    data_kind,
    district_names,
    layer_is_model,
    margin_unknown_text,
    place_names,
    same_address_names,
    town_names,
    ward_names,
)
from presentation.place_reason import place_remark
from presentation.plan_table import CellKind, Column, ColumnMaker, PlanTable
from presentation.told_limit import with_doubt
from presentation.words import SMALL_COUNT, Words, is_small
from readiness.ledger_sums import ledger_sums
from shelters.told_kind import told_kinds

_CAUSES = [cause.value for cause in UNSERVED_CAUSES]
_PLAIN_OUTCOMES = [outcome.value for outcome in Outcome if outcome not in UNSERVED_CAUSES]
_SUMS = ("can_leave_area", "cannot_reach_safety", "not_in_time", "unknown_persons", "unconfirmed_place")

#: What the outline of a district is (``districts.unit``), as files name it.
DISTRICT_UNITS = {
    "自治連合会区域": "association",
    "通学区域": "school",
    "推定": "estimated",
}


def ward_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return 全市総括表: wards in official order, the city's sum below."""
    make = ColumnMaker(language)
    names = ward_names(case, language)
    ledger = pd.concat([plan.ledgers.wards.reindex(names.index), plan.ledgers.city])
    codes = list(ledger.index)
    shown = [*names, make.word("export.city_total")]
    columns = [make.texts("ward_code", codes), make.texts("ward", shown)]
    columns += _ledger_columns(ledger, make, case, plan)
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
        *_ledger_columns(ledger, make, case, plan),
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
        town=town_names(case.city, blocks, language).to_numpy(),
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
    make = ColumnMaker(language, clock_zero(case, language))
    places, usable, loads = case.city.places, plan.usable_places, plan.loads
    usable, loads = usable.reindex(places.index), loads.reindex(places.index)
    told = loads[["assigned_persons", "walking_persons", "in_reach_persons"]].astype("Int64")
    if case.city.streets.empty:
        # Nobody was looked for a route of: who comes to a usable place is not known.
        planned = usable["in_plan"].to_numpy(dtype=np.bool_)
        told = told.assign(**{str(name): told[name].mask(planned) for name in told})
    exposure = plan.place_exposure.reindex(places.index)
    seated = loads[["assigned_persons", "walking_persons"]]
    remarks = usable.join(seated).assign(free_seats=free_seat_reasons(case, plan))
    free = usable["capacity_persons"] - loads["assigned_persons"].astype("Int64")
    seats = usable["capacity_persons"].astype("float64")
    alone = plan.uncoordinated_places.reindex(places.index)[["came_persons", "turned_away_persons"]].astype(
        "Int64"
    )
    one_more = one_more_seat_texts(case, plan, Words(language)).reindex(places.index, fill_value="")
    # In a stay of days the zero of the clock is no moment to leave, or to arrive by.
    once = np.nan if case.scenario.phase is Phase.STAY else 1.0
    ratio = 100 * loads["assigned_persons"] / seats.where(seats > 0)
    # What is printed comes first: all columns on one page would be too small to read.
    paper = [
        make.texts("place", place_names(case.city, language)),
        make.texts("ward", places["ward_code"].map(ward_names(case, language))),
        make.texts("district", places["district_id"].map(district_names(case, language))),
        make.words("state", "place_state", usable["state"]),
        make.words("standing", "place_standing", usable["standing"]),
        make.persons("capacity", usable["capacity_persons"]),
        make.words("capacity_standard", "capacity_standard", usable["capacity_standard"]),
        make.persons("assigned", told["assigned_persons"]),
        make.persons("walking", told["walking_persons"]),
        make.texts("why_not", [place_remark(case, row, language) for row in remarks.to_dict("records")]),
    ]
    columns = [
        *paper,
        *_place_identity(case, make),
        make.words("destination_kind", "destination_kind", told_kinds(places, usable)),
        make.decimals("area_per_person", usable["area_per_person_m2"], digits=2, unknown="export.none"),
        make.persons("free_seats", free),
        make.persons("in_reach", told["in_reach_persons"]),
        make.decimals("seat_use", ratio, unknown="export.unknown"),
        make.minutes("first_arrival", loads["first_arrival_s"] * once),
        make.minutes("last_arrival", loads["last_arrival_s"] * once),
        make.persons("early", loads["early_persons"]),
        make.persons("uncoordinated_came", alone["came_persons"]),
        make.persons("uncoordinated_turned_away", alone["turned_away_persons"]),
        make.texts("one_more_seat", one_more),
        make.depths("depth_min", exposure["depth_m_min"]),
        make.depths("depth_max", exposure["depth_m_max"]),
        make.constant("place_data", _of_places(plan, make, layer_is_model(case, "places")), len(places)),
        make.constant("capacity_data", _of_places(plan, make, capacity_is_model(case)), len(places)),
    ]
    return replace(_result(plan, make, "places", columns), paper_columns=len(paper))


def route_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return the routes, one row a block, destination, departure and route.

    A row of fewer than ten people who need help and nobody else does not say how many they are. Where
    no arrival is published, no route has a limit or is below the reserve: level 5 is no arrival.
    """
    make = ColumnMaker(language, clock_zero(case, language))
    rows = walked_routes(case, plan)
    blocks = case.city.blocks.loc[rows["block_id"]]
    persons = make.persons("persons", rows["persons"])
    few = make.word("screen.fewer_than_bare", count=SMALL_COUNT)
    about = [Words(language).people_cell(count, rounded=True) for count in rows["persons"]]
    # Ten people and more are told in tens where few of them need help: the others go along.
    told = tuple(
        (few if is_small(count) else shown) if small else cell
        for small, count, shown, cell in zip(
            rows["small"], rows["persons"], about, persons.cells, strict=True
        )
    )
    columns = [
        make.texts("ward", blocks["ward_code"].map(ward_names(case, language))),
        make.texts("district", blocks["district_id"].map(district_names(case, language))),
        make.texts("town", town_names(case.city, blocks, language)),
        make.texts("block_id", rows["block_id"]),
        make.texts("destination_id", rows["destination_id"]),
        make.texts("destination", rows["destination_id"].map(plan_destination_names(case, plan, language))),
        replace(persons, cells=told),
        make.minutes("depart", rows["depart_s"]),
        make.minutes("arrive", rows["arrive_s"]),
        *_limit_columns(case, make, {"latest_departure": rows["latest_departure_s"]}),
        make.flags("limit_of_block", rows["block_reached_first"], unknown="export.none"),
        make.flags("below_reserve", rows["below_reserve"], unknown="export.none"),
        make.decimals("route_length", rows["length_m"], digits=0),
        make.minutes("walk_time", rows["walk_time_s"]),
        make.minutes("walk_time_mean", rows["walk_time_mean_s"]),
        make.minutes("extra_walk", rows["extra_walk_s"]),
        make.minutes("wait", rows["wait_s"]),
        make.flags("seaward", rows["seaward"], unknown="export.none"),
        make.flags("over_earlier_ground", rows["over_earlier_ground"], unknown="export.none"),
        make.flags("enters_area_again", rows["enters_area_again"]),
        make.decimals("shore_approach", rows["shore_approach_m"], digits=0, unknown="export.none"),
        make.decimals(
            "shore_approach_on_way", rows["shore_approach_on_way_m"], digits=0, unknown="export.none"
        ),
    ]
    return _result(plan, make, "routes", columns)


def _limit_columns(case: Case, make: ColumnMaker, columns: dict[str, pd.Series]) -> list[Column]:
    """Return limits and margins; headings say what they count to where water may come before that."""
    ends = case.scenario.deadline is not DeadlineKind.NONE
    never = "export.stays_open" if ends else "export.never"
    made = [make.time_left(key, seconds, never=never) for key, seconds in columns.items()]
    words = Words(make.language)
    return [replace(one, heading=with_doubt(case, one.heading, words)) for one in made]


def limit_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return by when people of each district must have left, by the routes that they are sent by."""
    make = ColumnMaker(language, clock_zero(case, language))
    names = district_names(case, language)
    limits = district_limits(case, plan)
    limits = limits.loc[[area for area in names.index if area in limits.index]]
    wards = case.city.districts["ward_code"].reindex(limits.index)
    columns = [
        make.texts("ward", wards.map(ward_names(case, language))),
        make.texts("district", names.reindex(limits.index)),
        make.texts("district_id", list(limits.index)),
        make.minutes("depart", limits["departure_s"]),
        *_limit_columns(case, make, {"latest_departure": limits["route_latest_departure_s"]}),
        make.flags("limit_of_block", limits["route_limit_of_block"]),
        without_few(case, language, make.persons("at_limit", limits["route_latest_departure_persons"])),
        *_limit_columns(case, make, {"margin": limits["route_margin_s"]}),
        without_few(case, language, make.persons("below_reserve_persons", limits["below_reserve_persons"])),
        *_limit_columns(case, make, {"best_limit": limits["best_latest_departure_s"]}),
        make.wholes("blocks_without_route", limits["blocks_without_route"]),
    ]
    known = plan.facts.margin_known
    # Where nobody knows the limits, "none" would say that nothing ends the time.
    nothing = make.word("profile.nobody_walks") if known else margin_unknown_text(case, language)
    return replace(_result(plan, make, "limits", columns), nothing=nothing)


def origin_table(case: Case, plan: Plan, language: str) -> PlanTable:
    """Return persons by ward of origin (住所地) and ward of the place."""
    make = ColumnMaker(language)
    names = ward_names(case, language)
    load = plan.origin_load.reindex(names.index)
    columns = [make.texts("origin_ward", names)]
    for destination in load.columns:
        name = (
            make.word("destination_kind.safe_area")
            if destination == "safe_area"
            else names.get(destination, destination)
        )
        heading = make.heading("to_ward", ward=name)
        columns.append(make.persons("to_ward", load[destination], heading=heading))
    return _result(plan, make, "origin_load", columns)


def walked_routes(case: Case, plan: Plan) -> gpd.GeoDataFrame:
    """Return one row a block, destination, departure and route: never people of two times or two routes.

    Where walkers of several speeds share a row, arrival and walk are of those who arrive last, the
    limit is the earliest that may be told, and the mean walk counts every person of the row. What rests
    on when water or fire arrives is <NA> where nobody knows when, and so is when people leave and arrive
    in a stay of days.
    ``small`` says that the row holds nobody but a few people who need help or time, who would be
    pointed at by their number.
    """
    keys = ["block_id", "destination_id", "depart_s", "node_path"]
    routes = pd.DataFrame(plan.routes)
    routes["latest_departure_s"] = told_limits_s(case, plan, routes)
    known = plan.facts.margin_known
    # Of walkers of several speeds it is the reason of the earliest limit.
    earliest = routes.groupby(keys)["latest_departure_s"].transform("min")
    routes["block_reached_first"] &= routes["latest_departure_s"] == earliest
    routes["person_seconds"] = routes["persons"] * routes["walk_time_s"]
    private = routes["profile_id"].isin(private_profile_ids(case.settings))
    routes["private"] = routes["persons"].where(private, 0)
    # Where nobody walks, the empty column would stay one of text.
    unit = routes["profile_id"].map(persons_of_one_in_need(case.settings)).astype("int64")
    routes["needing"] = routes["private"] / unit
    routes = routes.sort_values(["block_id", "destination_id", "depart_s", "arrive_s"], kind="stable")
    rows = routes.groupby(keys, sort=False).agg(
        persons=("persons", "sum"),
        private=("private", "sum"),
        needing=("needing", "sum"),
        arrive_s=("arrive_s", "last"),
        latest_departure_s=("latest_departure_s", "min"),
        length_m=("length_m", "last"),
        walk_time_s=("walk_time_s", "last"),
        walk_time_mean_s=("person_seconds", "sum"),
        extra_walk_s=("extra_walk_s", "last"),
        wait_s=("wait_s", "last"),
        below_reserve=("below_reserve", "any"),
        block_reached_first=("block_reached_first", "any"),
        seaward=("seaward", "any"),
        over_earlier_ground=("over_earlier_ground", "any"),
        enters_area_again=("enters_area_again", "any"),
        shore_approach_m=("shore_approach_m", "max"),
        shore_approach_on_way_m=("shore_approach_on_way_m", "max"),
        geometry=("geometry", "first"),
    )
    # Where no arrival is known nobody knows either who has the reserve, or which corner is reached first.
    of_arrival = ["below_reserve", "block_reached_first", "seaward", "over_earlier_ground"]
    rows[of_arrival] = rows[of_arrival].astype("boolean")
    if not known:
        rows[of_arrival] = pd.NA
    elif not arrivals_are_known(case, plan):
        rows[["seaward", "over_earlier_ground"]] = pd.NA
    rows["walk_time_mean_s"] /= rows["persons"]
    rows["small"] = (rows["private"] == rows["persons"]) & rows["needing"].map(is_small).astype(bool)
    rows = rows.reset_index().drop(columns=["node_path", "private", "needing"])
    if case.scenario.phase is Phase.STAY:
        # Who stays where days after is counted at the zero of the clock: that is no moment to leave.
        rows[["depart_s", "arrive_s"]] = np.nan
    return gpd.GeoDataFrame(rows, geometry="geometry", crs=plan.routes.crs)


def _ledger_columns(ledger: pd.DataFrame, make: ColumnMaker, case: Case, plan: Plan) -> list[Column]:
    sums = ledger_sums(ledger)
    records = sums.to_dict("records")
    unsaid = {key: np.array([is_unsaid(row, key) for row in records], np.bool_) for key in WAY_SUMS}
    sums = sums.assign(**{key: sums[key].astype("Int64").mask(rows) for key, rows in unsaid.items()})

    words, judged = Words(make.language), judged_by(case, plan)
    # Where nothing ends the time, nobody was asked whether he is in time: a zero would say that all are.
    not_asked = frozenset() if is_timed(case) else ONLY_WITH_DEADLINE

    def column(key: str) -> Column:
        heading = make.heading("with_persons", words=judged_name(key, judged, words))
        if key not in not_asked:
            return make.persons(key, sums[key], heading=heading)
        nothing = pd.Series(pd.NA, index=sums.index, dtype="Int64")
        return make.persons(key, nothing, heading=heading, unknown="export.none")

    return [
        *(column(key) for key in ("persons", "concerned", *_PLAIN_OUTCOMES, "with_place", "unserved")),
        *(column(key) for key in shown_causes(case.city, [plan.ledgers.city])),
        *(column(key) for key in _SUMS),
        *longer_walk_columns(case, plan, ledger.index, make),
        make.constant("data_kind", data_kind(make.language, plan.data_kind), len(sums)),
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
    return [DISTRICT_UNITS[unit] for unit in units]


def _of_places(plan: Plan, make: ColumnMaker, is_model: bool) -> str:
    return data_kind(make.language, DataKind.of_model(is_model and plan.is_model))


def _result(plan: Plan, make: ColumnMaker, table_id: str, columns: list[Column]) -> PlanTable:
    """Return a table of results; all of them rest on whatever the plan rests on."""
    has_kind = any(column.heading == make.heading("data_kind") for column in columns)
    count = len(columns[0].cells)
    if not has_kind:
        columns = [*columns, make.constant("data_kind", data_kind(make.language, plan.data_kind), count)]
    title = make.word(f"export.table.{table_id}")
    notes = (make.word(f"export.note.{table_id}"),)
    assert len({len(column.cells) for column in columns}) == 1, np.unique([len(c.cells) for c in columns])
    return PlanTable(table_id, title, tuple(columns), plan.data_kind, notes)
