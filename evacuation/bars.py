"""Arcs that nobody is led along: towards an earlier arrival, or from outside into a zone."""

import numpy as np

from domain.scenario import HazardScenario
from domain.vocabulary import HazardKind
from evacuation.clock import CLOSED, UNREACHED, closing_release, latest_departure_s
from evacuation.measures import measure_arcs
from evacuation.network import BoolArray, FloatArray, Network
from evacuation.search_graph import search_graph
from evacuation.searching import EndNodes, Limits, Searching
from evacuation.short_clock import decode_cost

#: Kinds whose people are never led towards an earlier arrival.
ARRIVAL_KINDS = frozenset({HazardKind.TSUNAMI, HazardKind.LARGE_FIRE})


def bars_follow_closings(scenario: HazardScenario) -> bool:
    """Whether another closed street moves the bars: where they lie by when water or fire arrives.

    Parameters
    ----------
    scenario
        Names kinds.

    Returns
    -------
    bool
        False where the bars, if there are any, stay where they are.
    """
    return bool(ARRIVAL_KINDS.intersection(scenario.kinds))


def node_closing_s(network: Network, closes_at_s: FloatArray) -> FloatArray:
    """Return when the last street at each node closes [s], shape (nodes,).

    A corner counts as reached by the water when its last street is.

    Parameters
    ----------
    network
        The network.
    closes_at_s
        Closing time of each street row [s after t0], shape (streets,).

    Returns
    -------
    FloatArray
        Seconds after t0, shape (nodes,).
    """
    closing = np.full(network.n_nodes, -np.inf)
    np.maximum.at(closing, network.arc_tail(), closes_at_s[network.arc_street])
    return closing


def bar_towards_arrival(network: Network, closes_at_s: FloatArray, safe: BoolArray) -> BoolArray:
    """Mark arcs that lead to where water or fire comes earlier (seaward), shape (arcs,).

    Ground that the water reaches later than everything around it, or not at all, is no refuge
    while it is cut off from safe ground: it counts like the latest pass out of it. So whoever
    lives there is led out over that pass, and nobody is led over earlier ground than he must::

        F(u) = min(closing(u), max over next corners v towards safe ground of F(v))

    Parameters
    ----------
    network
        The network.
    closes_at_s
        Closing time of each street row [s after t0].
    safe
        Nodes on safe ground, shape (nodes,).

    Returns
    -------
    BoolArray
        Shape (arcs,).
    """
    level = _pass_level(network, closes_at_s, node_closing_s(network, closes_at_s), safe)
    return level[network.arc_head] < level[network.arc_tail()]


def _pass_level(
    network: Network, closes_at_s: FloatArray, closing: FloatArray, safe: BoolArray
) -> FloatArray:
    """Return F(u), with the search for latest departures over streets that take no time."""
    tail = network.arc_tail()
    release = closing_release(closing)[tail]
    closed = np.isneginf(closes_at_s)[network.arc_street]
    start = np.flatnonzero(safe)
    nothing = np.zeros(start.size, np.int64)
    searching = Searching(network)
    measure = measure_arcs(
        search_graph(network), np.zeros(network.n_arcs, np.int64), np.where(closed, CLOSED, release),
        np.zeros(network.n_arcs, np.bool_),
    )  # fmt: skip
    searching.label(measure, EndNodes(start, nothing, nothing), Limits(), by_latest=True)
    cost = decode_cost(searching.labels[measure.graph.number, 0])
    level = latest_departure_s(cost)
    return np.where(cost < UNREACHED, np.minimum(closing, level), closing)


def bar_into_zone(network: Network, in_zone: BoolArray) -> BoolArray:
    """Mark arcs on zone streets that start at a node with a street outside, shape (arcs,).

    Whoever is inside may leave along them; nobody from outside is led through.

    Parameters
    ----------
    network
        The network.
    in_zone
        Streets that lie in the zone, shape (streets,).

    Returns
    -------
    BoolArray
        Shape (arcs,).
    """
    outside = np.zeros(network.n_nodes, np.bool_)
    np.logical_or.at(outside, network.arc_tail(), ~in_zone[network.arc_street])
    return in_zone[network.arc_street] & outside[network.arc_tail()]
