"""The way out of the hazard area for people of a block who have no place: until when, and which way."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely

from domain.bundle import City
from evacuation.clock import UNREACHED, latest_departure_s, seconds_of
from evacuation.kernels.trace import trace_arcs
from evacuation.network import BoolArray, FloatArray
from evacuation.routes import route_lines
from evacuation.tracing import RouteArcs
from planning.block_ground import BlockGround, block_row
from planning.block_routes import BlockRoute
from planning.case import Case
from planning.limits import limits_are_withheld
from planning.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class WayOut:
    """How people of one walking profile get out of the hazard area, where no seat waits for them.

    Parameters
    ----------
    profile_id
        Who walks.
    route
        The way that stays open longest, to ground that no hazard of the scenario reaches.
    town
        Town where it ends; empty where none is near.
    """

    profile_id: str
    route: BlockRoute
    town: str


@dataclass(frozen=True, slots=True, eq=False)
class WaysEnd:
    """Where the ways out of many blocks end, and how long they stay open; arrays of shape (blocks,).

    Parameters
    ----------
    leads_out
        Blocks of which some street leads out at some time; what follows is nothing elsewhere.
    limit_s
        Latest departure in time [s after t0]; inf where no limit is told.
    walk_s
        How long the walk takes [s].
    town
        Town where it ends; empty where none is near.
    """

    leads_out: BoolArray
    limit_s: FloatArray
    walk_s: FloatArray
    town: tuple[str, ...]


def ends_out_of_area(
    case: Case, plan: Plan, ground: BlockGround, block_ids: "pd.Index[str]", profile_id: str
) -> WaysEnd:
    """Return of many blocks where ``route_out_of_area`` ends and until when it is open, without its line.

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it.
    block_ids, profile_id
        Whose ways.

    Returns
    -------
    WaysEnd
        In the order of the blocks.
    """
    tree, network = ground.ways_out.get(profile_id), ground.inputs.network
    row = case.city.blocks.index.get_indexer(block_ids)
    node = network.block_node[row]
    leads = np.zeros(row.size, np.bool_)
    limit_s, walk_s = np.full((2, row.size), np.inf)
    town = [""] * row.size
    if tree is not None:
        leads = node >= 0
        leads[leads] = tree.cost[node[leads]] < UNREACHED
        own, start = row[leads], node[leads]
        connector = ground.on_network[profile_id].block_connector[own]
        walk_s[leads] = seconds_of(tree.walk[start] + connector)
        if not limits_are_withheld(case, plan):
            way_s = latest_departure_s(tree.cost[start] + connector)
            limit_s[leads] = np.minimum(way_s, ground.inputs.block_reached_s[own])
        found, offsets = trace_arcs(tree.next_arc, network.arc_head, start)
        end, walks = start.copy(), offsets[1:] > offsets[:-1]
        end[walks] = network.arc_head[found[offsets[1:][walks] - 1]]
        towns = _towns(case.city, network.x_m[end], network.y_m[end])
        for at, name in zip(np.flatnonzero(leads).tolist(), towns, strict=True):
            town[at] = name
    return WaysEnd(leads, limit_s, walk_s, tuple(town))


def route_out_of_area(
    case: Case, plan: Plan, ground: BlockGround, block_id: str, profile_id: str, depart_s: float
) -> WayOut | None:
    """Return the way out of the hazard area that stays open longest.

    Parameters
    ----------
    case, plan, ground
        A case, its plan, and the network under it.
    block_id, profile_id, depart_s
        Whose way: block, walking profile, and when its last people leave [s after t0].

    Returns
    -------
    WayOut or None
        None where no street leads out at any time, and in a stay of days.
    """
    tree, row = ground.ways_out.get(profile_id), block_row(case, block_id)
    network, on_network = ground.inputs.network, ground.on_network[profile_id]
    node = network.block_node[row : row + 1]
    if tree is None or node[0] < 0 or tree.cost[node[0]] >= UNREACHED:
        return None
    found, offsets = trace_arcs(tree.next_arc, network.arc_head, node)
    arcs = RouteArcs(found, offsets)
    connector = int(on_network.block_connector[row])
    walk_s = float(seconds_of(np.array(tree.walk[node[0]] + connector)))
    way_s = float(latest_departure_s(np.array(tree.cost[node[0]] + connector)))
    reached_s = float(ground.inputs.block_reached_s[row])
    told, known = not limits_are_withheld(case, plan), plan.facts.margin_known
    limit_s = min(way_s, reached_s)
    route = BlockRoute(
        street_ids=tuple(dict.fromkeys(network.street_id[network.arc_street[found]].tolist())),
        line=route_lines(network, ground.vertices, arcs, node)[0],
        length_m=float(arcs.sums(network.arc_length_m)[0]) + float(network.block_connector_m[row]),
        walk_time_s=walk_s, depart_s=depart_s, arrive_s=depart_s + walk_s,
        latest_departure_s=limit_s if told else None,
        margin_s=limit_s - depart_s if known else None,
        below_reserve=known and limit_s - depart_s < case.settings.movement.reserve_s,
        block_reached_first=told and reached_s < way_s,
    )  # fmt: skip
    end = int(network.arc_head[found[-1]]) if found.size else int(node[0])
    return WayOut(profile_id, route, _town(case.city, network.x_m[end], network.y_m[end]))


def end_town(city: City, route: BlockRoute) -> str:
    """Return the town where a route ends, such as the first safe ground that it reaches.

    Parameters
    ----------
    city
        The city.
    route
        The route.

    Returns
    -------
    str
        Name of the town of the nearest block; empty where the route has no line, or the block no town.
    """
    if route.line is None or shapely.is_empty(route.line):
        return ""
    x_m, y_m = shapely.get_coordinates(route.line)[-1]
    return _town(city, float(x_m), float(y_m))


def _town(city: City, x_m: float, y_m: float) -> str:
    """Return the town of the block nearest to a point; of several the first."""
    return _towns(city, np.array([x_m]), np.array([y_m]))[0]


def _towns(city: City, x_m: FloatArray, y_m: FloatArray) -> list[str]:
    """Return the town of the block nearest to each point; of several blocks the first."""
    point, nearest = city.blocks.sindex.nearest(shapely.points(x_m, y_m), return_all=True)
    first = np.full(x_m.size, len(city.blocks), np.int64)
    np.minimum.at(first, point, nearest)
    there = first < len(city.blocks)
    names = dict(zip(np.flatnonzero(there).tolist(), city.blocks["town"].iloc[first[there]], strict=True))
    return [str(names.get(at, "")) for at in range(x_m.size)]
