"""The search kernel against SciPy's Dijkstra on the same network, one thread each."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from bench.measure import timed
from domain.settings.settings import Settings
from domain.vocabulary import DestinationKind
from evacuation.clock import UNREACHED
from evacuation.destinations import Destinations
from evacuation.inputs import EvacuationInputs
from evacuation.network import IntArray, Network
from evacuation.profile_on_network import Passage, ProfileOnNetwork, put_on_network
from evacuation.reach import reach_destinations


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
    open_always = Passage(np.full(len(inputs.streets), np.inf), np.zeros(network.n_arcs, np.bool_))
    on_network = put_on_network(
        network, inputs.streets, open_always, inputs.profiles[0], inputs.day_time, settings
    )
    places = np.unique(network.place_node[network.place_node >= 0])[:trees]
    _ours(network, on_network, places[:1])
    matrix = _matrix(network, on_network.ticks)
    walks, ours_s = timed(lambda: _ours(network, on_network, places))
    (distance, _), scipy_s = timed(lambda: dijkstra(matrix, indices=places, return_predecessors=True))
    scipy_walks = np.where(np.isinf(distance), float(UNREACHED), np.rint(distance))
    if not np.array_equal(np.array(walks, np.float64), scipy_walks):
        msg = "the kernel and SciPy differ"
        raise RuntimeError(msg)
    return KernelCost(places.size, ours_s, scipy_s)


def _ours(network: Network, on_network: ProfileOnNetwork, places: IntArray) -> list[IntArray]:
    n = places.size
    destinations = Destinations(
        destination_id=tuple(map(str, range(n))), kind=(DestinationKind.EMERGENCY_SITE,) * n,
        tier=np.zeros(n, np.int64), nodes=tuple(places.reshape(-1, 1)), place_row=np.arange(n),
        capacity=np.ones(n, np.int64), district_id=("",) * n,
    )  # fmt: skip
    # The search starts at the access point itself, as SciPy's does.
    nothing = np.zeros(n, np.int64)
    on_network = replace(
        on_network, place_connector=nothing, place_release=nothing, place_closed_for=nothing - 1
    )
    everywhere = np.arange(network.n_nodes)
    reach = reach_destinations(network, on_network, destinations, access_node=everywhere, threads=1)
    return list(reach.shortest.walk)


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
