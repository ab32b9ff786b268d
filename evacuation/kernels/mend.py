"""Mend a tree of routes after arcs of it are gone: only what hangs on them is searched for anew.

Labels elsewhere stay; those at the border of what hangs are read off the tree, and the search goes on from
there, by the rules of ``evacuation.kernels.search``. Of latest routes one elsewhere may get better by what is
taken away (as late, and shorter): then the tree is left as it is, and has to be searched for. So it is where
an arc that takes no time leads to a route as good as another: which of the two is kept hangs on the order of
the search.
"""

import numpy as np
from numba import njit

from evacuation.kernels.heap import pop, push
from evacuation.kernels.measure import CLOSED_TICKS, NO_BAR, NO_CEILING
from evacuation.kernels.search import take
from evacuation.short_clock import NOT_REACHED

_HANGS, _MENDED, _STAYS = 1, 2, 3


@njit(cache=True, nogil=True)
def mend_tree(
    turn, none, gone_tail, gone_turn, arc_start, arc_head, arc_reverse, ticks, release, barred, ends,
    by_latest, allowance, longest, known, needed, sure, position, most, cost, walk,
    state, labels, touched, path, heap,
):  # fmt: skip
    """Mend a tree in place.

    Parameters
    ----------
    turn, none
        Which of its own arcs each node takes, counted from its first, and what stands for none.
    gone_tail, gone_turn : int64 (k,)
        Node where each arc starts that is gone or closes sooner, and its number there.
    arc_start, arc_head, arc_reverse
        The network.
    ticks, release, barred
        What its arcs take now (``evacuation.measures.Measure``).
    ends : int32 (k, 3)
        Nodes of the destination, release and walk that is left (as ``begin`` takes them).
    by_latest, allowance, longest
        As the search for the tree took them.
    known
        The tree is right where what was minimised is no more than this.
    needed : bool (access nodes,)
        Whose routes must be known.
    sure
        Whether beyond ``known`` nobody needs a route.
    position : int32 (nodes,)
        Position among the access nodes; −1 for others.
    most
        Where more nodes hang on what is gone, the tree is left: to search for it takes less.
    cost, walk : int32 (access nodes,)
        Labels of the access nodes.
    state, labels : int32 (nodes,), (nodes, 3)
        Zeros, and zeros again at the end; any numbers.
    touched, path, heap : int32 (nodes,), int32 (nodes,), int64 (nodes + arcs,)
        Room.

    Returns
    -------
    bool
        False where the tree has to be searched for: nothing of it may be read then.
    """
    hanging, flat = _hanging(
        turn, gone_tail, gone_turn, arc_start, arc_head, arc_reverse, ticks, most, state, touched
    )  # fmt: skip
    if hanging > most:
        for i in range(hanging):
            state[touched[i]] = 0
        return False
    for i in range(hanging):
        labels[touched[i], 0] = NOT_REACHED
        labels[touched[i], 1] = NOT_REACHED
        labels[touched[i], 2] = -1
    count = _begin(ends, turn, none, by_latest, longest, state, labels, touched, hanging)
    fine, count = _search(
        hanging, count, turn, none, arc_start, arc_head, arc_reverse, ticks, release, barred,
        by_latest, allowance, longest, known, state, labels, touched, path, heap,
    )  # fmt: skip
    if fine and flat:
        fine = _one_way(
            hanging, arc_start, arc_head, arc_reverse, ticks, release, barred, by_latest, allowance, longest,
            state, labels, touched,
        )  # fmt: skip
    if fine:
        for i in range(hanging):
            v = touched[i]
            at = position[v]
            mended = state[v] == _MENDED
            fine &= mended or sure or at < 0 or not needed[at]
            turn[v] = labels[v, 2] - arc_start[v] if mended and labels[v, 2] >= 0 else none
            if at >= 0:
                key = labels[v, 0] if mended else NOT_REACHED
                second = labels[v, 1] if mended else NOT_REACHED
                cost[at], walk[at] = (key, second) if by_latest else (second, key)
    for i in range(count):
        state[touched[i]] = 0
    return fine


