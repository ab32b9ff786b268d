"""Parts of the network within which everybody gets everywhere, and which of them lead to which."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from evacuation.network import BoolArray, Int32Array, IntArray, Network


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Parts of the network.

    Parameters
    ----------
    part
        Number of the part of each node, shape (nodes,).
    comes_from
        From each part the parts that lead straight to it.
    """

    part: Int32Array
    comes_from: csr_array

    def leads(self, start: IntArray, node: IntArray) -> BoolArray:
        """Whether a way leads from each start to any of some nodes.

        Parameters
        ----------
        start, node
            Nodes: where from, shape (n,), and where to.

        Returns
        -------
        BoolArray
            Shape (n,).
        """
        ends = np.unique(self.part[node])
        own = self.part[start]
        led = np.asarray(np.isin(own, ends), np.bool_)
        if led.all() or not ends.size:
            return led
        # One part more, to which all ends lead.
        n, links = self.comes_from.shape[0], self.comes_from
        indices = np.concatenate([links.indices, ends.astype(np.int32)])
        indptr = np.append(links.indptr, np.int32(indices.size))
        asked = csr_array((np.ones(indices.size, np.float64), indices, indptr), shape=(n + 1, n + 1))
        reached = np.zeros(n + 1, np.bool_)
        reached[breadth_first_order(asked, n, return_predecessors=False)] = True
        return np.asarray(reached[own], np.bool_)


def network_parts(network: Network, is_open: BoolArray) -> Parts:
    """Return the parts of a network.

    Parameters
    ----------
    network
        The network.
    is_open
        Arcs that may be walked, shape (arcs,).

    Returns
    -------
    Parts
        A node that nothing leads to and from is a part of its own.
    """
    arcs = np.flatnonzero(is_open)
    tail, head = network.arc_tail()[arcs], network.arc_head[arcs]
    links = coo_array((np.ones(arcs.size, np.int8), (tail, head)), shape=(network.n_nodes,) * 2)
    n_parts, part = connected_components(links.tocsr(), directed=True, connection="strong")
    leads = part[tail] != part[head]
    one, other = part[head[leads]], part[tail[leads]]
    comes_from = coo_array((np.ones(one.size), (one, other)), shape=(n_parts, n_parts))
    return Parts(part.astype(np.int32), comes_from.tocsr())
