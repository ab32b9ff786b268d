"""Which destination each profile reaches in time, how long it walks, and by which tree of routes.

Costs and walks are kept at the access nodes that people start from; of a tree over the whole
network only the next arcs stay, to trace routes by.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.clock import NO_LIMIT, UNREACHED, cost_limit, in_time
from evacuation.destinations import Destinations
from evacuation.kept_trees import KeptTrees, StillRight, still_right
from evacuation.kernels.search import read_labels, read_turns
from evacuation.lanes import MOST, LaneMeasure, LaneSearching, lane_measure
from evacuation.measures import Passable, measure_of
from evacuation.network import BoolArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import AtAccess, RouteTrees, joined, turn_type
from evacuation.rows import WalkingRows
from evacuation.search_graph import search_graph
from evacuation.searching import EndNodes, Searching
from evacuation.short_clock import decode_cost
from evacuation.trees import Search, label_tree, open_ends

#: Fewest destinations that are searched together: to make ready for it takes as long as some searches.
_FEWEST = 8


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
        Longest walk to each destination, connectors included [0.1 s], shape (destinations,).
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
            for trees in (self.shortest, self.latest):
                within = may & (trees.walk[i, at] <= left)
                ok.append(within & in_time(rows.leave_ticks, trees.cost[i, at]))
                keeps.append(within & in_time(rows.leave_ticks, trees.cost[i, at], reserve_ticks=reserve))
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
    growing = _Growing(network, on_network, destinations, access, longest, limit, still)
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
    return Reach(
        on_network, access, shortest, latest, longest, closed_for,
        joined(never_shut, network.arc_start) if never_shut else None,
        growing.kept() if again is not None and not never_shut else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    """Destinations that are searched together, and what walking to them takes."""

    measure: LaneMeasure
    destinations: list[int]


@dataclass(frozen=True, slots=True, eq=False)
class _Growing:
    """What the searches for the destinations share."""

    network: Network
    on_network: ProfileOnNetwork
    destinations: Destinations
    access: IntArray
    longest: IntArray
    limit_cost: int
    still: StillRight | None = None
    never_shut: dict[int, AtAccess] = field(default_factory=dict)
    latest: dict[int, AtAccess] = field(default_factory=dict)
    shortest: dict[int, AtAccess | None] = field(default_factory=dict)

    def kept(self) -> KeptTrees:
        """Return what was found, for a search after a change."""
        every = range(len(self.destinations))
        return KeptTrees(
            self.on_network, self.destinations, self.access, self.limit_cost,
            tuple(self.latest[i] for i in every if i in self.latest),
            tuple(self.shortest[i] for i in every),
        )  # fmt: skip

    def batches(self, threads: int) -> tuple[list[_Batch], list[int]]:
        """Return the destinations that are searched together, and those that are searched alone."""
        alone, groups, timed = [], dict[Passable, list[int]](), self.on_network.timed
        barred = self.on_network.allowance_ticks >= 0 and bool(self.on_network.barred.any())
        graph = search_graph(self.network)
        for i in range(len(self.destinations)):
            by_allowance = barred and self.destinations.kind[i] is DestinationKind.REFUGE_BUILDING
            if timed or by_allowance or self._still_shortest(i) is not None:
                alone.append(i)
            else:
                closed_for = closed_for_of(self.on_network, self.destinations, i)
                groups.setdefault(Passable(False, True, closed_for), []).append(i)
        found = []
        for passable, group in groups.items():
            if len(group) < _FEWEST:
                alone += group
                continue
            measure = lane_measure(self.network, measure_of(graph, self.on_network, passable))
            size = min(MOST, -(-len(group) // threads))
            found += [_Batch(measure, group[at : at + size]) for at in range(0, len(group), size)]
        return found, alone

    def every(self, batches: list[_Batch], alone: list[int]) -> dict[int, tuple[AtAccess, AtAccess]]:
        """Return the shortest and the latest routes to some destinations."""
        searching = Searching(self.network)
        found = {i: self._grow(searching, i) for i in alone}
        together = LaneSearching(self.network, self.access)
        for batch in batches:
            ends = [
                open_ends(destination_ends(self.on_network, self.destinations, i)) for i in batch.destinations
            ]
            longest = [int(self.longest[i]) for i in batch.destinations]
            walks = together.find(batch.measure, ends, longest)
            self.shortest.update(zip(batch.destinations, walks, strict=True))
            found |= {i: (one, one) for i, one in zip(batch.destinations, walks, strict=True)}
        return found

    def _still_shortest(self, i: int) -> AtAccess | None:
        """Return the shortest routes that need not be found again where no street closes."""
        return None if self.still is None else self.still.whole(i)

    def _grow(self, searching: Searching, i: int) -> tuple[AtAccess, AtAccess]:
        """Return the shortest and the latest routes to one destination."""
        on_network, access = self.on_network, self.access
        kind = self.destinations.kind[i]
        closed_for = closed_for_of(on_network, self.destinations, i)
        mode = Search(
            by_latest=False, allowance=kind is DestinationKind.REFUGE_BUILDING, closed_for=closed_for,
            limit_walk=int(self.longest[i]),
        )  # fmt: skip
        ends = destination_ends(on_network, self.destinations, i)
        if not on_network.timed:
            whole = self._still_shortest(i)
            shortest = self._at_access(searching, ends, mode, access) if whole is None else whole
            self.shortest[i] = shortest
            return shortest, shortest
        # Whoever leaves first decides how late a route may be to be of any use.
        limit = self.limit_cost
        late = None if self.still is None else self.still.latest[i]
        latest = late if late is not None else self._at_access(
            searching, ends, replace(mode, by_latest=True, reopening=True, limit_cost=limit), access
        )  # fmt: skip
        self.latest[i], self.shortest[i] = latest, None
        # A route that nobody can take in time need not be the shortest.
        useful = decode_cost(latest.cost) <= limit
        if on_network.segments is not None:
            plain = self._at_access(searching, ends, replace(mode, by_latest=True, limit_cost=limit), access)
            self.never_shut[i] = plain
        if not useful.any():
            nobody = AtAccess(latest.cost, latest.walk)
            return nobody, nobody
        known = None if self.still is None else self.still.shortest_from(i, useful)
        shortest = known if known is not None else self._at_access(searching, ends, mode, access[useful])
        self.shortest[i] = shortest
        if (latest.cost >= shortest.cost)[useful].all():
            return shortest, shortest
        return shortest, latest

    def _at_access(self, searching: Searching, ends: EndNodes, search: Search, wanted: IntArray) -> AtAccess:
        """Search, and keep what the access nodes need; those that are not wanted may hold any route."""
        network, on_network = self.network, self.on_network
        graph = label_tree(searching, on_network, ends, search, wanted)
        turn = np.empty(network.n_nodes, turn_type(network.arc_start))
        read_turns(searching.labels, graph.number, network.arc_start, turn)
        cost, walk, _ = read_labels(searching.labels, graph.number[self.access], search.by_latest)
        return AtAccess(cost, walk, turn)


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
