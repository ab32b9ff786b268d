"""What the walk through queues reads and keeps (``evacuation.kernels.queues``): four tables of whole numbers.

A *link* is one direction of a piece of street, or the door of a place. A *gate* is what several links
share: the two directions of a piece of street have one width and one ground. An *approach* is a queue of
people who wait to go on: the end of a link (same number), or a home (numbers after the links).
One row a person, approach or gate, one column a fact, so that all facts of one lie side by side.
"""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

#: What njit is told of the kernels of this walk beside the usual: they make no array and return none, and
#: whoever calls keeps theirs, so that nobody need count who refers to a table each time that a kernel hands
#: it on, which took four fifths of a walk. (numba knows the word, its types do not.)
UNCOUNTED: Any = {"_nrt": False}

#: Parts of a tick in which the time between two people is counted, so that rates are exact.
FINE = 1000

#: Time of what never closes, and with a minus of what was always open [0.1 s].
NEVER = 1 << 50

#: What became of a person: still under way, arrived, caught where a street closed, stopped before a street
#: that had closed, caught at home. (All are int64: numba makes a kernel more for each literal.)
UNDER_WAY, ARRIVED, CAUGHT, CUT_OFF, AT_HOME = map(np.int64, range(5))

#: Columns of walkers who stand in a queue or have not left yet: position in the ways of the link that he
#: wants; since when he stands ready, or when he leaves; who stands behind him. Beside them, seldom touched:
#: his waiting, what became of him, when, where, and how long what he wanted was shut while he stood there.
AT, READY, BEHIND = map(np.int64, range(3))
WAITED, OUTCOME, ENDED, WHERE, SHUT_WAITED = map(np.int64, range(5))

#: Columns of the ways, one row a link of a route, −1 after its last: link, walking time [0.1 s], gate, first
#: window of the link (−1 for none).
WAY_LINK, WAY_TICKS, WAY_GATE, WAY_SHUT = map(np.int64, range(4))

#: Columns of windows in which a link is shut: last tick at which people on it are through, first at which
#: they enter again, whether (1) they may wait for it, and whether the next row is of the same link, too.
SHUT_LAST, SHUT_UNTIL, SHUT_WAITS, SHUT_MORE = map(np.int64, range(4))

#: Columns of approaches: gate (−1 at home), time between two who leave [0.1 s / FINE]; first and last of the
#: queue; closing of a home; when the next may leave; the gate that the first asks, who asks it, too. In a
#: second line of memory: next of the same alarm; sum of waiting, longest wait, longest queue; place of its
#: alarm in the ring (−1 for none).
GATE, INTERVAL_OUT, FIRST, LAST, CLOSES, NEXT_OUT, ASKS, ASKS_NEXT = map(np.int64, range(8))
ALARM_NEXT, Q_WAITED, LONGEST, MOST, ALARM_AT = map(np.int64, range(8, 13))

#: Columns of gates: time between two who enter, last tick, who asks, room, people who left it in this tick,
#: when the next may enter, when it counts as stuck, stamp of the list that it is on. In a second line: its
#: one or two links (−1 for none), alarms for time and for being stuck, people who entered by turns.
INTERVAL_IN, CLOSES_AT, ASKED, ROOM, LEFT_NOW, NEXT_IN, PATIENCE, LISTED = map(np.int64, range(8))
LINK, SLOT_NEXT, SLOT_SET, STALL_NEXT, STALL_SET, TURNS = map(np.int64, (8, 10, 11, 12, 13, 14))

#: Rows of the rings of alarms: bundles of people who end their link (first, last), approaches, gates twice.
WALKING, WALKING_LAST, ALARMS, SLOTS, STALLS = map(np.int64, range(5))

#: Rows of the lists: gates now, in the next round, at the next tick, stuck, left; approaches that moved, and
#: of a ring; and how many people stand in the queue of each approach. The sizes of the first six come in this
#: order; then people on their way, all moves, who leaves next, what closes next, the stamp of the list of
#: gates, what was read ahead, and the first bundle to spare.
NOW, LATER, TOMORROW, STUCK, FREED, MOVED, RING, STANDING = map(np.int64, range(8))
PENDING, MOVES, LEAVING, CLOSED, STAMP, READ, SPARE = map(np.int64, range(6, 13))


