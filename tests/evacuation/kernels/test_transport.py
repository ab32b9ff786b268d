"""People to places at least cost, with prices that prove it, against other solvers on random cases."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.graph.python import min_cost_flow
from scipy.optimize import linprog

from evacuation.kernels.transport import NEVER, _search, transport

#: Nobody without a place costs less than anybody with one.
NO_PLACE = 1 << 40


def _held(result, shape):
    """Return people by row and place as a table."""
    enough, row, place, held, _ = result
    assert enough
    table = np.zeros(shape, np.int64)
    used = held > 0
    np.add.at(table, (row[used], place[used]), held[used])
    return table


def _solve(cost, persons, seats, entries=None):
    cost, persons, seats = (np.asarray(one, np.int64) for one in (cost, persons, seats))
    closed = np.append(seats == 0, False)
    cost = np.where(closed, NEVER, cost)
    seats = np.append(seats, persons.sum() + 1)
    result = transport(cost, persons, seats, 2 * cost.size + 16 if entries is None else entries)
    return (_held(result, cost.shape), result[-1]) if result[0] else None


def _is_proved(cost, persons, seats, held, price) -> bool:
    """Whether the prices prove that no other flow costs less, and the flow is one."""
    assert held.sum(axis=1).tolist() == list(persons)
    taken = held[:, :-1].sum(axis=0)
    assert (taken <= seats).all()
    assert price[-1] == 0
    assert (price >= 0).all()
    open_places = np.append(np.asarray(seats) > 0, True)
    pays = np.where(open_places, np.minimum(cost, NEVER) + price, NEVER).min(axis=1)
    bound = int(pays @ np.asarray(persons)) - int(price[:-1] @ np.asarray(seats))
    return bool(bound == int((held * np.where(held > 0, cost, 0)).sum()))


@st.composite
def cases(draw):
    rows, places = draw(st.integers(0, 6)), draw(st.integers(1, 5))
    # Few different costs make many pairs of equal cost.
    largest = draw(st.sampled_from([2, 30]))
    one = st.one_of(st.integers(0, largest), st.just(NEVER))
    cost = np.array([[draw(one) for _ in range(places)] + [NO_PLACE] for _ in range(rows)], np.int64)
    persons = [draw(st.integers(0, 4)) for _ in range(rows)]
    seats = [draw(st.integers(0, 6)) for _ in range(places)]
    return cost.reshape(rows, places + 1), persons, seats


def _by_ortools(cost, persons, seats) -> int:
    rows, places = cost.shape[0], cost.shape[1] - 1
    solver = min_cost_flow.SimpleMinCostFlow()
    for row in range(rows):
        for place in range(places):
            if cost[row, place] < NEVER:
                solver.add_arc_with_capacity_and_unit_cost(
                    row, rows + place, int(persons[row]), int(cost[row, place])
                )
        solver.add_arc_with_capacity_and_unit_cost(row, rows + places, int(persons[row]), int(cost[row, -1]))
        solver.set_node_supply(row, int(persons[row]))
    for place in range(places):
        solver.add_arc_with_capacity_and_unit_cost(rows + place, rows + places, int(seats[place]), 0)
    solver.set_node_supply(rows + places, -int(sum(persons)))
    assert solver.solve() == solver.OPTIMAL
    return solver.optimal_cost()


@settings(deadline=None, max_examples=60)
@given(cases())
def test_it_costs_as_little_as_ortools_finds_and_the_prices_prove_it(case) -> None:
    cost, persons, seats = case
    held, price = _solve(cost, persons, seats)
    assert _is_proved(cost, persons, seats, held, price)
    assert (held * np.where(held > 0, cost, 0)).sum() == _by_ortools(cost, persons, seats)


@settings(deadline=None, max_examples=20)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_places_changes_no_cost(case, random) -> None:
    cost, persons, seats = case
    rows, places = list(range(len(persons))), list(range(len(seats)))
    random.shuffle(rows)
    random.shuffle(places)
    shuffled = cost[rows][:, [*places, -1]].reshape(cost.shape)
    held, _ = _solve(cost, persons, seats)
    other, _ = _solve(shuffled, [persons[row] for row in rows], [seats[place] for place in places])
    assert (held * np.where(held > 0, cost, 0)).sum() == (other * np.where(other > 0, shuffled, 0)).sum()


def _city(rows: int, places: int, share_of_seats: float, *, step: int = 1):
    """People and places at random points; ``share_of_seats`` of the people have a seat."""
    random = np.random.default_rng(3)
    home, place = random.random((2, max(rows, places), 2))
    far = np.hypot(*(home[:rows, None] - place[None, :places]).transpose(2, 0, 1))
    cost = np.where(far < 0.8, np.rint(far * 10_000).astype(np.int64) // step, NEVER)
    persons = random.integers(1, 60, rows)
    seats = random.integers(0, 100, places)
    seats = np.rint(seats * persons.sum() * share_of_seats / seats.sum()).astype(np.int64)
    return np.column_stack([cost, np.full(rows, NO_PLACE)]), persons, seats


@pytest.mark.parametrize(
    ("share_of_seats", "step"), [(1.6, 1), (1.02, 1), (0.7, 1), (1.02, 2000), (0.7, 20_000), (50.0, 1)]
)
def test_ample_and_tight_seats_and_thousands_of_equal_pairs(share_of_seats, step) -> None:
    cost, persons, seats = _city(150, 40, share_of_seats, step=step)
    held, price = _solve(cost, persons, seats)
    assert _is_proved(cost, persons, seats, held, price)
    assert (held * np.where(held > 0, cost, 0)).sum() == _by_ortools(cost, persons, seats)


def test_highs_finds_the_same_cost() -> None:
    cost, persons, seats = _city(25, 8, 0.9)
    held, _ = _solve(cost, persons, seats)
    # The dearest weight is too large for a solver in floating point: people without a place cost 10⁶.
    cost[:, -1] = 1_000_000
    seen = np.argwhere((cost < NEVER) & (np.append(seats > 0, True)))
    of_row = (seen[:, 0] == np.arange(25)[:, None]).astype(float)
    of_place = (seen[:, 1] == np.arange(8)[:, None]).astype(float)
    found = linprog(
        cost[seen[:, 0], seen[:, 1]], A_ub=of_place, b_ub=seats, A_eq=of_row, b_eq=persons, method="highs"
    )
    assert round(found.fun) == (held * np.where(held > 0, cost, 0)).sum()


def test_whoever_moves_is_the_one_who_loses_least() -> None:
    # Both rows like place 0 (one seat); going to place 1 costs row 0 five more, row 1 two more.
    held, price = _solve([[1, 6, NO_PLACE], [1, 3, NO_PLACE]], [1, 1], [1, 1])
    assert held.tolist() == [[1, 0, 0], [0, 1, 0]]
    # At a price of 2 row 1 is content with place 1, and row 0 stays: 1 + 2 is less than 6.
    assert price.tolist() == [2, 0, 0]


def test_a_chain_of_moves_ends_where_a_seat_is_left() -> None:
    # Place 0 holds row 0 only, place 1 row 1 only: row 2 sends row 0 to place 1, and row 1 to place 2.
    cost = [[0, 1, NEVER, NO_PLACE], [NEVER, 0, 1, NO_PLACE], [0, NEVER, NEVER, NO_PLACE]]
    held, price = _solve(cost, [1, 1, 1], [1, 1, 1])
    assert held.tolist() == [[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]]
    assert price.tolist() == [2, 1, 0, 0]


def test_too_few_entries_are_told() -> None:
    cost, persons, seats = _city(12, 6, 1.02)
    assert _solve(cost, persons, seats, entries=14) is None


def test_costs_near_the_largest_are_added_up_whole() -> None:
    large = NEVER >> 2
    held, price = _solve([[large - 3, large - 1, large], [0, large - 1, large]], [2, 2], [2, 1])
    # Row 1 has place 0 (0 each), row 0 place 1 and nothing: 0 + (large − 1) + large.
    assert held.tolist() == [[0, 1, 1], [2, 0, 0]]
    # A further seat at place 0 is worth 3, at place 1 worth 1; nobody is content below that.
    assert 3 <= price[0] <= large
    assert price[1] == 1


@st.composite
def searches(draw):
    """Draw places with loads, seats, prices and moves that keep everybody content; many cost nothing."""
    n = draw(st.integers(2, 9))
    load = np.array([draw(st.integers(0, 3)) for _ in range(n - 1)] + [0], np.int64)
    seats = np.array([draw(st.integers(1, 2)) for _ in range(n - 1)] + [99], np.int64)
    full = load >= seats
    price = np.where(full, [draw(st.integers(0, 3)) for _ in range(n)], 0)
    loss = np.array([[draw(st.integers(0, 2)) for _ in range(n)] for _ in range(n)], np.int64)
    moves = np.where(full[:, None], price[:, None] - price + loss, 1 << 62)
    return load, seats, moves, price


@settings(deadline=None, max_examples=200)
@given(searches())
def test_a_search_finds_the_chains_of_one_that_goes_place_by_place(case) -> None:
    load, seats, moves, price = case
    n = load.size
    found, toward = np.zeros(n, np.int64), np.zeros(n, np.int64)
    nearest = np.full(n, -1)
    if not (load > seats).any():
        return
    reached = _search(load, seats, moves, np.ascontiguousarray(moves.T), nearest, price, found, toward)
    distance, came_by, open_places = np.where(load < seats, 0, NEVER), np.full(n, -1), set(range(n))
    waiting = -(-int((load > seats).sum()) // 4)
    while waiting:
        # The nearest place, the first of equally near ones: which chain of equal ones it is hangs on it.
        at = min(open_places, key=lambda j: (distance[j], j))
        open_places.remove(at)
        waiting -= load[at] > seats[at]
        if not waiting:
            break
        for j in range(n):
            length = distance[at] + moves[j, at] + price[at] - price[j]
            if length < distance[j]:
                distance[j], came_by[j] = length, at
    assert reached == distance[at]
    near = distance <= reached
    assert np.minimum(found, reached).tolist() == np.minimum(distance, reached).tolist()
    assert toward[near].tolist() == came_by[near].tolist()
