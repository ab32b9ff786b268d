"""Take the nodes of a graph away one by one: the order of a hierarchy, and the rows between its levels.

Whoever takes a node away joins its neighbours, so that what is left keeps its shortest walks. Nodes with the
fewest neighbours go first; the order depends on the streets alone, never on who walks or what is closed.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def eliminate(at, size, pool, rank, first, after, before):
    """Take all nodes away, the one with the fewest neighbours first.

    Parameters
    ----------
    at, size : int32 (nodes,)
        Where the neighbours of each node stand in the pool and how many, ascending, each once, never itself;
        of both or of neither. In place: those that a node had when it went.
    pool : int32 (k,)
        Neighbours; no others follow. Where it is too small, a larger one is made.
    rank : int32 (nodes,)
        Made in place: when each node goes, from 0.
    first, after, before : int32 (nodes + 1,)
        Room for lists of nodes; of the first, −1 everywhere.

    Returns
    -------
    int32 (m,)
        The pool, with the neighbours of all.
    """
    n = at.size
    used = pool.size
    # Nodes of each number of neighbours, in lists that are linked both ways.
    for v in range(n - 1, -1, -1):
        _link(v, size[v], first, after, before)
    fewest = 0
    for turn in range(n):
        while first[fewest] < 0:
            fewest += 1
        v = first[fewest]
        _unlink(v, size[v], first, after, before)
        rank[v] = turn
        for i in range(at[v], at[v] + size[v]):
            u = pool[i]
            if used + size[u] + size[v] > pool.size:
                larger = np.empty(2 * pool.size + size[u] + size[v], np.int32)
                for k in range(used):
                    larger[k] = pool[k]
                pool = larger
            _unlink(u, size[u], first, after, before)
            begins, j, k = used, at[u], at[v]
            while j < at[u] + size[u] or k < at[v] + size[v]:
                one = pool[j] if j < at[u] + size[u] else n
                two = pool[k] if k < at[v] + size[v] else n
                j += one <= two
                k += two <= one
                both = min(one, two)
                if both != u and both != v:  # noqa: PLR1714 - a tuple takes numba long to compile
                    pool[used] = both
                    used += 1
            at[u], size[u] = begins, used - begins
            _link(u, size[u], first, after, before)
            fewest = min(fewest, size[u])
    return pool


@njit(cache=True, nogil=True)
def _link(v, size, first, after, before):
    after[v], before[v] = first[size], -1
    if first[size] >= 0:
        before[first[size]] = v
    first[size] = v


@njit(cache=True, nogil=True)
def _unlink(v, size, first, after, before):
    if before[v] >= 0:
        after[before[v]] = after[v]
    else:
        first[size] = after[v]
    if after[v] >= 0:
        before[after[v]] = before[v]


@njit(cache=True, nogil=True)
def customise(up_start, up, row_at, row_time, time):
    """Return the least time of each row of a hierarchy, over whatever lies below it.

    Parameters
    ----------
    up_start, up
        The hierarchy.
    row_at : int32 (rows of the core,)
        Row upwards that each row of the core is walked along; its complement where it is walked downwards.
    row_time
        Time of each row of the core, shape (rows of the core,).
    time : int32 (rows upwards, 2)
        The longest time everywhere; in place: time upwards and time downwards.
    """
    for r in range(row_at.size):
        e, down = (row_at[r], 0) if row_at[r] >= 0 else (~row_at[r], 1)
        time[e, down] = min(time[e, down], row_time[r])
    for x in range(up_start.size - 1):
        for i in range(up_start[x], up_start[x + 1]):
            to_x, from_x = time[i, 1], time[i, 0]
            e = up_start[up[i]]
            for j in range(i + 1, up_start[x + 1]):
                while up[e] < up[j]:
                    e += 1
                time[e, 0] = min(time[e, 0], to_x + time[j, 0])
                time[e, 1] = min(time[e, 1], time[j, 1] + from_x)
