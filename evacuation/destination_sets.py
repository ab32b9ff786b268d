"""Destinations that one search serves at once: those that share what one may walk on."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.destinations import Destinations
from evacuation.network import IntArray, Network
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.searching import EndNodes


@dataclass(frozen=True, slots=True, eq=False)
class DestinationSet:
    """Destinations of one search.

    Parameters
    ----------
    ends
        Their nodes on the network.
    kind
        Kind of the destinations; None for places that are none in this plan.
    closed_for
        Row of ``ProfileOnNetwork.closed_for_arcs`` that nobody may take to them; −1 for none.
    """

    ends: EndNodes
    kind: DestinationKind | None
    closed_for: int


def place_sets(
    network: Network, on_network: ProfileOnNetwork, place_row: IntArray, kind: DestinationKind | None = None
) -> Iterator[DestinationSet]:
    """Yield one set for the places that close the same arcs; places off the network are left out.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    place_row
        Rows of the place table.
    kind
        Kind of the places; None where they are no destinations.

    Yields
    ------
    DestinationSet
        Places alike in the arcs that they close.
    """
    rows = place_row[network.place_node[place_row] >= 0]
    closed_for = on_network.place_closed_for[rows]
    for value in np.unique(closed_for):
        same = rows[closed_for == value]
        ends = EndNodes(
            network.place_node[same], on_network.place_connector[same], on_network.place_release[same]
        )
        yield DestinationSet(ends, kind, int(value))


def destination_sets(
    network: Network, on_network: ProfileOnNetwork, destinations: Destinations
) -> Iterator[DestinationSet]:
    """Yield one set for the destinations of a plan that are alike in kind and closed arcs.

    Places that are not for these people are left out.

    Parameters
    ----------
    network, on_network
        The network and who walks on it.
    destinations
        Destinations of the plan.

    Yields
    ------
    DestinationSet
        Destinations alike in kind and closed arcs.
    """
    destinations = destinations.only(destinations.open_to(on_network.profile))
    for kind in sorted(set(destinations.kind)):
        chosen = np.array([one is kind for one in destinations.kind], np.bool_)
        if kind is DestinationKind.SAFE_AREA:
            nodes = np.concatenate([destinations.nodes[i] for i in np.flatnonzero(chosen)])
            nothing = np.zeros(nodes.size, np.int64)
            yield DestinationSet(EndNodes(nodes, nothing, nothing), kind, -1)
        else:
            yield from place_sets(network, on_network, destinations.place_row[chosen], kind)
