"""Who can still walk out of the hazard area, regardless of seats."""

import numpy as np

from evacuation.clock import in_time
from evacuation.network import BoolArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.rows import WalkingRows
from evacuation.searching import EndNodes
from evacuation.trees import Search, Tree, grow_tree


def ways_out(network: Network, on_network: ProfileOnNetwork, safe_ground: BoolArray) -> Tree:
    """Return the ways out of the hazard area that stay open longest, from everywhere.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    safe_ground
        Nodes that no hazard of the scenario reaches, shape (nodes,).

    Returns
    -------
    Tree
        Routes to the nearest of these nodes, by the latest departure.
    """
    nodes = np.flatnonzero(safe_ground)
    nothing = np.zeros(nodes.size, np.int64)
    search = Search(by_latest=True, allowance=False)
    return grow_tree(network, on_network, EndNodes(nodes, nothing, nothing), search)


def can_leave_area(
    network: Network, on_network: ProfileOnNetwork, safe_ground: BoolArray, rows: WalkingRows
) -> BoolArray:
    """Return who reaches ground that no hazard reaches, before a street on the way closes.

    Seats, districts and the longest walk do not matter, nor does the reserve: it is the question
    whether anybody could still leave at all, at the time when these people leave.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    safe_ground
        Nodes that no hazard of the scenario reaches, shape (nodes,).
    rows
        Demand rows of this walking profile.

    Returns
    -------
    numpy.ndarray
        bool, shape (rows,); False for people whose block no street reaches.
    """
    tree = ways_out(network, on_network, safe_ground)
    leaves = rows.node >= 0
    leaves[leaves] = in_time(rows.leave_ticks[leaves], tree.cost[rows.node[leaves]])
    return leaves
