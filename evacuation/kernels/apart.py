"""Another route for many people at once: the search of ``evacuation.apart`` over arrays."""

import numpy as np
from numba import njit

from evacuation.clock import UNREACHED, has_closed, is_closed


@njit(cache=True, nogil=True)
def _less(first_a, second_a, first_b, second_b):
    return first_a < first_b or (first_a == first_b and second_a < second_b)


@njit(cache=True, nogil=True)
def _put(first, second, label, size, new_first, new_second, new_label):
    i = size
    while i > 0:
        parent = (i - 1) >> 1
        if not _less(new_first, new_second, first[parent], second[parent]):
            break
        first[i], second[i], label[i] = first[parent], second[parent], label[parent]
        i = parent
    first[i], second[i], label[i] = new_first, new_second, new_label
    return size + 1


@njit(cache=True, nogil=True)
def _take(first, second, label, size):
    top = label[0]
    size -= 1
    key, other, held = first[size], second[size], label[size]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            break
        if child + 1 < size and _less(first[child + 1], second[child + 1], first[child], second[child]):
            child += 1
        if not _less(first[child], second[child], key, other):
            break
        first[i], second[i], label[i] = first[child], second[child], label[child]
        i = child
    first[i], second[i], label[i] = key, other, held
    return top, size


@njit(cache=True, nogil=True)
def _longer(values):
    more = np.empty(2 * values.size, values.dtype)
    more[: values.size] = values
    return more


@njit(cache=True, nogil=True)
def search_apart(
    arc_start, arc_head, ticks, release, usable, shared, left, end_ticks, end_release, origin, leave_ticks,
    longest, bound, best,
):  # fmt: skip
    """Search for the route that shares least with another, and is then the shortest; in time.

    Parameters
    ----------
    arc_start, arc_head, ticks, release
        The network, walking times [0.1 s] and closings of its arcs (``evacuation.clock``).
    usable
        Whether each arc may be walked at all, shape (arcs,).
    shared
        What an arc of the other route counts [0.1 s], 0 on all others, shape (arcs,).
    left
        Least walk from each node to the end [0.1 s], the last metres included; UNREACHED where none is.
    end_ticks, end_release
        Last metres from each node of the destination, and the release of these; −1 on all other nodes.
    origin, leave_ticks
        Where people start, and when [0.1 s after t0].
    longest, bound
        Longest walk, and how far the search looks [0.1 s].
    best
        Room for the shortest walk by which each node was left, UNREACHED everywhere; it is left so.

    Returns
    -------
    int32 (k,)
        Arcs of the route, in walking order; a single −1 where there is none.
    """
    nodes, arcs, parents = np.empty(1024, np.int32), np.empty(1024, np.int32), np.empty(1024, np.int32)
    costs, walks = np.empty(1024, np.int64), np.empty(1024, np.int64)
    first, second, label = np.empty(1024, np.int64), np.empty(1024, np.int64), np.empty(1024, np.int64)
    nodes[0], arcs[0], parents[0], costs[0], walks[0] = origin, -1, -1, 0, 0
    count, found = 1, np.int64(-1)
    size = _put(first, second, label, 0, np.int64(0), left[origin], np.int64(0))
    within = min(longest, bound)
    while size > 0:
        at, size = _take(first, second, label, size)
        u, walk = nodes[at], walks[at]
        if walk >= best[u]:
            continue
        best[u] = walk
        if end_ticks[u] >= 0:
            there = walk + end_ticks[u]
            if there <= longest and not has_closed(end_release[u], leave_ticks + there):
                found = at
                break
        for a in range(arc_start[u], arc_start[u + 1]):
            v = arc_head[a]
            longer = walk + ticks[a]
            if not usable[a] or longer >= best[v] or left[v] >= UNREACHED or longer + left[v] > within:
                continue
            if is_closed(release[a]) or has_closed(release[a], leave_ticks + longer):
                continue
            if count == nodes.size:
                nodes, arcs, parents = _longer(nodes), _longer(arcs), _longer(parents)
                costs, walks = _longer(costs), _longer(walks)
            if size == first.size:
                first, second, label = _longer(first), _longer(second), _longer(label)
            nodes[count], arcs[count], parents[count] = v, a, at
            costs[count], walks[count] = costs[at] + shared[a], longer
            size = _put(first, second, label, size, costs[count], longer + left[v], np.int64(count))
            count += 1
    for i in range(count):
        best[nodes[i]] = UNREACHED
    if found < 0:
        return np.full(1, -1, np.int32)
    steps = 0
    at = found
    while parents[at] >= 0:
        steps += 1
        at = parents[at]
    route = np.empty(steps, np.int32)
    at = found
    for k in range(steps - 1, -1, -1):
        route[k] = arcs[at]
        at = parents[at]
    return route
