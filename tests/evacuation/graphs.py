"""Small random networks for what is computed on the whole graph; ``networkx`` and slow loops stand beside."""

from typing import NamedTuple

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from evacuation.network import Network


class Drawn(NamedTuple):
    """A network, which of its arcs may be walked, which nodes are safe, and where people start."""

    network: Network
    kept: np.ndarray
    safe: np.ndarray
    starts: np.ndarray


def network_of(n: int, streets: list[tuple[int, int]]) -> Network:
    """Return a network of streets between nodes 0 to n − 1, each of 10 m and an arc both ways."""
    ends = [(u, v, row) for row, pair in enumerate(streets) for u, v in (pair, pair[::-1])]
    order = sorted(range(len(ends)), key=lambda i: (ends[i][0], i))
    place = {old: new for new, old in enumerate(order)}
    tails = np.array([ends[i][0] for i in order], np.int64)
    m, nothing = len(ends), np.zeros(0)
    return Network(
        node_id=np.arange(n), x_m=np.arange(n, dtype=float), y_m=np.zeros(n),
        arc_start=np.searchsorted(tails, np.arange(n + 1)).astype(np.int32),
        arc_head=np.array([ends[i][1] for i in order], np.int32),
        arc_street=np.array([ends[i][2] for i in order], np.int32),
        arc_length_m=np.full(m, 10.0), arc_slope=np.zeros(m), arc_from_share=np.zeros(m),
        arc_to_share=np.ones(m), arc_reverse=np.array([place[i ^ 1] for i in order], np.int32),
        street_id=np.arange(len(streets)) + 100,
        block_node=np.zeros(0, np.int64), place_node=np.zeros(0, np.int64),
        block_connector_m=nothing, place_connector_m=nothing,
    )  # fmt: skip


@st.composite
def drawn_networks(draw) -> Drawn:
    """Draw a network of up to seven nodes; some arcs may be walked one way only, some not at all."""
    n = draw(st.integers(3, 7))
    pair = st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)).filter(lambda ends: ends[0] != ends[1])
    network = network_of(n, draw(st.lists(pair, min_size=2, max_size=12)))
    kept = np.array(draw(st.lists(st.sampled_from([True, True, True, False]), min_size=network.n_arcs,
                                  max_size=network.n_arcs)))  # fmt: skip
    safe = np.zeros(n, np.bool_)
    safe[draw(st.integers(1, n - 1))] = True
    starts = draw(st.lists(st.sampled_from(np.flatnonzero(~safe).tolist()), min_size=1, max_size=2))
    return Drawn(network, kept, safe, np.unique(starts))


def reaches(drawn: Drawn, node: int, without: tuple[int, ...] = ()) -> bool:
    """Whether a node has a route to safety without some arcs, looked for by networkx."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(drawn.network.n_nodes))
    tails = drawn.network.arc_tail()
    for arc in range(drawn.network.n_arcs):
        if drawn.kept[arc] and arc not in without:
            graph.add_edge(int(tails[arc]), int(drawn.network.arc_head[arc]))
    return any(nx.has_path(graph, node, int(end)) for end in np.flatnonzero(drawn.safe))
