"""Follow a tree of next arcs, and lay the coordinates of the arcs end to end."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def trace_arcs(next_arc, arc_head, access_node):
    """Return the arcs walked from each access node to the destination of its tree.

    Parameters
    ----------
    next_arc
        Next arc of each node, −1 at the destination, shape (nodes,).
    arc_head
        Node where each arc ends, shape (arcs,).
    access_node
        Node positions where the routes start, shape (routes,).

    Returns
    -------
    arcs : int32 (k,)
        Arcs of all routes, one route after the other.
    offsets : int64 (len(access_node) + 1,)
        Where each route starts in ``arcs``.
    """
    offsets = np.zeros(access_node.size + 1, np.int64)
    for i in range(access_node.size):
        node = access_node[i]
        count = 0
        while next_arc[node] >= 0:
            node = arc_head[next_arc[node]]
            count += 1
        offsets[i + 1] = offsets[i] + count
    arcs = np.empty(offsets[-1], np.int32)
    for i in range(access_node.size):
        node = access_node[i]
        k = offsets[i]
        while next_arc[node] >= 0:
            arcs[k] = next_arc[node]
            node = arc_head[next_arc[node]]
            k += 1
    return arcs, offsets


@njit(cache=True, nogil=True)
def walk_lengths(next_arc, arc_head, arc_length_m, access_node):
    """Return how long the route from each access node to the destination of its tree is.

    Parameters
    ----------
    next_arc
        Next arc of each node, −1 at the destination, shape (nodes,).
    arc_head, arc_length_m
        Node where each arc ends, and its length [m], shape (arcs,).
    access_node
        Node positions where the routes start, shape (routes,).

    Returns
    -------
    float64 (routes,)
        Lengths [m].
    """
    known = np.full(next_arc.size, -1.0)
    passed = np.empty(next_arc.size, np.int64)
    lengths = np.empty(access_node.size, np.float64)
    for i in range(access_node.size):
        node = access_node[i]
        count = 0
        while known[node] < 0.0 and next_arc[node] >= 0:
            passed[count] = node
            count += 1
            node = arc_head[next_arc[node]]
        length = max(known[node], 0.0)
        for j in range(count - 1, -1, -1):
            length += arc_length_m[next_arc[passed[j]]]
            known[passed[j]] = length
        lengths[i] = length
    return lengths


@njit(cache=True, nogil=True)
def _write_interior(x, y, share, first, last, low, high, forward, out, k):
    """Write the vertices of one street strictly between two shares; return the new end."""
    if forward:
        for i in range(first, last):
            if low < share[i] < high:
                out[k, 0] = x[i]
                out[k, 1] = y[i]
                k += 1
    else:
        for i in range(last - 1, first - 1, -1):
            if low < share[i] < high:
                out[k, 0] = x[i]
                out[k, 1] = y[i]
                k += 1
    return k


@njit(cache=True, nogil=True)
def lay_coordinates(
    arcs, offsets, access_node, node_x, node_y, arc_head, arc_street, arc_from, arc_to,
    vertex_start, vertex_x, vertex_y, vertex_share,
):  # fmt: skip
    """Lay out the coordinates of routes.

    Parameters
    ----------
    arcs, offsets, access_node
        Routes as ``trace_arcs`` gives them, and the nodes where they start.
    node_x, node_y
        Coordinates of the nodes [m], shape (nodes,).
    arc_head, arc_street
        Node where each arc ends, and row of its street, shape (arcs,).
    arc_from, arc_to
        Shares of the street where each arc starts and ends, shape (arcs,).
    vertex_start, vertex_x, vertex_y, vertex_share
        Vertices of all streets end to end: where each street starts, coordinates [m], share of its
        length.

    Returns
    -------
    coordinates : float64 (k, 2)
        Coordinates of all routes, one after the other [m].
    route : int64 (k,)
        The route that each coordinate belongs to.
    """
    capacity = 2 * access_node.size
    for a in arcs:
        street = arc_street[a]
        capacity += 1 + vertex_start[street + 1] - vertex_start[street]
    out = np.empty((capacity, 2), np.float64)
    route = np.empty(capacity, np.int64)
    k = 0
    for i in range(access_node.size):
        begin = k
        out[k, 0] = node_x[access_node[i]]
        out[k, 1] = node_y[access_node[i]]
        k += 1
        for j in range(offsets[i], offsets[i + 1]):
            a = arcs[j]
            street = arc_street[a]
            low = min(arc_from[a], arc_to[a])
            high = max(arc_from[a], arc_to[a])
            k = _write_interior(
                vertex_x, vertex_y, vertex_share, vertex_start[street], vertex_start[street + 1],
                low, high, arc_from[a] <= arc_to[a], out, k,
            )  # fmt: skip
            out[k, 0] = node_x[arc_head[a]]
            out[k, 1] = node_y[arc_head[a]]
            k += 1
        if k == begin + 1:  # whoever is already there: a line of two equal points
            out[k, 0] = out[begin, 0]
            out[k, 1] = out[begin, 1]
            k += 1
        route[begin:k] = i
    return out[:k], route[:k]


@njit(cache=True, nogil=True)
def time_routes(arcs, offsets, ticks, release, end_walk, end_cost):
    """Return walking time and C of routes that were chosen by another measure.

    Parameters
    ----------
    arcs, offsets
        Arcs of the routes in walking order, and where each route starts in them.
    ticks, release
        Walking time and release of each arc (``evacuation.clock``), shape (arcs of the network,).
    end_walk, end_cost
        Walk that is left from the last node of each route, and C there, shape (routes,).

    Returns
    -------
    walk, cost : int64 (routes,)
        Walking time [0.1 s], and C at the first node.
    """
    walk = end_walk.copy()
    cost = end_cost.copy()
    for i in range(end_walk.size):
        for k in range(offsets[i + 1] - 1, offsets[i] - 1, -1):
            walk[i] += ticks[arcs[k]]
            cost[i] = max(cost[i], release[arcs[k]]) + ticks[arcs[k]]
    return walk, cost
