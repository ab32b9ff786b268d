"""Pairs stay whole, and what that costs lies between the bound and the exact answer of HiGHS."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from evacuation.aims import Options, aim_weights, counted_ticks
from evacuation.assignment import assign_people
from evacuation.flow import FlowProblem, Solved
from evacuation.whole_pairs import change_places, parted_pairs, seat_together, without_pairs
from tests.evacuation.test_assignment import _options, _people, cases


@st.composite
def cases_of_pairs(draw):
    people, capacity, options, minutes_decide = draw(cases())
    flags = st.lists(st.booleans(), min_size=people.persons.size, max_size=people.persons.size)
    in_pairs = np.array(draw(flags))
    persons = np.where(in_pairs, 2 * people.persons, people.persons)
    return replace(people, persons=persons, in_pairs=in_pairs), capacity, options, minutes_decide


def _exact(people, capacity, options, minutes_decide) -> int:
    """Return the least cost of all assignments that keep pairs whole, by HiGHS."""
    weights = aim_weights(people, options, capacity.size, minutes_decide=minutes_decide)
    ticks, _ = counted_ticks(people, options, capacity.size, minutes_decide=minutes_decide)
    unit = 1 + people.in_pairs
    n_rows, n_pairs = people.persons.size, options.row.size
    row = np.concatenate([options.row, np.arange(n_rows)])
    cost = np.concatenate([weights.pair_cost(options, ticks), weights.unassigned_cost(people)]) * unit[row]
    everybody = np.zeros((n_rows, row.size))
    everybody[row, np.arange(row.size)] = unit[row]
    seats = np.zeros((capacity.size, row.size))
    seats[options.destination, np.arange(n_pairs)] = unit[options.row]
    limit = np.where(capacity < 0, people.persons.sum(), capacity)
    found = milp(
        cost, integrality=np.ones(row.size), bounds=Bounds(0, np.inf), options={"mip_rel_gap": 0.0},
        constraints=[LinearConstraint(everybody, people.persons, people.persons),
                     LinearConstraint(seats, -np.inf, limit)],
    )  # fmt: skip
    return int(np.rint(found.x).astype(np.int64) @ cost)


@settings(deadline=None, max_examples=30)
@given(cases_of_pairs())
def test_pairs_are_whole_and_the_cost_lies_above_the_exact_one_within_the_gap(case) -> None:
    people, capacity, options, minutes_decide = case
    flows = assign_people(people, capacity, options, minutes_decide=minutes_decide)
    assert (flows.persons[people.in_pairs[flows.row]] % 2 == 0).all()
    assert np.bincount(flows.row, flows.persons, people.persons.size).tolist() == people.persons.tolist()
    served = flows.destination >= 0
    seated = np.bincount(flows.destination[served], flows.persons[served], capacity.size)
    assert ((capacity < 0) | (seated <= capacity)).all()
    exact = _exact(*case)
    assert flows.certificate.bound <= exact <= flows.cost == flows.certificate.cost
    # Who is alone is assigned exactly, and where no pair is in the way everything is.
    if not people.in_pairs.any():
        assert flows.certificate.gap == 0
    # In two stages the answer is bounded too.
    staged = assign_people(people, capacity, options, minutes_decide=minutes_decide, largest_cost=0)
    assert staged.certificate.bound <= staged.cost == staged.certificate.cost
    assert (staged.persons[people.in_pairs[staged.row]] % 2 == 0).all()
    assert staged.bound_totals == flows.bound_totals


def test_somebody_of_the_block_changes_places_with_one_of_a_pair() -> None:
    # A block of a pair and two more; places of 3 seats (5 ticks) and 1 (9 ticks). One by one the flow of
    # three and one is as good whoever they are: the pair and one of the others go near.
    options = _options([0, 0, 1, 1], [0, 1, 0, 1], [5, 9, 5, 9])
    people = _people([2, 2], [True, False], [0, 0], in_pairs=[True, False])
    flows = assign_people(people, np.array([3, 1]), options, minutes_decide=False)
    by_pair = list(zip(flows.row.tolist(), flows.destination.tolist(), flows.persons.tolist(), strict=True))
    assert by_pair == [(0, 0, 2), (1, 0, 1), (1, 1, 1)]
    assert flows.certificate.gap == 0


def test_of_those_who_could_change_places_the_last_turn_moves() -> None:
    # One of the pair at each place; two of the block alone at place 0 (rank 1 and 2), one of them moves.
    people = _people([2, 1, 1], [True, False, False], [0, 0, 0], in_pairs=[True, False, False])
    people = replace(people, rank=np.array([0, 1, 2]))
    options = _options([0, 0, 1, 1, 2, 2], [0, 1] * 3, [5, 9] * 3)
    flow = np.array([1, 1, 1, 0, 1, 0])
    problem = FlowProblem(people.persons, np.full(3, 99), np.array([9, 9]), options.row, options.destination,
                          options.ticks)  # fmt: skip
    parted = parted_pairs(people, problem, flow, np.zeros(3, np.int64))
    assert (parted.row.tolist(), parted.ends.tolist()) == ([0], [[0, 1]])
    out = change_places(
        people, options, options.ticks, flow, parted, shared=np.ones(6, bool), n_destinations=2
    )
    assert out.tolist() == [2, 0, 1, 0, 0, 1]
    # Nobody loses by it only where all have both places at the same cost.
    apart = change_places(
        people, options, options.ticks, flow, parted, shared=np.zeros(6, bool), n_destinations=2
    )
    assert apart.tolist() == flow.tolist()


def test_a_parted_pair_goes_where_both_pay_least_with_the_seats() -> None:
    # One of a pair at place 0 (3 ticks, price 4), one at place 1 (6 ticks); another pair fills place 1 but
    # for a seat.
    people = _people([2, 2, 1], [True, True, False], in_pairs=[True, True, False])
    problem = FlowProblem(
        people.persons, np.full(3, 50), np.array([2, 3]), np.array([0, 0, 1, 2]), np.array([0, 1, 1, 0]),
        np.array([3, 6, 1, 2]),
    )  # fmt: skip
    solved = Solved(np.array([1, 1, 2, 1]), np.zeros(3, np.int64), np.array([4, 0]))
    parted = parted_pairs(people, problem, solved.flow, solved.left)
    # Place 1 costs least (6 against 3 + 4), but has one seat beside the other pair.
    flow, left = seat_together(people, problem, solved, parted)
    assert (flow.tolist(), left.tolist()) == ([2, 0, 2, 0], [0, 0, 0])
    alone, pairs = without_pairs(people, problem, flow)
    assert pairs.tolist() == [False, False, False, True]
    assert (alone.persons.tolist(), alone.seats.tolist()) == ([0, 0, 1], [0, 1])
    # With a seat more they go there; without seats they have no place.
    flow, _ = seat_together(people, replace(problem, seats=np.array([2, 4])), solved, parted)
    assert flow.tolist() == [0, 2, 2, 0]
    _, left = seat_together(people, replace(problem, seats=np.array([1, 3])), solved, parted)
    assert left.tolist() == [2, 0, 0]


def test_one_of_a_pair_without_a_place_parts_it_too() -> None:
    # One seat, and a pair that could go there: none of both does. Whoever is alone has the seat.
    options = Options(*(np.array(one) for one in ([0, 1], [0, 0], [5, 9], [0, 0], [0, 0])))
    people = _people([2, 1], [True, False], in_pairs=[True, False])
    flows = assign_people(people, np.array([1]), options, minutes_decide=True)
    assert list(zip(flows.row, flows.destination, flows.persons, strict=True)) == [(0, -1, 2), (1, 0, 1)]
    # As many have a place as could be: one. Of those who need help one more has none than one by one.
    assert flows.totals.first_worse(flows.bound_totals, minutes_decide=True) == ("help_unserved", 1)


def test_the_first_aim_that_may_be_better_is_named_in_their_order() -> None:
    people, seats = _people([1]), np.array([1])
    totals = assign_people(people, seats, _options([0], [0], [7]), minutes_decide=True).totals
    better = replace(totals, ticks=totals.ticks - 3, aside=totals.aside - 1)
    assert totals.first_worse(better, minutes_decide=True) == ("ticks", 3)
    assert totals.first_worse(better, minutes_decide=False) == ("aside", 1)
    assert totals.first_worse(totals, minutes_decide=False) == ("", 0)
