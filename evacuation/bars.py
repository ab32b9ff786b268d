"""Arcs that nobody is led along: towards an earlier arrival, or from outside into a zone."""

import numpy as np

from evacuation.network import BoolArray, FloatArray, Network


def node_closing_s(network: Network, closes_at_s: FloatArray) -> FloatArray:
    """Return when the last street at each node closes [s], shape (nodes,).

    A corner counts as reached by the water when its last street is.
    """
    closing = np.full(network.n_nodes, -np.inf)
    np.maximum.at(closing, network.arc_tail(), closes_at_s[network.arc_street])
    return closing


def bar_towards_arrival(network: Network, closes_at_s: FloatArray) -> BoolArray:
    """Mark arcs that lead to where water or fire comes earlier (seaward), shape (arcs,)."""
    closing = node_closing_s(network, closes_at_s)
    return closing[network.arc_head] < closing[network.arc_tail()]


def bar_into_zone(network: Network, in_zone: BoolArray) -> BoolArray:
    """Mark arcs on zone streets that start at a node with a street outside, shape (arcs,).

    Whoever is inside may leave along them; nobody from outside is led through.
    """
    outside = np.zeros(network.n_nodes, np.bool_)
    np.logical_or.at(outside, network.arc_tail(), ~in_zone[network.arc_street])
    return in_zone[network.arc_street] & outside[network.arc_tail()]
