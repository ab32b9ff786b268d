"""What a plan tells of groups and blocks, against its demand, its routes and what networkx found."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from domain.vocabulary import UNSERVED_CAUSES, Departure, Outcome
from evacuation.clock import UNREACHED, latest_departure_s
from evacuation.inputs import EvacuationInputs
from evacuation.network import FloatArray
from evacuation.profile_on_network import ProfileOnNetwork
from planning.plan import Plan
from verification.reach import NetworkxReach
from verification.search import latest_costs, network_graph

#: A row of a table, by column.
_Row = Mapping[Hashable, Any]

#: Causes that are said only where no destination of the plan is within reach in time.
_OUT_OF_REACH = frozenset({Outcome.NO_SAFE_WAY, Outcome.TOO_LATE, Outcome.NO_SUITABLE_PLACE})
#: What a group and its people in the demand have in common.
_OF_DEMAND = ("block_id", "profile_id", "departure", "departure_s")
#: The same of a group and its route.
_OF_ROUTE = ("block_id", "profile_id", "destination_id", "walk_time_s", "wait_s")


def groups_told_otherwise(inputs: EvacuationInputs, plan: Plan, reach: NetworkxReach) -> Iterator[object]:
    """Yield the rows of the assignment that do not say what becomes of their people.

    Parameters
    ----------
    inputs
        What the evacuation stage takes, with the demand of the plan.
    plan, reach
        The plan, and what networkx found.

    Yields
    ------
    object
        Number of the row.
    """
    kinds = dict(zip(inputs.destinations.destination_id, inputs.destinations.kind, strict=True))
    position = inputs.demand.index.get_indexer(pd.Index(plan.assignment["demand_id"]))
    people = inputs.demand[list(_OF_DEMAND)].to_dict("records")
    routes = pd.DataFrame(plan.routes[[*_OF_ROUTE, "depart_s"]]).to_dict("index")
    can_go = np.asarray(reach.feasible.any(axis=0), np.bool_)
    rows = plan.assignment.to_dict("records")
    for number, at, row in zip(plan.assignment.index, position.tolist(), rows, strict=True):
        if at < 0 or any(row[name] != people[at][name] for name in _OF_DEMAND):
            yield number
            continue
        kind, stays = kinds.get(row["destination_id"]), row["departure"] == Departure.NOT_LEAVING
        if kind is None:
            is_right = row["destination_id"] == "" and _is_cause(
                Outcome(row["outcome"]), has_street=reach.access_node[at] >= 0, can_go=bool(can_go[at])
            )
        else:
            is_right = row["outcome"] == (Outcome.NOT_LEAVING if stays else kind.value)
        walks = kind is not None and not stays
        if not is_right or not _goes_so(row, routes.get(row["route_id"]), walks=walks):
            yield number


def _is_cause(outcome: Outcome, *, has_street: bool, can_go: bool) -> bool:
    """Whether networkx allows that people have no place for this cause."""
    if not has_street or outcome is Outcome.WAY_UNKNOWN:
        return not has_street and outcome is Outcome.WAY_UNKNOWN
    if outcome is Outcome.NO_CAPACITY:
        return can_go
    return outcome in UNSERVED_CAUSES and not (outcome in _OUT_OF_REACH and can_go)


def _goes_so(row: _Row, route: _Row | None, *, walks: bool) -> bool:
    """Whether a group goes by its route as the route says; without one, nowhere."""
    if not walks or route is None:
        return walks == (route is not None) and bool(np.isnan(row["walk_time_s"])) and row["wait_s"] == 0
    return row["departure_s"] == route["depart_s"] and all(row[name] == route[name] for name in _OF_ROUTE)


def limits_told_otherwise(
    inputs: EvacuationInputs, placed: Mapping[str, ProfileOnNetwork], plan: Plan
) -> Iterator[object]:
    """Yield the blocks that are told other times than their people's routes and networkx's searches give.

    Parameters
    ----------
    inputs, placed, plan
        The inputs as in ``groups_told_otherwise``, the walking profiles on the network, and the plan.

    Yields
    ------
    object
        Id of the block, for each of its walking profiles.
    """
    keys = ["block_id", "profile_id"]
    yield from plan.margin["block_id"][plan.margin.duplicated(keys)]
    groups = dict(iter(inputs.demand.groupby(keys)))
    best_s = dict(_best_limits(inputs, placed))
    routes = dict(iter(pd.DataFrame(plan.routes.drop(columns="geometry")).groupby(keys)))
    told = {(row["block_id"], row["profile_id"]): row for row in plan.margin.to_dict("records")}
    for key in dict.fromkeys([*groups, *told]):
        if key not in groups or key not in told:
            yield key[0]
            continue
        first_s = float(groups[key]["departure_s"].min())
        expected = {
            "departure_s": first_s,
            "best_latest_departure_s": best_s[key],
            "best_margin_s": best_s[key] - first_s if inputs.margin_known else np.nan,
            **_of_routes(routes.get(key), margin_known=inputs.margin_known),
        }
        ours, theirs = (
            np.array([table[name] for name in expected], np.float64) for table in (expected, told[key])
        )
        if not np.allclose(ours, theirs, rtol=0, atol=1e-6, equal_nan=True):
            yield key[0]


def _best_limits(
    inputs: EvacuationInputs, placed: Mapping[str, ProfileOnNetwork]
) -> Iterator[tuple[tuple[str, str], float]]:
    """Yield until when the people of a block can get to the best destination, and whose limit that is.

    Regardless of seats and of the longest walk, which is no question of time.
    """
    for profile_id, part in inputs.demand.groupby("profile_id"):
        walking = placed[str(profile_id)]
        ids = part["block_id"].drop_duplicates()
        block = inputs.blocks.index.get_indexer(pd.Index(ids))
        node = inputs.network.block_node[block]
        best = np.full(block.size, UNREACHED, np.int64)
        for shut, cost in latest_costs(inputs, walking, dict(network_graph(inputs, walking).adjacency())):
            may = walking.may_leave(shut, block) & (node >= 0)
            best = np.where(may, np.minimum(best, cost[node]), best)
        limit_s: FloatArray = latest_departure_s(best + walking.block_connector[block])
        limit_s = np.minimum(limit_s, inputs.block_reached_s[block])
        yield from zip(((one, str(profile_id)) for one in ids), limit_s.tolist(), strict=True)


def _of_routes(routes: pd.DataFrame | None, *, margin_known: bool) -> dict[str, float]:
    """Return what the routes of a block's people say of their limits."""
    if routes is None:
        return {
            "route_latest_departure_s": np.nan, "route_latest_departure_persons": 0.0,
            "route_margin_s": np.nan, "below_reserve_persons": 0.0,
        }  # fmt: skip
    limit_s, persons = routes["latest_departure_s"], routes["persons"]
    return {
        "route_latest_departure_s": float(limit_s.min()),
        "route_latest_departure_persons": float(persons[limit_s == limit_s.min()].sum()),
        "route_margin_s": float((limit_s - routes["depart_s"]).min()) if margin_known else np.nan,
        "below_reserve_persons": float(persons[routes["below_reserve"]].sum()),
    }
