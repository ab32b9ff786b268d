"""Random numbers that depend on what they are drawn for, and the arcs that a draw closes.

A number is a hash of (seed, draw, id, salt): the same street has the same numbers in every plan, whatever
other streets there are and in which order, so that two plans are compared under the same luck.
"""

import numpy as np
from numba import njit

_BLOCKED = 0
_WHERE = 1


@njit(cache=True, nogil=True)
def _mixed(key):
    # The finaliser of splitmix64 (Steele, Lea, Flood 2014).
    key = (key ^ (key >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    key = (key ^ (key >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return key ^ (key >> np.uint64(31))


@njit(cache=True, nogil=True)
def _luck(seed, draw):
    key = _mixed(np.uint64(seed) + np.uint64(0x9E3779B97F4A7C15))
    return _mixed(key + np.uint64(draw) + np.uint64(0x9E3779B97F4A7C15))


@njit(cache=True, nogil=True)
def _uniform(luck, number, salt):
    key = _mixed(luck + np.uint64(number) + np.uint64(0x9E3779B97F4A7C15))
    key = _mixed(key + np.uint64(salt) + np.uint64(0x9E3779B97F4A7C15))
    # Within 0 and 1, neither of them.
    return (np.float64(key >> np.uint64(12)) + 0.5) / 4503599627370496.0


@njit(cache=True, nogil=True)
def uniforms(seed, draw, numbers, salt):
    """Return one number between 0 and 1 for each id.

    Parameters
    ----------
    seed, draw, salt
        Whole numbers.
    numbers
        Ids, shape (n,).

    Returns
    -------
    float64 (n,)
    """
    luck = _luck(seed, draw)
    out = np.empty(numbers.size, np.float64)
    for i in range(numbers.size):
        out[i] = _uniform(luck, numbers[i], salt)
    return out


@njit(cache=True, nogil=True)
def blocked_at(street_id, group, street_class, segments, is_crossing, rate, shut, bridge, seed, draw):
    """Draw which streets are blocked, and where.

    Parameters
    ----------
    street_id, group, street_class, segments, is_crossing
        Streets, as ``hazard.blockage_rates.BlockageModel`` has them, shape (streets,).
    rate
        −ln(1 − p) of a segment by group and class, shape (groups, classes).
    shut
        Whether level crossings stay shut, shape (groups,).
    bridge
        The class whose rate is of the whole street, however long.
    seed, draw
        Whole numbers.

    Returns
    -------
    float64 (streets,)
        Where the street is blocked, as a share of its length from u; −1 where it is open. The higher the
        rate, the more streets are blocked, each at the same point.
    """
    luck = _luck(seed, draw)
    at = np.full(street_id.size, -1.0)
    for s in range(street_id.size):
        limit = rate[group[s], street_class[s]]
        if street_class[s] != bridge:
            limit *= segments[s]
        blocked = is_crossing[s] and shut[group[s]]
        if limit > 0.0 and not blocked:
            u = _uniform(luck, street_id[s], _BLOCKED)
            # −ln(1 − u) is at least u: the logarithm is needed for few.
            blocked = u < limit and -np.log1p(-u) < limit
        if blocked:
            at[s] = _uniform(luck, street_id[s], _WHERE)
    return at


@njit(cache=True, nogil=True)
def blocked_arcs(at, street_start, street_arc, from_share, to_share):
    """Return the arcs on which a street is blocked.

    Parameters
    ----------
    at
        Where each street is blocked (``blocked_at``), shape (streets,).
    street_start, street_arc
        Arcs of each street row: ``street_arc[street_start[s]:street_start[s + 1]]``.
    from_share, to_share
        Where on its street each arc lies, shape (arcs,).

    Returns
    -------
    int64 (k,)
        Positions of arcs, those of a street together.
    """
    blocked = np.empty(street_arc.size, np.int64)
    count = 0
    for s in range(at.size):
        if at[s] < 0.0:
            continue
        for i in range(street_start[s], street_start[s + 1]):
            a = street_arc[i]
            low, high = min(from_share[a], to_share[a]), max(from_share[a], to_share[a])
            if low <= at[s] < high:
                blocked[count] = a
                count += 1
    return blocked[:count].copy()
