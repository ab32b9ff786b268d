"""Dry ground that a hazard area surrounds: no way out leads there."""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from evacuation.network import BoolArray, Network


def on_islands(network: Network, is_cut: BoolArray, streets_min_m: float) -> BoolArray:
    """Mark the nodes whose connected dry streets are shorter in all than a length, shape (nodes,).

    Layers of depth classes leave slivers between them, and embankments stand out of the water: a
    corner there is dry, but whoever walks to it is cut off.

    Parameters
    ----------
    network
        The network.
    is_cut
        Arcs that water or fire reaches, shape (arcs,).
    streets_min_m
        Shortest length in all of connected dry streets that is no island [m].

    Returns
    -------
    BoolArray
        Shape (nodes,). A node without a dry street is an island of its own, of length zero.
    """
    dry = np.flatnonzero(~is_cut)
    tail, head = network.arc_tail()[dry], network.arc_head[dry]
    links = coo_array((np.ones(dry.size, np.int8), (tail, head)), shape=(network.n_nodes,) * 2)
    n_parts, part = connected_components(links, directed=False)
    # Every street stands as two arcs, one each way.
    length_m = np.bincount(part[tail], weights=network.arc_length_m[dry], minlength=n_parts) / 2.0
    return length_m[part] < streets_min_m
