"""Times of ``evacuation.clock`` in 32 bits, as searches hold them.

Costs of what never closes stay as they are, below 2^29; those with a closing stand from 2^29 on, as
``C − HORIZON + 2^30``. So half the memory does, and the number says the bucket that a node waits in.
"""

import numpy as np
from numba import njit

from evacuation.clock import HORIZON, UNREACHED
from evacuation.network import Int32Array, IntArray

#: The horizon in 32 bits: a release is ``SHORT_HORIZON − closes``.
SHORT_HORIZON = 1 << 30

#: Longest walk that a search follows, and last closing that it tells [0.1 s]: 621 days.
LONGEST_WALK = (1 << 29) - 1

#: Label of a node that no route leads from.
NOT_REACHED = (1 << 31) - 1


@njit(cache=True, nogil=True)
def short_release(release):  # type: ignore[no-untyped-def]
    """Return the release of something that is open at first, in 32 bits (for kernels).

    Parameters
    ----------
    release
        A release of ``evacuation.clock``.

    Raises
    ------
    OverflowError
        When it closes later than a search can tell.
    """
    if release <= 0:
        return 0
    if release < HORIZON - LONGEST_WALK:
        raise OverflowError("a street closes too late to be told")
    return release - HORIZON + SHORT_HORIZON


def encode_cost(cost: IntArray) -> IntArray:
    """Return releases or costs C in 32 bits, of what is not closed from the start.

    Parameters
    ----------
    cost
        As ``evacuation.clock`` writes them, of any shape.

    Returns
    -------
    IntArray
        In the same shape; no less than 2^29 with a closing.

    Raises
    ------
    OverflowError
        When something closes later than a search can tell.
    """
    late = cost > HORIZON // 2
    if (late & (cost < HORIZON - LONGEST_WALK)).any() or (~late & (cost > LONGEST_WALK)).any():
        msg = f"a time lies more than {LONGEST_WALK // 864_000} days after t0"
        raise OverflowError(msg)
    return np.where(late, cost - HORIZON + SHORT_HORIZON, cost)


def encode_limit(limit: int) -> int:
    """Return a limit of C in 32 bits; what is beyond all is no limit.

    Parameters
    ----------
    limit
        A cost C of ``evacuation.clock``; below 0 where nobody leaves at all.

    Returns
    -------
    int
        At most what stands for "not reached"; −1 for nothing.
    """
    if limit <= HORIZON // 2:
        return max(-1, min(limit, NOT_REACHED))
    return max(LONGEST_WALK, min(limit - HORIZON + SHORT_HORIZON, NOT_REACHED))


def decode_cost(label: Int32Array) -> IntArray:
    """Return labels of C as ``evacuation.clock`` writes them.

    Parameters
    ----------
    label
        Labels of a search, of any shape.

    Returns
    -------
    IntArray
        Costs C, UNREACHED where no route leads, in the same shape.
    """
    wide = np.asarray(label, np.int64)
    wide = np.where(wide > LONGEST_WALK, wide + (HORIZON - SHORT_HORIZON), wide)
    return np.where(np.asarray(label) == NOT_REACHED, UNREACHED, wide)


def decode_walk(label: Int32Array) -> IntArray:
    """Return labels of walking time as 64 bits.

    Parameters
    ----------
    label
        Labels of a search, of any shape.

    Returns
    -------
    IntArray
        Walking times [0.1 s], UNREACHED where no route leads, in the same shape.
    """
    return np.where(np.asarray(label) == NOT_REACHED, UNREACHED, np.asarray(label, np.int64))


def to_label(times: IntArray) -> Int32Array:
    """Return costs C or walking times as labels.

    Parameters
    ----------
    times
        As ``evacuation.clock`` writes them, of any shape.

    Returns
    -------
    Int32Array
        Labels in the same shape.
    """
    reached = times < UNREACHED
    return np.where(reached, encode_cost(np.where(reached, times, 0)), NOT_REACHED).astype(np.int32)