@njit(cache=True, nogil=True)
def _hanging(turn, gone_tail, gone_turn, arc_start, arc_head, arc_reverse, ticks, most, state, touched):
    """Mark the nodes whose routes take what is gone; how many, and whether an arc there takes no time.

    Of more than ``most`` not all are marked.
    """
    count, flat = 0, False
    for k in range(gone_tail.size):
        v = gone_tail[k]
        if turn[v] == gone_turn[k] and state[v] == 0:
            state[v] = _HANGS
            touched[count] = v
            count += 1
    i = 0
    while i < count <= most:
        v = touched[i]
        for a in range(arc_start[v], arc_start[v + 1]):
            u, back = arc_head[a], arc_reverse[a]
            flat |= ticks[a] <= 0 or ticks[back] <= 0
            if state[u] == 0 and turn[u] == back - arc_start[u]:
                state[u] = _HANGS
                touched[count] = u
                count += 1
        i += 1
    return count, flat


@njit(cache=True, nogil=True)
def _begin(ends, turn, none, by_latest, longest, state, labels, touched, count):
    """Label the nodes of the destination that a route ends at, or may end at once more."""
    for k in range(ends.shape[0]):
        u, key, second = ends[k, 0], ends[k, 1] + ends[k, 2], ends[k, 2]
        if not by_latest:
            key, second = second, key
        if ends[k, 2] > longest or (state[u] == 0 and turn[u] != none):
            continue
        if state[u] == 0:
            state[u] = _STAYS
            touched[count] = u
            count += 1
        elif key > labels[u, 0] or (key == labels[u, 0] and second >= labels[u, 1]):
            continue
        labels[u, 0] = key
        labels[u, 1] = second
        labels[u, 2] = -1
    return count


@njit(cache=True, nogil=True)
def _read(u, turn, none, arc_start, arc_head, ticks, release, by_latest, state, labels, touched, count, path):
    """Read the label of a node that stays off the tree; how many nodes are touched now."""
    steps = 0
    while state[u] == 0:
        if turn[u] == none:
            labels[u, 0] = NOT_REACHED
            labels[u, 1] = NOT_REACHED
            labels[u, 2] = -1
            state[u] = _STAYS
            touched[count] = u
            count += 1
            break
        path[steps] = u
        steps += 1
        u = arc_head[arc_start[u] + turn[u]]
    for j in range(steps - 1, -1, -1):
        v = path[j]
        a = arc_start[v] + turn[v]
        key, second = labels[u, 0], labels[u, 1]
        if key < NOT_REACHED:
            if by_latest:
                key, second = max(key, release[a]) + ticks[a], second + ticks[a]
            else:
                key, second = key + ticks[a], max(second, release[a]) + ticks[a]
        labels[v, 0] = key
        labels[v, 1] = second
        labels[v, 2] = a
        state[v] = _STAYS
        touched[count] = v
        count += 1
        u = v
    return count


