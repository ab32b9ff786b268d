"""Segments of arcs that are shut for a while: the spans of time in which they may be walked.

An arc that is shut in ``[from, until)`` may be walked before, to be through by ``from``, and again by whoever
sets out on it at ``until`` or later. Each such span is a *segment*: walking time, release (its end) and
opening (its begin). With the latest departure L(v) from its head, the latest from its tail is the best of its
segments::

    min(L(v), closes) − walk    where that is no sooner than the segment opens

That supposes that people may wait at the tail while the arc is shut; where they may not, nobody is let
through after the first span (``evacuation.windows``).
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from evacuation.clock import CLOSED, UNREACHED, closed_at_first, latest_ticks
from evacuation.network import BoolArray, Int32Array, IntArray


@dataclass(frozen=True, eq=False)
class ArcSegments:
    """Segments of arcs, parallel arrays of shape (segments,), sorted by arc; an arc may have several.

    Parameters
    ----------
    arc
        Position of the arc.
    ticks
        Walking time in this segment [0.1 s].
    release
        When it ends (a release of ``evacuation.clock``).
    opening
        When it begins, as a cost (``evacuation.clock.opening_cost``); UNREACHED where it is open from the
        start.
    """

    arc: IntArray
    ticks: IntArray
    release: IntArray
    opening: IntArray

    @cached_property
    def turn(self) -> IntArray:
        """Which of the segments of its arc each one is, from 0."""
        return np.arange(self.arc.size) - np.searchsorted(self.arc, self.arc)

    @cached_property
    def _opens_ticks(self) -> IntArray:
        """When each segment begins [0.1 s after t0]; far in the past where it is open from the start."""
        return latest_ticks(self.opening)

    def again(self) -> IntArray:
        """Return the arcs of all segments but each first.

        Returns
        -------
        IntArray
            Positions of arcs, ascending.
        """
        return self.arc[self.turn > 0]

    def position(self, arc: IntArray, turn: IntArray) -> IntArray:
        """Return where segments stand.

        Parameters
        ----------
        arc, turn
            Arcs that have segments, and which of theirs, shape (n,).

        Returns
        -------
        IntArray
            Positions in the arrays, shape (n,).
        """
        return np.asarray(np.searchsorted(self.arc, arc) + turn, np.int64)

    def is_closed(self) -> BoolArray:
        """Return which segments nobody may walk: never open, or shorter than the walk.

        Returns
        -------
        BoolArray
            Shape (segments,).
        """
        never = closed_at_first(self.release)
        short = (self.opening < UNREACHED) & (self.release + self.ticks > self.opening)
        return np.asarray(never | short, np.bool_)

    def with_closed(self, closed: BoolArray) -> "ArcSegments":
        """Return these segments, those of some arcs closed.

        Parameters
        ----------
        closed
            Which arcs, shape (arcs,).

        Returns
        -------
        ArcSegments
            As many segments.
        """
        return replace(self, release=np.where(closed[self.arc], CLOSED, self.release))

    def arrival(self, arc: int, at_ticks: int) -> tuple[int, int]:
        """Return when somebody is through an arc who stands before it at some time, and how long he waits.

        Parameters
        ----------
        arc
            Position of an arc that has segments.
        at_ticks
            When he stands at its tail [0.1 s after t0].

        Returns
        -------
        tuple[int, int]
            Soonest time at its head [0.1 s after t0], and the wait before he sets out [0.1 s]; UNREACHED, 0
            where he is too late.
        """
        mine = slice(*np.searchsorted(self.arc, [arc, arc + 1]))
        leave = np.maximum(self._opens_ticks[mine], at_ticks)
        there = leave + self.ticks[mine]
        through = ~self.is_closed()[mine] & (there <= latest_ticks(self.release[mine]))
        best = int(np.where(through, there, UNREACHED).argmin()) if through.any() else -1
        return (int(there[best]), int(leave[best]) - at_ticks) if best >= 0 else (int(UNREACHED), 0)

    def wait_on(self, arcs: Int32Array, ticks: IntArray, leave_ticks: int) -> int:
        """Return how long people stand before shut streets on a route that is in time.

        Parameters
        ----------
        arcs
            Arcs of the route, in walking order.
        ticks
            Walking time of each arc of the network [0.1 s].
        leave_ticks
            When they stand where it begins [0.1 s after t0].

        Returns
        -------
        int
            Sum of the waits [0.1 s].
        """
        met = np.flatnonzero(np.isin(arcs, self.arc))
        now, begin, total = leave_ticks, 0, 0
        for i in met.tolist():
            now += int(ticks[arcs[begin:i]].sum())
            now, wait = self.arrival(int(arcs[i]), now)
            begin, total = i + 1, total + wait
        return total
