"""Trees of routes that a change leaves as they are: nobody searches for them again.

A tree whose labels use no arc that the change closes or bars is what a search on the changed network gives:
an arc that won nowhere decides nothing, for of routes alike in everything that over the lowest arc is kept.
An arc that opens again, and any other change of what walking takes, has everything searched anew.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from evacuation.clock import cost_limit
from evacuation.destinations import Destinations
from evacuation.kernels.trace import walk_lengths
from evacuation.network import BoolArray, FloatArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import ArcRows, AtAccess
from evacuation.short_clock import NOT_REACHED, decode_cost


@dataclass(frozen=True, slots=True, eq=False)
class KeptTrees:
    """The trees of one walking profile, as they were found.

    Parameters
    ----------
    on_network, destinations, access_node
        What was searched for.
    limit_cost
        How late a route may be to be of use: beyond, latest routes are any.
    latest
        Latest routes to each destination; empty where no street closes and the shortest are the latest.
    shortest
        Shortest routes from where the latest are of use; None where nobody can use any.
    """

    on_network: ProfileOnNetwork
    destinations: Destinations
    access_node: IntArray
    limit_cost: int
    latest: tuple[AtAccess, ...]
    shortest: tuple[AtAccess | None, ...]

    def useful(self, i: int) -> BoolArray:
        """Return from which access nodes the latest route to a destination is of use.

        Parameters
        ----------
        i
            Position of the destination.

        Returns
        -------
        BoolArray
            Shape (access nodes,).
        """
        return np.asarray(decode_cost(self.latest[i].cost) <= self.limit_cost, np.bool_)


@dataclass(frozen=True, eq=False)
class Gone:
    """Arcs of a network that nobody may take any longer, or not as long, ascending."""

    network: Network
    arcs: IntArray

    @cached_property
    def ends(self) -> tuple[IntArray, IntArray]:
        """Node where each starts, and its number there."""
        tail = self.network.arc_tail()[self.arcs].astype(np.int64)
        return tail, self.arcs - self.network.arc_start[tail]

    def on_routes(self, tree: AtAccess, node: IntArray) -> BoolArray:
        """Return which routes of a tree take any of them, shape (nodes,).

        Parameters
        ----------
        tree
            Routes to one destination.
        node
            Nodes that the routes start from.

        Returns
        -------
        BoolArray
            Shape (nodes,).
        """
        next_arc = ArcRows((tree.turn,), self.network.arc_start)[0]
        return np.asarray(walk_lengths(next_arc, self.network.arc_head, self._each, node) > 0, np.bool_)

    @cached_property
    def _each(self) -> FloatArray:
        """1 for each of them, 0 for every other arc, shape (arcs,)."""
        each = np.zeros(self.network.n_arcs)
        each[self.arcs] = 1.0
        return each


@dataclass(frozen=True, slots=True, eq=False)
class StillRight:
    """What of the kept trees a search need not find again, None for what it must, by destination.

    Of ``shortest`` also trees that take an arc that is gone: ``shortest_from`` says whom they serve.
    """

    kept: KeptTrees
    latest: tuple[AtAccess | None, ...]
    shortest: tuple[AtAccess | None, ...]
    gone: Gone

    def whole(self, i: int) -> AtAccess | None:
        """Return the routes to a destination where no street closes; None for those to be found.

        Parameters
        ----------
        i
            Position of the destination.

        Returns
        -------
        AtAccess or None
            As they were found.
        """
        return self.shortest[i]

    def shortest_from(self, i: int, useful: BoolArray) -> AtAccess | None:
        """Return the shortest routes to a destination; None for those to be found.

        A tree that takes an arc that is gone serves whom it does not lead over it: of walks alone, no other
        way gets better by what is taken away.

        Parameters
        ----------
        i
            Position of the destination.
        useful
            Access nodes whose routes must be known, shape (access nodes,).

        Returns
        -------
        AtAccess or None
            None, too, where some of these routes were of no use before.
        """
        found, kept = self.shortest[i], self.kept
        if found is None or (useful & ~kept.useful(i)).any():
            return None
        if not _uses(found, *self.gone.ends):
            return found
        wanted = useful & (found.walk < NOT_REACHED)
        if self.gone.on_routes(found, kept.access_node[wanted]).any():
            return None
        # Of whom the latest route is of no use nobody asks, and a route over what is gone is none.
        cost, walk = (np.where(wanted, one, np.int32(NOT_REACHED)) for one in (found.cost, found.walk))
        return replace(found, cost=cost, walk=walk)


def still_right(
    kept: KeptTrees | None,
    network: Network,
    on_network: ProfileOnNetwork,
    destinations: Destinations,
    access_node: IntArray,
) -> StillRight | None:
    """Return which of the kept trees are what a search would find.

    Parameters
    ----------
    kept
        Trees of the same walking profile; None for none.
    network, on_network, destinations, access_node
        What is searched for now.

    Returns
    -------
    StillRight or None
        None where nothing can be taken over.
    """
    if kept is None or not _comparable(kept, on_network, destinations, access_node):
        return None
    was = kept.on_network
    barred_anew = on_network.barred & ~was.barred
    opened = bool((was.barred & ~on_network.barred).any())
    same_end = [
        row < 0 or was.place_release[row] == on_network.place_release[row] for row in destinations.place_row
    ]

    def there(found: tuple[AtAccess | None, ...], before: IntArray, now: IntArray) -> list[AtAccess | None]:
        if not found:
            return []
        if opened or (now < before).any():
            return [None] * len(found)
        return [one if same else None for one, same in zip(found, same_end, strict=True)]

    def unused(found: list[AtAccess | None], gone: Gone) -> tuple[AtAccess | None, ...]:
        return tuple(None if one is None or _uses(one, *gone.ends) else one for one in found)

    def gone(before: IntArray, now: IntArray) -> Gone:
        return Gone(network, np.flatnonzero((now > before) | barred_anew))

    latest = there(kept.latest, was.release, on_network.release)
    shortest = there(kept.shortest, was.passable, on_network.passable)
    walked = gone(was.passable, on_network.passable)
    by_latest = unused(latest, gone(was.release, on_network.release))
    # Where no street closes the shortest are the latest, and are taken over as a whole.
    by_shortest = tuple(shortest) if on_network.timed else unused(shortest, walked)
    return StillRight(kept, by_latest, by_shortest, walked)


def _uses(tree: AtAccess, tail: IntArray, turn: IntArray) -> bool:
    """Whether a tree takes any of some arcs, given as the node where each starts and its number there."""
    return bool((tree.turn[tail] == turn).any())


def _comparable(
    kept: KeptTrees, on_network: ProfileOnNetwork, destinations: Destinations, access_node: IntArray
) -> bool:
    """Whether all but the closings of streets and places is as it was."""
    was, before = kept.on_network, kept.destinations
    numbers = ("deadline_release", "longest_ticks", "allowance_ticks", "timed")
    arrays = ("ticks", "place_connector", "place_closed_for")
    return (
        was.segments is None
        and on_network.segments is None
        and cost_limit(on_network.earliest_ticks) <= kept.limit_cost
        and all(getattr(was, name) == getattr(on_network, name) for name in numbers)
        and all(np.array_equal(getattr(was, name), getattr(on_network, name)) for name in arrays)
        and _all_equal(was.closed_for_arcs, on_network.closed_for_arcs)
        and (before.destination_id, before.kind) == (destinations.destination_id, destinations.kind)
        and np.array_equal(before.place_row, destinations.place_row)
        and _all_equal(before.nodes, destinations.nodes)
        and np.array_equal(kept.access_node, access_node)
    )


def _all_equal(some: tuple[np.ndarray, ...], others: tuple[np.ndarray, ...]) -> bool:
    return len(some) == len(others) and all(
        one is other or np.array_equal(one, other) for one, other in zip(some, others, strict=True)
    )
