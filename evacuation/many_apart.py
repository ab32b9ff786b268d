"""Other routes for many people at once: the rule of ``evacuation.apart``, searched by a kernel."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from evacuation.apart import Apart, Asked, apart_of, barred_too_far, shared_ticks, usable_towards
from evacuation.clock import NO_LIMIT, UNREACHED
from evacuation.kernels.apart import search_apart
from evacuation.kernels.dominate import single_arcs_back
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork

#: The search first looks as far as a route of twice the first and five minutes leads [0.1 s].
_TIMES, _MORE = 2, 3_000


def routes_apart(
    network: Network, on_network: ProfileOnNetwork, asked: Sequence[Asked], *, threads: int = 2
) -> list[Apart | None]:
    """Return for each of many people the route that shares as little with the first as can be.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    asked
        Whose routes. Those with the same ``ends`` (the same object) are prepared together.
    threads
        Destinations at the same time.

    Returns
    -------
    list[Apart | None]
        In the order of ``asked``; None where every route in time is the first one.
    """
    together: dict[int, list[int]] = {}
    for i, one in enumerate(asked):
        together.setdefault(id(one.ends), []).append(i)
    found: list[Apart | None] = [None] * len(asked)

    def search(rows: list[int]) -> None:
        own = _to_one_destination(network, on_network, [asked[i] for i in rows])
        for i, apart in zip(rows, own, strict=True):
            found[i] = apart

    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(search, together.values()))
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Towards:
    """The network on the way to one destination, as ``search_apart`` takes it, and what nobody avoids."""

    network: Network
    on_network: ProfileOnNetwork
    usable: BoolArray
    left: IntArray
    end_ticks: IntArray
    end_release: IntArray
    dominator: IntArray
    single: IntArray


def _towards(network: Network, on_network: ProfileOnNetwork, one: Asked) -> _Towards:
    usable, left = usable_towards(network, on_network, one)
    ends, n = one.ends, network.n_nodes
    end_ticks, end_release = np.full(n, -1, np.int64), np.zeros(n, np.int64)
    end_ticks[ends.nodes] = ends.ticks
    end_release[ends.nodes] = np.maximum(ends.release, on_network.deadline_release)
    safe = end_ticks >= 0
    kept = usable & ~safe[network.arc_tail()] & (left[network.arc_head] < UNREACHED)
    dominator, single = single_arcs_back(network.arc_start, network.arc_head, network.arc_reverse, kept, safe)
    return _Towards(network, on_network, usable, left, end_ticks, end_release, dominator, single)


def _to_one_destination(
    network: Network, on_network: ProfileOnNetwork, asked: Sequence[Asked]
) -> Iterator[Apart | None]:
    towards = _towards(network, on_network, asked[0])
    best = np.full(network.n_nodes, UNREACHED, np.int64)
    for one in asked:
        own = int(on_network.ticks[one.first].sum())
        if not own:
            yield None
            continue
        shared = shared_ticks(network, on_network, one)
        least = _unavoidable(on_network, towards.dominator, towards.single, one.node)
        apart = None
        for bound in (_TIMES * own + _MORE, NO_LIMIT):
            apart = _within(towards, one, shared, best, bound)
            if apart is not None and apart.shared_ticks <= least:
                break
        yield None if apart is None or apart.shared_ticks >= own else apart


def _within(towards: _Towards, one: Asked, shared: IntArray, best: IntArray, bound: int) -> Apart | None:
    """Return the route within a walk; barred arcs that turn out to be too far from its end are left out."""
    network, on_network, may = towards.network, towards.on_network, towards.usable
    while True:
        route: Int32Array = search_apart(
            network.arc_start, network.arc_head, on_network.ticks, on_network.release, may, shared,
            towards.left, towards.end_ticks, towards.end_release, one.node, one.leave_ticks,
            one.longest_ticks, bound, best,
        )  # fmt: skip
        if route.size and route[0] < 0:
            return None
        too_far = barred_too_far(network, on_network, one, route)
        if not too_far.size:
            return apart_of(network, on_network, one, route, shared)
        may = may.copy()
        may[too_far] = False


def _unavoidable(on_network: ProfileOnNetwork, dominator: IntArray, single: IntArray, node: int) -> int:
    """Return the walk on the arcs that every route from a node takes: less cannot be shared [0.1 s]."""
    total = 0
    while node >= 0:
        if single[node] >= 0:
            total += int(on_network.ticks[single[node]])
        node = int(dominator[node])
    return total
