"""People whose routes have nothing in common cannot meet: they walk apart from each other, on two threads.

A *meeting* is everybody who can meet, be it through others: their routes share homes and gates. What becomes
of its people depends on nobody else, so meetings can be walked in any order, side by side, or not at all
where the same meeting was walked before (``evacuation.crowd_memory``).
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event

import numpy as np

from domain.going_on import GoingOn
from evacuation.crowd_links import UsedLinks, Ways, closing_ticks
from evacuation.kernels.components import meetings
from evacuation.kernels.queue_bundles import new_bundles, note_walking
from evacuation.kernels.queue_state import LEAVING, MOVES, PENDING, READY, UNDER_WAY, Ints, new_queues
from evacuation.kernels.queues import walk_noted
from evacuation.network import Int32Array

#: Links to walk from which on two threads are worth it.
_WORTH = 200_000
#: Bins that are walked in one go: the interpreter is asked for between them, and its lock is waited for.
_BINS = 16
#: How often whoever waits for the other thread asks whether to go on [s].
_LOOKS_S = 0.05
#: After all times of a walker.
_LAST = 1 << 30


@dataclass(frozen=True, slots=True)
class Ticking:
    """Ticks [0.1 s] between two notes of queues, until a gate is stuck, to the end, of a ring of alarms."""

    bin_ticks: int
    stall_ticks: int
    until: int
    ring: int


@dataclass(frozen=True, slots=True, eq=False)
class Town:
    """Tables of everybody's walk as the kernels take them; who cannot meet changes other rows.

    Parameters
    ----------
    used
        Links and gates.
    q, g
        Tables of approaches and gates.
    w, e
        Tables of walkers, in the order in which they leave, and what became of them.
    home
        Approach where each of them leaves, shape (walkers,).
    closing
        What closes (``evacuation.crowd_links.closing_ticks``).
    meeting
        Of each gate, then of each home (``evacuation.kernels.components.meetings``).
    """

    used: UsedLinks
    q: Ints
    g: Ints
    w: Int32Array
    e: Ints
    home: Ints
    closing: Ints
    meeting: Ints

    @classmethod
    def of(cls, used: UsedLinks, ways: Ways, route: Ints, leaves: Ints) -> "Town":
        """Return the tables before anybody has left.

        Parameters
        ----------
        used, ways
            Links and gates, and the routes over them.
        route, leaves
            Route of each person, and when he leaves, by time, shape (walkers,).

        Returns
        -------
        Town
            Everybody is still to walk.
        """
        w = np.stack([used.starts[route], leaves, np.full(leaves.size, -1)], axis=1).astype(np.int32)
        e = np.tile(np.array([0, UNDER_WAY, -1, -1, 0], np.int64), (leaves.size, 1))
        streets = used.streets
        met = meetings(used.ways, used.starts, ways.home, streets.storage.size, streets.home_closes.size)
        home = streets.n_links + ways.home[route]
        return cls(used, *new_queues(streets), w, e, home, closing_ticks(streets), met)

    @property
    def person_meeting(self) -> Ints:
        """Whom each person can meet, shape (walkers,)."""
        return self.meeting[self.home - self.used.streets.n_links + len(self.g)]

    @property
    def closing_meeting(self) -> Ints:
        """Who can meet what closes, shape (c,)."""
        item = self.closing[:, 0]
        return self.meeting[np.where(item >= 0, item, -1 - item - self.used.streets.n_links + len(self.g))]


@dataclass(frozen=True, slots=True, eq=False)
class PartWalked:
    """Queues of a part of the people over time, as ``WalkedCrowd.noted`` but for approaches, and moves."""

    noted: Ints
    moves: int


def halves(meeting: Ints, work: Ints) -> list[Ints]:
    """Share out people who cannot meet.

    Parameters
    ----------
    meeting
        Number of the meeting of each person, shape (walkers,).
    work
        Links that he walks, shape (walkers,).

    Returns
    -------
    list[Ints]
        The meetings of each part: one part, or two of about the same work where that is worth it.
    """
    of_meeting = np.bincount(meeting, work)
    found = np.unique(meeting)
    if work.sum() < _WORTH:
        return [found]
    parts: tuple[list[int], list[int]] = ([], [])
    done = [0.0, 0.0]
    for one in found[np.argsort(-of_meeting[found], kind="stable")].tolist():
        lesser = int(done[1] < done[0])
        parts[lesser].append(one)
        done[lesser] += of_meeting[one]
    return [np.array(sorted(part), np.int64) for part in parts if part]


def walk_parts(town: Town, parts: list[Ints], ticking: Ticking, going_on: GoingOn) -> list[PartWalked]:
    """Walk parts of the people who cannot meet to the end, and change the tables of the town.

    Parameters
    ----------
    town
        The tables.
    parts
        The meetings of each.
    ticking
        How time goes.
    going_on
        Called now and then, in this thread; what it raises ends the walk.

    Returns
    -------
    list[PartWalked]
        One a part.

    Raises
    ------
    BaseException
        What ``going_on`` raised, once the other thread has given up, too.
    """
    going_on()
    if not parts:
        return []
    given_up = Event()

    def asked() -> bool:
        return not given_up.is_set()

    if len(parts) == 1:
        return [_walk(town, parts[0], ticking, _always(going_on))]
    with ThreadPoolExecutor(len(parts) - 1) as pool:
        others = [pool.submit(_walk, town, part, ticking, asked) for part in parts[1:]]
        try:
            first = _walk(town, parts[0], ticking, _always(going_on))
            for _ in _open(others):
                going_on()
        except BaseException:
            given_up.set()
            raise
        return [first, *(one.result() for one in others)]


def _always(going_on: GoingOn) -> Callable[[], bool]:
    def asked() -> bool:
        going_on()
        return True

    return asked


def _open(others: "list[Future[PartWalked]]") -> Iterator[None]:
    """Wait for others, and look up now and then."""
    while wait(others, _LOOKS_S).not_done:
        yield


def _walk(town: Town, part: Ints, ticking: Ticking, asked: Callable[[], bool]) -> PartWalked:
    """Walk the people of some meetings to the end, as long as it is asked for."""
    used, q, g = town.used, town.q, town.g
    mine = np.zeros(town.meeting.size, np.bool_)
    mine[part] = True
    who = np.flatnonzero(mine[town.person_meeting])
    w, e, home = town.w[who], town.e[who], town.home[who]
    closing = town.closing[mine[town.closing_meeting]]
    rings = np.full((5, ticking.ring), -1, np.int64)
    bundles = new_bundles(len(w), ticking.ring)
    lists, sizes = np.zeros((8, max(len(q), len(g))), np.int64), np.zeros(13, np.int64)
    room, noted = np.empty((4 * len(q), 3), np.int64), [np.zeros((0, 3), np.int64)]
    tick = int(w[:, READY].min(initial=_LAST))
    while (sizes[LEAVING] < len(w) or sizes[PENDING] > 0) and tick < ticking.until and asked():
        tick, rows = walk_noted(
            w, e, q, g, bundles, used.ways, used.shut, used.openings, home, closing, rings, lists, sizes,
            tick, ticking.until, ticking.bin_ticks, ticking.stall_ticks, room, _BINS,
        )  # fmt: skip
        noted.append(room[:rows].copy())
    note_walking(w, bundles, rings, tick)
    town.w[who], town.e[who] = w, e
    return PartWalked(np.concatenate(noted), int(sizes[MOVES]))
