"""Third part of the stage: the routes of everybody who walks, as arcs. Arrays only, no geometry."""

from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from domain.vocabulary import Departure
from evacuation.assignment import Flows
from evacuation.bars import node_closing_s
from evacuation.inputs import EvacuationInputs
from evacuation.kernels.trace import trace_arcs
from evacuation.network import BoolArray, Int32Array, IntArray
from evacuation.search import Found

#: A route is what people share who walk alike, leave together and go to the same destination.
_KEYS = ["profile_id", "destination", "by_shortest", "block_row", "departure_s"]


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
    seaward
        Routes with a barred arc, which leads towards an earlier arrival, shape (routes,).
    over_earlier_ground
        Routes with an arc whose end the water or the fire reaches earlier than its start, be it
        allowed or not, shape (routes,).
    route_of
        Route of each flow; −1 where nobody walks, shape (flows,).
    """

    key: pd.DataFrame
    arcs: RouteArcs
    walk: IntArray
    cost: IntArray
    seaward: BoolArray
    over_earlier_ground: BoolArray
    route_of: IntArray


def trace_flows(inputs: EvacuationInputs, found: Found, flows: Flows) -> Traced:
    """Trace the routes of everybody who walks.

    Parameters
    ----------
    inputs, found, flows
        What the stage takes, what its people can reach, and who goes where.

    Returns
    -------
    Traced
        Routes of everybody who walks.
    """
    rows = inputs.demand.iloc[flows.row]
    walking = (flows.destination >= 0) & (rows["departure"] != Departure.NOT_LEAVING.value).to_numpy()
    row, destination = flows.row[walking], flows.destination[walking]
    frame = pd.DataFrame({
        "profile_id": rows["profile_id"].to_numpy()[walking], "destination": destination,
        "by_shortest": found.choices.by_shortest[destination, row],
        "block_row": found.block_row[row],
        "departure_s": rows["departure_s"].to_numpy()[walking], "persons": flows.persons[walking],
        "below_reserve": ~found.choices.in_reserve[destination, row],
    })  # fmt: skip
    together = frame.groupby(_KEYS, sort=True)
    key = together.agg(persons=("persons", "sum"), below_reserve=("below_reserve", "first")).reset_index()
    route_of = np.full(flows.row.size, -1, np.int64)
    route_of[walking] = together.ngroup().to_numpy()
    node = inputs.network.block_node[key["block_row"].to_numpy(np.int64)]
    walk, cost = np.zeros((2, len(key)), np.int64)
    parts, lengths = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
    for values, part in key.groupby(_KEYS[:3], sort=True):
        profile_id, i, by_shortest = cast(tuple[str, int, bool], values)
        reach, at = found.reaches[profile_id], part.index.to_numpy()
        trees = reach.trees(by_shortest=by_shortest)
        place = reach.position(node[at])
        walk[at], cost[at] = trees.walk[i, place], trees.cost[i, place]
        arcs, offsets = trace_arcs(trees.next_arc[i], inputs.network.arc_head, node[at])
        parts.append(arcs)
        lengths.append(np.diff(offsets))
    arcs = RouteArcs(np.concatenate(parts), np.concatenate([[0], np.cumsum(np.concatenate(lengths))]))
    seaward, earlier = (
        np.asarray(arcs.sums(of.astype(np.float64)) > 0.5, np.bool_)
        for of in (inputs.passage.barred, _towards_earlier(inputs))
    )
    return Traced(key, arcs, walk, cost, seaward, earlier, route_of)


def _towards_earlier(inputs: EvacuationInputs) -> BoolArray:
    """Mark arcs whose end closes earlier than their start, shape (arcs,).

    Only where water or fire is on its way: elsewhere streets close by an order.
    """
    network = inputs.network
    if not inputs.minutes_decide:
        return np.zeros(network.n_arcs, np.bool_)
    closing = node_closing_s(network, inputs.passage.closes_at_s)
    return np.asarray(closing[network.arc_head] < closing[network.arc_tail()], np.bool_)
