"""Exact assignment of people to destinations within capacity, in the order of the aims."""

from dataclasses import dataclass

import numpy as np

from evacuation.aims import AimTotals, Options, People, aim_weights, counted_ticks, later_aims
from evacuation.flow import FlowProblem, hand_out, solve_flow
from evacuation.network import BoolArray, IntArray
from evacuation.prices import cheapest_pairs, unseen_gains
from evacuation.staged_assignment import solve_in_stages

#: Up to this many pairs the solver takes them all at once; of more it starts with some of each row.
_FEW_PAIRS = 100_000
_FIRST_CHOICES = 10
#: Pairs that miss a gain by less are looked at with those that gain (5 minutes of walking).
_SLACK_TICKS = 3000
#: The solver multiplies costs by the number of nodes, and adds them up along paths: beyond this
#: the order of the aims is kept by solving twice.
_LARGEST_COST = 1 << 58


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Persons by row and destination; ``destination`` is −1 for people without a place.

    ``totals`` is what the flows amount to on each aim, ``cost`` the same in weighted ticks.
    """

    row: IntArray
    destination: IntArray
    persons: IntArray
    totals: AimTotals
    cost: int


def assign_people(
    people: People,
    capacity: IntArray,
    options: Options,
    *,
    minutes_decide: bool,
    first_choices: int | None = None,
    largest_cost: int = _LARGEST_COST,
) -> Flows:
    """Assign people to destinations at least cost, exactly.

    Parameters
    ----------
    people
        Demand rows.
    capacity
        Seats of each destination, −1 without limit, shape (destinations,).
    options
        Allowed pairs, sorted by row and destination.
    minutes_decide
        Whether walking comes before the own district (tsunami, fire).
    first_choices
        Pairs per row to start with; None for what is quickest. Changes the time, never the cost.
    largest_cost
        Where weights would grow beyond this the aims are solved in two exact stages.

    Returns
    -------
    Flows
        Every person once, sorted by row and destination.
    """
    n_destinations = capacity.size
    weights = aim_weights(people, options, n_destinations, minutes_decide=minutes_decide)
    ticks, shared = counted_ticks(people, options, n_destinations, minutes_decide=minutes_decide)
    seats = np.where(capacity < 0, int(people.persons.sum()), capacity)
    size = max(people.persons.size + n_destinations + 1, int(people.persons.sum()))
    if weights.largest * size <= largest_cost:
        problem = FlowProblem(
            persons=people.persons, unassigned_cost=weights.unassigned_cost(people), seats=seats,
            row=options.row, destination=options.destination, cost=weights.pair_cost(options, ticks),
        )  # fmt: skip
        flow, left = _solve_by_columns(problem, first_choices, _SLACK_TICKS * weights.ticks)
    else:
        flow, left = solve_in_stages(people, seats, options, ticks, minutes_decide=minutes_decide)
    totals = _totals(people, options, ticks, flow, left)
    cost = later_aims(options, n_destinations, minutes_decide=minutes_decide).pair_cost(options, ticks)
    flow = hand_out(people, options, cost, flow, shared=shared, n_destinations=n_destinations)
    used, without = np.flatnonzero(flow), np.flatnonzero(left)
    row = np.concatenate([options.row[used], without])
    destination = np.concatenate([options.destination[used], np.full(without.size, -1)])
    persons = np.concatenate([flow[used], left[without]]).astype(np.int64)
    order = np.lexsort((destination, row))
    return Flows(row[order], destination[order], persons[order], totals, weights.total(totals))


def _solve_by_columns(
    problem: FlowProblem, first_choices: int | None, slack: int
) -> tuple[IntArray, IntArray]:
    """Return people on each pair and people left of each row, at least cost.

    Of many pairs the solver first sees each row's ``first_choices`` cheapest only. The prices of
    seats that follow from its answer tell which other pair could still gain; these, and those that
    nearly do, are added until none can, which proves the answer cheapest over all pairs.
    """
    if first_choices is None:
        first_choices = _FIRST_CHOICES if problem.row.size > _FEW_PAIRS else problem.seats.size
    seen = cheapest_pairs(problem.row, problem.destination, problem.cost, first_choices)
    while True:
        flow = np.zeros(problem.row.size, np.int64)
        flow[seen], left = solve_flow(problem.only(seen))
        gains = unseen_gains(problem, flow, left, seen, slack=slack)
        if not gains.any():
            return flow, left
        seen = seen | gains


def _totals(people: People, options: Options, ticks: IntArray, flow: IntArray, left: IntArray) -> AimTotals:
    return AimTotals(
        unserved=int(left.sum()),
        help_unserved=int(left[people.needs_help].sum()),
        zone_unserved=int(left[people.special_zone].sum()),
        below=int(flow @ options.below),
        aside=int(flow @ options.aside),
        ticks=int(flow @ ticks),
    )


def keep_preferred(
    in_reserve: BoolArray, feasible: BoolArray, tier: IntArray, capacity: IntArray
) -> BoolArray:
    """Drop later tiers for whoever reaches an earlier one that has no capacity limit, with the reserve.

    A refuge building is only for those who cannot reach safe ground with the reserve (津波): whoever
    has a destination without limit in an earlier tier does not take a seat of a later one.

    Parameters
    ----------
    in_reserve, feasible
        Whether each destination is reached with the reserve, and at all in time, shape (destinations, rows).
    tier, capacity
        Of each destination.

    Returns
    -------
    BoolArray
        Shape (pairs,).
    """
    kept = feasible.copy()
    for limitless in np.unique(tier[capacity < 0]):
        has = in_reserve[(tier == limitless) & (capacity < 0)].any(axis=0)
        kept[np.ix_(tier > limitless, has)] = False
    return kept
