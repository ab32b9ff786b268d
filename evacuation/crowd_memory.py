"""Meetings of people that were walked before: who meets the same people on the same streets fares the same.

A blocked street, another place concern those who can meet the people whose ways change
(``evacuation.crowd_parts``); all other meetings are as they were. What decides how a meeting fares, its
routes, streets, departures, and how time goes, is digested; what became of it is kept under the digest.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from evacuation.crowd_links import Ways
from evacuation.crowd_parts import Ticking, Town
from evacuation.kernels.queue_state import (
    AT,
    LONGEST,
    MOST,
    Q_WAITED,
    READY,
    TURNS,
    WAY_LINK,
    WAY_TICKS,
    WHERE,
    Ints,
)
from evacuation.network import Int32Array

#: Share of all links walked from which a meeting is worth its digest.
_WORTH = 0.005
#: People whose meetings are kept for a city, those used last: some 30 bytes each.
_MOST_PERSONS = 600_000


@dataclass(frozen=True, slots=True, eq=False)
class _Fate:
    """What became of a meeting; approaches, gates and people by their place among its own.

    Parameters
    ----------
    e, stood
        What became of everybody, as the kernels say it, and since when he stood at the last end.
    queues
        Waiting, longest wait and longest queue of each approach.
    turns
        Turns of each gate.
    noted
        Queues over time.
    moves
        How often anybody went on.
    """

    e: Int32Array
    stood: Int32Array
    queues: Ints
    turns: Ints
    noted: Ints
    moves: int


class CrowdMemory:
    """What became of meetings, by digest; of those used last.

    Parameters
    ----------
    most_persons
        People whose meetings are kept; the meeting used last is kept however many they are.
    """

    def __init__(self, most_persons: int = _MOST_PERSONS) -> None:
        self._most = most_persons
        self._fates: OrderedDict[bytes, _Fate] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._fates)

    def get(self, key: bytes) -> _Fate | None:
        """Return what became of a meeting.

        Parameters
        ----------
        key
            Its digest.

        Returns
        -------
        _Fate | None
            None where that is not known.
        """
        with self._lock:
            if key in self._fates:
                self._fates.move_to_end(key)
            return self._fates.get(key)

    def put(self, key: bytes, fate: _Fate) -> None:
        """Keep what became of a meeting.

        Parameters
        ----------
        key, fate
            Its digest, and what became of it.
        """
        with self._lock:
            self._fates[key] = fate
            self._fates.move_to_end(key)
            persons = sum(len(one.e) for one in self._fates.values())
            while persons > self._most and len(self._fates) > 1:
                _, dropped = self._fates.popitem(last=False)
                persons -= len(dropped.e)


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """People who can meet, the approaches and gates that they pass, ascending, and the digest of all that.

    ``number`` is that of ``Town.meeting``.
    """

    number: int
    people: Ints
    approaches: Ints
    gates: Ints
    key: bytes


def meetings_of(town: Town, ways: Ways, route: Ints, ticking: Ticking) -> list[Meeting]:
    """Return the meetings that are worth remembering, before anybody has walked.

    Parameters
    ----------
    town
        The tables.
    ways, route
        The routes, and that of each person, by time, shape (walkers,).
    ticking
        How time goes.

    Returns
    -------
    list[Meeting]
        Those with a share of the walking that matters.
    """
    used, n_gates = town.used, len(town.g)
    of_person, of_route = town.person_meeting, town.meeting[n_gates + ways.home]
    of_approach = np.concatenate([town.meeting[used.streets.link_gate], town.meeting[n_gates:]])
    work = np.bincount(of_person, (ways.end - ways.starts)[route], minlength=town.meeting.size)
    numbers = np.flatnonzero(work >= max(_WORTH * work.sum(), 1))
    # Each route with its links and times, and after it its home.
    rows = used.ways[:, [WAY_LINK, WAY_TICKS]].copy()
    walked = rows[:, 0] >= 0
    rows[walked, 0] = used.approach[rows[walked, 0]]
    rows[~walked, 1] = ways.home
    of_row = np.repeat(of_route, ways.end - ways.starts + 1)
    facts = _approach_facts(town)
    salt = _salt(town, ticking)
    parts = [
        _Sorted(one, numbers) for one in (of_person, of_route, of_approach, of_row, town.meeting[:n_gates])
    ]
    local = np.empty(of_route.size, np.int32)
    found = []
    for number in numbers.tolist():
        people, routes, approaches, at, gates = (one.of(number) for one in parts)
        local[routes] = np.arange(routes.size, dtype=np.int32)
        leaves = np.stack([local[route[people]], town.w[people, READY]])
        key = _digest(salt, rows[at], facts[approaches], leaves)
        found.append(Meeting(number, people, approaches, gates, key))
    return found


def recall(town: Town, meetings: Iterable[Meeting], memory: CrowdMemory) -> tuple[list[int], list[Ints], int]:
    """Take over what became of meetings that were walked before.

    Parameters
    ----------
    town
        The tables, which are changed.
    meetings
        What to look for.
    memory
        Where to look.

    Returns
    -------
    numbers : list[int]
        Meetings that need not be walked.
    noted : list[Ints]
        Their queues over time.
    moves : int
        How often any of them went on.
    """
    numbers, noted, moves = [], [], 0
    for one in meetings:
        fate = memory.get(one.key)
        if fate is None:
            continue
        numbers.append(one.number)
        town.e[one.people] = fate.e
        where = town.e[one.people, WHERE]
        town.e[one.people, WHERE] = np.where(where < 0, where, one.approaches[where])
        town.w[one.people, READY] = fate.stood
        for column, name in enumerate((Q_WAITED, LONGEST, MOST)):
            town.q[one.approaches, name] = fate.queues[:, column]
        town.g[one.gates, TURNS] = fate.turns
        rows = fate.noted.copy()
        rows[:, 1] = one.approaches[rows[:, 1]]
        noted.append(rows)
        moves += fate.moves
    return numbers, noted, moves


def remember(
    town: Town, meetings: Iterable[Meeting], starts: Ints, noted: Ints, memory: CrowdMemory
) -> None:  # fmt: skip
    """Keep what became of meetings that were walked.

    Parameters
    ----------
    town
        The tables, everybody walked.
    meetings
        Those that were.
    starts
        Where the route of each person starts in the ways, shape (walkers,).
    noted
        Queues over time, of the approaches of the tables.
    memory
        Where to keep it.
    """
    for one in meetings:
        place = np.full(len(town.q), -1, np.int64)
        place[one.approaches] = np.arange(one.approaches.size)
        e = town.e[one.people]
        e[:, WHERE] = np.where(e[:, WHERE] < 0, e[:, WHERE], place[e[:, WHERE]])
        rows = noted[place[noted[:, 1]] >= 0]
        rows[:, 1] = place[rows[:, 1]]
        memory.put(one.key, _Fate(
            e.astype(np.int32), town.w[one.people, READY],
            town.q[one.approaches][:, [Q_WAITED, LONGEST, MOST]], town.g[one.gates, TURNS], rows,
            int((town.w[one.people, AT] - starts[one.people]).sum()),
        ))  # fmt: skip


class _Sorted:
    """Positions by meeting."""

    def __init__(self, meeting: Ints, numbers: Ints) -> None:
        place = np.full(int(max(meeting.max(initial=0), numbers.max(initial=0))) + 1, numbers.size, np.int16)
        place[numbers] = np.arange(numbers.size)
        of = place[meeting]
        self._order = np.argsort(of, kind="stable")
        self._end = np.searchsorted(of[self._order], np.arange(numbers.size + 1), side="right")
        self._place = {number: i for i, number in enumerate(numbers.tolist())}

    def of(self, number: int) -> Ints:
        """Return the positions of a meeting, ascending."""
        i = self._place[number]
        return self._order[(self._end[i - 1] if i else 0) : self._end[i]]


def _approach_facts(town: Town) -> Ints:
    """Return what the kernels know of each link, then of each home, shape (approaches, 6)."""
    streets, used = town.used.streets, town.used
    gate = streets.link_gate
    of_links = np.stack([
        streets.interval_out, streets.opens, streets.closes[gate], streets.storage[gate],
        streets.interval_in[gate],
    ], axis=1)  # fmt: skip
    of_homes = np.zeros((streets.home_closes.size, 5), np.int64)
    of_homes[:, 2] = streets.home_closes
    return np.concatenate([used.approach[:, None], np.concatenate([of_links, of_homes])], axis=1)


def _salt(town: Town, ticking: Ticking) -> bytes:
    """Return a digest of what all meetings have in common."""
    used = town.used
    streets = used.streets
    time = np.array([ticking.bin_ticks, ticking.stall_ticks, ticking.until, ticking.ring])
    windows = (streets.shut_last, streets.shut_until, streets.shut_waits)
    return _digest(b"", time, used.approach[streets.shut_link], *windows, used.openings)


def _digest(salt: bytes, *arrays: "Ints | Int32Array") -> bytes:
    digest = blake2b(salt, digest_size=24)
    for one in arrays:
        digest.update(str(one.shape).encode())
        digest.update(np.ascontiguousarray(one).view(np.uint8).data if one.size else b"")
    return digest.digest()
