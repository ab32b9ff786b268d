"""Windows in which a street is shut and then opens again: what people may plan on.

What a hazard closes stays closed: nobody in a flooded area is planned to leave later. A street that is shut
by hand for a time (a level crossing until it is checked, a gate, road works) is walked before and after.
Whoever comes to it while it is shut may wait there only where that is safe: where no hazard closes a street
of that corner sooner than the reserve after the opening, and nobody is in a landslide zone or at an underpass
in the water. Elsewhere the way over it ends with its first window.

Shortest and safer routes, second destinations and everything about what else would hold do not count on an
opening at all: whoever has a way in time, with the reserve, that is never shut is sent that way.
"""

from dataclasses import dataclass, field
from typing import Self

import numpy as np

from evacuation.arc_segments import ArcSegments
from evacuation.clock import closing_release, opening_cost
from evacuation.network import BoolArray, FloatArray, IntArray, Network


def _no_rows() -> IntArray:
    return np.zeros(0, np.int64)


def _no_times() -> FloatArray:
    return np.zeros(0)


@dataclass(frozen=True, slots=True, eq=False)
class StreetWindows:
    """When streets are shut and open again: parallel arrays, one row a window.

    Parameters
    ----------
    street
        Row of the street table.
    from_s, until_s
        Shut from and until [s after t0]: −inf from the start; ``until_s`` is finite and the later one.
    wait_until_s
        Until when people may stand at each node of the network [s after t0], −inf nowhere, +inf for ever,
        shape (nodes,); empty where there is no window.
    """

    street: IntArray = field(default_factory=_no_rows)
    from_s: FloatArray = field(default_factory=_no_times)
    until_s: FloatArray = field(default_factory=_no_times)
    wait_until_s: FloatArray = field(default_factory=_no_times)

    def still_to_come(self, earliest_s: float, closes_at_s: FloatArray) -> Self:
        """Return the windows that anybody can meet: merged, those that are over left out.

        Parameters
        ----------
        earliest_s
            When the first people leave [s after t0].
        closes_at_s
            When each street closes for good [s after t0], shape (streets,).

        Returns
        -------
        StreetWindows
            Sorted by street and time; windows of a street lie apart, and begin before it closes for good.
        """
        order = np.lexsort((self.from_s, self.street))
        merged: list[list[float]] = []
        for i in order.tolist():
            street, start, end = int(self.street[i]), float(self.from_s[i]), float(self.until_s[i])
            if end <= earliest_s or start >= closes_at_s[street]:
                continue
            if merged and merged[-1][0] == street and start <= merged[-1][2]:
                merged[-1][2] = max(merged[-1][2], end)
            else:
                merged.append([street, start, end])
        parts = np.array(merged, np.float64).reshape(-1, 3).T
        return type(self)(parts[0].astype(np.int64), parts[1], parts[2], self.wait_until_s)

    def first_closing_s(self, closes_at_s: FloatArray) -> FloatArray:
        """Return when each street closes for the first time.

        Parameters
        ----------
        closes_at_s
            When each street closes for good [s after t0], shape (streets,).

        Returns
        -------
        FloatArray
            Seconds after t0, shape (streets,).
        """
        first = closes_at_s.copy()
        np.minimum.at(first, self.street, self.from_s)
        return first


def arc_segments(
    network: Network, ticks: IntArray, closes_at_s: FloatArray, windows: StreetWindows, *,
    closed: BoolArray, reserve_s: float,
) -> ArcSegments | None:  # fmt: skip
    """Return the segments of the arcs of streets that open again.

    Parameters
    ----------
    network
        The network.
    ticks
        Walking time of each arc [0.1 s], shape (arcs,).
    closes_at_s
        When each street closes for good [s after t0], shape (streets,).
    windows
        Windows that are still to come (``StreetWindows.still_to_come``).
    closed
        Arcs that nobody of this profile may walk, shape (arcs,).
    reserve_s
        What people must have left at a corner after the street opens, before a hazard is there [s].

    Returns
    -------
    ArcSegments | None
        None where no street opens again for anybody.
    """
    tail = network.arc_tail()
    concerned = np.flatnonzero(np.isin(network.arc_street, windows.street) & ~closed)
    rows: list[tuple[int, float, float]] = []
    opens_again = False
    for arc in concerned.tolist():
        street = int(network.arc_street[arc])
        may_wait_s = float(windows.wait_until_s[tail[arc]])
        opens_s, last_s = -np.inf, float(closes_at_s[street])
        for i in np.flatnonzero(windows.street == street).tolist():
            shut_s, open_s = float(windows.from_s[i]), float(windows.until_s[i])
            if open_s >= last_s or open_s + reserve_s > may_wait_s:
                last_s = min(last_s, shut_s)
                break
            if np.isfinite(shut_s):
                rows.append((arc, shut_s, opens_s))
            opens_s, opens_again = open_s, True
        rows.append((arc, last_s, opens_s))
    if not opens_again:
        return None
    arcs, shuts_s, opens = np.array(rows, np.float64).T
    arc_of = arcs.astype(np.int64)
    return ArcSegments(arc_of, ticks[arc_of], closing_release(shuts_s), opening_cost(opens))
