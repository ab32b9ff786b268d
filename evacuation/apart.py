"""Another route for people who have one: it shares as little with the first as can be, and is in time.

The rule, in this order: the least time on pieces of street that the first route takes too, whichever way;
then the least walking time. Among all routes to the same destination that are in time and within the longest
walk this is exact: labels of (shared time, walking time) are settled in this order, and of two labels at a
corner that one is kept which is better in either; who is earlier always finds more streets open. The first
route is not changed: it is the one that people were told.
"""

import heapq
from dataclasses import dataclass, replace

import networkx as nx
import numpy as np

from evacuation.clock import NO_LIMIT, UNREACHED, closed_at_first, closes_later, in_time, latest_ticks
from evacuation.isolation import single_ways
from evacuation.kernels.forward import search_forward
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.passable import Passable
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.trees import EndNodes, Search, grow_tree

#: The network is first looked at as far as a route of so many quarters of the first leads, and so much
#: more [0.1 s].
_RANGES = ((5, 1_200), (8, 3_000))
#: By how much shared time counts more than walking time, so that one number orders both: no walk takes 29 h.
_SHARED = 1 << 20


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """People who have a route.

    Parameters
    ----------
    node, leave_ticks
        Where they start, and when they are there [0.1 s after t0].
    first
        Arcs of their route, in walking order.
    ends
        Nodes of their destination.
    closed_for
        Row of ``ProfileOnNetwork.closed_for_arcs`` that nobody may take to it; −1 for none.
    allowance
        Whether barred arcs may be walked close to it (a refuge building).
    longest_ticks
        Longest walk from the node [0.1 s].
    """

    node: int
    leave_ticks: int
    first: Int32Array
    ends: EndNodes
    closed_for: int = -1
    allowance: bool = False
    longest_ticks: int = NO_LIMIT


@dataclass(frozen=True, slots=True, eq=False)
class Apart:
    """Another route.

    Parameters
    ----------
    arcs
        Its arcs, in walking order.
    walk, cost
        Walking time and C from the node where people start [0.1 s].
    shared
        Whether the first route takes the piece of street of each arc too, shape (arcs,).
    shared_ticks
        Walking time on these [0.1 s].
    """

    arcs: Int32Array
    walk: int
    cost: int
    shared: BoolArray
    shared_ticks: int


@dataclass(frozen=True, slots=True, eq=False)
class _Bounds:
    """What no route in time goes below, shape (nodes,).

    ``latest`` is C of the latest departure from nodes; ``so_far`` and ``ahead`` are the least measure
    (``_Ground.measure``) to nodes and from them to the end, whenever the streets between close.
    """

    latest: IntArray
    so_far: IntArray
    ahead: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """The network as these people may walk it: usable arcs, walk to and from nodes, shared walk of arcs.

    ``bounds`` are what the search looks ahead by; None where it does not.
    """

    network: Network
    on_network: ProfileOnNetwork
    asked: Asked
    usable: BoolArray
    soonest: IntArray
    left: IntArray
    shared: IntArray
    bounds: _Bounds | None = None

    def measure(self) -> IntArray:
        """Return what orders routes: shared time first, then walking time, shape (arcs,)."""
        return self.shared * _SHARED + self.on_network.ticks


