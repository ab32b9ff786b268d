"""J2: the walk from every corner to each place."""

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import dijkstra

from bench.job_line import JobLine
from bench.measure import quickest
from bench.town import Town
from evacuation.clock import UNREACHED
from evacuation.reach import reach_destinations
from evacuation.route_trees import TickRows

#: networkx takes minutes for all places: it is given so many of them, and its time is scaled.
_SAMPLE = 12


def run(town: Town) -> list[JobLine]:
    """Measure; two threads for ours as in a plan, one for the others, which have none."""
    everywhere, destinations = np.arange(town.network.n_nodes), town.destinations()

    def ours() -> TickRows:
        return reach_destinations(
            town.network, town.on_network, destinations, access_node=everywhere
        ).shortest.walk

    ours()
    rows, sonae = quickest(ours, repeats=3)
    walk = rows.all()
    graph, matrix = town.graph(), town.matrix()
    sample = town.place_node[:_SAMPLE]
    lengths, networkx = quickest(
        lambda: [nx.single_source_dijkstra_path_length(graph, int(one), weight="ticks") for one in sample]
    )
    distance, scipy = quickest(lambda: dijkstra(matrix, indices=town.place_node))
    equal = bool(np.array_equal(walk, np.where(np.isinf(distance), float(UNREACHED), np.rint(distance))))
    equal &= all(int(walk[i, node]) == ticks for i, one in enumerate(lengths) for node, ticks in one.items())
    scale = town.place_node.size / sample.size
    return [
        JobLine.of(
            "J2", town.name, {"sonae": sonae, "networkx": networkx, "scipy": scipy}, equal=equal,
            size=f"{town.place_node.size} places × all nodes", scale={"networkx": scale},
        )
    ]  # fmt: skip
