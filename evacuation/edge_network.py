"""A walking network of plain edges, without streets, blocks or geometry: what a graph of others gives."""

from typing import NamedTuple

import numpy as np

from evacuation.network import BoolArray, FloatArray, IntArray, Network


class EdgeNetwork(NamedTuple):
    """A network of edges.

    Parameters
    ----------
    network
        The network; ``street_id`` and ``arc_street`` are positions of edges.
    is_forward
        Whether an arc runs as its edge is given, shape (arcs,).
    """

    network: Network
    is_forward: BoolArray


def network_of_edges(
    tail: IntArray, head: IntArray, length_m: FloatArray, *, n_nodes: int, x_m: FloatArray, y_m: FloatArray
) -> EdgeNetwork:
    """Return the network of edges; each has an arc as it is given, and one back.

    Who may not walk an edge back closes that arc.

    Parameters
    ----------
    tail, head
        Positions of the nodes at the ends of each edge, shape (edges,).
    length_m
        Length of each edge [m], shape (edges,).
    n_nodes
        Number of nodes; node ids are their positions.
    x_m, y_m
        Coordinates of the nodes, shape (nodes,).

    Returns
    -------
    EdgeNetwork
        The network, and which arcs run as given.
    """
    n = tail.size
    tails = np.column_stack([tail, head]).ravel()
    order = np.argsort(tails, kind="stable")
    place = np.empty(2 * n, np.int64)
    place[order] = np.arange(2 * n)
    forward = np.tile(np.array([True, False]), n)
    nothing = np.zeros(0, np.int64)
    network = Network(
        node_id=np.arange(n_nodes, dtype=np.int64), x_m=x_m, y_m=y_m,
        arc_start=np.searchsorted(tails[order], np.arange(n_nodes + 1)).astype(np.int32),
        arc_head=np.column_stack([head, tail]).ravel()[order].astype(np.int32),
        arc_street=np.repeat(np.arange(n), 2)[order].astype(np.int32),
        arc_length_m=np.repeat(length_m, 2)[order], arc_slope=np.zeros(2 * n),
        arc_from_share=np.where(forward, 0.0, 1.0)[order], arc_to_share=np.where(forward, 1.0, 0.0)[order],
        arc_reverse=place[order ^ 1].astype(np.int32), street_id=np.arange(n, dtype=np.int64),
        block_node=nothing, place_node=nothing,
        block_connector_m=np.zeros(0), place_connector_m=np.zeros(0),
    )  # fmt: skip
    return EdgeNetwork(network, forward[order])
