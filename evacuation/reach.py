"""Which target each group can reach in time, how long it walks, and by which tree of ways."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from domain.vocabulary import TargetKind
from evacuation.kernels.search import HORIZON, UNREACHED, search_back
from evacuation.kernels.trace import retime_tree
from evacuation.network import BoolArray, Int32Array, IntArray, Network
from evacuation.speeds import CLOSED
from evacuation.targets import Targets
from evacuation.walkers import NO_LIMIT, Walkers


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The ways to one target from everywhere: walking time, cost C and next arc per node."""

    cost: IntArray
    walk: IntArray
    next_arc: Int32Array


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Shortest and latest trees of one walking profile to every target; equal where nothing closes.

    ``longest_ticks`` is the longest walk to each target, connectors included; ``shut`` its row of
    ``Walkers.shut_blocks``.
    """

    walkers: Walkers
    shortest: tuple[Tree, ...]
    latest: tuple[Tree, ...]
    longest_ticks: IntArray
    shut: IntArray

    def options(
        self,
        origin_node: IntArray,
        leave_ticks: IntArray,
        connector_ticks: IntArray,
        block_row: IntArray,
    ) -> "Choices":
        """Return what is possible from origins at given times.

        Parameters
        ----------
        origin_node
            Access node of each origin, −1 for none.
        leave_ticks
            When its people stand there, the connector already walked [0.1 s after t0].
        connector_ticks
            What they have walked by then; it counts towards the longest walk.
        block_row
            Row of the block that they leave.

        Returns
        -------
        Choices
            Of the two routes the shortest is taken if it keeps the reserve, else the latest if that
            keeps it, else the shortest if it is in time, else the latest.
        """
        shape = (len(self.shortest), origin_node.size)
        feasible, in_reserve, by_shortest = np.zeros((3, *shape), np.bool_)
        reserve = self.walkers.reserve_ticks
        walk = np.full(shape, UNREACHED, np.int64)
        on_net = origin_node >= 0
        for i, (shortest, latest) in enumerate(zip(self.shortest, self.latest, strict=True)):
            left = self.longest_ticks[i] - connector_ticks
            may = on_net & self.walkers.may_leave(int(self.shut[i]), block_row)
            short_ok = may & (leave_ticks <= HORIZON - shortest.cost[origin_node])
            short_ok &= shortest.walk[origin_node] <= left
            late_ok = may & (leave_ticks <= HORIZON - latest.cost[origin_node])
            late_ok &= latest.walk[origin_node] <= left
            short_keeps = short_ok & (leave_ticks + reserve <= HORIZON - shortest.cost[origin_node])
            late_keeps = late_ok & (leave_ticks + reserve <= HORIZON - latest.cost[origin_node])
            by_shortest[i] = short_keeps | (short_ok & ~late_keeps)
            feasible[i] = short_ok | late_ok
            in_reserve[i] = short_keeps | late_keeps
            way = np.where(by_shortest[i], shortest.walk[origin_node], latest.walk[origin_node])
            walk[i] = np.where(feasible[i], way, UNREACHED)
        return Choices(feasible, in_reserve, by_shortest, walk)


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """What is possible from origins at given times, arrays of shape (targets, origins).

    Parameters
    ----------
    feasible
        Whether the target is reached in time.
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
class Search:
    """What a search minimises, what it may use, and where it may stop.

    Parameters
    ----------
    by_latest
        Minimise C (latest departure) instead of walking time.
    allowance
        Let barred arcs be walked close to the start of the search.
    ignore_closings
        Take every street that is open at first as open for ever.
    shut
        Row of ``Walkers.shut_arcs`` that nobody may take; −1 for none.
    limit_cost, limit_walk, wanted
        Where the search may stop (``evacuation.kernels.search``).
    """

    by_latest: bool
    allowance: bool = True
    ignore_closings: bool = False
    shut: int = -1
    limit_cost: int = int(UNREACHED)
    limit_walk: int = NO_LIMIT
    wanted: BoolArray = field(default_factory=lambda: np.zeros(0, np.bool_))


@dataclass(frozen=True, slots=True, eq=False)
class Roots:
    """Where a search starts.

    Parameters
    ----------
    nodes, ticks, release
        Node positions, the walk that is left from there [0.1 s], and ``HORIZON −`` the time when that
        walk is closed; 0 for never.
    """

    nodes: IntArray
    ticks: IntArray
    release: IntArray


