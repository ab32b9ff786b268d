"""Safer routes, not only shorter: of the routes in time the one of least generalised cost.

Who goes where is decided before, by walking times alone: nobody loses a place, and nobody the
reserve, because of a safer route. A route is taken by its generalised cost only where it is in time
with the reserve, no longer than anybody is led to a place, and not much longer than the shortest
(``route.longest_extra_s``); else the plain one stays.
"""

from dataclasses import dataclass, replace

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.clock import CLOSED, NO_LIMIT, UNREACHED, in_time
from evacuation.destinations import Destinations
from evacuation.growing import closed_for_of, destination_ends
from evacuation.kept_safer import SaferMemory, SaferTrees
from evacuation.kernels.trace import time_routes, trace_arcs
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.searching import EndNodes, Searching
from evacuation.trees import Search, Tree, label_tree, read_tree


@dataclass(frozen=True, slots=True, eq=False)
class Departing:
    """People who walk alike to the same destination, parallel arrays of shape (n,).

    Parameters
    ----------
    node
        Access nodes that they start from.
    leave_ticks
        When they stand there [0.1 s after t0].
    connector_ticks
        Their walk to it [0.1 s].
    shortest_ticks
        Walking time of the shortest route to the destination from there [0.1 s].
    """

    node: IntArray
    leave_ticks: IntArray
    connector_ticks: IntArray
    shortest_ticks: IntArray


class SaferSearch:
    """Searches for safer routes of one thread, one destination after the other.

    What streets take by generalised cost is kept from one destination to the next of the same walking
    profile, and no longer: so ask for these together.

    Parameters
    ----------
    network
        The network.
    memory
        Keeps trees for another day; None where none is asked for.
    """

    def __init__(self, network: Network, memory: SaferMemory | None = None) -> None:
        self.network = network
        self._searching = Searching(network)
        self._memory = memory
        self._of: ProfileOnNetwork | None = None
        self._costly: tuple[ProfileOnNetwork, ProfileOnNetwork] | None = None

    def trees(
        self, on_network: ProfileOnNetwork, ends: EndNodes, search: Search, i: int, node: IntArray
    ) -> SaferTrees:
        """Return the trees of people who have been outside the hazard area, and of those who have not.

        The second ends where people are outside for the first time and go on by the first: where that leaves
        the area, or ends. (Where it goes on inside, so do people who have not been outside, at less cost.)

        Parameters
        ----------
        on_network
            Who walks; with generalised costs.
        ends, search
            Where the search starts, and what it may use.
        i
            Position of the destination.
        node
            Nodes that must be known.

        Returns
        -------
        SaferTrees
            As they were found for another day, where they still are right.
        """
        memory = self._memory
        kept = None if memory is None else memory.trees(on_network, i, ends, search.closed_for, node)
        if kept is None:
            wanted = node if memory is None else memory.wanted(on_network, i, node)
            found = self._found(on_network, ends, search, wanted)
            kept = SaferTrees.of(self.network, ends, search.closed_for, wanted, found)
            if memory is not None:
                memory.keep(on_network, i, kept)
        return kept

    def _found(
        self, on_network: ProfileOnNetwork, ends: EndNodes, search: Search, node: IntArray
    ) -> tuple[Tree, Tree]:
        costs = on_network.generalised
        assert costs is not None
        if self._of is not on_network or self._costly is None:
            release = np.where(costs.in_hazard, on_network.release, CLOSED)
            outside = replace(on_network, ticks=costs.after)
            not_yet = replace(on_network, ticks=costs.before, release=release)
            self._of, self._costly = on_network, (outside, not_yet)
        outside, not_yet = self._costly
        after = self._tree(outside, ends, search, node)
        goes_on_inside = np.append(costs.in_hazard, False)[after.next_arc]
        exits = np.flatnonzero((after.walk < UNREACHED) & ~goes_on_inside)
        open_for_ever = np.zeros(exits.size, np.int64)
        before = EndNodes(exits, after.walk[exits], open_for_ever)
        return after, self._tree(not_yet, before, search, node)

    def _tree(self, on_network: ProfileOnNetwork, ends: EndNodes, search: Search, node: IntArray) -> Tree:
        graph = label_tree(self._searching, on_network, ends, search, node)
        return read_tree(self._searching, graph, by_latest=False)