@njit(cache=True, nogil=True)
def _search(
    hanging, count, turn, none, arc_start, arc_head, arc_reverse, ticks, release, barred,
    by_latest, allowance, longest, known, state, labels, touched, path, heap,
):  # fmt: skip
    """Search on from the border; whether nothing beyond it gets better, and how many nodes are touched."""
    size = 0
    for i in range(hanging):
        v = touched[i]
        for a in range(arc_start[v], arc_start[v + 1]):
            u = arc_head[a]
            if state[u] == _HANGS or ticks[a] >= CLOSED_TICKS:
                continue
            if state[u] == 0:
                count = _read(u, turn, none, arc_start, arc_head, ticks, release, by_latest, state, labels,
                              touched, count, path)  # fmt: skip
            if labels[u, 0] <= known:
                take(labels, u, v, ticks[a], release[a], ticks[a] if barred[a] else NO_BAR, NO_CEILING, a,
                     by_latest, allowance, longest)  # fmt: skip
        if labels[v, 0] < NOT_REACHED:
            size = push(heap, size, (np.int64(labels[v, 0]) << 32) | v)
    while size:
        top, size = pop(heap, size)
        key, v = top >> 32, top & 0xFFFFFFFF
        if key > known:
            break
        if state[v] != _HANGS or labels[v, 0] != key:
            continue
        state[v] = _MENDED
        for out in range(arc_start[v], arc_start[v + 1]):
            u, a = arc_head[out], arc_reverse[out]
            if state[u] == _MENDED or ticks[a] >= CLOSED_TICKS:
                continue
            bar = ticks[a] if barred[a] else NO_BAR
            if state[u] == _HANGS:
                if take(labels, v, u, ticks[a], release[a], bar, NO_CEILING, a,
                        by_latest, allowance, longest):  # fmt: skip
                    size = push(heap, size, (np.int64(labels[u, 0]) << 32) | u)
                continue
            if state[u] == 0:
                count = _read(u, turn, none, arc_start, arc_head, ticks, release, by_latest, state, labels,
                              touched, count, path)  # fmt: skip
            before = labels[u, 2]
            better = take(
                labels, v, u, ticks[a], release[a], bar, NO_CEILING, a, by_latest, allowance, longest
            )
            if (better or labels[u, 2] != before) and labels[u, 0] <= known:
                return False, count
    return True, count


@njit(cache=True, nogil=True)
def _one_way(
    hanging, arc_start, arc_head, arc_reverse, ticks, release, barred, by_latest, allowance, longest,
    state, labels, touched,
):  # fmt: skip
    """Whether no arc that takes no time leads to a route as good as that which is kept, or to a better."""
    for i in range(hanging):
        v = touched[i]
        if state[v] != _MENDED:
            continue
        for a in range(arc_start[v], arc_start[v + 1]):
            u, back = arc_head[a], arc_reverse[a]
            if ticks[a] <= 0 and not _alone(
                v, a, arc_start, arc_head, arc_reverse, ticks, release, barred, by_latest, allowance, longest,
                state, labels,
            ):  # fmt: skip
                return False
            meets = ticks[back] <= 0 and state[u] == _STAYS and labels[v, 2] != a
            if (
                meets
                and _rank(u, back, v, ticks, release, barred, by_latest, allowance, longest, labels) >= 0
            ):
                return False
    return True


@njit(cache=True, nogil=True)
def _alone(
    v, a, arc_start, arc_head, arc_reverse, ticks, release, barred, by_latest, allowance, longest,
    state, labels,
):  # fmt: skip
    """Whether an arc that takes no time is worse than the route of its node, or the only one as good."""
    u = arc_head[a]
    if state[u] == 0 or labels[u, 2] == arc_reverse[a]:
        # Whoever goes on by this node only meets it again.
        return True
    rank = _rank(v, a, u, ticks, release, barred, by_latest, allowance, longest, labels)
    if rank < 0 or labels[v, 2] != a:
        return rank < 0
    for other in range(arc_start[v], arc_start[v + 1]):
        w = arc_head[other]
        if other == a or state[w] == 0 or labels[w, 2] == arc_reverse[other]:
            continue
        if _rank(v, other, w, ticks, release, barred, by_latest, allowance, longest, labels) >= 0:
            return False
    return True


@njit(cache=True, nogil=True)
def _rank(v, a, u, ticks, release, barred, by_latest, allowance, longest, labels):
    """Return 1 where the way over an arc is better than its node's label, 0 for as good, -1 for worse."""
    if labels[u, 0] >= NOT_REACHED or ticks[a] >= CLOSED_TICKS:
        return -1
    walk_u, cost_u = (labels[u, 1], labels[u, 0]) if by_latest else (labels[u, 0], labels[u, 1])
    walk, cost = walk_u + ticks[a], max(cost_u, release[a]) + ticks[a]
    if walk > longest or (barred[a] and walk > allowance):
        return -1
    key, second = (cost, walk) if by_latest else (walk, cost)
    if key == labels[v, 0] and second == labels[v, 1]:
        return 0
    return 1 if key < labels[v, 0] or (key == labels[v, 0] and second < labels[v, 1]) else -1