def grow_tree(network: Network, walkers: Walkers, roots: Roots, search: Search) -> Tree:
    """Search back from nodes to everywhere.

    Parameters
    ----------
    network, walkers
        The network and who walks on it.
    roots
        Where the search starts. Everybody must be there by the deadline of the walkers, too.
    search
        What to look for.
    """
    closes = np.maximum(roots.release, walkers.deadline_release)
    if search.ignore_closings:
        closes = np.where(roots.release > HORIZON, roots.release, 0)
    if search.ignore_closings:
        release = walkers.release_open
    else:
        release = walkers.release if search.by_latest else walkers.passable
    if search.shut >= 0:
        release = np.where(walkers.shut_arcs[search.shut], CLOSED, release)
    by_preference = walkers.felt_ticks is not None and not search.by_latest
    cost, walk, next_arc = search_back(
        network.arc_start, network.arc_head, network.arc_reverse,
        walkers.felt_ticks if by_preference else walkers.ticks, release, walkers.barred,
        roots.nodes, roots.ticks, closes,
        walkers.allowance_ticks if search.allowance else -1,
        search.by_latest, search.limit_cost, search.limit_walk, search.wanted,
    )  # fmt: skip
    if by_preference:
        # At the roots nothing was walked by preference: what the search found there is right.
        at_root = (next_arc < 0) & (walk < UNREACHED)
        left, first = np.where(at_root, walk, UNREACHED), np.where(at_root, cost, UNREACHED)
        cost, walk = retime_tree(next_arc, network.arc_head, walkers.ticks, release, left, first)
    return Tree(cost, walk, next_arc)


def reach_targets(
    network: Network,
    walkers: Walkers,
    targets: Targets,
    *,
    origins: IntArray | None = None,
    threads: int = 2,
) -> Reach:
    """Grow the trees of every target for one walking profile.

    The latest tree differs from the shortest only where streets close at some time; elsewhere it
    is the same object.

    Parameters
    ----------
    network, walkers, targets
        The network, who walks on it, and where to.
    origins
        Nodes that anybody starts from (−1 for none): a search may stop when it knows them. None for
        all nodes.
    threads
        Searches at the same time.
    """
    # Whoever leaves first decides how late a way may be to be of any use.
    limit = HORIZON - walkers.earliest_ticks
    limitless = np.array([kind is TargetKind.SAFE_AREA for kind in targets.kind], np.bool_)
    longest = np.where(limitless, NO_LIMIT, walkers.longest_ticks)

    asked = np.ones(network.n_nodes, np.bool_)
    if origins is not None:
        asked[:] = False
        asked[origins[origins >= 0]] = True

    def grow(i: int) -> tuple[Tree, Tree]:
        row = targets.place_row[i]
        safe = targets.kind[i] is TargetKind.SAFE_AREA
        n = targets.nodes[i].size
        roots = Roots(
            targets.nodes[i],
            np.full(n, 0 if safe else walkers.place_connector[row], np.int64),
            np.full(n, 0 if safe else walkers.place_release[row], np.int64),
        )
        mode = Search(
            by_latest=False, allowance=targets.kind[i] is TargetKind.REFUGE_BUILDING,
            shut=-1 if safe else int(walkers.place_shut[row]), limit_walk=int(longest[i]),
        )  # fmt: skip
        if not walkers.timed:
            shortest = grow_tree(network, walkers, roots, replace(mode, wanted=asked))
            return shortest, shortest
        late = replace(mode, by_latest=True, limit_cost=limit)
        latest = grow_tree(network, walkers, roots, late)
        # A way that nobody can take in time need not be the shortest.
        wanted = asked & (latest.cost <= limit)
        if not wanted.any():
            return latest, latest
        near = replace(mode, wanted=wanted)
        return grow_tree(network, walkers, roots, near), latest

    with ThreadPoolExecutor(threads) as pool:
        trees = list(pool.map(grow, range(len(targets))))
    shut = np.where(limitless, -1, walkers.place_shut[targets.place_row])
    return Reach(walkers, tuple(tree[0] for tree in trees), tuple(tree[1] for tree in trees), longest, shut)
