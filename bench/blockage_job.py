"""J7: a thousand draws of blocked streets, each with the walk from every corner to the nearest open place."""

from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from bench.job_line import JobLine
from bench.measure import quickest
from bench.town import Town
from evacuation.clock import UNREACHED
from evacuation.kernels.blockage import blocked_arcs, blocked_at
from evacuation.network import IntArray
from evacuation.robustness import street_arcs
from evacuation.trees import EndNodes, Search, grow_tree
from hazard.blockage import StreetClass

#: Draws, how many of them the others are given (their time is scaled), and the seed.
DRAWS, _SAMPLE, _NETWORKX, _SEED = 1000, 20, 2, 1
#: Every segment of 50 m is blocked with one in twenty.
_RATE, _SEGMENT_M = -np.log(0.95), 50.0
_THREADS = 2


def run(town: Town) -> list[JobLine]:
    """Measure; ours on two threads, the others on one, which have none."""
    network, nothing = town.network, np.zeros(town.place_node.size, np.int64)
    ends = EndNodes(town.place_node, nothing, nothing)
    count = len(town.streets)
    segments = town.streets["length_m"].to_numpy(np.float64) / _SEGMENT_M
    start, arc = street_arcs(network, count)
    rate = np.full((1, len(StreetClass)), _RATE)
    same, no_crossing = np.zeros(count, np.int64), np.zeros(count, np.bool_)

    def blocked(draw: int) -> IntArray:
        at = blocked_at(
            network.street_id, same, np.zeros(count, np.int8), segments, no_crossing, rate,
            np.zeros(1, np.bool_), int(StreetClass.BRIDGE), _SEED, draw,
        )  # fmt: skip
        arcs: IntArray = blocked_arcs(at, start, arc, network.arc_from_share, network.arc_to_share)
        return arcs

    def walk(draw: int) -> IntArray:
        return grow_tree(
            network, town.on_network, ends, Search(by_latest=True, closed_arcs=blocked(draw))
        ).walk

    def reached(draw: int) -> tuple[int, int]:
        found = walk(draw)
        known = found < UNREACHED
        return int(known.sum()), int(found[known].sum())

    def ours() -> list[tuple[int, int]]:
        with ThreadPoolExecutor(_THREADS) as pool:
            return list(pool.map(reached, range(DRAWS)))

    reached(0)
    found, sonae = quickest(ours)
    closed = [np.isin(np.arange(network.n_arcs), blocked(draw)) for draw in range(_SAMPLE)]
    by_scipy, scipy = quickest(lambda: [_scipy(town, one) for one in closed])
    by_networkx, networkx = quickest(lambda: [_networkx(town, one) for one in closed[:_NETWORKX]])
    equal = found[:_SAMPLE] == by_scipy and found[:_NETWORKX] == by_networkx
    return [
        JobLine.of(
            "J7", town.name, {"sonae": sonae, "scipy": scipy, "networkx": networkx}, equal=equal,
            size=f"{DRAWS:,} draws of J1, {np.mean([one.mean() for one in closed]):.1%} of arcs blocked",
            scale={"scipy": DRAWS / _SAMPLE, "networkx": DRAWS / _NETWORKX},
        )
    ]  # fmt: skip


def _scipy(town: Town, closed: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> tuple[int, int]:
    """Return how many corners reach a place, and the sum of their walks."""
    network = town.network
    kept = np.flatnonzero(~closed)
    tail, head = network.arc_tail()[kept].astype(np.int64), network.arc_head[kept].astype(np.int64)
    ticks = town.on_network.ticks[kept]
    # Of parallel arcs the quickest: SciPy would add them up; no time at all it takes for no arc.
    order = np.lexsort((ticks, tail, head))
    key = head[order] * network.n_nodes + tail[order]
    chosen = order[np.concatenate([[True], key[1:] != key[:-1]])]
    time = np.where(ticks[chosen] == 0, 1e-9, ticks[chosen].astype(np.float64))
    matrix = csr_array((time, (head[chosen], tail[chosen])), shape=(network.n_nodes, network.n_nodes))
    distance = dijkstra(matrix, indices=town.place_node, min_only=True)
    known = np.isfinite(distance)
    return int(known.sum()), int(np.rint(distance[known]).astype(np.int64).sum())


def _networkx(town: Town, closed: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> tuple[int, int]:
    network = town.network
    kept = np.flatnonzero(~closed)
    columns = (network.arc_head[kept], network.arc_tail()[kept], town.on_network.ticks[kept])
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_edges_from(
        (head, tail, {"ticks": ticks})
        for head, tail, ticks in zip(*(one.tolist() for one in columns), strict=True)
    )
    graph.add_nodes_from(town.place_node.tolist())
    lengths = nx.multi_source_dijkstra_path_length(graph, set(town.place_node.tolist()), weight="ticks")
    return len(lengths), sum(lengths.values())
