"""Seats of what open streets join, against the people who get through there, in the toy city."""

from dataclasses import replace

import numpy as np

from domain.vocabulary import DestinationKind
from evacuation.robustness import people_of, reach
from evacuation.seats_reached import SeatNodes, seat_nodes, seats_short
from tests.evacuation.conftest import toy_inputs


def short(inputs, *streets: int, seats: tuple[int, ...], also_for_others: bool = True) -> int:
    """Return who finds no seat with whole streets closed and so many seats at the two schools, west first."""
    people, network = people_of(inputs), inputs.network
    arcs = np.flatnonzero(np.isin(network.street_id[network.arc_street], streets))
    closed = [arcs if k == 0 or also_for_others else arcs[:0] for k in range(len(people))]
    reached = [reach(network, one, own) for one, own in zip(people, closed, strict=True)]
    places = seat_nodes(replace(inputs.destinations, capacity=np.array(seats)))
    return seats_short(network, places, people, reached, closed)


def in_time(inputs, *streets: int) -> dict[str, int]:
    """Return how many of each block get through."""
    found: dict[str, int] = {}
    arcs = np.flatnonzero(np.isin(inputs.network.street_id[inputs.network.arc_street], streets))
    for one in people_of(inputs):
        through = reach(inputs.network, one, arcs).in_time
        for row, persons in zip(one.rows.block_row[through], one.persons[through], strict=True):
            name = inputs.blocks.index[row].split("-")[1]
            found[name] = found.get(name, 0) + int(persons)
    return found


def test_people_and_seats_that_streets_join_are_set_against_each_other() -> None:
    inputs = toy_inputs("toy-quake")
    assert len(inputs.destinations) == 2
    everybody = sum(in_time(inputs).values())
    assert short(inputs, seats=(everybody - 5, 5)) == 0
    assert short(inputs, seats=(everybody - 6, 5)) == 1
    assert short(inputs, seats=(0, 0)) == everybody


def test_seats_beyond_what_is_blocked_serve_nobody_here() -> None:
    inputs = toy_inputs("toy-quake")
    # Without 102 and 113 nothing joins the west and the east, each with its school.
    cut = (102, 113)
    people = in_time(inputs, *cut)
    whole = sum(people.values())
    assert short(inputs, *cut, seats=(whole, whole)) == 0
    one_sided = [short(inputs, *cut, seats=seats) for seats in ((whole, 0), (0, whole))]
    # Each side has its own people: without its seats they have none.
    assert sum(one_sided) == whole
    assert all(one > 0 for one in one_sided)
    # What is open for others joins, too.
    assert short(inputs, *cut, seats=(whole, 0), also_for_others=False) == 0


def test_safe_ground_has_no_limit_and_nobody_needs_no_seat() -> None:
    inputs = toy_inputs("toy-quake")
    places = seat_nodes(replace(inputs.destinations, capacity=np.array([-1, 3])))
    assert isinstance(places, SeatNodes)
    assert places.node.tolist() == [int(nodes[0]) for nodes in inputs.destinations.nodes]
    assert places.seats[0] > 10**8
    assert places.seats[1] == 3
    assert short(inputs, seats=(-1, 0)) == 0
    assert seats_short(inputs.network, places, [], [], []) == 0
    assert DestinationKind.SAFE_AREA not in inputs.destinations.kind
