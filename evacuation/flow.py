"""The assignment as a min-cost flow, and which people of a divided group go where."""

from dataclasses import dataclass, replace

import numpy as np

from evacuation.aims import Options, People
from evacuation.network import BoolArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class FlowProblem:
    """People and the pairs that they may use.

    Parameters
    ----------
    persons, unassigned_cost
        People of each row, and what it costs that one of them has no place, shape (rows,).
    seats
        Of each destination, shape (destinations,).
    row, destination, cost
        Pairs, sorted by row and destination, shape (pairs,).
    """

    persons: IntArray
    unassigned_cost: IntArray
    seats: IntArray
    row: IntArray
    destination: IntArray
    cost: IntArray

    def only(self, pairs: BoolArray) -> "FlowProblem":
        """Return the problem with some of its pairs, shape (pairs,).

        Parameters
        ----------
        pairs
            Pairs to keep, shape (pairs,).

        Returns
        -------
        FlowProblem
            The same people and seats with fewer pairs.
        """
        return replace(self, row=self.row[pairs], destination=self.destination[pairs], cost=self.cost[pairs])


def solve_flow(
    problem: FlowProblem, *, may_be_left: BoolArray | None = None, must_be_full: BoolArray | None = None
) -> tuple[IntArray, IntArray]:
    """Return people on each pair, and people left of each row, at least cost.

    Parameters
    ----------
    problem
        The people, the seats and the pairs.
    may_be_left
        Rows of which people may have no place, shape (rows,); None for all.
    must_be_full
        Destinations that have to be filled, shape (destinations,); None for none.

    Returns
    -------
    flow, left : int64 (pairs,), (rows,)
        People on each pair, and people without a place.

    Raises
    ------
    RuntimeError
        When the solver fails, which would be a bug: leaving everybody without a place is allowed.
    """
    # Imported by whoever solves: a plan that is on disk needs no solver.
    from ortools.graph.python import min_cost_flow  # noqa: PLC0415

    n_rows, n_destinations = problem.persons.size, problem.seats.size
    sink = n_rows + n_destinations
    allowed = np.ones(n_rows, np.bool_) if may_be_left is None else may_be_left
    full = np.zeros(n_destinations, np.bool_) if must_be_full is None else must_be_full
    solver = min_cost_flow.SimpleMinCostFlow()
    add = solver.add_arcs_with_capacity_and_unit_cost
    pairs = add(problem.row, n_rows + problem.destination, problem.persons[problem.row], problem.cost)
    rows, destinations = np.arange(n_rows), np.arange(n_destinations)
    stays = add(rows, np.full(n_rows, sink), np.where(allowed, problem.persons, 0), problem.unassigned_cost)
    add(
        n_rows + destinations, np.full(n_destinations, sink), np.where(full, 0, problem.seats),
        np.zeros(n_destinations, np.int64),
    )  # fmt: skip
    filled = np.where(full, problem.seats, 0)
    rest = int(problem.persons.sum()) - int(filled.sum())
    solver.set_nodes_supplies(np.arange(sink + 1), np.concatenate([problem.persons, -filled, [-rest]]))
    status = solver.solve()
    if status != solver.OPTIMAL:
        msg = f"min-cost flow ended with {status}"
        raise RuntimeError(msg)
    return np.asarray(solver.flows(pairs), np.int64), np.asarray(solver.flows(stays), np.int64)


def hand_out(
    people: People,
    options: Options,
    cost: IntArray,
    flow: IntArray,
    *,
    shared: BoolArray,
    n_destinations: int,
) -> IntArray:
    """Return the flow with the shared destinations of each group handed out anew among its rows.

    To the solver the rows of a group are alike. Rows by rank and destinations by cost are laid side by
    side, each as long as its people: where they overlap, people of that row go to that destination. What
    the aims look at stays the same, and so do the people of each row and of each destination.

    Parameters
    ----------
    people, options
        Demand rows and all their pairs, sorted by row and destination.
    cost
        Cost of each pair, the same for all rows of a group where it is shared, shape (pairs,).
    flow
        People on each pair.
    shared
        Pairs whose destination all rows of the group have at the same cost.
    n_destinations
        Number of destinations.

    Returns
    -------
    IntArray
        People on each pair, shape (pairs,).
    """
    used = np.flatnonzero((flow > 0) & shared)
    row, group = options.row[used], people.group[options.row[used]]
    by_rank = used[np.lexsort((row, people.rank[row], group))]
    by_cost = used[np.lexsort((options.destination[used], cost[used], group))]
    row_end, destination_end = np.cumsum(flow[by_rank]), np.cumsum(flow[by_cost])
    cuts = np.union1d(row_end, destination_end)
    persons = np.diff(cuts, prepend=0)
    from_row = options.row[by_rank[np.searchsorted(row_end, cuts)]]
    to_destination = options.destination[by_cost[np.searchsorted(destination_end, cuts)]]
    out = flow.copy()
    out[used] = 0
    key = options.row * n_destinations + options.destination
    np.add.at(out, np.searchsorted(key, from_row * n_destinations + to_destination), persons)
    return out
