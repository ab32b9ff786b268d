"""Which target each group can reach in time, how long it walks, and by which tree of ways."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property

import geopandas as gpd
import numpy as np

from domain.settings.settings import Settings
from domain.vocabulary import DayTime, TargetKind, WalkerGroup
from evacuation.kernels.search import HORIZON, UNREACHED, search_back
from evacuation.network import BoolArray, FloatArray, Int32Array, IntArray, Network
from evacuation.speeds import (
    CLOSED,
    TICKS_PER_S,
    arc_ticks,
    closing_release,
    connector_ticks,
    walking_speed_m_s,
)
from evacuation.targets import Targets

#: Longest walk where there is no limit: shorter than what stands for "not reached".
NO_LIMIT = int(UNREACHED) - 1


@dataclass(frozen=True, eq=False)
class Walkers:
    """One walker group on the network: times, closings and bars of every arc.

    ``release`` is ``HORIZON − closes``; ``closes_early`` marks arcs that close before anybody
    leaves, at ``earliest_ticks``; ``reserve_ticks`` has to be left before every closing on the way
    to safe ground; ``deadline_release`` is ``HORIZON −`` the time by which everybody must have arrived;
    ``longest_ticks`` is the longest walk to a place. ``place_shut`` names for each place the row of
    ``shut_arcs``, the arcs that nobody may take to it; −1 for none.
    """

    group: WalkerGroup
    speed_m_s: float
    ticks: IntArray
    release: IntArray
    closes_early: BoolArray
    earliest_ticks: int
    reserve_ticks: int
    deadline_release: int
    longest_ticks: int
    barred: BoolArray
    allowance_ticks: int
    block_connector: IntArray
    place_connector: IntArray
    place_shut: IntArray
    shut_arcs: tuple[BoolArray, ...]

    @property
    def timed(self) -> bool:
        """Whether any street closes at some time, so that shortest and latest ways differ."""
        closes = (self.release > 0) & (self.release <= HORIZON)
        return self.deadline_release > 0 or bool(closes.any())

    @cached_property
    def release_open(self) -> IntArray:
        """Releases with every street that is open at first open for ever."""
        return np.where(self.release > HORIZON, self.release, 0)

    @cached_property
    def release_reserved(self) -> IntArray:
        """Releases with the reserve before every closing."""
        closes = (self.release > 0) & (self.release <= HORIZON)
        return np.where(closes, self.release + self.reserve_ticks, self.release)

    @cached_property
    def passable(self) -> IntArray:
        """Releases for shortest ways: what closes before anybody leaves is closed."""
        return np.where(self.closes_early, CLOSED, self.release)

    @cached_property
    def passable_reserved(self) -> IntArray:
        """Releases for shortest ways to safe ground, with the reserve."""
        return np.where(self.closes_early, CLOSED, self.release_reserved)


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The ways to one target from everywhere: walking time, cost C and next arc per node."""

    cost: IntArray
    walk: IntArray
    next_arc: Int32Array


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Shortest and latest trees of one walker group to every target; equal where nothing closes.

    ``longest_ticks`` is the longest walk to each target, connectors included.
    """

    walkers: Walkers
    shortest: tuple[Tree, ...]
    latest: tuple[Tree, ...]
    longest_ticks: IntArray

    def options(
        self, origin_node: IntArray, leave_ticks: IntArray, connector_ticks: IntArray
    ) -> tuple[BoolArray, BoolArray, IntArray]:
        """Return what is possible from origins at given times.

        Parameters
        ----------
        origin_node
            Access node of each origin, −1 for none.
        leave_ticks
            When its people stand there, the connector already walked [0.1 s after t0].
        connector_ticks
            What they have walked by then; it counts towards the longest walk.

        Returns
        -------
        feasible, by_shortest : bool (targets, origins)
            Whether the target is reached in time, and whether on the shortest way.
        walk : int64 (targets, origins)
            Walking time on the network [0.1 s] of the way that is taken.
        """
        shape = (len(self.shortest), origin_node.size)
        feasible, by_shortest = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
        walk = np.full(shape, UNREACHED, np.int64)
        on_net = origin_node >= 0
        for i, (shortest, latest) in enumerate(zip(self.shortest, self.latest, strict=True)):
            left = self.longest_ticks[i] - connector_ticks
            short_ok = on_net & (leave_ticks <= HORIZON - shortest.cost[origin_node])
            short_ok &= shortest.walk[origin_node] <= left
            late_ok = on_net & (leave_ticks <= HORIZON - latest.cost[origin_node])
            late_ok &= latest.walk[origin_node] <= left
            by_shortest[i] = short_ok
            feasible[i] = short_ok | late_ok
            way = np.where(short_ok, shortest.walk[origin_node], latest.walk[origin_node])
            walk[i] = np.where(feasible[i], way, UNREACHED)
        return feasible, by_shortest, walk


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """What the scenario lets people walk on.

    Parameters
    ----------
    closes_at_s
        Closing time of each street row [s after t0]; +inf never, −inf from the start.
    barred
        Arcs that must not be walked, shape (arcs,).
    last_metres_free
        Whether barred arcs may be walked for the last metres before a place (tsunami only).
    deadline_s
        When everybody must have arrived [s after t0]; +inf without a deadline of that kind.
    storm_wind_s
        When the storm wind enters [s after t0], +inf without one: people who need help must have
        arrived ``hazard.assisted_wind_lead_s`` before.
    walk_limited
        Whether nobody is led to a place farther than ``movement.longest_walk_s``; not where water or
        fire is on its way, for then any place in time is better than none.
    place_shut, shut_arcs
        For each place the row of ``shut_arcs``: arcs that nobody may take to it, for it lacks the
        designation for what lies there. −1, or an empty array, for none.
    earliest_departure_s
        When the first people leave: shortest ways avoid streets that close before.
    """

    closes_at_s: FloatArray
    barred: BoolArray
    last_metres_free: bool = False
    deadline_s: float = np.inf
    storm_wind_s: float = np.inf
    walk_limited: bool = False
    place_shut: IntArray = field(default_factory=lambda: np.zeros(0, np.int64))
    shut_arcs: tuple[BoolArray, ...] = ()
    earliest_departure_s: float = -np.inf


def prepare_walkers(
    network: Network,
    streets: gpd.GeoDataFrame,
    passage: Passage,
    group: WalkerGroup,
    day_time: DayTime,
    settings: Settings,
) -> Walkers:
    """Put one walker group on the network.

    Parameters
    ----------
    network, streets
        The network and its street table, aligned by ``arc_street``.
    passage
        Closings, bars and deadline of the scenario.
    group, day_time, settings
        They give the speed.
    """
    speed = walking_speed_m_s(group, day_time, settings)
    deadline_s = passage.deadline_s
    if group is WalkerGroup.ASSISTED:
        deadline_s = min(deadline_s, passage.storm_wind_s - settings.hazard.assisted_wind_lead_s)
    return Walkers(
        group=group,
        speed_m_s=speed,
        ticks=arc_ticks(network, streets, speed, settings),
        release=closing_release(passage.closes_at_s)[network.arc_street],
        closes_early=(passage.closes_at_s < passage.earliest_departure_s)[network.arc_street],
        earliest_ticks=_floor_ticks(passage.earliest_departure_s),
        reserve_ticks=round(settings.hazard.tsunami_reserve_s * TICKS_PER_S),
        deadline_release=int(closing_release(np.array([deadline_s]))[0]),
        longest_ticks=(
            round(settings.movement.longest_walk_s * TICKS_PER_S) if passage.walk_limited else NO_LIMIT
        ),
        barred=passage.barred,
        allowance_ticks=(
            round(settings.hazard.seaward_allowance_m / speed * TICKS_PER_S)
            if passage.last_metres_free
            else -1
        ),
        block_connector=connector_ticks(network.block_connector_m, speed),
        place_connector=connector_ticks(network.place_connector_m, speed),
        place_shut=passage.place_shut if passage.place_shut.size else np.full(network.place_node.size, -1),
        shut_arcs=passage.shut_arcs,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """What a search minimises, what it may use, and where it may stop.

    Parameters
    ----------
    by_latest
        Minimise C (latest departure) instead of walking time.
    reserved
        Keep the reserve before every closing.
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
    reserved: bool = False
    allowance: bool = True
    ignore_closings: bool = False
    shut: int = -1
    limit_cost: int = int(UNREACHED)
    limit_walk: int = NO_LIMIT
    wanted: BoolArray = field(default_factory=lambda: np.zeros(0, np.bool_))


