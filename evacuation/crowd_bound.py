"""How soon those who arrive could have arrived at all: a bound by maximum flow, whatever the plan.

In a time T a street lets through no more people than its flow allows between the earliest moment at which
anybody can stand at it and the latest at which somebody who enters can still arrive by T. With these numbers
as capacities, and the people of each block and the seats of each place, a flow of everybody through the
network must exist; where none does, T is too short for any plan. Who never arrives is left out: without him
streets have more room, so the bound of the others stays one.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra, maximum_flow

from evacuation.crowd_links import Ways
from evacuation.crowding import Crowd
from evacuation.destinations import SAFE_AREA_ID
from evacuation.inputs import EvacuationInputs
from evacuation.kernels.queue_state import FINE, NEVER, QueueStreets
from evacuation.network import FloatArray, IntArray
from evacuation.speeds import arc_ticks, connector_ticks, walking_speed_m_s

#: Largest capacity of an arc: int32, and no flow is ever larger.
_MOST = 1 << 30
#: To how many ticks the bound is worked out.
_STEP_TICKS = 100


@dataclass(frozen=True, slots=True, eq=False)
class _Reach:
    """Walking times of the quickest profile [0.1 s], shape (arcs,); earliest at each node, and from it on."""

    ticks: IntArray
    earliest: FloatArray
    left: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class _Arriving:
    """Of a crowd those who arrive: routes and departures as ``Crowd`` has them."""

    streets: QueueStreets
    ways: Ways
    route: IntArray
    leaves: IntArray


def clearance_bound_ticks(inputs: EvacuationInputs, routes: pd.DataFrame, crowd: Crowd) -> int:
    """Return a time before which no plan could have brought all of those who arrive there [0.1 s].

    Parameters
    ----------
    inputs
        What the evacuation stage took.
    routes
        ``Routes``: of what profile everybody is.
    crowd
        Everybody's walk: who leaves when, streets and doors.

    Returns
    -------
    int
        At most the tick of the last arrival of any plan in which the same people arrive, whoever else does
        [0.1 s after t0]; 0 where nobody arrives.
    """
    who = crowd.arrived
    some = _Arriving(crowd.streets, crowd.ways, crowd.route[who], crowd.leaves[who])
    reach = _reach(inputs, some)
    least = _nearest_alone(inputs, routes, some)
    most = int(crowd.walk.ended[who].max(initial=0))
    if most <= least or _fits(inputs, some, reach, least):
        return least
    while most - least > _STEP_TICKS:
        middle = (least + most) // 2
        if _fits(inputs, some, reach, middle):
            most = middle
        else:
            least = middle
    return least


def _nearest_alone(inputs: EvacuationInputs, routes: pd.DataFrame, crowd: _Arriving) -> int:
    """Return when the last would arrive if everybody walked alone to the nearest destination [0.1 s]."""
    network, settings, water_m = inputs.network, inputs.settings, inputs.passage.slow_water_m
    profile_of = routes["profile_id"].to_numpy(object)[crowd.route]
    node = network.block_node[crowd.ways.home[crowd.route]]
    arcs = network.arc_head.astype(np.int64), network.arc_tail().astype(np.int64)
    latest = 0
    for profile in inputs.profiles:
        mine = profile_of == profile.profile_id
        if mine.any():
            speed = (
                walking_speed_m_s(profile, inputs.day_time, settings) * settings.crowding.free_speed_factor
            )
            ticks = np.maximum(arc_ticks(network, inputs.streets, speed, settings, water_m), 1)
            ends, rest = _ends(inputs, speed)
            left = _distances(network.n_nodes, (*arcs, ticks), (ends, rest + 1.0)) - 1.0
            latest = max(latest, int((crowd.leaves[mine] + left[node[mine]]).max()))
    return latest


def _reach(inputs: EvacuationInputs, crowd: _Arriving) -> _Reach:
    network, settings, water_m = inputs.network, inputs.settings, inputs.passage.slow_water_m
    speeds = [walking_speed_m_s(one, inputs.day_time, settings) for one in inputs.profiles]
    speed = max(speeds) * settings.crowding.free_speed_factor
    ticks = np.maximum(arc_ticks(network, inputs.streets, speed, settings, water_m), 1)
    source = network.n_nodes
    tail, head = network.arc_tail().astype(np.int64), network.arc_head.astype(np.int64)
    home = network.block_node[crowd.ways.home[crowd.route]]
    first = np.full(network.n_nodes, np.inf)
    np.minimum.at(first, home, crowd.leaves.astype(np.float64))
    start = np.flatnonzero(np.isfinite(first))
    base = first[start].min() - 1 if start.size else 0.0
    earliest = _distances(source, (tail, head, ticks), (start, first[start] - base)) + base
    ends, rest = _ends(inputs, speed)
    left = _distances(source, (head, tail, ticks), (ends, rest + 1.0)) - 1.0
    return _Reach(ticks, earliest, left)


def _ends(inputs: EvacuationInputs, speed: float) -> tuple[IntArray, FloatArray]:
    """Return the nodes of all destinations, and the walk that is left there [0.1 s]."""
    door = np.append(np.maximum(connector_ticks(inputs.network.place_connector_m, speed), 1), 0)
    destinations = inputs.destinations
    nodes = np.concatenate([np.zeros(0, np.int64), *destinations.nodes]).astype(np.int64)
    row = np.repeat(destinations.place_row, [len(one) for one in destinations.nodes])
    return nodes, np.where(row < 0, 0, door[row]).astype(np.float64)


def _distances(
    source: int, arcs: tuple[IntArray, IntArray, IntArray], starts: tuple[IntArray, FloatArray]
) -> FloatArray:
    """Return the least time to each node from some that have times of their own, shape (nodes,)."""
    tail, head, ticks = arcs
    nodes, times = starts
    order = np.lexsort((times, nodes))
    nodes, times = nodes[order], times[order]
    kept = np.concatenate([[True], nodes[1:] != nodes[:-1]]) if nodes.size else np.zeros(0, np.bool_)
    rows = np.concatenate([tail, np.full(int(kept.sum()), source)])
    columns = np.concatenate([head, nodes[kept]])
    values = np.concatenate([ticks.astype(np.float64), times[kept]])
    by_pair = np.lexsort((values, columns, rows))
    rows, columns, values = rows[by_pair], columns[by_pair], values[by_pair]
    least = np.concatenate([[True], (rows[1:] != rows[:-1]) | (columns[1:] != columns[:-1])])
    graph = csr_array((values[least], (rows[least], columns[least])), shape=(source + 1, source + 1))
    found = np.asarray(dijkstra(graph, indices=np.array([source])), np.float64)
    return found[0, :-1]


def _fits(inputs: EvacuationInputs, crowd: _Arriving, reach: _Reach, by: int) -> bool:
    """Return whether a flow of everybody within the numbers that a time allows exists."""
    network, streets = inputs.network, crowd.streets
    tail, head = network.arc_tail().astype(np.int64), network.arc_head.astype(np.int64)
    gate = streets.link_gate[: network.n_arcs]
    last = np.minimum(by - reach.left[head], streets.closes[gate].astype(np.float64)) - reach.ticks
    of_arcs = _through(last - reach.earliest[tail], streets.interval_in[gate])
    home = network.block_node[crowd.ways.home[crowd.route]]
    leaving, people = np.unique(home, return_counts=True)
    n = network.n_nodes
    rows, columns, values = [tail, np.full(leaving.size, n)], [head, leaving], [of_arcs, people]
    inner = n + 2
    for i, one in enumerate(inputs.destinations.destination_id):
        nodes, place = inputs.destinations.nodes[i], int(inputs.destinations.place_row[i])
        if one == SAFE_AREA_ID:
            rows.append(nodes)
            columns.append(np.full(nodes.size, n + 1))
            values.append(np.full(nodes.size, _MOST))
            continue
        link = network.n_arcs + place
        opens = max(float(reach.earliest[nodes].min()), float(streets.opens[link]))
        door = _through(np.array([by - opens]), streets.interval_out[link : link + 1])
        seats = min(int(inputs.destinations.capacity[i]), int(door[0]))
        rows += [nodes, np.array([inner])]
        columns += [np.full(nodes.size, inner), np.array([n + 1])]
        values += [np.full(nodes.size, _MOST), np.array([seats])]
        inner += 1
    graph = coo_array(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), shape=(inner, inner)
    ).tocsr()
    graph.data = np.minimum(graph.data, _MOST).astype(np.int32)
    return int(maximum_flow(graph.astype(np.int32), n, n + 1).flow_value) >= crowd.route.size


def _through(window: FloatArray, interval: IntArray) -> IntArray:
    """Return the most people who can enter within a window of time, both ends included [0.1 s]."""
    # A tick more: a rate may make up for what the rounding to ticks cost it.
    most = np.where(
        interval > 0, np.floor((window + 1) * FINE / np.maximum(interval, 1)) + 1, float(_MOST)
    )  # fmt: skip
    known = np.isfinite(window) & (window >= 0) & (window < NEVER)
    return np.where(known, np.minimum(most, _MOST), 0).astype(np.int64)
