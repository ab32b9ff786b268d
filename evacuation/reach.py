"""Which destination each profile reaches in time, how long it walks, and by which tree of routes.

Costs and walks are kept at the access nodes that people start from; of a tree over the whole
network only the next arcs stay, to trace routes by.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.clock import NO_LIMIT, UNREACHED, cost_limit, in_time
from evacuation.destinations import Destinations
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.rows import WalkingRows
from evacuation.trees import EndNodes, Search, Tree, grow_tree


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
class RouteTrees:
    """Routes of one sort to every destination.

    Parameters
    ----------
    cost, walk
        C and walking time from each access node, shape (destinations, access nodes).
    next_arc
        For each destination the arc to take at each node of the network, shape (nodes,); empty
        where nobody can use the tree.
    """

    cost: IntArray
    walk: IntArray
    next_arc: tuple[Int32Array, ...]


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
        Longest walk to each destination, connectors included [0.1 s], shape (destinations,).
    closed_for
        Row of ``ProfileOnNetwork.closed_for_blocks`` of each destination; −1 for none.
    """

    on_network: ProfileOnNetwork
    access_node: IntArray
    shortest: RouteTrees
    latest: RouteTrees
    longest_ticks: IntArray
    closed_for: IntArray

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
        keeps it, else the shortest if it is in time, else the latest.

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
            for trees in (self.shortest, self.latest):
                within = may & (trees.walk[i, at] <= left)
                ok.append(within & in_time(rows.leave_ticks, trees.cost[i, at]))
                keeps.append(within & in_time(rows.leave_ticks, trees.cost[i, at], reserve_ticks=reserve))
            by_shortest[i] = keeps[0] | (ok[0] & ~keeps[1])
            feasible[i] = ok[0] | ok[1]
            in_reserve[i] = keeps[0] | keeps[1]
            taken = np.where(by_shortest[i], self.shortest.walk[i, at], self.latest.walk[i, at])
            walk[i] = np.where(feasible[i], taken, UNREACHED)
        return Choices(feasible, in_reserve, by_shortest, walk)


def reach_destinations(
    network: Network,
    on_network: ProfileOnNetwork,
    destinations: Destinations,
    *,
    access_node: IntArray,
    threads: int = 2,
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

    Returns
    -------
    Reach
        Routes from the access nodes to every destination.
    """
    access = np.unique(access_node[access_node >= 0])
    limitless = np.array([kind is DestinationKind.SAFE_AREA for kind in destinations.kind], np.bool_)
    longest = np.where(limitless, NO_LIMIT, on_network.longest_ticks)

    def grow(i: int) -> tuple[_AtAccess, _AtAccess]:
        return _grow(network, on_network, destinations, i, access, int(longest[i]))

    with ThreadPoolExecutor(threads) as pool:
        found = list(pool.map(grow, range(len(destinations))))
    shortest, latest = (
        RouteTrees(
            np.array([one[k].cost for one in found], np.int64).reshape(len(found), access.size),
            np.array([one[k].walk for one in found], np.int64).reshape(len(found), access.size),
            tuple(one[k].next_arc for one in found),
        )
        for k in (0, 1)
    )  # fmt: skip
    # Safe ground has no place, and a city may have none at all: there is no row to look at then.
    closed_for = np.full(limitless.size, -1, np.int64)
    closed_for[~limitless] = on_network.place_closed_for[destinations.place_row[~limitless]]
    return Reach(on_network, access, shortest, latest, longest, closed_for)


#: A tree whose cost and walk are kept at the access nodes only.
_AtAccess = Tree
_NO_TREE = np.zeros(0, np.int32)


def _grow(
    network: Network,
    on_network: ProfileOnNetwork,
    destinations: Destinations,
    i: int,
    access: IntArray,
    longest: int,
) -> tuple[_AtAccess, _AtAccess]:
    """Return the shortest and the latest routes to one destination."""
    ends = destination_ends(on_network, destinations, i)
    mode = Search(
        by_latest=False, allowance=destinations.kind[i] is DestinationKind.REFUGE_BUILDING,
        closed_for=closed_for_of(on_network, destinations, i), limit_walk=longest,
    )  # fmt: skip
    asked = np.zeros(network.n_nodes, np.bool_)
    asked[access] = True
    if not on_network.timed:
        shortest = _at_access(grow_tree(network, on_network, ends, replace(mode, wanted=asked)), access)
        return shortest, shortest
    # Whoever leaves first decides how late a route may be to be of any use.
    limit = cost_limit(on_network.earliest_ticks)
    latest = _at_access(
        grow_tree(network, on_network, ends, replace(mode, by_latest=True, limit_cost=limit)), access
    )
    # A route that nobody can take in time need not be the shortest.
    useful = latest.cost <= limit
    if not useful.any():
        nobody = replace(latest, next_arc=_NO_TREE)
        return nobody, nobody
    asked[access[~useful]] = False
    shortest = _at_access(grow_tree(network, on_network, ends, replace(mode, wanted=asked)), access)
    if (latest.cost >= shortest.cost)[useful].all():
        return shortest, shortest
    return shortest, latest


def destination_ends(on_network: ProfileOnNetwork, destinations: Destinations, i: int) -> EndNodes:
    """Return where the search for one destination starts: nothing is left on safe ground.

    Parameters
    ----------
    on_network
        Who walks.
    destinations
        Destinations of the plan.
    i
        Position of the destination.

    Returns
    -------
    EndNodes
        Nodes of the destination.
    """
    row, n = destinations.place_row[i], destinations.nodes[i].size
    safe = destinations.kind[i] is DestinationKind.SAFE_AREA
    return EndNodes(
        destinations.nodes[i],
        np.full(n, 0 if safe else on_network.place_connector[row], np.int64),
        np.full(n, 0 if safe else on_network.place_release[row], np.int64),
    )


def closed_for_of(on_network: ProfileOnNetwork, destinations: Destinations, i: int) -> int:
    """Return the row of ``ProfileOnNetwork.closed_for_arcs`` of a destination; −1 for none.

    Parameters
    ----------
    on_network
        Who walks.
    destinations
        Destinations of the plan.
    i
        Position of the destination.

    Returns
    -------
    int
        Always −1 for safe ground, which needs no designation.
    """
    row = destinations.place_row[i]
    return -1 if row < 0 else int(on_network.place_closed_for[row])


def _at_access(tree: Tree, access: IntArray) -> _AtAccess:
    return Tree(tree.cost[access], tree.walk[access], tree.next_arc)
