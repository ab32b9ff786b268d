"""J2: the walk from every corner to each place."""

from collections.abc import Mapping

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
    return [compare(town, {"networkx": _SAMPLE, "scipy": town.place_node.size})]


def compare(town: Town, given: Mapping[str, int]) -> JobLine:
    """Measure with so many places for each of the others, whose times are scaled.

    Parameters
    ----------
    town
        Where.
    given
        Number of places by who is given them: networkx and SciPy.
    """
    everywhere, destinations = np.arange(town.network.n_nodes), town.destinations()

    def ours() -> TickRows:
        return reach_destinations(
            town.network, town.on_network, destinations, access_node=everywhere
        ).shortest.walk

    ours()
    rows, sonae = quickest(ours, repeats=3)
    graph, matrix = town.graph(), town.matrix()
    sample, more = (town.place_node[: given[who]] for who in ("networkx", "scipy"))
    lengths, networkx = quickest(
        lambda: [nx.single_source_dijkstra_path_length(graph, int(one), weight="ticks") for one in sample]
    )
    distance, scipy = quickest(lambda: dijkstra(matrix, indices=more))
    by_scipy = np.where(np.isinf(distance), float(UNREACHED), np.rint(distance))
    equal = bool(np.array_equal(rows[: more.size, everywhere], by_scipy))
    for i, one in enumerate(lengths):
        walk = rows[i, everywhere]
        equal &= all(walk[node] == ticks for node, ticks in one.items())
        equal &= len(one) == int((walk < UNREACHED).sum())
    places = town.place_node.size
    parts = {"networkx": places / sample.size, "scipy": places / more.size}
    return JobLine.of(
        "J2", town.name, {"sonae": sonae, "networkx": networkx, "scipy": scipy}, equal=equal,
        size=f"{places} places × all nodes", scale={who: part for who, part in parts.items() if part > 1},
    )  # fmt: skip
