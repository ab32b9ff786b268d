"""J4: the route of every home to the place that it is assigned to, with its line on the map."""

from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

from bench.job_line import JobLine
from bench.measure import quickest
from bench.peers import without
from bench.town import Town
from evacuation.clock import UNREACHED
from evacuation.kernels.trace import trace_arcs
from evacuation.network import IntArray
from evacuation.reach import Reach, reach_destinations
from evacuation.routes import route_lines, street_vertices
from evacuation.tracing import RouteArcs

#: networkx is given the homes of so many places, and its time is scaled.
_SAMPLE = 12
#: Everybody is assigned to his third nearest place: not the nearest, as where seats are short.
_RANK = 2


def run(town: Town) -> list[JobLine]:
    """Measure: ours searches and draws, the others only find the paths."""
    network, destinations = town.network, town.destinations()

    def search() -> Reach:
        return reach_destinations(network, town.on_network, destinations, access_node=town.home_node)

    reach = search()
    ticks = reach.shortest.walk.all()[:, reach.position(town.home_node)]
    place = np.argsort(ticks, axis=0, kind="stable")[_RANK]
    reached = np.flatnonzero(ticks[place, np.arange(place.size)] < UNREACHED)
    order = reached[np.argsort(place[reached], kind="stable")]
    vertices = street_vertices(town.streets)

    def ours() -> tuple[RouteArcs, npt.NDArray[np.object_]]:
        arcs = trace_to_places(search(), town, town.home_node, place, order)
        return arcs, route_lines(network, vertices, arcs, town.home_node[order])

    ours()
    (arcs, lines), sonae = quickest(ours, repeats=3)
    found = arcs.sums(town.on_network.ticks.astype(np.float64))
    equal = bool(np.array_equal(np.rint(found), ticks[place[order], order])) and len(lines) == order.size
    graph = town.graph()
    chosen = np.unique(place[order])[:_SAMPLE]
    paths, networkx = quickest(lambda: [_by_networkx(graph, town, place, order, int(one)) for one in chosen])
    walked = {home: ticks for one in paths for home, ticks in one}
    at = {int(home): k for k, home in enumerate(order)}
    equal &= all(round(found[at[home]]) == ticks for home, ticks in walked.items())
    scale = np.unique(place[order]).size / chosen.size
    costs, absent = {"sonae": sonae, "networkx": networkx}, without(["igraph"])
    if not absent:
        theirs = town.igraph()
        walks, costs["igraph"] = quickest(lambda: _by_igraph(theirs, town, place, order))
        equal &= bool(np.array_equal(walks, ticks[place[order], order]))
    return [
        JobLine.of(
            "J4", town.name, costs, equal=equal, size=f"{order.size:,} routes with lines",
            scale={"networkx": scale}, absent=absent,
        )
    ]  # fmt: skip


def trace_to_places(
    reach: Reach, town: Town, home_node: IntArray, place: IntArray, order: IntArray
) -> RouteArcs:
    """Return the arcs of some routes.

    Parameters
    ----------
    reach
        Trees to every place.
    town
        Where.
    home_node, place
        Where each starts, and its place.
    order
        Positions of those who walk, by place.
    """
    parts, lengths = [], [np.zeros(1, np.int64)]
    bounds = np.searchsorted(place[order], np.arange(town.place_node.size + 1))
    for i in range(town.place_node.size):
        homes = order[bounds[i] : bounds[i + 1]]
        if homes.size:
            arcs, offsets = trace_arcs(reach.shortest.next_arc[i], town.network.arc_head, home_node[homes])
            parts.append(arcs)
            lengths.append(np.diff(offsets))
    return RouteArcs(np.concatenate(parts), np.cumsum(np.concatenate(lengths)))


def _by_networkx(
    graph: "nx.MultiDiGraph[int]", town: Town, place: IntArray, order: IntArray, one: int
) -> list[tuple[int, int]]:
    lengths, paths = nx.single_source_dijkstra(graph, int(town.place_node[one]), weight="ticks")
    homes = order[place[order] == one].tolist()
    routes = {home: paths[int(town.home_node[home])][::-1] for home in homes}
    return [(home, lengths[route[0]]) for home, route in routes.items()]


def _by_igraph(graph: Any, town: Town, place: IntArray, order: IntArray) -> IntArray:
    """Return the walk along the path of every home, in the order of the homes."""
    arcs, lengths = [], []
    bounds = np.searchsorted(place[order], np.arange(town.place_node.size + 1))
    for at, node in enumerate(town.place_node.tolist()):
        homes = town.home_node[order[bounds[at] : bounds[at + 1]]].tolist()
        if homes:
            paths = graph.get_shortest_paths(node, homes, weights="ticks", output="epath")
            lengths += map(len, paths)
            arcs += [arc for path in paths for arc in path]
    # The graph has the arcs of the network, in their order.
    walked = np.concatenate([[0], np.cumsum(town.on_network.ticks[np.array(arcs, np.int64)])])
    ends = np.cumsum(lengths)
    return walked[ends] - walked[ends - lengths]
