"""Third part of the stage: the routes of everybody who walks, as arcs. Arrays only, no geometry."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from domain.going_on import GoingOn, go_on
from domain.vocabulary import Departure
from evacuation.assignment import Flows
from evacuation.bars import node_closing_s
from evacuation.clock import departure_ticks, in_time
from evacuation.growing import closed_for_of
from evacuation.inputs import EvacuationInputs
from evacuation.kept_safer import SaferMemory
from evacuation.kernels.trace import trace_arcs
from evacuation.network import BoolArray, Int32Array, IntArray
from evacuation.reach import Reach
from evacuation.safer_routes import Departing, SaferRoutes, SaferSearch, safer_routes
from evacuation.search import Found

#: Searches for safer routes at the same time.
_THREADS = 2
#: Walking profile, position of the destination, and the routes of its people there.
_Part = tuple[str, int, pd.DataFrame]


@dataclass(frozen=True, slots=True, eq=False)
class RouteArcs:
    """Arcs of routes, end to end.

    Parameters
    ----------
    arcs
        Arcs of all routes, one route after the other, shape (k,).
    offsets
        Where each route starts in ``arcs``, shape (routes + 1,).
    """

    arcs: Int32Array
    offsets: IntArray

    def sums(self, of_arcs: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[
        tuple[int], np.dtype[np.float64]
    ]:  # fmt: skip
        """Return the sum of a value of each arc over each route, shape (routes,).

        Parameters
        ----------
        of_arcs
            A value of each arc of the network, shape (arcs,).

        Returns
        -------
        np.ndarray[tuple[int], np.dtype[np.float64]]
            In the unit of the values, shape (routes,).
        """
        total = np.concatenate([[0.0], np.cumsum(of_arcs[self.arcs])])
        return np.asarray(total[self.offsets[1:]] - total[self.offsets[:-1]])


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """Routes that people walk.

    Parameters
    ----------
    key
        One row a route: columns ``profile_id``, ``destination`` (position among the destinations),
        ``by_shortest``, ``block_row``, ``departure_s``, ``persons``, ``below_reserve``.
    arcs
        Their arcs.
    walk, cost
        Walking time and C of each route from the access node [0.1 s], shape (routes,).
    shortest
        Walking time of the plain shortest route to the same destination [0.1 s], shape (routes,); of the
        route itself where that is shorter, over a street that is shut for a while.
    seaward
        Routes with a barred arc, which leads towards an earlier arrival, shape (routes,).
    over_earlier_ground
        Routes with an arc whose end the water or the fire reaches earlier than its start, be it
        allowed or not, shape (routes,).
    route_of
        Route of each flow; −1 where nobody walks, shape (flows,).
    wait
        How long people of each route stand before streets that are shut [0.1 s], shape (routes,).
    """

    key: pd.DataFrame
    arcs: RouteArcs
    walk: IntArray
    cost: IntArray
    shortest: IntArray
    seaward: BoolArray
    over_earlier_ground: BoolArray
    route_of: IntArray
    wait: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """Routes as they are found: walk, C, shortest walk [0.1 s], and the arcs of each."""

    walk: IntArray
    cost: IntArray
    shortest: IntArray
    pieces: list[Int32Array]

    def put(self, at: IntArray, walk: IntArray, cost: IntArray, pieces: Sequence[Int32Array]) -> None:
        """Fill in some routes."""
        self.walk[at], self.cost[at] = walk, cost
        for route, piece in zip(at.tolist(), pieces, strict=True):
            self.pieces[route] = piece

    def arcs(self) -> RouteArcs:
        """Return the arcs of all routes, end to end."""
        lengths = [piece.size for piece in self.pieces]
        arcs = np.concatenate([np.zeros(0, np.int32), *self.pieces])
        return RouteArcs(arcs, np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]))


def trace_flows(
    inputs: EvacuationInputs, found: Found, flows: Flows, memory: SaferMemory | None = None,
    *, going_on: GoingOn = go_on,
) -> Traced:  # fmt: skip
    """Trace the routes of everybody who walks.

    Parameters
    ----------
    inputs, found, flows
        What the stage takes, what its people can reach, and who goes where.
    memory
        Keeps trees of safer routes for another day like this; None where none is asked for.
    going_on
        Called before the routes to each destination; what it raises ends the work.

    Returns
    -------
    Traced
        Routes of everybody who walks.
    """
    # A route is what people share who walk alike, leave together and go to the same destination.
    rows = inputs.demand.iloc[flows.row]
    walking = (flows.destination >= 0) & (rows["departure"] != Departure.NOT_LEAVING.value).to_numpy()
    row, destination = flows.row[walking], flows.destination[walking]
    profile, profile_ids = pd.factorize(rows["profile_id"], sort=True)
    keys = {
        "profile": profile[walking], "destination": destination,
        "by_shortest": found.choices.by_shortest[destination, row],
        "block_row": found.block_row[row],
        "departure_s": rows["departure_s"].to_numpy()[walking],
    }  # fmt: skip
    group, first = _alike([*keys.values()])
    key = pd.DataFrame({
        "profile_id": profile_ids.to_numpy(object)[keys.pop("profile")[first]],
        **{name: of_row[first] for name, of_row in keys.items()},
        "persons": np.bincount(group, flows.persons[walking], first.size).astype(np.int64),
        "below_reserve": ~found.choices.in_reserve[destination, row][first],
    })  # fmt: skip
    route_of = np.full(flows.row.size, -1, np.int64)
    route_of[walking] = group
    walk, cost, shortest = np.zeros((3, len(key)), np.int64)
    laid = _Laid(walk, cost, shortest, [np.zeros(0, np.int32)] * len(key))
    # Routes stand in the order of their keys.
    ids = list(zip(key["profile_id"].tolist(), key["destination"].tolist(), strict=True))
    begins = [k for k, one in enumerate(ids) if k == 0 or one != ids[k - 1]]
    parts = [(*ids[low], key.iloc[low:high]) for low, high in pairwise([*begins, len(ids)])]
    # Together who walks alike to places that the same streets are closed to: what they share is kept.
    parts.sort(key=lambda one: (one[0], closed_for_of(found.on_network[one[0]], inputs.destinations, one[1])))
    if memory is not None:
        for profile_id in sorted({one[0] for one in parts}):
            memory.begin(inputs.network, found.on_network[profile_id])
    # One after the other to each thread: what streets take is measured once for those together.
    bounds = [len(parts) * k // _THREADS for k in range(_THREADS + 1)]
    with ThreadPoolExecutor(_THREADS) as pool:
        shares = pool.map(
            lambda k: _safer(inputs, found, parts[bounds[k] : bounds[k + 1]], memory, going_on),
            range(_THREADS),
        )
        safer = [one for share in shares for one in share]
    for (profile_id, i, part), routes in zip(parts, safer, strict=True):
        _lay(laid, inputs, found.reaches[profile_id], i, part, routes)
    arcs = laid.arcs()
    seaward, earlier = (
        np.asarray(arcs.sums(of.astype(np.float64)) > 0.5, np.bool_)
        for of in (inputs.passage.barred, _towards_earlier(inputs))
    )
    wait = _waits(found, key, arcs)
    return Traced(key, arcs, laid.walk, laid.cost, laid.shortest, seaward, earlier, route_of, wait)


def _alike(keys: Sequence[np.ndarray[tuple[int], np.dtype[Any]]]) -> tuple[IntArray, IntArray]:
    """Return the group of each row, numbered in the order of the keys, and the first row of each group."""
    order = np.lexsort(keys[::-1])
    new = np.zeros(order.size, np.bool_)
    new[:1] = True
    for key in keys:
        new[1:] |= key[order][1:] != key[order][:-1]
    group = np.empty(order.size, np.int64)
    group[order] = np.cumsum(new) - 1
    return group, order[new]


def _safer(
    inputs: EvacuationInputs, found: Found, parts: Sequence[_Part], memory: SaferMemory | None,
    going_on: GoingOn,
) -> list[SaferRoutes]:  # fmt: skip
    """Return the routes of least generalised cost of people who walk alike to one destination each."""
    searches, routes = SaferSearch(inputs.network, memory), []
    for profile_id, i, part in parts:
        going_on()
        on_network, block = found.on_network[profile_id], part["block_row"].to_numpy(np.int64)
        connector = on_network.block_connector[block]
        leave = departure_ticks(part["departure_s"].to_numpy(np.float64)) + connector
        node, reach = inputs.network.block_node[block], found.reaches[profile_id]
        people = Departing(node, leave, connector, reach.shortest.walk[i, reach.position(node)])
        routes.append(safer_routes(searches, on_network, inputs.destinations, i, people))
    return routes


def _lay(
    laid: _Laid, inputs: EvacuationInputs, reach: Reach, i: int, part: pd.DataFrame, safer: SaferRoutes
) -> None:
    """Lay the routes of people who walk alike to one destination: the safer one where it may be taken."""
    at = part.index.to_numpy()
    node = inputs.network.block_node[part["block_row"].to_numpy(np.int64)]
    place = reach.position(node)
    plain = reach.shortest.walk[i, place]
    laid.shortest[at] = plain
    safe, by_shortest = safer.may_take, part["by_shortest"].to_numpy(np.bool_)
    laid.put(at[safe], safer.walk[safe], safer.cost[safe], safer.pieces(safe))
    plainly = np.zeros(at.size, np.bool_)
    if reach.never_shut is not None:
        # Whoever has a way in time that is never shut does not wait for one that opens.
        connector = reach.on_network.block_connector[part["block_row"].to_numpy(np.int64)]
        leaves = departure_ticks(part["departure_s"].to_numpy(np.float64)) + connector
        plainly = in_time(leaves, reach.never_shut.cost[i, place])
        plainly &= reach.never_shut.walk[i, place] <= reach.longest_ticks[i] - connector
    late = ~safe & ~by_shortest
    kinds = [(reach.shortest, ~safe & by_shortest), (reach.latest, late & ~plainly)]
    for trees, own in kinds if reach.never_shut is None else [*kinds, (reach.never_shut, late & plainly)]:
        if own.any():
            arcs, offsets = trace_arcs(trees.next_arc[i], inputs.network.arc_head, node[own])
            walk, cost = trees.walk[i, place][own], trees.cost[i, place][own]
            laid.put(at[own], walk, cost, np.split(arcs, offsets[1:-1]))
            # Over a street that opens again a route may be shorter than any that is never shut.
            laid.shortest[at[own]] = np.minimum(plain[own], walk)


def _waits(found: Found, key: pd.DataFrame, arcs: RouteArcs) -> IntArray:
    """Return how long people of each route stand before streets that are shut [0.1 s], shape (routes,)."""
    wait = np.zeros(len(key), np.int64)
    for profile_id, part in key.groupby("profile_id"):
        on_network = found.on_network[str(profile_id)]
        if on_network.segments is None:
            continue
        connector = on_network.block_connector[part["block_row"].to_numpy(np.int64)]
        leaves = departure_ticks(part["departure_s"].to_numpy(np.float64)) + connector
        for route, leave in zip(part.index.tolist(), leaves.tolist(), strict=True):
            piece = arcs.arcs[arcs.offsets[route] : arcs.offsets[route + 1]]
            wait[route] = on_network.segments.wait_on(piece, on_network.ticks, leave)
    return wait


def _towards_earlier(inputs: EvacuationInputs) -> BoolArray:
    """Mark arcs whose end closes earlier than their start, shape (arcs,).

    Only where water or fire is on its way: elsewhere streets close by an order.
    """
    network = inputs.network
    if not inputs.minutes_decide:
        return np.zeros(network.n_arcs, np.bool_)
    closing = node_closing_s(network, inputs.passage.closes_at_s)
    return np.asarray(closing[network.arc_head] < closing[network.arc_tail()], np.bool_)
