"""Exact assignment of people to targets within capacity, in the stated order of aims.

1 most people with a place in time; 2 people who need help first where seats are scarce, then people
of special warning zones; 3 the own district, and the people of a block together; 4 least total
walking time. The order is kept exactly: each aim's unit weighs more than any exchange of people along
a cycle could gain on the aims after it.
"""

from dataclasses import dataclass

import numpy as np

from evacuation.flow import FlowProblem, hand_out, solve_flow
from evacuation.network import BoolArray, FloatArray, IntArray
from evacuation.prices import cheapest_pairs, unseen_gains

#: Up to this many pairs the solver takes them all at once; of more it starts with some of each row.
_FEW_PAIRS = 100_000
_FIRST_CHOICES = 10
#: Pairs that miss a gain by less are looked at with those that gain (5 minutes of walking).
_SLACK_TICKS = 3000


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Demand rows, parallel arrays of shape (rows,).

    Parameters
    ----------
    persons
        People of each row.
    block
        Number of their block, from 0.
    needs_help, special_zone
        Who comes first where seats are scarce: people who need help, then people of a special
        warning zone (土砂災害特別警戒区域).
    rank
        Turn of the row within its block: who goes to the nearest place where a block is divided.
    """

    persons: IntArray
    block: IntArray
    needs_help: BoolArray
    special_zone: BoolArray
    rank: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Options:
    """What each demand row may do: parallel arrays of (row, target, walking time in ticks).

    ``aside`` counts how far a pair stands behind the first choice of aim 3: 1 for a place in
    another district, and 1 for each kind of place that the scenario prefers to this one.
    """

    row: IntArray
    target: IntArray
    ticks: IntArray
    aside: IntArray


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Persons by row and target; ``target`` is −1 for people without a place."""

    row: IntArray
    target: IntArray
    persons: IntArray
    cost: int


@dataclass(frozen=True, slots=True)
class AimWeights:
    """Integer cost of one person on each aim, in ticks of walking."""

    aside: int
    zone_first: int
    help_first: int
    unserved: int

    def stay_cost(self, people: People) -> IntArray:
        """Return what it costs that one person of each row has no place."""
        helped = np.where(people.needs_help, self.help_first, 0)
        return self.unserved + helped + np.where(people.special_zone, self.zone_first, 0)


def aim_weights(people: People, options: Options, n_targets: int) -> AimWeights:
    """Return weights that make the order of the aims strict.

    Two flows differ by simple cycles of the residual graph; were another flow better by the order of
    the aims, one of these cycles would be. A simple cycle passes each target and the sink at most
    once. So it changes the number of people without a place, of any group, by one at most, and enters
    at most one pair for each target: on aims 3 and 4 it loses at most the targets times the largest
    cost of a pair. Each weight is above what a cycle can lose on all aims after it.
    """
    longest = int(options.ticks.max()) if options.ticks.size else 1
    most_aside = int(options.aside.max()) if options.aside.size else 1
    aside = n_targets * longest + 1
    pair = n_targets * (aside * most_aside + longest) + 1
    # Without a special zone its aim is left out.
    zone_first = pair if people.special_zone.any() else 0
    help_first = zone_first + pair
    return AimWeights(aside, zone_first, help_first, unserved=help_first + zone_first + pair)


def block_pace(people: People, options: Options, n_targets: int) -> tuple[IntArray, BoolArray]:
    """Return the walking time that aim 4 counts, and which pairs a whole block shares.

    A target that all rows of a block may go to counts at the block's mean pace: its people are one
    to the assignment, and stay together wherever that costs nothing on the aims before.

    Returns
    -------
    ticks : int64 (pairs,)
        Mean over the people of the block where it shares the target, else the row's own.
    shared : bool (pairs,)
        Whether every row of the block has this target; False in blocks of one row.
    """
    block = people.block[options.row]
    key = block * n_targets + options.target
    rows_of = np.bincount(people.block)
    shared = (np.bincount(key)[key] == rows_of[block]) & (rows_of[block] > 1)
    persons = people.persons[options.row].astype(np.float64)
    total = np.bincount(key, persons)[key]
    mean = np.bincount(key, persons * options.ticks)[key] / total
    return np.where(shared, np.rint(mean).astype(np.int64), options.ticks), shared


def assign_people(
    people: People, capacity: IntArray, options: Options, *, first_choices: int | None = None
) -> Flows:
    """Assign people to targets at least cost, exactly.

    Of many pairs the solver first sees each row's ``first_choices`` cheapest only. The prices of
    seats that follow from its answer tell which other pair could still gain; these, and those that
    nearly do, are added until none can, which proves the answer cheapest over all pairs.

    Parameters
    ----------
    people
        Demand rows.
    capacity
        Seats of each target, −1 without limit, shape (targets,).
    options
        Allowed pairs, sorted by row.
    first_choices
        Pairs per row to start with; None for what is quickest. Changes the time, never the cost.

    Returns
    -------
    Flows
        Every person once, sorted by row and target; ``cost`` is the total in weighted ticks.
    """
    weights = aim_weights(people, options, capacity.size)
    pace, shared = block_pace(people, options, capacity.size)
    problem = FlowProblem(
        persons=people.persons, block=people.block, rank=people.rank, stay_cost=weights.stay_cost(people),
        seats=np.where(capacity < 0, int(people.persons.sum()), capacity),
        row=options.row, target=options.target, cost=pace + options.aside * weights.aside, shared=shared,
    )  # fmt: skip
    if first_choices is None:
        first_choices = _FIRST_CHOICES if options.row.size > _FEW_PAIRS else capacity.size
    seen = cheapest_pairs(problem.row, problem.target, problem.cost, first_choices)
    while True:
        flow = np.zeros(options.row.size, np.int64)
        flow[seen], stay_flow, cost = solve_flow(problem.only(seen))
        gains = unseen_gains(problem, flow, stay_flow, seen, slack=_SLACK_TICKS)
        if not gains.any():
            break
        seen = seen | gains
    flow = hand_out(problem, flow)
    used, left = np.flatnonzero(flow), np.flatnonzero(stay_flow)
    row = np.concatenate([options.row[used], left])
    target = np.concatenate([options.target[used], np.full(left.size, -1)])
    persons = np.concatenate([flow[used], stay_flow[left]]).astype(np.int64)
    order = np.lexsort((target, row))
    return Flows(row[order], target[order], persons[order], cost)


def keep_preferred(feasible: BoolArray, tier: IntArray, capacity: IntArray) -> BoolArray:
    """Drop later tiers for whoever reaches an earlier one that has no capacity limit.

    A refuge building is only for those who cannot reach safe ground (津波): whoever has a target
    without limit in an earlier tier does not take a seat of a later one.

    Parameters
    ----------
    feasible
        Shape (targets, rows).
    tier, capacity
        Of each target.
    """
    kept = feasible.copy()
    for limitless in np.unique(tier[capacity < 0]):
        has = feasible[(tier == limitless) & (capacity < 0)].any(axis=0)
        kept[np.ix_(tier > limitless, has)] = False
    return kept


def walking_cost(flows: Flows, options: Options, n_targets: int) -> FloatArray:
    """Return the walking time of each flow [ticks]; NaN for people without a place."""
    key = options.row * n_targets + options.target
    order = np.argsort(key)
    wanted = flows.row * n_targets + flows.target
    served = flows.target >= 0
    ticks = np.full(flows.row.size, np.nan)
    found = order[np.searchsorted(key[order], wanted[served])]
    ticks[served] = options.ticks[found]
    return ticks
