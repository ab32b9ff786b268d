"""Another route for people of one block: the rule of ``evacuation.apart`` on a graph of networkx.

Before anything is built the kernels say the least that is shared and walked from the start to each corner and
from it to the end, whenever streets close. So a graph of networkx holds no more than the arcs over which a
route of a given measure can lead; it grows where no such route is in time.
"""

import heapq
from dataclasses import dataclass

import networkx as nx
import numpy as np

from evacuation.apart import Apart, Asked, apart_of, barred_too_far, shared_ticks, usable_towards
from evacuation.clock import NO_LIMIT, UNREACHED, closed_at_first, in_time, latest_ticks
from evacuation.kernels.forward import search_forward
from evacuation.many_apart import routes_apart
from evacuation.network import BoolArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.trees import Search, grow_tree

#: By how much shared time counts more than walking time, so that one number orders both: no walk takes 29 h.
_SHARED = 1 << 20
#: By how many quarters of the first walk, and how much more [0.1 s], a route may be longer than if no street
#: closed, in the first graphs.
_RANGES = ((0, 600), (1, 3_000))
#: Most arcs of a graph and labels of a search of networkx; beyond them the kernel searches.
_MOST_ARCS, _MOST_LABELS = 8_000, 20_000
#: Position, walking time, what orders routes, the least of it that is left from its end, and its last tick.
_EDGE = ("arc", "ticks", "measure", "ahead", "until")


class _TooMany(Exception):  # noqa: N818
    """A search of networkx would take too long."""


@dataclass(frozen=True, slots=True, eq=False)
class _Ground:
    """The network as these people may walk it, and what no route goes below.

    ``kept`` are arcs that whoever is there soonest walks in time; ``latest`` is C of the latest departure
    from nodes; ``measure`` orders routes, shared time first; ``so_far`` and ``ahead`` are the least measure
    to nodes and from them to the end, whenever the streets between close.
    """

    network: Network
    on_network: ProfileOnNetwork
    asked: Asked
    shared: IntArray
    kept: BoolArray
    latest: IntArray
    measure: IntArray
    so_far: IntArray
    ahead: IntArray

    def through(self) -> IntArray:
        """Return the least measure of a route over each arc; UNREACHED or more where none is."""
        least = self.so_far[self.network.arc_tail()] + self.measure + self.ahead[self.network.arc_head]
        return np.where(self.kept, least, UNREACHED)


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
    own = int(on_network.ticks[asked.first].sum())
    if not own:
        return None
    ground = _ground(network, on_network, asked)
    least = int(ground.ahead[asked.node])
    if least >= own * _SHARED:
        return None
    try:
        return _growing(ground, own, least)
    except _TooMany:
        (found,) = routes_apart(network, on_network, [asked], threads=1)
        return found


