"""Networks of a few nodes for the tests of searches, and an obvious search to hold them against."""

import heapq
from types import SimpleNamespace

import numpy as np
from hypothesis import strategies as st

from evacuation.clock import CLOSED, HORIZON, UNREACHED
from evacuation.network import Network


class Profile(SimpleNamespace):
    """A walking profile on the network, as far as searches look at it."""

    __hash__ = object.__hash__


def small_network(n: int, streets, *, places=(), length_m=None) -> Network:
    """A network of ``n`` nodes in a row, each street walked both ways; arcs sorted as those of a city."""
    pairs = [(u, v, i) for i, (u, v) in enumerate(streets)]
    both = sorted([(u, v, i, 0) for u, v, i in pairs] + [(v, u, i, 1) for u, v, i in pairs])
    at = {(i, way): k for k, (_, _, i, way) in enumerate(both)}
    tail, head, street = (np.array([one[k] for one in both], np.int64) for k in range(3))
    lengths = np.ones(len(pairs)) if length_m is None else np.asarray(length_m, np.float64)
    nothing, nowhere = np.zeros(len(both)), np.zeros(0)
    return Network(
        node_id=np.arange(n), x_m=np.arange(n, dtype=np.float64), y_m=np.zeros(n),
        arc_start=np.searchsorted(tail, np.arange(n + 1)).astype(np.int32), arc_head=head.astype(np.int32),
        arc_street=street.astype(np.int32), arc_length_m=lengths[street], arc_slope=nothing,
        arc_from_share=nothing, arc_to_share=nothing,
        arc_reverse=np.array([at[i, 1 - way] for _, _, i, way in both], np.int32),
        street_id=np.arange(len(pairs)), block_node=np.zeros(0, np.int64),
        place_node=np.array(places, np.int64), block_connector_m=nowhere,
        place_connector_m=np.zeros(len(places)),
    )  # fmt: skip


@st.composite
def small_networks(draw, *, least: int = 1):
    """Any network of up to nine nodes: rings, dead ends, loops, double streets, parts by themselves."""
    n = draw(st.integers(2, 9))
    ends = st.integers(0, n - 1)
    streets = draw(st.lists(st.tuples(ends, ends), min_size=1, max_size=14))
    # Some nodes in a row make chains and dead ends likely.
    streets += [(i, i + 1) for i in range(draw(st.integers(0, n - 1)))]
    network = small_network(n, streets, places=draw(st.lists(ends, max_size=2)))
    m = network.n_arcs
    ticks = np.array(draw(st.lists(st.integers(least, 30), min_size=m, max_size=m)), np.int64)
    closes = draw(st.lists(st.sampled_from([None, None, -1, 5, 20, 40, 80]), min_size=m, max_size=m))
    release = np.array([0 if c is None else CLOSED if c < 0 else HORIZON - c for c in closes], np.int64)
    barred = np.array(draw(st.lists(st.sampled_from([False, False, True]), min_size=m, max_size=m)), np.bool_)
    return network, ticks, release, barred


def obvious_search(network, ticks, release, barred, ends, *, by_latest, allowance=-1, limit_walk=1 << 40):
    """Search back from ``{node: (release, walk left)}`` over dictionaries; cost, walk, next arc by node."""
    label, arc, done = {}, {}, set()
    heap = []
    for node, (closing, left) in ends.items():
        if closing <= HORIZON and left <= limit_walk:
            label[node] = (closing + left, left) if by_latest else (left, closing + left)
            heap.append((*label[node], node))
    heapq.heapify(heap)
    tail = network.arc_tail()
    while heap:
        _, _, v = heapq.heappop(heap)
        if v in done:
            continue
        done.add(v)
        cost, walk = label[v] if by_latest else label[v][::-1]
        for a in np.flatnonzero(network.arc_head == v).tolist():
            u, new_walk = int(tail[a]), walk + int(ticks[a])
            if u in done or release[a] > HORIZON or new_walk > limit_walk:
                continue
            if barred[a] and new_walk > allowance:
                continue
            new_cost = max(cost, int(release[a])) + int(ticks[a])
            new = (new_cost, new_walk) if by_latest else (new_walk, new_cost)
            if u not in label or new < label[u] or (new == label[u] and u in arc and a < arc[u]):
                label[u], arc[u] = new, a
                heapq.heappush(heap, (*new, u))
    far = (int(UNREACHED), int(UNREACHED))
    found = [label.get(u, far) if by_latest else label.get(u, far)[::-1] for u in range(network.n_nodes)]
    return [c for c, _ in found], [w for _, w in found], [arc.get(u, -1) for u in range(network.n_nodes)]
