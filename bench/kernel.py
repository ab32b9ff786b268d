"""The search kernel against SciPy's Dijkstra on the same network, one thread each."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from bench.measure import timed
from domain.settings.settings import Settings
from domain.vocabulary import WalkerGroup
from evacuation.evacuate import EvacuationInputs
from evacuation.kernels.search import UNREACHED, search_back
from evacuation.network import IntArray, Network
from evacuation.speeds import arc_ticks, walking_speed_m_s


@dataclass(frozen=True, slots=True)
class KernelCost:
    """Seconds for the same trees, and how many there were."""

    trees: int
    ours_s: float
    scipy_s: float


def compare_kernel(inputs: EvacuationInputs, settings: Settings, *, trees: int = 100) -> KernelCost:
    """Grow the shortest trees to some places with both, all streets open.

    Raises
    ------
    RuntimeError
        When a walking time differs.
    """
    network = inputs.network
    speed = walking_speed_m_s(WalkerGroup.GENERAL, inputs.day_time, settings)
    ticks = arc_ticks(network, inputs.streets, speed, settings)
    places = np.unique(network.place_node[network.place_node >= 0])[:trees]
    _ours(network, ticks, places[:1])
    matrix = _matrix(network, ticks)
    walks, ours_s = timed(lambda: _ours(network, ticks, places))
    (distance, _), scipy_s = timed(lambda: dijkstra(matrix, indices=places, return_predecessors=True))
    scipy_walks = np.where(np.isinf(distance), float(UNREACHED), np.rint(distance))
    if not np.array_equal(np.array(walks, np.float64), scipy_walks):
        msg = "the kernel and SciPy differ"
        raise RuntimeError(msg)
    return KernelCost(places.size, ours_s, scipy_s)


def _ours(network: Network, ticks: IntArray, places: IntArray) -> list[IntArray]:
    open_always = np.zeros(network.n_arcs, np.int64)
    free = np.zeros(network.n_arcs, np.bool_)
    start = np.zeros(1, np.int64)
    return [
        search_back(
            network.arc_start, network.arc_head, network.arc_reverse, ticks, open_always, free,
            place.reshape(1), start, 0, -1, False,
        )[1]
        for place in places
    ]  # fmt: skip


def _matrix(network: Network, ticks: IntArray) -> "csr_array[np.float64]":
    """Return the arcs backwards as a matrix; of parallel arcs the quickest, as SciPy adds them up."""
    tail, head = network.arc_tail().astype(np.int64), network.arc_head.astype(np.int64)
    order = np.lexsort((ticks, head, tail))
    key = tail[order] * network.n_nodes + head[order]
    first = np.concatenate([[True], key[1:] != key[:-1]])
    chosen = order[first]
    # SciPy takes 0 for no arc; an arc of no time is given a time that cannot be noticed.
    time = np.where(ticks[chosen] == 0, 1e-9, ticks[chosen].astype(np.float64))
    return csr_array((time, (head[chosen], tail[chosen])), shape=(network.n_nodes, network.n_nodes))
