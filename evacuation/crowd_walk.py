"""Everybody walks at the same time: the kernel of the queues, and what it says of each person and queue."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from evacuation.kernels.queue_state import (
    ENDED,
    LEAVING,
    LONGEST,
    MOST,
    MOVES,
    NEVER,
    OUTCOME,
    PENDING,
    Q_WAITED,
    READY,
    SIZE,
    TURNS,
    UNDER_WAY,
    WAITED,
    WHERE,
    Ints,
    QueueStreets,
    new_queues,
)  # fmt: skip
from evacuation.kernels.queues import walk_queues

#: Shortest ring of alarms [0.1 s]; longer where somebody walks longer on one link.
_SHORTEST_RING = 1024


@dataclass(frozen=True, slots=True)
class CrowdClock:
    """How the walk is noted and when it ends.

    Parameters
    ----------
    bin_ticks
        How often the queues are noted [0.1 s].
    stall_ticks
        After how long without anybody entering a full street counts as stuck [0.1 s].
    last_tick
        When to give up [0.1 s after t0].
    """

    bin_ticks: int = 600
    stall_ticks: int = 600
    last_tick: int = NEVER


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Routes over the links, end to end.

    Parameters
    ----------
    link
        Links of all routes, one route after the other, shape (k,).
    ticks
        Time that a person of the route takes on each link alone [0.1 s], at least 1, shape (k,).
    end
        Where each route ends in ``link``, shape (routes,).
    home
        Home where each route begins, shape (routes,).
    """

    link: Ints
    ticks: Ints
    end: Ints
    home: Ints

    @property
    def starts(self) -> Ints:
        """Where each route starts in ``link``, shape (routes,)."""
        return np.concatenate([np.zeros(1, np.int64), self.end])[:-1]


@dataclass(frozen=True, slots=True, eq=False)
class WalkedCrowd:
    """What became of everybody.

    Parameters
    ----------
    outcome
        ``ARRIVED``, ``CAUGHT``, ``CUT_OFF``, ``AT_HOME`` or ``UNDER_WAY`` of each person
        (``evacuation.kernels.queue_state``), shape (walkers,).
    ended
        When [0.1 s after t0]; −1 for those who were under way when it was given up.
    where
        The approach where he ended, for ``CUT_OFF`` the link that was closed, shape (walkers,).
    waited
        How long he stood in queues [0.1 s], shape (walkers,).
    stood
        Since when he stood at the end of the last link that he walked [0.1 s after t0], shape (walkers,).
    queue_waited, queue_longest, queue_most
        Of each approach: the sum of the waiting, the longest wait [0.1 s], and most people in the queue,
        shape (approaches,).
    noted
        Queues over time: time in ``bin_ticks``, approach, people; shape (k, 3).
    turns
        How often somebody entered each gate because a ring of full gates moved on, shape (gates,).
    moves
        How often anybody went on to a link.
    """

    outcome: Ints
    ended: Ints
    where: Ints
    waited: Ints
    stood: Ints
    queue_waited: Ints
    queue_longest: Ints
    queue_most: Ints
    noted: Ints
    turns: Ints
    moves: int


