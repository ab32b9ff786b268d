"""What rows of the core and nodes beside it take to walk, for one walking profile and what is open to it.

A chain counts as one arc: with the time T that it takes, and the release R that whoever walks all of it
has to keep, so that C(first) = max(C(last), R) + T. What opens later than at the start has a ceiling, too:
the most that C(last) may be, for who comes sooner finds it shut.
"""

import numpy as np
from numba import njit

from evacuation.clock import UNREACHED, is_closed
from evacuation.short_clock import LONGEST_WALK, short_release

#: In the arrays below: walking time of what nobody may walk, the bar of what is not barred, and the ceiling
#: of what is open from the start.
CLOSED_TICKS = 1 << 30
NO_BAR = -(1 << 30)
NO_CEILING = (1 << 31) - 1


@njit(cache=True, nogil=True)
def short_arcs(arc_ticks, arc_release, opening):
    """Return what arcs take in 32 bits.

    Parameters
    ----------
    arc_ticks, arc_release, opening
        As ``measure_rows`` takes them.

    Returns
    -------
    ticks, release, ceiling : int32 (arcs,)
        As ``measure_rows`` gives them.
    """
    ticks, release = np.empty(arc_ticks.size, np.int32), np.zeros(arc_ticks.size, np.int32)
    ceiling = np.full(arc_ticks.size, NO_CEILING, np.int32)
    for a in range(arc_ticks.size):
        if is_closed(arc_release[a]) or arc_ticks[a] > LONGEST_WALK:
            ticks[a] = CLOSED_TICKS
            continue
        ticks[a] = arc_ticks[a]
        release[a] = short_release(arc_release[a])
        if opening.size and opening[a] < UNREACHED:
            most = short_release(opening[a]) - arc_ticks[a]
            if release[a] > most:
                ticks[a] = CLOSED_TICKS
            ceiling[a] = most
    return ticks, release, ceiling


@njit(cache=True, nogil=True)
def _beside(side_arc, ticks, release, ceiling, barred):
    """Return time, release, bar and ceiling of both arcs of each node beside the core."""
    beside = np.empty((side_arc.shape[0], 8), np.int32)
    for i in range(side_arc.shape[0]):
        for k in range(2):
            a = side_arc[i, k]
            if a < 0:
                beside[i, 4 * k] = CLOSED_TICKS
                beside[i, 4 * k + 1] = 0
                beside[i, 4 * k + 2] = NO_BAR
                beside[i, 4 * k + 3] = NO_CEILING
            else:
                beside[i, 4 * k] = ticks[a]
                beside[i, 4 * k + 1] = release[a]
                beside[i, 4 * k + 2] = ticks[a] if barred[a] else NO_BAR
                beside[i, 4 * k + 3] = ceiling[a]
    return beside


@njit(cache=True, nogil=True)
def measure_rows(
    tail, first_arc, chain, chain_start, side_arc, n_core, arc_ticks, arc_release, opening, barred
):  # fmt: skip
    """Return the rows of the core and of the nodes beside it.

    Parameters
    ----------
    tail, first_arc, chain, chain_start, side_arc, n_core
        The graph (``evacuation.search_graph.SearchGraph``).
    arc_ticks, arc_release : int64 (arcs,)
        Walking time of each arc [0.1 s], and its release (``evacuation.clock``).
    opening : int64 (arcs,)
        Cost C at which each arc opens, ``HORIZON − opens``, UNREACHED where it is
        open from the start; empty where all are.
    barred
        Arcs that may be walked within an allowance only.

    Returns
    -------
    ticks, release, ceiling : int32 (arcs,)
        Of each arc: time, ``CLOSED_TICKS`` where nobody may walk, release, 0 where it never closes, and the
        most that C may be at its end; ``NO_CEILING`` where it is open from the start.
    rows : int32 (rows, 3)
        Of each row of the core: number of its tail (its complement where the row closes or is barred),
        walking time, first arc.
    special : int32 (rows, 3)
        Release of each row, the time from where its first barred arc begins to its end, NO_BAR without, and
        its ceiling.
    beside : int32 (nodes beside the core, 8)
        The same of both arcs of each node beside the core: time, release, bar and ceiling towards the first
        end, then towards the last.
    """
    ticks, release, ceiling = short_arcs(arc_ticks, arc_release, opening)
    beside = _beside(side_arc, ticks, release, ceiling, barred)
    rows, special = np.empty((tail.size, 3), np.int32), np.empty((tail.size, 3), np.int32)
    for r in range(tail.size):
        a = first_arc[r]
        time, keep, bar = np.int64(0), np.int64(0), np.int64(NO_BAR)
        most = np.int64(NO_CEILING)
        if chain[r, 0] >= 0:
            low, high = chain_start[chain[r, 0]] - n_core, chain_start[chain[r, 0] + 1] - n_core
            # From the end of the row to its begin; onwards is towards the last end.
            towards = 0 if chain[r, 1] else 4
            for j in range(high - low):
                i = low + j if chain[r, 1] else high - 1 - j
                if beside[i, towards] >= CLOSED_TICKS:
                    time = np.int64(CLOSED_TICKS)
                    break
                if beside[i, towards + 3] < NO_CEILING:
                    if keep > beside[i, towards + 3] - time:
                        time = np.int64(CLOSED_TICKS)
                        break
                    most = min(most, beside[i, towards + 3] - time)
                if beside[i, towards + 1] > 0:
                    keep = max(keep, beside[i, towards + 1] - time)
                time += beside[i, towards]
                if beside[i, towards + 2] >= 0:
                    bar = time
        if time >= CLOSED_TICKS or ticks[a] >= CLOSED_TICKS:
            time = np.int64(CLOSED_TICKS)
        else:
            if ceiling[a] < NO_CEILING:
                if keep > ceiling[a] - time:
                    time = np.int64(CLOSED_TICKS)
                most = min(most, ceiling[a] - time)
            if release[a] > 0:
                keep = max(keep, release[a] - time)
            time += ticks[a]
            if barred[a]:
                bar = time
        rows[r, 0] = ~tail[r] if keep > 0 or bar > NO_BAR or most < NO_CEILING else tail[r]
        rows[r, 1] = min(time, CLOSED_TICKS)
        rows[r, 2] = a
        special[r, 0] = keep
        special[r, 1] = bar
        special[r, 2] = most
    return ticks, release, ceiling, rows, special, beside
