"""Routes to many destinations, some at a time, where streets close but no destination does.

Who has no way that is open for ever has to be through the last street that closes in time; what is left to
walk beyond it decides nothing. So to all destinations that such ways join everybody of these has the same
latest departure, and one search finds it. Of the arcs that keep it (the *tight* ones) the shortest walks are
the latest routes, and these are found together; the shortest routes are, too.
"""

from dataclasses import dataclass

import numpy as np

from evacuation.clock import NO_LIMIT
from evacuation.closed_arcs import with_closed
from evacuation.kernels.lanes import read_walks
from evacuation.kernels.measure import CLOSED_TICKS
from evacuation.kernels.search import read_labels
from evacuation.kernels.second import nodes_beside, second_labels
from evacuation.lanes import LaneMeasure, LaneSearching, lane_measure
from evacuation.measures import Measure, Passable, measure_of
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.route_trees import AtAccess, Grown
from evacuation.search_graph import search_graph
from evacuation.searching import EndNodes, Limits, Searching
from evacuation.short_clock import LONGEST_WALK, NOT_REACHED


@dataclass(frozen=True, slots=True, eq=False)
class LatestMeasure:
    """What the latest routes to some destinations have in common.

    Parameters
    ----------
    lanes, shortest
        Walks along tight arcs, and along all that are open when the first leave; barred arcs are closed.
    release
        Release of each arc for the shortest routes, shape (arcs,).
    cost
        Label of C to one of the destinations from each node, shape (nodes,).
    first
        Node where this destination is.
    bar_head, bar_ticks
        Where the barred arcs lead that are open at first, and what they take [0.1 s].
    """

    lanes: LaneMeasure
    shortest: LaneMeasure
    release: Int32Array
    cost: Int32Array
    first: int
    bar_head: IntArray
    bar_ticks: Int32Array


def latest_measure(
    network: Network, on_network: ProfileOnNetwork, first: EndNodes, closed_for: int
) -> LatestMeasure:
    """Return what the latest routes to a destination, and to those that are joined with it, have in common.

    Parameters
    ----------
    network, on_network
        The network and who walks on it; no street opens again.
    first
        Where the routes to one destination end; nothing of it closes.
    closed_for
        Row of ``ProfileOnNetwork.closed_for_arcs`` of all of them; −1 for none.

    Returns
    -------
    LatestMeasure
        Arrays for ``latest_together``.
    """
    graph = search_graph(network)
    measure = measure_of(graph, on_network, Passable(False, False, closed_for))
    searching = Searching(network)
    searching.label(measure, first, Limits(cost=NO_LIMIT, walk=NO_LIMIT), by_latest=True)
    cost, _, _ = read_labels(searching.labels, graph.number, True)
    tight = _tight(network, measure, cost)
    bars = np.flatnonzero(measure.barred & (measure.ticks < CLOSED_TICKS))
    leaving = measure_of(graph, on_network, Passable(False, True, closed_for))
    return LatestMeasure(
        lane_measure(network, with_closed(measure, np.flatnonzero(~tight))),
        lane_measure(network, leaving), leaving.release, cost, int(first.nodes[0]),
        network.arc_head[bars].astype(np.int64), measure.ticks[bars],
    )  # fmt: skip


def _tight(network: Network, measure: Measure, cost: Int32Array) -> BoolArray:
    """Return the arcs that keep C: open for ever between nodes with such ways, elsewhere the best."""
    tail, ticks = network.arc_tail(), measure.ticks.astype(np.int64)
    here, there = cost[tail].astype(np.int64), cost[network.arc_head].astype(np.int64)
    release = measure.release.astype(np.int64)
    open_for_ever = (here <= LONGEST_WALK) & (there <= LONGEST_WALK) & (release <= 0)
    best = (here > LONGEST_WALK) & (here < NOT_REACHED) & (here == np.maximum(there, release) + ticks)
    return np.asarray((open_for_ever | best) & (ticks < CLOSED_TICKS), np.bool_)


