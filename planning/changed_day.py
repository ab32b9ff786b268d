"""A day that goes otherwise than planned (もしも): streets blocked, departures moved; who no longer gets out.

Two answers, never mixed. First everybody is held to the destination of the plan, for that is what people
were told: who reaches it by another way, who no longer does. Then everybody is led anew, as a plan of the
changed case does (``planning.pipeline.make_plan`` of ``changed_case`` gives the same people).
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.bundle import LayerSource
from domain.data_kind import RestsOnSources
from domain.going_on import GoingOn, go_on
from domain.measures import CLOSED_STREETS, StreetClosed
from domain.vocabulary import Departure, HazardKind
from evacuation.assignment import Flows
from evacuation.clock import latest_departure_s
from evacuation.evacuate import build_assignment
from evacuation.inputs import EvacuationInputs
from evacuation.kept_safer import SaferMemory
from evacuation.margin import latest_costs
from evacuation.network import BoolArray, FloatArray, IntArray
from evacuation.pairs import pair_up
from evacuation.paths import KeptPaths
from evacuation.placing import place_people
from evacuation.routes import StreetVertices, build_routes
from evacuation.search import Found
from evacuation.tracing import trace_flows
from evacuation.unserved import Unserved, explain_unserved
from planning.block_ground import BlockGround
from planning.case import Case
from planning.changed_blocks import Walked, changed_blocks
from planning.changed_day_inputs import changed_inputs, planned_inputs
from planning.changed_search import KEPT_PLANS, safer_memory, search_changed
from planning.kept_stages import kept
from planning.later import replaced
from planning.plan import Plan
from planning.stage_inputs import stage_inputs

#: Changed days whose inputs are kept for the walk of their people: some megabytes each.
_INPUTS, _KEPT_INPUTS = "changed inputs", 2


@dataclass(frozen=True, slots=True)
class DayChange:
    """What goes otherwise than planned.

    Parameters
    ----------
    street_ids
        Streets that nobody can pass from the start, ascending.
    first_later_s, second_later_s
        By how much the first and the second group leave later than planned [s]; negative earlier.
    """

    street_ids: tuple[int, ...] = ()
    first_later_s: float = 0.0
    second_later_s: float = 0.0


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class ChangedDay(RestsOnSources):
    """What a changed day means for the people of a plan.

    Parameters
    ----------
    key
        Key of the changed case.
    change
        What was asked.
    blocks
        ``ChangedBlocks``, of every block that anybody must leave.
    told
        The rows of the plan's ``Assignment`` whose people walk, with columns ``lost`` (no way in time to the
        same destination), ``over_blocked``, ``other_way``, ``walk_after_s``, ``below_after`` and
        ``route_after`` (row of ``kept_routes``, −1 if lost).
    kept_routes
        ``Routes`` of those who still reach the destination of the plan.
    replanned
        ``Assignment`` of everybody led anew; of ``route_id`` only the rows of ``new_routes`` are given.
    new_routes
        ``Routes`` to other destinations of people who lost theirs, where their way led over a blocked street.
    node_latest_departure_s
        Latest departure of the first walking profile to the best destination, regardless of seats
        [s after t0], shape (nodes,).
    margin_known
        Whether anything says how much time is left: without it nobody is below the reserve.
    provenance, missing_kinds
        What it rests on, as the plan's.
    """

    key: str
    change: DayChange
    blocks: pd.DataFrame
    told: pd.DataFrame
    kept_routes: gpd.GeoDataFrame
    replanned: pd.DataFrame
    new_routes: gpd.GeoDataFrame
    node_latest_departure_s: FloatArray
    margin_known: bool
    provenance: tuple[LayerSource, ...]
    missing_kinds: tuple[HazardKind, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """What routes are traced and drawn from that is the same from day to day, and who ends that."""

    memory: SaferMemory
    vertices: StreetVertices
    paths: KeptPaths
    going_on: GoingOn


def day_key(plan: Plan, change: DayChange) -> str:
    """Return the key under which a changed day of a plan is made and kept.

    Parameters
    ----------
    plan
        The plan.
    change
        What goes otherwise.

    Returns
    -------
    str
        Of what was asked; ``ChangedDay.key`` is that of the case that it leads to.
    """
    return f"{plan.key} {change}"


def changed_case(case: Case, change: DayChange) -> Case:
    """Return the case of a changed day: its plan leads everybody anew.

    Parameters
    ----------
    case
        The case of the plan.
    change
        What goes otherwise.

    Returns
    -------
    Case
        The same but for measures and settings.

    Raises
    ------
    domain.faults.SettingError
        When departures are moved farther than the settings allow.
    """
    settings = case.settings.with_overrides(_later(case, change))
    closed = (StreetClosed(street_id) for street_id in sorted(set(change.street_ids)))
    measures = (*case.measures, *(one for one in closed if one not in case.measures))
    return replace(case, settings=settings, measures=measures)


def changed_settings_of(case: Case, change: DayChange) -> dict[str, str]:
    """Return what is written as settings to make the plan of a changed day.

    Parameters
    ----------
    case
        The case of the plan; streets that it closes stay closed.
    change
        What goes otherwise.

    Returns
    -------
    dict
        Values by key of what changes; empty where nothing does.
    """
    before = {one.street_id for one in case.measures if isinstance(one, StreetClosed)}
    streets = sorted(before.union(change.street_ids))
    moved = {
        "departure.first_later_s": change.first_later_s, "departure.second_later_s": change.second_later_s,
    }  # fmt: skip
    later = {key: text for key, text in _later(case, change).items() if moved[key]}
    return ({CLOSED_STREETS: ",".join(map(str, streets))} if change.street_ids else {}) | later


def _later(case: Case, change: DayChange) -> dict[str, str]:
    departure = case.settings.departure
    later = {
        "departure.first_later_s": departure.first_later_s + change.first_later_s,
        "departure.second_later_s": departure.second_later_s + change.second_later_s,
    }
    return {key: f"{seconds:g}" for key, seconds in later.items()}


def changed_day(
    case: Case, plan: Plan, ground: BlockGround, change: DayChange, *, going_on: GoingOn = go_on
) -> ChangedDay:
    """Say what a changed day means for the people of a plan.

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it.
    change
        What goes otherwise.
    going_on
        Called now and then; what it raises ends the work.

    Returns
    -------
    ChangedDay
        Both answers.

    Raises
    ------
    domain.faults.SettingError
        When departures are moved farther than the settings allow.
    """
    changed = changed_case(case, change)
    planned = kept(
        case.city, "planned inputs", plan.key, lambda: planned_inputs(case, plan, ground), most=KEPT_PLANS
    )
    inputs = kept(
        case.city, _INPUTS, changed.key,
        lambda: changed_inputs(changed, plan, ground, change.street_ids, planned.demand), most=_KEPT_INPUTS,
    )  # fmt: skip
    going_on()
    blocked = tuple(sorted(set(change.street_ids)))
    found = search_changed(case, plan.key, planned, inputs, blocked, going_on=going_on)
    paths = kept(case.city, "laid paths", plan.key, KeptPaths, most=KEPT_PLANS)
    own = _Kept(safer_memory(case, plan.key, blocked), ground.vertices, paths, going_on)
    going_on()
    # Who can be paired depends on what the day leaves within reach.
    paired, reach = pair_up(inputs, found)
    flows = place_people(paired, reach)
    going_on()
    with ThreadPoolExecutor(1) as pool:
        # Why people have no place, and until when corners leave, ask for nobody's way.
        unserved = pool.submit(explain_unserved, paired, reach, flows)
        first = found.on_network[inputs.profiles[0].profile_id]
        latest = pool.submit(lambda: latest_costs(inputs.network, first, inputs.destinations).nodes())
        walked = _held_to_the_plan(plan, inputs, found, flows, frozenset(blocked), own)
        going_on()
        replanned, new_routes = _led_anew(paired, reach, flows, unserved.result(), walked.told, own)
    going_on()
    return ChangedDay(
        key=changed.key, change=change,
        blocks=changed_blocks(case, plan, walked, replanned, _below_replanned(paired, reach, flows)),
        told=walked.told, kept_routes=walked.routes, replanned=replanned, new_routes=new_routes,
        node_latest_departure_s=latest_departure_s(latest.result()),
        margin_known=inputs.margin_known, provenance=plan.provenance, missing_kinds=plan.missing_kinds,
    )  # fmt: skip


def day_inputs(changed: Case, key: str) -> EvacuationInputs:
    """Return what the evacuation stage takes on a changed day, as ``changed_day`` left it where it did.

    Parameters
    ----------
    changed, key
        The changed case, and its key.

    Returns
    -------
    EvacuationInputs
        As ``planning.stage_inputs`` makes them.
    """
    return kept(changed.city, _INPUTS, key, lambda: stage_inputs(changed), most=_KEPT_INPUTS)


def kept_plan(plan: Plan, day: ChangedDay) -> Plan:
    """Return the plan as it is walked on a changed day by those who still reach its destinations.

    Parameters
    ----------
    plan, day
        The plan, and its changed day.

    Returns
    -------
    Plan
        Routes and assignment of these people alone, with a key of its own; every other table is the plan's.
    """
    walks = day.told[~day.told["lost"]]
    assignment = plan.assignment.loc[walks.index].assign(route_id=walks["route_after"].astype("int64"))
    # Nobody who walks asks for readiness, which a new plan has not made yet.
    return replaced(plan, key=f"{plan.key} {day.key} kept", assignment=assignment, routes=day.kept_routes)


def _held_to_the_plan(
    plan: Plan, inputs: EvacuationInputs, found: Found, flows: Flows, blocked: frozenset[int], own: _Kept
) -> Walked:
    """Let everybody who walks in the plan go to the same destination, by whatever way is in time."""
    told = plan.assignment[plan.assignment["route_id"] >= 0].copy()
    who = walkers(inputs.demand)
    row, destination = _pairs(inputs, who, told)
    told["lost"] = _out_of_reach(found, row, destination)
    stays = ~told["lost"].to_numpy(np.bool_)
    walk = replace(
        flows, row=row[stays], destination=destination[stays], persons=told["persons"].to_numpy()[stays]
    )
    traced = trace_flows(inputs, found, walk, own.memory, going_on=own.going_on)
    own.going_on()
    routes = build_routes(inputs, found, traced, own.vertices, own.paths)
    told["route_after"] = -1
    told.loc[stays, "route_after"] = traced.route_of
    walk_s = plan.routes["walk_time_s"].reindex(told["route_id"].to_numpy()).to_numpy(np.float64)
    crossed = np.zeros(len(told), np.bool_)
    if blocked:
        over = [not blocked.isdisjoint(path) for path in plan.routes["street_path"]]
        crossed = np.array(over, np.bool_)[plan.routes.index.get_indexer(pd.Index(told["route_id"]))]
    told["over_blocked"] = crossed
    told["walk_after_s"], told["below_after"] = np.nan, False
    told.loc[stays, "walk_after_s"] = routes["walk_time_s"].to_numpy(np.float64)[traced.route_of]
    told.loc[stays, "below_after"] = routes["below_reserve"].to_numpy(np.bool_)[traced.route_of]
    told["other_way"] = stays & (crossed | (told["walk_after_s"].to_numpy() != walk_s))
    held = plan.assignment[(plan.assignment["route_id"] < 0) & (plan.assignment["destination_id"] != "")]
    return Walked(told, routes, held[_out_of_reach(found, *_pairs(inputs, who, held))])


def _pairs(inputs: EvacuationInputs, who: pd.MultiIndex, rows: pd.DataFrame) -> tuple[IntArray, IntArray]:
    """Return of rows of an assignment the row of the demand and the destination, -1 for one that is none."""
    # Whoever goes in a pair walks as the person who needs help.
    row = who.get_indexer(walkers(rows))
    destination = pd.Index(inputs.destinations.destination_id).get_indexer(pd.Index(rows["destination_id"]))
    return row.astype(np.int64), destination.astype(np.int64)


def _out_of_reach(found: Found, row: IntArray, destination: IntArray) -> BoolArray:
    """Return who does not reach the destination in time; one that is none is reached by nobody."""
    return np.asarray((destination < 0) | ~found.choices.feasible[destination, row], np.bool_)


def walkers(rows: pd.DataFrame) -> pd.MultiIndex:
    """Return who rows of the demand or of an assignment are, be they paired or not.

    Parameters
    ----------
    rows
        ``Demand`` or ``Assignment``.

    Returns
    -------
    pandas.MultiIndex
        Their block, how they walk and when they leave.
    """
    return pd.MultiIndex.from_frame(rows[["block_id", "profile_id", "departure"]])


def _led_anew(
    inputs: EvacuationInputs, found: Found, flows: Flows, unserved: Unserved, told: pd.DataFrame, own: _Kept
) -> tuple[pd.DataFrame, gpd.GeoDataFrame]:
    """Return who goes where when everybody is led anew, and routes of those who lost a way that is blocked.

    Who is lost because of the time alone has no street to go round: nobody asks for the way to another place.
    """
    is_lost = _lost_rows(inputs, told[told["over_blocked"]])[flows.row] & (flows.destination >= 0)
    walk = replace(
        flows, row=flows.row[is_lost], destination=flows.destination[is_lost], persons=flows.persons[is_lost]
    )
    part = trace_flows(inputs, found, walk, own.memory, going_on=own.going_on)
    own.going_on()
    route_of = np.full(flows.row.size, -1, np.int64)
    route_of[is_lost] = part.route_of
    traced = replace(part, route_of=route_of)
    return build_assignment(inputs, found, flows, traced, unserved), build_routes(
        inputs, found, part, own.vertices
    )


def _lost_rows(inputs: EvacuationInputs, told: pd.DataFrame) -> BoolArray:
    """Return which rows of the demand have lost the destination of the plan, shape (rows,)."""
    lost = told[told["lost"]]
    # Only rows of their blocks: few blocks have anybody lost.
    near = np.flatnonzero(inputs.demand["block_id"].isin(lost["block_id"]))
    found = np.zeros(len(inputs.demand), np.bool_)
    found[near] = walkers(inputs.demand.iloc[near]).isin(walkers(lost))
    return found


def _below_replanned(inputs: EvacuationInputs, found: Found, flows: Flows) -> "pd.Series[int]":
    """Return the people of each block who are led anew with less than the reserve."""
    rows = inputs.demand.iloc[flows.row]
    served = flows.destination >= 0
    # A city may have no destination at all.
    in_reserve = np.zeros(flows.row.size, np.bool_)
    in_reserve[served] = found.choices.in_reserve[flows.destination[served], flows.row[served]]
    walks = served & (rows["departure"] != Departure.NOT_LEAVING.value).to_numpy()
    left_s = inputs.block_reached_s[found.block_row[flows.row]] - rows["departure_s"].to_numpy(np.float64)
    below = walks & (~in_reserve | (left_s < inputs.settings.movement.reserve_s))
    persons = pd.Series(np.where(below, flows.persons, 0), rows["block_id"].to_numpy())
    return persons.groupby(level=0).sum().astype("int64")
