"""J1: the walk from every corner to the nearest of all places."""

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import dijkstra

from bench.job_line import JobLine
from bench.measure import quickest
from bench.peers import without
from bench.town import Town
from evacuation.clock import UNREACHED
from evacuation.network import FloatArray, IntArray
from evacuation.searching import EndNodes
from evacuation.trees import Search, grow_tree


def run(town: Town) -> list[JobLine]:
    """Measure, each method on its own form of the network, which is made before."""
    network = town.network
    nothing = np.zeros(town.place_node.size, np.int64)
    ends = EndNodes(town.place_node, nothing, nothing)

    def ours() -> IntArray:
        return grow_tree(network, town.on_network, ends, Search(by_latest=False)).walk

    ours()
    walk, sonae = quickest(ours, repeats=15)
    graph, matrix = town.graph(), town.matrix()
    sources = set(town.place_node.tolist())
    lengths, networkx = quickest(
        lambda: nx.multi_source_dijkstra_path_length(graph, sources, weight="ticks"), repeats=3
    )
    distance, scipy = quickest(lambda: dijkstra(matrix, indices=town.place_node, min_only=True), repeats=15)
    by_networkx = np.full(network.n_nodes, UNREACHED)
    by_networkx[list(lengths)] = list(lengths.values())
    found = [by_networkx, _walks(distance)]
    costs = {"sonae": sonae, "networkx": networkx, "scipy": scipy}
    absent = without(["igraph"])
    if not absent:
        theirs = town.igraph()
        (distances,), costs["igraph"] = quickest(
            lambda: theirs.distances(source=network.n_nodes, weights="ticks"), repeats=3
        )
        found.append(_walks(np.array(distances[: network.n_nodes])))
    return [
        JobLine.of(
            "J1", town.name, costs, equal=all(np.array_equal(walk, one) for one in found), absent=absent,
            size=f"nearest of {town.place_node.size} places, every node",
        )
    ]  # fmt: skip


def _walks(distance: FloatArray) -> IntArray:
    return np.where(np.isinf(distance), float(UNREACHED), np.rint(distance)).astype(np.int64)
