"""Trees of routes to many destinations, kept small: times in 32 bits, arcs as their numbers at each node."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from evacuation.network import Int32Array, IntArray
from evacuation.short_clock import decode_cost, decode_walk

#: Which of its own arcs each node takes, counted from the first; the highest number for none.
TurnArray = npt.NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class TickRows:
    """Times from access nodes, a row for each destination, that read as ``evacuation.clock`` writes them.

    Parameters
    ----------
    rows
        Labels of searches, each of shape (access nodes,).
    decode
        What makes times of labels.
    """

    rows: tuple[Int32Array, ...]
    decode: Callable[[Int32Array], IntArray]

    @classmethod
    def costs(cls, rows: tuple[Int32Array, ...]) -> "TickRows":
        """Return costs C of labels.

        Parameters
        ----------
        rows
            Labels of searches, each of shape (access nodes,).

        Returns
        -------
        TickRows
            Costs.
        """
        return cls(rows, decode_cost)

    @classmethod
    def walks(cls, rows: tuple[Int32Array, ...]) -> "TickRows":
        """Return walking times [0.1 s] of labels.

        Parameters
        ----------
        rows
            Labels of searches, each of shape (access nodes,).

        Returns
        -------
        TickRows
            Walking times.
        """
        return cls(rows, decode_walk)

    def __getitem__(self, at: tuple[int | slice, Any]) -> IntArray:
        """Return times of one destination, or of some in a row, at one access node or at some."""
        row, node = at
        if isinstance(row, slice):
            return self.decode(np.array([one[node] for one in self.rows[row]], np.int32))
        return self.decode(self.rows[row][node])

    def all(self) -> IntArray:
        """Return all times, shape (destinations, access nodes).

        Returns
        -------
        IntArray
            Shape (destinations, access nodes).
        """
        return self.decode(np.array(self.rows, np.int32)) if self.rows else np.zeros((0, 0), np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class ArcRows:
    """The arc to take at each node, a row for each destination, that reads as arcs of the network.

    Parameters
    ----------
    rows
        Numbers at the node, each of shape (nodes,); empty where nobody can use the tree.
    arc_start
        First arc of each node, shape (nodes + 1,).
    """

    rows: tuple[TurnArray, ...]
    arc_start: Int32Array

    def __getitem__(self, row: int) -> Int32Array:
        """Return the arc to take at each node to one destination; −1 for none."""
        turn = self.rows[row]
        none = np.iinfo(turn.dtype).max
        return np.where(turn == none, -1, self.arc_start[: turn.size] + turn).astype(np.int32)

    def __len__(self) -> int:
        """Return the number of destinations."""
        return len(self.rows)


@dataclass(frozen=True, slots=True, eq=False)
class RouteTrees:
    """Routes of one sort to every destination.

    Parameters
    ----------
    cost, walk
        C and walking time from each access node, by destination and access node.
    next_arc
        For each destination the arc to take at each node of the network, shape (nodes,); empty
        where nobody can use the tree.
    """

    cost: TickRows
    walk: TickRows
    next_arc: ArcRows

    def alike(self, other: "RouteTrees", row: int) -> bool:
        """Whether the routes to one destination are one and the same.

        Parameters
        ----------
        other
            Routes of another sort.
        row
            The destination.

        Returns
        -------
        bool
            False, too, where they are equal by chance only.
        """
        return self.cost.rows[row] is other.cost.rows[row] and self.walk.rows[row] is other.walk.rows[row]


@dataclass(frozen=True, slots=True)
class Grown:
    """How a tree was found, for who mends it.

    Parameters
    ----------
    by_latest
        What was minimised: C, else the walk.
    longest
        Longest walk that was followed [0.1 s].
    known
        As far as this label the tree is right, for whatever node.
    """

    by_latest: bool
    longest: int
    known: int


@dataclass(frozen=True, slots=True, eq=False)
class AtAccess:
    """The routes to one destination as they are kept: labels at the access nodes, and numbers of arcs."""

    cost: Int32Array
    walk: Int32Array
    turn: TurnArray = field(default_factory=lambda: np.zeros(0, np.uint8))
    grown: Grown | None = None


def joined(found: list[AtAccess], arc_start: Int32Array) -> RouteTrees:
    """Return the routes to all destinations.

    Parameters
    ----------
    found
        Those to each.
    arc_start
        First arc of each node, shape (nodes + 1,).

    Returns
    -------
    RouteTrees
        In the order of ``found``.
    """
    return RouteTrees(
        TickRows.costs(tuple(one.cost for one in found)),
        TickRows.walks(tuple(one.walk for one in found)),
        ArcRows(tuple(one.turn for one in found), arc_start),
    )


def turn_type(arc_start: Int32Array) -> np.dtype[Any]:
    """Return the smallest type for the arcs of one node, with a number more for none.

    Parameters
    ----------
    arc_start
        First arc of each node, shape (nodes + 1,).

    Returns
    -------
    np.dtype
        Unsigned.
    """
    return np.min_scalar_type(int(np.diff(arc_start).max(initial=0)) + 1)
