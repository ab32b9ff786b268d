"""What people lose when one piece of street is blocked: who is cut off, and the longer walk of the others.

A piece is an arc with its opposite. Only who walks through it loses anything: the nodes of the tree that
lie behind it. Their routes are searched anew among themselves, entering from the nodes in front, whose
routes stay: exact, and in all about as much work as the sum of the depths of the tree.
"""

import numpy as np
from numba import njit

from evacuation.clock import UNREACHED, has_closed, is_closed
from evacuation.kernels.heap import NODE_BITS, NODE_MASK, pop, push


@njit(cache=True, nogil=True)
def _preorder(arc_head, next_arc, position, order, size):
    """Fill the position of each node in an order in which all that lies behind a node follows it."""
    n = next_arc.size
    first = np.full(n, -1, np.int64)
    sibling = np.full(n, -1, np.int64)
    stack = np.empty(n + 1, np.int64)
    top = 0
    for u in range(n):
        position[u] = -1
        size[u] = 1
        if next_arc[u] >= 0:
            p = arc_head[next_arc[u]]
            sibling[u] = first[p]
            first[p] = u
    count = 0
    for root in range(n):
        if next_arc[root] >= 0 or first[root] < 0:
            continue
        stack[0] = root
        top = 1
        while top > 0:
            top -= 1
            u = stack[top]
            position[u] = count
            order[count] = u
            count += 1
            child = first[u]
            while child >= 0:
                stack[top] = child
                top += 1
                child = sibling[child]
    for i in range(count - 1, -1, -1):
        u = order[i]
        if next_arc[u] >= 0:
            size[arc_head[next_arc[u]]] += size[u]
    return count


@njit(cache=True, nogil=True)
def _search_behind(
    arc_start, arc_head, arc_reverse, ticks, release, barred, allowance, limit_walk,
    cost, walk, end_cost, end_walk, position, order, low, high, piece, new_cost, new_walk, settled, heap,
):  # fmt: skip
    """Search anew for the nodes at ``low:high`` of the order, without one piece."""
    size = 0
    for i in range(low, high):
        x = order[i]
        settled[x] = False
        new_cost[x] = end_cost[x]
        new_walk[x] = end_walk[x]
        for b in range(arc_start[x], arc_start[x + 1]):
            y = arc_head[b]
            if min(b, arc_reverse[b]) == piece or low <= position[y] < high or cost[y] >= UNREACHED:
                continue
            step = walk[y] + ticks[b]
            if is_closed(release[b]) or (barred[b] and step > allowance) or step > limit_walk:
                continue
            reached = max(cost[y], release[b]) + ticks[b]
            if reached < new_cost[x] or (reached == new_cost[x] and step < new_walk[x]):
                new_cost[x] = reached
                new_walk[x] = step
        if new_cost[x] < UNREACHED:
            size = push(heap, size, (new_cost[x] << NODE_BITS) | x)
    while size > 0:
        top, size = pop(heap, size)
        v = top & NODE_MASK
        if settled[v]:
            continue
        settled[v] = True
        for out in range(arc_start[v], arc_start[v + 1]):
            x = arc_head[out]
            b = arc_reverse[out]
            if min(b, out) == piece or not low <= position[x] < high or settled[x]:
                continue
            step = new_walk[v] + ticks[b]
            if is_closed(release[b]) or (barred[b] and step > allowance) or step > limit_walk:
                continue
            reached = max(new_cost[v], release[b]) + ticks[b]
            if reached < new_cost[x] or (reached == new_cost[x] and step < new_walk[x]):
                new_cost[x] = reached
                new_walk[x] = step
                size = push(heap, size, (reached << NODE_BITS) | x)


@njit(cache=True, nogil=True)
def _best(
    x, j, cost, walk, new_cost, new_walk, position, low, high, row_may, row_connector, limit_walk
):  # fmt: skip
    """Return the least cost of a row at a node over the sets that it may be led to, and its walk."""
    best = UNREACHED
    best_walk = UNREACHED
    for k in range(cost.shape[0]):
        is_behind = low[k] <= position[k, x] < high[k]
        there = new_cost[k, x] if is_behind else cost[k, x]
        far = new_walk[k, x] if is_behind else walk[k, x]
        if row_may[k, j] and far + row_connector[j] <= limit_walk[k] and there < best:
            best = there
            best_walk = far
    return best, best_walk


