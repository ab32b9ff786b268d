"""For how many of those who get through there is no seat, at least, in what their streets still join."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evacuation.destinations import Destinations
from evacuation.kernels.components import components
from evacuation.network import IntArray, Network
from evacuation.robustness import People, ReachedRows

#: Seats of safe ground, which has no limit: more than people of any city.
_NO_LIMIT = 10**9


@dataclass(frozen=True, slots=True, eq=False)
class SeatNodes:
    """Where seats are on the network.

    Parameters
    ----------
    node
        Position of the node of each place, or of safe ground, shape (n,).
    seats
        Seats there, shape (n,).
    """

    node: IntArray
    seats: IntArray


def seat_nodes(destinations: Destinations) -> SeatNodes:
    """Return where the seats of a plan's destinations are.

    Parameters
    ----------
    destinations
        Destinations of the plan; those without limit have more seats than there are people.

    Returns
    -------
    SeatNodes
        One entry for each node of a destination.
    """
    seats = np.where(destinations.capacity < 0, _NO_LIMIT, destinations.capacity)
    count = [nodes.size for nodes in destinations.nodes]
    node = np.concatenate([np.zeros(0, np.int64), *destinations.nodes]).astype(np.int64)
    return SeatNodes(node, np.repeat(seats, count).astype(np.int64))


def seats_short(
    network: Network,
    places: SeatNodes,
    people: Sequence[People],
    reached: Sequence[ReachedRows],
    closed: Sequence[IntArray],
) -> int:
    """Return how many of those who reach a usable place in time find no seat, at least.

    Of people and seats that open streets join, in whatever time and whoever may walk there, as many are
    without a seat as there are more people than seats. In truth there may be more: places are far, and
    people do not know where seats are left.

    Parameters
    ----------
    network, places
        The network, and where seats are.
    people, reached
        People of each profile, and what they reach.
    closed
        Positions of the arcs that are blocked for each profile; what is open for one of them joins.

    Returns
    -------
    int
        Persons.
    """
    if not people:
        return 0
    shut = np.ones(network.n_arcs, np.bool_)
    for arcs in closed:
        own = np.zeros(network.n_arcs, np.bool_)
        own[arcs] = True
        shut &= own
    part = components(network.arc_start, network.arc_head, shut)
    persons, seats = np.zeros((2, network.n_nodes), np.int64)
    for one, found in zip(people, reached, strict=True):
        through = found.in_time
        np.add.at(persons, part[one.rows.node[through]], one.persons[through])
    np.add.at(seats, part[places.node], places.seats)
    return int(np.maximum(persons - seats, 0).sum())
