"""The evacuation stage: margins, assignment, routes and loads of one scenario."""

from dataclasses import dataclass, replace
from typing import cast

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.profiles import WalkingProfile
from domain.settings.settings import Settings
from domain.tables.stages import Assignment, Routes
from domain.vocabulary import DayTime, Departure, Outcome
from evacuation.aims import Options, People
from evacuation.assignment import Flows, assign_people, keep_preferred, walking_cost
from evacuation.causes import Origins, find_causes, gather_causes
from evacuation.loads import build_loads
from evacuation.margin import block_margin, latest_costs
from evacuation.network import BoolArray, FloatArray, IntArray, Network
from evacuation.reach import Choices, Reach, reach_targets
from evacuation.routes import RouteJob, build_routes
from evacuation.speeds import TICKS_PER_S, departure_seconds
from evacuation.targets import SAFE_AREA_ID, PlaceGroups, Targets
from evacuation.walkers import Passage, Walkers, prepare_walkers
from evacuation.way_out import can_leave_area


@dataclass(frozen=True, slots=True, eq=False)
class EvacuationInputs:
    """What the stage needs; tables as in ``domain.tables``, arrays aligned to the network.

    ``passage`` is what the scenario lets people walk on, aligned to ``streets`` and the arcs;
    ``profiles`` are the walking profiles, of which the first stands for "anybody" on the map;
    ``special_zone`` marks the blocks whose people come first where seats are scarce;
    ``minutes_decide`` says that walking comes before the own district (tsunami, fire);
    ``safe_ground`` marks the nodes that no hazard of the scenario reaches, None in a stay of days.
    """

    network: Network
    streets: gpd.GeoDataFrame
    blocks: gpd.GeoDataFrame
    special_zone: BoolArray
    demand: pd.DataFrame
    usable: pd.DataFrame
    targets: Targets
    groups: PlaceGroups
    passage: Passage
    profiles: tuple[WalkingProfile, ...]
    day_time: DayTime
    settings: Settings
    margin_known: bool
    minutes_decide: bool
    safe_ground: BoolArray | None
    epsg: int


@dataclass(frozen=True, slots=True, eq=False)
class Evacuation:
    """What the stage returns: tables as in ``domain.tables.stages``."""

    node_latest_departure_s: FloatArray
    margin: pd.DataFrame
    assignment: pd.DataFrame
    routes: gpd.GeoDataFrame
    loads: pd.DataFrame
    cost_ticks: int


@dataclass(frozen=True, slots=True, eq=False)
class _RowState:
    """Demand rows on the network: block row, connector, what is possible, and why nothing is.

    ``way_out``: whether they can walk out of the hazard area in time, regardless of seats.
    """

    block_row: IntArray
    connector: IntArray
    choices: Choices
    cause: np.ndarray[tuple[int], np.dtype[np.object_]]
    way_out: BoolArray


def evacuate(inputs: EvacuationInputs) -> Evacuation:
    """Assign everybody who must leave to a target, with the way and the time that is left."""
    walkers = _walkers(inputs)
    reaches = {
        walker: reach_targets(inputs.network, on_network, inputs.targets, origins=_origins(inputs, walker))
        for walker, on_network in walkers.items()
        if (inputs.demand["walker"] == walker).any()
    }
    state = _row_state(inputs, reaches)
    options = _options(inputs, state)
    flows = assign_people(
        demand_people(inputs), inputs.targets.capacity, options, minutes_decide=inputs.minutes_decide
    )
    ticks = walking_cost(flows, options, len(inputs.targets))
    assignment, jobs = _assignment_table(inputs, state, flows, ticks, reaches)
    routes = build_routes(inputs.network, inputs.streets, jobs, inputs.epsg)
    assignment = Assignment.check(assignment)
    checked_routes = gpd.GeoDataFrame(Routes.check(routes))
    latest = {
        walker: latest_costs(inputs.network, on_network, inputs.targets)
        for walker, on_network in walkers.items()
    }
    return Evacuation(
        node_latest_departure_s=departure_seconds(latest[inputs.profiles[0].profile_id].nodes()),
        margin=block_margin(
            inputs.network, inputs.blocks, inputs.demand, checked_routes, latest,
            margin_known=inputs.margin_known,
        ),
        assignment=assignment,
        routes=checked_routes,
        loads=build_loads(assignment, inputs.usable, inputs.profiles),
        cost_ticks=flows.cost,
    )  # fmt: skip


