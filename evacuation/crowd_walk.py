"""Everybody walks at the same time: the kernel of the queues, and what it says of each person and queue."""

from dataclasses import dataclass

import numpy as np

from domain.going_on import GoingOn, go_on
from evacuation.crowd_links import UsedLinks, Ways, closing_ticks
from evacuation.kernels.queue_bundles import new_bundles, note_walking
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
    SHUT_WAITED,
    STANDING,
    TURNS,
    UNDER_WAY,
    WAITED,
    WHERE,
    Ints,
    QueueStreets,
    new_queues,
)  # fmt: skip
from evacuation.kernels.queue_windows import crowded_queues, walk_alone
from evacuation.kernels.queues import walk_queues
from evacuation.network import BoolArray, Int32Array

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
    waited, shut_waited
        How long he stood in queues, and of the rest of his waiting how long the street that he wanted was
        shut [0.1 s], shape (walkers,). Waiting for an opening is no queue's doing, wherever he stands for it.
    stood
        Since when he stood at the end of the last link that he walked [0.1 s after t0], shape (walkers,).
    queue_waited, queue_longest, queue_most
        Of each approach: the sum of the waiting, the longest wait [0.1 s], and most people in the queue,
        shape (approaches,).
    noted
        Queues over time: time in ``bin_ticks``, approach, people; shape (k, 3). Who waits for an opening is
        not counted, here and in the three before.
    turns
        How often somebody entered each gate because a ring of full gates moved on, shape (gates,).
    moves
        How often anybody went on to a link.
    """

    outcome: Ints
    ended: Ints
    where: Ints
    waited: Ints
    shut_waited: Ints
    stood: Ints
    queue_waited: Ints
    queue_longest: Ints
    queue_most: Ints
    noted: Ints
    turns: Ints
    moves: int


def walk_crowd(
    streets: QueueStreets, ways: Ways, person_route: Ints, leaves: Ints, clock: CrowdClock | None = None,
    *, going_on: GoingOn = go_on,
) -> WalkedCrowd:  # fmt: skip
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
    going_on
        Called as often as the queues are noted; what it raises ends the walk.

    Returns
    -------
    WalkedCrowd
        Walkers in the order given.
    """
    clock = clock or CrowdClock()
    order = np.argsort(leaves, kind="stable")
    route = person_route[order]
    used = UsedLinks.by(streets, ways)
    w = np.stack([used.starts[route], leaves[order], np.full(order.size, -1)], axis=1).astype(np.int32)
    e = np.tile(np.array([0, UNDER_WAY, -1, -1, 0], np.int64), (order.size, 1))
    q, g = new_queues(used.streets)
    longest = max(_SHORTEST_RING, int(ways.ticks.max(initial=0)), clock.stall_ticks)
    rings = np.full((5, 1 << (longest + 1).bit_length()), -1, np.int64)
    bundles = new_bundles(order.size, rings.shape[1])
    lists, sizes = np.zeros((8, max(len(q), len(g))), np.int64), np.zeros(13, np.int64)
    home, closing = used.streets.n_links + ways.home[route], closing_ticks(used.streets)
    noted, tick = [np.zeros((0, 3), np.int64)], int(leaves.min(initial=NEVER))
    while (sizes[LEAVING] < order.size or sizes[PENDING] > 0) and tick <= clock.last_tick:
        going_on()
        at = tick // clock.bin_ticks
        queued, people = _queued(w, q, lists[STANDING, : len(q)], used, tick - 1)
        noted.append(np.stack([np.full(queued.size, at), used.approach[queued], people], axis=1))
        end = min((at + 1) * clock.bin_ticks, clock.last_tick + 1)
        # It stops where a street opens, to see who then waits for others.
        for until in [*(used.openings[(used.openings >= tick) & (used.openings < end - 1)] + 1), end]:
            tick = walk_queues(
                w, e, q, g, bundles, used.ways, used.shut, home, closing, rings, lists, sizes, tick,
                until, clock.stall_ticks,
            )  # fmt: skip
            if used.openings.size:
                queued, people = _queued(w, q, lists[STANDING, : len(q)], used, tick - 1)
                q[queued, MOST] = np.maximum(q[queued, MOST], people)
    note_walking(w, bundles, rings, tick)
    ended, stood = np.empty_like(e), np.empty(order.size, np.int64)
    ended[order], stood[order] = e, w[:, READY]
    where = np.append(used.approach, -1)[ended[:, WHERE]]
    of_queues = np.zeros((streets.n_links + streets.home_closes.size, 3), np.int64)
    of_queues[used.approach] = q[:, [Q_WAITED, LONGEST, MOST]]
    turns = np.zeros(streets.storage.size, np.int64)
    turns[used.gate] = g[:, TURNS]
    return WalkedCrowd(
        outcome=ended[:, OUTCOME], ended=ended[:, ENDED], where=where, waited=ended[:, WAITED],
        shut_waited=ended[:, SHUT_WAITED], stood=stood,
        queue_waited=of_queues[:, 0], queue_longest=of_queues[:, 1],
        queue_most=np.maximum(of_queues[:, 2], of_queues[:, 0] > 0),
        noted=np.concatenate(noted), turns=turns, moves=int(sizes[MOVES]),
    )  # fmt: skip


def _queued(w: Int32Array, q: Ints, standing: Ints, used: UsedLinks, tick: int) -> tuple[Ints, Ints]:
    """Return the queues of people who wait for others, and how many they are."""
    queued = np.flatnonzero(standing)
    if not used.shut.size:
        return queued, standing[queued]
    people = np.empty(queued.size, np.int64)
    crowded_queues(w, q, used.ways, used.shut, queued, tick, people)
    return queued[people > 0], people[people > 0]


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


def walk_alone_by(
    streets: QueueStreets, ways: Ways, person_route: Ints, leaves: Ints
) -> tuple[Ints, BoolArray]:
    """Return how everybody would fare if nobody else walked, with what closes and opens again.

    Parameters
    ----------
    streets
        Links, gates and homes; doors that open late are not waited for.
    ways
        The routes over the links.
    person_route, leaves
        As ``walk_crowd`` takes them.

    Returns
    -------
    arrives
        When he has walked his route, waits for openings counted [0.1 s after t0]; who is not through as if
        nothing had stopped him, shape (walkers,).
    through
        Whether nothing closed before, at home neither, shape (walkers,).
    """
    used = UsedLinks.by(streets, ways)
    arrives, through = np.empty(leaves.size, np.int64), np.empty(leaves.size, np.bool_)
    walk_alone(
        used.ways, used.shut, used.starts, used.streets.closes, streets.home_closes[ways.home], person_route,
        leaves, arrives, through,
    )  # fmt: skip
    return arrives, through
