"""A plan against networkx, line by line: what was looked at, how much of it, and what does not agree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from domain.vocabulary import Departure
from evacuation.clock import TICKS_PER_S, departure_ticks, latest_departure_s
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, FloatArray, IntArray
from evacuation.profile_on_network import ProfileOnNetwork
from planning.plan import Plan
from verification.certificate import prove
from verification.counts import loads_told_otherwise
from verification.least_cost_routes import routes_not_safest
from verification.leaving import ways_out_told_otherwise
from verification.networkx_plan import Flow, PriceList, least_cost, price_list
from verification.reach import NetworkxReach, Progress, networkx_reach, profiles_on_network, reach_options
from verification.route_walk import NO_LIMIT_TICKS, WalkedRoute, forward_graph, walk_route
from verification.told import groups_told_otherwise, limits_told_otherwise

#: Ids of what differs that are named.
NAMED = 5
#: The one check of words, not of answers.
WORDING = "wording"
#: Lengths are sums of the same numbers in another order [m].
_LENGTH_ROUNDING_M = 1e-3


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Parameters
    ----------
    key
        What: a key below ``verify.check.``.
    counted
        How many were looked at.
    differences
        How many of them do not agree.
    named
        The first of those.
    """

    key: str
    counted: int
    differences: int
    named: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether all of them agree."""
        return self.differences == 0


def check(key: str, counted: int, differing: Iterable[object]) -> Check:
    """Return the check of things of which some differ.

    Parameters
    ----------
    key
        What was looked at.
    counted
        How many.
    differing
        Ids of those that do not agree.

    Returns
    -------
    Check
        With the first of them named.
    """
    ids = [str(one) for one in differing]
    return Check(key, counted, len(ids), tuple(ids[:NAMED]))


def answers_agree(checks: Iterable[Check]) -> bool:
    """Return whether every check agrees, but for that of the words of files.

    Parameters
    ----------
    checks
        All that were made of a plan.
    """
    return all(one.agrees for one in checks if one.key != WORDING)


def verify_plan(inputs: EvacuationInputs, plan: Plan, progress: Progress | None = None) -> tuple[Check, ...]:
    """Recompute the evacuation of a plan with plain networkx, and compare.

    Searches run in networkx's own dictionaries, routes are walked edge by edge with the closings of the
    scenario, and the assignment is solved anew by ``nx.network_simplex``. What streets take to walk and when
    they close, and what the aims of the assignment weigh, is taken from the stages: it is the question, not
    the answer.

    Parameters
    ----------
    inputs
        What the evacuation stage of the plan's case takes (``planning.stage_inputs``).
    plan
        The plan.
    progress
        Told each destination that has been searched for.

    Returns
    -------
    tuple[Check, ...]
        In the order in which they are told.
    """
    given, inputs = inputs.demand, replace(inputs, demand=plan.demand)
    placed = profiles_on_network(inputs)
    walked = dict(_walk_all(inputs, placed, plan))
    reach = networkx_reach(inputs, progress)
    return (
        *_route_checks(inputs, placed, plan, walked),
        *_reach_checks(inputs, plan, reach),
        _safer_check(inputs, placed, plan, reach),
        _demand_check(given, inputs),
        _pair_check(inputs, plan, reach),
        _care_check(inputs, plan),
        check("told", len(plan.assignment), groups_told_otherwise(inputs, plan, reach)),
        check("margins", len(plan.margin), limits_told_otherwise(inputs, placed, plan)),
        check("leaving", len(plan.assignment), ways_out_told_otherwise(inputs, placed, plan)),
        check("loads", len(plan.loads), loads_told_otherwise(inputs, plan, reach)),
        *_assignment_checks(inputs, plan, reach),
    )


def _walk_all(
    inputs: EvacuationInputs, placed: dict[str, ProfileOnNetwork], plan: Plan
) -> Iterator[tuple[int, WalkedRoute]]:
    """Walk every route of a plan; one graph at a time."""
    ends = {name: i for i, name in enumerate(inputs.destinations.destination_id)}
    for profile_id, part in plan.routes.groupby("profile_id"):
        walking = placed[str(profile_id)]
        graph = forward_graph(inputs, walking)
        columns = (part.index, part["destination_id"], part["node_path"], part["street_path"])
        for route, end, nodes, streets in zip(*columns, strict=True):
            yield int(route), walk_route(graph, inputs, walking, ends[end], (nodes, streets))


def _route_checks(
    inputs: EvacuationInputs,
    placed: dict[str, ProfileOnNetwork],
    plan: Plan,
    walked: dict[int, WalkedRoute],
) -> Iterator[Check]:
    routes, network = plan.routes, inputs.network
    found = [walked[route] for route in routes.index]
    block = inputs.blocks.index.get_indexer(pd.Index(routes["block_id"]))
    connector = np.array(
        [placed[one].block_connector[row] for one, row in zip(routes["profile_id"], block, strict=True)],
        np.int64,
    )
    starts = [path[0] for path in routes["node_path"]]
    right_start = network.node_id[network.block_node[block]] == np.array(starts, np.int64)
    joined = np.array([one.is_path for one in found], np.bool_)
    ends_there = np.array([one.ends_there for one in found], np.bool_)
    yield _of_routes("paths", routes, joined & right_start & ends_there)
    yield _of_routes("allowed", routes, np.array([one.is_allowed for one in found], np.bool_))
    ends = [inputs.destinations.destination_id.index(one) for one in routes["destination_id"]]
    place = inputs.destinations.place_row[ends]
    place_m = np.where(place < 0, 0.0, np.append(network.place_connector_m, 0.0)[place])
    length_m = np.array([one.length_m for one in found]) + network.block_connector_m[block] + place_m
    told_m = routes["length_m"].to_numpy(np.float64)
    yield _of_routes("lengths", routes, np.abs(length_m - told_m) <= _LENGTH_ROUNDING_M)
    walk_s = (np.array([one.walk_ticks for one in found], np.int64) + connector) / TICKS_PER_S
    depart_s = routes["depart_s"].to_numpy(np.float64)
    leave = departure_ticks(depart_s) + connector
    through, wait_s = _with_watch(found, leave)
    same = np.isclose(walk_s, routes["walk_time_s"], rtol=0, atol=1e-6)
    same &= np.isclose(wait_s, routes["wait_s"], rtol=0, atol=1e-6)
    same &= np.isclose(depart_s + walk_s + wait_s, routes["arrive_s"], rtol=0, atol=1e-6)
    yield _of_routes("times", routes, same)
    yield _of_routes("closings", routes, through)
    told_s = routes["latest_departure_s"].to_numpy(np.float64)
    agree = np.zeros(len(routes), np.bool_)
    # Whoever does not count on an opening has the limit of the first closings, others that with waits.
    for limit in (
        np.array([one.limit_ticks for one in found], np.int64),
        np.array([one.limit_with_waits_ticks for one in found], np.int64),
    ):
        limit_s = np.where(limit >= NO_LIMIT_TICKS, np.inf, (limit - connector) / TICKS_PER_S)
        agree |= _same(np.minimum(limit_s, inputs.block_reached_s[block]), told_s)
    yield _of_routes("limits", routes, agree)


def _with_watch(found: list[WalkedRoute], leave: IntArray) -> tuple[BoolArray, FloatArray]:
    """Return who comes through on his route, and how long he stands before shut streets [s]."""
    through = leave <= np.array([one.limit_ticks for one in found], np.int64)
    wait_s = np.zeros(leave.size)
    for i, one in enumerate(found):
        if one.steps:
            there, waited = one.walked_from(int(leave[i]))
            through[i], wait_s[i] = np.isfinite(there), waited / TICKS_PER_S
    return through, wait_s


def _of_routes(key: str, routes: pd.DataFrame, agree: BoolArray) -> Check:
    return check(key, len(routes), routes.index[~agree])


def _same(ours: FloatArray, told: FloatArray) -> BoolArray:
    """Whether times are the same; infinity is."""
    return np.asarray((ours == told) | np.isclose(ours, told, rtol=0, atol=1e-6), np.bool_)


def _reach_checks(inputs: EvacuationInputs, plan: Plan, reach: NetworkxReach) -> Iterator[Check]:
    latest = latest_departure_s(reach.latest_cost)
    differ = ~_same(latest, plan.node_latest_departure_s)
    yield check("latest", latest.size, inputs.network.node_id[differ])
    # What people walk beyond the shortest is told, and the shortest is the one that networkx finds.
    rows = plan.assignment[plan.assignment["route_id"] >= 0]
    demand, end = _positions(inputs, rows)
    extra_s = plan.routes["extra_walk_s"].reindex(rows["route_id"]).to_numpy(np.float64)
    shortest_s = rows["walk_time_s"].to_numpy(np.float64) - extra_s
    # Over a street that opens again a route may be shorter than any that is never shut: nothing is extra
    # then.
    own_s = np.minimum(
        reach.shortest_walk[end, demand] / TICKS_PER_S, rows["walk_time_s"].to_numpy(np.float64)
    )
    same = np.isclose(own_s, shortest_s, rtol=0, atol=1e-6)
    yield check("shortest", len(rows), rows.index[~(same & reach.feasible[end, demand])])


def _safer_check(
    inputs: EvacuationInputs, placed: dict[str, ProfileOnNetwork], plan: Plan, reach: NetworkxReach
) -> Check:
    """Check that each route is the one of least generalised cost, or the plain one where that is late."""
    rows = plan.assignment[plan.assignment["route_id"] >= 0].drop_duplicates("route_id")
    demand, end = _positions(inputs, rows)
    walks = {"plain": reach.walk[end, demand], "shortest": reach.shortest_walk[end, demand]}
    told = pd.DataFrame(walks, rows["route_id"].to_numpy())
    differing = list(routes_not_safest(inputs, placed, plan.routes, told))
    return check("safer", len(plan.routes), differing)


def _positions(inputs: EvacuationInputs, rows: pd.DataFrame) -> tuple[IntArray, IntArray]:
    """Return demand row and destination of rows of an assignment; −1 without a destination."""
    demand = inputs.demand.index.get_indexer(pd.Index(rows["demand_id"]))
    end = pd.Index(inputs.destinations.destination_id, dtype="str").get_indexer(
        pd.Index(rows["destination_id"], dtype="str")
    )
    return demand.astype(np.int64), end.astype(np.int64)


def _assignment_checks(inputs: EvacuationInputs, plan: Plan, reach: NetworkxReach) -> Iterator[Check]:
    assignment, destinations = plan.assignment, inputs.destinations
    demand, end = _positions(inputs, assignment)
    persons = assignment["persons"].to_numpy(np.int64)
    told = np.bincount(demand, persons, len(inputs.demand)).astype(np.int64)
    wanted = inputs.demand["persons"].to_numpy(np.int64)
    yield check("everybody", len(inputs.demand), inputs.demand.index[told != wanted])
    seated = np.bincount(end[end >= 0], persons[end >= 0], len(destinations)).astype(np.int64)
    over = (destinations.capacity >= 0) & (seated > destinations.capacity)
    yield check("seats", len(destinations), np.array(destinations.destination_id, object)[over])
    walks = (assignment["departure"] != Departure.NOT_LEAVING.value).to_numpy() & (end >= 0)
    on_routes = plan.routes["persons"].sum()
    yield check("walkers", int(persons[walks].sum()), ["routes"] * int(on_routes != persons[walks].sum()))
    prices = price_list(inputs, reach_options(inputs, reach))
    flows = [Flow(*one) for one in zip(demand.tolist(), end.tolist(), persons.tolist(), strict=True)]
    impossible = [flow for flow in flows if flow.destination >= 0 and flow[:2] not in prices.pair]
    yield check("possible", len(flows), [inputs.demand.index[flow.row] for flow in impossible])
    least, _ = least_cost(inputs, prices)
    # People who may go one by one: whoever keeps pairs whole pays at least as much, and says how much more.
    same = not impossible and plan.facts.assignment_bound == least
    same = same and plan.facts.assignment_cost == prices.cost(flows)
    yield check("best", int(persons.sum()), [] if same else ["assignment"])
    if not impossible:
        yield _proof_check(inputs, plan, prices, flows)


def _pair_check(inputs: EvacuationInputs, plan: Plan, reach: NetworkxReach) -> Check:
    """Look whether every pair goes together, and whether all are paired who can be; nothing of the stage's.

    ``inputs`` have the demand of the plan.
    """
    rows, demand = plan.assignment, inputs.demand
    helped = [one.profile_id for one in inputs.profiles if one.needs_helper]
    helping = [one.profile_id for one in inputs.profiles if one.may_help]
    parted = rows["demand_id"][(2 * rows["helpers"] != rows["persons"]) & (rows["helpers"] > 0)].tolist()
    in_pairs = demand.index[(demand["helpers"] > 0).to_numpy()]
    parted += rows["demand_id"][rows["demand_id"].isin(in_pairs) & (rows["helpers"] == 0)].tolist()
    parted += demand.index[(2 * demand["helpers"] != demand["persons"]) & (demand["helpers"] > 0)].tolist()
    can_go = np.asarray(reach.feasible.any(axis=0), np.bool_)
    free: dict[tuple[str, str], list[int]] = {}
    columns = ("block_id", "departure", "profile_id", "persons", "helpers")
    rows_of = zip(*(demand[name] for name in columns), can_go.tolist(), demand.index, strict=True)
    for block, departure, profile, persons, helpers, can, number in rows_of:
        counts = free.setdefault((str(block), str(departure)), [0, 0])
        needs = profile in helped and can
        counts[0] += persons if needs and not helpers else 0
        counts[1] += persons if profile in helping and not helpers else 0
        if helpers and not needs:
            parted.append(number)
    # Nobody waits for a helper where somebody is left who could help.
    parted += [block for (block, _), (waiting, offering) in free.items() if waiting and offering]
    return check("pairs", int(rows["helpers"].sum()), parted)


def _care_check(inputs: EvacuationInputs, plan: Plan) -> Check:
    """Look whether nobody sits where only people who need care may, but these and who walks with them."""
    seated = plan.assignment[plan.assignment["destination_id"] != ""]
    need_care = [one.profile_id for one in inputs.profiles if one.first_to_seats]
    theirs = seated["destination_id"].isin(inputs.usable.index[inputs.usable["for_care"]])
    wrong = seated.index[theirs & ~seated["profile_id"].isin(need_care)]
    return check("care", int(seated["persons"].sum()), wrong)


def _demand_check(given: pd.DataFrame, inputs: EvacuationInputs) -> Check:
    """Look whether the plan's demand has the people that the stage before gave, whoever helps whom."""
    helped = [one.profile_id for one in inputs.profiles if one.needs_helper]
    helping = [one.profile_id for one in inputs.profiles if one.may_help]
    planned, keys = inputs.demand, ["block_id", "departure", "profile_id"]
    own = planned.assign(persons=planned["persons"] - planned["helpers"])
    as_helper = planned[planned["helpers"] > 0].assign(
        persons=planned["helpers"], profile_id=helping[0] if helping else ""
    )
    now = pd.concat([own, as_helper]).groupby(keys)["persons"].sum()
    then = given.groupby(keys)["persons"].sum()
    both = pd.concat([now[now > 0], then], axis=1, keys=["now", "then"]).fillna(0)
    wrong = both.index[both["now"] != both["then"]]
    strangers = planned.index[(planned["helpers"] > 0) & ~planned["profile_id"].isin(helped)]
    return check("demand", int(given["persons"].sum()), [*wrong.get_level_values("block_id"), *strangers])


def _proof_check(inputs: EvacuationInputs, plan: Plan, prices: PriceList, flows: list[Flow]) -> Check:
    """Look what the saved prices prove of the saved assignment, over all pairs that networkx found."""
    ids = list(inputs.destinations.destination_id)
    seat_price = [int(one) for one in plan.seat_prices["price"].reindex(ids).fillna("-1")]
    row_price = [int(one) for one in plan.row_prices["price"].reindex(inputs.demand.index).fillna("-1")]
    seats = [None if one < 0 else one for one in inputs.destinations.capacity.tolist()]
    persons = inputs.demand["persons"].tolist()
    proof = prove(prices, persons, seats, flows, seat_price, dict(enumerate(row_price)))
    told = plan.facts.assignment_cost == proof.cost and plan.facts.assignment_bound == proof.bound
    is_proved = proof.is_best if not plan.facts.assignment_gap_aim else proof.is_bound
    differing = [
        *(f"row {inputs.demand.index[row]}" for row in proof.broken),
        *(ids[end] for end in proof.negative),
        *([] if told and is_proved else [f"{proof.cost} - {proof.bound} = {proof.cost - proof.bound}"]),
    ]
    return check("proof", len(prices.pair), differing)