def _none() -> Ints:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class QueueStreets:
    """Links, gates and homes of a walk through queues; approaches are the links, then the homes.

    Parameters
    ----------
    link_gate
        Gate of each link, shape (links,); one or two links a gate.
    storage
        Most people on each gate, at least 1, shape (gates,).
    interval_in
        Time between two people who enter a gate [0.1 s / FINE], 0 without limit, shape (gates,).
    interval_out
        Time between two people who leave a link, shape (links,).
    opens
        Tick before which nobody leaves a link, −NEVER for none, shape (links,).
    closes
        Last tick at which people on a gate are through, NEVER for none, shape (gates,).
    home_closes
        Last tick at which people can leave a home, shape (homes,).
    shut_link
        Link of each window in which one is shut, sorted by link and time, shape (windows,).
    shut_last, shut_until
        Last tick at which people on it are through, −NEVER where it is shut from the start, and the first at
        which they enter again, shape (windows,). Windows of a link lie apart.
    shut_waits
        Whether people may wait before the link until it opens, shape (windows,).
    """

    link_gate: Ints
    storage: Ints
    interval_in: Ints
    interval_out: Ints
    opens: Ints
    closes: Ints
    home_closes: Ints
    shut_link: Ints = field(default_factory=_none)
    shut_last: Ints = field(default_factory=_none)
    shut_until: Ints = field(default_factory=_none)
    shut_waits: Ints = field(default_factory=_none)

    @property
    def n_links(self) -> int:
        """Number of links."""
        return int(self.link_gate.size)


def lined_up(rows: int, kind: type[np.signedinteger] = np.int64) -> "np.ndarray[tuple[int, int], np.dtype]":
    """Return a table of 16 columns whose rows begin with a line of memory: a row is then fetched as one.

    Parameters
    ----------
    rows
        Number of rows.
    kind
        Type of the numbers.

    Returns
    -------
    np.ndarray
        Zeros, shape (rows, 16).
    """
    size, line = np.dtype(kind).itemsize, 64
    whole = np.zeros(rows * 16 + line // size, kind)
    first = -(whole.ctypes.data // size) % (line // size)
    return whole[first : first + rows * 16].reshape(rows, 16)


def new_queues(streets: QueueStreets) -> tuple[Ints, Ints]:
    """Return the tables of approaches and gates before anybody has left.

    Parameters
    ----------
    streets
        Links, gates and homes.

    Returns
    -------
    tuple[Ints, Ints]
        Shapes (approaches, 16) and (gates, 16).
    """
    links = streets.n_links
    q = lined_up(links + streets.home_closes.size)
    q[:, [GATE, FIRST, LAST, ASKS, ASKS_NEXT, ALARM_NEXT, ALARM_AT]] = -1
    q[:links, GATE], q[:links, INTERVAL_OUT] = streets.link_gate, streets.interval_out
    q[:links, CLOSES], q[links:, CLOSES] = NEVER, streets.home_closes
    q[:, NEXT_OUT] = -NEVER * FINE
    q[:links, NEXT_OUT] = streets.opens * FINE
    g = lined_up(streets.storage.size)
    g[:, [LINK, LINK + 1, ASKED, SLOT_NEXT, STALL_NEXT, LISTED]] = -1
    # The lower link first: links of a gate in the order of their numbers.
    g[streets.link_gate[::-1], LINK] = np.arange(links)[::-1]
    second = np.flatnonzero(g[streets.link_gate, LINK] != np.arange(links))
    g[streets.link_gate[second], LINK + 1] = second
    g[:, ROOM], g[:, INTERVAL_IN], g[:, CLOSES_AT] = streets.storage, streets.interval_in, streets.closes
    g[:, NEXT_IN] = -NEVER * FINE
    return q, g
