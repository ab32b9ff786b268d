"""The order of opening against networkx and against every choice of places, on random small cities."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evacuation.openable import Openable
from evacuation.opening_order import (
    Supply,
    group_supply,
    opening_order,
    serve,
    served_persons,
    supply_of,
)
from evacuation.search import search_routes
from tests.evacuation.conftest import Run


@st.composite
def cities(draw):
    """People of some rows, where each may go, and seats."""
    rows, destinations = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    persons = np.array(draw(st.lists(st.integers(1, 9), min_size=rows, max_size=rows)), np.int64)
    seats = np.array(
        draw(st.lists(st.integers(0, 12), min_size=destinations, max_size=destinations)), np.int64
    )
    flags = draw(st.lists(st.booleans(), min_size=rows * destinations, max_size=rows * destinations))
    return np.array(flags).reshape(rows, destinations), persons, seats


def by_networkx(may_go, persons, seats, is_open) -> int:
    graph = nx.DiGraph()
    graph.add_nodes_from(["source", "sink"])
    for row, count in enumerate(persons):
        graph.add_edge("source", ("row", row), capacity=int(count))
        for destination in np.flatnonzero(may_go[row] & is_open):
            graph.add_edge(("row", row), int(destination))
            graph.add_edge(int(destination), "sink", capacity=int(seats[destination]))
    return int(nx.maximum_flow_value(graph, "source", "sink"))


def masks(count: int):
    """Every choice of destinations."""
    for code in range(2**count):
        yield np.array([code >> i & 1 for i in range(count)], np.bool_)


@given(cities())
def test_every_choice_serves_as_many_as_the_largest_flow(city) -> None:
    may_go, persons, seats = city
    supply = group_supply(*city)
    for is_open in masks(seats.size):
        assert served_persons(supply, is_open) == by_networkx(may_go, persons, seats, is_open)


@given(cities())
def test_a_flow_takes_no_seat_twice_and_nobody_twice(city) -> None:
    supply = group_supply(*city)
    for is_open in masks(supply.seats.size):
        state = serve(supply, is_open)
        taken = np.bincount(supply.pair_destination, state.flow, minlength=supply.seats.size)
        gone = np.bincount(supply.pair_group, state.flow, minlength=supply.persons.size)
        assert (state.flow >= 0).all()
        assert (taken <= np.where(is_open, supply.seats, 0)).all()
        assert (gone + state.left == supply.persons).all()
        assert (state.left >= 0).all()


@given(cities(), st.data())
def test_each_step_opens_what_adds_most_and_of_equal_ones_the_first(city, data) -> None:
    supply = group_supply(*city)
    count = supply.seats.size
    first = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    candidates = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    order = opening_order(supply, first, candidates)
    is_open, served = first.copy(), served_persons(supply, first)
    assert order.served[0] == order.bound[0] == served
    for destination, value in zip(order.destination, order.served[1:], strict=True):
        gains = [
            served_persons(supply, is_open | (np.arange(count) == one)) - served
            if candidates[one] and not is_open[one]
            else 0
            for one in range(count)
        ]
        assert destination == int(np.argmax(gains))
        assert value - served == max(gains) > 0
        is_open[destination], served = True, int(value)
    # It ends where nothing adds anybody: everybody who can be served is.
    assert order.all_served == served == served_persons(supply, first | candidates)
    assert order.gain.tolist() == np.diff(order.served).tolist()


@given(cities(), st.data())
def test_no_choice_of_as_many_places_serves_more_than_the_bound(city, data) -> None:
    supply = group_supply(*city)
    count = supply.seats.size
    first = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    most = data.draw(st.none() | st.integers(1, count))
    order = opening_order(supply, first, ~first, most=most)
    for k in range(order.destination.size + 1):
        choices = combinations(np.flatnonzero(~first), k)
        best = max(served_persons(supply, first | np.isin(np.arange(count), list(one))) for one in choices)
        assert order.served[k] <= best <= order.bound[k] <= order.all_served
    if order.destination.size:
        # The first step is the best single place, and known to be.
        assert order.served[1] == order.bound[1]


@given(cities())
def test_fewer_steps_are_the_first_of_all(city) -> None:
    supply = group_supply(*city)
    none, every = np.zeros(supply.seats.size, np.bool_), np.ones(supply.seats.size, np.bool_)
    whole = opening_order(supply, none, every)
    for most in range(1, supply.seats.size + 1):
        part = opening_order(supply, none, every, most=most)
        assert part.destination.tolist() == whole.destination[:most].tolist()
        assert part.served.tolist() == whole.served[: most + 1].tolist()
        assert part.all_served == whole.all_served


def test_who_has_a_seat_moves_where_that_seats_somebody_else() -> None:
    # Place 0 takes 3 of row 0 or 1; only row 0 may go to place 1. With place 0 full of row 0, opening
    # place 1 must move them there, so that row 1 sits down: 3 + 3 people.
    may_go = np.array([[True, True], [True, False]])
    supply = group_supply(may_go, np.array([3, 3]), np.array([3, 3]))
    order = opening_order(supply, np.zeros(2, np.bool_), np.ones(2, np.bool_))
    assert order.destination.tolist() == [0, 1]
    assert order.served.tolist() == [0, 3, 6]


def test_a_greedy_choice_may_miss_the_best_and_the_bound_says_by_how_much() -> None:
    # Place 0 (10 seats) for rows 2 and 3 (5 people each), place 1 (9 seats) for rows 0 (4) and 2, place 2
    # (9 seats) for rows 1 (4) and 3. Greedy: place 0 seats 10, then place 1 only row 0 more: 14. The best
    # two are places 1 and 2 with 9 + 9.
    may_go = np.array([[False, True, False], [False, False, True], [True, True, False], [True, False, True]])
    supply = group_supply(may_go, np.array([4, 4, 5, 5]), np.array([10, 9, 9]))
    order = opening_order(supply, np.zeros(3, np.bool_), np.ones(3, np.bool_))
    assert order.destination[0] == 0
    assert order.served.tolist() == [0, 10, 14, 18]
    assert order.bound[2] == 18


def test_rows_that_may_go_to_the_same_places_are_one_group() -> None:
    may_go = np.array([[True, False], [False, True], [True, False]])
    supply = group_supply(may_go, np.array([1, 2, 4]), np.array([9, 9]))
    assert sorted(supply.persons.tolist()) == [2, 5]
    assert supply.pair_destination.size == 2


def test_a_city_without_people_or_places_has_no_order() -> None:
    nobody = group_supply(np.zeros((0, 2), np.bool_), np.zeros(0, np.int64), np.array([3, 4]))
    order = opening_order(nobody, np.zeros(2, np.bool_), np.ones(2, np.bool_))
    assert (order.destination.size, order.all_served) == (0, 0)
    nowhere = group_supply(np.zeros((2, 0), np.bool_), np.array([3, 4]), np.zeros(0, np.int64))
    assert served_persons(nowhere, np.zeros(0, np.bool_)) == 0
    assert opening_order(nowhere, np.zeros(0, np.bool_), np.zeros(0, np.bool_)).served.tolist() == [0]


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
def test_what_is_served_is_what_the_assignment_serves(run_toy: Run, scenario: str) -> None:
    inputs, _ = run_toy(scenario)
    openable = Openable.of(inputs, search_routes(inputs))
    supply = supply_of(openable)
    assert isinstance(supply, Supply)
    for choice in masks(len(inputs.destinations)):
        is_open = choice | (inputs.destinations.capacity < 0)
        flows = openable.assign(is_open)
        assert served_persons(supply, is_open) == openable.persons - flows.totals.unserved
