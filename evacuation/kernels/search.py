"""One backward search over the core of a network, for shortest routes and for latest departures.

Times are encoded as ``evacuation.clock`` says, in 32 bits as ``evacuation.short_clock`` does. Instead
of a latest departure L(u) the search minimises ``C(u) = HORIZON − L(u)``, so that one label-setting search
serves both questions::

    L(u) = max over arcs (u, v) of min(L(v), closes(u, v)) - walk(u, v)
    C(u) = min over arcs (u, v) of max(C(v), HORIZON - closes(u, v)) + walk(u, v)

With every street open for ever, C is the walking time itself. What opens later than at the start may be
walked only where C(v) is no more than its *ceiling*: who has to be at v sooner comes before it opens. Nodes
wait in buckets of one tick each (Dial); what lies farther ahead than there are buckets waits in a heap. Of
routes alike in what is minimised, the one that is better in the other measure is kept; of those alike in
both, the one over the lowest first arc.
"""

import numpy as np
from numba import njit

from evacuation.kernels.heap import pop, push
from evacuation.kernels.measure import NO_BAR
from evacuation.short_clock import NOT_REACHED

#: Buckets, a power of two: more ticks than most rows take.
BUCKETS = 1 << 14
_LAST = BUCKETS - 1


@njit(cache=True, nogil=True)
def take(labels, v, u, time, release, bar, ceiling, arc, by_latest, allowance, limit_walk):
    """Take the way from a node over another if it is better (for kernels).

    Parameters
    ----------
    labels
        Of each number what is minimised, the other measure, the arc to take; that of u is changed in place.
    v, u
        Numbers of the node where the arc ends, and of that where it starts.
    time, release, bar, ceiling, arc
        What the arc takes (``evacuation.kernels.measure``), and its position.
    by_latest, allowance, limit_walk
        As for the search.

    Returns
    -------
    bool
        Whether u has to be looked at (again); not where only another of arcs alike is taken.
    """
    walk_v = labels[v, 1] if by_latest else labels[v, 0]
    walk = walk_v + time
    if walk > limit_walk or walk_v + bar > allowance:
        return False
    cost_v = labels[v, 0] if by_latest else labels[v, 1]
    if cost_v > ceiling:
        return False
    cost = max(cost_v, release) + time
    if by_latest:
        key, second = cost, walk
    else:
        key, second = walk, cost
    if key > labels[u, 0]:
        return False
    if key == labels[u, 0]:
        if second > labels[u, 1]:
            return False
        if second == labels[u, 1]:
            if time > 0 and 0 <= arc < labels[u, 2]:
                labels[u, 2] = arc
            return False
    labels[u, 0] = key
    labels[u, 1] = second
    labels[u, 2] = arc
    return True


@njit(cache=True, nogil=True)
def begin(labels, ends, by_latest, limit_walk):
    """Label the nodes of the destinations, and nothing else.

    Parameters
    ----------
    labels : int32 (nodes, 4)
        Made anew, in place: of each number what is minimised, the other measure, the arc to take;
        the last is not used, and keeps a label within a line of memory.
    ends : int32 (k, 3)
        Number of each destination node, release and walk that is left.
    by_latest
        Minimise C and, alike in it, the walk; else the walk and then C.
    limit_walk
        Longest walk [0.1 s]; what lies farther is not reached.
    """
    for i in range(labels.shape[0]):
        labels[i, 0] = NOT_REACHED
        labels[i, 1] = NOT_REACHED
        labels[i, 2] = -1
    for k in range(ends.shape[0]):
        u = ends[k, 0]
        cost, walk = ends[k, 1] + ends[k, 2], ends[k, 2]
        key, second = (cost, walk) if by_latest else (walk, cost)
        if walk <= limit_walk and (key < labels[u, 0] or (key == labels[u, 0] and second < labels[u, 1])):
            labels[u, 0] = key
            labels[u, 1] = second


