"""A whole plan of a town without water: walks to every place, seats for everybody, routes with their lines.

networkx is given the routes of some places, and its time is scaled; OR-Tools assigns for it, for
``nx.network_simplex`` takes minutes.
"""

from functools import partial

import networkx as nx
import numpy as np

from bench.assignment_job import flow_problem, question
from bench.assignment_peers import by_ortools
from bench.job_line import JobLine
from bench.measure import Cost, quickest
from bench.routes_job import trace_to_places
from bench.town import Town
from evacuation.assignment import Flows, assign_people
from evacuation.network import IntArray
from evacuation.reach import Reach, reach_destinations
from evacuation.routes import route_lines, street_vertices
from evacuation.tracing import RouteArcs

#: Seats for each hundred people.
_SEATS = {"ample": 150, "tight": 102}
#: networkx is given the homes of so many places.
_SAMPLE = 6


def run(town: Town) -> list[JobLine]:
    """Measure with ample and with tight seats."""
    lived_in = np.flatnonzero(town.persons)
    home, persons = town.home_node[lived_in], town.persons[lived_in]
    lines = []
    for name, percent in _SEATS.items():
        made = partial(_plan, town, home, persons, percent)
        made()
        (reach, flows, arcs, order), sonae = quickest(made, repeats=2)
        walk = np.asarray(reach.shortest.walk[:, reach.position(home)], np.int64).T
        problem = flow_problem(*question(walk, persons, percent))
        cost, assigned = quickest(partial(by_ortools, problem))
        places = np.unique(flows.destination[order])
        chosen = places[:: max(1, places.size // _SAMPLE)][:_SAMPLE]
        walked, routed = quickest(partial(_by_networkx, town, home[flows.row], flows.destination, chosen))
        found = dict(zip(order.tolist(), arcs.sums(town.on_network.ticks.astype(np.float64)), strict=True))
        equal = cost == flows.cost == flows.certificate.cost and all(
            round(found[at]) == ticks for at, ticks in walked.items()
        )
        routed = routed.times(places.size / max(chosen.size, 1))
        theirs = Cost(routed.wall_s + assigned.wall_s, routed.cpu_s + assigned.cpu_s)
        lines.append(
            JobLine.of(
                "city plan", town.name, {"sonae": sonae, "networkx": theirs}, equal=bool(equal),
                size=f"{name} seats: {home.size:,} homes × {town.place_node.size} places",
                scale={"networkx": 1.0},
            )
        )  # fmt: skip
    return lines


def _by_networkx(town: Town, home: IntArray, place: IntArray, chosen: IntArray) -> dict[int, int]:
    """Return the walk of every flow to some places, by its row, with its route found."""
    graph, walked = town.graph(), {}
    for one in chosen.tolist():
        lengths, paths = nx.single_source_dijkstra(graph, int(town.place_node[one]), weight="ticks")
        for row in np.flatnonzero(place == one).tolist():
            walked[row] = lengths[paths[int(home[row])][-1]]
    return walked


def _plan(
    town: Town, home: IntArray, persons: IntArray, percent: int
) -> tuple[Reach, Flows, RouteArcs, IntArray]:
    """Return walks, assignment, and the arcs of the routes with the rows of the flows that they are of."""
    reach = reach_destinations(town.network, town.on_network, town.destinations(), access_node=home)
    walk = np.asarray(reach.shortest.walk[:, reach.position(home)], np.int64).T
    flows = assign_people(*question(walk, persons, percent), minutes_decide=True)
    served = np.flatnonzero(flows.destination >= 0)
    order = served[np.argsort(flows.destination[served], kind="stable")]
    arcs = trace_to_places(reach, town, home[flows.row], flows.destination, order)
    route_lines(town.network, street_vertices(town.streets), arcs, home[flows.row[order]])
    return reach, flows, arcs, order