def _walkers(inputs: EvacuationInputs) -> dict[str, Walkers]:
    """Return the walking profiles on the network, by id: the first, and every one that people have."""
    earliest = float(inputs.demand["departure_s"].min()) if len(inputs.demand) else -np.inf
    passage = replace(inputs.passage, earliest_departure_s=earliest)
    present = {inputs.profiles[0].profile_id, *inputs.demand["walker"]}
    return {
        profile.profile_id: prepare_walkers(
            inputs.network, inputs.streets, passage, profile, inputs.day_time, inputs.settings
        )
        for profile in inputs.profiles
        if profile.profile_id in present
    }  # fmt: skip


def _origins(inputs: EvacuationInputs, walker: str) -> IntArray:
    """Return the access nodes of the blocks that people of a profile start from."""
    blocks = inputs.demand.loc[inputs.demand["walker"] == walker, "block_id"].unique()
    return np.unique(inputs.network.block_node[inputs.blocks.index.get_indexer(pd.Index(blocks))])


def _row_state(inputs: EvacuationInputs, reaches: dict[str, Reach]) -> _RowState:
    demand, targets = inputs.demand, inputs.targets
    block_row = inputs.blocks.index.get_indexer(pd.Index(demand["block_id"]))
    node = inputs.network.block_node[block_row]
    depart = np.ceil(demand["departure_s"].to_numpy() * TICKS_PER_S - 1e-6).astype(np.int64)
    shape = (len(targets), len(demand))
    feasible, in_reserve, by_shortest = np.zeros((3, *shape), np.bool_)
    walk = np.zeros(shape, np.int64)
    connector = np.zeros(len(demand), np.int64)
    cause = np.full(len(demand), Outcome.NO_SAFE_WAY, object)
    way_out = np.zeros(len(demand), np.bool_)
    for walker, reach in reaches.items():
        rows = np.flatnonzero((demand["walker"] == walker).to_numpy())
        connector[rows] = reach.walkers.block_connector[block_row[rows]]
        leave = depart[rows] + connector[rows]
        found = reach.options(node[rows], leave, connector[rows], block_row[rows])
        feasible[:, rows], in_reserve[:, rows] = found.feasible, found.in_reserve
        by_shortest[:, rows], walk[:, rows] = found.by_shortest, found.walk
        in_time = np.asarray(feasible[:, rows].any(axis=0), np.bool_)
        district = demand["district_id"].to_numpy()[rows]
        origins = Origins(block_row[rows], node[rows], leave, connector[rows], district, in_time)
        cause[rows] = find_causes(gather_causes(inputs.network, reach, targets, inputs.groups, origins))
        if inputs.safe_ground is not None:
            way_out[rows] = can_leave_area(inputs.network, reach.walkers, inputs.safe_ground, origins)
    choices = Choices(feasible, in_reserve, by_shortest, walk)
    return _RowState(block_row, connector, choices, cause, way_out)


def demand_people(inputs: EvacuationInputs) -> People:
    """Return the demand rows as the assignment takes them."""
    demand = inputs.demand
    first = [profile.profile_id for profile in inputs.profiles if profile.first_to_seats]
    needs_help = demand["walker"].isin(first).to_numpy()
    staying = (demand["departure"] == Departure.NOT_LEAVING.value).to_numpy()
    block_row = inputs.blocks.index.get_indexer(pd.Index(demand["block_id"]))
    # Where minutes decide only people who walk alike are one to the assignment.
    walker = pd.factorize(demand["walker"], sort=True)[0]
    group = block_row * (len(demand) + 1) + (walker if inputs.minutes_decide else 0)
    return People(
        persons=demand["persons"].to_numpy(np.int64),
        group=np.unique(group, return_inverse=True)[1].astype(np.int64),
        needs_help=needs_help,
        special_zone=inputs.special_zone[block_row],
        # A seat nearby is for those who walk there, of them first for those who need help.
        rank=2 * staying.astype(np.int64) + ~needs_help,
    )


def _options(inputs: EvacuationInputs, state: _RowState) -> Options:
    targets = inputs.targets
    choices = state.choices
    kept = keep_preferred(choices.in_reserve, choices.feasible, targets.tier, targets.capacity)
    row, target = np.nonzero(kept.T)
    block_district = inputs.demand["district_id"].to_numpy()
    leaving = (inputs.demand["departure"] != Departure.NOT_LEAVING.value).to_numpy()
    target_district = np.array([*targets.district_id, ""], dtype=object)
    limited = targets.capacity >= 0
    own = (target_district[target] == block_district[row]) | ~limited[target]
    rank = np.where(limited, targets.tier - targets.tier[limited].min(initial=99), 0)
    return Options(
        row=row.astype(np.int64),
        target=target.astype(np.int64),
        ticks=choices.walk[target, row] + state.connector[row],
        aside=(~own).astype(np.int64) + rank[target],
        # Whoever does not leave has no route.
        below=(~choices.in_reserve[target, row] & leaving[row]).astype(np.int64),
    )