@njit(cache=True, nogil=True)
def gather(
    labels, n_core, n_chain, chain_start, chain_enter, side, side_arc, beside, arc_reverse,
    ticks, release, ceiling, barred, by_latest, allowance, limit_walk,
):  # fmt: skip
    """Bring destinations beside the core to its nodes, in place: dead ends first, then chains.

    Right where all destinations have the same release and the same walk left: nothing on a chain is then
    better reached by passing a destination.

    Parameters
    ----------
    labels
        As ``begin`` leaves them.
    n_core, n_chain, chain_start, chain_enter, side, side_arc
        The graph (``evacuation.search_graph.SearchGraph``).
    beside, ticks, release, ceiling, barred
        As ``evacuation.kernels.measure`` gives and takes them.
    arc_reverse
        Position of the opposite arc, shape (arcs,).
    by_latest, allowance, limit_walk
        As for the search.
    """
    for i in range(labels.shape[0] - 1, n_core + n_chain - 1, -1):
        if labels[i, 0] < NOT_REACHED:
            a = arc_reverse[side_arc[i - n_core, 0]]
            take(labels, i, side[i - n_core, 0], ticks[a], release[a], ticks[a] if barred[a] else NO_BAR,
                 ceiling[a], a, by_latest, allowance, limit_walk)  # fmt: skip
    for c in range(chain_start.size - 1):
        low, high = chain_start[c], chain_start[c + 1]
        some = False
        for i in range(low, high):
            some |= labels[i, 0] < NOT_REACHED
        if not some:
            continue
        for i in range(low + 1, high):
            if labels[i - 1, 0] < NOT_REACHED:
                k = i - n_core
                take(labels, i - 1, i, beside[k, 0], beside[k, 1], beside[k, 2], beside[k, 3],
                     side_arc[k, 0], by_latest, allowance, limit_walk)  # fmt: skip
        for i in range(high - 2, low - 1, -1):
            if labels[i + 1, 0] < NOT_REACHED:
                k = i - n_core
                take(labels, i + 1, i, beside[k, 4], beside[k, 5], beside[k, 6], beside[k, 7],
                     side_arc[k, 1], by_latest, allowance, limit_walk)  # fmt: skip
        for end in range(2):
            i = low if end == 0 else high - 1
            if labels[i, 0] < NOT_REACHED:
                a = chain_enter[c, end]
                take(labels, i, side[i - n_core, end], ticks[a], release[a],
                     ticks[a] if barred[a] else NO_BAR, ceiling[a], a,
                     by_latest, allowance, limit_walk)  # fmt: skip


@njit(cache=True, nogil=True)
def spread(labels, n_core, n_chain, chain_start, side, side_arc, beside, by_latest, allowance, limit_walk):
    """Tell the nodes beside the core from their ends, in place: chains from both, then dead ends.

    Parameters
    ----------
    labels
        As ``search_core`` leaves them.
    n_core, n_chain, chain_start, side, side_arc
        The graph (``evacuation.search_graph.SearchGraph``).
    beside
        As ``evacuation.kernels.measure`` gives it.
    by_latest, allowance, limit_walk
        As the search took them.
    """
    walk_at, cost_at = (1, 0) if by_latest else (0, 1)
    for c in range(chain_start.size - 1):
        low, high = chain_start[c], chain_start[c + 1]
        for towards in range(2):
            i, end, step = (low, high, 1) if towards == 0 else (high - 1, low - 1, -1)
            column = 4 * towards
            v = side[i - n_core, towards]
            walk_v, cost_v = labels[v, walk_at], labels[v, cost_at]
            while i != end:
                k = i - n_core
                walk = np.int64(NOT_REACHED)
                if walk_v < NOT_REACHED:
                    walk = walk_v + beside[k, column]
                if (
                    walk <= limit_walk
                    and walk_v + beside[k, column + 2] <= allowance
                    and cost_v <= beside[k, column + 3]
                ):
                    cost = max(cost_v, beside[k, column + 1]) + beside[k, column]
                    key, second = (cost, walk) if by_latest else (walk, cost)
                    old = labels[i, 0]
                    if key < old or (
                        key == old
                        and (
                            second < labels[i, 1]
                            or (second == labels[i, 1] and 0 <= side_arc[k, towards] < labels[i, 2])
                        )
                    ):
                        labels[i, 0] = key
                        labels[i, 1] = second
                        labels[i, 2] = side_arc[k, towards]
                walk_v, cost_v = labels[i, walk_at], labels[i, cost_at]
                i += step
    for i in range(n_core + n_chain, labels.shape[0]):
        k = i - n_core
        if labels[side[k, 0], 0] < NOT_REACHED:
            take(labels, side[k, 0], i, beside[k, 0], beside[k, 1], beside[k, 2], beside[k, 3],
                 side_arc[k, 0], by_latest, allowance, limit_walk)  # fmt: skip


@njit(cache=True, nogil=True)
def read_labels(labels, number, by_latest):
    """Return the labels of nodes in their order.

    Parameters
    ----------
    labels
        As ``spread`` leaves them.
    number : int32 (k,)
        Numbers of the nodes.
    by_latest
        As the search took it.

    Returns
    -------
    cost, walk, next_arc : int32 (k,)
        C and walking time, NOT_REACHED where no route leads, and the arc to take there; −1 for none.
    """
    cost, walk = np.empty(number.size, np.int32), np.empty(number.size, np.int32)
    next_arc = np.empty(number.size, np.int32)
    walk_at, cost_at = (1, 0) if by_latest else (0, 1)
    for i in range(number.size):
        u = number[i]
        cost[i] = labels[u, cost_at]
        walk[i] = labels[u, walk_at]
        next_arc[i] = labels[u, 2]
    return cost, walk, next_arc


