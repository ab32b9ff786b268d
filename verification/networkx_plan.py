"""The evacuation stage written plainly with networkx: the referee of answers and of speed.

It follows the same definitions as ``evacuation/``: one backward search per destination and walking
profile for shortest routes, one for latest departures where streets close; barred arcs; the same
aims with the same weights; routes as node paths. What it leaves out works in its favour: causes,
place loads and the geometry of routes.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from domain.vocabulary import Departure
from evacuation.aims import AimWeights, Options, counted_ticks
from evacuation.inputs import EvacuationInputs
from evacuation.network import BoolArray, Int32Array, IntArray
from evacuation.placing import demand_people
from evacuation.staged_assignment import assignment_weights
from verification.reach import networkx_reach, reach_options


@dataclass(frozen=True, slots=True, eq=False)
class NetworkxPlan:
    """What the referee found.

    Parameters
    ----------
    cost
        Total cost of the assignment in weighted ticks, as ``Evacuation.cost_ticks``.
    unserved_persons
        People without a place.
    latest_cost
        C(u) of one adult to the best destination, shape (nodes,).
    paths
        Node positions of each route that is walked.
    searches
        Number of searches.
    seconds
        Wall time by part: ``searches``, ``assignment``, ``routes``, and their ``all``.
    """

    cost: int
    unserved_persons: int
    latest_cost: IntArray
    paths: list[list[int]]
    searches: int
    seconds: dict[str, float]


class Flow(NamedTuple):
    """Persons of a demand row who go to a destination; −1 for none."""

    row: int
    destination: int
    persons: int


@dataclass(frozen=True, slots=True, eq=False)
class PriceList:
    """What one person costs, in weighted ticks (``evacuation.aims``).

    Parameters
    ----------
    weights
        Weight of each aim.
    pair
        By demand row and destination; only what is possible stands in it.
    unassigned
        Without a place, by demand row.
    """

    weights: AimWeights
    pair: dict[tuple[int, int], int]
    unassigned: list[int]

    def cost(self, flows: Sequence[Flow]) -> int:
        """Return the cost of an assignment.

        Parameters
        ----------
        flows
            Every person once.

        Returns
        -------
        int
            A whole number, however large.

        Raises
        ------
        KeyError
            When somebody goes where nobody of the row can go in time.
        """
        return sum(
            persons * (self.unassigned[row] if end < 0 else self.pair[row, end])
            for row, end, persons in flows
        )


def networkx_evacuate(inputs: EvacuationInputs) -> NetworkxPlan:
    """Assign everybody with networkx, as ``evacuation.evacuate`` does.

    Parameters
    ----------
    inputs
        What the stage takes.

    Returns
    -------
    NetworkxPlan
        What was found.
    """
    times = [time.perf_counter()]
    reach = networkx_reach(inputs)
    times.append(time.perf_counter())
    prices = price_list(inputs, reach_options(inputs, reach))
    cost, flows = least_cost(inputs, prices)
    times.append(time.perf_counter())
    paths = _paths(inputs.demand, flows, reach.by_shortest, reach.access_node, reach.next_node)
    times.append(time.perf_counter())
    parts = dict(zip(("searches", "assignment", "routes"), np.diff(times).tolist(), strict=True))
    served = sum(flow.persons for flow in flows if flow.destination >= 0)
    return NetworkxPlan(
        cost=cost,
        unserved_persons=int(inputs.demand["persons"].sum()) - served,
        latest_cost=reach.latest_cost,
        paths=paths,
        searches=reach.searches,
        seconds=parts | {"all": times[-1] - times[0]},
    )


def price_list(inputs: EvacuationInputs, options: Options) -> PriceList:
    """Return what each possible pair costs.

    Parameters
    ----------
    inputs
        What the stage takes.
    options
        Pairs that are possible.

    Returns
    -------
    PriceList
        Whole numbers that keep the order of the aims.
    """
    people, first = demand_people(inputs), inputs.minutes_decide
    weights = assignment_weights(people, options, len(inputs.destinations), minutes_decide=first)
    ticks, _ = counted_ticks(people, options, len(inputs.destinations), minutes_decide=first)
    pairs = zip(options.row.tolist(), options.destination.tolist(), strict=True)
    return PriceList(
        weights,
        dict(zip(pairs, weights.pair_cost(options, ticks).tolist(), strict=True)),
        weights.unassigned_cost(people).tolist(),
    )


def least_cost(inputs: EvacuationInputs, prices: PriceList) -> tuple[int, list[Flow]]:
    """Solve the assignment with the network simplex of networkx.

    Parameters
    ----------
    inputs
        What the stage takes.
    prices
        What each pair costs.

    Returns
    -------
    tuple[int, list[Flow]]
        The least cost, and who goes where.
    """
    persons = inputs.demand["persons"].tolist()
    total = sum(persons)
    graph: nx.DiGraph[Any] = nx.DiGraph()
    graph.add_node("sink", demand=total)
    for row, count in enumerate(persons):
        graph.add_node(("row", row), demand=-count)
        graph.add_edge(("row", row), "sink", weight=prices.unassigned[row])
    for destination, seats in enumerate(inputs.destinations.capacity.tolist()):
        graph.add_edge(("destination", destination), "sink", weight=0, capacity=total if seats < 0 else seats)
    for (row, destination), cost in prices.pair.items():
        graph.add_edge(("row", row), ("destination", destination), weight=cost)
    cost, flow = nx.network_simplex(graph)
    flows = [
        Flow(row, -1 if head == "sink" else int(head[1]), count)
        for row in range(len(persons))
        for head, count in flow["row", row].items()
        if count
    ]
    return int(cost), flows


def _paths(
    demand: pd.DataFrame,
    flows: Sequence[Flow],
    by_shortest: BoolArray,
    access_node: IntArray,
    next_node: dict[tuple[str, int, bool], Int32Array],
) -> list[list[int]]:
    """Follow the routes that are walked, each once."""
    profile_id = demand["profile_id"].tolist()
    staying = (demand["departure"] == Departure.NOT_LEAVING.value).tolist()
    routes = {
        (profile_id[row], destination, bool(by_shortest[destination, row]), int(access_node[row]))
        for row, destination, _ in flows
        if destination >= 0 and not staying[row]
    }
    paths = []
    for group, destination, short, start in sorted(routes):
        following = next_node[group, destination, short]
        path = [start]
        while following[path[-1]] >= 0:
            path.append(int(following[path[-1]]))
        paths.append(path)
    return paths
