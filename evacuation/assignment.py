"""Exact assignment of people to targets within capacity, in the stated order of aims.

1 most people with a place in time; 2 people who need help first where seats are scarce; 3 the
own district; 4 least total walking time. The order is kept exactly: each aim's unit weighs more
than any exchange of people along a cycle could gain on the aims after it.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import min_cost_flow

from evacuation.network import BoolArray, FloatArray, IntArray
from evacuation.prices import cheapest_pairs, seen_gain


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
    help_first: int
    unserved: int


def aim_weights(options: Options, n_targets: int) -> AimWeights:
    """Return weights that make the order of the aims strict.

    A cheapest flow differs from any other by simple cycles of the residual graph. A cycle meets
    each target at most once, so it holds at most 2 (targets + 1) person-moves; a weight above that
    many times the next aim's largest weight can never be outweighed.
    """
    moves = 2 * (n_targets + 1)
    longest = int(options.ticks.max()) if options.ticks.size else 1
    most_aside = int(options.aside.max()) if options.aside.size else 1
    aside = moves * (longest + 1)
    help_first = moves * (aside * most_aside + longest + 1)
    unserved = moves * (help_first + aside * most_aside + longest + 1)
    return AimWeights(aside, help_first, unserved)


def assign_people(
    persons: IntArray,
    needs_help: BoolArray,
    capacity: IntArray,
    options: Options,
    *,
    first_choices: int = 16,
) -> Flows:
    """Assign people to targets at least cost, exactly.

    The solver first sees each row's ``first_choices`` cheapest targets only. The prices of seats
    that follow from its answer tell which other pair could still gain; these are added until none
    can, which proves the answer cheapest over all pairs.

    Parameters
    ----------
    persons
        People of each demand row, shape (rows,).
    needs_help
        Whether the row's people need help, shape (rows,).
    capacity
        Seats of each target, −1 without limit, shape (targets,).
    options
        Allowed pairs, sorted by row.
    first_choices
        Pairs per row to start with; changes the time, never the cost.

    Returns
    -------
    Flows
        Every person once, sorted by row and target; ``cost`` is the total in weighted ticks.

    Raises
    ------
    RuntimeError
        When the solver fails, which would be a bug: leaving everybody without a place is allowed.
    """
    weights = aim_weights(options, capacity.size)
    seats = np.where(capacity < 0, int(persons.sum()), capacity)
    pair_cost = options.ticks + options.aside * weights.aside
    stay_cost = weights.unserved + np.where(needs_help, weights.help_first, 0)
    seen = cheapest_pairs(options.row, options.target, pair_cost, first_choices)
    while True:
        chosen = np.flatnonzero(seen)
        pair_flow, stay_flow, cost = _solve(
            persons, seats, stay_cost, options.row[chosen], options.target[chosen], pair_cost[chosen]
        )
        flow = np.zeros(options.row.size, np.int64)
        flow[chosen] = pair_flow
        gains = seen_gain(options.row, options.target, pair_cost, flow, stay_flow, stay_cost, seats, seen)
        if not gains.any():
            break
        seen = seen | gains
    used, left = np.flatnonzero(flow), np.flatnonzero(stay_flow)
    row = np.concatenate([options.row[used], left])
    target = np.concatenate([options.target[used], np.full(left.size, -1)])
    people = np.concatenate([flow[used], stay_flow[left]]).astype(np.int64)
    order = np.lexsort((target, row))
    return Flows(row[order], target[order], people[order], cost)


def _solve(
    persons: IntArray, seats: IntArray, stay_cost: IntArray, row: IntArray, target: IntArray, cost: IntArray
) -> tuple[IntArray, IntArray, int]:
    """Solve the min-cost flow over some pairs; return pair flows, people left and the cost."""
    n_rows, n_targets = persons.size, seats.size
    solver = min_cost_flow.SimpleMinCostFlow()
    sink = n_rows + n_targets
    pairs = solver.add_arcs_with_capacity_and_unit_cost(row, n_rows + target, persons[row], cost)
    rows, targets = np.arange(n_rows), np.arange(n_targets)
    stays = solver.add_arcs_with_capacity_and_unit_cost(rows, np.full(n_rows, sink), persons, stay_cost)
    solver.add_arcs_with_capacity_and_unit_cost(
        n_rows + targets, np.full(n_targets, sink), seats, np.zeros(n_targets, np.int64)
    )
    supplies = np.concatenate([persons, np.zeros(n_targets, np.int64), [-int(persons.sum())]])
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    status = solver.solve()
    if status != solver.OPTIMAL:
        msg = f"min-cost flow ended with {status}"
        raise RuntimeError(msg)
    return solver.flows(pairs), solver.flows(stays), int(solver.optimal_cost())


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
