"""Which destination each profile reaches in time, how long it walks, and by which tree of routes.

Costs and walks are kept at the access nodes that people start from; of a tree over the whole
network only the next arcs stay, to trace routes by.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.clock import NO_LIMIT, UNREACHED, cost_limit, in_time
from evacuation.destinations import Destinations
from evacuation.growing import Growing
from evacuation.kept_trees import KeptTrees, still_right
from evacuation.mending import Mending
from evacuation.network import BoolArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import RouteTrees, joined
from evacuation.rows import WalkingRows


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """What is possible for demand rows, arrays of shape (destinations, rows).

    Parameters
    ----------
    feasible
        Whether the destination is reached in time.
    in_reserve
        Whether the route that is taken leaves the reserve before its limit.
    by_shortest
        Whether the shortest route is taken, else the one with the latest departure.
    walk
        Walking time on the network [0.1 s] of the route that is taken; UNREACHED for none.
    """

    feasible: BoolArray
    in_reserve: BoolArray
    by_shortest: BoolArray
    walk: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Again:
    """That one search follows another.

    Parameters
    ----------
    kept
        What was found before; None for the first.
    ahead_ticks
        How much earlier people may leave in the next [0.1 s].
    """

    kept: KeptTrees | None = None
    ahead_ticks: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Shortest and latest routes of one walking profile to every destination.

    Parameters
    ----------
    on_network
        The profile on the network.
    access_node
        Nodes that its people start from, ascending, shape (access nodes,).
    shortest, latest
        Shortest routes, and those with the latest departure. Where no latest route leaves later than
        the shortest, both are the same, with one array of next arcs.
    longest_ticks
        Longest walk to each destination, connectors included [0.1 s], shape (destinations,); below 0 where
        these people may not be led to it at all (a place for people who need care).
    closed_for
        Row of ``ProfileOnNetwork.closed_for_blocks`` of each destination; −1 for none.
    never_shut
        Routes with the latest departure that do not count on a street to open again; None where none does,
        and ``latest`` is what they would be.
    kept
        What a search after a change may take over; None where none was asked for.
    """

    on_network: ProfileOnNetwork
    access_node: IntArray
    shortest: RouteTrees
    latest: RouteTrees
    longest_ticks: IntArray
    closed_for: IntArray
    never_shut: RouteTrees | None = None
    kept: KeptTrees | None = None

    def trees(self, *, by_shortest: bool) -> RouteTrees:
        """Return the shortest or the latest routes.

        Parameters
        ----------
        by_shortest
            Whether the shortest routes are wanted.

        Returns
        -------
        RouteTrees
            Trees of every destination.
        """
        return self.shortest if by_shortest else self.latest

    def position(self, node: IntArray) -> IntArray:
        """Return where nodes stand among the access nodes; the last for a node that does not.

        Parameters
        ----------
        node
            Node positions, shape (n,).

        Returns
        -------
        IntArray
            Positions in ``access_node``, shape (n,).
        """
        found = np.searchsorted(self.access_node, node)
        return np.asarray(np.minimum(found, self.access_node.size - 1), np.int64)

    def choices(self, rows: WalkingRows) -> Choices:
        """Return what is possible for demand rows of this profile.

        Of the two routes the shortest is taken if it keeps the reserve, else the latest if that
        keeps it, else the shortest if it is in time, else the latest. What counts on a street to open
        again never keeps the reserve: nobody waits there who has another way or place with the reserve.

        Parameters
        ----------
        rows
            Demand rows of this profile; their connector counts towards the longest walk.

        Returns
        -------
        Choices
            Arrays of shape (destinations, rows).
        """
        shape = (self.longest_ticks.size, rows.node.size)
        feasible, in_reserve, by_shortest = np.zeros((3, *shape), np.bool_)
        walk = np.full(shape, UNREACHED, np.int64)
        at = self.position(rows.node)
        reserve = self.on_network.reserve_ticks
        for i in range(shape[0] if self.access_node.size else 0):
            left = self.longest_ticks[i] - rows.connector_ticks
            may = (rows.node >= 0) & self.on_network.may_leave(int(self.closed_for[i]), rows.block_row)
            ok, keeps = [], []
            alike = self.never_shut is None and self.shortest.alike(self.latest, i)
            for trees in (self.shortest,) if alike else (self.shortest, self.latest):
                within = may & (trees.walk[i, at] <= left)
                ok.append(within & in_time(rows.leave_ticks, trees.cost[i, at]))
                keeps.append(within & in_time(rows.leave_ticks, trees.cost[i, at], reserve_ticks=reserve))
            if alike:
                ok, keeps = 2 * ok, 2 * keeps
            late_walk = self.latest.walk[i, at]
            if self.never_shut is not None:
                plain_walk, plain_cost = self.never_shut.walk[i, at], self.never_shut.cost[i, at]
                within = may & (plain_walk <= left)
                in_time_plain = within & in_time(rows.leave_ticks, plain_cost)
                keeps[1] = within & in_time(rows.leave_ticks, plain_cost, reserve_ticks=reserve)
                ok[1] |= in_time_plain
                late_walk = np.where(in_time_plain, plain_walk, late_walk)
            by_shortest[i] = keeps[0] | (ok[0] & ~keeps[1])
            feasible[i] = ok[0] | ok[1]
            in_reserve[i] = keeps[0] | keeps[1]
            taken = np.where(by_shortest[i], self.shortest.walk[i, at], late_walk)
            walk[i] = np.where(feasible[i], taken, UNREACHED)
        return Choices(feasible, in_reserve, by_shortest, walk)


