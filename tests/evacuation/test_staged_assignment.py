"""Two stages give what one set of weights gives."""

from hypothesis import given, settings

from evacuation.aims import aim_weights, counted_ticks
from evacuation.flow import FlowProblem, solve_flow
from evacuation.staged_assignment import solve_in_stages
from tests.evacuation.test_assignment import cases


@settings(deadline=None, max_examples=150)
@given(cases())
def test_stages_cost_as_much_as_all_aims_at_once(case):
    people, capacity, options, minutes_decide = case
    seats = capacity.copy()
    seats[seats < 0] = people.persons.sum()
    ticks, _ = counted_ticks(people, options, seats.size, minutes_decide=minutes_decide)
    weights = aim_weights(people, options, seats.size, minutes_decide=minutes_decide)
    cost, unassigned = weights.pair_cost(options, ticks), weights.unassigned_cost(people)
    whole = FlowProblem(people.persons, unassigned, seats, options.row, options.destination, cost)
    _, staged = solve_in_stages(people, seats, options, ticks, minutes_decide=minutes_decide)
    best = solve_flow(whole)
    least = (best.flow * cost).sum() + (best.left * unassigned).sum()
    assert (staged.flow * cost).sum() + (staged.left * unassigned).sum() == least