def _assignment_table(
    inputs: EvacuationInputs,
    state: _RowState,
    flows: Flows,
    ticks: FloatArray,
    reaches: dict[str, Reach],
) -> tuple[pd.DataFrame, list[RouteJob]]:
    demand, targets = inputs.demand, inputs.targets
    rows = demand.iloc[flows.row]
    served = flows.target >= 0
    staying = (rows["departure"] == Departure.NOT_LEAVING.value).to_numpy()
    target_id = np.array([*targets.target_id, ""], dtype=object)[flows.target]
    kinds = np.array([*(Outcome(kind.value) for kind in targets.kind), ""], dtype=object)[flows.target]
    outcome = np.where(served, np.where(staying, Outcome.NOT_LEAVING, kinds), state.cause[flows.row])
    district = np.array([*targets.district_id, ""], dtype=object)[flows.target]
    walking = served & ~staying
    table = pd.DataFrame({
        "demand_id": rows.index.to_numpy(np.int64),
        "block_id": pd.array(rows["block_id"].to_numpy(), dtype="str"),
        "walker": pd.array(rows["walker"].to_numpy(), dtype="str"),
        "departure": pd.array(rows["departure"].to_numpy(), dtype="str"),
        "target_id": pd.array(target_id.astype(str), dtype="str"),
        "outcome": pd.array([str(value) for value in outcome], dtype="str"),
        "persons": flows.persons,
        "departure_s": rows["departure_s"].to_numpy(),
        "walk_time_s": np.where(walking, ticks / TICKS_PER_S, np.nan),
        "in_district": (district == rows["district_id"].to_numpy()) | (target_id == SAFE_AREA_ID),
        "route_id": np.full(len(rows), -1, np.int64),
        "can_leave_area": ~served & state.way_out[flows.row],
        "cannot_reach_safety": ~served & ~state.way_out[flows.row] & (inputs.safe_ground is not None),
    })  # fmt: skip
    table.index = pd.RangeIndex(len(table), name="row")
    # A scenario may leave no destination at all: then nobody is served and there is nothing to look up.
    taken = flows.target[served], flows.row[served]
    short, below = served.copy(), served.copy()
    short[served] = state.choices.by_shortest[taken]
    below[served] = ~state.choices.in_reserve[taken]
    jobs, route_id = _route_jobs(
        inputs, state, table.assign(target=flows.target, short=short, below=below)[walking], reaches
    )
    table.loc[walking, "route_id"] = route_id
    return table, jobs


def _route_jobs(
    inputs: EvacuationInputs,
    state: _RowState,
    table: pd.DataFrame,
    reaches: dict[str, Reach],
) -> tuple[list[RouteJob], IntArray]:
    """Group the flows that leave together and walk the same route; return the route of each flow."""
    demand_rows = inputs.demand.index.get_indexer(pd.Index(table["demand_id"]))
    frame = table.assign(block_row=state.block_row[demand_rows])
    route_of = pd.Series(-1, index=table.index)
    jobs: list[RouteJob] = []
    next_id = 0
    for key, part in frame.groupby(["walker", "target", "short"], sort=True):
        walker, i, by_shortest = cast(tuple[str, int, bool], key)
        reach = reaches[walker]
        together = part.groupby(["block_row", "departure_s"], sort=True)
        route = together.ngroup().to_numpy(np.int64)
        merged = together.agg(persons=("persons", "sum"), below=("below", "first"))
        block_row = merged.index.get_level_values("block_row").to_numpy(np.int64)
        route_of[part.index] = next_id + route
        next_id += block_row.size
        place_row = int(inputs.targets.place_row[i])
        place_m = 0.0 if place_row < 0 else float(inputs.network.place_connector_m[place_row])
        jobs.append(RouteJob(
            tree=reach.shortest[i] if by_shortest else reach.latest[i],
            block_row=block_row,
            block_id=[str(block_id) for block_id in inputs.blocks.index[block_row]],
            walker=walker, target_id=inputs.targets.target_id[i],
            persons=merged["persons"].to_numpy(np.int64),
            depart_s=merged.index.get_level_values("departure_s").to_numpy(np.float64),
            connector_ticks=reach.walkers.block_connector[block_row],
            connector_m=inputs.network.block_connector_m[block_row] + place_m,
            barred=inputs.passage.barred,
            below_reserve=merged["below"].to_numpy(np.bool_),
        ))  # fmt: skip
    return jobs, np.asarray(route_of, np.int64)
