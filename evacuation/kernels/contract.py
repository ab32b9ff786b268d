"""Take dead ends and chains out of a network: what is left is the core that a search has to look at.

A node without a junction lies on a *chain* between two core nodes, or in a *dead end* that hangs on one
node. Neither decides a route between core nodes, and both are told from their ends once those are known.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def strip_dead_ends(arc_start, arc_head, keep):
    """Take nodes with one street left away until there is none.

    Parameters
    ----------
    arc_start, arc_head
        The network (``evacuation.network.Network``).
    keep
        Nodes that stay in the core whatever their streets, shape (nodes,).

    Returns
    -------
    out_arc : int32 (nodes,)
        Arc towards the node that a dead end hangs on; −1 for nodes that stay.
    order : int32 (k,)
        Nodes in the order in which they were taken away, the outermost first.
    degree : int32 (nodes,)
        Streets that are left at each node, loops aside.
    """
    n = arc_start.size - 1
    degree = np.zeros(n, np.int32)
    for u in range(n):
        for a in range(arc_start[u], arc_start[u + 1]):
            degree[u] += arc_head[a] != u
    out_arc = np.full(n, -1, np.int32)
    order = np.empty(n, np.int32)
    size = 0
    for u in range(n):
        if degree[u] == 1 and not keep[u]:
            order[size] = u
            size += 1
    i = 0
    while i < size:
        u = order[i]
        i += 1
        if degree[u] != 1:  # the last of a part without a core: it stays
            continue
        for a in range(arc_start[u], arc_start[u + 1]):
            v = arc_head[a]
            if v != u and out_arc[v] < 0 and degree[v] > 0:
                out_arc[u] = a
                degree[u] = 0
                degree[v] -= 1
                if degree[v] == 1 and not keep[v]:
                    order[size] = v
                    size += 1
                break
    kept = 0
    for k in range(size):
        if out_arc[order[k]] >= 0:
            order[kept] = order[k]
            kept += 1
    return out_arc, order[:kept], degree


@njit(cache=True, nogil=True)
def follow_chains(arc_start, arc_head, arc_reverse, out_arc, is_core, by_place):
    """Follow the chains between core nodes.

    Parameters
    ----------
    arc_start, arc_head, arc_reverse
        The network.
    out_arc
        As ``strip_dead_ends`` gives it.
    is_core
        Nodes of the core, shape (nodes,); in place: a node of a ring without any becomes one.
    by_place
        All nodes in the order in which chains are looked for.

    Returns
    -------
    nodes : int32 (k,)
        Nodes on chains, chain after chain, each in its order from its first end to its last.
    onward, backward : int32 (k,)
        Arc from each of them towards the last and towards the first end.
    start : int32 (chains + 1,)
        Where each chain starts in ``nodes``.
    enter : int32 (chains, 2)
        Arc from the first end to the first node of the chain, and from the last end to its last.
    whole : bool
        False where a node became one of the core: all has to be followed once more.
    """
    n = arc_start.size - 1
    taken = np.zeros(n, np.bool_)
    nodes, onward, backward = np.empty(n, np.int32), np.empty(n, np.int32), np.empty(n, np.int32)
    start, enter = np.zeros(n + 1, np.int32), np.empty((n, 2), np.int32)
    size, chains, whole = 0, 0, True
    for turn in range(2):
        for i in range(n):
            first = by_place[i]
            if out_arc[first] >= 0 or is_core[first] != (turn == 0):
                continue
            if turn == 1:
                # On a ring that no chain has reached: it is one without a core node.
                if taken[first]:
                    continue
                is_core[first] = True
                whole = False
            for a in range(arc_start[first], arc_start[first + 1]):
                w = arc_head[a]
                if out_arc[w] >= 0 or is_core[w] or taken[w]:
                    continue
                enter[chains, 0] = a
                e = a
                while not is_core[w]:
                    taken[w] = True
                    nodes[size] = w
                    backward[size] = arc_reverse[e]
                    for f in range(arc_start[w], arc_start[w + 1]):
                        x = arc_head[f]
                        if f != arc_reverse[e] and x != w and out_arc[x] < 0:
                            e = f
                            break
                    onward[size] = e
                    size += 1
                    w = arc_head[e]
                enter[chains, 1] = arc_reverse[e]
                chains += 1
                start[chains] = size
    return (
        nodes[:size], onward[:size], backward[:size], start[: chains + 1], enter[:chains], whole,
    )  # fmt: skip