class LatestSearching:
    """Searches of one thread for the shortest and latest routes to several destinations at a time.

    Parameters
    ----------
    network
        The network.
    access
        Nodes of the network that limits and walks are kept at.
    """

    def __init__(self, network: Network, access: IntArray) -> None:
        self.network, self.access = network, access
        self._flat = np.flatnonzero(network.arc_length_m <= 0)

    def find(
        self, latest: LatestMeasure, ends: list[EndNodes], allowance: list[int]
    ) -> list[tuple[AtAccess, AtAccess] | None]:
        """Return the shortest and the latest routes to some destinations.

        Parameters
        ----------
        latest
            What they have in common.
        ends
            Where the routes to each end; nothing of it ever closes.
        allowance
            Walk within which barred arcs may be walked to each [0.1 s]; −1 for none.

        Returns
        -------
        list[tuple[AtAccess, AtAccess] or None]
            Of each destination; None where no way that is open for ever joins it with the first, or where
            a barred arc lies so close that it may be walked: such are searched for by themselves.
        """
        late, short = LaneSearching(self.network, self.access), LaneSearching(self.network, self.access)
        found = late.find(latest.lanes, ends, [LONGEST_WALK] * len(ends))
        ever, walk = late.last(), short.walks(latest.shortest, ends)
        place = latest.lanes.hierarchy.place
        alone = (walk[place[latest.bar_head]] + latest.bar_ticks[:, None] <= np.array(allowance)).any(axis=0)
        alone |= ever[place[latest.first]] > LONGEST_WALK
        alone |= [bool((latest.cost[one.nodes] > LONGEST_WALK).any()) for one in ends]
        shortest = self._shortest(latest, walk, ever, found)
        limit = latest.cost[self.access]
        answers: list[tuple[AtAccess, AtAccess] | None] = []
        for k, (tree, one) in enumerate(zip(found, shortest, strict=True)):
            closes = (limit > LONGEST_WALK) & (tree.walk != NOT_REACHED)
            cost = np.where(closes, limit, tree.walk)
            latest_routes = AtAccess(cost, tree.walk, tree.turn, Grown(True, LONGEST_WALK, NOT_REACHED - 1))
            answers.append(None if alone[k] else (one, latest_routes))
        return answers

    def _shortest(
        self, latest: LatestMeasure, walk: Int32Array, ever: Int32Array, found: list[AtAccess]
    ) -> list[AtAccess]:
        """Return the shortest routes, where their walks and the latest routes are known."""
        network, place = self.network, latest.lanes.hierarchy.place
        beside = latest.cost > LONGEST_WALK
        count = np.zeros(len(found), np.int64)
        nodes = np.empty((len(found), network.n_nodes), np.int64)
        nodes_beside(walk, ever, place, beside, count, nodes)
        tail = network.arc_tail()[self._flat].astype(np.int64)
        walks = np.empty((len(found), self.access.size), np.int32)
        longest = np.full(len(found), LONGEST_WALK, np.int32)
        read_walks(walk, place[self.access], longest, NOT_REACHED, walks)
        # A row for each destination: what one search looks at lies together in memory.
        by_node = np.ascontiguousarray(walk[place].T)
        trees = []
        for k, tree in enumerate(found):
            cost, turn = np.full(network.n_nodes, -1, np.int32), tree.turn.copy()
            turn[beside] = np.iinfo(turn.dtype).max
            second_labels(
                np.sort(nodes[k, : count[k]]), by_node[k], network.arc_start, network.arc_head,
                latest.shortest.ticks, latest.release, tail, self._flat, cost, turn,
            )  # fmt: skip
            at_access = cost[self.access]
            at_access = np.where(at_access < 0, walks[k], at_access)
            trees.append(AtAccess(at_access, walks[k], turn, Grown(False, LONGEST_WALK, NOT_REACHED - 1)))
        return trees
