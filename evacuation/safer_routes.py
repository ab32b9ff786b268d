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
from evacuation.kernels.search import read_turns
from evacuation.kernels.trace import time_routes
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import TurnArray, turn_type
from evacuation.searching import EndNodes, Searching
from evacuation.short_clock import NOT_REACHED, decode_cost, decode_walk
from evacuation.trees import Search, label_tree


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
        memory, network = self._memory, self.network
        kept = None
        if memory is not None:
            kept = memory.trees(network, on_network, i, ends, search.closed_for, node)
        if kept is None:
            wanted = np.unique(node if memory is None else memory.wanted(on_network, i, node))
            kept = self._found(on_network, ends, search, wanted)
            if memory is not None:
                memory.keep(on_network, i, kept)
        return kept

    def _found(
        self, on_network: ProfileOnNetwork, ends: EndNodes, search: Search, node: IntArray
    ) -> SaferTrees:
        costs = on_network.generalised
        assert costs is not None
        if self._of is not on_network or self._costly is None:
            release = np.where(costs.in_hazard, on_network.release, CLOSED)
            outside = replace(on_network, ticks=costs.after)
            not_yet = replace(on_network, ticks=costs.before, release=release)
            self._of, self._costly = on_network, (outside, not_yet)
        outside, not_yet = self._costly
        labels, number, after, as_far = self._tree(outside, ends, search, node)
        walk = labels[number, 0]
        end_walk, end_cost = decode_walk(walk[ends.nodes]), decode_cost(labels[number[ends.nodes], 1])
        exits = np.flatnonzero((walk != NOT_REACHED) & ~self._goes_on_inside(costs.in_hazard, after))
        first = EndNodes(exits, decode_walk(walk[exits]), np.zeros(exits.size, np.int64))
        labels, number, before, no_farther = self._tree(not_yet, first, search, node)
        # Of people who have not been outside nobody comes as far as others: their exits are known.
        known = labels[number, 0] <= min(as_far, no_farther)
        known[node] = True
        return SaferTrees(
            ends, search.closed_for, node, np.packbits(known, bitorder="little"), after, before,
            end_walk, end_cost,
        )  # fmt: skip

    def _goes_on_inside(self, in_hazard: BoolArray, turn: TurnArray) -> BoolArray:
        """Whether the arc that each node takes lies in the hazard area, shape (nodes,)."""
        onward = turn != np.iinfo(turn.dtype).max
        start = self.network.arc_start[:-1]
        return onward & in_hazard[np.where(onward, start + turn, 0)]

    def _tree(
        self, on_network: ProfileOnNetwork, ends: EndNodes, search: Search, node: IntArray
    ) -> tuple[Int32Array, Int32Array, TurnArray, int]:
        """Return labels, numbers of the nodes in them, which arc each takes, and how far all are known."""
        graph = label_tree(self._searching, on_network, ends, search, node)
        labels, start = self._searching.labels, self.network.arc_start
        turn = np.empty(self.network.n_nodes, turn_type(start))
        read_turns(labels, graph.number, start, turn)
        # A search ends where all is known that decides the answer of those who asked; for one that it never
        # comes to it goes everywhere.
        as_far = int(labels[graph.decides[graph.number[node]], 0].max(initial=-1))
        return labels, graph.number, turn, as_far


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
    network = searches.network
    search = Search(
        by_latest=False, closed_for=closed_for_of(on_network, destinations, i),
        allowance=destinations.kind[i] is DestinationKind.REFUGE_BUILDING,
    )  # fmt: skip
    ends = destination_ends(on_network, destinations, i)
    trees = searches.trees(on_network, ends, search, i, people.node)
    arcs, offsets, end_walk, end_cost = trees.routes(network, people.node)
    walk, cost = time_routes(arcs, offsets, on_network.ticks, on_network.release, end_walk, end_cost)
    to_safe_ground = destinations.kind[i] is DestinationKind.SAFE_AREA
    longest = NO_LIMIT if to_safe_ground else on_network.longest_ticks
    may_take = (end_walk < UNREACHED) & (walk + people.connector_ticks <= longest)
    may_take &= walk - people.shortest_ticks <= on_network.longest_extra_ticks
    may_take &= in_time(people.leave_ticks, cost, reserve_ticks=on_network.reserve_ticks)
    return SaferRoutes(may_take, walk, cost, arcs, offsets)


def _none(people: Departing) -> SaferRoutes:
    far = np.full(people.node.size, UNREACHED, np.int64)
    nobody = np.zeros(people.node.size, np.bool_)
    return SaferRoutes(nobody, far, far, np.zeros(0, np.int32), np.zeros(people.node.size + 1, np.int64))
