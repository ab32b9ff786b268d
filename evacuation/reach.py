"""Which target each group can reach in time, how long it walks, and by which tree of ways."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, eq=False)
class Walkers:
    """One walker group on the network: times, closings and bars of every arc.

    ``release`` is ``HORIZON − closes``; ``closes_early`` marks arcs that close before anybody
    leaves; ``reserve_ticks`` has to be left before every closing on the way to safe ground;
    ``deadline_release`` is ``HORIZON −`` the time by which everybody must have arrived.
    """

    group: WalkerGroup
    speed_m_s: float
    ticks: IntArray
    release: IntArray
    closes_early: BoolArray
    reserve_ticks: int
    deadline_release: int
    barred: BoolArray
    allowance_ticks: int
    block_connector: IntArray
    place_connector: IntArray

    @property
    def timed(self) -> bool:
        """Whether any street closes at some time, so that shortest and latest ways differ."""
        closes = (self.release > 0) & (self.release <= HORIZON)
        return self.deadline_release > 0 or bool(closes.any())


@dataclass(frozen=True, slots=True, eq=False)
class Tree:
    """The ways to one target from everywhere: walking time, cost C and next arc per node."""

    cost: IntArray
    walk: IntArray
    next_arc: Int32Array


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Shortest and latest trees of one walker group to every target; equal where nothing closes."""

    walkers: Walkers
    shortest: tuple[Tree, ...]
    latest: tuple[Tree, ...]

    def options(self, origin_node: IntArray, leave_ticks: IntArray) -> tuple[BoolArray, BoolArray, IntArray]:
        """Return what is possible from origins at given times (connector already walked).

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
            short_ok = on_net & (leave_ticks <= HORIZON - shortest.cost[origin_node])
            late_ok = on_net & (leave_ticks <= HORIZON - latest.cost[origin_node])
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
    earliest_departure_s
        When the first people leave: shortest ways avoid streets that close before.
    """

    closes_at_s: FloatArray
    barred: BoolArray
    last_metres_free: bool = False
    deadline_s: float = np.inf
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
    return Walkers(
        group=group,
        speed_m_s=speed,
        ticks=arc_ticks(network, streets, speed, settings),
        release=closing_release(passage.closes_at_s)[network.arc_street],
        closes_early=(passage.closes_at_s < passage.earliest_departure_s)[network.arc_street],
        reserve_ticks=round(settings.hazard.tsunami_reserve_s * TICKS_PER_S),
        deadline_release=int(closing_release(np.array([passage.deadline_s]))[0]),
        barred=passage.barred,
        allowance_ticks=(
            round(settings.hazard.seaward_allowance_m / speed * TICKS_PER_S)
            if passage.last_metres_free
            else -1
        ),
        block_connector=connector_ticks(network.block_connector_m, speed),
        place_connector=connector_ticks(network.place_connector_m, speed),
    )


def grow_tree(
    network: Network,
    walkers: Walkers,
    nodes: IntArray,
    node_ticks: IntArray,
    *,
    by_latest: bool,
    reserved: bool = False,
    allowance: bool = True,
    ignore_closings: bool = False,
) -> Tree:
    """Search back from nodes to everywhere.

    Parameters
    ----------
    network, walkers
        The network and who walks on it.
    nodes, node_ticks
        Where the search starts, and the walking time left from there [0.1 s].
    by_latest
        Minimise C (latest departure) instead of walking time.
    reserved
        Keep the reserve before every closing.
    allowance
        Let barred arcs be walked close to the start of the search.
    ignore_closings
        Take every street that is open at first as open for ever.
    """
    release = walkers.release
    closed = release > HORIZON
    if ignore_closings:
        release = np.where(closed, release, 0)
    elif reserved:
        release = np.where((release > 0) & ~closed, release + walkers.reserve_ticks, release)
    if not (by_latest or ignore_closings):
        release = np.where(walkers.closes_early, CLOSED, release)
    cost, walk, next_arc = search_back(
        network.arc_start, network.arc_head, network.arc_reverse,
        walkers.ticks, release, walkers.barred, nodes, node_ticks,
        0 if ignore_closings else walkers.deadline_release,
        walkers.allowance_ticks if allowance else -1, by_latest,
    )  # fmt: skip
    return Tree(cost, walk, next_arc)


def reach_targets(network: Network, walkers: Walkers, targets: Targets, *, threads: int = 2) -> Reach:
    """Grow the trees of every target for one walker group.

    The latest tree differs from the shortest only where streets close at some time; elsewhere it
    is the same object.
    """

    def grow(i: int, by_latest: bool) -> Tree:
        row = targets.place_row[i]
        safe = targets.kind[i] is TargetKind.SAFE_AREA
        left = np.int64(0) if safe else walkers.place_connector[row]
        start = np.full(targets.nodes[i].size, left, np.int64)
        return grow_tree(
            network, walkers, targets.nodes[i], start,
            by_latest=by_latest, reserved=safe,
            allowance=targets.kind[i] is TargetKind.REFUGE_BUILDING,
        )  # fmt: skip

    jobs = range(len(targets))
    with ThreadPoolExecutor(threads) as pool:
        shortest = tuple(pool.map(lambda i: grow(i, by_latest=False), jobs))
        latest = tuple(pool.map(lambda i: grow(i, by_latest=True), jobs)) if walkers.timed else shortest
    return Reach(walkers, shortest, latest)
