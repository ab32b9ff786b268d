"""The walking network as arrays: corners, street ends, and the access points of people and places.

Streets are split at every access point, so that whoever walks starts and ends on a node and a
route is an ordinary path of nodes. Everything is directed: a street gives two arcs, because a
slope is walked at another speed up than down.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import networkx as nx

IntArray = npt.NDArray[np.int64]
Int32Array = npt.NDArray[np.int32]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Network:
    """A walking network in compressed form. All arrays are read-only.

    Parameters
    ----------
    node_id
        Node ids, shape (n,); access points have negative ids.
    x_m, y_m
        Coordinates in the bundle's CRS [m], shape (n,).
    arc_start
        First arc of each node, shape (n + 1,): arcs leaving node i are
        ``arc_start[i]:arc_start[i + 1]``.
    arc_head
        Node position where each arc ends, shape (m,).
    arc_street
        Row of the street table that each arc lies on, shape (m,).
    arc_length_m
        Length of each arc [m], shape (m,).
    arc_slope
        Rise over run in walking direction, shape (m,).
    arc_from_share, arc_to_share
        Where on its street an arc starts and ends, as shares of the street's length from u to v.
    arc_reverse
        Position of the opposite arc, shape (m,).
    street_id
        Street ids by row of the street table.
    block_node, place_node
        Node position of the access point by row of the block and place table; −1 without one.
    block_connector_m, place_connector_m
        Distance from the block or place to its access point [m].
    """

    node_id: IntArray
    x_m: FloatArray
    y_m: FloatArray
    arc_start: Int32Array
    arc_head: Int32Array
    arc_street: Int32Array
    arc_length_m: FloatArray
    arc_slope: FloatArray
    arc_from_share: FloatArray
    arc_to_share: FloatArray
    arc_reverse: Int32Array
    street_id: IntArray
    block_node: IntArray
    place_node: IntArray
    block_connector_m: FloatArray
    place_connector_m: FloatArray

    @property
    def n_nodes(self) -> int:
        """Number of nodes."""
        return int(self.node_id.size)

    @property
    def n_arcs(self) -> int:
        """Number of directed arcs."""
        return int(self.arc_head.size)

    @property
    def has_streets(self) -> bool:
        """Whether there is any street; without one nobody knows of any way, safe or not."""
        return self.n_arcs > 0

    def arc_tail(self) -> Int32Array:
        """Return the node position where each arc starts, shape (m,).

        Returns
        -------
        Int32Array
            Shape (m,).
        """
        counts = np.diff(self.arc_start)
        return np.repeat(np.arange(self.n_nodes, dtype=np.int32), counts)

    def graph(self, **arc_values: npt.NDArray[Any]) -> "nx.MultiDiGraph[int]":
        """Return a new ``nx.MultiDiGraph`` keyed by node id.

        Parameters
        ----------
        arc_values
            Further values per arc, shape (m,), stored under their name on each edge.

        Returns
        -------
        nx.MultiDiGraph[int]
            Nodes with ``x`` and ``y`` [m], edges with ``street_id``, ``length_m`` [m] and the values
            given.
        """
        # Imported for whoever asks: it takes longer than building the network.
        import networkx as nx  # noqa: PLC0415

        graph: nx.MultiDiGraph[int] = nx.MultiDiGraph()
        for node, x, y in zip(self.node_id.tolist(), self.x_m.tolist(), self.y_m.tolist(), strict=True):
            graph.add_node(node, x=x, y=y)
        values = {name: array.tolist() for name, array in arc_values.items()}
        tails = self.node_id[self.arc_tail()].tolist()
        heads = self.node_id[self.arc_head].tolist()
        streets = self.street_id[self.arc_street].tolist()
        lengths = self.arc_length_m.tolist()
        for i, (tail, head, street, length) in enumerate(zip(tails, heads, streets, lengths, strict=True)):
            extra = {name: column[i] for name, column in values.items()}
            graph.add_edge(tail, head, street_id=street, length_m=length, **extra)
        return graph
