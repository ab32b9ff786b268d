"""Exact assignment of people to destinations within capacity, in the order of the aims."""

from dataclasses import dataclass, replace

import numpy as np

from evacuation.aims import AimTotals, AimWeights, Options, People, counted_ticks, later_aims
from evacuation.flow import LARGEST_COST, FlowProblem, Solved, hand_out, solve_flow
from evacuation.network import BoolArray, IntArray
from evacuation.prices import Certificate, certify, one_more_seat
from evacuation.seat_worth import SeatWorth, worth_of_seats
from evacuation.staged_assignment import assignment_weights, solve_in_stages
from evacuation.whole_pairs import change_places, parted_pairs, seat_together, without_pairs


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Persons by row and destination; ``destination`` is −1 for people without a place.

    ``totals`` is what the flows amount to on each aim, ``cost`` the same in weighted ticks.
    ``certificate`` bounds what any assignment costs, and ``bound_totals`` is what no assignment is better
    than on the aims, in their order; both are of people who may go one by one, so that an assignment that
    keeps pairs whole may have to be dearer. ``worth`` says what one more seat would change while the
    pairs stay where they are; None where the aims were solved in two stages.
    """

    row: IntArray
    destination: IntArray
    persons: IntArray
    totals: AimTotals
    cost: int
    certificate: Certificate
    bound_totals: AimTotals
    worth: SeatWorth | None


@dataclass(frozen=True, slots=True, eq=False)
class _Question:
    """Everything that an assignment is made of; ``ticks`` is what counts, ``shared`` as in ``hand_out``."""

    people: People
    seats: IntArray
    options: Options
    ticks: IntArray
    shared: BoolArray
    weights: AimWeights
    minutes_decide: bool
    largest_cost: int

    @property
    def in_stages(self) -> bool:
        """Whether the weights are too large for one flow."""
        return self.weights.largest > self.largest_cost

    def problem(self) -> FlowProblem:
        """Return the flow of single persons."""
        return FlowProblem(
            persons=self.people.persons, unassigned_cost=self.weights.unassigned_cost(self.people),
            seats=self.seats, row=self.options.row, destination=self.options.destination,
            cost=self.weights.pair_cost(self.options, self.ticks),
        )  # fmt: skip

    def solve(self, problem: FlowProblem, pairs: BoolArray) -> Solved:
        """Return the cheapest flow of a problem that has some of the pairs."""
        if not self.in_stages:
            return solve_flow(problem)
        options = self.options if pairs.all() else self.options.only(pairs)
        people = replace(self.people, persons=problem.persons)
        return solve_in_stages(
            people, problem.seats, options, self.ticks[pairs], minutes_decide=self.minutes_decide
        )

    def later_cost(self) -> IntArray:
        """Return the cost of each pair on the aims after the reserve."""
        later = later_aims(self.people, self.options, self.seats.size, minutes_decide=self.minutes_decide)
        return later.pair_cost(self.options, self.ticks)

    def handed_out(self, flow: IntArray, pairs: BoolArray) -> IntArray:
        """Return the flow with shared destinations handed out anew within each group."""
        return hand_out(
            self.people, self.options, self.later_cost(), flow, shared=self.shared & pairs,
            n_destinations=self.seats.size,
        )  # fmt: skip

    def totals(self, flow: IntArray, left: IntArray) -> AimTotals:
        """Return what a flow amounts to on each aim."""
        people, options = self.people, self.options
        return AimTotals(
            unserved=int(left.sum()),
            help_unserved=int(left[people.needs_help].sum()),
            zone_unserved=int(left[people.special_zone].sum()),
            below=int(flow @ options.below),
            aside=int(flow @ options.aside),
            ticks=int(flow @ self.ticks),
            leaving_unserved=int(left[people.leaving].sum()),
        )


def assign_people(
    people: People,
    capacity: IntArray,
    options: Options,
    *,
    minutes_decide: bool,
    largest_cost: int = LARGEST_COST,
) -> Flows:
    """Assign people to destinations, pairs whole; with the proof of how much less any other could cost.

    Exactly at least cost where no pair has to be put together at a loss (``evacuation.whole_pairs``).

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
    n = capacity.size
    ticks, shared = counted_ticks(people, options, n, minutes_decide=minutes_decide)
    seats = np.where(capacity < 0, int(people.persons.sum()), capacity)
    weights = assignment_weights(people, options, n, minutes_decide=minutes_decide, largest_cost=largest_cost)
    question = _Question(people, seats, options, ticks, shared, weights, minutes_decide, largest_cost)
    problem, every = question.problem(), np.ones(options.row.size, np.bool_)
    one_by_one = question.solve(problem, every)
    bound_totals = question.totals(one_by_one.flow, one_by_one.left)
    solved = _pairs_whole(question, problem, one_by_one)
    certificate = certify(problem, solved.flow, solved.left, one_by_one.price)
    worth = None
    if not question.in_stages:
        alone, pairs = without_pairs(people, problem, solved.flow)
        left = np.where(people.in_pairs, 0, solved.left)
        moves = one_more_seat(alone, solved.flow[pairs], left, solved.price)
        worth = worth_of_seats(people, options, ticks, moves)
    totals = question.totals(solved.flow, solved.left)
    used, without = np.flatnonzero(solved.flow), np.flatnonzero(solved.left)
    row = np.concatenate([options.row[used], without])
    destination = np.concatenate([options.destination[used], np.full(without.size, -1)])
    persons = np.concatenate([solved.flow[used], solved.left[without]]).astype(np.int64)
    order = np.lexsort((destination, row))
    return Flows(
        row[order], destination[order], persons[order], totals, weights.total(totals), certificate,
        bound_totals, worth,
    )  # fmt: skip


def _pairs_whole(question: _Question, problem: FlowProblem, solved: Solved) -> Solved:
    """Return the flow with shared destinations handed out within groups and all pairs put together."""
    people, options = question.people, question.options
    every = np.ones(options.row.size, np.bool_)
    flow = question.handed_out(solved.flow, every)
    parted = parted_pairs(people, problem, flow, solved.left)
    if not parted.row.size:
        return replace(solved, flow=flow)
    flow = change_places(
        people, options, question.later_cost(), flow, parted, shared=question.shared,
        n_destinations=question.seats.size,
    )  # fmt: skip
    parted = parted_pairs(people, problem, flow, solved.left)
    if not parted.row.size:
        return replace(solved, flow=flow)
    flow, left = seat_together(people, problem, replace(solved, flow=flow), parted)
    alone, pairs = without_pairs(people, problem, flow)
    others = question.solve(alone, pairs)
    flow[pairs] = others.flow
    return Solved(question.handed_out(flow, pairs), left + others.left, others.price)


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
