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
from evacuation.kernels.trace import time_routes, trace_arcs
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import GeneralisedTicks, ProfileOnNetwork
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
    profile that the same streets are closed to, and no longer: so ask for these together.

    Parameters
    ----------
    network
        The network.
    """

    def __init__(self, network: Network) -> None:
        self._searching = Searching(network)
        self._of: tuple[str, int] | None = None
        self._outside: ProfileOnNetwork | None = None
        self._not_yet: ProfileOnNetwork | None = None

    @property
    def heads(self) -> Int32Array:
        """Node where each arc ends, shape (arcs,)."""
        return self._searching.network.arc_head

    def trees(
        self,
        on_network: ProfileOnNetwork,
        costs: GeneralisedTicks,
        ends: EndNodes,
        search: Search,
        node: IntArray,
    ) -> tuple[Tree, Tree]:
        """Return the trees of people who have been outside the hazard area, and of those who have not.

        The second ends where people are outside for the first time and go on by the first: where that leaves
        the area, or ends. (Where it goes on inside, so do people who have not been outside, at less cost.)

        Parameters
        ----------
        on_network, costs
            Who walks, and their generalised costs.
        ends, search
            Where the search starts, and what it may use.
        node
            Nodes that must be known.

        Returns
        -------
        after, before
            Routes by generalised cost.
        """
        of = on_network.profile.profile_id, search.closed_for
        if self._of != of or self._outside is None or self._not_yet is None:
            release = np.where(costs.in_hazard, on_network.release, CLOSED)
            self._outside = replace(on_network, ticks=costs.after)
            self._not_yet = replace(on_network, ticks=costs.before, release=release)
            self._of = of
        after = self._tree(self._outside, ends, search, node)
        goes_on_inside = np.append(costs.in_hazard, False)[after.next_arc]
        exits = np.flatnonzero((after.walk < UNREACHED) & ~goes_on_inside)
        open_for_ever = np.zeros(exits.size, np.int64)
        return after, self._tree(
            self._not_yet, EndNodes(exits, after.walk[exits], open_for_ever), search, node
        )

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
    heads = searches.heads
    search = Search(
        by_latest=False, closed_for=closed_for_of(on_network, destinations, i),
        allowance=destinations.kind[i] is DestinationKind.REFUGE_BUILDING,
    )  # fmt: skip
    ends = destination_ends(on_network, destinations, i)
    after, before = searches.trees(on_network, on_network.generalised, ends, search, people.node)
    first, first_offsets = trace_arcs(before.next_arc, heads, people.node)
    middle = _last_nodes(heads, first, first_offsets, people.node)
    then, then_offsets = trace_arcs(after.next_arc, heads, middle)
    end = _last_nodes(heads, then, then_offsets, middle)
    arcs, offsets = _joined((first, first_offsets), (then, then_offsets))
    # At the end nodes nothing was walked yet: what the search found there is the walk itself.
    walk, cost = time_routes(
        arcs, offsets, on_network.ticks, on_network.release, after.walk[end], after.cost[end]
    )
    to_safe_ground = destinations.kind[i] is DestinationKind.SAFE_AREA
    longest = NO_LIMIT if to_safe_ground else on_network.longest_ticks
    may_take = (before.walk[people.node] < UNREACHED) & (walk + people.connector_ticks <= longest)
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
