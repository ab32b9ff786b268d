"""The assignment as a min-cost flow, and which people of a divided block go where."""

from dataclasses import dataclass, replace

import numpy as np
from ortools.graph.python import min_cost_flow

from evacuation.network import BoolArray, IntArray


@dataclass(frozen=True, slots=True, eq=False)
class FlowProblem:
    """People and the pairs that they may use.

    Parameters
    ----------
    persons, block, rank, stay_cost
        Of each row: people, its block, its turn within the block (lowest first to the cheapest
        target), and what it costs that one of its people has no place.
    seats
        Of each target.
    row, target, cost
        Pairs, sorted by row and target.
    shared
        Whether all rows of the pair's block have this target at this cost.
    """

    persons: IntArray
    block: IntArray
    rank: IntArray
    stay_cost: IntArray
    seats: IntArray
    row: IntArray
    target: IntArray
    cost: IntArray
    shared: BoolArray

    def only(self, pairs: BoolArray) -> "FlowProblem":
        """Return the problem with some of its pairs, shape (pairs,)."""
        return replace(
            self, row=self.row[pairs], target=self.target[pairs], cost=self.cost[pairs],
            shared=self.shared[pairs],
        )  # fmt: skip


def solve_flow(problem: FlowProblem) -> tuple[IntArray, IntArray, int]:
    """Return people on each pair, people left of each row, and the least cost.

    Raises
    ------
    RuntimeError
        When the solver fails, which would be a bug: leaving everybody without a place is allowed.
    """
    n_rows, n_targets = problem.persons.size, problem.seats.size
    sink = n_rows + n_targets
    solver = min_cost_flow.SimpleMinCostFlow()
    add = solver.add_arcs_with_capacity_and_unit_cost
    pairs = add(problem.row, n_rows + problem.target, problem.persons[problem.row], problem.cost)
    rows, targets = np.arange(n_rows), np.arange(n_targets)
    stays = add(rows, np.full(n_rows, sink), problem.persons, problem.stay_cost)
    add(n_rows + targets, np.full(n_targets, sink), problem.seats, np.zeros(n_targets, np.int64))
    supplies = np.concatenate([problem.persons, np.zeros(n_targets, np.int64), [-int(problem.persons.sum())]])
    solver.set_nodes_supplies(np.arange(sink + 1), supplies)
    status = solver.solve()
    if status != solver.OPTIMAL:
        msg = f"min-cost flow ended with {status}"
        raise RuntimeError(msg)
    return np.asarray(solver.flows(pairs), np.int64), solver.flows(stays), int(solver.optimal_cost())


def hand_out(problem: FlowProblem, flow: IntArray) -> IntArray:
    """Return the flow with the shared targets of each block handed out anew among its rows.

    To the solver the rows of a block are alike. Rows by rank and targets by cost are laid side by
    side, each as long as its people: where they overlap, people of that row go to that target. The
    cost stays the same, and so do the people of each row and of each target. ``problem`` must hold
    every shared pair of a block for all of its rows.
    """
    used = np.flatnonzero((flow > 0) & problem.shared)
    row, block = problem.row[used], problem.block[problem.row[used]]
    by_rank = used[np.lexsort((row, problem.rank[row], block))]
    by_cost = used[np.lexsort((problem.target[used], problem.cost[used], block))]
    row_end, target_end = np.cumsum(flow[by_rank]), np.cumsum(flow[by_cost])
    cuts = np.union1d(row_end, target_end)
    people = np.diff(cuts, prepend=0)
    from_row = problem.row[by_rank[np.searchsorted(row_end, cuts)]]
    to_target = problem.target[by_cost[np.searchsorted(target_end, cuts)]]
    out = flow.copy()
    out[used] = 0
    n_targets = problem.seats.size
    key = problem.row * n_targets + problem.target
    np.add.at(out, np.searchsorted(key, from_row * n_targets + to_target), people)
    return out