def walk_crowd(
    streets: QueueStreets, ways: Ways, person_route: Ints, leaves: Ints, clock: CrowdClock | None = None
) -> WalkedCrowd:
    """Walk everybody through to the end.

    Parameters
    ----------
    streets
        Links, gates and homes.
    ways
        The routes over the links.
    person_route
        Route of each person, shape (walkers,).
    leaves
        When he stands where his route begins [0.1 s after t0], shape (walkers,). Of those who leave at the
        same time the one that comes first here goes first.
    clock
        How the walk is noted and when it ends.

    Returns
    -------
    WalkedCrowd
        Walkers in the order given.
    """
    clock = clock or CrowdClock()
    order = np.argsort(leaves, kind="stable")
    route = person_route[order]
    used = _Used.by(streets, ways)
    w = np.stack([used.starts[route], leaves[order], np.full(order.size, -1)], axis=1).astype(np.int32)
    e = np.tile(np.array([0, UNDER_WAY, -1, -1], np.int64), (order.size, 1))
    q, g = new_queues(used.streets)
    longest = max(_SHORTEST_RING, int(ways.ticks.max(initial=0)), clock.stall_ticks)
    rings = np.full((5, 1 << (longest + 1).bit_length()), -1, np.int64)
    lists, sizes = np.zeros((7, max(len(q), len(g))), np.int64), np.zeros(11, np.int64)
    home, closing = used.streets.n_links + ways.home[route], _closing(used.streets)
    noted, tick = [np.zeros((0, 3), np.int64)], int(leaves.min(initial=NEVER))
    while (sizes[LEAVING] < order.size or sizes[PENDING] > 0) and tick <= clock.last_tick:
        at = tick // clock.bin_ticks
        queued = np.flatnonzero(q[:, SIZE])
        noted.append(np.stack([np.full(queued.size, at), used.approach[queued], q[queued, SIZE]], axis=1))
        until = min((at + 1) * clock.bin_ticks, clock.last_tick + 1)
        tick = walk_queues(
            w, e, q, g, used.ways, home, closing, rings, lists, sizes, tick, until, clock.stall_ticks
        )  # fmt: skip
    ended, stood = np.empty_like(e), np.empty(order.size, np.int64)
    ended[order], stood[order] = e, w[:, READY]
    where = np.append(used.approach, -1)[ended[:, WHERE]]
    of_queues = np.zeros((streets.n_links + streets.home_closes.size, 3), np.int64)
    of_queues[used.approach] = q[:, [Q_WAITED, LONGEST, MOST]]
    turns = np.zeros(streets.storage.size, np.int64)
    turns[used.gate] = g[:, TURNS]
    return WalkedCrowd(
        outcome=ended[:, OUTCOME], ended=ended[:, ENDED], where=where, waited=ended[:, WAITED], stood=stood,
        queue_waited=of_queues[:, 0], queue_longest=of_queues[:, 1],
        queue_most=np.maximum(of_queues[:, 2], of_queues[:, 0] > 0),
        noted=np.concatenate(noted), turns=turns, moves=int(sizes[MOVES]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Used:
    """The links that anybody walks, and their gates; they keep their order.

    ``approach`` and ``gate`` are the numbers that approaches and gates have outside; ``ways`` has a row −1
    after each route; ``starts`` is where each route starts in it.
    """

    streets: QueueStreets
    approach: Ints
    gate: Ints
    ways: np.ndarray[tuple[int, int], np.dtype[np.int32]]
    starts: Ints

    @classmethod
    def by(cls, streets: QueueStreets, ways: Ways) -> Self:
        link, at = _renumbered(ways.link, streets.n_links)
        gate, of_gate = _renumbered(streets.link_gate[link], streets.storage.size)
        routes = np.arange(ways.end.size)
        rows = np.full((ways.link.size + routes.size, 3), -1, np.int32)
        kept = np.ones(len(rows), np.bool_)
        kept[ways.end + routes] = False
        rows[kept] = np.stack([at[ways.link], ways.ticks, of_gate[streets.link_gate[ways.link]]], axis=1)
        homes = streets.n_links + np.arange(streets.home_closes.size)
        return cls(
            QueueStreets(
                of_gate[streets.link_gate[link]], streets.storage[gate], streets.interval_in[gate],
                streets.interval_out[link], streets.opens[link], streets.closes[gate], streets.home_closes,
                streets.gate_opens[gate] if streets.gate_opens.size else streets.gate_opens,
            ),
            np.concatenate([link, homes]), gate, rows, ways.starts + routes,
        )  # fmt: skip


def _renumbered(numbers: Ints, count: int) -> tuple[Ints, Ints]:
    """Return the numbers that occur, sorted, and the new number of each old one (−1 for none)."""
    kept = np.unique(numbers)
    new = np.full(count, -1, np.int64)
    new[kept] = np.arange(kept.size)
    return kept, new


def _closing(streets: QueueStreets) -> Ints:
    """Return gates and homes that close at some time, with their last tick, by time, shape (c, 2)."""
    items = np.concatenate([
        np.arange(streets.closes.size), -1 - streets.n_links - np.arange(streets.home_closes.size)
    ])  # fmt: skip
    last = np.concatenate([streets.closes, streets.home_closes])
    order = np.argsort(last, kind="stable")
    return np.stack([items, last], axis=1)[order[last[order] < NEVER]]


def free_walk(ways: Ways, person_route: Ints, leaves: Ints) -> Ints:
    """Return when everybody would arrive if nobody had to wait [0.1 s after t0], shape (walkers,).

    Parameters
    ----------
    ways
        The routes over the links.
    person_route, leaves
        As ``walk_crowd`` takes them.

    Returns
    -------
    Ints
        Arrivals, whether or not a street closes before.
    """
    total = np.concatenate([[0], np.cumsum(ways.ticks)])
    return np.asarray(leaves + (total[ways.end] - total[ways.starts])[person_route], np.int64)
