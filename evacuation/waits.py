"""Waits in queues that a search adds to walking times."""

from dataclasses import dataclass

import numpy as np

from evacuation.network import FloatArray, IntArray, Network


@dataclass(frozen=True, slots=True, eq=False)
class Waits:
    """Mean waits [0.1 s]: at the end of each arc, at each door, before the first street of each block.

    Shapes (arcs,), (places,) and (blocks,).
    """

    arcs: FloatArray
    places: FloatArray
    blocks: FloatArray

    @classmethod
    def none(cls, network: Network) -> "Waits":
        """Return no wait anywhere on a network.

        Parameters
        ----------
        network
            The network.

        Returns
        -------
        Waits
            Zeros.
        """
        return cls(
            np.zeros(network.n_arcs), np.zeros(network.place_node.size), np.zeros(network.block_node.size)
        )

    def ticks(self) -> tuple[IntArray, IntArray, IntArray]:
        """Return the waits as whole ticks.

        Returns
        -------
        tuple[IntArray, IntArray, IntArray]
            Of arcs, places and blocks, rounded up [0.1 s].
        """
        arcs, places, blocks = (
            np.ceil(np.round(one, 6)).astype(np.int64) for one in (self.arcs, self.places, self.blocks)
        )
        return arcs, places, blocks

    def towards(self, other: "Waits", share: float) -> "Waits":
        """Return the waits moved by a share of the way towards others.

        Parameters
        ----------
        other
            Waits on the same network.
        share
            From 0 (stay) to 1 (become the others).

        Returns
        -------
        Waits
            The mean of both, weighted.
        """
        pairs = zip(
            (self.arcs, self.places, self.blocks), (other.arcs, other.places, other.blocks), strict=True
        )
        return Waits(*(mine + share * (theirs - mine) for mine, theirs in pairs))
