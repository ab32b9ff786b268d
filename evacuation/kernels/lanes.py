"""Walks to several destinations at once: one sweep up a hierarchy and one down for all of them.

Each destination has a lane: a node has its walks to all of them side by side in memory, and what is done for
one lane is done for all by the same instructions. Only walks: where nothing closes later, the shortest walk
is all that counts; what may not be walked at all has the time ``FAR``.

Loops over lanes run to a width that the compiler does not know, and with times in 32 bits throughout: else it
writes them out one by one, which takes five times as long.
"""

import numpy as np
from numba import njit

#: Walk of what is not reached, and time of what nobody may walk: no sum of two of them passes 32 bits.
FAR = 1 << 29


@njit(cache=True, nogil=True)
def search_together(up_start, up, time, walk, n_core, chain_start, side, beside, inwards):
    """Search back from where routes end to everywhere, in place: into the core and up in it, down and out.

    Parameters
    ----------
    up_start, up, time
        The hierarchy, and what its rows take (``evacuation.kernels.eliminate``).
    walk : int32 (nodes, lanes)
        Walk that is left where routes end, ``FAR`` elsewhere: core nodes by rank, then the others.
    n_core
        Nodes of the core.
    chain_start : int32 (chains + 1,)
        First number of each chain (``evacuation.search_graph.SearchGraph``).
    side, beside, inwards : int32 (nodes - n_core, 2)
        Neighbours of each node beside the core (ranks for the core), what the arcs there take and those back,
        FAR at most.
    """
    first = chain_start[chain_start.size - 1]
    for i in range(walk.shape[0] - 1, first - 1, -1):
        _better(walk, side[i - n_core, 0], i, inwards[i - n_core, 0])
    for c in range(chain_start.size - 1):
        low, high = chain_start[c], chain_start[c + 1] - 1
        _along(walk, low, high, n_core, side, beside)
        _better(walk, side[low - n_core, 0], low, inwards[low - n_core, 0])
        _better(walk, side[high - n_core, 1], high, inwards[high - n_core, 1])
    for x in range(n_core):
        for e in range(up_start[x], up_start[x + 1]):
            _better(walk, up[e], x, time[e, 1])
    for x in range(n_core - 1, -1, -1):
        for e in range(up_start[x], up_start[x + 1]):
            _better(walk, x, up[e], time[e, 0])
    for c in range(chain_start.size - 1):
        _along(walk, chain_start[c], chain_start[c + 1] - 1, n_core, side, beside)
    for i in range(first, walk.shape[0]):
        _better(walk, i, side[i - n_core, 0], beside[i - n_core, 0])


@njit(cache=True, nogil=True)
def _along(walk, low, high, n_core, side, beside):
    for i in range(low, high + 1):
        _better(walk, i, side[i - n_core, 0], beside[i - n_core, 0])
    for i in range(high, low - 1, -1):
        _better(walk, i, side[i - n_core, 1], beside[i - n_core, 1])


@njit(cache=True, nogil=True)
def _better(walk, u, v, time):
    for k in range(walk.shape[1]):
        walk[u, k] = np.int32(min(walk[u, k], np.int32(walk[v, k] + time)))


@njit(cache=True, nogil=True)
def read_walks(walk, place, longest, far, out):
    """Write the walks from some nodes, a row for each lane, in place.

    Parameters
    ----------
    walk
        As ``search_together`` leaves it.
    place : int32 (k,)
        Row of each node in it.
    longest : int32 (lanes,)
        Longest walk of each lane.
    far
        What to write beyond.
    out : int32 (lanes, k)
        Walks; no more lanes than ``walk`` has.
    """
    for i in range(place.size):
        row = walk[place[i]]
        for k in range(out.shape[0]):
            out[k, i] = row[k] if row[k] <= longest[k] else far


@njit(cache=True, nogil=True)
def first_arcs(walk, place, longest, arc_start, arc_head, ticks, out):
    """Write which of its own arcs each node takes, counted from its first, a row for each lane, in place.

    Of the arcs on shortest walks the first; what takes no time is not looked at.

    Parameters
    ----------
    walk, longest
        As for ``read_walks``.
    place : int32 (nodes,)
        Row of each node of the network.
    arc_start, arc_head, ticks : int32
        The network, and what its arcs take, FAR at most.
    out
        Unsigned, shape (lanes, nodes); its highest number for none.
    """
    turn = np.empty(walk.shape[1], np.int32)
    for u in range(place.size):
        x, low = place[u], arc_start[u]
        for k in range(turn.size):
            turn[k] = np.int32(-1)
        for a in range(arc_start[u + 1] - 1, low - 1, -1):
            if ticks[a] > 0:
                _take(turn, np.int32(a - low), walk, x, place[arc_head[a]], ticks[a])
        for k in range(out.shape[0]):
            out[k, u] = turn[k] if walk[x, k] <= longest[k] else -1


@njit(cache=True, nogil=True)
def _take(turn, arc, walk, u, v, time):
    for k in range(turn.size):
        turn[k] = arc if np.int32(walk[v, k] + time) == walk[u, k] else turn[k]
