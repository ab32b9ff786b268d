"""Further destinations take people in: an incremental maximum flow from groups to destinations.

Groups of people stand on one side, destinations on the other; a pair says that a group may go there.
A flow that serves as many as the open destinations can is kept, and each further destination adds to it
along augmenting paths only: somebody without a place takes a seat here, or somebody who has one moves
here and gives up his own.
"""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _push(
    destination,
    free,
    group_start,
    pair_destination,
    destination_start,
    destination_pair,
    pair_group,
    flow,
    left,
):
    """Search the moves that end here once, breadth first, and take every path that is found."""
    # By which pair each group would come closer to the destination, and by which one leaves for it.
    joins = np.full(left.size, -1, np.int64)
    leaves = np.full(destination_start.size - 1, -1, np.int64)
    seen = np.zeros(destination_start.size - 1, np.bool_)
    queue = np.empty(destination_start.size - 1, np.int64)
    queue[0] = destination
    seen[destination] = True
    size, pushed, i = 1, 0, 0
    while i < size:
        at = queue[i]
        i += 1
        for k in range(destination_start[at], destination_start[at + 1]):
            group = pair_group[destination_pair[k]]
            if joins[group] >= 0:
                continue
            joins[group] = destination_pair[k]
            if left[group] > 0:
                amount = min(left[group], free - pushed)
                x = at
                while x != destination:
                    amount = min(amount, flow[leaves[x]])
                    x = pair_destination[joins[pair_group[leaves[x]]]]
                if amount > 0:
                    left[group] -= amount
                    flow[joins[group]] += amount
                    x = at
                    while x != destination:
                        flow[leaves[x]] -= amount
                        mover = joins[pair_group[leaves[x]]]
                        flow[mover] += amount
                        x = pair_destination[mover]
                    pushed += amount
                    if pushed == free:
                        return pushed
            for pair in range(group_start[group], group_start[group + 1]):
                y = pair_destination[pair]
                if flow[pair] > 0 and not seen[y]:
                    seen[y] = True
                    leaves[y] = pair
                    queue[size] = y
                    size += 1
    return pushed


@njit(cache=True, nogil=True)
def admit(
    destinations,
    seats,
    group_start,
    pair_destination,
    destination_start,
    destination_pair,
    pair_group,
    flow,
    left,
):
    """Return the flow with further destinations, who is left, and how many more are served.

    Parameters
    ----------
    destinations
        Destinations that take people in, one after the other; nobody goes there yet.
    seats
        Seats of every destination, at least 0, shape (destinations,).
    group_start, pair_destination
        Pairs of each group, sorted by group: shapes (groups + 1,) and (pairs,).
    destination_start, destination_pair
        Pairs of each destination: shapes (destinations + 1,) and (pairs,).
    pair_group
        Group of each pair, shape (pairs,).
    flow, left
        People on each pair, and people of each group without a place, of a flow that serves as many
        as the open destinations can; shapes (pairs,) and (groups,).

    Returns
    -------
    flow, left, more
        New arrays of a flow that serves as many as can be with the destinations, and a number of people.
    """
    flow, left = flow.copy(), left.copy()
    more = 0
    for destination in destinations:
        free = seats[destination]
        for k in range(destination_start[destination], destination_start[destination + 1]):
            group = pair_group[destination_pair[k]]
            amount = min(left[group], free)
            left[group] -= amount
            flow[destination_pair[k]] += amount
            free -= amount
        while free > 0:
            pushed = _push(
                destination,
                free,
                group_start,
                pair_destination,
                destination_start,
                destination_pair,
                pair_group,
                flow,
                left,
            )
            if pushed == 0:
                break
            free -= pushed
        more += seats[destination] - free
    return flow, left, more