def _growing(ground: _Ground, own: int, least: int) -> Apart | None:
    """Return the best route: a graph holds every route up to its measure, so the best up to there is it."""
    through, all_of_them = ground.through(), own * _SHARED - 1
    found: Apart | None = None
    for limit in (*(least + quarters * own // 4 + more for quarters, more in _RANGES), all_of_them):
        within = min(limit, all_of_them) if found is None else _total(found) - 1
        found = _with_allowance(ground, through <= within) or found
        if within == all_of_them or (found is not None and _total(found) <= within):
            break
    return found


def _total(found: Apart) -> int:
    return found.shared_ticks * _SHARED + found.walk


def _ground(network: Network, on_network: ProfileOnNetwork, asked: Asked) -> _Ground:
    usable, left = usable_towards(network, on_network, asked)
    tail, head = network.arc_tail(), network.arc_head
    soonest = search_forward(
        network.arc_start, head, on_network.ticks, on_network.release, usable, asked.node,
        asked.leave_ticks, asked.longest_ticks,
    )  # fmt: skip
    search = Search(by_latest=True, allowance=asked.allowance, closed_for=asked.closed_for)
    latest = grow_tree(network, on_network, asked.ends, search).cost
    kept = usable & (soonest[tail] < UNREACHED) & (left[head] < UNREACHED)
    kept &= soonest[tail] + on_network.ticks + left[head] <= asked.longest_ticks
    there = np.where(kept, asked.leave_ticks + soonest[tail] + on_network.ticks, UNREACHED)
    kept &= in_time(there, on_network.release) & in_time(there, latest[head])
    shared = shared_ticks(network, on_network, asked)
    measure = shared * _SHARED + on_network.ticks
    so_far, ahead = _bounds(network, asked, kept, measure)
    return _Ground(network, on_network, asked, shared, kept, latest, measure, so_far, ahead)


def _bounds(network: Network, asked: Asked, kept: BoolArray, measure: IntArray) -> tuple[IntArray, IntArray]:
    """Return the least measure from the start to nodes, and from them to the end, shape (nodes,) each."""
    n, ends = network.n_nodes, asked.ends
    open_always = np.zeros(network.n_arcs, np.int64)
    so_far = search_forward(
        network.arc_start, network.arc_head, measure, open_always, kept, asked.node, 0, NO_LIMIT
    )
    # Backwards every arc is walked as its reverse; one more node leads to all ends.
    ahead = search_forward(
        np.append(network.arc_start, np.int32(network.n_arcs + ends.nodes.size)).astype(np.int32),
        np.append(network.arc_head, ends.nodes.astype(np.int32)),
        np.append(measure[network.arc_reverse], ends.ticks),
        np.append(open_always, np.zeros(ends.nodes.size, np.int64)),
        np.append(kept[network.arc_reverse], np.ones(ends.nodes.size, np.bool_)),
        n, 0, NO_LIMIT,
    )  # fmt: skip
    return np.asarray(so_far, np.int64), np.asarray(ahead[:n], np.int64)


def _with_allowance(ground: _Ground, within: BoolArray) -> Apart | None:
    """Return the route over some arcs; barred ones that turn out to be too far from its end are left out."""
    within = within.copy()
    while True:
        found = _search(_graph(ground, within), ground)
        if found is None:
            return None
        too_far = barred_too_far(ground.network, ground.on_network, ground.asked, found.arcs)
        if not too_far.size:
            return found
        within[too_far] = False


def _search(graph: "nx.MultiDiGraph[int]", ground: _Ground) -> Apart | None:
    asked, ends = ground.asked, _ends(ground, graph)
    # The least that is left counts, too: those that lead to the end come first.
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
        if len(labels) > _MOST_LABELS:
            raise _TooMany
        for _, other, edge in graph.edges(node, data=True):
            longer = walk + edge["ticks"]
            if longer >= best.get(other, longer + 1) or asked.leave_ticks + longer > edge["until"]:
                continue
            labels.append((other, edge["arc"], label))
            so_far = measure + edge["measure"]
            heapq.heappush(waiting, (so_far + edge["ahead"], so_far, longer, len(labels) - 1))
    return None


def _ends(ground: _Ground, graph: "nx.MultiDiGraph[int]") -> dict[int, tuple[int, int]]:
    """Return the last metres from nodes where people may end, and by when they are walked [0.1 s]."""
    ends = ground.asked.ends
    there = np.zeros(ground.network.n_nodes, np.bool_)
    there[list(graph)] = True
    there = there[ends.nodes] & ~closed_at_first(ends.release)
    closes = np.maximum(ends.release[there], ground.on_network.deadline_release)
    values = ends.nodes[there].tolist(), ends.ticks[there].tolist(), _until(closes).tolist()
    return {node: (ticks, until) for node, ticks, until in zip(*values, strict=True)}


def _until(release: IntArray) -> IntArray:
    """Return the last tick at which something is walked in time, UNREACHED where it never closes."""
    return np.where(release > 0, latest_ticks(release), UNREACHED)


def _graph(ground: _Ground, within: BoolArray) -> "nx.MultiDiGraph[int]":
    """Return some arcs as a graph of networkx."""
    network, on_network = ground.network, ground.on_network
    arc = np.flatnonzero(within)
    if arc.size > _MOST_ARCS:
        raise _TooMany
    head = network.arc_head[arc]
    until = np.maximum(on_network.release[arc], ground.latest[head])
    columns = (arc, on_network.ticks[arc], ground.measure[arc], ground.ahead[head], _until(until))
    rows = zip(*(column.tolist() for column in columns), strict=True)
    tail = network.arc_tail()[arc].tolist()
    graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
    graph.add_node(ground.asked.node)
    for u, v, row in zip(tail, head.tolist(), rows, strict=True):
        graph.add_edge(u, v, **dict(zip(_EDGE, row, strict=True)))
    return graph


def _found(ground: _Ground, labels: list[tuple[int, int, int]], label: int) -> Apart:
    arcs = []
    while label > 0:
        _, arc, label = labels[label]
        arcs.append(arc)
    return apart_of(
        ground.network, ground.on_network, ground.asked, np.array(arcs[::-1], np.int32), ground.shared
    )
