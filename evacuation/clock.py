"""How times are encoded in the network's arrays; nobody else does arithmetic with the encoding.

Times are whole ticks of 0.1 s after t0: walking times rounded up, closings down, departures up
(whole seconds would bias a real network by 1.6 %). A search does not look for a latest departure L
but for the least ``C = HORIZON − L``, and a closing is held as its *release* ``HORIZON − closes``:
0 where nothing closes, above HORIZON where it is closed from the start. With nothing closed C is the
walking time itself.
"""

import numpy as np
from numba import njit

from evacuation.network import BoolArray, FloatArray, IntArray

#: Ticks in a second.
TICKS_PER_S = 10

#: Stands for "no limit": 2^40 ticks are 3,484 years.
HORIZON = 1 << 40

#: Cost and walk of a node that a search did not reach.
UNREACHED = np.int64(1 << 60)

#: Longest walk where there is no limit: shorter than what stands for "not reached".
NO_LIMIT = int(UNREACHED) - 1

#: Release of an arc that is closed from the start.
CLOSED = HORIZON * 4

#: Departure of people who do not leave: later than any limit, also where there is none.
NEVER_LEAVES = HORIZON * 2


@njit(cache=True, nogil=True)
def is_closed(release):  # type: ignore[no-untyped-def]
    """Whether an arc or a place with this release is closed from the start (for kernels).

    Parameters
    ----------
    release
        A release.
    """
    return release > HORIZON


@njit(cache=True, nogil=True)
def has_closed(release, at_ticks):  # type: ignore[no-untyped-def]
    """Whether an arc with this release closes before a time (for kernels).

    Parameters
    ----------
    release
        A release.
    at_ticks
        When somebody has walked it [0.1 s after t0]; who arrives as it closes is through.
    """
    return at_ticks > HORIZON - release


def closes_later(release: IntArray) -> BoolArray:
    """Return which releases are of what is open at first and closes at some time.

    Parameters
    ----------
    release
        Releases, of any shape.

    Returns
    -------
    BoolArray
        In the same shape.
    """
    return np.asarray((release > 0) & (release <= HORIZON), np.bool_)


def closed_at_first(release: IntArray) -> BoolArray:
    """Return which releases are of what is closed from the start.

    Parameters
    ----------
    release
        Releases, of any shape.

    Returns
    -------
    BoolArray
        In the same shape.
    """
    return np.asarray(release > HORIZON, np.bool_)


def never_closing(release: IntArray) -> IntArray:
    """Return the releases with everything that is open at first open for ever.

    Parameters
    ----------
    release
        Releases, of any shape.

    Returns
    -------
    IntArray
        Releases in the same shape.
    """
    return np.where(release > HORIZON, release, 0)


def closing_release(closes_at_s: FloatArray) -> IntArray:
    """Return the release of closing times [s after t0; +inf never, −inf from the start].

    Closings are rounded down to the tick.

    Parameters
    ----------
    closes_at_s
        Closing times [s after t0], of any shape.

    Returns
    -------
    IntArray
        Releases in the same shape.
    """
    release = np.full(closes_at_s.shape, CLOSED, np.int64)
    finite = np.isfinite(closes_at_s)
    release[finite] = HORIZON - np.floor(closes_at_s[finite] * TICKS_PER_S + 1e-6).astype(np.int64)
    release[np.isposinf(closes_at_s)] = 0
    return release


def opening_cost(opens_at_s: FloatArray) -> IntArray:
    """Return the cost C of the first moments of openings [s after t0; −inf open from the start].

    Openings are rounded up to the tick; whoever has a larger C comes before.

    Parameters
    ----------
    opens_at_s
        Opening times [s after t0], of any shape.

    Returns
    -------
    IntArray
        Costs C in the same shape; UNREACHED where it is open from the start.
    """
    cost = np.full(opens_at_s.shape, UNREACHED, np.int64)
    later = np.isfinite(opens_at_s)
    cost[later] = HORIZON - np.ceil(opens_at_s[later] * TICKS_PER_S - 1e-6).astype(np.int64)
    return cost


