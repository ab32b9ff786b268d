"""Further destinations take people in without undoing what others have."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evacuation.kernels.admit import admit
from evacuation.opening_order import group_supply


def _arrays(supply):
    return (
        supply.group_start, supply.pair_destination, supply.destination_start, supply.destination_pair,
        supply.pair_group,
    )  # fmt: skip


def test_one_after_the_other_serves_as_many_as_all_at_once_and_changes_no_argument() -> None:
    # A chain: row i may go to places i and i + 1. 3 rows of 4 people, 3 places of 4, 4 and 2 seats.
    may_go = np.array([[True, True, False], [False, True, True], [False, False, True]])
    supply = group_supply(may_go, np.array([4, 4, 4]), np.array([4, 4, 2]))
    flow, left = np.zeros(5, np.int64), supply.persons
    more = 0
    for destination in (2, 1, 0):
        before = flow.copy(), left.copy()
        new_flow, new_left, added = admit(np.array([destination]), supply.seats, *_arrays(supply), flow, left)
        assert (flow == before[0]).all()
        assert (left == before[1]).all()
        flow, left, more = new_flow, new_left, more + added
    _, together, at_once = admit(
        np.array([0, 1, 2]), supply.seats, *_arrays(supply), np.zeros(5, np.int64), supply.persons
    )
    # All 10 seats are taken, 2 people are left.
    assert (more, at_once) == (10, 10)
    assert (left.sum(), together.sum()) == (2, 2)


def test_a_path_over_several_places_moves_no_more_than_each_holds() -> None:
    # Place 0 (5 seats) is full of rows 0 (2) and 1 (3). Row 0 may move to place 1 (9 seats), row 1 not.
    # Of row 2 (4 people, place 0 only) just the 2 seats that row 0 gives up are taken.
    may_go = np.array([[True, True], [True, False], [True, False]])
    supply = group_supply(may_go, np.array([2, 3, 4]), np.array([5, 9]))
    flow, left, first = admit(
        np.array([0]), supply.seats, *_arrays(supply), np.zeros(3, np.int64), supply.persons
    )
    _, left, more = admit(np.array([1]), supply.seats, *_arrays(supply), flow, left)
    assert first == 5
    # 9 people, 5 in place 0 and 2 in place 1: 2 stay without.
    assert (more, int(left.sum())) == (2, 2)


@st.composite
def _small_cities(draw):
    rows, places = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    may_go = np.array([[draw(st.booleans()) for _ in range(places)] for _ in range(rows)])
    persons = np.array([draw(st.integers(1, 5)) for _ in range(rows)])
    seats = np.array([draw(st.integers(0, 6)) for _ in range(places)])
    return may_go, persons, seats, draw(st.permutations(range(places)))


def _most_served(may_go, persons, seats, places) -> int:
    """The most people that some places can serve, by networkx."""
    graph = nx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    for r, p in enumerate(persons):
        graph.add_edge("from", ("row", r), capacity=int(p))
        for t in places:
            if may_go[r, t]:
                graph.add_edge(("row", r), ("place", t))
    for t in places:
        graph.add_edge(("place", t), "to", capacity=int(seats[t]))
    return int(nx.maximum_flow_value(graph, "from", "to"))


@given(_small_cities())
def test_each_further_place_adds_as_many_as_the_open_ones_can_serve(city) -> None:
    may_go, persons, seats, order = city
    supply = group_supply(may_go, persons, seats)
    flow, left, served = np.zeros(supply.pair_group.size, np.int64), supply.persons, 0
    for i, place in enumerate(order):
        flow, left, more = admit(np.array([place]), supply.seats, *_arrays(supply), flow, left)
        served += more
        opened = order[: i + 1]
        assert served == _most_served(may_go, persons, seats, opened)
        # Everybody is in one place or left, no place holds more than its seats, and none is used unopened.
        assert (flow >= 0).all()
        assert (left >= 0).all()
        sent = np.bincount(supply.pair_group, flow, minlength=left.size)
        assert (sent + left == supply.persons).all()
        taken = np.bincount(supply.pair_destination, flow, minlength=seats.size)
        assert (taken <= np.where(np.isin(np.arange(seats.size), opened), seats, 0)).all()
        assert taken.sum() == served


def test_a_single_person_moves_too() -> None:
    # The first row takes the one seat of place 1; with place 2 open it moves there for the second row.
    may_go = np.array([[False, True, True], [True, True, False]])
    supply = group_supply(may_go, np.array([1, 1]), np.array([0, 1, 1]))
    flow, left, _ = admit(
        np.array([1]), supply.seats, *_arrays(supply), np.zeros(4, np.int64), supply.persons
    )
    assert admit(np.array([2]), supply.seats, *_arrays(supply), flow, left)[2] == 1


def test_two_groups_that_wait_for_the_same_move_take_no_more_than_its_seats() -> None:
    # 4 people of the first row fill place 1; 2 of them may move to place 2. Of the others (1 and 3
    # people) 2 sit down in their stead.
    may_go = np.array([[False, True, True, False], [True, True, False, False], [True, True, False, True]])
    supply = group_supply(may_go, np.array([4, 1, 3]), np.array([0, 4, 2, 0]))
    flow, left, _ = admit(
        np.array([1]), supply.seats, *_arrays(supply), np.zeros(7, np.int64), supply.persons
    )
    flow, left, more = admit(np.array([2]), supply.seats, *_arrays(supply), flow, left)
    taken = np.bincount(supply.pair_destination, flow, minlength=4)
    assert (more, int(left.sum()), taken.tolist()) == (2, 2, [0, 4, 2, 0])