def grow_tree(
    network: Network, walkers: Walkers, nodes: IntArray, node_ticks: IntArray, search: Search
) -> Tree:
    """Search back from nodes to everywhere.

    Parameters
    ----------
    network, walkers
        The network and who walks on it.
    nodes, node_ticks
        Where the search starts, and the walking time left from there [0.1 s].
    search
        What to look for.
    """
    if search.ignore_closings:
        release = walkers.release_open
    elif search.reserved:
        release = walkers.release_reserved if search.by_latest else walkers.passable_reserved
    else:
        release = walkers.release if search.by_latest else walkers.passable
    if search.shut >= 0:
        release = np.where(walkers.shut_arcs[search.shut], CLOSED, release)
    cost, walk, next_arc = search_back(
        network.arc_start, network.arc_head, network.arc_reverse,
        walkers.ticks, release, walkers.barred, nodes, node_ticks,
        0 if search.ignore_closings else walkers.deadline_release,
        walkers.allowance_ticks if search.allowance else -1,
        search.by_latest, search.limit_cost, search.limit_walk, search.wanted,
    )  # fmt: skip
    return Tree(cost, walk, next_arc)


def reach_targets(network: Network, walkers: Walkers, targets: Targets, *, threads: int = 2) -> Reach:
    """Grow the trees of every target for one walker group.

    The latest tree differs from the shortest only where streets close at some time; elsewhere it
    is the same object.
    """
    # Whoever leaves first decides how late a way may be to be of any use.
    limit = HORIZON - walkers.earliest_ticks
    limitless = np.array([kind is TargetKind.SAFE_AREA for kind in targets.kind], np.bool_)
    longest = np.where(limitless, NO_LIMIT, walkers.longest_ticks)

    def grow(i: int) -> tuple[Tree, Tree]:
        row = targets.place_row[i]
        safe = targets.kind[i] is TargetKind.SAFE_AREA
        left = np.int64(0) if safe else walkers.place_connector[row]
        start = np.full(targets.nodes[i].size, left, np.int64)
        mode = Search(
            by_latest=False, reserved=safe, allowance=targets.kind[i] is TargetKind.REFUGE_BUILDING,
            shut=-1 if safe else int(walkers.place_shut[row]), limit_walk=int(longest[i]),
        )  # fmt: skip
        if not walkers.timed:
            shortest = grow_tree(network, walkers, targets.nodes[i], start, mode)
            return shortest, shortest
        late = replace(mode, by_latest=True, limit_cost=limit)
        latest = grow_tree(network, walkers, targets.nodes[i], start, late)
        # A way that nobody can take in time need not be the shortest.
        near = replace(mode, wanted=latest.cost <= limit)
        return grow_tree(network, walkers, targets.nodes[i], start, near), latest

    with ThreadPoolExecutor(threads) as pool:
        trees = list(pool.map(grow, range(len(targets))))
    return Reach(walkers, tuple(tree[0] for tree in trees), tuple(tree[1] for tree in trees), longest)


def _floor_ticks(seconds: float) -> int:
    """Return whole ticks, at most the time given; far in the past for −inf."""
    return int(np.floor(seconds * TICKS_PER_S)) if np.isfinite(seconds) else -HORIZON
