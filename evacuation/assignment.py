"""Exact assignment of people to destinations within capacity, in the order of the aims."""

from dataclasses import dataclass

import numpy as np

from evacuation.aims import AimTotals, Options, People, aim_weights, counted_ticks, later_aims
from evacuation.flow import LARGEST_COST, FlowProblem, hand_out, solve_flow
from evacuation.network import BoolArray, IntArray
from evacuation.prices import Certificate, certify, one_more_seat
from evacuation.seat_worth import SeatWorth, worth_of_seats
from evacuation.staged_assignment import solve_in_stages


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Persons by row and destination; ``destination`` is −1 for people without a place.

    ``totals`` is what the flows amount to on each aim, ``cost`` the same in weighted ticks.
    ``certificate`` proves that none costs less, and ``worth`` says what one more seat would change; both
    are None where the aims were solved in two stages.
    """

    row: IntArray
    destination: IntArray
    persons: IntArray
    totals: AimTotals
    cost: int
    certificate: Certificate | None
    worth: SeatWorth | None


def assign_people(
    people: People,
    capacity: IntArray,
    options: Options,
    *,
    minutes_decide: bool,
    largest_cost: int = LARGEST_COST,
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
    certificate, worth = None, None
    if weights.largest <= largest_cost:
        problem = FlowProblem(
            persons=people.persons, unassigned_cost=weights.unassigned_cost(people), seats=seats,
            row=options.row, destination=options.destination, cost=weights.pair_cost(options, ticks),
        )  # fmt: skip
        solved = solve_flow(problem)
        certificate = certify(problem, solved.flow, solved.left, solved.price)
        moves = one_more_seat(problem, solved.flow, solved.left, solved.price)
        worth = worth_of_seats(people, options, ticks, moves)
    else:
        _, solved = solve_in_stages(people, seats, options, ticks, minutes_decide=minutes_decide)
    flow, left = solved.flow, solved.left
    totals = _totals(people, options, ticks, flow, left)
    cost = later_aims(options, n_destinations, minutes_decide=minutes_decide).pair_cost(options, ticks)
    flow = hand_out(people, options, cost, flow, shared=shared, n_destinations=n_destinations)
    used, without = np.flatnonzero(flow), np.flatnonzero(left)
    row = np.concatenate([options.row[used], without])
    destination = np.concatenate([options.destination[used], np.full(without.size, -1)])
    persons = np.concatenate([flow[used], left[without]]).astype(np.int64)
    order = np.lexsort((destination, row))
    return Flows(
        row[order], destination[order], persons[order], totals, weights.total(totals), certificate, worth
    )


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
