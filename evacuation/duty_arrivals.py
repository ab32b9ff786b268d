"""How long people on opening duty walk to their place: one search back from each place.

They start at home when they are called, as fast as the walking profile, and take only streets that the
hazard has not closed before they are through: the same network, closings and bars as everybody's.
"""

import numpy as np

from evacuation.clock import UNREACHED, departure_ticks, in_time, seconds_of
from evacuation.network import BoolArray, FloatArray, IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.searching import EndNodes
from evacuation.trees import Search, Tree, grow_tree


def duty_walks(
    network: Network, on_network: ProfileOnNetwork, place_row: IntArray, block_row: IntArray, called_s: float
) -> FloatArray:
    """Return how long each person on duty walks from home to the place [s].

    The shortest route that is open until they are through; where none of the shortest is, the one that
    stays open longest.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    place_row
        Row of the place of each person, shape (n,).
    block_row
        Row of the block that each starts from, −1 where it is not known, shape (n,).
    called_s
        When they are called [s after t0]; they leave at once.

    Returns
    -------
    FloatArray
        Seconds, shape (n,): +inf where no way is open until they are through, NaN where their block is
        not known.
    """
    walks = np.full(place_row.size, np.nan)
    known = block_row >= 0
    for place in np.unique(place_row[known]).tolist():
        rows = np.flatnonzero(known & (place_row == place))
        walks[rows] = _walks_to(network, on_network, place, block_row[rows], called_s)
    return walks


def _walks_to(
    network: Network, on_network: ProfileOnNetwork, place: int, block_row: IntArray, called_s: float
) -> FloatArray:
    node = network.block_node[block_row]
    if network.place_node[place] < 0 or not (node >= 0).any():
        return np.full(block_row.size, np.inf)
    connector = on_network.block_connector[block_row]
    leave = departure_ticks(np.full(block_row.size, called_s)) + connector
    ends = EndNodes(
        network.place_node[place : place + 1],
        on_network.place_connector[place : place + 1],
        on_network.place_release[place : place + 1],
    )
    wanted = np.zeros(network.n_nodes, np.bool_)
    wanted[node[node >= 0]] = True
    closed_for = int(on_network.place_closed_for[place])
    may = (node >= 0) & on_network.may_leave(closed_for, block_row)
    walk = np.full(block_row.size, np.inf)
    if not may.any():
        return walk
    for by_latest in (False, True) if on_network.timed else (False,):
        tree = grow_tree(
            network, on_network, ends, Search(by_latest=by_latest, closed_for=closed_for, wanted=wanted)
        )
        walk = np.minimum(walk, _walk(tree, node, connector, leave, may))
        if np.isfinite(walk[may]).all():
            break
    return walk


def _walk(tree: Tree, node: IntArray, connector: IntArray, leave: IntArray, may: BoolArray) -> FloatArray:
    """Return the walk by a tree [s]; +inf for those who are not through in time."""
    reached = may & (tree.walk[node] < UNREACHED) & in_time(leave, tree.cost[node])
    return np.where(reached, seconds_of(np.where(reached, tree.walk[node], 0) + connector), np.inf)
