"""Trees of routes that a change leaves as they are: nobody searches for them again.

A tree whose labels use no arc that the change closes or bars is what a search on the changed network gives:
an arc that won nowhere decides nothing, for of routes alike in everything that over the lowest arc is kept.
An arc that opens again, and any other change of what walking takes, has everything searched anew.
"""

from dataclasses import dataclass

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.clock import NO_LIMIT, cost_limit
from evacuation.destinations import Destinations
from evacuation.network import BoolArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import AtAccess
from evacuation.short_clock import LONGEST_WALK, NOT_REACHED, decode_cost


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
        """Return from which access nodes the shortest route to a destination was looked for.

        Parameters
        ----------
        i
            Position of the destination.

        Returns
        -------
        BoolArray
            Shape (access nodes,).
        """
        return self.may_use(i, self.latest[i])

    def may_use(self, i: int, latest: AtAccess) -> BoolArray:
        """Return for whom the shortest route to a destination is looked for, given other latest routes.

        Parameters
        ----------
        i
            Position of the destination.
        latest
            Latest routes to it.

        Returns
        -------
        BoolArray
            Shape (access nodes,).
        """
        safe = self.destinations.kind[i] is DestinationKind.SAFE_AREA
        longest = NO_LIMIT if safe else self.on_network.longest_ticks
        return of_use(latest, self.limit_cost, longest)


def of_use(latest: AtAccess, limit_cost: int, longest: int) -> BoolArray:
    """Return for whom the shortest route is looked for, which may be of use to them.

    Parameters
    ----------
    latest
        Latest routes to the destination.
    limit_cost
        How late a route may be.
    longest
        Longest walk to it [0.1 s].

    Returns
    -------
    BoolArray
        Shape (access nodes,).
    """
    useful = np.asarray(decode_cost(latest.cost) <= limit_cost, np.bool_)
    if longest < LONGEST_WALK:
        # Who comes too far by the latest route from the next corner may still come by the shortest.
        useful |= latest.walk == NOT_REACHED
    return useful


@dataclass(frozen=True, slots=True, eq=False)
class Gone:
    """Arcs of a network that nobody may take any longer, or not as long.

    Parameters
    ----------
    tail, turn
        Node where each starts, and its number there, shape (arcs,).
    opened
        Whether others open, or stay open longer.
    """

    tail: IntArray
    turn: IntArray
    opened: bool

    @classmethod
    def between(cls, network: Network, before: IntArray, now: IntArray, barred: BoolArray) -> "Gone":
        """Return what is gone from one day to another.

        Parameters
        ----------
        network
            The network.
        before, now
            Release of its arcs on both days (``evacuation.clock``), shape (arcs of the network,).
        barred
            Arcs that are barred anew, shape (arcs of the network,).

        Returns
        -------
        Gone
            Ascending.
        """
        arcs = np.flatnonzero((now > before) | barred)
        tail = network.arc_tail()[arcs].astype(np.int64)
        return cls(tail, arcs - network.arc_start[tail], bool((now < before).any()))

    def leaves(self, tree: AtAccess) -> bool:
        """Whether a tree takes none of them, and nothing opens.

        Parameters
        ----------
        tree
            A tree.

        Returns
        -------
        bool
            True for a tree that a search would find again.
        """
        return not self.opened and not bool((tree.turn[self.tail] == self.turn).any())


@dataclass(frozen=True, slots=True, eq=False)
class StillRight:
    """What of the kept trees a search need not find again, None for what it must, by destination.

    Parameters
    ----------
    kept
        The trees that were kept.
    latest, shortest
        Those that are right.
    same_end
        Which destinations are reached as before, shape (destinations,).
    gone_late, gone_short
        Arcs that are gone for latest and for shortest routes.
    """

    kept: KeptTrees
    latest: tuple[AtAccess | None, ...]
    shortest: tuple[AtAccess | None, ...]
    same_end: tuple[bool, ...]
    gone_late: Gone
    gone_short: Gone

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
        one = self.shortest[i]
        if one is not None and one is self.latest[i]:
            # They stand for the latest, which are known from everywhere.
            return one
        return None if (useful & ~self.kept.useful(i)).any() else one


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
    if (was.barred & ~on_network.barred).any():
        return None
    late = Gone.between(network, was.release, on_network.release, barred_anew)
    short = Gone.between(network, was.passable, on_network.passable, barred_anew)
    same_end = tuple(
        row < 0 or bool(was.place_release[row] == on_network.place_release[row])
        for row in destinations.place_row.tolist()
    )

    def left(found: tuple[AtAccess | None, ...], gone: Gone) -> tuple[AtAccess | None, ...]:
        return tuple(
            one if same and one is not None and gone.leaves(one) else None
            for one, same in zip(found, same_end, strict=bool(found))
        )

    return StillRight(kept, left(kept.latest, late), left(kept.shortest, short), same_end, late, short)


def may_follow(
    kept: KeptTrees, on_network: ProfileOnNetwork, destinations: Destinations, access_node: IntArray
) -> bool:
    """Whether a search may take trees over from another: nothing differs, or arcs are closed or barred.

    Parameters
    ----------
    kept
        Trees of the same walking profile.
    on_network, destinations, access_node
        What is searched for now.

    Returns
    -------
    bool
        False where anything opens, too: nothing would be taken over then.
    """
    was = kept.on_network
    return (
        _comparable(kept, on_network, destinations, access_node)
        and not (was.barred & ~on_network.barred).any()
        and not (on_network.release < was.release).any()
        and not (on_network.passable < was.passable).any()
    )


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
        and all_equal(was.closed_for_arcs, on_network.closed_for_arcs)
        and (before.destination_id, before.kind) == (destinations.destination_id, destinations.kind)
        and np.array_equal(before.place_row, destinations.place_row)
        and all_equal(before.nodes, destinations.nodes)
        and np.array_equal(kept.access_node, access_node)
    )


def all_equal(some: tuple[np.ndarray, ...], others: tuple[np.ndarray, ...]) -> bool:
    """Whether arrays are the same, one by one.

    Parameters
    ----------
    some, others
        The arrays.

    Returns
    -------
    bool
        False where there are more of the one than of the other.
    """
    return len(some) == len(others) and all(
        one is other or np.array_equal(one, other) for one, other in zip(some, others, strict=True)
    )
