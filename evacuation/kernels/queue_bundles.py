"""Who walks on a link, in bundles of those who end it at the same tick: they are read one line after another.

A bundle is a row of 16 numbers, a line of memory: the next bundle of the same tick or of those to spare (−1
for none), how many people it holds, and of each his number and the position in the ways of the link that he
will want. Nothing else has to be read or noted of people who go on at once where they come.
"""

import numpy as np
from numba import njit

from evacuation.kernels.queue_state import (
    AT,
    NEXT_OUT,
    READ,
    READY,
    ROOM,
    SPARE,
    UNCOUNTED,
    WALKING,
    WALKING_LAST,
    WAY_GATE,
    WAY_LINK,
    lined_up,
)

#: Columns of bundles: the next, how many people, and the first of them; most people of a bundle.
NEXT, COUNT, FIRST_OF_BUNDLE = map(np.int64, range(3))
BUNDLE = 7

#: How many bundles are looked at in one go.
_AT_ONCE = 16


def new_bundles(walkers: int, ring: int) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    """Return bundles to spare, as many as can be needed, shape (bundles, 16).

    Parameters
    ----------
    walkers
        People.
    ring
        Ticks of the ring: each has at most one bundle that is not full.

    Returns
    -------
    np.ndarray
        Each followed by the one with the next number.
    """
    bundles = lined_up(walkers // BUNDLE + ring + 2, np.int32)
    bundles[:, NEXT] = np.arange(1, len(bundles) + 1)
    bundles[-1, NEXT] = -1
    return bundles


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _set_out(b, rings, sizes, place, person, at):
    """Put somebody who sets out on a link at the end of those who end theirs at the same tick."""
    last = rings[WALKING_LAST, place]
    none = rings[WALKING, place] < 0
    if none or b[last, COUNT] == BUNDLE:
        spare = sizes[SPARE]
        sizes[SPARE] = b[spare, NEXT]
        b[spare, NEXT] = -1
        b[spare, COUNT] = 0
        if none:
            rings[WALKING, place] = spare
        else:
            b[last, NEXT] = spare
        rings[WALKING_LAST, place] = spare
        last = spare
    column = FIRST_OF_BUNDLE + 2 * np.int64(b[last, COUNT])
    b[last, column] = person
    b[last, column + 1] = at
    b[last, COUNT] += 1


@njit(cache=True, nogil=True, inline="always", **UNCOUNTED)
def _fetch(q, g, b, ways, sizes, bundle):
    """Read once what the moves of some bundles will read, and return the bundle after them.

    Memory is then asked for all of it at a time, and not for one person's after the other's.
    """
    read, bundles = 0, 0
    while bundle >= 0 and bundles < _AT_ONCE:
        for i in range(np.int64(b[bundle, COUNT])):
            at = np.int64(b[bundle, FIRST_OF_BUNDLE + 2 * i + 1])
            read ^= q[ways[at - 1, WAY_LINK], NEXT_OUT] ^ g[ways[at - 1, WAY_GATE], ROOM]
            read ^= g[max(ways[at, WAY_GATE], 0), ROOM]
        bundle = np.int64(b[bundle, NEXT])
        bundles += 1
    # It is kept, lest the compiler leave the reading out.
    sizes[READ] = read
    return bundle


@njit(cache=True, nogil=True, **UNCOUNTED)
def note_walking(w, b, rings, tick):
    """Note in the table of walkers where those are who walk, and when they end their link.

    Parameters
    ----------
    w, b, rings
        Tables of walkers and bundles, and alarms.
    tick
        The tick that comes next.
    """
    size = rings.shape[1]
    for place in range(size):
        bundle = rings[WALKING, place]
        while bundle >= 0:
            for i in range(np.int64(b[bundle, COUNT])):
                person = b[bundle, FIRST_OF_BUNDLE + 2 * i]
                w[person, AT] = b[bundle, FIRST_OF_BUNDLE + 2 * i + 1]
                w[person, READY] = tick + ((place - tick) & (size - 1))
            bundle = np.int64(b[bundle, NEXT])