def walking_ticks(seconds: FloatArray) -> IntArray:
    """Return walking times [0.1 s] of seconds, rounded up.

    Parameters
    ----------
    seconds
        Walking times [s], of any shape.

    Returns
    -------
    IntArray
        Ticks [0.1 s] in the same shape.
    """
    # Rounded to 1e-6 ticks first, so that 10.000000001 does not become 11.
    return np.ceil(np.round(seconds * TICKS_PER_S, 6)).astype(np.int64)


def departure_ticks(seconds: FloatArray) -> IntArray:
    """Return departures [0.1 s after t0] of seconds, rounded up.

    Parameters
    ----------
    seconds
        Departures [s after t0; +inf never, −inf before anything else], of any shape.

    Returns
    -------
    IntArray
        Ticks [0.1 s after t0] in the same shape; ± NEVER_LEAVES for ± inf.
    """
    ticks = np.ceil(seconds * TICKS_PER_S - 1e-6)
    return np.clip(ticks, -NEVER_LEAVES, NEVER_LEAVES).astype(np.int64)


def earliest_ticks(seconds: float) -> int:
    """Return whole ticks, at most the time given; far in the past for −inf.

    Parameters
    ----------
    seconds
        Time [s after t0].

    Returns
    -------
    int
        Ticks [0.1 s after t0].
    """
    return int(np.floor(seconds * TICKS_PER_S)) if np.isfinite(seconds) else -HORIZON


def span_ticks(seconds: float) -> int:
    """Return a span of time of the settings [0.1 s], rounded to the nearest tick.

    Parameters
    ----------
    seconds
        Span of time [s].

    Returns
    -------
    int
        Ticks [0.1 s].
    """
    return round(seconds * TICKS_PER_S)


def seconds_of(ticks: IntArray | FloatArray) -> FloatArray:
    """Return ticks as seconds.

    Parameters
    ----------
    ticks
        Ticks [0.1 s], of any shape.

    Returns
    -------
    FloatArray
        Seconds in the same shape.
    """
    return np.asarray(ticks / TICKS_PER_S, np.float64)


def latest_departure_s(cost: IntArray) -> FloatArray:
    """Return the latest departure [s after t0] of a cost C: +inf no limit, −inf no route.

    Parameters
    ----------
    cost
        Costs C, of any shape.

    Returns
    -------
    FloatArray
        Seconds after t0 in the same shape.
    """
    ticks = HORIZON - cost
    return np.where(ticks > HORIZON // 2, np.inf, np.where(ticks < -HORIZON, -np.inf, ticks / TICKS_PER_S))


def latest_ticks(cost: IntArray) -> IntArray:
    """Return latest departures [0.1 s after t0] of costs C, or closings of releases.

    Parameters
    ----------
    cost
        Costs C, or releases, of any shape.

    Returns
    -------
    IntArray
        Ticks in the same shape.
    """
    return np.asarray(HORIZON - cost, np.int64)


def in_time(leave_ticks: IntArray, cost: IntArray, *, reserve_ticks: int = 0) -> BoolArray:
    """Return who leaves early enough for a cost C, with a reserve [0.1 s] in hand.

    Parameters
    ----------
    leave_ticks
        Departures [0.1 s after t0], shape (n,).
    cost
        Costs C, shape (n,).
    reserve_ticks
        Reserve [0.1 s].

    Returns
    -------
    BoolArray
        Shape (n,).
    """
    return np.asarray(leave_ticks + reserve_ticks <= HORIZON - cost, np.bool_)


def cost_limit(leave_ticks: int) -> int:
    """Return the largest cost C that anybody can use who leaves at this time or later.

    Parameters
    ----------
    leave_ticks
        Departure [0.1 s after t0].

    Returns
    -------
    int
        A cost C.
    """
    return HORIZON - leave_ticks