def route_apart(network: Network, on_network: ProfileOnNetwork, asked: Asked) -> Apart | None:
    """Return the route that shares as little with the first as can be (a search on a graph of networkx).

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    asked
        Whose route.

    Returns
    -------
    Apart or None
        None where every route in time is the first one.
    """
    if not asked.first.size:
        return None
    ground = _ground(network, on_network, asked)
    own = int(on_network.ticks[asked.first].sum())
    near, far = (quarters * own // 4 + more for quarters, more in _RANGES)
    found = _with_allowance(ground, near)
    if found is None or found.shared_ticks > 0:
        ground, latest = _in_time_only(ground)
        if found is None or found.shared_ticks != _unavoidable(ground):
            found = _anywhere(replace(ground, bounds=_bounds(ground, latest)), found, far)
    return None if found is None or found.shared_ticks >= own else found


def _anywhere(ground: _Ground, found: Apart | None, far: int) -> Apart | None:
    """Return the best route wherever it leads, given the best one nearby."""
    least = 0 if ground.bounds is None else int(ground.bounds.ahead[ground.asked.node])
    for bound in (far, None) if found is None else (None,):
        if found is not None and _total(found) <= least:
            break
        found = _with_allowance(ground, bound, better_than=found) or found
    return found


def _total(found: Apart) -> int:
    return found.shared_ticks * _SHARED + found.walk


def _ground(network: Network, on_network: ProfileOnNetwork, asked: Asked) -> _Ground:
    usable, left = usable_towards(network, on_network, asked)
    tail, head = network.arc_tail(), network.arc_head
    soonest = search_forward(
        network.arc_start, network.arc_head, on_network.ticks, on_network.release, usable, asked.node,
        asked.leave_ticks, asked.longest_ticks,
    )  # fmt: skip
    usable &= (soonest[tail] < UNREACHED) & (left[head] < UNREACHED)
    return _Ground(
        network, on_network, asked, usable, soonest, left, shared_ticks(network, on_network, asked)
    )


def usable_towards(
    network: Network, on_network: ProfileOnNetwork, asked: Asked
) -> tuple[BoolArray, IntArray]:
    """Return the arcs that a route to a destination may use, and the least walk that is left from nodes.

    Parameters
    ----------
    network, on_network, asked
        The network, who walks on it, and where to.

    Returns
    -------
    tuple[BoolArray, IntArray]
        Shape (arcs,); and ticks [0.1 s], the last metres included, UNREACHED where no way is, shape (nodes,).
    """
    usable = ~closed_at_first(on_network.release)
    if asked.closed_for >= 0:
        usable &= ~on_network.closed_for_arcs[asked.closed_for]
    search = Search(
        by_latest=False, allowance=asked.allowance, ignore_closings=True, closed_for=asked.closed_for
    )
    left = grow_tree(network, on_network, asked.ends, search).walk
    onward = np.where(
        left[network.arc_head] < UNREACHED, left[network.arc_head] + on_network.ticks, UNREACHED
    )
    usable &= ~on_network.barred | (asked.allowance & (onward <= on_network.allowance_ticks))
    return usable, left


def shared_ticks(network: Network, on_network: ProfileOnNetwork, asked: Asked) -> IntArray:
    """Return what each arc shares with the first route, whichever way it is walked [0.1 s], shape (arcs,).

    Parameters
    ----------
    network, on_network, asked
        The network, who walks on it, and whose route.

    Returns
    -------
    IntArray
        Walking time of arcs on the same piece of street, 0 elsewhere.
    """
    shared = np.zeros(network.n_arcs, np.int64)
    both = np.concatenate([asked.first, network.arc_reverse[asked.first]])
    shared[both] = on_network.ticks[both]
    return shared


def barred_too_far(
    network: Network, on_network: ProfileOnNetwork, asked: Asked, route: Int32Array
) -> Int32Array:
    """Return the barred arcs of a route that are farther from its end than the allowance.

    Parameters
    ----------
    network, on_network, asked
        The network, who walks on it, and whose route.
    route
        Arcs in walking order.

    Returns
    -------
    Int32Array
        Some of these arcs.
    """
    if not on_network.barred[route].any():
        return route[:0]
    last = int(asked.ends.ticks[asked.ends.nodes == network.arc_head[route[-1]]].min())
    ahead = np.cumsum(on_network.ticks[route][::-1])[::-1] + last
    return route[on_network.barred[route] & (ahead > on_network.allowance_ticks)]


def _with_allowance(ground: _Ground, bound: int | None, better_than: Apart | None = None) -> Apart | None:
    """Return the route within a walk; barred arcs that turn out to be too far from its end are left out."""
    without = np.zeros(ground.network.n_arcs, np.bool_)
    while True:
        found = _search(_graph(ground, bound, without, better_than), ground)
        if found is None:
            return None
        too_far = barred_too_far(ground.network, ground.on_network, ground.asked, found.arcs)
        if not too_far.size:
            return found
        without[too_far] = True


def _search(graph: "nx.MultiDiGraph[int]", ground: _Ground) -> Apart | None:
    asked = ground.asked
    closes = np.maximum(asked.ends.release, ground.on_network.deadline_release)
    ends = {
        int(node): (int(ticks), int(latest_ticks(release)))
        for node, ticks, release in zip(asked.ends.nodes, asked.ends.ticks, closes, strict=True)
        if not closed_at_first(release)
    }
    # Where the search looks ahead, the least that is left counts, too: those that lead there come first.
    labels: list[tuple[int, int, int]] = [(asked.node, -1, -1)]
    waiting, best = [(0, 0, 0, 0)], dict[int, int]()
    while waiting:
        _, measure, walk, label = heapq.heappop(waiting)
        node = labels[label][0]
        if walk >= best.get(node, walk + 1):
            continue
        best[node] = walk
        if node in ends:
            ticks, until = ends[node]
            there = walk + ticks
            if there <= asked.longest_ticks and asked.leave_ticks + there <= until:
                return _found(ground, labels, label)
        if node not in graph:
            continue
        for other, parallel in graph.adj[node].items():
            for arc, edge in parallel.items():
                longer = walk + edge["ticks"]
                if longer >= best.get(other, longer + 1):
                    continue
                if edge["until"] is not None and asked.leave_ticks + longer > edge["until"]:
                    continue
                labels.append((other, int(arc), label))
                so_far = measure + edge["measure"]
                heapq.heappush(waiting, (so_far + edge["ahead"], so_far, longer, len(labels) - 1))
    return None


def _graph(
    ground: _Ground, bound: int | None, without: BoolArray, better_than: Apart | None
) -> "nx.MultiDiGraph[int]":
    """Return the arcs that may lie on a better route within a walk [0.1 s] as a graph of networkx."""
    network, ticks, measure = ground.network, ground.on_network.ticks, ground.measure()
    tail, head = network.arc_tail(), network.arc_head
    longest = ground.asked.longest_ticks if bound is None else min(bound, ground.asked.longest_ticks)
    through = ground.soonest[tail] + ticks + ground.left[head]
    kept = ground.usable & ~without & (through <= longest)
    until, ahead = ground.on_network.release, np.zeros(network.n_arcs, np.int64)
    if ground.bounds is not None:
        ahead = ground.bounds.ahead[head]
        until = np.maximum(until, ground.bounds.latest[head])
        kept &= ahead < UNREACHED
        if better_than is not None:
            kept &= ground.bounds.so_far[tail] + measure + ahead < _total(better_than)
    arc = np.flatnonzero(kept)
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    columns = (tail[arc].tolist(), head[arc].tolist(), arc.tolist(), ticks[arc].tolist(),
               measure[arc].tolist(), ahead[arc].tolist(), closes_later(until[arc]).tolist(),
               latest_ticks(until[arc]).tolist())  # fmt: skip
    for u, v, key, its_ticks, its_measure, left, may_close, closing in zip(*columns, strict=True):
        graph.add_edge(
            u, v, key, ticks=its_ticks, measure=its_measure, ahead=left, until=closing if may_close else None
        )
    return graph


def _found(ground: _Ground, labels: list[tuple[int, int, int]], label: int) -> Apart:
    arcs = []
    while label > 0:
        _, arc, label = labels[label]
        arcs.append(arc)
    return apart_of(
        ground.network, ground.on_network, ground.asked, np.array(arcs[::-1], np.int32), ground.shared
    )


def apart_of(
    network: Network, on_network: ProfileOnNetwork, asked: Asked, route: Int32Array, shared: IntArray
) -> Apart:
    """Return a route with its times and what it shares.

    Parameters
    ----------
    network, on_network, asked
        The network, who walks on it, and whose route.
    route
        Arcs in walking order.
    shared
        What an arc of the first route counts [0.1 s], 0 on all others, shape (arcs,).

    Returns
    -------
    Apart
        The route.
    """
    ends = asked.ends
    end = int(network.arc_head[route[-1]]) if route.size else asked.node
    here = ends.nodes == end
    closes = np.maximum(ends.release[here], on_network.deadline_release)
    cost = int((closes + ends.ticks[here]).min())
    for arc in route[::-1].tolist():
        cost = max(cost, int(on_network.release[arc])) + int(on_network.ticks[arc])
    walk = int(on_network.ticks[route].sum()) + int(ends.ticks[here].min())
    return Apart(route, walk, cost, shared[route] > 0, int(shared[route].sum()))


def _in_time_only(ground: _Ground) -> tuple[_Ground, IntArray]:
    """Return the ground with the arcs that whoever is there soonest walks in time; C of latest departures."""
    network, on_network, asked = ground.network, ground.on_network, ground.asked
    search = Search(by_latest=True, allowance=asked.allowance, closed_for=asked.closed_for)
    latest = grow_tree(network, on_network, asked.ends, search).cost
    soonest = ground.soonest[network.arc_tail()]
    there = np.where(soonest < UNREACHED, asked.leave_ticks + soonest + on_network.ticks, UNREACHED)
    kept = in_time(there, on_network.release) & in_time(there, latest[network.arc_head])
    return replace(ground, usable=ground.usable & kept), latest


def _unavoidable(ground: _Ground) -> int:
    """Return the walk on arcs that every route in time takes: less cannot be shared [0.1 s]."""
    network, on_network, asked = ground.network, ground.on_network, ground.asked
    safe = np.zeros(network.n_nodes, np.bool_)
    safe[asked.ends.nodes] = True
    passable = Passable(ground.usable, ground.soonest, safe)
    (single,) = single_ways(network, passable, np.array([asked.node]))
    return 0 if single is None else int(on_network.ticks[list(single.arcs)].sum())


def _bounds(ground: _Ground, latest: IntArray) -> _Bounds:
    network, asked, measure = ground.network, ground.asked, ground.measure()
    n, ends = network.n_nodes, asked.ends
    open_always = np.zeros(network.n_arcs, np.int64)
    so_far = search_forward(
        network.arc_start, network.arc_head, measure, open_always, ground.usable, asked.node, 0, NO_LIMIT
    )
    # Backwards every arc is walked as its reverse; one more node leads to all ends.
    ahead = search_forward(
        np.append(network.arc_start, np.int32(network.n_arcs + ends.nodes.size)).astype(np.int32),
        np.append(network.arc_head, ends.nodes.astype(np.int32)),
        np.append(measure[network.arc_reverse], ends.ticks),
        np.append(open_always, np.zeros(ends.nodes.size, np.int64)),
        np.append(ground.usable[network.arc_reverse], np.ones(ends.nodes.size, np.bool_)),
        n, 0, NO_LIMIT,
    )  # fmt: skip
    return _Bounds(latest, np.asarray(so_far, np.int64), np.asarray(ahead[:n], np.int64))