def reach_destinations(
    network: Network,
    on_network: ProfileOnNetwork,
    destinations: Destinations,
    *,
    access_node: IntArray,
    threads: int = 2,
    again: Again | None = None,
) -> Reach:
    """Search for the routes of one walking profile to every destination.

    Parameters
    ----------
    network, on_network, destinations
        The network, who walks on it, and where to.
    access_node
        Nodes that people start from (−1 for none): searches stop when they know them.
    threads
        Searches at the same time.
    again
        What was found before, and what is to be kept for the next search; None for neither.

    Returns
    -------
    Reach
        Routes from the access nodes to every destination.
    """
    access = np.unique(access_node[access_node >= 0])
    limitless = np.array([kind is DestinationKind.SAFE_AREA for kind in destinations.kind], np.bool_)
    longest = np.where(limitless, NO_LIMIT, on_network.longest_ticks)

    known = None if again is None else again.kept
    still = still_right(known, network, on_network, destinations, access)
    limit = cost_limit(on_network.earliest_ticks - (0 if again is None else again.ahead_ticks))
    limit = limit if still is None else still.kept.limit_cost
    if still is not None:
        still = Mending(network, on_network, destinations, access, still).mended(threads)
    growing = Growing(network, on_network, destinations, access, longest, limit, still)
    batches, alone = growing.batches(threads)
    with ThreadPoolExecutor(threads) as pool:
        work = ((batches[i::threads], alone[i::threads]) for i in range(threads))
        parts = list(pool.map(growing.every, *zip(*work, strict=True)))
    by_destination = {i: trees for part in parts for i, trees in part.items()}
    found = [by_destination[i] for i in range(len(destinations))]
    shortest, latest = (joined([one[k] for one in found], network.arc_start) for k in (0, 1))
    # Safe ground has no place, and a city may have none at all: there is no row to look at then.
    closed_for = np.full(limitless.size, -1, np.int64)
    closed_for[~limitless] = on_network.place_closed_for[destinations.place_row[~limitless]]
    never_shut = [growing.never_shut[i] for i in range(len(destinations)) if i in growing.never_shut]
    kept = growing.kept() if again is not None and not never_shut else None
    if kept is not None and still is None:
        same = still_right(kept, network, on_network, destinations, access)
        if same is not None:
            Mending(network, on_network, destinations, access, same).make_ready()
    # Nobody walks a step to a place that is not for him.
    longest = np.where(destinations.open_to(on_network.profile), longest, -1)
    return Reach(
        on_network, access, shortest, latest, longest, closed_for,
        joined(never_shut, network.arc_start) if never_shut else None, kept,
    )  # fmt: skip