@njit(cache=True, nogil=True)
def lost_by_piece(
    arc_start, arc_head, arc_reverse, ticks, release, barred, allowance, limit_walk,
    cost, walk, next_arc, end_cost, end_walk,
    row_start, row_leave, row_connector, row_persons, row_may, row_walk,
):  # fmt: skip
    """Return what people lose when each piece alone is blocked besides what is closed.

    Parameters
    ----------
    arc_start, arc_head, arc_reverse, ticks, barred
        The network and walking times, as ``evacuation.trees`` takes them.
    release, allowance, limit_walk
        Of each set of destinations: shape (sets, arcs), (sets,), (sets,).
    cost, walk, next_arc
        Its tree by the latest departure, shape (sets, nodes).
    end_cost, end_walk
        Cost and walk of its end nodes, UNREACHED elsewhere, shape (sets, nodes).
    row_start
        Rows of each node, which come in the order of their nodes, shape (nodes + 1,).
    row_leave, row_connector, row_persons, row_may, row_walk
        When a row leaves its node, its connector, its people, the sets that it may be led to, and its walk
        now (UNREACHED where it reaches nothing in time): shape (rows,), ``row_may`` (sets, rows).

    Returns
    -------
    cut_off, lost : int64 (arcs,)
        People who no longer reach a usable place in time, and by how much the others walk longer
        [persons × 0.1 s]; at the lower arc of each piece.
    """
    sets, n = cost.shape
    m = arc_head.size
    cut_off = np.zeros(m, np.int64)
    lost = np.zeros(m, np.int64)
    position = np.empty((sets, n), np.int64)
    order = np.empty((sets, n), np.int64)
    size = np.empty((sets, n), np.int64)
    behind = np.zeros((sets, n + 1), np.int64)
    for k in range(sets):
        count = _preorder(arc_head, next_arc[k], position[k], order[k], size[k])
        for i in range(count):
            u = order[k, i]
            # How many people stand at the nodes before each position of the order.
            behind[k, i + 1] = behind[k, i] + row_persons[row_start[u] : row_start[u + 1]].sum()
    new_cost = np.full((sets, n), UNREACHED, np.int64)
    new_walk = np.full((sets, n), UNREACHED, np.int64)
    settled = np.zeros(n, np.bool_)
    heap = np.empty(m + n + 1, np.int64)
    seen = np.full(n, -1, np.int64)
    low = np.empty(sets, np.int64)
    high = np.empty(sets, np.int64)
    for a in range(m):
        r = arc_reverse[a]
        if a > r:
            continue
        anybody = False
        for k in range(sets):
            low[k] = 0
            high[k] = 0
            # The tree takes the piece in one of its directions, from u on, or not at all.
            u = arc_head[r] if next_arc[k, arc_head[r]] == a else arc_head[a]
            if next_arc[k, u] == a or next_arc[k, u] == r:
                low[k] = position[k, u]
                high[k] = low[k] + size[k, u]
            anybody = anybody or behind[k, high[k]] > behind[k, low[k]]
        if not anybody:
            continue
        for k in range(sets):
            if high[k] > low[k]:
                _search_behind(
                    arc_start, arc_head, arc_reverse, ticks, release[k], barred, allowance[k], limit_walk[k],
                    cost[k], walk[k], end_cost[k], end_walk[k], position[k], order[k], low[k], high[k], a,
                    new_cost[k], new_walk[k], settled, heap,
                )  # fmt: skip
        for k in range(sets):
            for i in range(low[k], high[k]):
                x = order[k, i]
                if seen[x] == a:
                    continue
                seen[x] = a
                for j in range(row_start[x], row_start[x + 1]):
                    if row_walk[j] >= UNREACHED:
                        continue
                    best, best_walk = _best(
                        x, j, cost, walk, new_cost, new_walk, position, low, high,
                        row_may, row_connector, limit_walk,
                    )  # fmt: skip
                    if not has_closed(best, row_leave[j]):
                        # The way that leaves most time may be a shorter one: nothing is lost then.
                        lost[a] += row_persons[j] * max(best_walk - row_walk[j], 0)
                    else:
                        cut_off[a] += row_persons[j]
    return cut_off, lost
