"""Everybody walks at the same time: the kernel of the queues, and what it says of each person and queue."""

from dataclasses import dataclass

import numpy as np

from domain.going_on import GoingOn, go_on
from evacuation.crowd_links import UsedLinks, Ways
from evacuation.crowd_memory import CrowdMemory, meetings_of, recall, remember
from evacuation.crowd_parts import Ticking, Town, halves, walk_parts
from evacuation.kernels.queue_state import (
    ENDED,
    LONGEST,
    MOST,
    NEVER,
    OUTCOME,
    Q_WAITED,
    READY,
    SHUT_WAITED,
    TURNS,
    WAITED,
    WHERE,
    Ints,
    QueueStreets,
)
from evacuation.kernels.queue_windows import walk_alone
from evacuation.network import BoolArray

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
    *, memory: CrowdMemory | None = None, going_on: GoingOn = go_on,
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
    memory
        What became of people who cannot meet the others, of walks before; it changes nothing of the answer.
    going_on
        Called now and then; what it raises ends the walk.

    Returns
    -------
    WalkedCrowd
        Walkers in the order given.
    """
    clock = clock or CrowdClock()
    order = np.argsort(leaves, kind="stable")
    route = person_route[order]
    used = UsedLinks.by(streets, ways)
    town = Town.of(used, ways, route, leaves[order])
    longest = max(_SHORTEST_RING, int(ways.ticks.max(initial=0)), clock.stall_ticks)
    ticking = Ticking(
        clock.bin_ticks, clock.stall_ticks, clock.last_tick + 1, 1 << (longest + 1).bit_length()
    )  # fmt: skip
    meetings = [] if memory is None else meetings_of(town, ways, route, ticking)
    known, before, moves = ([], [], 0) if memory is None else recall(town, meetings, memory)
    work = (ways.end - ways.starts)[route]
    anew = np.isin(town.person_meeting, known, invert=True)
    walked = walk_parts(town, halves(town.person_meeting[anew], work[anew]), ticking, going_on)
    noted = np.concatenate([np.zeros((0, 3), np.int64), *before, *(one.noted for one in walked)])
    if memory is not None:
        told = set(known)
        new = [one for one in meetings if one.number not in told]
        remember(town, new, used.starts[route], noted, memory)
    noted = noted[np.lexsort((noted[:, 1], noted[:, 0]))]
    noted[:, 1] = used.approach[noted[:, 1]]
    ended, stood = np.empty_like(town.e), np.empty(order.size, np.int64)
    ended[order], stood[order] = town.e, town.w[:, READY]
    where = np.append(used.approach, -1)[ended[:, WHERE]]
    of_queues = np.zeros((streets.n_links + streets.home_closes.size, 3), np.int64)
    of_queues[used.approach] = town.q[:, [Q_WAITED, LONGEST, MOST]]
    turns = np.zeros(streets.storage.size, np.int64)
    turns[used.gate] = town.g[:, TURNS]
    return WalkedCrowd(
        outcome=ended[:, OUTCOME], ended=ended[:, ENDED], where=where, waited=ended[:, WAITED],
        shut_waited=ended[:, SHUT_WAITED], stood=stood,
        queue_waited=of_queues[:, 0], queue_longest=of_queues[:, 1],
        queue_most=np.maximum(of_queues[:, 2], of_queues[:, 0] > 0),
        noted=noted, turns=turns, moves=moves + sum(one.moves for one in walked),
    )  # fmt: skip


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