@njit(cache=True, nogil=True)
def read_turns(labels, number, arc_start, out):
    """Write which of its own arcs each node takes, counted from its first, in place; the most for none.

    Parameters
    ----------
    labels
        As ``spread`` leaves them.
    number : int32 (nodes,)
        Number of each node.
    arc_start
        First arc of each node.
    out
        Unsigned, shape (nodes,).
    """
    none = np.iinfo(out.dtype).max
    for i in range(number.size):
        out[i] = labels[number[i], 2] - arc_start[i] if labels[number[i], 2] >= 0 else none


@njit(cache=True, nogil=True)
def search_core(  # noqa: PLR0915 - one loop, written out: each call in it would cost a third of the time
    labels, start, rows, special, by_latest, allowance, limit_key, limit_walk, wanted, heads, entry, far
):  # fmt: skip
    """Search back over the core from the nodes that have labels.

    Parameters
    ----------
    labels
        As ``begin`` or ``gather`` leaves them; the core is labelled in place.
    start
        First row of each core node (``evacuation.search_graph.SearchGraph``).
    rows, special
        As ``evacuation.kernels.measure`` gives them.
    by_latest, limit_walk
        As ``begin`` takes them.
    allowance
        Barred arcs may be walked within this walking time of a destination [0.1 s]; −1 never.
    limit_key
        Stop where what is minimised exceeds it; beyond, nodes hold some route, not the best.
    wanted : int32 (k,)
        Numbers that must be known, some more than once: stop when all are; empty for all nodes.
    heads : int32 (buckets,)
        −1 everywhere, and again at the end: one such array serves all searches of a thread.
    entry, far
        Room for what waits: a node and the next of its bucket, int32 (k, 2), and what lies beyond the
        buckets, int64 (k,).

    Returns
    -------
    bool
        False where there was not room enough: search again with more.
    """
    n_core = start.size - 1
    missing = 0
    is_wanted = np.zeros(n_core if wanted.size else 0, np.bool_)
    for i in wanted:
        missing += not is_wanted[i]
        is_wanted[i] = True
    used, waiting, n_far = 0, 0, 0
    for u in range(n_core):
        if labels[u, 0] < NOT_REACHED:
            n_far = push(far, n_far, (np.int64(labels[u, 0]) << 32) | u)
    now = np.int64(0)
    full = False
    while (waiting or n_far) and not full:
        ahead = (far[0] >> 32) if n_far else np.int64(NOT_REACHED)
        if waiting:
            while heads[now & _LAST] < 0 and now < ahead:
                now += 1
        else:
            now = ahead
        if now > limit_key:
            break
        slot = now & _LAST
        while n_far and (far[0] >> 32) == now:
            top, n_far = pop(far, n_far)
            if used == entry.shape[0]:
                full = True
                break
            entry[used, 0] = top & 0xFFFFFFFF
            entry[used, 1] = heads[slot]
            heads[slot] = used
            used += 1
            waiting += 1
        while heads[slot] >= 0:
            e = heads[slot]
            v = entry[e, 0]
            heads[slot] = entry[e, 1]
            waiting -= 1
            if labels[v, 0] != now:
                continue
            if missing and is_wanted[v]:
                is_wanted[v] = False
                missing -= 1
            walk_v = labels[v, 1] if by_latest else labels[v, 0]
            cost_v = labels[v, 0] if by_latest else labels[v, 1]
            for r in range(start[v], start[v + 1]):
                u = rows[r, 0]
                time = rows[r, 1]
                walk = walk_v + time
                if walk > limit_walk:
                    continue
                cost = cost_v + time
                if u < 0:
                    u = ~u
                    if walk_v + special[r, 1] > allowance or cost_v > special[r, 2]:
                        continue
                    cost = max(cost_v, special[r, 0]) + time
                key = cost if by_latest else walk
                second = walk if by_latest else cost
                old = labels[u, 0]
                if key > old:
                    continue
                if key == old:
                    if second > labels[u, 1]:
                        continue
                    if second == labels[u, 1]:
                        if time > 0 and rows[r, 2] < labels[u, 2]:
                            labels[u, 2] = rows[r, 2]
                        continue
                labels[u, 0] = key
                labels[u, 1] = second
                labels[u, 2] = rows[r, 2]
                if key == old and key > now:
                    continue  # it waits there already
                if key - now < BUCKETS:
                    if used == entry.shape[0]:
                        full = True
                        break
                    to = key & _LAST
                    entry[used, 0] = u
                    entry[used, 1] = heads[to]
                    heads[to] = used
                    used += 1
                    waiting += 1
                else:
                    if n_far == far.size:
                        full = True
                        break
                    n_far = push(far, n_far, (np.int64(key) << 32) | u)
        if wanted.size and missing == 0:
            break
    if waiting:
        heads[:] = -1
    return not full