@dataclass(frozen=True, slots=True, eq=False)
class SaferRoutes:
    """Routes of least generalised cost.

    Parameters
    ----------
    may_take
        Whose route is in time with the reserve, and not too long, shape (n,).
    walk, cost
        Walking time and C of each route from the access node [0.1 s]; UNREACHED without one.
    arcs, offsets
        Arcs of the routes in walking order, and where each route starts in them.
    """

    may_take: BoolArray
    walk: IntArray
    cost: IntArray
    arcs: Int32Array
    offsets: IntArray

    def pieces(self, chosen: BoolArray) -> list[Int32Array]:
        """Return the arcs of some routes, each by itself.

        Parameters
        ----------
        chosen
            Which routes, shape (n,).

        Returns
        -------
        list[Int32Array]
            In the order of the routes.
        """
        return [self.arcs[self.offsets[k] : self.offsets[k + 1]] for k in np.flatnonzero(chosen)]


def safer_routes(
    searches: SaferSearch, on_network: ProfileOnNetwork, destinations: Destinations, i: int, people: Departing
) -> SaferRoutes:
    """Return the routes of least generalised cost to one destination.

    Parameters
    ----------
    searches
        Searches of this thread over the network.
    on_network, destinations
        Who walks, and where to.
    i
        Position of the destination.
    people
        Who goes there.

    Returns
    -------
    SaferRoutes
        Nobody's may be taken where no term is at work: nothing is safer than the plain route then.
    """
    if on_network.generalised is None:
        return _none(people)
    network, heads = searches.network, searches.network.arc_head
    search = Search(
        by_latest=False, closed_for=closed_for_of(on_network, destinations, i),
        allowance=destinations.kind[i] is DestinationKind.REFUGE_BUILDING,
    )  # fmt: skip
    ends = destination_ends(on_network, destinations, i)
    trees = searches.trees(on_network, ends, search, i, people.node)
    after, before = trees.arcs(network)
    first, first_offsets = trace_arcs(before, heads, people.node)
    middle = _last_nodes(heads, first, first_offsets, people.node)
    then, then_offsets = trace_arcs(after, heads, middle)
    end = _last_nodes(heads, then, then_offsets, middle)
    arcs, offsets = _joined((first, first_offsets), (then, then_offsets))
    # At the end nodes nothing was walked yet: what the search found there is the walk itself.
    walk, cost = time_routes(
        arcs, offsets, on_network.ticks, on_network.release, *trees.at_ends(network.n_nodes, end)
    )
    to_safe_ground = destinations.kind[i] is DestinationKind.SAFE_AREA
    longest = NO_LIMIT if to_safe_ground else on_network.longest_ticks
    may_take = trees.leads(people.node) & (walk + people.connector_ticks <= longest)
    may_take &= walk - people.shortest_ticks <= on_network.longest_extra_ticks
    may_take &= in_time(people.leave_ticks, cost, reserve_ticks=on_network.reserve_ticks)
    return SaferRoutes(may_take, walk, cost, arcs, offsets)


def _none(people: Departing) -> SaferRoutes:
    far = np.full(people.node.size, UNREACHED, np.int64)
    nobody = np.zeros(people.node.size, np.bool_)
    return SaferRoutes(nobody, far, far, np.zeros(0, np.int32), np.zeros(people.node.size + 1, np.int64))


def _last_nodes(heads: Int32Array, arcs: Int32Array, offsets: IntArray, node: IntArray) -> IntArray:
    """Return the last node of each route; the first of one without an arc."""
    last = node.copy()
    moves = np.diff(offsets) > 0
    last[moves] = heads[arcs[offsets[1:][moves] - 1]]
    return last


def _joined(
    first: tuple[Int32Array, IntArray], then: tuple[Int32Array, IntArray]
) -> tuple[Int32Array, IntArray]:
    """Return the arcs of two parts of each route as one, and where each route starts."""
    lengths = [np.diff(offsets) for _, offsets in (first, then)]
    route = np.concatenate([np.repeat(np.arange(one.size), one) for one in lengths])
    order = np.argsort(route, kind="stable")
    return np.concatenate([first[0], then[0]])[order], first[1] + then[1]
